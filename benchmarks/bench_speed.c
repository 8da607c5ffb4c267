/* SPDX-License-Identifier: MIT */
/* How fast a full municipality runs on one thread, beside the naive C loop of a small reference
 * model (an array of structs, one sequential generator, nothing but five states and moves) measured
 * in the same program: the naive loop does a fraction of the work, so its speed is the yardstick,
 * not the goal. Both run five times in turn and the best of each counts: what else the machine
 * does can only slow them down. Usage: bench_speed [SCENARIO.ini [WEEKS]] */

#include "loft/base/clock.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/study/study.h"

#include <stdio.h>
#include <stdlib.h>

/* --- the naive loop --- */

enum { ROUNDS = 5 };

enum { AREAS = 10, UNEMPLOYED = 0, ACTIVATED, PART, FULL, OUT };

struct agent {
    int area, status, skill, weeks;
};

static uint64_t xoshiro_state[4];

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

/* xoshiro256++ (Blackman and Vigna 2019). */
static double xoshiro_uniform(void)
{
    uint64_t *s = xoshiro_state, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return (double)(result >> 11) * 0x1p-53;
}

static int next_status(const struct agent *a, const double *employed, double u)
{
    double job = 0.010 * (1 + 0.1 * a->skill) * (0.5 + employed[a->area]);
    switch (a->status) {
    case UNEMPLOYED:
        return u < 0.3 * job     ? PART
               : u < job         ? FULL
               : u < job + 0.03  ? ACTIVATED
               : u < job + 0.032 ? OUT
                                 : UNEMPLOYED;
    case ACTIVATED:
        job *= 1.5;
        return u < 0.3 * job ? PART : u < job ? FULL : u < job + 0.08 ? UNEMPLOYED : ACTIVATED;
    case PART:
        return u < 0.01 ? FULL : u < 0.022 ? UNEMPLOYED : PART;
    case FULL:
        return u < 0.006 ? UNEMPLOYED : FULL;
    default:
        return u < 0.004 ? UNEMPLOYED : OUT;
    }
}

/* Million agent-weeks a second. */
static double naive_speed(int people, int weeks)
{
    struct agent *agents = mem_new((size_t)people, sizeof *agents);
    if (agents == NULL)
        return 0;
    for (int i = 0; i < 4; i++)
        xoshiro_state[i] = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);
    for (int i = 0; i < people; i++)
        agents[i] = (struct agent){(int)(xoshiro_uniform() * AREAS), UNEMPLOYED,
                                   (int)(xoshiro_uniform() * 8), 0};
    double employed[AREAS] = {0};
    long moves = 0;
    double begun = clock_seconds();
    for (int week = 0; week < weeks; week++) {
        int working[AREAS] = {0}, living[AREAS] = {0};
        for (int i = 0; i < people; i++) {
            struct agent *a = &agents[i];
            int next = next_status(a, employed, xoshiro_uniform());
            bool found = a->status <= ACTIVATED && (next == PART || next == FULL);
            a->weeks = next == a->status ? a->weeks + 1 : 0;
            a->status = next;
            if (xoshiro_uniform() < 0.002 + (found ? 0.15 : 0)) {
                a->area = (int)(xoshiro_uniform() * AREAS);
                moves++;
            }
            living[a->area]++;
            working[a->area] += next == PART || next == FULL;
        }
        for (int k = 0; k < AREAS; k++)
            employed[k] = living[k] > 0 ? (double)working[k] / living[k] : 0;
    }
    double seconds = clock_seconds() - begun;
    if (moves == 0)
        fprintf(stderr, "the naive loop did nothing\n"); /* its work must not be left out */
    mem_free(agents);
    return (double)people * weeks / seconds / 1e6;
}

/* --- loft --- */

static int fail(const struct fault *fault)
{
    fprintf(stderr, "bench_speed: %s\n", fault->text);
    return error_exit_status(fault->code);
}

/* Million agent-weeks a second of one run on one thread; -1 on failure. */
static double loft_speed(const struct experiment *e, double seconds[PHASES], struct fault *fault)
{
    struct simulate_options options = {.threads = 1, .phase_seconds = seconds};
    struct outcome outcome;
    double begun = clock_seconds();
    if (simulate_run(e, 0, 0, &options, &outcome, fault) != 0)
        return -1;
    double speed = (double)outcome.agent_weeks / (clock_seconds() - begun) / 1e6;
    outcome_clear(&outcome);
    return speed;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "scenarios/studies/vollsmose.ini";
    static const char *const sets[] = {"output.trajectories=none"};
    struct study_overrides overrides = {.sets = sets,
                                        .set_count = 1,
                                        .weeks = argc > 2 ? atoi(argv[2]) : 520,
                                        .replicates = 1,
                                        .seed = -1};
    int naive_weeks = overrides.weeks < 100 ? 10 : 260;
    mem_keep();
    struct report report = {0};
    struct fault fault = {0};
    struct study study;
    if (study_read(&study, path, &overrides, &report) != 0) {
        report_print(&report, stderr);
        return 2;
    }
    double begun = clock_seconds();
    if (study_populate(&study, &fault) != 0)
        return fail(&fault);
    struct experiment *e = &study.experiment;
    printf("population made in %.2f s; %d people; world %.1f bytes a person at the start\n",
           clock_seconds() - begun, e->world.person.count,
           (double)world_bytes(&e->world) / e->world.person.count);
    double best = 0, naive = 0, seconds[PHASES] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        double found = naive_speed(e->world.person.count, naive_weeks);
        double speed = loft_speed(e, seconds, &fault);
        if (speed < 0)
            return fail(&fault);
        printf("round %d: loft %.1f million agent-weeks/s, naive loop %.1f\n", round + 1, speed,
               found);
        best = speed > best ? speed : best;
        naive = found > naive ? found : naive;
    }
    for (int phase = 0; phase < PHASES; phase++)
        printf("  %-9s %7.3f ms a week\n", simulate_phases[phase].name,
               1000 * seconds[phase] / e->weeks / ROUNDS);
    printf("the best of each: loft %.1f million agent-weeks/s, naive loop %.1f, ratio %.3f\n", best,
           naive, best / naive);
    printf("peak memory of this process %.0f MB\n", (double)clock_peak_memory() / 1e6);
    study_free(&study);
    return 0;
}
