/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fit.h"
#include "loft/math/fixed.h"

enum { ROUNDS = 200 };

int population_row(const struct csv_table *table, int span_column, int age, int key, int64_t code)
{
    for (size_t row = 0; row < table->rows; row++) {
        int64_t span = csv_cell(table, row, (size_t)span_column);
        if (key >= 0 && csv_cell(table, row, (size_t)key) != code)
            continue;
        if (age >= span / 1000 && age <= span % 1000)
            return (int)row;
    }
    return -1;
}

double population_density(int64_t span, int age)
{
    int64_t low = span / 1000, high = span % 1000;
    if (age < low || age > high)
        return 0.0;
    if (high < OLDEST)
        return 1.0 / (double)(high - low + 1);
    int64_t sum = 0;
    for (int64_t i = low; i < AGES; i++)
        sum += (AGES - i) * (AGES - i) * (AGES - i);
    int64_t left = AGES - age;
    return (double)(left * left * left) / (double)sum;
}

void population_profile(const struct csv_table *table, int span_column, int value_column, int key,
                        int64_t code, int64_t out[AGES])
{
    for (int age = 0; age < AGES; age++) {
        int row = population_row(table, span_column, age, key, code);
        out[age] = row >= 0 ? csv_cell(table, (size_t)row, (size_t)value_column) : 0;
    }
}

static void scale_counts(const struct place *place, const struct population_params *params,
                         struct targets *t)
{
    const struct csv_table *origin = &place->tables[PLACE_AREA_ORIGIN];
    for (size_t row = 0; row < origin->rows; row++) {
        int64_t a = csv_cell(origin, row, 0);
        int64_t persons = fixed_portion(csv_cell(origin, row, 2), params->scale, FACTOR_ONE);
        t->area_origin[a][csv_cell(origin, row, 1)] = persons;
        t->area_persons[a] += persons;
        t->persons += persons;
    }
    for (int a = 0; a < place->areas; a++) {
        t->dwellings[a] = fixed_portion(place->area[a].dwellings, params->scale, FACTOR_ONE);
        t->occupied[a] = fixed_portion(place->area[a].occupied, params->scale, FACTOR_ONE);
        if (t->occupied[a] == 0 && t->area_persons[a] > 0)
            t->occupied[a] = 1;
        if (t->dwellings[a] < t->occupied[a])
            t->dwellings[a] = t->occupied[a];
    }
}

/* Whole numbers in proportion to an area's shares by size or rooms. */
static void share_out(const struct csv_table *table, int area, int64_t total, int64_t *out,
                      size_t count)
{
    int64_t shares[PLACE_SIZES > PLACE_ROOMS ? PLACE_SIZES : PLACE_ROOMS] = {0};
    for (size_t row = 0; row < table->rows; row++)
        if (csv_cell(table, row, 0) == area)
            shares[csv_cell(table, row, 1) - 1] = csv_cell(table, row, 2);
    fit_round_shares(shares, count, total, out);
}

static void scale_ages(const struct place *place, struct targets *t)
{
    const struct csv_table *by_sex = &place->tables[PLACE_AGE_SEX];
    const struct csv_table *by_area = &place->tables[PLACE_AREA_AGE];
    int64_t sum = 0, area_sum[AREAS_MOST] = {0};
    for (size_t row = 0; row < by_sex->rows; row++)
        sum += csv_cell(by_sex, row, 2);
    for (size_t row = 0; row < by_area->rows; row++)
        area_sum[csv_cell(by_area, row, 0)] += csv_cell(by_area, row, 2);
    for (size_t row = 0; row < by_sex->rows; row++)
        t->age_sex[row] = (double)csv_cell(by_sex, row, 2) * (double)t->persons / (double)sum;
    for (size_t row = 0; row < by_area->rows; row++) {
        int64_t a = csv_cell(by_area, row, 0);
        t->area_age[row] = area_sum[a] == 0 ? 0.0
                                            : (double)csv_cell(by_area, row, 2) *
                                                  (double)t->area_persons[a] / (double)area_sum[a];
    }
}

/* Residents of the place in each age span of the first area; ages whose span another area does not
 * share are in none (-1 in `group`). */
static void sum_bands(const struct place *place, const struct targets *t, int32_t group[AGES],
                      double *sums)
{
    const struct csv_table *table = &place->tables[PLACE_AREA_AGE];
    for (int age = 0; age < AGES; age++) {
        int first = population_row(table, 1, age, 0, 0);
        group[age] = first;
        for (int a = 0; a < place->areas; a++) {
            int row = population_row(table, 1, age, 0, a);
            if (csv_cell(table, (size_t)row, 1) != csv_cell(table, (size_t)first, 1))
                group[age] = -1;
        }
    }
    for (size_t row = 0; row < table->rows; row++) {
        int first = population_row(table, 1, (int)(csv_cell(table, row, 1) / 1000), 0, 0);
        sums[first] += t->area_age[row];
    }
}

enum { AGE_CELLS = SEXES * ORIGINS * AGES, AGE_MARGINS = 3 };

