/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_CYCLE_H
#define LOFT_MODEL_CYCLE_H

#include "loft/conf/param.h"

#include <stdint.h>

/* The business cycle: a dated series of the number of jobs and of the chance of losing one, both
 * relative to the start of the run, linear between the dates. Jobs follow as slots that open and
 * close (model/slots.h); the chance of losing a job is multiplied for people in their first year
 * and in unskilled jobs, who go first. Switched off, or without a series, both stay as at the
 * start. */

/* clang-format off */
#define CYCLE_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "jobs and job losses follow the business cycle") \
    P(S, FILE, series, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: jobs and separations by quarter.")
/* clang-format on */
struct cycle_params {
    CYCLE_PARAMS(PARAM_FIELD, cycle_params)
};

enum { CYCLE_KNOTS_MOST = 128 };

/* Knots in ascending weeks; factors with FACTOR_ONE = the unit of the series. */
struct cycle_series {
    int count;
    int32_t week[CYCLE_KNOTS_MOST];
    int64_t jobs[CYCLE_KNOTS_MOST], separations[CYCLE_KNOTS_MOST];
};

struct params;
struct schedules;
struct week;

/* Level of a series in a week relative to the level in `start`, FACTOR_ONE = the same: 1 where the
 * cycle is off. */
int64_t cycle_jobs(const struct params *params, const struct schedules *schedules, int32_t start,
                   int32_t week);
int64_t cycle_separations(const struct params *params, const struct schedules *schedules,
                          int32_t start, int32_t week);

/* The largest factor on separations from any start, for the bounds at load. */
int64_t cycle_worst(const struct params *params, const struct schedules *schedules);

#endif
