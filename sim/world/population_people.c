/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fit.h"
#include "loft/math/fixed.h"

/* Residents by area, origin, sex and single year of age; and the pools of people who live together.
 */

enum { ROUNDS = 200, MARGINS = 4, POOL_LEAST = 80 };
enum { BLOCK = ORIGINS * SEXES * AGES };

/* Groups of one cell in the margins, those that give way first. */
static void place_cell(const struct synthesis *s, int i, int32_t *groups, int cells)
{
    const struct csv_table *tables = s->place->tables;
    int age = i % AGES, sex = i / AGES % SEXES, o = i / AGES / SEXES % ORIGINS, a = i / BLOCK;
    int span = population_row(&tables[PLACE_ORIGIN_AGE], 1, age, 0, o);
    groups[i] = span;
    groups[cells + i] = population_row(&tables[PLACE_AGE_SEX], 0, age, 1, sex);
    groups[2 * cells + i] = population_row(&tables[PLACE_AREA_AGE], 1, age, 0, a);
    groups[3 * cells + i] = a * ORIGINS + o;
}

static void sum_origin_ages(const struct synthesis *s, double *sums)
{
    const struct csv_table *table = &s->place->tables[PLACE_ORIGIN_AGE];
    for (int o = 0; o < ORIGINS; o++)
        for (int age = 0; age < AGES; age++)
            sums[population_row(table, 1, age, 0, o)] += s->targets.origin_age[o * AGES + age];
}

/* People of an age span in one area (-1: in all) that a span of ages holds. */
static double people_of(const struct synthesis *s, int area, int64_t span)
{
    const struct csv_table *table = &s->place->tables[PLACE_AREA_AGE];
    double sum = 0.0;
    for (size_t row = 0; row < table->rows; row++)
        for (int64_t age = span / 1000; age <= span % 1000 && age < AGES; age++)
            if (area < 0 || csv_cell(table, row, 0) == area)
                sum += s->targets.area_age[row] *
                       population_density(csv_cell(table, row, 1), (int)age);
    return sum;
}

static double part_of(double part, double whole)
{
    return fit_quantum(whole) > 0 ? part / whole : 0.0;
}

/* Share of an area's adults (-1: of all) who live alone. */
static double alone_share(const struct synthesis *s, int area)
{
    int64_t alone = 0;
    for (int a = 0; a < s->place->areas; a++)
        alone += area < 0 || a == area ? s->targets.sizes[a][0] : 0;
    return part_of((double)alone, people_of(s, area, (int64_t)ADULT * 1000 + 999));
}

/* Where people of each sex and age live, as far as the margins leave it open. Those at home with
 * their parents live where children do; of the others, couples live where few live alone. */
static void seed_ages(const struct synthesis *s, int area, double seeds[SEXES][AGES])
{
    const struct csv_table *table = &s->place->tables[PLACE_AREA_AGE];
    double children = part_of(people_of(s, area, ADULT - 1), people_of(s, -1, ADULT - 1));
    double here_alone = alone_share(s, area), alone = alone_share(s, -1);
    double single = part_of(here_alone, alone), partnered = part_of(1.0 - here_alone, 1.0 - alone);
    for (int age = 0; age < AGES; age++) {
        int64_t span = csv_cell(table, (size_t)population_row(table, 1, age, 0, area), 1);
        double here = part_of(people_of(s, area, span), people_of(s, -1, span)), home = 0.0;
        for (int64_t i = span / 1000; i <= span % 1000 && i < AGES; i++)
            home += (double)s->at_home[i] / 1e6 * population_density(span, (int)i);
        double away = part_of(here - home * children, 1.0 - home), least = here / 20.0;
        away = fit_quantum(1.0 + away) > fit_quantum(1.0 + least) ? away : least;
        double own = (double)s->at_home[age] / 1e6;
        for (int sex = 0; sex < SEXES; sex++) {
            double couple = (double)s->couple_share[sex][age] / 1e6;
            double mix = couple * partnered + (1.0 - couple) * single;
            seeds[sex][age] = age < ADULT ? 1.0 : own * children + (1.0 - own) * away * mix;
        }
    }
}

static int fit_people(struct synthesis *s, double *cells, int32_t *groups, double *origin_ages,
                      int64_t *rounded)
{
    int count = s->place->areas * BLOCK;
    double origins[AREAS_MOST * ORIGINS];
    for (int i = 0; i < s->place->areas * ORIGINS; i++)
        origins[i] = (double)s->targets.area_origin[i / ORIGINS][i % ORIGINS];
    double seeds[AREAS_MOST][SEXES][AGES];
    for (int a = 0; a < s->place->areas; a++)
        seed_ages(s, a, seeds[a]);
    for (int i = 0; i < count; i++) {
        int age = i % AGES, sex = i / AGES % SEXES, o = i / AGES / SEXES % ORIGINS;
        cells[i] = s->targets.origin_age[o * AGES + age] * seeds[i / BLOCK][sex][age];
        place_cell(s, i, groups, count);
    }
    sum_origin_ages(s, origin_ages);
    const struct csv_table *tables = s->place->tables;
    struct fit_margin margins[MARGINS] = {
        {groups, origin_ages, tables[PLACE_ORIGIN_AGE].rows},
        {groups + count, s->targets.age_sex, tables[PLACE_AGE_SEX].rows},
        {groups + 2 * count, s->targets.area_age, tables[PLACE_AREA_AGE].rows},
        {groups + 3 * count, origins, (size_t)(s->place->areas * ORIGINS)}};
    int code = fit_margins(cells, (size_t)count, margins, MARGINS, ROUNDS);
    if (code != 0)
        return code;
    fit_round_line(cells, (size_t)count, rounded);
    for (int i = 0; i < count; i++)
        s->people[i / BLOCK][i / AGES / SEXES % ORIGINS][i / AGES % SEXES][i % AGES] =
            (int32_t)rounded[i];
    return 0;
}

