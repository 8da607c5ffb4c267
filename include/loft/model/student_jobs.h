/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_STUDENT_JOBS_H
#define LOFT_MODEL_STUDENT_JOBS_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Small jobs beside a course of study. Their slots (under STUDENT_HOURS hours a week) lie on a ring
 * of their own, on which students look, and now and then unskilled job seekers (search.small_jobs).
 * A student without a job looks with chance `looks` a week; one who has a job gives it up with
 * chance `ends`, and when the course ends. The main status stays `education` throughout; the hours
 * count in definition e1. */

enum { STUDENT_HOURS = 15 };

/* clang-format off */
#define STUDENT_JOBS_PARAMS(P, S) \
    P(S, SHARE, looks, "chance a week", "0.020", "0", "0.040", NULL, \
      "assumption: with `ends` keeps about half of the students in a job", ASSUMPTION, false, \
      "Chance a week that a student without a job looks at small jobs.") \
    P(S, COUNT, views, "vacancy", "8", "1", "40", NULL, \
      "assumption: with `looks`", ASSUMPTION, false, \
      "Small jobs that a student who looks sees in a week, on average, when as many are open as at the start.") \
    P(S, SHARE, ends, "chance a week", "0.004", "0", "0.02", NULL, \
      "assumption: with the end of the course a student job lasts about two years", ASSUMPTION, false, \
      "Chance a week that a student's job ends.") \
    P(S, SHARE, at_start, "share", "0.5", "0", "1", NULL, \
      "half of 13.3 % students, demography evidence 10, recalled", C, false, \
      "Share of students with a job at the start.")
/* clang-format on */
struct student_jobs_params {
    STUDENT_JOBS_PARAMS(PARAM_FIELD, student_jobs_params)
};

struct event;
struct segment;
struct week;

/* Looking for a small job, and the end of one (model/separation.h counts it among the job losses).
 */
extern const struct segment student_looks_segment, student_ends_segment;

/* STUDENT_JOB: a = slot, b = channel; a student without a job -> in that slot. STUDENT_JOB_ENDS. */
bool student_jobs_take(struct week *week, const struct event *event);
bool student_jobs_end(struct week *week, const struct event *event);

#endif
