/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"

#include <stdlib.h>

/* Dwellings, and which household lives in which: larger households in dwellings with more rooms. */

enum { ROOM_NOISE = 2500 }; /* against 1000 per member */

struct lot {
    int64_t place;
    uint64_t key;
    int32_t row;
};

static int by_place(const void *a, const void *b)
{
    const struct lot *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Floor space by rooms, relative: 1.2 + rooms, scaled to the area's mean. */
static int32_t rent_of(const struct synthesis *s, int area, int rooms)
{
    const struct place_area *of = &s->place->area[area];
    int64_t sum = 0, all = s->targets.dwellings[area];
    for (int r = 1; r <= PLACE_ROOMS; r++)
        sum += s->targets.rooms[area][r - 1] * (12 + 10 * r);
    /* size_m2 and rent_m2 are millionths; 100 øre to the krone, 12 months */
    fixed_wide year = (fixed_wide)of->size_m2 * of->rent_m2 / 1000000 * all * (12 + 10 * rooms);
    return sum == 0 ? 0 : (int32_t)(year * 100 / ((fixed_wide)sum * 12 * 1000000));
}

static int add_dwellings(const struct synthesis *s, struct world *world, int area)
{
    int64_t n = 0;
    for (int rooms = 1; rooms <= PLACE_ROOMS; rooms++) {
        int32_t rent = rent_of(s, area, rooms);
        for (int64_t i = 0; i < s->targets.rooms[area][rooms - 1]; i++) {
            int32_t row = world_add_dwelling(
                world, hash_identity(HASH_DWELLING, s->town, (uint64_t)area, (uint64_t)n++));
            if (row < 0)
                return row;
            struct dwelling *d = &world->dwelling;
            d->area[row] = (uint8_t)area;
            d->tenure[row] = (uint8_t)s->place->area[area].tenure;
            d->rooms[row] = (uint8_t)rooms;
            d->rent[row] = rent;
            d->household[row] = -1;
            d->vacant_since[row] = (int16_t)world->week;
        }
    }
    return 0;
}

/* Vacant dwellings are drawn; the others stand in order of rooms, most first. */
static int32_t list_dwellings(const struct synthesis *s, const struct world *world, int area,
                              int32_t first, struct lot *lots)
{
    const struct dwelling *d = &world->dwelling;
    int32_t count = d->count - first;
    for (int32_t i = 0; i < count; i++)
        lots[i] = (struct lot){draw_one(&s->luck, d->key[first + i], POPULATION_DWELLING, 0, 0),
                               d->key[first + i], first + i};
    qsort(lots, (size_t)count, sizeof *lots, by_place);
    int32_t occupied = (int32_t)s->targets.occupied[area];
    for (int32_t i = 0; i < occupied; i++)
        lots[i].place -= (int64_t)d->rooms[lots[i].row] << 32;
    qsort(lots, (size_t)occupied, sizeof *lots, by_place);
    return occupied;
}

static void list_households(const struct synthesis *s, const struct world *world, int32_t first,
                            int32_t count, struct lot *lots)
{
    for (int32_t i = 0; i < count; i++) {
        uint64_t key = world->household.key[first + i];
        int size = world->household.adults[first + i] + world->household.children[first + i];
        uint32_t u = draw_one(&s->luck, key, POPULATION_HOME, 0, 0);
        lots[i] = (struct lot){-(1000 * size + draw_below(u, ROOM_NOISE)), key, first + i};
    }
    qsort(lots, (size_t)count, sizeof *lots, by_place);
}

int population_homes(const struct synthesis *s, struct world *world)
{
    size_t room = 1;
    for (int a = 0; a < s->place->areas; a++)
        room = (size_t)s->targets.dwellings[a] > room ? (size_t)s->targets.dwellings[a] : room;
    struct lot *homes = mem_new(room, sizeof *homes), *takers = mem_new(room, sizeof *takers);
    int code = homes == NULL || takers == NULL ? LOFT_ENOMEM : 0;
    int32_t household = 0; /* households stand in the order of areas */
    for (int a = 0; a < s->place->areas && code == 0; a++) {
        int32_t first = world->dwelling.count;
        code = add_dwellings(s, world, a);
        if (code != 0)
            break;
        int32_t count = list_dwellings(s, world, a, first, homes);
        list_households(s, world, household, count, takers);
        for (int32_t i = 0; i < count; i++) {
            world->dwelling.household[homes[i].row] = takers[i].row;
            world->dwelling.vacant_since[homes[i].row] = -1;
            world->household.dwelling[takers[i].row] = homes[i].row;
        }
        household += count;
    }
    mem_free(homes);
    mem_free(takers);
    return code;
}
