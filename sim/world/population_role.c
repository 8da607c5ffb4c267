/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fit.h"

/* Which adults live in a couple without children, alone, as head of a household of several adults,
 * or as another adult in one. Each pool needs fixed numbers; couples come out by sex and age as in
 * the margin for the whole place, as far as that is possible. */

enum { ADULT_AGES = AGES - ADULT, ROWS = SEXES * ADULT_AGES, ROUNDS = 150, MARGINS = 3 };
enum { POOL_GROUPS = ROLES + 1 }; /* men and women in couples apart */

struct roles {
    const struct synthesis *s;
    const struct crowd *crowds;         /* by pool */
    int64_t (*wanted)[ROLES];           /* persons, by pool */
    int32_t (*partnered)[SEXES][AGES];  /* parents who live in a couple, by pool */
    double *cells;                      /* [pool][row][role] */
    int32_t *maps;                      /* three margins */
    double *couples, *numbers, *people; /* their targets */
    int64_t *counts, *row_people;
};

/* How often an adult who lives with others, but not in a couple, heads the household, in
 * millionths: young people who share, and parents of grown children. */
static int64_t head_share(int age)
{
    return age < 30 ? 120000 : age < 40 ? 40000 : age < 65 ? 160000 : 20000;
}

/* Roles of people of one sex and age before fitting: couples as in the margin, less those who are
 * parents already; the others by who lives with relatives. */
static void seed_row(const struct roles *r, int p, int sex, int age, double *cells)
{
    const struct synthesis *s = r->s;
    int64_t here = s->pools[p].count[sex][age], left = r->crowds[p].free[sex][age];
    int64_t partnered = here * s->couple_share[sex][age] / 1000000 - r->partnered[p][sex][age];
    int64_t least = left / 50, most = left - left / 50;
    partnered = partnered < least ? least : partnered > most ? most : partnered;
    double couple = (double)partnered + 0.01 * (double)left;
    double other = (double)(left - partnered) + 0.01 * (double)left;
    double home = (double)s->at_home[age] / 1e6, head = (double)head_share(age) / 1e6;
    cells[ROLE_COUPLE] = couple;
    cells[ROLE_GROWN] = other * (home + 0.002);
    cells[ROLE_HEAD] = other * (1.0 - home) * head;
    cells[ROLE_ALONE] = other * (1.0 - home) * (1.0 - head);
}

/* Persons that the households of a pool need in each role, and the parents who live in couples. */
static void count_pool(const struct roles *r, int p)
{
    const struct synthesis *s = r->s;
    const struct pool *pool = &s->pools[p];
    int64_t *wanted = r->wanted[p];
    for (int32_t h = pool->first_house; h < pool->first_house + pool->house_count; h++) {
        const struct house *house = &s->houses[h];
        wanted[ROLE_GROWN] += house->grown;
        for (int n = 0; n < house->core && house->children > 0 && house->core == 2; n++) {
            const struct member *m = &s->members[house->first + n];
            r->partnered[p][m->sex][m->age]++;
        }
        if (house->children > 0)
            continue;
        if (house->core == 2)
            wanted[ROLE_COUPLE] += 2;
        else
            wanted[house->grown > 0 ? ROLE_HEAD : ROLE_ALONE]++;
    }
}

/* Numbers of each role in a pool: as many husbands as wives, as far as there are men and women. */
static void set_numbers(const struct roles *r, int p)
{
    int64_t men = 0, couples = r->wanted[p][ROLE_COUPLE] / 2, left = r->crowds[p].left;
    for (int age = ADULT; age < AGES; age++)
        men += r->crowds[p].free[SEX_MALE][age];
    int64_t husbands = men < couples ? men : couples;
    if (left - men < couples)
        husbands = 2 * couples - (left - men);
    double *numbers = r->numbers + p * POOL_GROUPS;
    for (int role = 0; role < ROLES; role++)
        numbers[role] = (double)r->wanted[p][role];
    numbers[ROLE_COUPLE] = (double)husbands;
    numbers[ROLES] = (double)(2 * couples - husbands);
}

/* Couples of the margin by sex and age span, less the parents, brought to the couples there are. */
static void set_couples(const struct roles *r)
{
    const struct synthesis *s = r->s;
    const struct csv_table *table = &s->place->tables[PLACE_COUPLES];
    double sum[SEXES] = {0.0}, wanted[SEXES] = {0.0};
    for (size_t row = 0; row < table->rows; row++) {
        int64_t sex = csv_cell(table, row, 0), span = csv_cell(table, row, 1), partnered = 0;
        int64_t left = 0;
        for (int64_t age = span / 1000; age <= span % 1000 && age < AGES; age++)
            for (int p = 0; p < s->pool_count && age >= ADULT; p++) {
                partnered += s->pools[p].count[sex][age] * s->couple_share[sex][age] / 1000 -
                             1000 * (int64_t)r->partnered[p][sex][age];
                left += r->crowds[p].free[sex][age];
            }
        partnered = partnered < 20 * left ? 20 * left : partnered;
        r->couples[row] = (double)partnered / 1000.0;
        sum[sex] += r->couples[row];
    }
    for (int p = 0; p < s->pool_count; p++) {
        wanted[SEX_MALE] += r->numbers[p * POOL_GROUPS + ROLE_COUPLE];
        wanted[SEX_FEMALE] += r->numbers[p * POOL_GROUPS + ROLES];
    }
    for (size_t row = 0; row < table->rows; row++) {
        int64_t sex = csv_cell(table, row, 0);
        r->couples[row] *= fit_quantum(sum[sex]) > 0 ? wanted[sex] / sum[sex] : 0.0;
    }
}

