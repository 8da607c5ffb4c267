/* SPDX-License-Identifier: MIT */
#include "loft/world/margins.h"

#include "loft/base/error.h"
#include "loft/math/fit.h"
#include "loft/world/household.h"
#include "synthesis.h"

#include <inttypes.h>
#include <string.h>

enum { SLACK = 10, SLACK_PART = 50 };

/* What the world holds. */
struct found {
    int64_t ages[AREAS_MOST][SEXES][AGES];
    int64_t origins[AREAS_MOST][ORIGINS];
    int64_t sizes[AREAS_MOST][PLACE_SIZES];
    int64_t rooms[AREAS_MOST][PLACE_ROOMS];
    int64_t dwellings[AREAS_MOST], vacant[AREAS_MOST];
    int64_t area_status[AREAS_MOST][STATUSES], origin_status[ORIGINS][STATUSES];
};

static void look(const struct world *world, struct found *found)
{
    const struct person *p = &world->person;
    for (int32_t i = 0; i < p->count; i++) {
        int age = world_age(world, i), area = p->row[i].area;
        if (area >= world->areas)
            continue;
        found->ages[area][p->row[i].sex][age < AGES ? age : OLDEST]++;
        found->origins[area][p->row[i].origin]++;
        if (age < ADULT || age >= PENSIONER)
            continue;
        found->area_status[area][p->row[i].status]++;
        found->origin_status[p->row[i].origin][p->row[i].status]++;
    }
    for (int32_t h = 0; h < world->household.count; h++) {
        int area = household_area(world, h), size = household_size(world, h);
        if (area < world->areas && size > 0)
            found->sizes[area][size < PLACE_SIZES ? size - 1 : PLACE_SIZES - 1]++;
    }
    for (int32_t d = 0; d < world->dwelling.count; d++) {
        int area = world->dwelling.area[d], rooms = world->dwelling.rooms[d];
        found->dwellings[area]++;
        found->vacant[area] += world->dwelling.household[d] < 0;
        if (rooms > 0)
            found->rooms[area][rooms < PLACE_ROOMS ? rooms - 1 : PLACE_ROOMS - 1]++;
    }
}

struct comparing {
    const struct place *place;
    const struct targets *targets;
    const struct found *found;
    margin_vec *rows;
    int code;
};

static int64_t whole(double x)
{
    return (fit_quantum(x) + (1 << 23)) >> 24;
}

static void add(struct comparing *c, enum place_table table, const char *first, const char *second,
                int64_t target, int64_t got)
{
    struct margin row = {.table = place_tables[table].key, .target = target, .got = got};
    snprintf(row.label, sizeof row.label, "%s, %s", first, second);
    if (c->code == 0)
        c->code = vec_push(c->rows, row);
}

static const char *span_text(int64_t span, char text[24])
{
    if (span % 1000 == 999)
        snprintf(text, 24, "%" PRId64 "+", span / 1000);
    else
        snprintf(text, 24, "%" PRId64 "-%" PRId64, span / 1000, span % 1000);
    return text;
}

/* People of a span: of one sex in all areas, or of both in one (-1: all). */
static int64_t count_span(const struct comparing *c, int area, int sex, int64_t span)
{
    int64_t sum = 0;
    for (int a = 0; a < c->place->areas; a++)
        for (int x = 0; x < SEXES; x++)
            for (int64_t age = span / 1000; age <= span % 1000 && age < AGES; age++)
                if ((area < 0 || a == area) && (sex < 0 || x == sex))
                    sum += c->found->ages[a][x][age];
    return sum;
}

static void compare_ages(struct comparing *c)
{
    const struct csv_table *by_sex = &c->place->tables[PLACE_AGE_SEX];
    const struct csv_table *by_area = &c->place->tables[PLACE_AREA_AGE];
    char text[24];
    for (size_t row = 0; row < by_sex->rows; row++) {
        int64_t span = csv_cell(by_sex, row, 0), sex = csv_cell(by_sex, row, 1);
        add(c, PLACE_AGE_SEX, kind_sex.ids[sex], span_text(span, text),
            whole(c->targets->age_sex[row]), count_span(c, -1, (int)sex, span));
    }
    for (size_t row = 0; row < by_area->rows; row++) {
        int64_t area = csv_cell(by_area, row, 0), span = csv_cell(by_area, row, 1);
        add(c, PLACE_AREA_AGE, c->place->ids[area], span_text(span, text),
            whole(c->targets->area_age[row]), count_span(c, (int)area, -1, span));
    }
}

