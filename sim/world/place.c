/* SPDX-License-Identifier: MIT */
#include "loft/world/place.h"

#include "loft/base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void place_free(struct place *place)
{
    for (int t = 0; t < PLACE_TABLES; t++)
        csv_clear(&place->tables[t]);
    mem_free(place->name);
    mem_free(place->title);
    *place = (struct place){0};
}

int place_find(const struct place *place, const char *id)
{
    for (int i = 0; i < place->names; i++)
        if (strcmp(place->ids[i], id) == 0)
            return i;
    return -1;
}

struct param_names place_names(const struct place *place)
{
    return (struct param_names){
        .id = "areas", .names = place->ids, .bits = place->bits, .count = (size_t)place->names};
}

/* The cell as the file has it, near enough for a message. */
static void describe_cell(const struct csv_table *table, const struct csv_column *columns,
                          size_t row, size_t c, char *text, size_t size)
{
    int64_t value = csv_cell(table, row, c);
    switch (columns[c].type) {
    case CSV_CODE:
        snprintf(text, size, "%s", columns[c].codes[value]);
        break;
    case CSV_TEXT:
        snprintf(text, size, "%s", csv_text(table, row, c));
        break;
    case CSV_SPAN:
        if (value % 1000 == 999)
            snprintf(text, size, "%" PRId64 "+", value / 1000);
        else
            snprintf(text, size, "%" PRId64 "-%" PRId64, value / 1000, value % 1000);
        break;
    default:
        snprintf(text, size, "%" PRId64, value);
    }
}

/* "area vollsmose, size 3" */
static void describe_row(const struct csv_table *table, const struct csv_column *columns,
                         size_t row, unsigned set, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t c = 0; c < table->columns && used + 1 < size; c++) {
        if ((set & 1u << c) == 0)
            continue;
        char cell[80];
        describe_cell(table, columns, row, c, cell, sizeof cell);
        int length = snprintf(text + used, size - used, "%s%s %s", used > 0 ? ", " : "",
                              columns[c].name, cell);
        used += length > 0 ? (size_t)length : 0;
    }
    if (set == 0)
        snprintf(text, size, "the table");
}

static bool cell_agrees(const struct csv_table *table, const struct csv_column *columns, size_t a,
                        size_t b, size_t c)
{
    if (columns[c].type == CSV_TEXT)
        return strcmp(csv_text(table, a, c), csv_text(table, b, c)) == 0;
    return csv_cell(table, a, c) == csv_cell(table, b, c);
}

static bool rows_agree(const struct csv_table *table, const struct csv_column *columns, size_t a,
                       size_t b, unsigned set)
{
    for (size_t c = 0; c < table->columns; c++)
        if ((set & 1u << c) != 0 && !cell_agrees(table, columns, a, b, c))
            return false;
    return true;
}

/* True when no row above belongs to the same group. */
static bool opens_group(const struct csv_table *table, const struct csv_column *columns, size_t row,
                        unsigned within)
{
    for (size_t above = 0; above < row; above++)
        if (rows_agree(table, columns, above, row, within))
            return false;
    return true;
}

void place_check_shares(const struct csv_table *table, const struct csv_column *columns,
                        unsigned within, int shares, struct report *report)
{
    for (size_t row = 0; row < table->rows; row++) {
        if (!opens_group(table, columns, row, within))
            continue;
        int64_t sum = 0;
        for (size_t i = row; i < table->rows; i++)
            if (rows_agree(table, columns, row, i, within))
                sum += csv_cell(table, i, (size_t)shares);
        if (sum >= 999000 && sum <= 1001000)
            continue;
        char group[200];
        describe_row(table, columns, row, within, group, sizeof group);
        report_error(report, table->path, table->lines[row],
                     "column '%s': the shares of %s add up to %" PRId64 ".%04" PRId64
                     ", expected 1 within 0.001",
                     columns[shares].name, group, sum / 1000000, sum % 1000000 / 100);
    }
}

enum { AGE_LIMIT = 1000 };

static void check_group_ages(const struct csv_table *table, const struct csv_column *columns,
                             size_t first, unsigned within, int ages, int from, int to,
                             struct report *report)
{
    bool covered[AGE_LIMIT] = {false};
    char group[200];
    describe_row(table, columns, first, within, group, sizeof group);
    for (size_t row = first; row < table->rows; row++) {
        if (!rows_agree(table, columns, first, row, within))
            continue;
        int64_t span = csv_cell(table, row, (size_t)ages);
        bool twice = false;
        for (int64_t age = span / 1000; age <= span % 1000; age++) {
            twice = twice || covered[age];
            covered[age] = true;
        }
        if (twice)
            report_error(report, table->path, table->lines[row],
                         "column '%s': of %s some ages are in another row already",
                         columns[ages].name, group);
    }
    for (int age = from; age <= to; age++)
        if (!covered[age]) {
            report_error(report, table->path, table->lines[first],
                         "column '%s': of %s age %d is missing, expected all from %d to %d",
                         columns[ages].name, group, age, from, to);
            return;
        }
}

void place_check_ages(const struct csv_table *table, const struct csv_column *columns,
                      unsigned within, int ages, int from, int to, struct report *report)
{
    for (size_t row = 0; row < table->rows; row++)
        if (opens_group(table, columns, row, within))
            check_group_ages(table, columns, row, within, ages, from, to, report);
}

void place_check_keys(const struct csv_table *table, const struct csv_column *columns,
                      unsigned keys, struct report *report)
{
    for (size_t row = 0; row < table->rows; row++)
        for (size_t above = 0; above < row; above++)
            if (rows_agree(table, columns, above, row, keys)) {
                char key[200];
                describe_row(table, columns, row, keys, key, sizeof key);
                report_error(report, table->path, table->lines[row],
                             "%s is there twice, first in line %d", key, table->lines[above]);
                break;
            }
}

void place_check_codes(const struct csv_table *table, const struct csv_column *columns, int code,
                       struct report *report)
{
    for (size_t i = 0; i < columns[code].code_count; i++) {
        bool found = false;
        for (size_t row = 0; row < table->rows; row++)
            found = found || csv_cell(table, row, (size_t)code) == (int64_t)i;
        if (!found)
            report_error(report, table->path, table->lines[table->rows - 1], "no row with %s '%s'",
                         columns[code].name, columns[code].codes[i]);
    }
}
