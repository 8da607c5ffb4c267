/* SPDX-License-Identifier: MIT */
#include "loft/rules/rulebook.h"

#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct rule_info rule_infos[RULES] = {
#define INFO(id, key, unit, series, need, text, danish)                                            \
    {#key, text, danish, RULE_UNIT_##unit, RULE_SERIES_##series, NEED_##need},
    RULE_LIST(INFO)
#undef INFO
};

const char *const rule_units[RULE_UNITS] = {
#define UNIT(id, text) text,
    RULE_UNIT_LIST(UNIT)
#undef UNIT
};

const char *const rule_series_keys[RULE_SERIES] = {
#define SERIES(id, key, text, danish) #key,
    RULE_SERIES_LIST(SERIES)
#undef SERIES
};

const char *rulebook_grade_name(enum rule_grade grade)
{
    static const char *const names[RULE_GRADES] = {"seen",       "derived", "recalled",
                                                   "assumption", "carried", "not in force"};
    return (size_t)grade < RULE_GRADES ? names[grade] : "unknown";
}

/* --- one file --- */

enum { MICRO = 1000000, MICRO_PER_ORE = MICRO / 100, MONTHS = 12, SETS_MOST = 64 };

/* Beside the rules, a set may name the set that it is carried from. */
enum { CARRIED_FROM = RULES, KEYS };
static const char *const keys[KEYS] = {
#define KEY(id, key, unit, series, need, text, danish) #key,
    RULE_LIST(KEY)
#undef KEY
        "carried_from"};
static const char *const units[] = {
#define UNIT(id, text) text,
    RULE_UNIT_LIST(UNIT)
#undef UNIT
        "year"};

enum { KEY_COLUMN, VALUE_COLUMN, UNIT_COLUMN, SET_COLUMNS };
static const struct csv_column set_columns[SET_COLUMNS] = {
    {"key", CSV_CODE, keys, KEYS, 0, 0, "1", "Rule."},
    {"value", CSV_MICRO, NULL, 0, 0, (int64_t)MICRO * 10000000, "as in unit", "Its value."},
    {"unit", CSV_CODE, units, RULE_UNITS + 1, 0, 0, "1", "Unit."}};

enum { SERIES_COLUMN, YEAR_COLUMN, LEVEL_COLUMN, SERIES_COLUMNS };
static const struct csv_column series_columns[SERIES_COLUMNS] = {
    {"series", CSV_CODE, rule_series_keys, RULE_SERIES, 0, 0, "1", "Index series."},
    {"year", CSV_COUNT, NULL, 0, 1990, 2100, "year", "Year."},
    {"level", CSV_MICRO, NULL, 0, 1, (int64_t)MICRO * 1000000, "1", "Level."}};

/* A file in work: which of its rows states a rule; 0 = none, else the row + 1. */
struct draft {
    const struct csv_table *table;
    int row[KEYS];
};

/* A value as the file writes it, in millionths, as it is kept in memory; false if it does not fit.
 */
static bool convert(enum rule_unit unit, int64_t micro, int64_t *value)
{
    switch (unit) {
    case RULE_UNIT_SHARE:
        *value = micro;
        return micro <= 2 * MICRO;
    case RULE_UNIT_MONTH:
        *value = micro / MICRO_PER_ORE * MONTHS;
        return micro % MICRO_PER_ORE == 0;
    case RULE_UNIT_YEAR:
    case RULE_UNIT_HOUR:
        *value = micro / MICRO_PER_ORE;
        return micro % MICRO_PER_ORE == 0;
    case RULE_UNIT_NUMBER:
        *value = micro / MICRO;
        return micro % MICRO == 0;
    default:
        return false;
    }
}

/* What the value of a key is given in; a set that is named is a plain number. */
static enum rule_unit unit_of(int64_t key)
{
    return key == CARRIED_FROM ? RULE_UNIT_NUMBER : rule_infos[key].unit;
}

static const char *expected_form(enum rule_unit unit)
{
    return unit == RULE_UNIT_SHARE    ? "a share from 0 to 2"
           : unit == RULE_UNIT_NUMBER ? "a whole number"
                                      : "kroner with at most two decimals";
}

