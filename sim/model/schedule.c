/* SPDX-License-Identifier: MIT */
#include "loft/model/schedule.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/conf/csv.h"
#include "loft/base/date.h"
#include "loft/math/fixed.h"
#include "loft/model/class.h"
#include "loft/model/params.h"
#include "loft/model/pool.h"
#include "loft/world/place.h"

#include <string.h>

/* Column 0 or 1 is a group, `ages` a span, the rest numbers. Limits in millionths. */
enum { MICRO = 1000000 };
#define CODES(name_, kind, words)                                                                  \
    {                                                                                              \
        .name = name_, .type = CSV_CODE, .codes = kind, .code_count = 0, .unit = "1",              \
        .text = words                                                                              \
    }
#define AGES(words)                                                                                \
    {                                                                                              \
        .name = "ages", .type = CSV_SPAN, .unit = "year", .text = words                            \
    }
#define SHARE                                                                                      \
    {                                                                                              \
        .name = "share", .type = CSV_MICRO, .low = 0, .high = MICRO, .unit = "share",              \
        .text = "share of the group; the shares of a group add up to 1"                            \
    }
#define RATE(most, unit_, words)                                                                   \
    {                                                                                              \
        .name = "rate", .type = CSV_MICRO, .low = 0, .high = (int64_t)(most)*MICRO, .unit = unit_, \
        .text = words                                                                              \
    }
#define COUNT(name_, most, unit_, words)                                                           \
    {                                                                                              \
        .name = name_, .type = CSV_COUNT, .low = 0, .high = most, .unit = unit_, .text = words     \
    }
#define TEXT(name_, words)                                                                         \
    {                                                                                              \
        .name = name_, .type = CSV_TEXT, .unit = "1", .text = words                                \
    }

static const struct csv_column mortality_columns[] = {
    CODES("sex", NULL, "sex"), AGES("completed years"),
    RATE(2000, "deaths per 1,000 person-years", "central death rate")};
static const struct csv_column fertility_columns[] = {
    CODES("origin", NULL, "mother's origin"), AGES("completed years"),
    RATE(1000, "births per 1,000 women a year", "births")};
static const struct csv_column union_columns[] = {
    CODES("sex", NULL, "sex"), AGES("completed years"),
    RATE(2, "per year", "new couples per person without partner")};
static const struct csv_column parting_columns[] = {
    AGES("completed years of the partner with the lower key"),
    RATE(2, "per year", "cohabiting couples without children that part")};
static const struct csv_column divorce_columns[] = {
    {.name = "years", .type = CSV_SPAN, .unit = "year", .text = "years since the couple began"},
    RATE(2, "per year", "married couples that part")};
static const struct csv_column leaving_home_columns[] = {
    CODES("sex", NULL, "sex"), AGES("completed years"),
    RATE(2, "per year", "adults in somebody else's household who wish to leave it")};
static const struct csv_column leaving_columns[] = {
    AGES("age of the reference person"), RATE(2, "per year", "households that leave for Denmark")};
static const struct csv_column emigration_columns[] = {
    CODES("origin", NULL, "origin of the reference person"), AGES("age of the reference person"),
    RATE(2, "per year", "households that leave Denmark")};
static const struct csv_column wish_columns[] = {
    CODES("tenure", NULL, "tenure of the present dwelling"), AGES("age of the reference person"),
    RATE(3, "per year", "households that begin to look for another dwelling")};
static const struct csv_column of_age_columns[] = {
    CODES("origin", NULL, "origin"), CODES("status", NULL, "main status entered at 18"), SHARE};
static const struct csv_column pool_columns[] = {
    TEXT("type", "type of household"),
    {.name = "weight",
     .type = CSV_MICRO,
     .low = 0,
     .high = (int64_t)1000 * MICRO,
     .unit = "share",
     .text = "share of the applicant households"},
    AGES("age of the oldest member"),
    COUNT("adults", 2, "person", "adults, 1 or 2"),
    COUNT("least_children", 6, "person", "fewest children"),
    COUNT("most_children", 6, "person", "most children")};
static const struct csv_column pool_origin_columns[] = {
    TEXT("type", "type of household"), CODES("origin", NULL, "origin of the household"), SHARE};
