/* SPDX-License-Identifier: MIT */
#include "loft/conf/csv.h"

#include "internal.h"
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <csv.h>

#include <assert.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CELLS = 100, MOST_ERRORS = 100, DAYS_1900 = -25567 };

/* Columns of the file that are not descriptors. */
enum { SOURCE = -1, GRADE = -2, NOTHING = -3 };

static const char *const grade_names[CSV_GRADES] = {"seen", "derived", "recalled", "assumption"};

struct table_reader {
    struct conf_lines lines;
    const struct csv_column *columns;
    size_t count;
    struct csv_table *table;
    size_t row_room, text_room;
    int code;
    bool header_read;
    int meaning[MOST_CELLS]; /* of each column of the file: a descriptor's index, SOURCE or GRADE */
    size_t file_columns;
    /* The cells of one line, one after another in `bytes`. */
    size_t cells;
    size_t at[MOST_CELLS];
    char bytes[CONF_LONGEST_LINE + MOST_CELLS + 1];
    size_t used;
};

const char *csv_grade_name(enum csv_grade grade)
{
    return (size_t)grade < CSV_GRADES ? grade_names[grade] : "unknown";
}

static void take_cell(void *cell, size_t length, void *context)
{
    struct table_reader *r = context;
    if (r->cells < MOST_CELLS && r->used + length + 1 <= sizeof r->bytes) {
        r->at[r->cells] = r->used;
        if (length > 0)
            memcpy(r->bytes + r->used, cell, length);
        r->bytes[r->used + length] = '\0';
        r->used += length + 1;
    }
    r->cells++;
}

/* Cells of one line, taken apart by a parser of its own: a quotation left open ends with its line.
 */
static bool split(struct table_reader *r, const char *line)
{
    struct csv_parser parser;
    r->cells = r->used = 0;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        r->code = LOFT_ENOMEM;
        return false;
    }
    size_t length = strlen(line);
    bool good = csv_parse(&parser, line, length, take_cell, NULL, r) == length &&
                csv_fini(&parser, take_cell, NULL, r) == 0;
    if (!good && csv_error(&parser) == CSV_EPARSE)
        conf_complain(&r->lines,
                      "broken quotation: a cell is \"...\", on one line, with \"\" for a quotation "
                      "mark within");
    else if (!good)
        r->code = LOFT_ENOMEM;
    csv_free(&parser);
    return good;
}

static char *cell_text(struct table_reader *r, size_t i)
{
    return text_trim(r->bytes + r->at[i]);
}

static int column_meaning(const struct table_reader *r, const char *name)
{
    if (strcmp(name, "source") == 0)
        return SOURCE;
    if (strcmp(name, "grade") == 0)
        return GRADE;
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->columns[i].name, name) == 0)
            return (int)i;
    return NOTHING;
}

static const char *column_name(const void *list, size_t i)
{
    const struct table_reader *r = list;
    return i < r->count ? r->columns[i].name : i == r->count ? "source" : "grade";
}

static void report_columns(struct table_reader *r)
{
    for (size_t i = 0; i < r->count + 2; i++) {
        const char *name = column_name(r, i);
        bool found = false;
        for (size_t k = 0; k < r->file_columns; k++)
            found = found || r->meaning[k] == column_meaning(r, name);
        if (!found)
            conf_complain(&r->lines, "column '%s' is missing", name);
    }
}

