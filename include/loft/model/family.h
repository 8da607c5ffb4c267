/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_FAMILY_H
#define LOFT_MODEL_FAMILY_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Family, in its first form: births. Weekly chance from the yearly rate by origin and age. */

/* clang-format off */
#define FAMILY_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "children are born") \
    P(S, FILE, fertility, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: births per 1,000 women a year by origin and age.") \
    P(S, SHARE, boys, "share", "0.513", "0.4", "0.6", NULL, \
      "sex ratio at birth 105 to 100, recalled", C, false, \
      "Share of boys among the newborn.")
/* clang-format on */
struct family_params {
    FAMILY_PARAMS(PARAM_FIELD, family_params)
};

struct event;
struct segment;
struct week;

extern const struct segment family_segment;

/* BIRTH: a woman who lives in Denmark gets a child into her household. */
bool family_birth(struct week *week, const struct event *event);

#endif
