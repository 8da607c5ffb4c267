/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fit.h"

/* How many households of each kind each pool has. */

enum { ROUNDS = 150, TAIL = HOUSE_MOST - PLACE_SIZES + 1 };

static void take_types(struct synthesis *s)
{
    const struct csv_table *table = &s->place->tables[PLACE_HOUSEHOLD_TYPE];
    for (size_t row = 0; row < table->rows && s->type_count < HOUSE_TYPES_MOST; row++) {
        struct house_type type = {.core = (uint8_t)(1 + csv_cell(table, row, 0)),
                                  .children = (uint8_t)csv_cell(table, row, 1),
                                  .grown = (uint8_t)csv_cell(table, row, 2)};
        for (int tenure = 0; tenure < TENURES; tenure++)
            type.weight[tenure] = (double)csv_cell(table, row, (size_t)(3 + tenure)) / 1e6;
        type.size = (uint8_t)(type.core + type.children + type.grown);
        s->types[s->type_count++] = type;
    }
}

/* Move `count` households from size i + 1 to size i (up: the other way) among sizes 1 to 5. */
static void shift_sizes(int64_t sizes[PLACE_SIZES], int64_t count, bool up)
{
    int64_t weights[PLACE_SIZES - 2], moved[PLACE_SIZES - 2];
    for (int i = 0; i < PLACE_SIZES - 2; i++)
        weights[i] = up ? sizes[i] : sizes[i + 1];
    fit_round_shares(weights, PLACE_SIZES - 2, count, moved);
    for (int i = 0; i < PLACE_SIZES - 2; i++) {
        sizes[i] += up ? -moved[i] : moved[i];
        sizes[i + 1] += up ? moved[i] : -moved[i];
    }
}

/* Split `large` households of 6 to 10 that hold `persons`, fewer the larger they are. */
static int split_tail(int64_t large, int64_t persons, int64_t tail[TAIL])
{
    double cells[TAIL] = {0.6, 0.25, 0.1, 0.04, 0.01}, all[1] = {(double)large};
    int32_t feature[TAIL] = {0, 1, 2, 3, 4}, group[TAIL] = {0};
    struct fit_margin margin = {group, all, 1};
    int64_t rest = persons;
    for (int round = 0; round < ROUNDS; round++) {
        fit_tilt(cells, feature, TAIL, (double)(persons - PLACE_SIZES * large));
        int code = fit_margins(cells, TAIL, &margin, 1, 1);
        if (code != 0)
            return code;
    }
    fit_round_line(cells, TAIL, tail);
    for (int i = 0; i < TAIL; i++)
        rest -= (PLACE_SIZES + i) * tail[i];
    int step = rest > 0 ? 1 : -1;
    for (int i = rest > 0 ? 0 : TAIL - 1; rest != 0 && i + step >= 0 && i + step < TAIL;) {
        if (tail[i] == 0) {
            i += step;
            continue;
        }
        tail[i]--;
        tail[i + step]++;
        rest -= step;
    }
    return rest == 0 ? 0 : LOFT_ESCENARIO;
}

/* Households of exactly 1 .. 10 that hold exactly the residents: the sizes of the margin, moved as
 * little as the number of residents asks for. LOFT_ESCENARIO when that is impossible. */
static int settle_sizes(int64_t persons, const int64_t margin[PLACE_SIZES],
                        int64_t out[HOUSE_MOST + 1])
{
    int64_t sizes[PLACE_SIZES], rest = persons, large = margin[PLACE_SIZES - 1];
    for (int i = 0; i < PLACE_SIZES; i++) {
        sizes[i] = margin[i];
        rest -= i < PLACE_SIZES - 1 ? (i + 1) * margin[i] : 0;
    }
    int64_t least = PLACE_SIZES * large, most = (PLACE_SIZES + 2) * large;
    if (rest < least)
        shift_sizes(sizes, least - rest, false);
    if (rest > most)
        shift_sizes(sizes, rest - most, true);
    for (int i = 0; i < PLACE_SIZES - 1; i++) {
        if (sizes[i] < 0)
            return LOFT_ESCENARIO;
        out[i + 1] = sizes[i];
    }
    return split_tail(large, rest < least ? least : rest > most ? most : rest, out + PLACE_SIZES);
}

/* Couples in the whole place, from the shares by sex and age. */
static double count_couples(const struct synthesis *s)
{
    int64_t partnered = 0;
    for (int a = 0; a < s->place->areas; a++)
        for (int o = 0; o < ORIGINS; o++)
            for (int sex = 0; sex < SEXES; sex++)
                for (int age = ADULT; age < AGES; age++)
                    partnered += s->people[a][o][sex][age] * s->couple_share[sex][age];
    return (double)partnered / 2e6;
}

