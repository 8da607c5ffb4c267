/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_HOUSEHOLD_H
#define LOFT_WORLD_HOUSEHOLD_H

#include "loft/world/world.h"

/* Households: members are a list through person.next; the order of the list decides nothing. */

/* for (int32_t p = household_first(w, h); p >= 0; p = w->person.row[p].next) */
static inline int32_t household_first(const struct world *world, int32_t household)
{
    return world->household.first[household];
}

/* Put a person (who is in no list) into the list of a household. Bookkeeping only: the caller sets
 * person.household and the counts. */
void household_link(struct world *world, int32_t household, int32_t person);

/* Take a person out of the list. */
void household_unlink(struct world *world, int32_t household, int32_t person);

/* Who would be the reference person: the oldest member, ties by key; -1 for an empty household. */
int32_t household_oldest(const struct world *world, int32_t household);

/* Members. */
static inline int household_size(const struct world *world, int32_t household)
{
    return world->household.adults[household] + world->household.children[household];
}

/* Where the household lives: the residence code of its reference person; AREA_GONE when dissolved.
 */
static inline uint8_t household_area(const struct world *world, int32_t household)
{
    int32_t reference = world->household.reference[household];
    return reference >= 0 ? world->person.row[reference].area : AREA_GONE;
}

#endif
