/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/clock.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/base/parallel.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal)
{
    (void)signal;
    stop_asked = 1;
}

enum {
    KEY_SET = 1000,
    KEY_THREADS,
    KEY_REPLICATES,
    KEY_WEEKS,
    KEY_SEED,
    KEY_RESUME,
    KEY_PROGRESS,
    KEY_BLOCK
};

struct run_options {
    struct scenario_options scenario;
    const char *out;
    long long threads, block;
    bool resume, progress;
};

static const struct argp_option options_known[] = {
    {"output", 'o', "OUT.h5", 0, "Result file (default: out/NAME.h5)", 0},
    {"set", KEY_SET, "SECTION.KEY=VALUE", 0, "Override a setting; may be repeated", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads (default: all processors)", 0},
    {"replicates", KEY_REPLICATES, "N", 0, "Runs of every variant", 0},
    {"weeks", KEY_WEEKS, "N", 0, "Length of the run", 0},
    {"seed", KEY_SEED, "N", 0, "Seed of population and luck", 0},
    {"resume", KEY_RESUME, NULL, 0, "Go on with an interrupted run", 0},
    {"progress", KEY_PROGRESS, NULL, 0, "Progress as plain lines, also when not on a terminal", 0},
    {"block", KEY_BLOCK, "N", 0, "Persons in a block of work; changes no result", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct run_options *o = state->input;
    switch (key) {
    case 'o':
        o->out = arg;
        break;
    case KEY_SET:
        o->scenario.sets[o->scenario.set_count++] = arg;
        break;
    case KEY_THREADS:
        app_number(state, "threads", arg, 1, 1024, &o->threads);
        break;
    case KEY_REPLICATES:
        app_number(state, "replicates", arg, 1, 100000, &o->scenario.replicates);
        break;
    case KEY_WEEKS:
        app_number(state, "weeks", arg, 1, 2600, &o->scenario.weeks);
        break;
    case KEY_SEED:
        app_number(state, "seed", arg, 0, 9007199254740992, &o->scenario.seed);
        break;
    case KEY_RESUME:
        o->resume = true;
        break;
    case KEY_PROGRESS:
        o->progress = true;
        break;
    case KEY_BLOCK:
        app_number(state, "block", arg, 16, 10000000, &o->block);
        break;
    case ARGP_KEY_ARG:
        if (o->scenario.path != NULL)
            argp_error(state, "one scenario file at a time: '%s' and '%s'", o->scenario.path, arg);
        o->scenario.path = arg;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which scenario file? For example scenarios/studies/vollsmose.ini");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {.options = options_known,
                                   .parser = parse,
                                   .args_doc = "FILE.ini",
                                   .doc = "Run all variants and replicates of a scenario, write "
                                          "the result file and print a summary."};

/* out/NAME.h5 beside the present folder. */
static const char *default_out(const char *scenario, char *buffer, size_t size)
{
    const char *slash = strrchr(scenario, '/');
    const char *name = slash != NULL ? slash + 1 : scenario;
    const char *dot = strrchr(name, '.');
    int length = dot != NULL && dot != name ? (int)(dot - name) : (int)strlen(name);
    snprintf(buffer, size, "out/%.*s.h5", length, name);
    return buffer;
}

struct progress {
    bool terminal, lines;
    double begun, last;
};

static void show_progress(void *context, int64_t done, int64_t all)
{
    struct progress *p = context;
    double now = clock_seconds();
    if (now - p->last < (p->terminal ? 0.2 : 5.0) && done < all)
        return;
    p->last = now;
    double share = all > 0 ? (double)done / (double)all : 1;
    double left = share > 0 ? (now - p->begun) * (1 - share) / share : 0;
    if (!p->terminal) {
        fprintf(stderr, "%3.0f %%, %.0f s left\n", 100 * share, left);
        return;
    }
    char bar[31];
    for (int i = 0; i < 30; i++)
        bar[i] = i < (int)(30 * share) ? '#' : '.';
    bar[30] = '\0';
    fprintf(stderr, "\r[%s] %3.0f %%, %.0f s left   ", bar, 100 * share, left);
    if (done >= all)
        fprintf(stderr, "\r%60s\r", "");
}

/* A finished file of the same scenario: --resume has nothing to do. */
static bool is_finished(const char *out, const struct result_head *head)
{
    struct result_file file;
    struct fault fault = {0};
    if (!file_exists(out) || result_open(out, &file, &fault) != 0)
        return false;
    bool same = strcmp(file.scenario, head->scenario) == 0 && file.seed == head->seed &&
                file.weeks == head->weeks && file.replicates == head->replicates;
    result_close_file(&file);
    return same;
}

static int make_out_folder(const char *out, struct fault *fault)
{
    char folder[PATH_MAX];
    if (folder_exists(out))
        return fault_set(fault, LOFT_EFILE, "cannot write '%s': it is a folder", out);
    return folder_make(file_folder(out, folder, sizeof folder), fault);
}

static void warn_about_size(const struct study *study)
{
    const struct experiment *e = &study->experiment;
    if (e->plan.trajectories != TRAJECTORIES_ALL)
        return;
    /* measured: about 5 spells of 7 bytes and 30 bytes a person and decade, deflated to a third */
    double people = 1.7 * e->world.person.count;
    double bytes = people * (30 + 7 * 5.0 * e->weeks / 520) / 3 * e->variant_count * e->replicates;
    fprintf(stderr, "trajectories = all: about %.0f MB of life courses will be written\n",
            bytes / 1e6);
}

static int run_study(struct study *study, const struct run_options *o, const char *out)
{
    struct fault fault = {0};
    int threads = o->threads > 0 ? (int)o->threads : parallel_default_threads();
    summary_begin(study, threads, out);
    fflush(stdout);
    if (make_out_folder(out, &fault) != 0 || study_populate(study, &fault) != 0)
        return app_fail(&fault);
    summary_people(study, threads);
    fflush(stdout);
    warn_about_size(study);
    struct result_parameter *parameters =
        mem_new((size_t)study->conf.effective_count, sizeof *parameters);
    if (parameters == NULL)
        return error_exit_status(LOFT_ENOMEM);
    struct result_head head;
    study_head(study, parameters, &head);
    struct progress progress = {.terminal = !o->progress && isatty(STDERR_FILENO),
                                .lines = o->progress,
                                .begun = clock_seconds()};
    struct ensemble_options options = {
        .out = out,
        .fingerprint = study_fingerprint(study),
        .threads = threads,
        .block = (int32_t)o->block,
        .resume = o->resume,
        .stop = &stop_asked,
        .progress = progress.terminal || progress.lines ? show_progress : NULL,
        .progress_context = &progress};
    struct ensemble_result result = {0};
    int code = 0;
    if (o->resume && is_finished(out, &head))
        fprintf(stderr, "%s is finished already; nothing to do\n", out);
    else
        code = ensemble_run(&study->experiment, &head, &options, &result, &fault);
    mem_free(parameters);
    if (code == LOFT_ESTOPPED) {
        fprintf(stderr, "\nstopped; what is finished is kept in %s.part. Go on with --resume.\n",
                out);
        return error_exit_status(code);
    }
    if (code == 0)
        code = summary_end(study, out, &result, &fault);
    return code == 0 ? 0 : app_fail(&fault);
}

int cmd_run(int argc, char **argv)
{
    struct run_options o = {.scenario = {.weeks = -1, .replicates = -1, .seed = -1}};
    o.scenario.sets = mem_new((size_t)argc, sizeof *o.scenario.sets);
    if (o.scenario.sets == NULL || argp_parse(&parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    struct sigaction action = {.sa_handler = ask_stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct study study;
    int status = app_read_study(&o.scenario, &study);
    if (status == 0 && study.scenario.title == NULL) {
        fprintf(stderr,
                "%s: error: a place or preset is not run by itself: write a scenario of it, with "
                "[scenario], title and extends\n",
                o.scenario.path);
        study_free(&study);
        status = error_exit_status(LOFT_ESCENARIO);
    } else if (status == 0) {
        char path[PATH_MAX];
        status = run_study(&study, &o,
                           o.out != NULL ? o.out : default_out(o.scenario.path, path, sizeof path));
        study_free(&study);
    }
    mem_free(o.scenario.sets);
    return status;
}