int population_people(struct synthesis *s)
{
    const struct csv_table *tables = s->place->tables;
    size_t count = (size_t)s->place->areas * BLOCK;
    for (int sex = 0; sex < SEXES; sex++)
        population_profile(&tables[PLACE_COUPLES], 1, 2, 0, sex, s->couple_share[sex]);
    population_profile(&tables[PLACE_AT_HOME], 0, 1, -1, 0, s->at_home);
    s->people = mem_new((size_t)s->place->areas, sizeof *s->people);
    double *cells = mem_new(count, sizeof *cells);
    int32_t *groups = mem_new(MARGINS * count, sizeof *groups);
    double *origin_ages = mem_new(s->place->tables[PLACE_ORIGIN_AGE].rows, sizeof *origin_ages);
    int64_t *rounded = mem_new(count, sizeof *rounded);
    int code = LOFT_ENOMEM;
    if (s->people != NULL && cells != NULL && groups != NULL && origin_ages != NULL &&
        rounded != NULL)
        code = fit_people(s, cells, groups, origin_ages, rounded);
    mem_free(cells);
    mem_free(groups);
    mem_free(origin_ages);
    mem_free(rounded);
    return code;
}

static void add_people(struct pool *pool, const struct synthesis *s, enum origin origin)
{
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = 0; age < AGES; age++) {
            int32_t n = s->people[pool->area][origin][sex][age];
            pool->count[sex][age] += n;
            if (origin != pool->origin)
                pool->minor[origin][sex][age] += n;
        }
}

/* Partners of Danish origin: move those who have one into the Danish pool, spread over sex and age
 * as couples are. */
static void mix(const struct synthesis *s, struct pool *from, struct pool *danish, int64_t share)
{
    int64_t weights[SEXES * AGES] = {0}, moved[SEXES * AGES], partnered = 0, all = 0, danes = 0;
    for (int i = ADULT; i < SEXES * AGES; i++) {
        int sex = i / AGES, age = i % AGES;
        if (age < ADULT)
            continue;
        weights[i] = from->count[sex][age] * s->couple_share[sex][age];
        partnered += weights[i];
        danes += s->people[from->area][ORIGIN_DANISH][sex][age];
        for (int o = 0; o < ORIGINS; o++)
            all += s->people[from->area][o][sex][age];
    }
    if (all == 0 || partnered == 0)
        return;
    int64_t wanted = fixed_portion(fixed_portion(partnered, share, FIXED_ONE), danes, all);
    fit_round_shares(weights, SEXES * AGES, fixed_portion(wanted, 1, 1000000), moved);
    for (int i = 0; i < SEXES * AGES; i++) {
        int sex = i / AGES, age = i % AGES;
        from->count[sex][age] -= (int32_t)moved[i];
        danish->count[sex][age] += (int32_t)moved[i];
        danish->minor[from->origin][sex][age] += (int32_t)moved[i];
    }
}

static void count_pool(struct pool *pool)
{
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = 0; age < AGES; age++)
            *(age < ADULT ? &pool->children : &pool->adults) += pool->count[sex][age];
}

static void make_area_pools(struct synthesis *s, int area)
{
    const int64_t *people = s->targets.area_origin[area];
    enum origin largest = ORIGIN_DANISH;
    for (int o = 1; o < ORIGINS; o++)
        if (people[o] > people[largest])
            largest = (enum origin)o;
    struct pool *of[ORIGINS];
    struct pool *host = &s->pools[s->pool_count];
    for (int k = 0; k < ORIGINS; k++) {
        /* the largest first: it is the host of those too small for a pool */
        enum origin o = (enum origin)(((int)largest + k) % ORIGINS);
        of[o] = host;
        if (o == largest || people[o] >= POOL_LEAST) {
            of[o] = &s->pools[s->pool_count++];
            of[o]->area = area;
            of[o]->origin = o;
        }
        add_people(of[o], s, o);
    }
    if (of[ORIGIN_DANISH]->origin == ORIGIN_DANISH) {
        if (of[ORIGIN_WESTERN]->origin == ORIGIN_WESTERN)
            mix(s, of[ORIGIN_WESTERN], of[ORIGIN_DANISH], s->params->mixed_western);
        if (of[ORIGIN_NONWESTERN]->origin == ORIGIN_NONWESTERN)
            mix(s, of[ORIGIN_NONWESTERN], of[ORIGIN_DANISH], s->params->mixed_nonwestern);
    }
    for (struct pool *pool = host; pool < s->pools + s->pool_count; pool++)
        count_pool(pool);
}

int population_pools(struct synthesis *s)
{
    s->pools = mem_new(POOLS_MOST, sizeof *s->pools);
    if (s->pools == NULL)
        return LOFT_ENOMEM;
    for (int a = 0; a < s->place->areas; a++)
        if (s->targets.area_persons[a] > 0)
            make_area_pools(s, a);
    return 0;
}
