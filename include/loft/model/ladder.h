/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_LADDER_H
#define LOFT_MODEL_LADDER_H

#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stdint.h>

/* The ladder from illness to a lasting arrangement, one for everybody:
 *
 *     sickness ----> clarification ----> disability pension
 *     cash benefit ->    |         \---> waiting benefit <--> flexjob
 *                        \-------------> cash benefit
 *
 * Clarification is a resource course (severe) or job clarification (middle), from the dates of
 * [reforms] on; before, rehabilitation. It lasts 1 + floor(Exp(1) x weeks) weeks; what follows is
 * drawn by severity when it ends. Since the reform of 2013 people under 40 are granted a pension
 * less often: the others go through another course. Hours in a flexjob are no ordinary hours. */

struct event;
struct params;
struct segment;
struct week;

extern const struct segment ladder_clarify_segment, ladder_flexjob_segment;

/* The form of clarification (enum status) that begins in week `when`. */
int ladder_form(const struct params *params, int32_t start, int32_t when, enum severity severity);

/* Scale of its length, in weeks. */
int64_t ladder_weeks(const struct params *params, int form);

/* What follows clarification for a uniform: disability pension, waiting benefit, the same form
 * again (resource course), or cash benefit. */
int ladder_outcome(const struct params *params, enum severity severity, bool few_pensions,
                   uint32_t u);

/* STEP: the last week of sickness or clarification. CLARIFY: on cash benefit or a programme.
 * FLEX_FOUND: on waiting benefit. FLEX_LOST: in a flexjob. */
bool ladder_step(struct week *week, const struct event *event);
bool ladder_clarify(struct week *week, const struct event *event);
bool ladder_find_flexjob(struct week *week, const struct event *event);
bool ladder_lose_flexjob(struct week *week, const struct event *event);

#endif