static const struct csv_column pool_status_columns[] = {
    TEXT("type", "type of household"), CODES("status", NULL, "main status of an adult"), SHARE};
static const struct csv_column sector_columns[] = {
    TEXT("sector", "sector"),
    {.name = "jobs_share", .type = CSV_MICRO, .high = MICRO, .unit = "share", .text = "of jobs"},
    {.name = "unskilled_share",
     .type = CSV_MICRO,
     .high = MICRO,
     .unit = "share",
     .text = "share of the sector's jobs that ask for no education"}};
static const struct csv_column workplace_columns[] = {
    {.name = "size", .type = CSV_SPAN, .unit = "job", .text = "jobs at a workplace"}, SHARE};
static const struct csv_column hours_columns[] = {CODES("sex", NULL, "sex of the holder"),
                                                  COUNT("hours", 80, "hour a week", "weekly hours"),
                                                  SHARE};
static const struct csv_column wage_columns[] = {CODES("education", NULL, "education asked for"),
                                                 {.name = "wage",
                                                  .type = CSV_MICRO,
                                                  .high = (int64_t)5000 * MICRO,
                                                  .unit = "kr an hour",
                                                  .text = "median hourly wage"}};

static const struct csv_column cycle_columns[] = {
    COUNT("year", 2100, "year", "calendar year"),
    COUNT("quarter", 4, "quarter", "quarter, 1 to 4"),
    COUNT("jobs", 2000, "per mille", "jobs, 1000 = any base"),
    COUNT("separations", 3000, "per mille", "chance of losing a job, 1000 = any base"),
    COUNT("quits", 3000, "per mille",
          "chance of losing or leaving a job of those who do not go first, 1000 = any base"),
    COUNT("vacancies", 5000, "per mille", "vacancies that are usual, 1000 = any base")};

enum { COLUMNS_MOST = 6 };

/* Where what is wrong is reported, and the numbers of each grade are counted. */
struct reading {
    struct report *report;
    int64_t *grades; /* NULL: not counted */
    bool *no_memory; /* set when memory runs out */
};

/* One table being read: its columns with the codes of their enumerations filled in. */
struct source {
    struct csv_column columns[COLUMNS_MOST];
    size_t count;
    struct csv_table table;
};

