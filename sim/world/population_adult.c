/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"

#include <stdlib.h>

/* Adults who are not parents of children under 18: couples, people who live alone, people who
 * share, grown children. */

enum { GENERATION = 29, SHARERS_MOST = 38 };

static struct member *member_of(const struct synthesis *s, const struct house *house, int n)
{
    return &s->members[house->first + n];
}

struct member population_take_nth(struct crowd *crowd, int64_t n)
{
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = ADULT; age < AGES; age++) {
            if (n < crowd->free[sex][age]) {
                crowd->free[sex][age]--;
                crowd->left--;
                return (struct member){.age = (uint8_t)age, .sex = (uint8_t)sex};
            }
            n -= crowd->free[sex][age];
        }
    return (struct member){.age = ADULT}; /* the counts agree: never */
}

struct member population_take_any(struct crowd *crowd, int wanted, int low, int high, uint32_t u)
{
    for (int d = 0; d < AGES; d++)
        for (int side = 0; side < 2; side++) {
            int age = side == 0 ? wanted + d : wanted - d;
            if (age < low || age > high || age < ADULT || age > OLDEST)
                continue;
            int64_t men = crowd->free[SEX_MALE][age], all = men + crowd->free[SEX_FEMALE][age];
            if (all == 0)
                continue;
            int sex = draw_below(u, all) < men ? SEX_MALE : SEX_FEMALE;
            crowd->free[sex][age]--;
            crowd->left--;
            return (struct member){.age = (uint8_t)age, .sex = (uint8_t)sex};
        }
    /* nobody in the range: anybody */
    return population_take_nth(crowd, draw_below(u, crowd->left));
}

struct person_of_couple {
    int64_t age; /* wanted age of the partner, or own age; 2^16 = 1 */
    struct member member;
    int32_t n;
};

static int by_age(const void *a, const void *b)
{
    const struct person_of_couple *x = a, *y = b;
    if (x->age != y->age)
        return x->age < y->age ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

struct couple {
    struct member a, b; /* the woman first, where there is one */
    int32_t n;
};

static int couple_order(const void *a, const void *b)
{
    const struct couple *x = a, *y = b;
    if (x->a.age != y->a.age)
        return x->a.age < y->a.age ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

/* Everybody of a role and sex as a list by age. */
static int32_t list_people(const struct crowd *crowd, int sex, struct person_of_couple *list)
{
    int32_t n = 0;
    for (int age = ADULT; age < AGES; age++)
        for (int32_t i = 0; i < crowd->free[sex][age]; i++) {
            list[n] =
                (struct person_of_couple){.age = age * FACTOR_ONE,
                                          .member = {.age = (uint8_t)age, .sex = (uint8_t)sex},
                                          .n = n};
            n++;
        }
    return n;
}

/* Take two neighbours in age out of a list and make a couple of them. */
static void pair_same_sex(struct person_of_couple *list, int32_t *count, int32_t at,
                          struct couple *couple)
{
    at = at + 1 < *count ? at : *count - 2;
    *couple = (struct couple){list[at].member, list[at + 1].member, 0};
    for (int32_t i = at; i + 2 < *count; i++)
        list[i] = list[i + 2];
    *count -= 2;
}

/* Partners: women by the age of the partner they are given by the age gap, men by age, joined in
 * that order. Same-sex couples are taken out before, and of the sex that is left over after. */
static int32_t pair(const struct synthesis *s, const struct pool *pool,
                    struct person_of_couple *women, int32_t w, struct person_of_couple *men,
                    int32_t m, struct couple *couples)
{
    const struct population_params *p = s->params;
    bool far = pool->origin == ORIGIN_NONWESTERN;
    int32_t count = 0, all = (w + m) / 2;
    int32_t same = (int32_t)fixed_portion(all, p->same_sex, FIXED_ONE);
    uint64_t id = hash_identity(HASH_PAIR, s->town, (uint64_t)(pool - s->pools), 0);
    for (int32_t i = 0; i < same; i++) {
        bool of_men = m > w || (m == w && i % 2 == 0);
        uint32_t u = draw_one(&s->luck, id, POPULATION_PARTNER, 1, (uint32_t)i);
        int32_t *left = of_men ? &m : &w;
        if (*left >= 2)
            pair_same_sex(of_men ? men : women, left, (int32_t)draw_below(u, *left),
                          &couples[count++]);
    }
    for (int32_t i = 0; i < w; i++)
        women[i].age += (far ? p->age_gap_nonwestern : p->age_gap) +
                        population_noise(s, id, POPULATION_PARTNER, (uint32_t)women[i].n,
                                         far ? p->age_spread_nonwestern : p->age_spread);
    while (m > w + 1)
        pair_same_sex(men, &m, m / 2, &couples[count++]);
    while (w > m + 1)
        pair_same_sex(women, &w, w / 2, &couples[count++]);
    qsort(women, (size_t)w, sizeof *women, by_age);
    for (int32_t i = 0; i < w && i < m; i++)
        couples[count++] = (struct couple){women[i].member, men[i].member, 0};
    for (int32_t i = 0; i < count; i++)
        couples[i].n = i;
    return count;
}

/* The couple whose first partner is nearest in age among those left; couples are sorted by age. */
static int32_t near_couple(const struct couple *couples, const bool *taken, int32_t count, int age)
{
    int32_t low = 0, high = count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (couples[middle].a.age < age)
            low = middle + 1;
        else
            high = middle;
    }
    int32_t up = low, down = low - 1;
    while (up < count && taken[up])
        up++;
    while (down >= 0 && taken[down])
        down--;
    if (up == count || down < 0)
        return up == count ? down : up;
    return couples[up].a.age - age <= age - couples[down].a.age ? up : down;
}

/* Age of the core of a household in which somebody of this age lives as another adult. */
static int core_age(int age)
{
    return age < 60 ? age + GENERATION : age - GENERATION;
}

static uint32_t grown_luck(const struct synthesis *s, int32_t h, int n)
{
    return draw_one(&s->luck, population_house_identity(s, h), POPULATION_GROWN, 0, (uint32_t)n);
}

/* Couples without children: those with other adults first, chosen to be a generation apart. */
static void house_couples(struct synthesis *s, const struct pool *pool, struct crowd *grown,
                          const struct couple *couples, bool *taken, int32_t count)
{
    int32_t last = pool->first_house + pool->house_count, next = 0;
    for (int32_t h = pool->first_house; h < last; h++) {
        const struct house *house = &s->houses[h];
        if (house->core != 2 || house->children > 0 || house->grown == 0)
            continue;
        struct member *first = member_of(s, house, 2);
        *first = population_take_nth(grown, draw_below(grown_luck(s, h, 0), grown->left));
        for (int g = 1; g < house->grown; g++)
            *member_of(s, house, 2 + g) =
                population_take_any(grown, first->age + 2, ADULT, OLDEST, grown_luck(s, h, g));
        int32_t c = near_couple(couples, taken, count, core_age(first->age));
        taken[c] = true;
        *member_of(s, house, 0) = couples[c].a;
        *member_of(s, house, 1) = couples[c].b;
    }
    for (int32_t h = pool->first_house; h < last; h++) {
        const struct house *house = &s->houses[h];
        if (house->core != 2 || house->children > 0 || house->grown > 0)
            continue;
        while (taken[next])
            next++;
        *member_of(s, house, 0) = couples[next].a;
        *member_of(s, house, 1) = couples[next].b;
        next++;
    }
}

static int pair_couples(struct synthesis *s, const struct pool *pool, const struct crowd *partners,
                        struct crowd *grown)
{
    size_t room = (size_t)partners->left + 1;
    struct person_of_couple *women = mem_new(room, sizeof *women);
    struct person_of_couple *men = mem_new(room, sizeof *men);
    struct couple *couples = mem_new(room / 2 + 1, sizeof *couples);
    bool *taken = mem_new(room / 2 + 1, sizeof *taken);
    int code = LOFT_ENOMEM;
    if (women != NULL && men != NULL && couples != NULL && taken != NULL) {
        int32_t w = list_people(partners, SEX_FEMALE, women);
        int32_t m = list_people(partners, SEX_MALE, men);
        int32_t count = pair(s, pool, women, w, men, m, couples);
        qsort(couples, (size_t)count, sizeof *couples, couple_order);
        house_couples(s, pool, grown, couples, taken, count);
        code = 0;
    }
    mem_free(women);
    mem_free(men);
    mem_free(couples);
    mem_free(taken);
    return code;
}

/* Other adults of households with children: grown children of a parent old enough. */
static void house_grown(struct synthesis *s, const struct pool *pool, struct crowd *grown)
{
    for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++) {
        const struct house *house = &s->houses[h];
        int parent = member_of(s, house, 0)->age, oldest = 0;
        if (house->children == 0)
            continue;
        for (int k = 0; k < house->children; k++) {
            int age = member_of(s, house, house->core + house->grown + k)->age;
            oldest = age > oldest ? age : oldest;
        }
        for (int g = 0; g < house->grown; g++)
            *member_of(s, house, house->core + g) = population_take_any(
                grown, oldest + 2 + 2 * g, ADULT, parent - 17, grown_luck(s, h, g));
    }
}

