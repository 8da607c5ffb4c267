/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_CYCLE_H
#define LOFT_MODEL_CYCLE_H

#include "loft/conf/param.h"

#include <stdint.h>

/* The business cycle: a dated series of the number of jobs, of the chance of losing one, of quits,
 * and of the vacancies that are usual then, each relative to the start of the run, linear between
 * the dates. Jobs follow as slots that open and close (model/slots.h), those that ask for no
 * education `unskilled` times as much as all, the others by less. Job losses change by a factor
 * f(t) in all. People in their first year and in unskilled jobs go first; the others' are mostly
 * changes of their own choice, and follow q(t) (quits), so that those who go first have
 *
 *     (f - (1 - first) x q) / first
 *
 * times the chance of the start. Offers of jobs outside follow the vacancies of the cycle. Switched
 * off, or without a series, both stay as at the start. */

/* clang-format off */
#define CYCLE_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "jobs and job losses follow the business cycle") \
    P(S, FILE, series, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: jobs, separations, quits and vacancies by quarter.") \
    P(S, FACTOR, unskilled, "1", "2", "1", "2.5", NULL, \
      "16-24-year-olds in work -16 %, non-Western immigrants -10 %, all -5 % from 2008 to 2010 (demography evidence 9)", C, false, \
      "Change of the jobs that ask for no education, relative to that of all jobs.") \
    P(S, SHARE, first, "share of job losses", "0.6", "0.2", "1", NULL, \
      "computed: 0.61 of the job losses of residents in the neutral run", ASSUMPTION, false, \
      "Share of ordinary job losses that fall on people in their first year or in unskilled jobs, who go first.")
/* clang-format on */
struct cycle_params {
    CYCLE_PARAMS(PARAM_FIELD, cycle_params)
};

enum { CYCLE_KNOTS_MOST = 128 };

/* Knots in ascending weeks; factors with FACTOR_ONE = the unit of the series. */
struct cycle_series {
    int count;
    int32_t week[CYCLE_KNOTS_MOST];
    int64_t jobs[CYCLE_KNOTS_MOST], separations[CYCLE_KNOTS_MOST], vacancies[CYCLE_KNOTS_MOST],
        quits[CYCLE_KNOTS_MOST];
};

struct params;
struct schedules;
struct week;

/* Level of a series in a week relative to the level in `start`, FACTOR_ONE = the same: 1 where the
 * cycle is off. That of separations: the factor of those who go first. */
int64_t cycle_jobs(const struct params *params, const struct schedules *schedules, int32_t start,
                   int32_t week);
int64_t cycle_separations(const struct params *params, const struct schedules *schedules,
                          int32_t start, int32_t week);
int64_t cycle_quits(const struct params *params, const struct schedules *schedules, int32_t start,
                    int32_t week);
int64_t cycle_vacancies(const struct params *params, const struct schedules *schedules,
                        int32_t start, int32_t week);

/* The largest factor on separations from any start, for the bounds at load. */
int64_t cycle_worst(const struct params *params, const struct schedules *schedules);

#endif
