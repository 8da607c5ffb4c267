/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SETTLE_H
#define LOFT_MODEL_SETTLE_H

#include <stdint.h>

/* The phases *settle* and *allocate*: the only places where the world changes. */

struct event;
struct week;

/* Apply the filed events in the order (kind, key). An event whose precondition fails is void and
 * counted. 0 or a code. */
int settle_run(struct week *week);

/* The three markets, one after the other: drop claims that no longer hold, award by deferred
 * acceptance, apply the awards as events. 0 or a code. */
int markets_run(struct week *week);

/* A new main status, and the week in which it ends by itself (-1: never). People are in it from the
 * Monday after this week on: status_since is next week, until its last week. Whoever becomes
 * `cash_benefit` receives the scheme that is right for him or her (model/benefits.h); match group,
 * illness and a paused insured period end with the statuses that they belong to. */
void settle_status(struct week *week, int32_t person, int status, int64_t until);

/* Apply a list of events in order; used by both. */
int settle_apply(struct week *week, struct event *events, int64_t count);

/* Bring class, due week and target bits of everybody touched this week up to date for week `week`.
 */
void refresh_touched(struct week *week, int32_t for_week);

/* The same for one person, and for everybody (at the start). */
void refresh_person(const struct week *week, int32_t person, int32_t for_week);
void refresh_all(struct week *week, int32_t for_week);

/* How many persons' class, due week or targets are not what they should be (debug builds: 0). */
int64_t refresh_check(const struct week *week, int32_t for_week);

#endif
