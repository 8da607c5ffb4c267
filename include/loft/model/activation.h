/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_ACTIVATION_H
#define LOFT_MODEL_ACTIVATION_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Activation: one kind of programme place (work practice) for people on cash benefit.
 *
 * Each week a recipient is referred with chance `referral` and claims a free place; places rank by
 * weeks on benefit. On the place one searches less (search.lock_in); for effect_weeks after it
 * call-backs are multiplied by an after-effect that fades in a straight line from after_effect
 * to 1. */

/* clang-format off */
#define ACTIVATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "programme places are offered") \
    P(S, SHARE, referral, "chance a week", "0.015", "0", "0.04", NULL, \
      "assumption", ASSUMPTION, false, \
      "Chance a week that somebody on cash benefit is referred to work practice.") \
    P(S, COUNT, places, "place", "700", "0", "100000", NULL, \
      "assumption: about one in seven recipients", ASSUMPTION, false, \
      "Places in the municipality (times population.scale).") \
    P(S, COUNT, weeks, "week", "13", "1", "104", NULL, \
      "usual length of virksomhedspraktik, recalled", C, false, \
      "Length of a stay.") \
    P(S, FACTOR, after_effect, "1", "1.16", "0.5", "2", NULL, \
      "work practice raises the job chance of cash-benefit recipients by 16 %: effect analysis 2016, via Berlingske", C, true, \
      "Factor on call-backs right after a completed stay.") \
    P(S, COUNT, effect_weeks, "week", "26", "1", "208", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks until the after-effect is gone.")
/* clang-format on */
struct activation_params {
    ACTIVATION_PARAMS(PARAM_FIELD, activation_params)
};

struct act;
struct claim;
struct event;
struct segment;
struct week;

extern const struct segment activation_segment;

/* Factor on call-backs from a completed stay (2^16 = 1). */
int64_t activation_after_effect(const struct week *week, int32_t person);

/* Referred: claim a place. Called by *act* in place of an event. */
void activation_refer(struct act *act, int32_t person);
bool activation_claim_holds(const struct week *week, const struct claim *claim);

/* TAKE_PLACE: a = place. LEAVE_PLACE: a = 1 completed, 0 broken off. */
bool activation_take(struct week *week, const struct event *event);
bool activation_leave(struct week *week, const struct event *event);

/* Free the place somebody occupies; no-op without one. */
void activation_vacate(struct week *week, int32_t person);

#endif
