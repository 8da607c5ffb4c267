/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_LEAVING_H
#define LOFT_MODEL_LEAVING_H

#include <stdbool.h>
#include <stdint.h>

/* Leaving a household: grown children and others who live in somebody else's household, and the
 * partner who has to move out when a couple parts. Parameters: section `family` (model/family.h).
 *
 * Each adult without partner who is not the reference person of the household (BOND_HOME) wishes to
 * leave it with the weekly chance of the yearly rate by sex and age (family.leaving_home, times
 * leaving_nonwestern for those of non-Western origin). With chance leaving_away he or she leaves
 * for another municipality at once (where `migration` is on). Otherwise it is a wish
 * (person.leave_since): the household stays one until the leaver is awarded a dwelling on the
 * housing market (with chance leaver_search a week he or she looks at dwellings as others do,
 * model/moving.h, and puts up with one worse than a fitting one at a quarter of the income, by
 * moving.reluctance), moves in with a partner, or the household leaves the municipality. Children
 * under 18 go along as in model/kin.h. */

struct act;
struct event;
struct segment;
struct week;

extern const struct segment leaving_segment;

/* Those who look for a dwelling of their own, week->leavers from .. to-1: perhaps they look at
 * dwellings. False: no memory. */
bool leaving_act(struct act *act, int64_t from, int64_t to);

/* Keep week->leavers up to date with this week's changes. 0 or LOFT_ENOMEM. */
int leaving_follow(struct week *week);

/* LEAVE_HOME: subject = person. MOVE_AWAY: subject = person, b = area left. MOVE_OUT: subject =
 * person, a = dwelling. */
bool leaving_home(struct week *week, const struct event *event);
bool leaving_away(struct week *week, const struct event *event);
bool leaving_out(struct week *week, const struct event *event);

#endif
