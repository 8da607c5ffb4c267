/* SPDX-License-Identifier: MIT */
#include "loft/world/place.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <inttypes.h>
#include <string.h>

enum { COLUMNS_MOST = 8, OLDEST = 104, LARGEST_HOUSEHOLD = 10 };

struct reader {
    struct place *place;
    struct report *report;
    const char *area_ids[AREAS_MOST];
    const char *paths[PLACE_TABLES];
    struct csv_column columns[PLACE_TABLES][COLUMNS_MOST]; /* with the codes filled in */
    bool read[PLACE_TABLES];
};

static void fill_codes(const struct reader *r, struct csv_column *column)
{
    static const struct kind *const kinds[] = {&kind_sex, &kind_origin, &kind_tenure, &kind_status,
                                               &kind_education};
    if (column->type != CSV_CODE || column->codes != NULL)
        return;
    if (strcmp(column->name, "area") == 0) {
        column->codes = r->area_ids;
        column->code_count = (size_t)r->place->areas;
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(column->name, kinds[i]->name) == 0) {
            column->codes = kinds[i]->ids;
            column->code_count = kinds[i]->count;
        }
}

static int read_table(struct reader *r, enum place_table t)
{
    const struct place_table_info *info = &place_tables[t];
    struct csv_table *table = &r->place->tables[t];
    if (r->paths[t] == NULL)
        return 0;
    for (size_t c = 0; c < info->count; c++) {
        r->columns[t][c] = info->columns[c];
        fill_codes(r, &r->columns[t][c]);
    }
    const struct csv_column *columns = r->columns[t];
    int code = csv_read(r->paths[t], columns, info->count, table, r->report);
    if (code != 0)
        return code == LOFT_ENOMEM ? code : 0;
    r->read[t] = true;
    csv_count_grades(table, columns, r->place->grades);
    if (info->ages >= 0)
        place_check_ages(table, columns, info->keys, info->ages, info->from, info->to, r->report);
    else
        place_check_keys(table, columns, info->keys, r->report);
    if (info->shares >= 0)
        place_check_shares(table, columns, info->within, info->shares, r->report);
    for (int c = 0; c < (int)info->count; c++)
        if ((info->complete & 1u << c) != 0)
            place_check_codes(table, columns, c, r->report);
    return 0;
}

