/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_ACTIVATION_H
#define LOFT_MODEL_ACTIVATION_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Activation of people on cash benefit: four kinds of programme, each with places, a length, a
 * factor on search while it lasts (lock-in) and an after-effect.
 *
 * Each week a recipient is referred with chance `referral`, to one of the kinds that he or she is
 * eligible for, with chances in proportion to their places:
 *
 *     practice, course     everybody on cash benefit
 *     language, combined   people of non-Western origin in a match group far from work, or who came
 * to Denmark within reforms.residence_weeks
 *
 * and claims a free place of that kind; places rank by weeks on benefit. For effect_weeks after a
 * completed stay call-backs are multiplied by an after-effect that fades in a straight line from
 * its first value to 1. Only the last completed stay counts. */

/* The kinds, in the order of their statuses from `practice` on. */
enum programme {
    PROGRAMME_PRACTICE,
    PROGRAMME_LANGUAGE,
    PROGRAMME_COURSE,
    PROGRAMME_COMBINED,
    PROGRAMMES
};

/* clang-format off */
#define ACTIVATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "programme places are offered and match groups assigned") \
    P(S, SHARE, referral, "chance a week", "0.015", "0", "0.0378", NULL, \
      "assumption", ASSUMPTION, false, \
      "Chance a week that somebody on cash benefit is referred to a programme.") \
    P(S, COUNT, places, "place", "350", "0", "100000", NULL, \
      "assumption: all kinds together about one in seven recipients", ASSUMPTION, false, \
      "Places in work practice in the municipality (times population.scale).") \
    P(S, COUNT, weeks, "week", "13", "1", "104", NULL, \
      "usual length of virksomhedspraktik, recalled", C, false, \
      "Length of a stay in work practice.") \
    P(S, FACTOR, after_effect, "1", "1.16", "0.5", "2", NULL, \
      "work practice raises the job chance of cash-benefit recipients by 16 %: effect analysis 2016, via Berlingske", C, true, \
      "Factor on call-backs right after a completed stay in work practice.") \
    P(S, COUNT, effect_weeks, "week", "26", "1", "208", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks until that after-effect is gone.") \
    P(S, COUNT, language_places, "place", "100", "0", "100000", NULL, \
      "assumption", ASSUMPTION, false, \
      "Places in language training.") \
    P(S, COUNT, language_weeks, "week", "26", "1", "104", NULL, \
      "assumption: one module", ASSUMPTION, false, \
      "Length of a stay in language training.") \
    P(S, FACTOR, language_search, "1", "0.5", "0", "1", NULL, \
      "assumption: as in work practice", ASSUMPTION, false, \
      "Search factor in language training, times that of cash benefit.") \
    P(S, FACTOR, language_effect, "1", "1.1", "0.5", "2", NULL, \
      "gains from more language training come slowly and last: Arendt and others w26834; size assumed", ASSUMPTION, false, \
      "Factor on call-backs right after language training.") \
    P(S, COUNT, language_fade, "week", "104", "1", "520", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks until it is gone.") \
    P(S, COUNT, course_places, "place", "200", "0", "100000", NULL, \
      "assumption", ASSUMPTION, false, \
      "Places on courses of guidance and training.") \
    P(S, COUNT, course_weeks, "week", "13", "1", "104", NULL, \
      "assumption", ASSUMPTION, false, \
      "Length of a course.") \
    P(S, FACTOR, course_search, "1", "0.5", "0", "1", NULL, \
      "assumption: as in work practice", ASSUMPTION, false, \
      "Search factor on a course, times that of cash benefit.") \
    P(S, FACTOR, course_effect, "1", "1", "0.5", "2", NULL, \
      "classroom training negligible for long-term recipients: SBU 351 (2022)", B, false, \
      "Factor on call-backs right after a course.") \
    P(S, COUNT, course_fade, "week", "26", "1", "520", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks until it is gone.") \
    P(S, COUNT, combined_places, "place", "50", "0", "100000", NULL, \
      "assumption", ASSUMPTION, false, \
      "Places in combined programmes: language training beside work practice.") \
    P(S, COUNT, combined_weeks, "week", "26", "1", "104", NULL, \
      "assumption", ASSUMPTION, false, \
      "Length of a combined programme.") \
    P(S, FACTOR, combined_search, "1", "0.7", "0", "1", NULL, \
      "lock-in of the Gothenburg trial's analogue, assumption", ASSUMPTION, false, \
      "Search factor in a combined programme, times that of cash benefit.") \
    P(S, FACTOR, combined_effect, "1", "1.2", "0.5", "2", NULL, \
      "language and practice: middle of a sweep, 1.0-1.5; the full Gothenburg package had 2.0 (IFAU 2020)", ASSUMPTION, true, \
      "Factor on call-backs right after a combined programme.") \
    P(S, COUNT, combined_fade, "week", "156", "1", "520", NULL, \
      "controls catch up in about three years: IFAU 2023:23", B, false, \
      "Weeks until it is gone.")
/* clang-format on */
struct activation_params {
    ACTIVATION_PARAMS(PARAM_FIELD, activation_params)
};

struct act;
struct claim;
struct event;
struct params;
struct segment;
struct week;
struct world;

/* One kind as the parameters have it. */
struct programme_terms {
    int64_t places, weeks;
    int64_t search; /* factor on search on a place, 2^16 = 1 */
    int64_t effect, effect_weeks;
};
struct programme_terms activation_terms(const struct params *params, enum programme kind);

extern const struct segment activation_segment;

/* Largest after-effect of any kind (2^16 = 1), for the bound at load. */
int64_t activation_most_effect(const struct params *params);

/* Factor on call-backs from a completed stay (2^16 = 1). */
int64_t activation_after_effect(const struct week *week, int32_t person);

/* Share of this person's referrals that go to a kind (2^32 = 1); 0 where not eligible. */
int64_t activation_share(const struct params *params, const struct world *world, int32_t person,
                         enum programme kind);

/* The kind for a uniform; -1: eligible for none. */
int activation_choose(const struct params *params, const struct world *world, int32_t person,
                      uint32_t u);

/* Referred: claim a place. Called by *act* in place of an event. */
void activation_refer(struct act *act, int32_t person);
bool activation_claim_holds(const struct week *week, const struct claim *claim);

/* TAKE_PLACE: a = place. LEAVE_PLACE: a = 1 completed, 0 broken off. */
bool activation_take(struct week *week, const struct event *event);
bool activation_leave(struct week *week, const struct event *event);

/* Free the place somebody occupies; no-op without one. Whoever breaks off is on cash benefit again.
 */
void activation_vacate(struct week *week, int32_t person);
void activation_break_off(struct week *week, int32_t person);

#endif
