/* SPDX-License-Identifier: MIT */
/* How much noise two variants share. A policy with a small effect is run beside `base`, replicate
 * by replicate with the same luck; the variance of the paired difference is set against that of two
 * runs with independent seeds (the sum of the two variances), for the share in work (e2, 18-64) of
 * those who live in the place's focus area, and of those who lived there at the start. The paired
 * variance must be at most a tenth, with an effect of under one percentage point.
 *
 * Replicates 0 .. LONG-1 run to the later week, the others stop at the first one. Nothing but the
 * seed decides the figures, so the verdict is the same every time.
 *
 * Usage: bench_luck [-s SCENARIO.ini] [-n REPLICATES] [-w WEEKS] [-N LONG] [-W LATER] [-p PROCESS]
 *                   [-f FACTOR] [-t THREADS] [-q]
 * -q is quick and judges nothing: 10 replicates, none of them long. Weeks are multiples of 52. */

#include "loft/base/clock.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/parallel.h"
#include "loft/math/stat.h"
#include "loft/study/study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { AREA, COHORT, MEASURES, SOON = 0, LATER, TIMES, VARIANTS = 2 };

static const char *const measure_names[MEASURES] = {"whoever lives there", "those who lived there"};
static const double least_ratio = 10, most_effect = 0.01;

struct settings {
    const char *scenario, *process, *factor;
    int replicates[TIMES]; /* how many run to each of the two weeks */
    int weeks[TIMES];
    int threads;
    bool judge;
};

/* Shares in work at both weeks, by measure, variant and replicate; NaN where a run was shorter. */
struct bench {
    const struct settings *settings;
    const struct experiment *experiments[TIMES]; /* the same but for the weeks */
    int area;                                    /* column of the focus area */
    double *shares[TIMES][MEASURES][VARIANTS];   /* [replicate]; owned */
    struct fault *faults;                        /* one per task; owned */
};

static int64_t count_at(const struct frame *uplift, int64_t row, const char *column)
{
    return frame_cell(uplift, row, frame_column(uplift->info, column)).count;
}

static double share_at(const struct frame *uplift, int64_t row, const char *part, const char *whole)
{
    return (double)count_at(uplift, row, part) / (double)count_at(uplift, row, whole);
}

/* Take the shares of the focus area from the table `uplift`: cohort 0 = residents, e2. */
static void take_shares(struct bench *bench, const struct outcome *outcome)
{
    const struct frame *uplift = &outcome->frames[0];
    for (int64_t row = 0; row < uplift->rows; row++) {
        if (count_at(uplift, row, "area") != bench->area || count_at(uplift, row, "cohort") != 0 ||
            count_at(uplift, row, "definition") != EMPLOYMENT_E2)
            continue;
        int64_t week = count_at(uplift, row, "to_week");
        int v = outcome->variant, r = outcome->replicate;
        for (int time = 0; time < TIMES; time++) {
            if (week != bench->settings->weeks[time])
                continue;
            bench->shares[time][AREA][v][r] =
                share_at(uplift, row, "residents_employed_end", "residents_end");
            bench->shares[time][COHORT][v][r] =
                share_at(uplift, row, "cohort_employed_end", "cohort_end");
        }
    }
}

static void run_task(void *context, int task)
{
    struct bench *bench = context;
    int replicate = task / VARIANTS, variant = task % VARIANTS;
    bool is_long = replicate < bench->settings->replicates[LATER];
    struct simulate_options options = {.threads = 1};
    struct outcome outcome;
    if (simulate_run(bench->experiments[is_long ? LATER : SOON], variant, replicate, &options,
                     &outcome, &bench->faults[task]) != 0)
        return;
    take_shares(bench, &outcome);
    outcome_clear(&outcome);
    if (isatty(STDERR_FILENO))
        fputc('.', stderr);
}

/* --- what came of it --- */

struct verdict {
    double effect, effect_se;
    double independent, paired; /* variances of the difference */
    double ratio, low, high;    /* with a 95 % interval by the jackknife */
};

static double variance(const double *values, int count)
{
    double sd = stat_sd(values, count);
    return sd * sd;
}