static const struct kind *kind_of_column(const char *name)
{
    static const struct kind *const kinds[] = {&kind_sex, &kind_origin, &kind_tenure, &kind_status,
                                               &kind_education};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

/* Read one table. False when there is none or it is wrong (reported). */
static bool source_open(struct source *source, const char *path, const char *key,
                        const struct csv_column *columns, size_t count,
                        const struct reading *reading)
{
    struct report *report = reading->report;
    *source = (struct source){.count = count};
    if (path == NULL) {
        report_error(report, NULL, 0,
                     "'%s' names no file: the place must give it (see scenarios/places)", key);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        source->columns[i] = columns[i];
        const struct kind *kind = kind_of_column(columns[i].name);
        if (columns[i].type == CSV_CODE && kind != NULL) {
            source->columns[i].codes = kind->ids;
            source->columns[i].code_count = kind->count;
        }
    }
    int code = csv_read(path, source->columns, count, &source->table, report);
    *reading->no_memory = *reading->no_memory || code == LOFT_ENOMEM;
    if (code != 0)
        return false;
    if (reading->grades != NULL)
        csv_count_grades(&source->table, source->columns, reading->grades);
    return true;
}

static int64_t cell(const struct source *source, size_t row, size_t column)
{
    return csv_cell(&source->table, row, column);
}

/* Ages a span covers, cut to the schedule. */
static void span_ages(int64_t span, int *from, int *to)
{
    *from = (int)(span / 1000);
    *to = (int)(span % 1000);
    if (*to >= SCHEDULE_AGES)
        *to = SCHEDULE_AGES - 1;
}

/* Rates by (group and) age into weekly chances; `per` is what the rate counts events per. */
static void read_rates(const char *path, const char *key, const struct csv_column *columns,
                       size_t count, int64_t per, int from_age, int to_age,
                       int64_t (*out)[SCHEDULE_AGES], const struct reading *r)
{
    struct source source;
    if (source_open(&source, path, key, columns, count, r)) {
        bool grouped = count == 3;
        place_check_ages(&source.table, source.columns, grouped ? 1u : 0u, grouped ? 1 : 0,
                         from_age, to_age, r->report);
        for (size_t row = 0; row < source.table.rows; row++) {
            int from, to;
            span_ages(cell(&source, row, grouped ? 1 : 0), &from, &to);
            int64_t chance = fixed_weekly(cell(&source, row, count - 1) / per);
            for (int age = from; age <= to; age++)
                out[grouped ? cell(&source, row, 0) : 0][age] = chance;
        }
    }
    csv_clear(&source.table);
}

static bool choice_add(struct schedule_choice *choice, int32_t value, int64_t share_micro)
{
    if (choice->count == (int)(sizeof choice->value / sizeof *choice->value))
        return false;
    int64_t before = choice->count > 0 ? choice->until[choice->count - 1] : 0;
    choice->value[choice->count] = value;
    choice->until[choice->count++] = before + fixed_from_micro(share_micro);
    return true;
}

/* Shares may miss 1 by rounding: the last outcome takes the rest. */
static void choice_close(struct schedule_choice *choice)
{
    if (choice->count > 0)
        choice->until[choice->count - 1] = FIXED_ONE;
}

int32_t schedule_pick(const struct schedule_choice *choice, uint32_t u)
{
    for (int i = 0; i < choice->count; i++)
        if (u < choice->until[i])
            return choice->value[i];
    return -1;
}

/* Shares by group (an enumeration) into one choice per group. */
static void read_choices(const char *path, const char *key, const struct csv_column *columns,
                         struct schedule_choice *out, size_t groups, const struct reading *r)
{
    struct source source;
    if (source_open(&source, path, key, columns, 3, r)) {
        place_check_shares(&source.table, source.columns, 1u, 2, r->report);
        for (size_t row = 0; row < source.table.rows; row++)
            choice_add(&out[cell(&source, row, 0)], (int32_t)cell(&source, row, 1),
                       cell(&source, row, 2));
        for (size_t g = 0; g < groups; g++)
            choice_close(&out[g]);
    }
    csv_clear(&source.table);
}

static int find_type(const struct schedules *schedules, const char *name)
{
    for (int t = 0; t < schedules->pool.count; t++)
        if (schedules->pool_types[t].name != NULL &&
            strcmp(schedules->pool_types[t].name, name) == 0)
            return t;
    return -1;
}

static void read_pool_types(const char *path, struct schedules *schedules, const struct reading *r)
{
    struct source source;
    if (source_open(&source, path, "migration.pool", pool_columns, 6, r)) {
        int64_t total = 0;
        for (size_t row = 0; row < source.table.rows; row++)
            total += cell(&source, row, 1);
        for (size_t row = 0; row < source.table.rows; row++) {
            int t = schedules->pool.count;
            if (t == POOL_TYPES_MOST || total == 0 || cell(&source, row, 3) < 1 ||
                cell(&source, row, 4) > cell(&source, row, 5)) {
                report_error(
                    r->report, source.table.path, source.table.lines[row],
                    "expected 1 or 2 adults, least_children <= most_children, a weight, and "
                    "at most %d types",
                    POOL_TYPES_MOST);
                continue;
            }
            struct pool_type *type = &schedules->pool_types[t];
            int to;
            span_ages(cell(&source, row, 2), &type->least_age, &to);
            type->most_age = to;
            type->adults = (int)cell(&source, row, 3);
            type->least_children = (int)cell(&source, row, 4);
            type->most_children = (int)cell(&source, row, 5);
            type->name = mem_string(csv_text(&source.table, row, 0));
            *r->no_memory = *r->no_memory || type->name == NULL;
            choice_add(&schedules->pool, t, cell(&source, row, 1) * MICRO / total);
        }
        choice_close(&schedules->pool);
    }
    csv_clear(&source.table);
}

static void read_pool_shares(const char *path, const char *key, const struct csv_column *columns,
                             bool origins, struct schedules *schedules, const struct reading *r)
{
    struct source source;
    if (source_open(&source, path, key, columns, 3, r)) {
        place_check_shares(&source.table, source.columns, 1u, 2, r->report);
        for (size_t row = 0; row < source.table.rows; row++) {
            int t = find_type(schedules, csv_text(&source.table, row, 0));
            if (t < 0) {
                report_error(r->report, source.table.path, source.table.lines[row],
                             "unknown type '%s': expected one of the types of migration.pool",
                             csv_text(&source.table, row, 0));
                continue;
            }
            struct pool_type *type = &schedules->pool_types[t];
            choice_add(origins ? &type->origin : &type->status, (int32_t)cell(&source, row, 1),
                       cell(&source, row, 2));
        }
        for (int t = 0; t < schedules->pool.count; t++) {
            struct pool_type *type = &schedules->pool_types[t];
            struct schedule_choice *choice = origins ? &type->origin : &type->status;
            if (choice->count == 0)
                report_error(r->report, source.table.path, 0, "no rows for the type '%s'",
                             type->name);
            choice_close(choice);
        }
    }
    csv_clear(&source.table);
}

static void read_jobs(const struct hiring_params *hiring, struct schedules *schedules,
                      const struct reading *r)
{
    struct source source;
    if (source_open(&source, hiring->sectors, "hiring.sectors", sector_columns, 3, r)) {
        place_check_shares(&source.table, source.columns, 0, 1, r->report);
        for (size_t row = 0; row < source.table.rows && row < SECTORS_MOST; row++) {
            choice_add(&schedules->sector, (int32_t)row, cell(&source, row, 1));
            schedules->unskilled[row] = fixed_from_micro(cell(&source, row, 2));
        }
        choice_close(&schedules->sector);
    }
    csv_clear(&source.table);
    if (source_open(&source, hiring->workplaces, "hiring.workplaces", workplace_columns, 2, r)) {
        place_check_shares(&source.table, source.columns, 0, 1, r->report);
        for (size_t row = 0; row < source.table.rows && row < SIZES_MOST; row++) {
            int64_t span = cell(&source, row, 0);
            int32_t least = (int32_t)(span / 1000), most = (int32_t)(span % 1000);
            schedules->workplace_sizes[row] =
                (struct workplace_size){least, most == 999 ? 2 * least : most};
            choice_add(&schedules->workplace, (int32_t)row, cell(&source, row, 1));
        }
        choice_close(&schedules->workplace);
    }
    csv_clear(&source.table);
    if (source_open(&source, hiring->wages, "hiring.wages", wage_columns, 2, r))
        for (size_t row = 0; row < source.table.rows; row++)
            schedules->wage[cell(&source, row, 0)] = cell(&source, row, 1) / 10000;
    csv_clear(&source.table);
}

static void raise_to(int64_t *top, int64_t chance)
{
    *top = chance > *top ? chance : *top;
}

/* In the week of the 18th and of the 65th birthday people still have the class of before. */
static void find_tops(struct schedules *s)
{
    for (int sex = 0; sex < SEXES; sex++)
        for (int age = 0; age < SCHEDULE_AGES; age++) {
            int64_t death = s->death[sex][age];
            if (age <= AGE_ADULT)
                raise_to(&s->death_top_child, death);
            if (age >= AGE_ADULT && age <= AGE_PENSION)
                raise_to(&s->death_top_adult, death);
            if (age >= AGE_PENSION && age < AGE_OLDEST)
                raise_to(&s->death_top_old, death);
            if (age >= AGE_OLDEST)
                raise_to(&s->death_top_oldest, death);
        }
    for (int origin = 0; origin < ORIGINS; origin++)
        for (int age = 0; age < SCHEDULE_AGES; age++)
            if (s->birth[origin][age] > s->birth_top)
                s->birth_top = s->birth[origin][age];
}

static void read_cycle(const struct cycle_params *cycle, struct cycle_series *s,
                       const struct reading *r)
{
    struct source source;
    if (cycle->series == NULL || *cycle->series == '\0')
        return;
    if (source_open(&source, cycle->series, "cycle.series", cycle_columns, 6, r))
        for (size_t row = 0; row < source.table.rows; row++) {
            int year = (int)cell(&source, row, 0), quarter = (int)cell(&source, row, 1);
            int32_t week = quarter < 1 ? -1 : date_week(date_day(year, 3 * quarter - 2, 1));
            bool later = s->count == 0 || week > s->week[s->count - 1];
            if (quarter < 1 || !later || s->count == CYCLE_KNOTS_MOST ||
                cell(&source, row, 2) < 1 || cell(&source, row, 3) < 1 ||
                cell(&source, row, 4) < 1 || cell(&source, row, 5) < 1) {
                report_error(r->report, source.table.path, source.table.lines[row],
                             "expected quarters 1 to 4 in ascending order, jobs, separations, "
                             "quits and vacancies above 0, and at most %d rows",
                             CYCLE_KNOTS_MOST);
                continue;
            }
            s->week[s->count] = week;
            s->jobs[s->count] = cell(&source, row, 2) * FACTOR_ONE / 1000;
            s->separations[s->count] = cell(&source, row, 3) * FACTOR_ONE / 1000;
            s->quits[s->count] = cell(&source, row, 4) * FACTOR_ONE / 1000;
            s->vacancies[s->count++] = cell(&source, row, 5) * FACTOR_ONE / 1000;
        }
    csv_clear(&source.table);
}

/* Tables of the family: without a file, nothing of that happens. */
static void read_family(const struct family_params *f, struct schedules *s, const struct reading *r)
{
    read_rates(f->fertility, "family.fertility", fertility_columns, 3, 1000, AGE_FERTILE,
               AGE_BARREN - 1, s->birth, r);
    if (f->unions != NULL)
        read_rates(f->unions, "family.unions", union_columns, 3, 1, AGE_ADULT, AGE_OLDEST,
                   s->unions, r);
    if (f->parting != NULL)
        read_rates(f->parting, "family.parting", parting_columns, 2, 1, AGE_ADULT, AGE_OLDEST,
                   &s->part, r);
    if (f->divorce != NULL)
        read_rates(f->divorce, "family.divorce", divorce_columns, 2, 1, 0, AGE_OLDEST, &s->divorce,
                   r);
    if (f->leaving_home != NULL)
        read_rates(f->leaving_home, "family.leaving_home", leaving_home_columns, 3, 1, AGE_ADULT,
                   AGE_OLDEST, s->leave_home, r);
}

int schedule_read(const struct params *params, struct schedules *s, int64_t *grades,
                  struct report *report)
{
    *s = (struct schedules){0};
    bool no_memory = false;
    const struct reading r = {.report = report, .grades = grades, .no_memory = &no_memory};
    const struct migration_params *m = &params->migration;
    struct schedule_choice by_origin[ORIGINS] = {{.count = 0}};
    read_rates(params->ageing.mortality, "ageing.mortality", mortality_columns, 3, 1000, 0,
               AGE_OLDEST, s->death, &r);
    read_family(&params->family, s, &r);
    read_rates(m->leaving, "migration.leaving", leaving_columns, 2, 1, AGE_ADULT, AGE_OLDEST,
               &s->leave, &r);
    read_rates(m->emigration, "migration.emigration", emigration_columns, 3, 1, AGE_ADULT,
               AGE_OLDEST, s->emigrate, &r);
    read_rates(params->moving.wish, "moving.wish", wish_columns, 3, 1, AGE_ADULT, AGE_OLDEST,
               s->wish, &r);
    read_choices(params->ageing.coming_of_age, "ageing.coming_of_age", of_age_columns, s->of_age,
                 ORIGINS, &r);
    read_choices(params->hiring.hours, "hiring.hours", hours_columns, s->hours, SEXES, &r);
    read_pool_types(m->pool, s, &r);
    read_pool_shares(m->pool_origin, "migration.pool_origin", pool_origin_columns, true, s, &r);
    read_pool_shares(m->pool_status, "migration.pool_status", pool_status_columns, false, s, &r);
    read_jobs(&params->hiring, s, &r);
    read_cycle(&params->cycle, &s->cycle, &r);
    if (m->pool_origin_status != NULL && *m->pool_origin_status != '\0')
        read_choices(m->pool_origin_status, "migration.pool_origin_status", of_age_columns,
                     by_origin, ORIGINS, &r);
    pool_statuses(s, by_origin, &params->attachment);
    separation_chances(&params->separation, s->separation);
    find_tops(s);
    return no_memory ? LOFT_ENOMEM : report_code(report);
}

void schedule_free(struct schedules *schedules)
{
    for (int t = 0; t < schedules->pool.count; t++)
        mem_free((char *)(uintptr_t)schedules->pool_types[t].name);
    *schedules = (struct schedules){0};
}