static int fit_origin_cells(const struct place *place, struct targets *t, double *cells,
                            int32_t *groups, double *bands)
{
    const struct csv_table *table = &place->tables[PLACE_ORIGIN_AGE];
    const struct csv_table *by_sex = &place->tables[PLACE_AGE_SEX];
    double origins[ORIGINS] = {0.0};
    int32_t band[AGES];
    sum_bands(place, t, band, bands);
    for (int a = 0; a < place->areas; a++)
        for (int o = 0; o < ORIGINS; o++)
            origins[o] += (double)t->area_origin[a][o];
    for (int i = 0; i < AGE_CELLS; i++) {
        int age = i % AGES, o = i / AGES % ORIGINS, sex = i / AGES / ORIGINS;
        int row = population_row(table, 1, age, 0, o);
        cells[i] = (double)csv_cell(table, (size_t)row, 2) / 1e6 *
                   population_density(csv_cell(table, (size_t)row, 1), age);
        groups[i] = o;
        groups[AGE_CELLS + i] = population_row(by_sex, 0, age, 1, sex);
        groups[2 * AGE_CELLS + i] = band[age];
    }
    struct fit_margin margins[AGE_MARGINS] = {
        {groups, origins, ORIGINS},
        {groups + AGE_CELLS, t->age_sex, by_sex->rows},
        {groups + 2 * AGE_CELLS, bands, place->tables[PLACE_AREA_AGE].rows}};
    int code = fit_margins(cells, AGE_CELLS, margins, AGE_MARGINS, ROUNDS);
    for (int i = 0; i < AGE_CELLS; i++)
        t->origin_age[i % (ORIGINS * AGES)] += cells[i];
    return code;
}

/* Age profile of each origin such that all origins together have the ages of the place. */
static int fit_origin_age(const struct place *place, struct targets *t)
{
    double *cells = mem_new(AGE_CELLS, sizeof *cells);
    int32_t *groups = mem_new(AGE_MARGINS * AGE_CELLS, sizeof *groups);
    double *bands = mem_new(place->tables[PLACE_AREA_AGE].rows, sizeof *bands);
    int code = LOFT_ENOMEM;
    if (cells != NULL && groups != NULL && bands != NULL)
        code = fit_origin_cells(place, t, cells, groups, bands);
    mem_free(cells);
    mem_free(groups);
    mem_free(bands);
    return code;
}

/* Status by area; then by origin, made to agree with the sums of the areas. */
static void fit_statuses(const struct place *place, struct targets *t)
{
    const struct csv_table *by_area = &place->tables[PLACE_AREA_STATUS];
    const struct csv_table *by_origin = &place->tables[PLACE_ORIGIN_STATUS];
    const struct csv_table *ages = &place->tables[PLACE_AREA_AGE];
    double people[AREAS_MOST] = {0.0}, origins[ORIGINS] = {0.0}, sums[STATUSES] = {0.0}, all = 0.0;
    for (size_t row = 0; row < ages->rows; row++)
        for (int age = ADULT; age < PENSIONER; age++)
            people[csv_cell(ages, row, 0)] +=
                t->area_age[row] * population_density(csv_cell(ages, row, 1), age);
    for (size_t row = 0; row < by_area->rows; row++) {
        int64_t a = csv_cell(by_area, row, 0), status = csv_cell(by_area, row, 1);
        t->area_status[a][status] = people[a] * (double)csv_cell(by_area, row, 2) / 1e6;
        sums[status] += t->area_status[a][status];
        all += t->area_status[a][status];
    }
    double origin_all = 0.0;
    for (int o = 0; o < ORIGINS; o++)
        for (int age = ADULT; age < PENSIONER; age++)
            origins[o] += t->origin_age[o * AGES + age];
    for (int o = 0; o < ORIGINS; o++)
        origin_all += origins[o];
    for (int o = 0; o < ORIGINS; o++)
        origins[o] *= fit_quantum(origin_all) > 0 ? all / origin_all : 0.0;
    for (size_t row = 0; row < by_origin->rows; row++)
        t->origin_status[csv_cell(by_origin, row, 0)][csv_cell(by_origin, row, 1)] =
            (double)csv_cell(by_origin, row, 2) / 1e6;
    fit_table(t->origin_status[0], ORIGINS, STATUSES, origins, sums, ROUNDS);
}

int population_targets(const struct place *place, const struct population_params *params,
                       struct targets *targets)
{
    *targets = (struct targets){0};
    targets->age_sex = mem_new(place->tables[PLACE_AGE_SEX].rows, sizeof(double));
    targets->area_age = mem_new(place->tables[PLACE_AREA_AGE].rows, sizeof(double));
    targets->origin_age = mem_new(ORIGINS * AGES, sizeof(double));
    if (targets->age_sex == NULL || targets->area_age == NULL || targets->origin_age == NULL) {
        population_targets_free(targets);
        return LOFT_ENOMEM;
    }
    scale_counts(place, params, targets);
    for (int a = 0; a < place->areas; a++) {
        share_out(&place->tables[PLACE_HOUSEHOLD_SIZE], a, targets->occupied[a], targets->sizes[a],
                  PLACE_SIZES);
        share_out(&place->tables[PLACE_ROOMS_SHARE], a, targets->dwellings[a], targets->rooms[a],
                  PLACE_ROOMS);
    }
    scale_ages(place, targets);
    int code = fit_origin_age(place, targets);
    if (code == 0)
        fit_statuses(place, targets);
    else
        population_targets_free(targets);
    return code;
}

void population_targets_free(struct targets *targets)
{
    mem_free(targets->age_sex);
    mem_free(targets->area_age);
    mem_free(targets->origin_age);
    *targets = (struct targets){0};
}
