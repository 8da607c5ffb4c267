/* SPDX-License-Identifier: MIT */
#include "loft/world/population.h"

#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"
#include "loft/world/household.h"
#include "synthesis.h"

enum { SPARE_PERCENT = 3, NOISE_MEAN = 4 * 32767 + 2, NOISE_SPREAD = 37837 };

uint64_t population_house_identity(const struct synthesis *s, int32_t house)
{
    return hash_identity(HASH_HOUSEHOLD, s->town, (uint64_t)house, 0);
}

int64_t population_noise(const struct synthesis *s, uint64_t identity,
                         enum population_purpose purpose, uint32_t n, int64_t spread)
{
    uint32_t u[4];
    draw_four(&s->luck, identity, (uint32_t)purpose, 0, n, u);
    int64_t sum = 0;
    for (int i = 0; i < 4; i++)
        sum += u[i] >> 16;
    /* four uniforms of 16 bits: standard deviation 2^16 / sqrt(3) */
    return (sum - NOISE_MEAN) * spread / NOISE_SPREAD;
}

static void add_houses(struct synthesis *s, int p)
{
    struct pool *pool = &s->pools[p];
    pool->first_house = s->house_count;
    for (int t = 0; t < s->type_count; t++)
        for (int64_t i = 0; i < s->type_houses[p * s->type_count + t]; i++) {
            s->houses[s->house_count++] = (struct house){.first = s->member_count,
                                                         .core = s->types[t].core,
                                                         .children = s->types[t].children,
                                                         .grown = s->types[t].grown,
                                                         .pool = (uint8_t)p};
            s->member_count += s->types[t].size;
        }
    pool->house_count = s->house_count - pool->first_house;
}

int population_houses(struct synthesis *s)
{
    int64_t houses = 0, members = 0;
    for (int p = 0; p < s->pool_count; p++)
        for (int t = 0; t < s->type_count; t++) {
            houses += s->type_houses[p * s->type_count + t];
            members += s->type_houses[p * s->type_count + t] * s->types[t].size;
        }
    s->houses = mem_new((size_t)houses, sizeof *s->houses);
    s->members = mem_new((size_t)members, sizeof *s->members);
    if (s->houses == NULL || s->members == NULL)
        return LOFT_ENOMEM;
    struct crowd *crowds = mem_new((size_t)s->pool_count, sizeof *crowds);
    struct crowd(*by_role)[ROLES] = mem_new((size_t)s->pool_count, sizeof *by_role);
    int code = crowds == NULL || by_role == NULL ? LOFT_ENOMEM : 0;
    for (int p = 0; p < s->pool_count && code == 0; p++) {
        add_houses(s, p);
        code = population_families(s, &s->pools[p], &crowds[p]);
    }
    if (code == 0)
        code = population_roles(s, crowds, by_role);
    for (int p = 0; p < s->pool_count && code == 0; p++) {
        code = population_adults(s, &s->pools[p], by_role[p]);
        if (code == 0)
            code = population_origins(s, &s->pools[p]);
    }
    mem_free(crowds);
    mem_free(by_role);
    return code;
}

static int create_world(const struct synthesis *s, struct world *world)
{
    int64_t dwellings = 0, room[TABLES] = {0};
    int32_t rooms[TABLES];
    for (int a = 0; a < s->place->areas; a++)
        dwellings += s->targets.dwellings[a];
    room[TABLE_person] = s->member_count;
    room[TABLE_household] = s->house_count;
    room[TABLE_dwelling] = dwellings;
    for (int t = 0; t < TABLES; t++)
        rooms[t] = (int32_t)(room[t] + room[t] * SPARE_PERCENT / 100);
    int code = world_create(world, s->place->areas, rooms);
    world->week = world->start_week = s->place->start;
    return code;
}

/* A week of birth, drawn among those that give this age now. */
static int16_t birth_week(const struct synthesis *s, const struct world *world, uint64_t key,
                          int age)
{
    int32_t week = world->week, last = week - age * 52 - age / 6 + 2, first;
    while (date_years(last, week) < age)
        last--;
    for (first = last; date_years(first - 1, week) == age;)
        first--;
    uint32_t u = draw_one(&s->luck, key, POPULATION_BIRTH, 0, 0);
    return (int16_t)(first + draw_below(u, last - first + 1));
}

