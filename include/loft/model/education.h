/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_EDUCATION_H
#define LOFT_MODEL_EDUCATION_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Education. People under 30 without a job start a course of study with a weekly chance by status;
 * it lasts least_weeks .. most_weeks and is completed with chance `complete`, which raises
 * education by a step. After it the graduate looks for a job. */

/* clang-format off */
#define EDUCATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people start and end education") \
    P(S, SHARE, enrol_cash, "chance a week", "0.0025", "0", "0.01", NULL, \
      "12 % a year: controls of the mentor trial, STAR 2012-13", A, false, \
      "Chance a week that somebody under 30 on cash benefit starts an education.") \
    P(S, SHARE, enrol_older, "chance a week", "0.0003", "0", "0.01", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same at 30 and over.") \
    P(S, SHARE, enrol_others, "chance a week", "0.005", "0", "0.02", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same under 30 for insured unemployed people and those without work or benefit.") \
    P(S, COUNT, least_weeks, "week", "104", "4", "520", NULL, \
      "assumption", ASSUMPTION, false, \
      "Shortest course of study.") \
    P(S, COUNT, most_weeks, "week", "260", "4", "520", NULL, \
      "assumption", ASSUMPTION, false, \
      "Longest course of study.") \
    P(S, SHARE, complete, "share", "0.75", "0", "1", NULL, \
      "drop-out 5 % a year in gymnasium, 17 in vocational, 8 in higher education, recalled", C, false, \
      "Share of courses that are completed.") \
    P(S, SHARE, insured_share, "share", "0.5", "0", "1", NULL, \
      "graduates' right to insurance benefit (dimittendsats), recalled; size assumed", ASSUMPTION, false, \
      "Share of those who complete who receive insured unemployment benefit until they find work.")
/* clang-format on */
struct education_params {
    EDUCATION_PARAMS(PARAM_FIELD, education_params)
};

struct event;
struct segment;
struct week;

extern const struct segment education_segment;

/* ENROL: no job -> education until a drawn week. GRADUATE: its last week has come. */
bool education_enrol(struct week *week, const struct event *event);
bool education_graduate(struct week *week, const struct event *event);

/* Weeks of a course that somebody starts now. */
int32_t education_length(const struct week *week, int32_t person);

/* Begin a course of study this week; for every event that makes somebody a student. */
void education_start(struct week *week, int32_t person);

#endif