struct fitting {
    double *cells;    /* [pool][type] */
    int32_t *size_of; /* area and size of each cell: groups of the size margin */
    int32_t *couple;  /* 0 where the core is a couple, else -1 */
    int32_t children[HOUSE_TYPES_MOST], adults[HOUSE_TYPES_MOST];
    double *sizes; /* target of each area and size */
    int64_t area_sizes[AREAS_MOST][HOUSE_MOST + 1];
    int64_t line[ORIGINS * HOUSE_TYPES_MOST];
};

static void free_fitting(struct fitting *f)
{
    if (f == NULL)
        return;
    mem_free(f->cells);
    mem_free(f->size_of);
    mem_free(f->couple);
    mem_free(f->sizes);
    mem_free(f);
}

static struct fitting *new_fitting(const struct synthesis *s)
{
    size_t cells = (size_t)s->pool_count * (size_t)s->type_count;
    struct fitting *f = mem_new(1, sizeof *f);
    if (f == NULL)
        return NULL;
    f->cells = mem_new(cells, sizeof *f->cells);
    f->size_of = mem_new(cells, sizeof *f->size_of);
    f->couple = mem_new(cells, sizeof *f->couple);
    f->sizes = mem_new(AREAS_MOST * (HOUSE_MOST + 1), sizeof *f->sizes);
    if (f->cells == NULL || f->size_of == NULL || f->couple == NULL || f->sizes == NULL) {
        free_fitting(f);
        return NULL;
    }
    return f;
}

static int set_up(const struct synthesis *s, struct fitting *f)
{
    for (int t = 0; t < s->type_count; t++) {
        f->children[t] = s->types[t].children;
        f->adults[t] = s->types[t].core + s->types[t].grown;
    }
    for (int p = 0; p < s->pool_count; p++)
        for (int t = 0; t < s->type_count; t++) {
            int i = p * s->type_count + t;
            f->cells[i] = s->types[t].weight[s->place->area[s->pools[p].area].tenure];
            f->size_of[i] = s->pools[p].area * (HOUSE_MOST + 1) + s->types[t].size;
            f->couple[i] = s->types[t].core == 2 ? 0 : -1;
        }
    for (int a = 0; a < s->place->areas; a++) {
        int code = settle_sizes(s->targets.area_persons[a], s->targets.sizes[a], f->area_sizes[a]);
        if (code != 0)
            return fault_set(s->fault, code,
                             "area '%s': %lld residents do not fit into %lld households of the "
                             "sizes asked for",
                             s->place->area[a].id, (long long)s->targets.area_persons[a],
                             (long long)s->targets.occupied[a]);
        for (int size = 1; size <= HOUSE_MOST; size++)
            f->sizes[a * (HOUSE_MOST + 1) + size] = (double)f->area_sizes[a][size];
    }
    return 0;
}

static int fit_types(const struct synthesis *s, struct fitting *f)
{
    size_t cells = (size_t)s->pool_count * (size_t)s->type_count;
    double couples[1] = {count_couples(s)};
    struct fit_margin margins[] = {
        {f->couple, couples, 1},
        {f->size_of, f->sizes, (size_t)s->place->areas * (HOUSE_MOST + 1)}};
    int code = 0;
    for (int round = 0; round < ROUNDS && code == 0; round++) {
        code = fit_margins(f->cells, cells, margins, 2, 1);
        for (int p = 0; p < s->pool_count; p++) {
            double *row = f->cells + p * s->type_count;
            size_t types = (size_t)s->type_count;
            fit_tilt(row, f->children, types, (double)s->pools[p].children);
            fit_tilt(row, f->adults, types, (double)s->pools[p].adults);
        }
    }
    return code != 0 ? code : fit_margins(f->cells, cells, margins + 1, 1, 1);
}

/* Whole households of one area: sizes exactly, the rest nearly. */
static void round_area(struct synthesis *s, struct fitting *f, int first, int last)
{
    double values[ORIGINS * HOUSE_TYPES_MOST];
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1)
            fit_round_line(values, count, f->line);
        count = 0;
        for (int size = 1; size <= HOUSE_MOST; size++)
            for (int p = first; p < last; p++)
                for (int t = 0; t < s->type_count; t++) {
                    if (s->types[t].size != size)
                        continue;
                    int i = p * s->type_count + t;
                    if (pass == 0)
                        values[count++] = f->cells[i];
                    else
                        s->type_houses[i] = f->line[count++];
                }
    }
}

/* Children and adults that the households of a pool lack (negative: have too many). */
static void missing(const struct synthesis *s, int p, int64_t *children, int64_t *persons)
{
    *children = s->pools[p].children;
    *persons = s->pools[p].children + s->pools[p].adults;
    for (int t = 0; t < s->type_count; t++) {
        int64_t n = s->type_houses[p * s->type_count + t];
        *children -= n * s->types[t].children;
        *persons -= n * s->types[t].size;
    }
}

