/* SPDX-License-Identifier: MIT */
/* How many household budgets a second one thread computes, beside a loop that only reads the same
 * households and rules (the floor set by memory). 4,096 different households of one or two adults
 * with zero to four children, every set of the rulebook in turn; five rounds, the best of each
 * counts. Usage: bench_budget [MILLIONS] */

#include "loft/base/build.h"
#include "loft/base/clock.h"
#include "loft/base/error.h"
#include "loft/rules/cap.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { HOUSEHOLDS = 4096, ROUNDS = 5 };

static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 33) % below;
}

static void make(struct budget_household households[HOUSEHOLDS])
{
    uint64_t state = 2009;
    for (int i = 0; i < HOUSEHOLDS; i++) {
        struct budget_household *h = &households[i];
        *h = (struct budget_household){.adults = 1 + (int)draw(&state, 2),
                                       .married = true,
                                       .children = (int)draw(&state, 5),
                                       .rent = 200000 + (int64_t)draw(&state, 600000),
                                       .care_price = 200000};
        for (int a = 0; a < h->adults; a++)
            h->adult[a] = (struct budget_adult){.benefit = (enum budget_benefit)draw(&state, 2),
                                                .hours = (int32_t)draw(&state, 38),
                                                .wage = 10000 + (int64_t)draw(&state, 10000)};
        for (int c = 0; c < h->children; c++)
            h->age[c] = (uint8_t)draw(&state, 18);
    }
}

/* Seconds for `count` budgets (or, without rules, readings); the sum keeps the work alive. */
static double measure(const struct rulebook *book, const struct budget_household *households,
                      long count, bool compute, int64_t *sum)
{
    double begun = clock_seconds();
    for (long i = 0; i < count; i++) {
        const struct budget_household *h = &households[i % HOUSEHOLDS];
        const struct rules *rules = &book->sets[i / HOUSEHOLDS % book->count];
        struct budget budget = {.net = h->rent + h->adult[0].wage + rules->value[RULE_WAGE]};
        if (compute)
            budget_compute(rules, h, &budget);
        *sum += budget.net;
    }
    return clock_seconds() - begun;
}

int main(int argc, char **argv)
{
    static struct budget_household households[HOUSEHOLDS];
    struct rulebook book;
    struct report report = {0};
    char root[PATH_MAX], folder[PATH_MAX + 8];
    long count = 1000000 * (argc > 1 ? atol(argv[1]) : 2);
    snprintf(folder, sizeof folder, "%s/rules", build_scenarios(root, sizeof root));
    if (count <= 0 || rulebook_read(folder, &book, &report) != 0) {
        report_print(&report, stderr);
        fprintf(stderr, "bench_budget: see the comment at the top of benchmarks/bench_budget.c\n");
        return 2;
    }
    make(households);
    double best = 1e9, floor = 1e9;
    int64_t sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double read = measure(&book, households, count, false, &sum);
        double seconds = measure(&book, households, count, true, &sum);
        floor = read < floor ? read : floor;
        best = seconds < best ? seconds : best;
    }
    printf(
        "%.2f million household budgets a second on one thread (%.0f ns each; reading alone %.1f "
        "ns); check %lld\n",
        (double)count / best / 1e6, best / (double)count * 1e9, floor / (double)count * 1e9,
        (long long)(sum % 1000000));
    rulebook_clear(&book);
    return 0;
}
