/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RUN_ENSEMBLE_H
#define LOFT_RUN_ENSEMBLE_H

#include "loft/io/result.h"
#include "loft/run/simulate.h"

#include <signal.h>

/* All variants and replicates of an experiment: run side by side, each spooled to OUT.part/ when it
 * is finished, then put together in order into OUT (promise 8). */

struct ensemble_options {
    const char *out; /* path of the result file */
    uint64_t
        fingerprint; /* of scenario, seed and program: spooled replicates of another are not used */
    int threads;
    int32_t block; /* 0 = default */
    bool resume;   /* use what OUT.part/ holds */
    const volatile sig_atomic_t *stop;
    /* called after each simulated week of any run, one call at a time; NULL: never */
    void (*progress)(void *context, int64_t weeks_done, int64_t weeks_all);
    void *progress_context;
};

/* What came of it, for the summary. */
struct ensemble_result {
    int64_t agent_weeks;
    double seconds; /* of simulation, wall clock */
    int reused;     /* replicates taken from an earlier, interrupted run */
};

/* Run what is missing and write the file. LOFT_ESTOPPED when a signal stopped it: the finished
 * replicates stay in OUT.part/. `head` describes the file; notes for /provenance/run are made here.
 */
int ensemble_run(const struct experiment *experiment, const struct result_head *head,
                 const struct ensemble_options *options, struct ensemble_result *result,
                 struct fault *fault);

#endif