/* The commonest kind of this size in a pool, or -1 when the pool has none of that size. */
static int commonest(const struct synthesis *s, int p, int size)
{
    const int64_t *houses = s->type_houses + p * s->type_count;
    int best = -1;
    for (int t = 0; t < s->type_count; t++)
        if (s->types[t].size == size && houses[t] > 0 && (best < 0 || houses[t] > houses[best]))
            best = t;
    return best;
}

/* A kind of this size that a pool can have: the commonest, else the first one listed. */
static int any_type(const struct synthesis *s, int p, int size)
{
    int best = commonest(s, p, size);
    for (int t = 0; t < s->type_count && best < 0; t++)
        if (s->types[t].size == size)
            best = t;
    return best;
}

/* Give pool `to` one person more and pool `from` one less, sizes in the area kept: they swap a
 * household of size n + 1 for one of size n. */
static bool swap_person(struct synthesis *s, int to, int from)
{
    int64_t best = 0;
    int at = 0;
    for (int size = 1; size < HOUSE_MOST; size++) {
        int give = commonest(s, to, size), get = commonest(s, from, size + 1);
        if (give < 0 || get < 0)
            continue;
        int64_t a = s->type_houses[to * s->type_count + give];
        int64_t b = s->type_houses[from * s->type_count + get];
        if ((a < b ? a : b) > best) {
            best = a < b ? a : b;
            at = size;
        }
    }
    if (at == 0)
        return false;
    s->type_houses[to * s->type_count + commonest(s, to, at)]--;
    s->type_houses[to * s->type_count + any_type(s, to, at + 1)]++;
    s->type_houses[from * s->type_count + commonest(s, from, at + 1)]--;
    s->type_houses[from * s->type_count + any_type(s, from, at)]++;
    return true;
}

/* Turn one household of a pool into one of the same size with one child more (or less). */
static bool swap_child(struct synthesis *s, int p, int change)
{
    int64_t *houses = s->type_houses + p * s->type_count;
    int from = -1, to = -1;
    int64_t best = -1;
    for (int a = 0; a < s->type_count; a++)
        for (int b = 0; b < s->type_count && houses[a] > 0; b++) {
            if (s->types[a].size != s->types[b].size ||
                s->types[b].children - s->types[a].children != change)
                continue;
            int64_t worth = 4 * (houses[a] < houses[b] ? houses[a] : houses[b]) +
                            (s->types[a].core == s->types[b].core);
            if (worth > best) {
                best = worth;
                from = a;
                to = b;
            }
        }
    if (from < 0)
        return false;
    houses[from]--;
    houses[to]++;
    return true;
}

static bool settle_persons(struct synthesis *s, int first, int last)
{
    for (;;) {
        int to = -1, from = -1;
        int64_t most = 0, least = 0;
        for (int p = first; p < last; p++) {
            int64_t children, persons;
            missing(s, p, &children, &persons);
            if (persons > most) {
                most = persons;
                to = p;
            }
            if (persons < least) {
                least = persons;
                from = p;
            }
        }
        if (to < 0 && from < 0)
            return true;
        if (to < 0 || from < 0 || !swap_person(s, to, from))
            return false;
    }
}

static bool settle_children(struct synthesis *s, int p)
{
    for (;;) {
        int64_t children, persons;
        missing(s, p, &children, &persons);
        if (children == 0)
            return true;
        if (!swap_child(s, p, children > 0 ? 1 : -1))
            return false;
    }
}

static int round_types(struct synthesis *s, struct fitting *f)
{
    for (int first = 0; first < s->pool_count;) {
        int last = first + 1;
        while (last < s->pool_count && s->pools[last].area == s->pools[first].area)
            last++;
        round_area(s, f, first, last);
        bool good = settle_persons(s, first, last);
        for (int p = first; p < last && good; p++)
            good = settle_children(s, p);
        if (!good)
            return fault_set(s->fault, LOFT_ESCENARIO,
                             "area '%s': no set of households has its sizes, its children and its "
                             "adults",
                             s->place->area[s->pools[first].area].id);
        first = last;
    }
    return 0;
}

int population_types(struct synthesis *s)
{
    take_types(s);
    s->type_houses = mem_new((size_t)s->pool_count * (size_t)s->type_count, sizeof *s->type_houses);
    struct fitting *f = new_fitting(s);
    int code = s->type_houses == NULL || f == NULL ? LOFT_ENOMEM : set_up(s, f);
    if (code == 0)
        code = fit_types(s, f);
    if (code == 0)
        code = round_types(s, f);
    free_fitting(f);
    return code;
}