static void read_header(struct table_reader *r)
{
    char excerpt[CONF_EXCERPT];
    r->header_read = true;
    if (r->cells == 1 && strchr(cell_text(r, 0), ';') != NULL) {
        conf_complain(&r->lines, "columns are separated by commas, not by ';'");
        return;
    }
    if (r->cells > MOST_CELLS) {
        conf_complain(&r->lines, "%zu columns, at most %d are read", r->cells, MOST_CELLS);
        return;
    }
    r->file_columns = r->cells;
    for (size_t i = 0; i < r->cells; i++) {
        const char *name = cell_text(r, i);
        r->meaning[i] = column_meaning(r, name);
        bool twice = false;
        for (size_t k = 0; k < i; k++)
            twice = twice || (r->meaning[k] == r->meaning[i] && r->meaning[i] != NOTHING);
        const char *near = text_nearest(name, column_name, r, r->count + 2);
        if (twice)
            conf_complain(&r->lines, "column '%s' is there twice", name);
        else if (r->meaning[i] == NOTHING && near != NULL)
            conf_complain(&r->lines, "unknown column '%s', did you mean '%s'?",
                          conf_excerpt(name, excerpt), near);
        else if (r->meaning[i] == NOTHING)
            conf_complain(&r->lines, "unknown column '%s'", conf_excerpt(name, excerpt));
    }
    report_columns(r);
}

/* Index of a text in table->texts; a text equal to the last one shares its place. */
static uint32_t keep_text(struct table_reader *r, const char *text)
{
    struct csv_table *table = r->table;
    if (table->text_count > 0 && strcmp(table->texts[table->text_count - 1], text) == 0)
        return (uint32_t)(table->text_count - 1);
    if (table->text_count == r->text_room) {
        size_t room = r->text_room > 0 ? 2 * r->text_room : 16;
        char **grown = mem_resize(table->texts, room, sizeof *grown);
        if (grown == NULL) {
            r->code = LOFT_ENOMEM;
            return 0;
        }
        table->texts = grown;
        r->text_room = room;
    }
    char *copy = mem_string(text);
    if (copy == NULL) {
        r->code = LOFT_ENOMEM;
        return 0;
    }
    table->texts[table->text_count] = copy;
    return (uint32_t)table->text_count++;
}

/* Millionths as a decimal number. */
static void append_micro(char *buffer, size_t size, int64_t micro)
{
    uint64_t size_of = micro < 0 ? -(uint64_t)micro : (uint64_t)micro;
    char part[8];
    snprintf(part, sizeof part, "%06" PRIu64, size_of % 1000000);
    size_t length = 6;
    while (length > 0 && part[length - 1] == '0')
        part[--length] = '\0';
    conf_append(buffer, size, "%s%" PRIu64 "%s%s", micro < 0 ? "-" : "", size_of / 1000000,
                length > 0 ? "." : "", part);
}

static bool parse_number(struct table_reader *r, const struct csv_column *column, const char *text,
                         int64_t *value)
{
    bool whole = column->type == CSV_COUNT;
    char expected[160] = "", point[80], excerpt[CONF_EXCERPT];
    bool good = whole ? strchr(text, '.') == NULL && param_decimal(text, 1, false, value, NULL)
                      : param_decimal(text, 1000000, false, value, NULL);
    if (good && *value >= column->low && *value <= column->high)
        return true;
    if (whole)
        conf_append(expected, sizeof expected, "a whole number from %" PRId64 " to %" PRId64,
                    column->low, column->high);
    else {
        conf_append(expected, sizeof expected, "a number from ");
        append_micro(expected, sizeof expected, column->low);
        conf_append(expected, sizeof expected, " to ");
        append_micro(expected, sizeof expected, column->high);
    }
    if (!whole && conf_point(text, point, sizeof point))
        conf_append(expected, sizeof expected, "; write %s instead of %s", point, text);
    conf_complain(&r->lines, "column '%s': found '%s', expected %s", column->name,
                  conf_excerpt(text, excerpt), expected);
    return false;
}

static bool parse_span(const char *text, int64_t *value)
{
    int64_t low, high;
    char part[16];
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length >= sizeof part)
        return false;
    snprintf(part, sizeof part, "%.*s", (int)length, text);
    if (!param_decimal(part, 1, false, &low, NULL))
        return false;
    const char *rest = text + length;
    if (strcmp(rest, "+") == 0)
        high = 999;
    else if (*rest == '\0')
        high = low;
    else if (*rest != '-' || strspn(rest + 1, "0123456789") != strlen(rest + 1) ||
             !param_decimal(rest + 1, 1, false, &high, NULL) || high > 998)
        return false;
    if (low > 998 || high < low)
        return false;
    *value = low * 1000 + high;
    return true;
}