/* Variance for independent seeds over paired variance, without replicate `skip` (-1: with all). */
static double ratio_of(const double *base, const double *policy, int count, int skip, double *work)
{
    double *b = work, *p = work + count, *d = work + 2 * count;
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (i == skip)
            continue;
        b[kept] = base[i];
        p[kept] = policy[i];
        d[kept++] = policy[i] - base[i];
    }
    return (variance(b, kept) + variance(p, kept)) / variance(d, kept);
}

static int judge(const double *base, const double *policy, int count, struct verdict *verdict)
{
    double *work = mem_new(4 * (size_t)count, sizeof *work);
    if (work == NULL)
        return LOFT_ENOMEM;
    double *d = work + 3 * count, squares = 0;
    verdict->ratio = ratio_of(base, policy, count, -1, work);
    for (int i = 0; i < count; i++) {
        double left_out = log(ratio_of(base, policy, count, i, work) / verdict->ratio);
        squares += left_out * left_out;
    }
    double se = sqrt(squares * (count - 1) / count), t = stat_t95(count - 1);
    verdict->low = verdict->ratio * exp(-t * se);
    verdict->high = verdict->ratio * exp(t * se);
    for (int i = 0; i < count; i++)
        d[i] = policy[i] - base[i];
    struct stat_interval effect = stat_paired(d, count);
    verdict->effect = effect.estimate;
    verdict->effect_se = effect.se;
    verdict->independent = variance(base, count) + variance(policy, count);
    verdict->paired = variance(d, count);
    mem_free(work);
    return 0;
}

static int print_time(const struct bench *bench, int time, bool *good)
{
    int count = bench->settings->replicates[time];
    printf("week %d, %d replicates\n", bench->settings->weeks[time], count);
    for (int measure = 0; measure < MEASURES; measure++) {
        double *const *shares = bench->shares[time][measure];
        struct verdict v;
        if (judge(shares[0], shares[1], count, &v) != 0)
            return LOFT_ENOMEM;
        *good = *good && v.ratio >= least_ratio && fabs(v.effect) < most_effect;
        printf("  %-22s effect %+.3f points (se %.3f); sd of a difference %.3f paired, %.3f for "
               "independent seeds: variance %.1f times smaller (%.1f to %.1f)\n",
               measure_names[measure], 100 * v.effect, 100 * v.effect_se, 100 * sqrt(v.paired),
               100 * sqrt(v.independent), v.ratio, v.low, v.high);
    }
    return 0;
}

/* --- setting up --- */

