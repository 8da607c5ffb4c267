/* SPDX-License-Identifier: MIT */
#include "failing.h"

#include "loft/base/error.h"
#include "loft/study/study.h"

#include <stdio.h>
#include <stdlib.h>

/* A plain program for LeakSanitizer: a village is read, made and run for a year; then the same with
 * the n-th allocation failing, for n over the whole range. Fails when something crashes or leaks,
 * or when running out of memory is not told as such.
 *
 *     leak_run STUDY.ini [TRIES]      (tests/fault/village.ini) */

/* One attempt; returns the code at which it ended. */
static int attempt(const char *path)
{
    struct study_overrides overrides = {.weeks = -1, .replicates = -1, .seed = -1};
    struct report report = {0};
    struct fault fault = {0};
    struct outcome outcome = {0};
    struct study study;
    int code = study_read(&study, path, &overrides, &report);
    if (failing < 0)
        report_print(&report, stderr);
    if (code == 0)
        code = study_populate(&study, &fault);
    struct simulate_options options = {.threads = 1};
    for (int v = 0; v < study.experiment.variant_count && code == 0; v++) {
        code = simulate_run(&study.experiment, v, 0, &options, &outcome, &fault);
        outcome_clear(&outcome);
    }
    report_clear(&report);
    study_free(&study);
    return code;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: leak_run STUDY.ini [TRIES]\n");
        return 2;
    }
    const char *path = argv[1];
    long tries = argc > 2 ? atol(argv[2]) : 150;
    if (attempt(path) != 0) {
        fprintf(stderr, "leak_run: the village does not run\n");
        return 1;
    }
    long all = allocations, told = 0;
    for (long n = 0; n < tries; n++) {
        allocations = 0;
        failing = all * n / tries;
        int code = attempt(path);
        if (code != LOFT_ENOMEM && code != LOFT_ESCENARIO) {
            fprintf(stderr, "leak_run: allocation %ld of %ld failed and the code is %d (%s)\n",
                    failing, all, code, error_text(code));
            return 1;
        }
        told++;
    }
    printf("leak_run: %ld allocations, %ld failed in turn, all told\n", all, told);
    return 0;
}