static bool parse_code(struct table_reader *r, const struct csv_column *column, const char *text,
                       int64_t *value)
{
    for (size_t i = 0; i < column->code_count; i++)
        if (strcmp(column->codes[i], text) == 0) {
            *value = (int64_t)i;
            return true;
        }
    char all[400] = "", excerpt[CONF_EXCERPT];
    const char *near = text_nearest_of(text, column->codes, column->code_count);
    for (size_t i = 0; i < column->code_count && strlen(all) < 300; i++)
        conf_append(all, sizeof all, "%s%s", i > 0 ? ", " : "", column->codes[i]);
    if (near != NULL)
        conf_complain(&r->lines, "column '%s': unknown code '%s', did you mean '%s'?", column->name,
                      conf_excerpt(text, excerpt), near);
    else
        conf_complain(&r->lines, "column '%s': unknown code '%s', expected one of %s", column->name,
                      conf_excerpt(text, excerpt), all);
    return false;
}

static void parse_cell(struct table_reader *r, const struct csv_column *column, const char *text,
                       int64_t *value)
{
    char excerpt[CONF_EXCERPT];
    int32_t day;
    switch (column->type) {
    case CSV_CODE:
        parse_code(r, column, text, value);
        break;
    case CSV_COUNT:
    case CSV_MICRO:
        parse_number(r, column, text, value);
        break;
    case CSV_DATE:
        if (date_parse(text, &day) && day >= DAYS_1900 && day < date_day(2500, 1, 1))
            *value = date_week(date_monday(day));
        else
            conf_complain(&r->lines, "column '%s': found '%s', expected a date such as 2008-01-07",
                          column->name, conf_excerpt(text, excerpt));
        break;
    case CSV_SPAN:
        if (!parse_span(text, value))
            conf_complain(
                &r->lines,
                "column '%s': found '%s', expected whole numbers such as 18-24, 18 or 85+",
                column->name, conf_excerpt(text, excerpt));
        break;
    case CSV_TEXT:
        *value = keep_text(r, text);
        break;
    }
}

static int add_row(struct table_reader *r)
{
    struct csv_table *table = r->table;
    if (table->rows < r->row_room)
        return 0;
    size_t room = r->row_room > 0 ? 2 * r->row_room : 64, width = r->count;
    void *cells = mem_resize(table->cells, room, width * sizeof *table->cells);
    if (cells != NULL)
        table->cells = cells;
    void *lines = mem_resize(table->lines, room, sizeof *table->lines);
    if (lines != NULL)
        table->lines = lines;
    void *grades = mem_resize(table->grades, room, sizeof *table->grades);
    if (grades != NULL)
        table->grades = grades;
    void *sources = mem_resize(table->sources, room, sizeof *table->sources);
    if (sources != NULL)
        table->sources = sources;
    if (cells == NULL || lines == NULL || grades == NULL || sources == NULL)
        return LOFT_ENOMEM;
    r->row_room = room;
    return 0;
}

static void read_grade(struct table_reader *r, const char *text, uint8_t *grade)
{
    char excerpt[CONF_EXCERPT];
    for (int i = 0; i < CSV_GRADES; i++)
        if (strcmp(grade_names[i], text) == 0) {
            *grade = (uint8_t)i;
            return;
        }
    const char *near = text_nearest_of(text, grade_names, CSV_GRADES);
    conf_complain(&r->lines,
                  "unknown grade '%s', expected seen, derived, recalled or assumption%s%s%s",
                  conf_excerpt(text, excerpt), near != NULL ? "; did you mean '" : "",
                  near != NULL ? near : "", near != NULL ? "'?" : "");
}