static void compare_area(struct comparing *c, int a)
{
    const struct targets *t = c->targets;
    const struct found *f = c->found;
    const char *id = c->place->ids[a];
    char text[24];
    for (int size = 1; size <= PLACE_SIZES; size++) {
        snprintf(text, sizeof text, "size %d", size);
        add(c, PLACE_HOUSEHOLD_SIZE, id, text, t->sizes[a][size - 1], f->sizes[a][size - 1]);
    }
    add(c, PLACE_AREAS, id, "dwellings", t->dwellings[a], f->dwellings[a]);
    add(c, PLACE_AREAS, id, "vacant dwellings", t->dwellings[a] - t->occupied[a], f->vacant[a]);
    for (int rooms = 1; rooms <= PLACE_ROOMS; rooms++) {
        snprintf(text, sizeof text, "rooms %d", rooms);
        add(c, PLACE_ROOMS_SHARE, id, text, t->rooms[a][rooms - 1], f->rooms[a][rooms - 1]);
    }
}

static void compare_statuses(struct comparing *c)
{
    const struct csv_table *by_area = &c->place->tables[PLACE_AREA_STATUS];
    const struct csv_table *by_origin = &c->place->tables[PLACE_ORIGIN_STATUS];
    for (size_t row = 0; row < by_area->rows; row++) {
        int64_t a = csv_cell(by_area, row, 0), status = csv_cell(by_area, row, 1);
        add(c, PLACE_AREA_STATUS, c->place->ids[a], kind_status.ids[status],
            whole(c->targets->area_status[a][status]), c->found->area_status[a][status]);
    }
    for (size_t row = 0; row < by_origin->rows; row++) {
        int64_t o = csv_cell(by_origin, row, 0), status = csv_cell(by_origin, row, 1);
        add(c, PLACE_ORIGIN_STATUS, kind_origin.ids[o], kind_status.ids[status],
            whole(c->targets->origin_status[o][status]), c->found->origin_status[o][status]);
    }
}

int margins_compare(const struct place *place, const struct population_params *params,
                    const struct world *world, margin_vec *rows)
{
    struct targets targets;
    int code = population_targets(place, params, &targets);
    if (code != 0)
        return code;
    struct found *found = mem_new(1, sizeof *found);
    struct comparing c = {place, &targets, found, rows, found == NULL ? LOFT_ENOMEM : 0};
    if (c.code == 0) {
        look(world, found);
        compare_ages(&c);
        for (int a = 0; a < place->areas; a++)
            for (int o = 0; o < ORIGINS; o++)
                add(&c, PLACE_AREA_ORIGIN, place->ids[a], kind_origin.ids[o],
                    targets.area_origin[a][o], found->origins[a][o]);
        for (int a = 0; a < place->areas; a++)
            compare_area(&c, a);
        compare_statuses(&c);
    }
    mem_free(found);
    population_targets_free(&targets);
    return c.code;
}

static int64_t limit(const struct margin *margin)
{
    int64_t part = margin->target / SLACK_PART;
    return part > SLACK ? part : SLACK;
}

static int64_t gap(const struct margin *margin)
{
    return margin->got > margin->target ? margin->got - margin->target
                                        : margin->target - margin->got;
}

bool margins_accepts(const struct margin *margin)
{
    return gap(margin) <= limit(margin);
}

int64_t margins_failures(const margin_vec *rows)
{
    int64_t failures = 0;
    for (int64_t i = 0; i < rows->count; i++)
        failures += !margins_accepts(&rows->data[i]);
    return failures;
}

int64_t margins_worst(const margin_vec *rows)
{
    int64_t worst = 0;
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t percent = 100 * gap(&rows->data[i]) / limit(&rows->data[i]);
        worst = percent > worst ? percent : worst;
    }
    return worst;
}

void margins_print(const margin_vec *rows, FILE *out)
{
    for (int64_t i = 0; i < rows->count; i++) {
        const struct margin *m = &rows->data[i];
        fprintf(out, "%-15s %-45s %9" PRId64 " %9" PRId64 " %+6" PRId64 "%s\n", m->table, m->label,
                m->target, m->got, m->got - m->target, margins_accepts(m) ? "" : "  *");
    }
}