/* Households of one adult and others: the young share with people of their age, older ones live
 * with a grown child. The more others, the younger the head: large ones are shared flats. */
static void house_heads(struct synthesis *s, const struct pool *pool, struct crowd *heads,
                        struct crowd *grown)
{
    int32_t last = pool->first_house + pool->house_count;
    for (int others = HOUSE_MOST; others > 0; others--)
        for (int32_t h = pool->first_house; h < last; h++) {
            const struct house *house = &s->houses[h];
            if (house->core != 1 || house->children > 0 || house->grown != others)
                continue;
            struct member *head = member_of(s, house, 0);
            *head = others > 1 ? population_take_any(heads, ADULT + 6, ADULT, OLDEST,
                                                     grown_luck(s, h, HOUSE_MOST))
                               : population_take_nth(
                                     heads, draw_below(grown_luck(s, h, HOUSE_MOST), heads->left));
            int wanted = head->age < SHARERS_MOST ? head->age : head->age - GENERATION;
            for (int g = 0; g < others; g++)
                *member_of(s, house, 1 + g) = population_take_any(
                    grown, wanted < ADULT ? ADULT : wanted, ADULT, OLDEST, grown_luck(s, h, g));
        }
}

int population_adults(struct synthesis *s, const struct pool *pool, struct crowd by_role[ROLES])
{
    struct crowd *grown = &by_role[ROLE_GROWN];
    house_grown(s, pool, grown);
    int code = pair_couples(s, pool, &by_role[ROLE_COUPLE], grown);
    if (code != 0)
        return code;
    house_heads(s, pool, &by_role[ROLE_HEAD], grown);
    for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++) {
        const struct house *house = &s->houses[h];
        if (house->core == 1 && house->children == 0 && house->grown == 0)
            *member_of(s, house, 0) = population_take_nth(&by_role[ROLE_ALONE], 0);
    }
    return 0;
}
