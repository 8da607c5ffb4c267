/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_MOVING_H
#define LOFT_MODEL_MOVING_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Moving within the municipality. A household begins to look for another dwelling with the weekly
 * chance of its tenure and its reference person's age, times job_link for 104 weeks after an adult
 * went from no work to 20+ hours, times the policies on `moving`. While it looks, it searches with
 * chance `search` a week and sees the vacant dwellings on an arc of the ring of social dwellings
 * and of the ring of other dwellings (sight_social, sight_market: shares of the vacant ones). It
 * claims those that it may have and can pay (model/letting.h) and that beat its present dwelling by
 * `reluctance`:
 *
 *     utility = rooms - rent/income + owner_taste - avoidance + noise(household, dwelling)
 *
 * The noise is lasting, so that a dwelling that was passed over stays passed over. */

/* clang-format off */
#define MOVING_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "households change dwelling within the municipality") \
    P(S, FILE, wish, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly share of households that begin to look for another dwelling, by tenure and age of the reference person.") \
    P(S, FACTOR, job_link, "1", "1.5", "1", "2.5", NULL, \
      "direction seen (geoforum.dk abstract 69: Danish registers 1986-2012), size not found", C, true, \
      "Factor on the wish to move for 104 weeks after an adult of the household goes from no work to 20+ hours.") \
    P(S, SHARE, growth, "share", "0.25", "0", "1", NULL, \
      "direction seen: 28 % of the resourceful families that left found the dwelling too small or wanted a house (cfbu.dk 2018); size assumed", ASSUMPTION, false, \
      "Share of households that begin to look when they grow and then have fewer rooms than members (model/growth.h).") \
    P(S, SHARE, search, "chance a week", "0.15", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Chance a week that a household that wishes to move looks at dwellings.") \
    P(S, COUNT, patience, "week", "26", "1", "520", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks after which the wish lapses.") \
    P(S, SHARE, sight_social, "share", "0.05", "0", "1", NULL, \
      "assumption: waiting lists are read", ASSUMPTION, false, \
      "Share of the vacant social dwellings that a searching household looks at in a week.") \
    P(S, SHARE, sight_market, "share", "0.0025", "0", "1", NULL, \
      "assumption: gives the recalled 3.3 % of vacant dwellings", ASSUMPTION, false, \
      "Share of the other vacant dwellings that a searching household looks at in a week.") \
    P(S, FACTOR, room_weight, "1", "1", "0", "10", NULL, \
      "assumption", ASSUMPTION, false, \
      "Loss of utility per room that is missing (half of it per room too many).") \
    P(S, FACTOR, rent_weight, "1", "4", "0", "20", NULL, \
      "assumption", ASSUMPTION, false, \
      "Loss of utility per share of income paid in rent.") \
    P(S, FACTOR, owner_taste, "1", "2.3", "0", "10", NULL, \
      "assumption: immigrants buy when incomes stabilise (Skifter Andersen 2013); size assumed", ASSUMPTION, false, \
      "Utility of an owner-occupied dwelling for a household with somebody in work 20+ hours.") \
    P(S, FACTOR, avoidance, "1", "3.2", "0", "10", NULL, \
      "direction seen: avoidance is the strongest cause of concentration 1985-2008 (Skifter Andersen 2015); size calibrated so that Vollsmose stays as it is without cycle and reforms", ASSUMPTION, true, \
      "Loss of utility of an area where over half of the residents are of non-Western origin, for households of other origin; in proportion below that.") \
    P(S, FACTOR, avoidance_at_work, "1", "0.25", "0", "1", NULL, \
      "direction seen: the most resourceful of all residents leave as soon as they can (cfbu.dk 2017), those who come have fewer resources than those who go (Kraks Fond 2016); size assumed", ASSUMPTION, true, \
      "Part of `avoidance` that holds for households of non-Western origin with somebody in work 20+ hours.") \
    P(S, FACTOR, reluctance, "1", "1.5", "-5", "10", NULL, \
      "assumption", ASSUMPTION, false, \
      "Utility by which a dwelling must beat the present one.") \
    P(S, SHARE, rent_most, "share", "0.45", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Largest share of the household's income that rent may take, after housing support.") \
    P(S, COUNT, turnaround_social, "week", "2", "0", "52", NULL, \
      "assumption", ASSUMPTION, false, \
      "Weeks between tenants in social housing.") \
    P(S, COUNT, turnaround_market, "week", "4", "0", "52", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same elsewhere.")
/* clang-format on */
struct moving_params {
    MOVING_PARAMS(PARAM_FIELD, moving_params)
};

struct act;
struct claim;
struct event;
struct seeker;
struct segment;
struct week;

enum { MOVING_LINK_WEEKS = 104 };

extern const struct segment moving_segment;

/* The households in act->batch, which wish to move: perhaps they look at dwellings, or give up.
 * False: no memory. */
bool moving_act(struct act *act);

/* Let a seeker look at vacant dwellings: what it may have and pay goes into act->sights. */
bool moving_look(struct act *act, struct seeker seeker);

/* Claims on the dwellings in act->sights that beat the seekers' present ones. */
bool moving_claim(struct act *act);

bool moving_claim_holds(const struct week *week, const struct claim *claim);

/* WISH, WISH_LAPSES: subject = household. MOVE: subject = household, a = dwelling, b = the old one.
 */
bool moving_wish(struct week *week, const struct event *event);
bool moving_wish_lapses(struct week *week, const struct event *event);
bool moving_move(struct week *week, const struct event *event);

/* Take a household out of its dwelling, which becomes vacant. No-op without one. */
void moving_vacate(struct week *week, int32_t household);

/* Move a household into a vacant dwelling: residence of all members, wish fulfilled. */
void moving_occupy(struct week *week, int32_t household, int32_t dwelling);

#endif
