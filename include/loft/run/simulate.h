/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RUN_SIMULATE_H
#define LOFT_RUN_SIMULATE_H

#include "loft/run/experiment.h"

#include <signal.h>

/* One replicate of one variant: the week loop. */

struct simulation {
    const struct experiment *experiment;
    const struct variant *variant;
    struct world world;
    struct week week;
    struct tally tally;
};

/* The week is a table: what happens, in which order, what it reads and writes. */
struct phase {
    const char *name;
    int (*run)(struct simulation *simulation);
    const char *reads, *writes, *purposes;
};
enum { PHASES = 8 };
extern const struct phase simulate_phases[PHASES];

struct simulate_options {
    int threads;      /* inside this run; 1 is best when replicates run side by side */
    int32_t block;    /* persons in a block; 0 = default */
    bool check;       /* conservation and classes after every phase; always in debug builds */
    uint64_t shuffle; /* not 0: rows of all tables in another order (for tests) */
    const volatile sig_atomic_t *stop; /* set by a signal: LOFT_ESTOPPED at the next week */
    void (*tick)(void *context);       /* called after every week, from any thread; NULL: never */
    void *tick_context;
    double *phase_seconds; /* [PHASES], added to; NULL: no clock is read */
    /* called after every week, for tests that look into the world; NULL: never */
    void (*watch)(void *context, struct simulation *simulation);
    void *watch_context;
};

/* Run `variant`, `replicate` from the first Monday to the last. The outcome is owned by the caller.
 * 0 or a code with its text in `fault`. */
int simulate_run(const struct experiment *experiment, int variant, int replicate,
                 const struct simulate_options *options, struct outcome *outcome,
                 struct fault *fault);

#endif
