/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_GROWTH_H
#define LOFT_MODEL_GROWTH_H

#include <stdint.h>

/* Household growth: whoever has too little room begins to look. When a member is added (a birth)
 * and the dwelling then has fewer rooms than the household has members, the household begins to
 * look for another dwelling with chance moving.growth, drawn by (household, week):
 *
 *     wish  iff  u(household, week) < growth   and   rooms < members
 *
 * Besides the wish by age and tenure (model/moving.h), not instead of it. A household that looks
 * already goes on as before. */

struct week;

/* A household has just got a member; called while the event is applied. */
void growth_consider(struct week *week, int32_t household);

#endif
