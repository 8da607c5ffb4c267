/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_REPORT_H
#define LOFT_BASE_REPORT_H

#include <stdbool.h>
#include <stdio.h>

/* Everything that is wrong with a scenario, collected so that the user sees it all at once
 * (promise 9). Each entry is one line: `FILE:LINE: error: text` or `FILE:LINE: warning: text`. */

struct report_entry {
    char *file; /* owned; "" when the fault has no file (the command line) */
    int line;   /* 1-based; 0 when the fault has no line */
    bool warning;
    char *text; /* owned: what is wrong, what was expected, what to do */
};

struct report {
    struct report_entry *entries;
    long count, room;
    long errors;
};

/* Add an entry; identical entries are kept once. An entry that finds no memory still counts as an
 * error, so that a scenario is never accepted by accident. */
void report_error(struct report *report, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_warning(struct report *report, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Print all entries, errors and warnings in the order found. */
void report_print(const struct report *report, FILE *out);

/* 0 without errors, else LOFT_ESCENARIO. */
int report_code(const struct report *report);

void report_clear(struct report *report);

#endif