static int run_all(struct bench *bench, struct fault *fault)
{
    const struct settings *settings = bench->settings;
    int most = settings->replicates[SOON], tasks = most * VARIANTS, code = 0;
    bench->faults = mem_new((size_t)tasks, sizeof *bench->faults);
    for (int n = 0; n < TIMES * MEASURES * VARIANTS && code == 0; n++) {
        double *shares = mem_new((size_t)most, sizeof *shares);
        bench->shares[n / (MEASURES * VARIANTS)][n / VARIANTS % MEASURES][n % VARIANTS] = shares;
        for (int r = 0; r < most && shares != NULL; r++)
            shares[r] = NAN;
        code = shares == NULL ? LOFT_ENOMEM : 0;
    }
    if (code != 0 || bench->faults == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory");
    parallel_for(tasks, settings->threads, run_task, bench);
    for (int task = 0; task < tasks && code == 0; task++)
        if (bench->faults[task].code != 0)
            code = fault_set(fault, bench->faults[task].code, "%s", bench->faults[task].text);
    return code;
}

static void release(struct bench *bench)
{
    for (int n = 0; n < TIMES * MEASURES * VARIANTS; n++)
        mem_free(bench->shares[n / (MEASURES * VARIANTS)][n / VARIANTS % MEASURES][n % VARIANTS]);
    mem_free(bench->faults);
}

/* Run everything and print the figures; `good` stays true if the noise is small enough. 0 or a
 * code. */
static int measure(const struct settings *settings, struct study *study, bool *good,
                   struct fault *fault)
{
    struct experiment soon = study->experiment; /* shares everything, but stops earlier */
    soon.weeks = soon.plan.weeks = settings->weeks[SOON];
    struct bench bench = {.settings = settings,
                          .experiments = {&soon, &study->experiment},
                          .area = study->experiment.place.focus};
    double begun = clock_seconds();
    int code = run_all(&bench, fault);
    double seconds = clock_seconds() - begun;
    if (isatty(STDERR_FILENO))
        fputc('\n', stderr);
    if (code == 0)
        printf("%s, %s: base and '%s' (%s x %s), %d people, %.0f s on %d threads\n",
               study->experiment.place.title,
               study->experiment.place.english[study->experiment.place.focus], study->names[1],
               settings->process, settings->factor, study->experiment.world.person.count, seconds,
               settings->threads);
    if (code == 0)
        code = print_time(&bench, SOON, good);
    bool later = true; /* printed beside it, not judged */
    if (code == 0 && settings->replicates[LATER] > 2)
        code = print_time(&bench, LATER, &later);
    release(&bench);
    return code;
}

static bool read_options(int argc, char **argv, struct settings *s)
{
    int option;
    while ((option = getopt(argc, argv, "s:n:w:N:W:p:f:t:q")) != -1) {
        switch (option) {
        case 's':
            s->scenario = optarg;
            break;
        case 'n':
            s->replicates[SOON] = atoi(optarg);
            break;
        case 'w':
            s->weeks[SOON] = atoi(optarg);
            break;
        case 'N':
            s->replicates[LATER] = atoi(optarg);
            break;
        case 'W':
            s->weeks[LATER] = atoi(optarg);
            break;
        case 'p':
            s->process = optarg;
            break;
        case 'f':
            s->factor = optarg;
            break;
        case 't':
            s->threads = atoi(optarg);
            break;
        case 'q':
            s->replicates[SOON] = 10;
            s->replicates[LATER] = 0;
            s->judge = false;
            break;
        default:
            return false;
        }
    }
    if (s->replicates[LATER] > s->replicates[SOON])
        s->replicates[LATER] = s->replicates[SOON];
    return optind == argc && s->replicates[SOON] > 2 && s->weeks[SOON] > 0 &&
           s->weeks[SOON] % 52 == 0 && s->weeks[LATER] % 52 == 0 &&
           s->weeks[LATER] > s->weeks[SOON];
}

int main(int argc, char **argv)
{
    struct settings settings = {.scenario = "scenarios/studies/luck.ini",
                                .process = "hiring",
                                .factor = "1.05",
                                .replicates = {100, 40},
                                .weeks = {208, 520},
                                .threads = parallel_default_threads(),
                                .judge = true};
    if (!read_options(argc, argv, &settings)) {
        fprintf(stderr, "bench_luck: see the comment at the top of benchmarks/bench_luck.c\n");
        return 2;
    }
    char process[64], factor[64];
    snprintf(process, sizeof process, "policy.nudge.process=%s", settings.process);
    snprintf(factor, sizeof factor, "policy.nudge.factor=%s", settings.factor);
    const char *const sets[] = {process, factor};
    struct study_overrides overrides = {.sets = sets,
                                        .set_count = 2,
                                        .weeks = settings.weeks[LATER],
                                        .replicates = settings.replicates[SOON],
                                        .seed = -1};
    struct report report = {0};
    struct fault fault = {0};
    struct study study;
    if (study_read(&study, settings.scenario, &overrides, &report) != 0) {
        report_print(&report, stderr);
        return 2;
    }
    bool good = true;
    int code = study_populate(&study, &fault);
    if (code == 0)
        code = measure(&settings, &study, &good, &fault);
    study_free(&study);
    report_clear(&report);
    if (code != 0) {
        fprintf(stderr, "bench_luck: %s\n", fault.text);
        return error_exit_status(code);
    }
    if (!settings.judge)
        return 0;
    printf("%s: the variance must be at least %.0f times smaller, the effect under %.0f point\n",
           good ? "pass" : "FAIL", least_ratio, 100 * most_effect);
    return good ? 0 : 1;
}
