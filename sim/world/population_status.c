/* SPDX-License-Identifier: MIT */
#include "synthesis.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fit.h"
#include "loft/math/fixed.h"

#include <stdlib.h>

/* Status of 18-64-year-olds, education of adults. Numbers are fitted and rounded
 * in rows of like people; within a row who gets what is drawn. */

enum { ROUNDS = 150, STATUS_ROWS_AREA = ORIGINS * WORKING_AGES };
enum { AGE_GROUPS_MOST = 16, EDUCATION_ROUNDS = 60, EDUCATION_LOW = 25, EDUCATION_HIGH = 64 };

int population_ticket_order(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

static bool is_parent(const struct world *world, int32_t person)
{
    int32_t household = world->person.row[person].household;
    return world->household.children[household] > 0 &&
           world->person.row[person].birth_week <= world->week - 25 * 52;
}

/* Rows by area, origin, age. */
static int32_t list_working(const struct synthesis *s, const struct world *world,
                            struct ticket *tickets, int64_t *people)
{
    int32_t count = 0;
    for (int32_t i = 0; i < world->person.count; i++) {
        int age = world_age(world, i);
        if (age < ADULT || age >= PENSIONER)
            continue;
        int32_t row =
            (world->person.row[i].area * ORIGINS + world->person.row[i].origin) * WORKING_AGES +
            age - ADULT;
        uint32_t luck = draw_one(&s->luck, world->person.key[i], POPULATION_STUDENT, 0, 0);
        /* Parents are less often students: they stand further back in the queue. */
        uint64_t rank = luck + (is_parent(world, i) ? (uint64_t)FIXED_ONE / 2 : 0);
        tickets[count++] = (struct ticket){.row = row, .person = i, .rank = rank};
        people[row]++;
    }
    qsort(tickets, (size_t)count, sizeof *tickets, population_ticket_order);
    return count;
}

static int fit_status(const struct synthesis *s, const int64_t *people, double *cells,
                      int32_t *groups)
{
    const struct targets *t = &s->targets;
    int rows = s->place->areas * STATUS_ROWS_AREA, count = rows * STATUSES;
    double by_row[AREAS_MOST * STATUS_ROWS_AREA];
    int64_t profile[STATUSES][AGES];
    for (int status = 0; status < STATUSES; status++)
        population_profile(&s->place->tables[PLACE_STATUS_AGE], 1, 2, 0, status, profile[status]);
    for (int row = 0; row < rows; row++)
        by_row[row] = (double)people[row];
    for (int i = 0; i < count; i++) {
        int status = i % STATUSES, row = i / STATUSES;
        int age = ADULT + row % WORKING_AGES, origin = row / WORKING_AGES % ORIGINS;
        int area = row / STATUS_ROWS_AREA;
        cells[i] = (double)profile[status][age] / 1e6 * (double)people[row];
        groups[i] = origin * STATUSES + status;
        groups[count + i] = row;
        groups[2 * count + i] = area * STATUSES + status;
    }
    struct fit_margin margins[] = {
        {groups, t->origin_status[0], ORIGINS * STATUSES},
        {groups + count, by_row, (size_t)rows},
        {groups + 2 * count, t->area_status[0], (size_t)s->place->areas * STATUSES}};
    return fit_margins(cells, (size_t)count, margins, 3, ROUNDS);
}

/* Hand out one row: students to the front of the queue, then the others by a draw of their own. */
static void hand_out_row(const struct synthesis *s, struct world *world, struct ticket *tickets,
                         int64_t count, const int64_t *numbers)
{
    int64_t next = 0;
    for (; next < numbers[STATUS_EDUCATION] && next < count; next++)
        world->person.row[tickets[next].person].status = STATUS_EDUCATION;
    for (int64_t i = next; i < count; i++)
        tickets[i].rank =
            draw_one(&s->luck, world->person.key[tickets[i].person], POPULATION_STATUS, 0, 0);
    qsort(tickets + next, (size_t)(count - next), sizeof *tickets, population_ticket_order);
    for (int status = 0; status < STATUSES; status++)
        for (int64_t k = 0; k < numbers[status] && status != STATUS_EDUCATION && next < count; k++)
            world->person.row[tickets[next++].person].status = (uint8_t)status;
}

int population_statuses(const struct synthesis *s, struct world *world)
{
    size_t rows = (size_t)s->place->areas * STATUS_ROWS_AREA, cells = rows * STATUSES;
    struct ticket *tickets = mem_new((size_t)world->person.count, sizeof *tickets);
    int64_t *people = mem_new(rows, sizeof *people), *numbers = mem_new(cells, sizeof *numbers);
    double *fitted = mem_new(cells, sizeof *fitted);
    int32_t *groups = mem_new(3 * cells, sizeof *groups);
    int code = LOFT_ENOMEM;
    if (tickets != NULL && people != NULL && numbers != NULL && fitted != NULL && groups != NULL) {
        list_working(s, world, tickets, people);
        code = fit_status(s, people, fitted, groups);
    }
    if (code == 0)
        code = fit_round_table(fitted, rows, STATUSES, people, numbers);
    if (code == LOFT_ELAW)
        code = fault_set(s->fault, LOFT_ESCENARIO,
                         "people of some area, origin and age have no possible status: look at the "
                         "weights in status_age");
    int64_t next = 0;
    for (size_t row = 0; row < rows && code == 0; row++) {
        hand_out_row(s, world, tickets + next, people[row], numbers + row * STATUSES);
        next += people[row];
    }
    for (int32_t i = 0; i < world->person.count; i++) {
        int age = world_age(world, i);
        if (age < ADULT || age >= PENSIONER)
            world->person.row[i].status = age < ADULT ? STATUS_CHILD : STATUS_PENSION;
    }
    mem_free(tickets);
    mem_free(people);
    mem_free(numbers);
    mem_free(fitted);
    mem_free(groups);
    return code;
}

/* Ages at which a row of the education table begins, ascending. */
static int age_groups(const struct csv_table *table, int lows[AGE_GROUPS_MOST])
{
    int count = 0;
    for (int age = 0; age < AGES && count < AGE_GROUPS_MOST; age++)
        for (size_t row = 0; row < table->rows; row++)
            if (csv_cell(table, row, 1) / 1000 == age || age == EDUCATION_LOW ||
                age == EDUCATION_HIGH + 1) {
                lows[count++] = age;
                break;
            }
    return count;
}

struct schooling {
    int lows[AGE_GROUPS_MOST], groups;
    size_t rows; /* area, origin, age group, status */
    int64_t *people, *numbers;
    double *cells, *by_row, *targets;
    int32_t *maps; /* three margins */
};

static int schooling_row(const struct schooling *e, const struct world *world, int32_t person)
{
    int age = world_age(world, person), group = e->groups - 1;
    while (group > 0 && age < e->lows[group])
        group--;
    const struct person *p = &world->person;
    return ((p->row[person].area * ORIGINS + p->row[person].origin) * e->groups + group) *
               STATUSES +
           p->row[person].status;
}

/* Weight of an education in a status: 1 where the table has none for the status. */
static int64_t status_weight(const struct csv_table *table, int status, int education)
{
    int64_t weight = 1000000;
    for (size_t row = 0; row < table->rows; row++)
        if (csv_cell(table, row, 0) == status) {
            weight = 0;
            if (csv_cell(table, row, 1) == education)
                return csv_cell(table, row, 2);
        }
    return weight;
}

static int64_t education_share(const struct csv_table *table, int origin, int age, int education)
{
    for (size_t row = 0; row < table->rows; row++) {
        int64_t span = csv_cell(table, row, 1);
        if (csv_cell(table, row, 0) == origin && csv_cell(table, row, 2) == education &&
            age >= span / 1000 && age <= span % 1000)
            return csv_cell(table, row, 3);
    }
    return 0;
}

/* Margins: origin and age group (gives way), the areas that are listed, and the rows. */
static void seed_schooling(const struct synthesis *s, struct schooling *e)
{
    const struct csv_table *tables = s->place->tables;
    const struct csv_table *areas = &tables[PLACE_AREA_EDUCATION];
    size_t count = e->rows * EDUCATIONS, origin_groups = (size_t)(ORIGINS * e->groups * EDUCATIONS);
    double *origin_target = e->targets, *area_target = e->targets + origin_groups;
    bool listed[AREAS_MOST] = {false};
    for (size_t row = 0; row < areas->rows; row++)
        listed[csv_cell(areas, row, 0)] = true;
    int64_t weights[STATUSES][EDUCATIONS];
    for (int i = 0; i < STATUSES * EDUCATIONS; i++)
        weights[i / EDUCATIONS][i % EDUCATIONS] =
            status_weight(&tables[PLACE_STATUS_EDUCATION], i / EDUCATIONS, i % EDUCATIONS);
    for (size_t row = 0; row < e->rows; row++) {
        int status = (int)(row % STATUSES), group = (int)(row / STATUSES) % e->groups;
        int origin = (int)(row / STATUSES) / e->groups % ORIGINS;
        int area = (int)(row / STATUSES) / e->groups / ORIGINS, low = e->lows[group];
        bool in_area = listed[area] && low >= EDUCATION_LOW && low <= EDUCATION_HIGH;
        e->by_row[row] = (double)e->people[row];
        for (int k = 0; k < EDUCATIONS; k++) {
            int64_t share =
                education_share(&tables[PLACE_EDUCATION], origin, low < ADULT ? ADULT : low, k);
            size_t i = row * EDUCATIONS + (size_t)k;
            int32_t cell = (int32_t)((origin * e->groups + group) * EDUCATIONS + k);
            e->cells[i] = (double)e->people[row] * ((double)weights[status][k] / 1e6 + 0.001) *
                          (double)share / 1e6;
            e->maps[i] = cell;
            e->maps[count + i] = in_area ? area * EDUCATIONS + k : -1;
            e->maps[2 * count + i] = (int32_t)row;
            origin_target[cell] += (double)e->people[row] * (double)share / 1e6;
            for (size_t r = 0; r < areas->rows && in_area; r++)
                if (csv_cell(areas, r, 0) == area && csv_cell(areas, r, 1) == k)
                    area_target[area * EDUCATIONS + k] +=
                        (double)e->people[row] * (double)csv_cell(areas, r, 2) / 1e6;
        }
    }
}

static int fit_schooling(const struct synthesis *s, struct schooling *e)
{
    size_t count = e->rows * EDUCATIONS, origin_groups = (size_t)(ORIGINS * e->groups * EDUCATIONS);
    seed_schooling(s, e);
    struct fit_margin margins[] = {
        {e->maps, e->targets, origin_groups},
        {e->maps + count, e->targets + origin_groups, (size_t)s->place->areas * EDUCATIONS},
        {e->maps + 2 * count, e->by_row, e->rows}};
    int code = fit_margins(e->cells, count, margins, 3, EDUCATION_ROUNDS);
    if (code == 0)
        code = fit_round_table(e->cells, e->rows, EDUCATIONS, e->people, e->numbers);
    return code;
}

static int hand_out_schooling(const struct synthesis *s, struct world *world, struct schooling *e,
                              struct ticket *tickets)
{
    int32_t count = 0;
    for (int32_t i = 0; i < world->person.count; i++) {
        if (world->person.row[i].status == STATUS_CHILD)
            continue;
        int row = schooling_row(e, world, i);
        e->people[row]++;
        tickets[count++] = (struct ticket){
            row, i, draw_one(&s->luck, world->person.key[i], POPULATION_EDUCATION, 0, 0)};
    }
    qsort(tickets, (size_t)count, sizeof *tickets, population_ticket_order);
    int code = fit_schooling(s, e);
    int32_t next = 0;
    for (size_t i = 0; i < e->rows * EDUCATIONS && code == 0; i++)
        for (int64_t k = 0; k < e->numbers[i]; k++)
            world->person.row[tickets[next++].person].education = (uint8_t)(i % EDUCATIONS);
    return code;
}

int population_educations(const struct synthesis *s, struct world *world)
{
    struct schooling e = {.groups = 0};
    e.groups = age_groups(&s->place->tables[PLACE_EDUCATION], e.lows);
    e.rows = (size_t)(s->place->areas * ORIGINS * e.groups * STATUSES);
    size_t count = e.rows * EDUCATIONS;
    struct ticket *tickets = mem_new((size_t)world->person.count, sizeof *tickets);
    e.people = mem_new(e.rows, sizeof *e.people);
    e.numbers = mem_new(count, sizeof *e.numbers);
    e.cells = mem_new(count, sizeof *e.cells);
    e.by_row = mem_new(e.rows, sizeof *e.by_row);
    e.targets =
        mem_new((size_t)(ORIGINS * e.groups + s->place->areas) * EDUCATIONS, sizeof *e.targets);
    e.maps = mem_new(3 * count, sizeof *e.maps);
    int code = LOFT_ENOMEM;
    if (tickets != NULL && e.people != NULL && e.numbers != NULL && e.cells != NULL &&
        e.by_row != NULL && e.targets != NULL && e.maps != NULL)
        code = hand_out_schooling(s, world, &e, tickets);
    if (code == LOFT_ELAW)
        code = fault_set(s->fault, LOFT_ESCENARIO,
                         "people of some origin and age have no possible "
                         "education: look at the shares in education");
    mem_free(tickets);
    mem_free(e.people);
    mem_free(e.numbers);
    mem_free(e.cells);
    mem_free(e.by_row);
    mem_free(e.targets);
    mem_free(e.maps);
    return code;
}
