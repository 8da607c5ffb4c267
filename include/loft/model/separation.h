/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SEPARATION_H
#define LOFT_MODEL_SEPARATION_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Losing or leaving a job. The weekly chance falls with tenure:
 *
 *     first_quarter (weeks 0-12), first_year (13-51), later (52-155), settled (156 and more)
 *
 * times the factors of the policies on `separation`. Afterwards: insured unemployment benefit for
 * those who worked insured_weeks and are members of an insurance fund, else cash benefit or
 * nothing. */

/* clang-format off */
#define SEPARATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people lose and leave jobs") \
    P(S, SHARE, first_quarter, "chance a week", "0.0232", "0", "0.048", NULL, \
      "Benchmarkingenheden 2023: 26 % of jobs from cash benefit end within 3 months", C, true, \
      "Chance a week of losing or leaving a job in its weeks 0-12.") \
    P(S, SHARE, first_year, "chance a week", "0.0101", "0", "0.021", NULL, \
      "Benchmarkingenheden 2023: 24 % end in months 4-12", C, false, \
      "The same in weeks 13-51.") \
    P(S, SHARE, later, "chance a week", "0.004", "0", "0.0085", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same in weeks 52-155.") \
    P(S, SHARE, settled, "chance a week", "0.0009", "0", "0.002", NULL, \
      "assumption: with the others gives about 190 hires a week from outside work (a third of 570, faod.dk 2014)", ASSUMPTION, false, \
      "The same from week 156 on.") \
    P(S, COUNT, insured_weeks, "week", "52", "0", "520", NULL, \
      "one year of membership and work, recalled", C, false, \
      "Weeks in the job that give a right to insured unemployment benefit.") \
    P(S, SHARE, insured_share, "share", "0.8", "0", "1", NULL, \
      "members of unemployment funds, about 80 %, recalled", C, false, \
      "Share of people who are members of an unemployment fund.") \
    P(S, SHARE, cash_share, "share", "0.75", "0", "1", NULL, \
      "labour evidence A3: of those without insurance three of four go to cash benefit; assumption", ASSUMPTION, false, \
      "Share of the others who receive cash benefit; the rest have neither work nor benefit.")
/* clang-format on */
struct separation_params {
    SEPARATION_PARAMS(PARAM_FIELD, separation_params)
};

struct event;
struct week;
struct segment;

extern const struct segment separation_segment;

/* SEPARATE: has a job -> slot open, status by right to benefit. */
bool separation_separate(struct week *week, const struct event *event);

/* Give up a job without choosing what comes after: hours 0, slot vacated. No-op without a job. */
void separation_end_job(struct week *week, int32_t person);

/* The status that follows when somebody stops working (or studying) now. */
int separation_next_status(const struct week *week, int32_t person, int32_t weeks_in_job);

#endif
