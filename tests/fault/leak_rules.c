/* SPDX-License-Identifier: MIT */
#include "failing.h"

#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/rules/rulebook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A plain program for LeakSanitizer, which sees nothing under Criterion: reads a small rulebook,
 * then many random edits of one of its files, then the good ones with the n-th allocation failing,
 * for every n. Fails when something crashes, hangs, leaks, or an error is not an error.
 *
 *     leak_rules FOLDER [EDITS [SEED]]   FOLDER holds common.csv, series.csv, 2009.csv, 2010.csv */

enum { FILES = 4 };
static const char *const names[FILES] = {"common.csv", "series.csv", "2009.csv", "2010.csv"};
static char root[] = "/tmp/loft-leak-rules-XXXXXX";

static void fail(const char *what, long at)
{
    fprintf(stderr, "leak_rules: %s (%ld)\n", what, at);
    exit(1);
}

static void put(const char *name, const char *bytes, size_t length)
{
    char path[200];
    struct fault fault = {0};
    snprintf(path, sizeof path, "%s/%s", root, name);
    if (file_write(path, bytes, length, &fault) != 0)
        fail(fault.text, 0);
}

static int read_all(void)
{
    struct rulebook book;
    struct report report = {0};
    int code = rulebook_read(root, &book, &report);
    if (code != 0 && (book.count != 0 || book.sets != NULL || book.tables != NULL))
        fail("a book that failed is not empty", code);
    if (code == LOFT_ESCENARIO && report.errors == 0)
        fail("refused without a reason", code);
    rulebook_clear(&book);
    report_clear(&report);
    return code;
}

/* One byte of the file replaced, dropped or doubled. */
static size_t edit(const char *from, size_t length, char *to, unsigned *seed)
{
    static const char bytes[] = ",\"\n.-0123456789abcdefrs#\xff";
    size_t at = (size_t)rand_r(seed) % length;
    int kind = rand_r(seed) % 3;
    memcpy(to, from, at);
    if (kind == 0) {
        memcpy(to + at, from + at + 1, length - at - 1);
        return length - 1;
    }
    to[at] = bytes[(size_t)rand_r(seed) % (sizeof bytes - 1)];
    memcpy(to + at + 1, from + at + (kind == 1), length - at - (kind == 1));
    return length + (kind == 2);
}

int main(int argc, char **argv)
{
    char *texts[FILES], path[400];
    size_t lengths[FILES];
    struct fault fault = {0};
    long edits = argc > 2 ? atol(argv[2]) : 300;
    unsigned seed = argc > 3 ? (unsigned)atol(argv[3]) : 1;
    if (argc < 2 || mkdtemp(root) == NULL)
        fail("which folder?", 0);
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", argv[1], names[i]);
        if (file_read(path, &texts[i], &lengths[i], &fault) != 0)
            fail(fault.text, i);
        put(names[i], texts[i], lengths[i]);
    }
    if (read_all() != 0)
        fail("the good files are refused", 0);
    long refused = 0;
    for (long e = 0; e < edits; e++) {
        int i = (int)(e % FILES);
        char *changed = mem_new(lengths[i] + 2, 1);
        put(names[i], changed, edit(texts[i], lengths[i], changed, &seed));
        refused += read_all() != 0;
        put(names[i], texts[i], lengths[i]);
        mem_free(changed);
    }
    long last = 0;
    for (long n = 0;; n++) {
        allocations = 0;
        failing = n;
        int code = read_all();
        failing = -1;
        if (allocations <= n) {
            last = n;
            break;
        }
        if (code == 0)
            fail("an allocation failed and nobody noticed", n);
    }
    for (int i = 0; i < FILES; i++)
        mem_free(texts[i]);
    folder_remove(root, &fault);
    printf("%ld edits, %ld of them refused; %ld allocations failed in turn\n", edits, refused,
           last);
    return 0;
}
