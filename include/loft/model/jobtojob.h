/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_JOBTOJOB_H
#define LOFT_MODEL_JOBTOJOB_H

#include "loft/conf/param.h"

#include <stdint.h>

/* Changing from one job to another. With chance `looks` a week somebody in work looks around as an
 * unemployed person does (model/search.h), and claims a vacancy when
 *
 *     hours/37 + noise of the vacancy  >  hours/37 + noise of the present job + reluctance
 *
 * The noise of the present job lasts as long as the job. Whoever changes leaves an open slot
 * behind, so one vacancy can move several people: a vacancy chain. Tenure starts anew. */

/* clang-format off */
#define JOBTOJOB_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people in work change jobs") \
    P(S, SHARE, looks, "chance a week", "0.005", "0", "0.007", NULL, \
      "assumption: with the others gives a part of the 570 hires a week (faod.dk 2014)", ASSUMPTION, false, \
      "Chance a week that somebody in work looks at vacancies.") \
    P(S, FACTOR, reluctance, "1", "0.5", "0", "5", NULL, \
      "assumption", ASSUMPTION, false, \
      "How much better another job must be, in units of the noise of tastes.")
/* clang-format on */
struct jobtojob_params {
    JOBTOJOB_PARAMS(PARAM_FIELD, jobtojob_params)
};

struct event;
struct segment;
struct week;

extern const struct segment jobtojob_segment;

/* What a vacancy must be worth for this person to claim it. */
int64_t jobtojob_beat(const struct week *week, int32_t person);

/* CHANGE_JOB: a = slot, b = channel; in work in the municipality's reach -> in that slot. */
bool jobtojob_change(struct week *week, const struct event *event);

#endif
