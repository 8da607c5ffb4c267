/* SPDX-License-Identifier: MIT */
#include "loft/world/household.h"

void household_link(struct world *world, int32_t household, int32_t person)
{
    world->person.row[person].next = world->household.first[household];
    world->household.first[household] = person;
}

void household_unlink(struct world *world, int32_t household, int32_t person)
{
    int32_t *link = &world->household.first[household];
    while (*link >= 0 && *link != person)
        link = &world->person.row[*link].next;
    if (*link == person)
        *link = world->person.row[person].next;
    world->person.row[person].next = -1;
}

int32_t household_oldest(const struct world *world, int32_t household)
{
    const struct person *p = &world->person;
    int32_t oldest = -1;
    for (int32_t i = household_first(world, household); i >= 0; i = p->row[i].next)
        if (oldest < 0 || p->row[i].birth_week < p->row[oldest].birth_week ||
            (p->row[i].birth_week == p->row[oldest].birth_week && p->key[i] < p->key[oldest]))
            oldest = i;
    return oldest;
}