static int fit_roles(const struct roles *r)
{
    const struct synthesis *s = r->s;
    const struct csv_table *table = &s->place->tables[PLACE_COUPLES];
    int count = s->pool_count * ROWS * ROLES;
    for (int i = 0; i < count; i++) {
        int role = i % ROLES, row = i / ROLES, p = row / ROWS;
        int sex = row % ROWS / ADULT_AGES, age = ADULT + row % ADULT_AGES;
        if (role == 0) {
            seed_row(r, p, sex, age, r->cells + i);
            r->row_people[row] = r->crowds[p].free[sex][age];
            r->people[row] = (double)r->row_people[row];
        }
        r->maps[i] = role == ROLE_COUPLE ? population_row(table, 1, age, 0, sex) : -1;
        r->maps[count + i] =
            p * POOL_GROUPS + (role == ROLE_COUPLE && sex == SEX_FEMALE ? ROLES : role);
        r->maps[2 * count + i] = row;
    }
    struct fit_margin margins[MARGINS] = {
        {r->maps, r->couples, table->rows},
        {r->maps + count, r->numbers, (size_t)(s->pool_count * POOL_GROUPS)},
        {r->maps + 2 * count, r->people, (size_t)(s->pool_count * ROWS)}};
    int code = fit_margins(r->cells, (size_t)count, margins, MARGINS, ROUNDS);
    return code != 0 ? code
                     : fit_round_table(r->cells, (size_t)(s->pool_count * ROWS), ROLES,
                                       r->row_people, r->counts);
}

/* Move people of a pool between roles until each has its number: out of the commonest row. */
static void settle_pool(const int64_t wanted[ROLES], int64_t *counts)
{
    for (;;) {
        int over = -1, under = -1;
        for (int role = 0; role < ROLES; role++) {
            int64_t sum = 0;
            for (int row = 0; row < ROWS; row++)
                sum += counts[row * ROLES + role];
            if (sum > wanted[role])
                over = role;
            if (sum < wanted[role])
                under = role;
        }
        if (over < 0 || under < 0)
            return;
        int best = 0;
        for (int row = 1; row < ROWS; row++) {
            int64_t a = counts[row * ROLES + over] * (counts[row * ROLES + under] + 1);
            int64_t b = counts[best * ROLES + over] * (counts[best * ROLES + under] + 1);
            best = a > b ? row : best;
        }
        counts[best * ROLES + over]--;
        counts[best * ROLES + under]++;
    }
}

static void free_roles(struct roles *r)
{
    mem_free(r->wanted);
    mem_free(r->partnered);
    mem_free(r->cells);
    mem_free(r->maps);
    mem_free(r->couples);
    mem_free(r->numbers);
    mem_free(r->people);
    mem_free(r->counts);
    mem_free(r->row_people);
}

static bool new_roles(struct roles *r)
{
    size_t pools = (size_t)r->s->pool_count, rows = pools * ROWS, cells = rows * ROLES;
    r->wanted = mem_new(pools, sizeof *r->wanted);
    r->partnered = mem_new(pools, sizeof *r->partnered);
    r->cells = mem_new(cells, sizeof *r->cells);
    r->maps = mem_new(MARGINS * cells, sizeof *r->maps);
    r->couples = mem_new(r->s->place->tables[PLACE_COUPLES].rows, sizeof *r->couples);
    r->numbers = mem_new(pools * POOL_GROUPS, sizeof *r->numbers);
    r->people = mem_new(rows, sizeof *r->people);
    r->counts = mem_new(cells, sizeof *r->counts);
    r->row_people = mem_new(rows, sizeof *r->row_people);
    return r->wanted != NULL && r->partnered != NULL && r->cells != NULL && r->maps != NULL &&
           r->couples != NULL && r->numbers != NULL && r->people != NULL && r->counts != NULL &&
           r->row_people != NULL;
}

int population_roles(const struct synthesis *s, const struct crowd *crowds,
                     struct crowd (*by_role)[ROLES])
{
    struct roles r = {.s = s, .crowds = crowds};
    int code = new_roles(&r) ? 0 : LOFT_ENOMEM;
    for (int p = 0; p < s->pool_count && code == 0; p++) {
        count_pool(&r, p);
        set_numbers(&r, p);
    }
    if (code == 0) {
        set_couples(&r);
        code = fit_roles(&r);
    }
    for (int p = 0; p < s->pool_count && code == 0; p++) {
        int64_t *counts = r.counts + p * ROWS * ROLES;
        settle_pool(r.wanted[p], counts);
        for (int i = 0; i < ROWS * ROLES; i++) {
            struct crowd *crowd = &by_role[p][i % ROLES];
            int row = i / ROLES;
            crowd->free[row / ADULT_AGES][ADULT + row % ADULT_AGES] = (int32_t)counts[i];
            crowd->left += counts[i];
        }
    }
    free_roles(&r);
    return code;
}