static int add_member(const struct synthesis *s, struct world *world, int32_t h, int32_t household,
                      int n)
{
    const struct house *house = &s->houses[h];
    const struct member *m = &s->members[house->first + n];
    uint64_t key = hash_identity(HASH_PERSON, s->town, (uint64_t)h, (uint64_t)n);
    int32_t row = world_add_person(world, key);
    if (row < 0)
        return fault_set(s->fault, row, "two residents share the identity %016llx",
                         (unsigned long long)key);
    struct person *p = &world->person;
    int16_t week = (int16_t)world->week;
    p->row[row].birth_week = birth_week(s, world, key, m->age);
    p->row[row].sex = m->sex;
    p->row[row].origin = m->origin;
    p->row[row].area = (uint8_t)s->pools[house->pool].area;
    p->row[row].household = household;
    p->row[row].job_since = p->row[row].status_since = week;
    p->row[row].until = p->row[row].effect_from = -1;
    if (n < house->core && m->sex == SEX_FEMALE &&
        (n == 0 || s->members[house->first].sex == SEX_MALE))
        p->row[row].births = house->children;
    household_link(world, household, row);
    return 0;
}

/* The core of two is a couple; children, and grown children a generation younger, are theirs. */
static void add_kin(const struct house *house, struct world *world, int32_t first)
{
    enum { GENERATION_LEAST = 16 };
    struct person *p = &world->person;
    int32_t a = first, b = house->core == 2 ? first + 1 : -1;
    if (b >= 0) {
        p->row[a].partner = b;
        p->row[b].partner = a;
        p->row[a].couple = p->row[b].couple = COUPLE_COHABITING;
        p->row[a].couple_since = p->row[b].couple_since = (int16_t)world->week;
    }
    int32_t mother = p->row[a].sex == SEX_FEMALE ? a : b;
    int32_t father = mother == a ? b : a;
    int size = house->core + house->grown + house->children;
    for (int32_t i = first + house->core; i < first + size; i++) {
        bool younger = p->row[i].birth_week >= p->row[a].birth_week + 52 * GENERATION_LEAST;
        if (i < first + house->core + house->grown && !younger)
            continue;
        p->row[i].mother = mother;
        p->row[i].father = father;
    }
}

static int add_household(const struct synthesis *s, struct world *world, int32_t h)
{
    const struct house *house = &s->houses[h];
    int32_t row = world_add_household(world, 0);
    if (row < 0)
        return row;
    int code = 0, size = house->core + house->grown + house->children;
    for (int n = 0; n < size && code == 0; n++)
        code = add_member(s, world, h, row, n);
    if (code != 0)
        return code;
    add_kin(house, world, world->person.count - size);
    struct household *households = &world->household;
    households->adults[row] = (uint8_t)(house->core + house->grown);
    households->children[row] = house->children;
    households->reference[row] = household_oldest(world, row);
    households->key[row] = world->person.key[households->reference[row]];
    households->wish_since[row] = -1;
    households->event_week[row] = -1;
    households->link_until[row] = -1;
    return 0;
}

static int make_world(const struct synthesis *s, struct world *world)
{
    int code = create_world(s, world);
    for (int32_t h = 0; h < s->house_count && code == 0; h++)
        code = add_household(s, world, h);
    if (code == 0)
        code = population_statuses(s, world);
    if (code == 0)
        code = population_educations(s, world);
    if (code == 0)
        code = population_homes(s, world);
    if (code != 0)
        world_free(world);
    return code;
}

static void free_synthesis(struct synthesis *s)
{
    if (s == NULL)
        return;
    population_targets_free(&s->targets);
    mem_free(s->people);
    mem_free(s->pools);
    mem_free(s->type_houses);
    mem_free(s->houses);
    mem_free(s->members);
    mem_free(s);
}

int population_create(const struct place *place, const struct population_params *params,
                      uint64_t seed, struct world *world, struct fault *fault)
{
    *world = (struct world){.areas = 0};
    struct synthesis *s = mem_new(1, sizeof *s);
    if (s == NULL)
        return fault_set(fault, LOFT_ENOMEM, "making the population: out of memory");
    s->place = place;
    s->params = params;
    s->luck = draw_luck(seed, DRAW_NO_REPLICATE);
    s->town = hash_text(place->name);
    s->fault = fault;
    int code = population_targets(place, params, &s->targets);
    if (code == 0)
        code = population_people(s);
    if (code == 0)
        code = population_pools(s);
    if (code == 0)
        code = population_types(s);
    if (code == 0)
        code = population_houses(s);
    if (code == 0)
        code = make_world(s, world);
    free_synthesis(s);
    return code == 0 ? 0 : fault_set(fault, code, "making the population: %s", error_text(code));
}