static void read_row(struct table_reader *r)
{
    if (r->cells != r->file_columns) {
        conf_complain(&r->lines, "%zu cells, the header has %zu%s", r->cells, r->file_columns,
                      r->cells > r->file_columns ? " (a decimal comma? write 0.5 instead of 0,5)"
                                                 : "");
        return;
    }
    r->code = add_row(r);
    if (r->code != 0)
        return;
    struct csv_table *table = r->table;
    int64_t *cells = table->cells + table->rows * r->count;
    memset(cells, 0, r->count * sizeof *cells);
    table->lines[table->rows] = r->lines.number;
    table->grades[table->rows] = CSV_ASSUMPTION;
    table->sources[table->rows] = 0;
    for (size_t i = 0; i < r->cells && r->code == 0; i++) {
        const char *text = cell_text(r, i);
        if (r->meaning[i] >= 0)
            parse_cell(r, &r->columns[r->meaning[i]], text, &cells[r->meaning[i]]);
        else if (r->meaning[i] == GRADE)
            read_grade(r, text, &table->grades[table->rows]);
        else if (*text == '\0')
            conf_complain(&r->lines, "no source: every row says where its numbers come from");
        else
            table->sources[table->rows] = keep_text(r, text);
    }
    table->rows++;
}

static void read_lines(struct table_reader *r)
{
    char *line;
    while (r->code == 0 && (line = conf_lines_next(&r->lines)) != NULL) {
        if (line[0] == '#' || line[strspn(line, " \t")] == '\0')
            continue;
        if (!split(r, line))
            continue;
        if (r->header_read) {
            read_row(r);
        } else {
            read_header(r);
            if (r->lines.faults > 0)
                return; /* the rows mean nothing below a wrong header */
        }
    }
    if (r->code == 0 && r->table->rows == 0 && r->lines.faults == 0)
        conf_complain(&r->lines, "the table has no rows");
}

int csv_read(const char *path, const struct csv_column *columns, size_t count,
             struct csv_table *table, struct report *report)
{
    struct fault fault = {0};
    char *bytes;
    size_t length;
    *table = (struct csv_table){0};
    assert(count > 0 && count <= MOST_CELLS);
    int code = file_read(path, &bytes, &length, &fault);
    if (code == LOFT_ENOMEM)
        return code;
    if (code != 0) {
        report_error(report, path, 0, "%s", fault.text);
        return LOFT_ESCENARIO;
    }
    struct table_reader reader = {.columns = columns, .count = count, .table = table};
    conf_lines_open(&reader.lines, path, bytes, length, MOST_ERRORS, report);
    table->columns = count;
    table->path = mem_string(path);
    reader.code = table->path != NULL ? 0 : LOFT_ENOMEM;
    read_lines(&reader);
    mem_free(bytes);
    code = reader.code != 0 ? reader.code : reader.lines.faults > 0 ? LOFT_ESCENARIO : 0;
    if (code != 0)
        csv_clear(table);
    return code;
}

int64_t csv_cell(const struct csv_table *table, size_t row, size_t column)
{
    assert(row < table->rows && column < table->columns);
    return table->cells[row * table->columns + column];
}

const char *csv_text(const struct csv_table *table, size_t row, size_t column)
{
    int64_t index = csv_cell(table, row, column);
    assert(index >= 0 && (size_t)index < table->text_count);
    return table->texts[index];
}

const char *csv_source(const struct csv_table *table, size_t row)
{
    assert(row < table->rows);
    return table->texts[table->sources[row]];
}

void csv_count_grades(const struct csv_table *table, const struct csv_column *columns,
                      int64_t totals[CSV_GRADES])
{
    int numbers = 0;
    for (size_t i = 0; i < table->columns; i++)
        numbers += columns[i].type == CSV_COUNT || columns[i].type == CSV_MICRO;
    for (size_t row = 0; row < table->rows; row++)
        totals[table->grades[row]] += numbers;
}

void csv_clear(struct csv_table *table)
{
    for (size_t i = 0; i < table->text_count; i++)
        mem_free(table->texts[i]);
    mem_free(table->path);
    mem_free(table->cells);
    mem_free(table->lines);
    mem_free(table->grades);
    mem_free(table->sources);
    mem_free(table->texts);
    *table = (struct csv_table){0};
}