static void index_row(struct draft *draft, size_t row, struct report *report)
{
    const struct csv_table *table = draft->table;
    int line = table->lines[row];
    int64_t key = csv_cell(table, row, KEY_COLUMN), unit = csv_cell(table, row, UNIT_COLUMN);
    int64_t value, wanted = key == CARRIED_FROM ? RULE_UNITS : (int64_t)rule_infos[key].unit;
    if (draft->row[key] != 0)
        report_error(report, table->path, line, "'%s' is there twice, first in line %d", keys[key],
                     table->lines[draft->row[key] - 1]);
    if (unit != wanted)
        report_error(report, table->path, line, "'%s' is in %s, expected %s", keys[key],
                     units[unit], units[wanted]);
    else if (!convert(unit_of(key), csv_cell(table, row, VALUE_COLUMN), &value))
        report_error(report, table->path, line, "'%s': expected %s", keys[key],
                     expected_form(unit_of(key)));
    draft->row[key] = (int)row + 1;
}

static int read_draft(const char *path, struct csv_table *table, struct draft *draft,
                      struct report *report)
{
    *draft = (struct draft){.table = table};
    int code = csv_read(path, set_columns, SET_COLUMNS, table, report);
    for (size_t row = 0; code == 0 && row < table->rows; row++)
        index_row(draft, row, report);
    return code;
}

/* --- carrying --- */

struct reading {
    struct rulebook *book;
    struct draft *drafts; /* of the sets, then common.csv */
    struct report *report;
};

static int64_t stated(const struct draft *draft, int key)
{
    int64_t value = 0;
    convert(unit_of(key), csv_cell(draft->table, (size_t)draft->row[key] - 1, VALUE_COLUMN),
            &value);
    return value;
}

/* Level of a series in a year; 0 where series.csv has none. */
static int64_t level(const struct csv_table *series, enum rule_series id, int year)
{
    for (size_t row = 0; row < series->rows; row++)
        if (csv_cell(series, row, SERIES_COLUMN) == (int64_t)id &&
            csv_cell(series, row, YEAR_COLUMN) == year)
            return csv_cell(series, row, LEVEL_COLUMN);
    return 0;
}

/* A value of another set, by the rule's series to this one, in whole kroner (an hour: øre). */
static int64_t carry(const struct reading *r, int key, int64_t value, const struct rules *from,
                     const struct rules *to)
{
    const struct rule_info *info = &rule_infos[key];
    if (info->series == RULE_SERIES_HELD || from->year == to->year || value == 0)
        return value;
    int64_t then = level(&r->book->series, info->series, from->year);
    int64_t now = level(&r->book->series, info->series, to->year);
    if (then == 0 || now == 0) {
        report_error(r->report, r->book->series.path, 0,
                     "no level of '%s' for %d, needed to carry '%s' from %s to %s",
                     rule_series_keys[info->series], then == 0 ? from->year : to->year, info->key,
                     from->name, to->name);
        return value;
    }
    int64_t unit = info->unit == RULE_UNIT_MONTH  ? 100 * MONTHS
                   : info->unit == RULE_UNIT_YEAR ? 100
                                                  : 1;
    __extension__ typedef __int128 wide;
    wide exact = (wide)value * now;
    return (int64_t)((exact + (wide)then * unit / 2) / ((wide)then * unit)) * unit;
}

static void take(struct rules *set, int key, const struct draft *draft, int base)
{
    size_t row = (size_t)draft->row[key] - 1;
    uint8_t grade = draft->table->grades[row];
    set->origin[key] = (struct rule_origin){.grade = grade,
                                            .base_grade = grade,
                                            .base = (int16_t)base,
                                            .source = csv_source(draft->table, row)};
    set->value[key] = stated(draft, key);
}

/* The value of a rule in a set: stated there, along the chain, in common.csv, or nowhere. */
static void settle_rule(const struct reading *r, int index, int key)
{
    struct rulebook *book = r->book;
    struct rules *set = &book->sets[index];
    int base = index;
    while (base >= 0 && r->drafts[base].row[key] == 0)
        base = book->sets[base].carried_from;
    set->origin[key] = (struct rule_origin){
        .grade = RULE_ABSENT, .base_grade = RULE_ABSENT, .base = -1, .source = ""};
    if (base >= 0) {
        take(set, key, &r->drafts[base], base);
        if (base != index) {
            set->value[key] = carry(r, key, set->value[key], &book->sets[base], set);
            if (book->sets[base].year != set->year)
                set->origin[key].grade = RULE_CARRIED;
        }
    } else if (r->drafts[book->count].row[key] != 0) {
        take(set, key, &r->drafts[book->count], -1);
    }
}

