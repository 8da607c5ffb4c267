/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_BENEFITS_H
#define LOFT_MODEL_BENEFITS_H

#include <stdbool.h>
#include <stdint.h>

/* Which scheme of cash benefit somebody receives in a week:
 *
 *   integration benefit   who came to Denmark within residence_weeks, while it exists
 *   education benefit     under 30 and without an education that qualifies, from 2014 on
 *   cash benefit          everybody else
 *
 * A scheme is settled when a benefit begins or is resumed (settle_status does it for whoever
 * becomes `cash_benefit`), at meetings, and on the Monday of a reform. Dates: model/reforms.h. */

struct act;
struct event;
struct luck;
struct params;
struct week;
struct world;

/* The scheme (enum status) in week `when`. */
int benefits_scheme(const struct params *params, const struct world *world, int32_t person,
                    int32_t when);

/* The week in which somebody came to Denmark, for person.arrived: of adults of non-Western origin a
 * share (reforms.newcomers) came within residence_weeks before `when`, evenly; 0 for others. */
int32_t benefits_arrival(const struct params *params, const struct world *world,
                         const struct luck *luck, int32_t person, int32_t when);

/* Whether somebody came to Denmark within residence_weeks before week `when`. */
bool benefits_is_newcomer(const struct params *params, const struct world *world, int32_t person,
                          int32_t when);

/* Somebody on a scheme that is not right for next week moves over: file SCHEME. */
void benefits_review(struct act *act, int32_t person);

/* The week before a reform: everybody on the list of those who may search is looked at. */
void benefits_act(struct act *act);

/* SCHEME: on a scheme of cash benefit, but not on the right one for next week. */
bool benefits_move_over(struct week *week, const struct event *event);

#endif
