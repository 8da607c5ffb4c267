/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MEASURE_FRAME_H
#define LOFT_MEASURE_FRAME_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Result tables: what `loft table` prints and what stands under /table/NAME in a result file. Each
 * kind of table has one descriptor; rows are appended by the measures and never changed. */

enum frame_type {
    FRAME_CODE,  /* index into the names of a list (variant, area, status, ...) */
    FRAME_COUNT, /* whole number */
    FRAME_REAL,  /* number; NaN where it is not defined */
    FRAME_DAY,   /* date as days since 1970-01-01, printed YYYY-MM-DD */
    FRAME_YEAR,  /* calendar year; 0 is printed `all` */
    FRAME_TEXT,  /* text; only in tables that are made for printing, never in a file */
};

struct frame_column {
    const char *name;
    enum frame_type type;
    const char
        *list; /* CODE: "variant", "area", "cohort", "definition", "status", "channel", ... */
    const char *unit; /* "person", "1", ... */
    const char *text; /* long name, English */
};

struct frame_info {
    const char *name;   /* "uplift" */
    const char *text;   /* what a row is, in one sentence */
    const char *danish; /* label, where jobindsats has one; else a translation */
    const struct frame_column *columns;
    int column_count;
    bool stored; /* stands in the result file */
};

/* The names that codes stand for. `variant` and `area` differ by file, the others are fixed. */
struct frame_list {
    const char *id;
    const char *const *names;  /* ids */
    const char *const *labels; /* for people; may equal names */
    int count;
};

union frame_cell {
    int64_t count;
    double real;
    const char *text; /* not owned */
};

struct frame {
    const struct frame_info *info;
    int64_t rows, room;
    union frame_cell *cells; /* rows x columns, row by row; owned */
};

/* Append a row (info->column_count cells). 0 or LOFT_ENOMEM. */
int frame_add(struct frame *frame, const union frame_cell *row);
void frame_clear(struct frame *frame);

/* Index of a column by name, -1 when there is none. */
int frame_column(const struct frame_info *info, const char *name);

static inline union frame_cell frame_cell(const struct frame *frame, int64_t row, int column)
{
    return frame->cells[row * frame->info->column_count + column];
}

/* Print as `text` (aligned, rounded, labels for codes), `csv` (header, full precision, ids) or
 * `json` (array of objects). In CSV an undefined number is an empty cell, in JSON null. `lists`
 * give the names of codes. Reals in full precision are printed with the fewest digits that read
 * back the same bits, at most 17. In text, reals of unit 1 whose name says `uplift` or `share` are
 * percentage points or per cent with one decimal; `danish` gives the decimal comma and `alle`. 0,
 * LOFT_EUSAGE for another format, LOFT_EFILE when `out` has an error, LOFT_ENOMEM. */
int frame_print(const struct frame *frame, const struct frame_list *lists, int list_count,
                const char *format, bool danish, FILE *out);

/* The list of a column; NULL for a column that has none. */
const struct frame_list *frame_find_list(const struct frame_list *lists, int count, const char *id);

#endif