static void check_needs(const struct reading *r, const struct rules *set, int index)
{
    bool reformed = rules_reformed(set), ceiling = false;
    for (int key = 0; key < RULES; key++)
        ceiling |= rule_infos[key].need == NEED_CEILING && set->value[key] > 0;
    for (int key = 0; key < RULES; key++) {
        enum rule_need need = rule_infos[key].need;
        bool needed = need == NEED_ALWAYS || (need == NEED_HOURLY && !reformed) ||
                      (need == NEED_REFORM && reformed) || (need == NEED_CEILING && ceiling);
        if (needed && set->origin[key].grade == RULE_ABSENT)
            report_error(r->report, r->drafts[index].table->path, 0,
                         "'%s' is missing: %s, %s; state it, or carry the set from another year",
                         keys[key], rule_infos[key].text, rule_units[rule_infos[key].unit]);
    }
    if (set->value[RULE_CARE_STEP] <= 0)
        report_error(r->report, r->drafts[index].table->path, 0, "'care_step' must be above 0");
}

/* Where a set is carried from: an index, -1 for a complete set. */
static void link_set(const struct reading *r, int index)
{
    struct rulebook *book = r->book;
    const struct draft *draft = &r->drafts[index];
    char name[16], names[400];
    book->sets[index].carried_from = -1;
    if (draft->row[CARRIED_FROM] == 0)
        return;
    snprintf(name, sizeof name, "%" PRId64, stated(draft, CARRIED_FROM));
    const struct rules *other = rulebook_find(book, name);
    if (other != NULL && other != &book->sets[index])
        book->sets[index].carried_from = (int)(other - book->sets);
    else
        report_error(r->report, draft->table->path,
                     draft->table->lines[draft->row[CARRIED_FROM] - 1],
                     "'carried_from': no other set '%s', expected one of %s", name,
                     rulebook_names(book, names, sizeof names));
}

static void check_chains(const struct reading *r)
{
    for (int i = 0; i < r->book->count; i++) {
        int steps = 0;
        for (int at = i; at >= 0 && steps <= r->book->count; steps++)
            at = r->book->sets[at].carried_from;
        if (steps > r->book->count)
            report_error(r->report, r->drafts[i].table->path, 0,
                         "carried in a circle: no set of the chain is complete");
    }
}

/* --- the folder --- */

/* "2009", "2025h2", "2016q4": the first day of that year, half-year or quarter. */
static bool name_date(const char *name, struct rules *set)
{
    size_t length = strlen(name);
    if (strspn(name, "0123456789") < 4 || (length != 4 && length != 6))
        return false;
    int part = 1, months = MONTHS;
    if (length == 6) {
        months = name[4] == 'h' ? 6 : name[4] == 'q' ? 3 : 0;
        part = name[5] - '0';
        if (months == 0 || part < 1 || part > MONTHS / months)
            return false;
    }
    memcpy(set->name, name, length + 1);
    set->year =
        (name[0] - '0') * 1000 + (name[1] - '0') * 100 + (name[2] - '0') * 10 + name[3] - '0';
    set->from = date_day(set->year, 1 + (part - 1) * months, 1);
    return true;
}

static int by_date(const void *a, const void *b)
{
    const struct rules *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : strcmp(x->name, y->name);
}

/* One file of the folder: a set by its name; any other CSV file is a mistake, not to be overlooked.
 */
static void list_file(const char *folder, const char *file, struct rulebook *book,
                      struct report *report)
{
    char name[256], path[PATH_MAX];
    size_t length = strlen(file);
    if (length < 4 || length >= sizeof name || strcmp(file + length - 4, ".csv") != 0)
        return;
    snprintf(name, sizeof name, "%.*s", (int)length - 4, file);
    if (strcmp(name, "common") == 0 || strcmp(name, "series") == 0)
        return;
    if (book->count < SETS_MOST && name_date(name, &book->sets[book->count])) {
        book->count++;
        return;
    }
    snprintf(path, sizeof path, "%s/%s", folder, file);
    report_error(
        report, path, 0,
        "not a set of rules: expected names such as 2009.csv, 2016q4.csv or 2025h2.csv, at "
        "most %d of them",
        SETS_MOST);
}

/* The sets that the folder holds, by their names, in the order of their dates. */
static int list_sets(const char *folder, struct rulebook *book, struct report *report)
{
    DIR *stream = opendir(folder);
    if (stream == NULL) {
        report_error(report, folder, 0, "cannot read the folder of the rules");
        return LOFT_ESCENARIO;
    }
    book->sets = mem_new(SETS_MOST, sizeof *book->sets);
    for (struct dirent *e = readdir(stream); e != NULL && book->sets != NULL; e = readdir(stream))
        list_file(folder, e->d_name, book, report);
    closedir(stream);
    if (book->sets == NULL)
        return LOFT_ENOMEM;
    if (book->count == 0)
        report_error(report, folder, 0, "no rules: expected files such as 2009.csv");
    else
        qsort(book->sets, (size_t)book->count, sizeof *book->sets, by_date);
    return report_code(report);
}

