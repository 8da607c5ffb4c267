/* SPDX-License-Identifier: MIT */
#include "loft/model/growth.h"

#include "loft/model/week.h"
#include "loft/world/household.h"

void growth_consider(struct week *week, int32_t household)
{
    const struct world *w = week->world;
    const struct moving_params *m = &week->params->moving;
    int32_t dwelling = w->household.dwelling[household];
    if (!m->enabled || dwelling < 0 || w->household.wish_since[household] >= 0 ||
        w->dwelling.rooms[dwelling] >= household_size(w, household))
        return;
    if (week_draw(week, w->household.key[household], PURPOSE_GROWTH, 0) < m->growth)
        SET(&week->changes, household, wish_since, household, week->now);
}
