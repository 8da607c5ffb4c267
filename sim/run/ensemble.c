/* SPDX-License-Identifier: MIT */
#include "loft/run/ensemble.h"

#include "loft/base/build.h"
#include "loft/base/clock.h"
#include "loft/base/file.h"
#include "loft/base/parallel.h"
#include "loft/io/spool.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

struct ensemble {
    const struct experiment *experiment;
    const struct ensemble_options *options;
    char folder[PATH_MAX];
    VEC(int32_t) tasks; /* replicate x variants + variant */
    int inner_threads;
    struct fault *faults; /* one per task */
    int stopped;          /* set when a task failed, so that no new one starts */
    int64_t weeks_done, weeks_all;
    int printing;
    int64_t agent_weeks;
};

static void tick(void *context)
{
    struct ensemble *e = context;
    int64_t done = __atomic_add_fetch(&e->weeks_done, 1, __ATOMIC_RELAXED);
    if (e->options->progress == NULL || __atomic_exchange_n(&e->printing, 1, __ATOMIC_ACQUIRE))
        return;
    e->options->progress(e->options->progress_context, done, e->weeks_all);
    __atomic_store_n(&e->printing, 0, __ATOMIC_RELEASE);
}

static void run_task(void *context, int task)
{
    struct ensemble *e = context;
    if (__atomic_load_n(&e->stopped, __ATOMIC_RELAXED))
        return;
    int variants = e->experiment->variant_count;
    int variant = e->tasks.data[task] % variants, replicate = e->tasks.data[task] / variants;
    struct simulate_options options = {.threads = e->inner_threads,
                                       .block = e->options->block,
                                       .stop = e->options->stop,
                                       .tick = tick,
                                       .tick_context = e};
    struct outcome outcome;
    struct fault *fault = &e->faults[task];
    int code = simulate_run(e->experiment, variant, replicate, &options, &outcome, fault);
    if (code == 0) {
        __atomic_add_fetch(&e->agent_weeks, outcome.agent_weeks, __ATOMIC_RELAXED);
        spool_write(e->folder, e->options->fingerprint, &outcome, fault);
    }
    outcome_clear(&outcome);
    if (fault->code != 0)
        __atomic_store_n(&e->stopped, 1, __ATOMIC_RELAXED);
}

/* What is to be run: by replicate, so that an interrupted run has whole pairs. */
static int list_tasks(struct ensemble *e, struct ensemble_result *result)
{
    const struct experiment *x = e->experiment;
    for (int replicate = 0; replicate < x->replicates; replicate++)
        for (int variant = 0; variant < x->variant_count; variant++) {
            if (e->options->resume &&
                spool_has(e->folder, e->options->fingerprint, variant, replicate)) {
                result->reused++;
                continue;
            }
            if (vec_push(&e->tasks, replicate * x->variant_count + variant) != 0)
                return LOFT_ENOMEM;
        }
    return 0;
}

static int run_tasks(struct ensemble *e, struct fault *fault)
{
    int tasks = (int)e->tasks.count;
    int outer = e->options->threads < tasks ? e->options->threads : tasks;
    e->inner_threads = outer > 0 ? e->options->threads / outer : 1;
    e->weeks_all = (int64_t)tasks * e->experiment->weeks;
    e->faults = mem_new((size_t)tasks, sizeof *e->faults);
    if (e->faults == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory");
    parallel_for(tasks, outer, run_task, e);
    for (int task = 0; task < tasks; task++)
        if (e->faults[task].code != 0)
            fault_set(fault, e->faults[task].code, "%s", e->faults[task].text);
    mem_free(e->faults);
    return fault->code;
}

static int note_run(struct result *file, const struct ensemble *e, double seconds,
                    struct fault *fault)
{
    char text[HOST_NAME_MAX + 64];
    if (gethostname(text, sizeof text) != 0)
        text[0] = '\0';
    text[sizeof text - 1] = '\0';
    int code = result_note(file, "host", text, fault);
    snprintf(text, sizeof text, "%d", e->options->threads);
    if (code == 0)
        code = result_note(file, "threads", text, fault);
    snprintf(text, sizeof text, "%.2f", seconds);
    if (code == 0)
        code = result_note(file, "seconds", text, fault);
    if (code == 0)
        code = result_note(file, "finished", clock_now(text), fault);
    if (code == 0)
        code = result_note(file, "compiler", build_compiler(), fault);
    return code == 0 ? result_note(file, "build_type", build_type(), fault) : code;
}

static int put_together(const struct ensemble *e, const struct result_head *head, double seconds,
                        struct fault *fault)
{
    const struct experiment *x = e->experiment;
    struct result *file = NULL;
    int code = result_create(e->options->out, head, &file, fault);
    for (int variant = 0; variant < x->variant_count && code == 0; variant++)
        for (int replicate = 0; replicate < x->replicates && code == 0; replicate++) {
            struct outcome outcome = {0};
            code = spool_read(e->folder, e->options->fingerprint, variant, replicate, tally_infos,
                              TALLY_INFOS, &outcome, fault);
            if (code == 0)
                code = result_append(file, &outcome, fault);
            outcome_clear(&outcome);
        }
    if (code == 0)
        code = note_run(file, e, seconds, fault);
    if (code == 0)
        return result_close(file, fault);
    result_drop(file);
    return code;
}

int ensemble_run(const struct experiment *experiment, const struct result_head *head,
                 const struct ensemble_options *options, struct ensemble_result *result,
                 struct fault *fault)
{
    struct ensemble e = {.experiment = experiment, .options = options};
    *result = (struct ensemble_result){0};
    if ((size_t)snprintf(e.folder, sizeof e.folder, "%s.part", options->out) >= sizeof e.folder)
        return fault_set(fault, LOFT_EFILE, "path too long: '%s'", options->out);
    int code = options->resume ? 0 : folder_remove(e.folder, fault);
    if (code == 0)
        code = folder_make(e.folder, fault);
    if (code == 0 && list_tasks(&e, result) != 0)
        code = fault_set(fault, LOFT_ENOMEM, "out of memory");
    double begun = clock_seconds();
    if (code == 0)
        code = run_tasks(&e, fault);
    result->seconds = clock_seconds() - begun;
    result->agent_weeks = e.agent_weeks;
    if (code == 0)
        code = put_together(&e, head, result->seconds, fault);
    if (code == 0)
        code = folder_remove(e.folder, fault);
    vec_clear(&e.tasks);
    return code;
}