static int read_files(const char *folder, struct reading *r)
{
    struct rulebook *book = r->book;
    char path[PATH_MAX];
    int code = 0;
    for (int i = 0; i <= book->count && code != LOFT_ENOMEM; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", folder,
                 i < book->count ? book->sets[i].name : "common");
        code = read_draft(path, &book->tables[i], &r->drafts[i], r->report);
    }
    if (code == LOFT_ENOMEM)
        return code;
    snprintf(path, sizeof path, "%s/series.csv", folder);
    code = csv_read(path, series_columns, SERIES_COLUMNS, &book->series, r->report);
    return code != 0 ? code : report_code(r->report);
}

static int read_book(const char *folder, struct reading *r)
{
    struct rulebook *book = r->book;
    int code = list_sets(folder, book, r->report);
    if (code != 0)
        return code;
    book->table_count = book->count + 1;
    book->tables = mem_new((size_t)book->table_count, sizeof *book->tables);
    r->drafts = mem_new((size_t)book->table_count, sizeof *r->drafts);
    if (book->tables == NULL || r->drafts == NULL)
        return LOFT_ENOMEM;
    code = read_files(folder, r);
    if (code != 0)
        return code;
    for (int i = 0; i < book->count; i++)
        link_set(r, i);
    check_chains(r);
    if (report_code(r->report) != 0)
        return LOFT_ESCENARIO;
    for (int i = 0; i < book->count; i++) {
        for (int key = 0; key < RULES; key++)
            settle_rule(r, i, key);
        check_needs(r, &book->sets[i], i);
    }
    return report_code(r->report);
}

int rulebook_read(const char *folder, struct rulebook *book, struct report *report)
{
    struct report own = {0}; /* errors that were there before are not these files' */
    struct reading reading = {.book = book, .report = &own};
    *book = (struct rulebook){0};
    int code = read_book(folder, &reading);
    for (long i = 0; i < own.count; i++)
        report_error(report, own.entries[i].file, own.entries[i].line, "%s", own.entries[i].text);
    report_clear(&own);
    mem_free(reading.drafts);
    if (code != 0)
        rulebook_clear(book);
    return code;
}

void rulebook_clear(struct rulebook *book)
{
    for (int i = 0; i < book->table_count && book->tables != NULL; i++)
        csv_clear(&book->tables[i]);
    csv_clear(&book->series);
    mem_free(book->tables);
    mem_free(book->sets);
    *book = (struct rulebook){0};
}

/* --- looking up --- */

const struct rules *rulebook_find(const struct rulebook *book, const char *name)
{
    for (int i = 0; i < book->count; i++)
        if (strcmp(book->sets[i].name, name) == 0)
            return &book->sets[i];
    return NULL;
}

const struct rules *rulebook_at(const struct rulebook *book, int32_t day, bool hold)
{
    const struct rules *found = NULL;
    int year, month, dom;
    for (int i = 0; i < book->count && book->sets[i].from <= day; i++)
        found = &book->sets[i];
    date_civil(day, &year, &month, &dom);
    return found != NULL && (hold || found->year == year) ? found : NULL;
}

const char *rulebook_names(const struct rulebook *book, char *buffer, size_t size)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (int i = 0; i < book->count && used < size; i++)
        used += (size_t)snprintf(buffer + used, size - used, "%s%s", i > 0 ? ", " : "",
                                 book->sets[i].name);
    return buffer;
}

const char *rulebook_format(enum rule id, int64_t value, char *buffer, size_t size)
{
    enum rule_unit unit = rule_infos[id].unit;
    int64_t scale = unit == RULE_UNIT_SHARE    ? MICRO
                    : unit == RULE_UNIT_MONTH  ? 100 * MONTHS
                    : unit == RULE_UNIT_NUMBER ? 1
                                               : 100;
    int64_t micro = value % scale * MICRO / scale;
    int length = snprintf(buffer, size, "%" PRId64 ".%06" PRId64, value / scale, micro);
    while (length > 0 && (size_t)length < size && buffer[length - 1] == '0')
        buffer[--length] = '\0';
    if (length > 0 && (size_t)length < size && buffer[length - 1] == '.')
        buffer[length - 1] = '\0';
    return buffer;
}
