/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_AGEING_H
#define LOFT_MODEL_AGEING_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Ageing: death by age and sex, the 18th birthday with the status it leads to, early retirement at
 * 60, pension at 65. */

/* clang-format off */
#define AGEING_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people grow older, retire and die") \
    P(S, FILE, mortality, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: deaths per 1,000 person-years by sex and age.") \
    P(S, FILE, coming_of_age, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: main status at 18 by origin.") \
    P(S, SHARE, early_retirement, "share", "0.37", "0", "1", NULL, \
      "37 % of those aged 60-64 were on efterløn in 2006, recalled", C, false, \
      "Share of people in work or insured who take early retirement pay when they may: at 60, later after reforms.later_retirement.")
/* clang-format on */
struct ageing_params {
    AGEING_PARAMS(PARAM_FIELD, ageing_params)
};

struct act;
struct event;
struct segment;
struct week;

extern const struct segment ageing_segment;

/* File what is due for somebody this week by age: RETIRE, OF_AGE, EARLY. */
void ageing_due(struct act *act, int32_t person);

bool ageing_death(struct week *week, const struct event *event);
bool ageing_retire(struct week *week, const struct event *event);
bool ageing_of_age(struct week *week, const struct event *event);
bool ageing_early(struct week *week, const struct event *event);

#endif