static bool is_id(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    static const char all[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    static const char *const taken[] = {"all", "outside", "abroad", "gone", "none", "base"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(text, taken[i]) == 0)
            return false;
    return text[0] != '\0' && strchr(letters, text[0]) != NULL && strspn(text, all) == strlen(text);
}

static void add_name(struct reader *r, const char *id, const char *english, const char *danish,
                     uint64_t bits)
{
    struct place *place = r->place;
    place->ids[place->names] = id;
    place->english[place->names] = english;
    place->danish[place->names] = danish;
    place->bits[place->names++] = bits;
}

static void take_area(struct reader *r, size_t row)
{
    const struct csv_table *table = &r->place->tables[PLACE_AREAS];
    int a = r->place->areas++;
    struct place_area *area = &r->place->area[a];
    *area = (struct place_area){.id = csv_text(table, row, 0),
                                .english = csv_text(table, row, 6),
                                .danish = csv_text(table, row, 7),
                                .tenure = (enum tenure)csv_cell(table, row, 1),
                                .dwellings = (int32_t)csv_cell(table, row, 2),
                                .occupied = (int32_t)csv_cell(table, row, 3),
                                .size_m2 = csv_cell(table, row, 4),
                                .rent_m2 = csv_cell(table, row, 5)};
    r->area_ids[a] = area->id;
    add_name(r, area->id, area->english, area->danish, (uint64_t)1 << a);
    if (!is_id(area->id))
        report_error(r->report, table->path, table->lines[row],
                     "'%s' is no name for an area, expected small letters, digits and '_'",
                     area->id);
    if (area->occupied > area->dwellings)
        report_error(r->report, table->path, table->lines[row],
                     "area '%s' has %d occupied dwellings of %d", area->id, area->occupied,
                     area->dwellings);
}

static int read_areas(struct reader *r)
{
    const struct csv_table *table = &r->place->tables[PLACE_AREAS];
    int code = read_table(r, PLACE_AREAS);
    if (code != 0 || !r->read[PLACE_AREAS])
        return code;
    if (table->rows > AREAS_MOST) {
        report_error(r->report, table->path, table->lines[AREAS_MOST], "at most %d areas",
                     AREAS_MOST);
        return 0;
    }
    for (size_t row = 0; row < table->rows; row++)
        take_area(r, row);
    return 0;
}

static void take_sum(struct reader *r, size_t row)
{
    const struct csv_table *table = &r->place->tables[PLACE_SUMS];
    struct place *place = r->place;
    const char *id = csv_text(table, row, 0);
    int known = place_find(place, id);
    uint64_t bit = (uint64_t)1 << csv_cell(table, row, 1);
    if (known >= place->areas) {
        place->bits[known] |= bit;
        return;
    }
    if (known >= 0 || !is_id(id))
        report_error(r->report, table->path, table->lines[row],
                     known >= 0
                         ? "'%s' is an area, a sum needs another name"
                         : "'%s' is no name for a sum, expected small letters, digits and '_'",
                     id);
    else if (place->names == place->areas + PLACE_SUMS_MOST)
        report_error(r->report, table->path, table->lines[row], "at most %d sums", PLACE_SUMS_MOST);
    else
        add_name(r, id, csv_text(table, row, 2), csv_text(table, row, 3), bit);
}

/* Residents of an area, or of the place (area -1), by a table's last column. */
static int64_t count_persons(const struct place *place, enum place_table t, int area)
{
    const struct csv_table *table = &place->tables[t];
    int64_t sum = 0;
    for (size_t row = 0; row < table->rows; row++)
        if (area < 0 || csv_cell(table, row, 0) == area)
            sum += csv_cell(table, row, 2);
    return sum;
}

static bool is_near(int64_t a, int64_t b)
{
    int64_t gap = a > b ? a - b : b - a;
    return 50 * gap <= (a > b ? a : b);
}

static size_t first_row(const struct csv_table *table, int area)
{
    for (size_t row = 0; row < table->rows; row++)
        if (csv_cell(table, row, 0) == area)
            return row;
    return 0;
}

/* Can the households of an area hold its residents? 6+ means 6 to 10. */
static void check_room(struct reader *r, int area)
{
    const struct csv_table *sizes = &r->place->tables[PLACE_HOUSEHOLD_SIZE];
    int64_t occupied = r->place->area[area].occupied, low = 0, high = 0;
    int64_t persons = count_persons(r->place, PLACE_AREA_ORIGIN, area);
    for (size_t row = 0; row < sizes->rows; row++) {
        int64_t size = csv_cell(sizes, row, 1), share = csv_cell(sizes, row, 2);
        if (csv_cell(sizes, row, 0) != area)
            continue;
        low += occupied * size * share;
        high += occupied * (size == PLACE_SIZES ? LARGEST_HOUSEHOLD : size) * share;
    }
    low /= 1000000;
    high /= 1000000;
    if (persons < low - low / 50 || persons > high + high / 50)
        report_error(r->report, sizes->path, sizes->lines[first_row(sizes, area)],
                     "the %" PRId64 " households of '%s' hold %" PRId64 " to %" PRId64
                     " people, but it has %" PRId64 " residents",
                     occupied, r->area_ids[area], low, high, persons);
}

static void check_totals(struct reader *r)
{
    const struct place *place = r->place;
    const struct csv_table *by_age = &place->tables[PLACE_AREA_AGE];
    const struct csv_table *by_sex = &place->tables[PLACE_AGE_SEX];
    if (!r->read[PLACE_AREA_ORIGIN])
        return;
    for (int a = 0; a < place->areas; a++) {
        int64_t persons = count_persons(place, PLACE_AREA_ORIGIN, a);
        int64_t aged = count_persons(place, PLACE_AREA_AGE, a);
        if (r->read[PLACE_AREA_AGE] && !is_near(persons, aged))
            report_error(r->report, by_age->path, by_age->lines[first_row(by_age, a)],
                         "'%s' has %" PRId64 " residents by age, but %" PRId64
                         " by origin: more than 2 %% apart",
                         r->area_ids[a], aged, persons);
        if (r->read[PLACE_HOUSEHOLD_SIZE])
            check_room(r, a);
    }
    int64_t persons = count_persons(place, PLACE_AREA_ORIGIN, -1);
    int64_t aged = count_persons(place, PLACE_AGE_SEX, -1);
    if (persons == 0)
        report_error(r->report, place->tables[PLACE_AREA_ORIGIN].path,
                     place->tables[PLACE_AREA_ORIGIN].lines[0], "nobody lives here");
    if (r->read[PLACE_AGE_SEX] && !is_near(persons, aged))
        report_error(r->report, by_sex->path, by_sex->lines[0],
                     "%" PRId64 " residents by age and sex, but %" PRId64
                     " by area and origin: more than 2 %% apart",
                     aged, persons);
}

static bool has_status(const struct csv_table *table, int64_t status)
{
    for (size_t row = 0; row < table->rows; row++)
        if (csv_cell(table, row, 0) == status)
            return true;
    return false;
}

/* Statuses in use need an age profile and a readiness; children and pensioners a readiness. */
static void check_statuses(struct reader *r)
{
    static const enum place_table uses[] = {PLACE_AREA_STATUS, PLACE_ORIGIN_STATUS};
    const struct csv_table *ages = &r->place->tables[PLACE_STATUS_AGE];
    const struct csv_table *ready = &r->place->tables[PLACE_READINESS];
    for (size_t u = 0; u < sizeof uses / sizeof *uses; u++) {
        const struct csv_table *table = &r->place->tables[uses[u]];
        for (size_t row = 0; row < table->rows; row++) {
            int64_t status = csv_cell(table, row, 1);
            const char *id = kind_status.ids[status];
            if (status == STATUS_CHILD || status == STATUS_PENSION)
                report_error(r->report, table->path, table->lines[row],
                             "'%s' is no status of 18-64-year-olds", id);
            else if (r->read[PLACE_STATUS_AGE] && !has_status(ages, status))
                report_error(r->report, table->path, table->lines[row],
                             "status '%s' has no age profile in %s", id, ages->path);
            else if (r->read[PLACE_READINESS] && !has_status(ready, status))
                report_error(r->report, table->path, table->lines[row],
                             "status '%s' has no readiness in %s", id, ready->path);
        }
    }
    for (size_t row = 0; row < ready->rows; row++)
        if (csv_cell(ready, row, 1) > csv_cell(ready, row, 2))
            report_error(r->report, ready->path, ready->lines[row], "low is above high");
    static const enum status always[] = {STATUS_CHILD, STATUS_PENSION};
    for (size_t i = 0; i < sizeof always / sizeof *always && r->read[PLACE_READINESS]; i++)
        if (!has_status(ready, always[i]))
            report_error(r->report, ready->path, ready->lines[ready->rows - 1],
                         "no row with status '%s'", kind_status.ids[always[i]]);
}

/* Every size from 1 to the largest must be possible. */
static void check_types(struct reader *r)
{
    const struct csv_table *table = &r->place->tables[PLACE_HOUSEHOLD_TYPE];
    bool possible[TENURES][LARGEST_HOUSEHOLD + 1] = {{false}};
    if (!r->read[PLACE_HOUSEHOLD_TYPE])
        return;
    for (size_t row = 0; row < table->rows; row++) {
        int64_t size =
            1 + csv_cell(table, row, 0) + csv_cell(table, row, 1) + csv_cell(table, row, 2);
        if (size > LARGEST_HOUSEHOLD)
            report_error(r->report, table->path, table->lines[row],
                         "a household of %" PRId64 ", the largest is %d", size, LARGEST_HOUSEHOLD);
        else
            for (int tenure = 0; tenure < TENURES; tenure++)
                if (csv_cell(table, row, (size_t)(3 + tenure)) > 0)
                    possible[tenure][size] = true;
    }
    for (int tenure = 0; tenure < TENURES; tenure++)
        for (int size = 1; size <= LARGEST_HOUSEHOLD; size++)
            if (!possible[tenure][size])
                report_error(r->report, table->path, table->lines[table->rows - 1],
                             "no household of %d with a weight above 0 in column '%s'", size,
                             kind_tenure.ids[tenure]);
}

static int take_names(struct reader *r, const struct place_params *params)
{
    struct place *place = r->place;
    place->name = mem_string(params->name);
    place->title = mem_string(params->title);
    place->start = params->start;
    if (place->name == NULL || place->title == NULL)
        return LOFT_ENOMEM;
    for (size_t row = 0; r->read[PLACE_SUMS] && row < place->tables[PLACE_SUMS].rows; row++)
        take_sum(r, row);
    if (params->focus != NULL && params->focus[0] != '\0')
        place->focus = place_find(place, params->focus);
    if (place->focus < 0)
        report_error(r->report, place->tables[PLACE_AREAS].path,
                     place->tables[PLACE_AREAS].lines[0],
                     "the place's focus '%s' is neither an area nor a declared sum", params->focus);
    return 0;
}

static void take_paths(struct reader *r, const struct place_params *params,
                       const struct population_params *p)
{
    const char *const paths[PLACE_TABLES] = {
        [PLACE_AREAS] = params->areas,
        [PLACE_SUMS] = params->sums,
        [PLACE_AGE_SEX] = p->age_sex,
        [PLACE_AREA_AGE] = p->area_age,
        [PLACE_AREA_ORIGIN] = p->area_origin,
        [PLACE_ORIGIN_AGE] = p->origin_age,
        [PLACE_HOUSEHOLD_SIZE] = p->household_size,
        [PLACE_HOUSEHOLD_TYPE] = p->household_type,
        [PLACE_COUPLES] = p->couples,
        [PLACE_AT_HOME] = p->at_home,
        [PLACE_ROOMS_SHARE] = p->rooms,
        [PLACE_AREA_STATUS] = p->area_status,
        [PLACE_ORIGIN_STATUS] = p->origin_status,
        [PLACE_STATUS_AGE] = p->status_age,
        [PLACE_EDUCATION] = p->education,
        [PLACE_AREA_EDUCATION] = p->area_education,
        [PLACE_STATUS_EDUCATION] = p->status_education,
        [PLACE_READINESS] = p->readiness,
    };
    memcpy(r->paths, paths, sizeof paths);
}

static int read_all(struct reader *r, const struct place_params *params)
{
    int code = read_areas(r);
    if (code != 0 || r->place->areas == 0)
        return code;
    for (int t = PLACE_SUMS; t < PLACE_TABLES && code == 0; t++)
        code = read_table(r, (enum place_table)t);
    if (code == 0)
        code = take_names(r, params);
    if (code != 0)
        return code;
    check_totals(r);
    check_statuses(r);
    check_types(r);
    return 0;
}

int place_read(struct place *place, const struct place_params *params,
               const struct population_params *population, struct report *report)
{
    struct reader r = {.place = place, .report = report};
    long errors = report->errors;
    *place = (struct place){0};
    take_paths(&r, params, population);
    int code = read_all(&r, params);
    for (int t = 0; t < PLACE_TABLES && code == 0; t++)
        if (!r.read[t] && t != PLACE_SUMS && t != PLACE_AREA_EDUCATION)
            code = LOFT_ESCENARIO; /* reported by csv_read, or a required key that is missing */
    if (code == 0 && report->errors > errors)
        code = LOFT_ESCENARIO;
    if (code != 0)
        place_free(place);
    return code;
}
