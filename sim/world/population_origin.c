/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <stdlib.h>

/* Who in the households of a pool is of another origin than most: partners from elsewhere, and the
 * few people whose group is too small for a pool of its own. Sex and age are given; who it is, is
 * drawn: partners of somebody of the pool's origin first, then people who live alone, then anybody;
 * children first where a parent is of that origin. */

struct candidate {
    int32_t member, house;
    uint32_t bucket; /* sex and age */
    uint32_t place;  /* order of preference */
    uint32_t rank;   /* drawn */
};

static int by_bucket(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->bucket != y->bucket)
        return x->bucket < y->bucket ? -1 : 1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->member > y->member) - (x->member < y->member);
}

static bool has_minor(const struct pool *pool, enum origin origin, int sex, int age)
{
    return pool->minor[origin][sex][age] > 0;
}

static bool in_bucket_of_any(const struct pool *pool, int sex, int age)
{
    bool any = false;
    for (int o = 0; o < ORIGINS; o++)
        any = any || has_minor(pool, (enum origin)o, sex, age);
    return any;
}

static uint32_t preference(const struct synthesis *s, const struct pool *pool, int32_t h, int n,
                           enum origin origin)
{
    const struct house *house = &s->houses[h];
    const struct member *members = &s->members[house->first];
    if (n >= house->core + house->grown) {
        for (int i = 0; i < house->core; i++)
            if (members[i].origin == origin)
                return 0;
        return 1;
    }
    if (n < house->core && house->core == 2)
        return members[1 - n].origin == pool->origin ? 0 : 3;
    return n == 0 && house->grown == 0 && house->children == 0 ? 1 : 2;
}

static int32_t list_candidates(const struct synthesis *s, const struct pool *pool,
                               enum origin origin, bool children, struct candidate *list)
{
    int32_t count = 0;
    for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++) {
        const struct house *house = &s->houses[h];
        int adults = house->core + house->grown;
        int first = children ? adults : 0, last = children ? adults + house->children : adults;
        for (int n = first; n < last; n++) {
            const struct member *m = &s->members[house->first + n];
            if (m->origin != pool->origin || !has_minor(pool, origin, m->sex, m->age))
                continue;
            list[count++] = (struct candidate){
                .member = house->first + n,
                .house = h,
                .bucket = (uint32_t)(m->sex * AGES + m->age),
                .place = preference(s, pool, h, n, origin),
                .rank = draw_one(&s->luck, population_house_identity(s, h), POPULATION_ORIGIN, 0,
                                 (uint32_t)(n + HOUSE_MOST * (int)origin))};
        }
    }
    qsort(list, (size_t)count, sizeof *list, by_bucket);
    return count;
}

/* True when the other member of a core couple is of another origin than the pool's already. */
static bool partner_differs(const struct synthesis *s, const struct pool *pool,
                            const struct candidate *c)
{
    const struct house *house = &s->houses[c->house];
    int n = c->member - house->first;
    return n < house->core && house->core == 2 &&
           s->members[house->first + 1 - n].origin != pool->origin;
}

/* In each bucket the first so many candidates; those whose partner was taken meanwhile only in the
 * second pass. */
static void assign(struct synthesis *s, const struct pool *pool, enum origin origin,
                   const struct candidate *list, int32_t count)
{
    for (int32_t first = 0; first < count;) {
        int32_t last = first;
        while (last < count && list[last].bucket == list[first].bucket)
            last++;
        int32_t left = pool->minor[origin][list[first].bucket / AGES][list[first].bucket % AGES];
        for (int pass = 0; pass < 2; pass++)
            for (int32_t i = first; i < last && left > 0; i++) {
                struct member *m = &s->members[list[i].member];
                if (m->origin != pool->origin || (pass == 0 && partner_differs(s, pool, &list[i])))
                    continue;
                m->origin = (uint8_t)origin;
                left--;
            }
        first = last;
    }
}

int population_origins(struct synthesis *s, const struct pool *pool)
{
    bool any = false;
    int32_t members = 0;
    for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++) {
        const struct house *house = &s->houses[h];
        int size = house->core + house->grown + house->children;
        for (int n = 0; n < size; n++)
            s->members[house->first + n].origin = (uint8_t)pool->origin;
        members += size;
    }
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = 0; age < AGES; age++)
            any = any || in_bucket_of_any(pool, sex, age);
    if (!any)
        return 0;
    struct candidate *list = mem_new((size_t)members, sizeof *list);
    if (list == NULL)
        return LOFT_ENOMEM;
    for (int children = 0; children < 2; children++)
        for (int o = 0; o < ORIGINS; o++) {
            int32_t count = list_candidates(s, pool, (enum origin)o, children == 1, list);
            assign(s, pool, (enum origin)o, list, count);
        }
    mem_free(list);
    return 0;
}
