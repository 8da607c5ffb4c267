/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"

#include <stdlib.h>

/* Families of a pool: children are dealt to households, then parents of a fitting age are found. */

enum {
    MOTHER_LEAST = 17, /* completed years older than the oldest child: at least 16 at its birth */
    MOTHER_MOST = 44,  /* and than the youngest: under 46 */
    FATHER_MOST = 60,
    GROWN_AGE = 20, /* an adult child at home is about this old when the mother is looked for */
};

static struct member *member_of(const struct synthesis *s, const struct house *house, int n)
{
    return &s->members[house->first + n];
}

static int child_place(const struct house *house, int n)
{
    return house->core + house->grown + n;
}

/* Children of a pool who have no household yet. */
struct nursery {
    int32_t free[SEXES][ADULT];
};

static int64_t nursery_at(const struct nursery *n, int age)
{
    return n->free[0][age] + n->free[1][age];
}

/* The age of a child drawn among those in 0 .. most; if there are none, among all. */
static int draw_age(const struct nursery *n, int most, uint32_t u)
{
    for (;; most = ADULT - 1) {
        int64_t sum = 0;
        for (int age = 0; age <= most; age++)
            sum += nursery_at(n, age);
        int64_t rank = draw_below(u, sum > 0 ? sum : 1);
        for (int age = 0; age <= most && sum > 0; age++) {
            if (rank < nursery_at(n, age))
                return age;
            rank -= nursery_at(n, age);
        }
        if (most == ADULT - 1)
            return -1;
    }
}

/* The nearest age at which there is a child, older before younger. */
static int near_age(const struct nursery *n, int wanted)
{
    for (int d = 0; d < 2 * ADULT; d++) {
        if (wanted + d < ADULT && nursery_at(n, wanted + d) > 0)
            return wanted + d;
        if (wanted - d >= 0 && wanted - d < ADULT && nursery_at(n, wanted - d) > 0)
            return wanted - d;
    }
    return -1;
}

/* Years between one child and the next: median about 3, twins rare. */
static int spacing(uint32_t u)
{
    static const uint8_t percent_up_to[] = {2, 13, 43, 68, 83, 91, 96, 100};
    int p = (int)draw_below(u, 100), years = 0;
    while (p >= percent_up_to[years])
        years++;
    return years;
}

static void deal_house(struct synthesis *s, struct nursery *n, int32_t h)
{
    const struct house *house = &s->houses[h];
    uint64_t id = population_house_identity(s, h);
    int before = 0;
    for (int k = 0; k < house->children; k++) {
        uint32_t u[4];
        draw_four(&s->luck, id, POPULATION_CHILDREN, 0, (uint32_t)k, u);
        int age = k == 0 ? draw_age(n, ADULT - 1 - 2 * (house->children - 1), u[0])
                         : near_age(n, before + spacing(u[0]));
        if (age < 0)
            return; /* the counts agree: never */
        int sex = draw_below(u[1], nursery_at(n, age)) < n->free[0][age] ? 0 : 1;
        n->free[sex][age]--;
        *member_of(s, house, child_place(house, k)) =
            (struct member){.age = (uint8_t)age, .sex = (uint8_t)sex};
        before = age;
    }
}

static int oldest_child(const struct synthesis *s, const struct house *house)
{
    int oldest = 0;
    for (int k = 0; k < house->children; k++) {
        int age = member_of(s, house, child_place(house, k))->age;
        oldest = age > oldest ? age : oldest;
    }
    return oldest;
}

static int youngest_child(const struct synthesis *s, const struct house *house)
{
    int youngest = ADULT;
    for (int k = 0; k < house->children; k++) {
        int age = member_of(s, house, child_place(house, k))->age;
        youngest = age < youngest ? age : youngest;
    }
    return youngest;
}

struct by_need {
    int32_t index; /* of a household, or of a sibship */
    int32_t need;  /* grown members, or the oldest child's age */
};

static int most_first(const void *a, const void *b)
{
    const struct by_need *x = a, *y = b;
    if (x->need != y->need)
        return x->need > y->need ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* Among households of the same core and number of children, those with other adults get the oldest
 * children: the other adults are mostly their older brothers and sisters. */
static void match_group(struct synthesis *s, struct by_need *houses, struct by_need *sibships,
                        struct member *copies, int32_t count, int children)
{
    for (int32_t i = 0; i < count; i++)
        for (int k = 0; k < children; k++) {
            const struct house *house = &s->houses[sibships[i].index];
            copies[i * children + k] = *member_of(s, house, child_place(house, k));
            sibships[i].need = oldest_child(s, house);
        }
    for (int32_t i = 0; i < count; i++)
        sibships[i].index = i;
    qsort(houses, (size_t)count, sizeof *houses, most_first);
    qsort(sibships, (size_t)count, sizeof *sibships, most_first);
    for (int32_t i = 0; i < count; i++)
        for (int k = 0; k < children; k++) {
            const struct house *house = &s->houses[houses[i].index];
            *member_of(s, house, child_place(house, k)) = copies[sibships[i].index * children + k];
        }
}

static int match_grown(struct synthesis *s, const struct pool *pool)
{
    size_t room = (size_t)pool->house_count;
    struct by_need *houses = mem_new(room, sizeof *houses);
    struct by_need *sibships = mem_new(room, sizeof *sibships);
    struct member *copies = mem_new((size_t)pool->children, sizeof *copies);
    bool good = houses != NULL && sibships != NULL && copies != NULL;
    for (int core = 1; core <= 2 && good; core++)
        for (int children = 1; children <= HOUSE_MOST; children++) {
            int32_t count = 0;
            for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++)
                if (s->houses[h].core == core && s->houses[h].children == children) {
                    houses[count] = (struct by_need){h, s->houses[h].grown};
                    sibships[count++] = (struct by_need){h, 0};
                }
            match_group(s, houses, sibships, copies, count, children);
        }
    mem_free(houses);
    mem_free(sibships);
    mem_free(copies);
    return good ? 0 : LOFT_ENOMEM;
}

