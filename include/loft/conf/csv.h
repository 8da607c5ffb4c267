/* SPDX-License-Identifier: MIT */
#ifndef LOFT_CONF_CSV_H
#define LOFT_CONF_CSV_H

#include "loft/base/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* CSV tables beside a scenario: margins, schedules by age, dated series. The columns of each table
 * are fixed by descriptors; every table also has the columns `source` and `grade` (seen, derived,
 * recalled, assumption). The only user of csv.h (libcsv).
 *
 * Format: UTF-8, comma, header line, columns in any order, decimal point, `"` quoting (no line
 * break within a cell), CRLF and BOM allowed, lines that start with `#` and empty lines are
 * skipped. Everything wrong is reported with file:line: an unknown, missing or duplicate column
 * (with the nearest name), a wrong number of cells, an unknown code (with the nearest), a number
 * out of range, a decimal comma, a missing source, an unknown grade, a broken quotation, an
 * over-long line (over 4,000 bytes). After 100 errors the rest of a table is not read, and that is
 * said. */

enum csv_type {
    CSV_CODE,  /* one of `codes`              -> index */
    CSV_COUNT, /* whole number                -> the number */
    CSV_MICRO, /* decimal number              -> millionths, rounded to nearest */
    CSV_DATE,  /* YYYY-MM-DD                  -> week of the first Monday on or after it;
                                                 from 1900-01-01 to 2499-12-31 */
    CSV_SPAN,  /* `18-24`, `18` or `85+`      -> low * 1000 + high (0 to 998; high 999 for `+`) */
    CSV_TEXT,  /* anything                    -> index into `texts` */
};

struct csv_column {
    const char *name;
    enum csv_type type;
    const char *const *codes; /* CSV_CODE */
    size_t code_count;
    int64_t low, high; /* range of COUNT and MICRO (in millionths), both included */
    const char *unit;  /* for the generated documentation */
    const char *text;
};

enum csv_grade { CSV_SEEN, CSV_DERIVED, CSV_RECALLED, CSV_ASSUMPTION, CSV_GRADES };
const char *csv_grade_name(enum csv_grade grade);

struct csv_table {
    char *path; /* owned */
    size_t rows, columns;
    int64_t *cells;    /* rows x columns, in the order of the descriptors; owned */
    int *lines;        /* line number of each row; owned */
    uint8_t *grades;   /* enum csv_grade of each row; owned */
    uint32_t *sources; /* index into texts of each row's source; owned */
    char **texts;      /* cells of CSV_TEXT columns and the sources; owned */
    size_t text_count;
};

/* Read a table. Returns 0, LOFT_ESCENARIO (reported) or LOFT_ENOMEM. A table with no rows is an
 * error. On failure the table is empty. */
int csv_read(const char *path, const struct csv_column *columns, size_t count,
             struct csv_table *table, struct report *report);

/* Cell by row and column index (asserted in range). */
int64_t csv_cell(const struct csv_table *table, size_t row, size_t column);

/* Text of a CSV_TEXT cell. */
const char *csv_text(const struct csv_table *table, size_t row, size_t column);

/* Where the numbers of a row come from. */
const char *csv_source(const struct csv_table *table, size_t row);

/* Add the number of numbers (cells of COUNT and MICRO columns) of each grade to totals[]. */
void csv_count_grades(const struct csv_table *table, const struct csv_column *columns,
                      int64_t totals[CSV_GRADES]);

void csv_clear(struct csv_table *table);

#endif
