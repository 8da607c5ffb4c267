/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_HEALTH_H
#define LOFT_MODEL_HEALTH_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Health, in its first form: disability pension is granted with a weekly chance by status and age.
 */

/* clang-format off */
#define HEALTH_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "disability pensions are granted") \
    P(S, SHARE, award_cash, "chance a week", "0.001", "0", "0.003", NULL, \
      "labour evidence A3: 0.06-0.12 % a week to resource course or pension, assumption", ASSUMPTION, false, \
      "Chance a week that somebody on cash benefit or a programme place is granted a disability pension.") \
    P(S, SHARE, award_young, "chance a week", "0.00002", "0", "0.0003", NULL, \
      "onset of lasting work limitation 0.5-0.9 % a year, recalled; a tenth of it", ASSUMPTION, false, \
      "The same for other people under 50.") \
    P(S, SHARE, award_older, "chance a week", "0.0001", "0", "0.0003", NULL, \
      "onset of lasting work limitation 1.8-2.5 % a year, recalled; a quarter of it", ASSUMPTION, false, \
      "The same for other people of 50-64.")
/* clang-format on */
struct health_params {
    HEALTH_PARAMS(PARAM_FIELD, health_params)
};

struct event;
struct segment;
struct week;

extern const struct segment health_segment;

/* DISABLED: under pension age, not yet on disability pension. */
bool health_disabled(struct week *week, const struct event *event);

#endif