int population_take_near(struct crowd *crowd, enum sex sex, int wanted, int low, int high)
{
    low = low < ADULT ? ADULT : low;
    high = high > OLDEST ? OLDEST : high;
    for (int d = 0; d < AGES; d++)
        for (int side = 0; side < 2; side++) {
            int age = side == 0 ? wanted + d : wanted - d;
            if (age < low || age > high || crowd->free[sex][age] == 0)
                continue;
            crowd->free[sex][age]--;
            crowd->left--;
            return age;
        }
    return -1;
}

static int64_t gap_years(const struct synthesis *s, const struct pool *pool, bool spread)
{
    const struct population_params *p = s->params;
    if (pool->origin == ORIGIN_NONWESTERN)
        return spread ? p->age_spread_nonwestern : p->age_gap_nonwestern;
    return spread ? p->age_spread : p->age_gap;
}

static int to_years(int64_t years)
{
    return (int)((years + FACTOR_ONE / 2) >> 16);
}

/* Find somebody for the core of a household: of this sex, near this age, within the range; failing
 * that the other sex, then any age old enough, then anybody. */
static struct member find_core(struct crowd *crowd, enum sex sex, int wanted, int low, int high)
{
    int highs[] = {high, OLDEST, OLDEST}, lows[] = {low, low, ADULT};
    for (int step = 0; step < 3; step++)
        for (int other = 0; other < 2; other++) {
            enum sex which = (enum sex)((int)sex ^ other);
            int age = population_take_near(crowd, which, wanted, lows[step], highs[step]);
            if (age >= 0)
                return (struct member){.age = (uint8_t)age, .sex = (uint8_t)which};
        }
    return (struct member){.age = ADULT}; /* the counts agree: never */
}

static void find_parents(struct synthesis *s, const struct pool *pool, struct crowd *crowd,
                         int32_t h)
{
    const struct house *house = &s->houses[h];
    const struct population_params *p = s->params;
    uint64_t id = population_house_identity(s, h);
    int oldest = oldest_child(s, house), youngest = youngest_child(s, house);
    int eldest = house->grown > 0 && oldest < GROWN_AGE ? GROWN_AGE : oldest;
    int low = (house->grown > 0 ? ADULT : oldest) + MOTHER_LEAST, high = youngest + MOTHER_MOST;
    low = low > high ? high : low;
    int64_t noise = population_noise(s, id, POPULATION_MOTHER, 0, p->first_birth_spread);
    int mother = to_years(eldest * FACTOR_ONE + p->first_birth + noise);
    mother = mother < low ? low : mother > high ? high : mother;
    int64_t apart = gap_years(s, pool, false) +
                    population_noise(s, id, POPULATION_FATHER, 0, gap_years(s, pool, true));
    bool father_only = house->core == 1 &&
                       draw_one(&s->luck, id, POPULATION_MOTHER, 0, 1) < (uint64_t)p->lone_fathers;
    if (father_only) {
        *member_of(s, house, 0) =
            find_core(crowd, SEX_MALE, mother + to_years(apart), low, youngest + FATHER_MOST);
        return;
    }
    struct member *parent = member_of(s, house, 0);
    *parent = find_core(crowd, SEX_FEMALE, mother, low, high);
    if (house->core == 2)
        *member_of(s, house, 1) =
            find_core(crowd, SEX_MALE, to_years(parent->age * FACTOR_ONE + apart),
                      oldest + MOTHER_LEAST, youngest + FATHER_MOST);
}

int population_families(struct synthesis *s, const struct pool *pool, struct crowd *crowd)
{
    struct nursery nursery = {{{0}}};
    *crowd = (struct crowd){.left = pool->adults};
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = 0; age < AGES; age++)
            *(age < ADULT ? &nursery.free[sex][age] : &crowd->free[sex][age]) =
                pool->count[sex][age];
    int32_t last = pool->first_house + pool->house_count;
    for (int children = HOUSE_MOST; children > 0; children--)
        for (int32_t h = pool->first_house; h < last; h++)
            if (s->houses[h].children == children)
                deal_house(s, &nursery, h);
    int code = match_grown(s, pool);
    if (code != 0)
        return code;
    /* the widest range of children first: it leaves the least choice of parents */
    for (int children = HOUSE_MOST; children > 0; children--)
        for (int32_t h = pool->first_house; h < last; h++)
            if (s->houses[h].children == children)
                find_parents(s, pool, crowd, h);
    return 0;
}
