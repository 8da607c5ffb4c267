/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/mem.h"
#include "loft/base/parallel.h"
#include "loft/study/validate.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    KEY_QUICK = 1000,
    KEY_TARGETS,
    KEY_REPLICATES,
    KEY_THREADS,
    KEY_SET,
    KEY_FORMAT,
    KEY_LANGUAGE
};

struct validate_command {
    struct validate_options options;
    const char **sets;
    const char *targets;
    struct table_options table;
};

static const struct argp_option options_known[] = {
    {"quick", KEY_QUICK, NULL, 0, "4 replicates instead of all", 0},
    {"targets", KEY_TARGETS, "FILE.csv", 0,
     "Published figures (default: the program's own validation/targets.csv)", 0},
    {"replicates", KEY_REPLICATES, "N", 0, "Replicates of every study", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads (default: all processors)", 0},
    {"set", KEY_SET, "SECTION.KEY=VALUE", 0, "Override a setting of the studies; may be repeated",
     0},
    {"format", KEY_FORMAT, "text|csv|json", 0, "Text is rounded; CSV and JSON are not", 0},
    {"language", KEY_LANGUAGE, "en|da", 0, "Language of text", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct validate_command *c = state->input;
    long long number;
    switch (key) {
    case KEY_QUICK:
        c->options.quick = true;
        break;
    case KEY_TARGETS:
        c->targets = arg;
        break;
    case KEY_REPLICATES:
        if (app_number(state, "replicates", arg, 1, 100000, &number))
            c->options.replicates = (int32_t)number;
        break;
    case KEY_THREADS:
        if (app_number(state, "threads", arg, 1, 1024, &number))
            c->options.threads = (int)number;
        break;
    case KEY_SET:
        c->sets[c->options.set_count++] = arg;
        break;
    case KEY_FORMAT:
        if (strcmp(arg, "text") != 0 && strcmp(arg, "csv") != 0 && strcmp(arg, "json") != 0)
            argp_error(state, "unknown format '%s': expected text, csv or json", arg);
        c->table.format = arg;
        break;
    case KEY_LANGUAGE:
        if (strcmp(arg, "en") != 0 && strcmp(arg, "da") != 0)
            argp_error(state, "--language: expected en or da, got '%s'", arg);
        c->table.danish = strcmp(arg, "da") == 0;
        break;
    case ARGP_KEY_ARG:
        argp_error(state, "no operand is expected: '%s'", arg);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {
    .options = options_known,
    .parser = parse,
    .doc =
        "Set the model beside published figures: run the studies of the table of targets without "
        "policy and tell, row by row, whether the model agrees. Exit status 1 when a row that "
        "must agree does not."};

static void print_count(const struct validation *v)
{
    int64_t hard = 0, agree = 0;
    for (int64_t n = 0; n < v->count; n++) {
        hard += v->rows[n].hard;
        agree += v->rows[n].verdict == VALIDATE_AGREES;
    }
    printf(
        "\n%lld of %lld rows agree: at least 90 %% of the replicates (%d) lie in the band; of the "
        "%lld that must, %lld.\n",
        (long long)agree, (long long)v->count, (int)v->rows[0].replicates, (long long)hard,
        (long long)(hard - validate_failures(v)));
}

static int print_validation(const struct validation *v, const struct table_options *table)
{
    struct frame frame;
    struct validate_texts texts = {0};
    bool text = strcmp(table->format, "text") == 0;
    int code = text ? validate_people(v, table->danish, &frame, &texts) : validate_frame(v, &frame);
    int status = code != 0 ? error_exit_status(code) : app_print(&frame, NULL, 0, table);
    if (status == 0 && text)
        print_count(v);
    frame_clear(&frame);
    validate_free_texts(&texts);
    return status;
}

static int validate(const struct validate_command *c)
{
    struct validation v = {0};
    struct report report = {0};
    struct fault fault = {0};
    char path[PATH_MAX];
    const char *targets = c->targets;
    int code = 0, status = 0;
    if (targets == NULL && conf_locate("targets", NULL, ".csv", path, sizeof path))
        targets = path;
    if (targets == NULL)
        code = fault_set(&fault, LOFT_EFILE,
                         "the program's validation/targets.csv is not where its scenarios are");
    if (code == 0)
        code = validate_read(&v, targets, &report);
    if (code == 0) {
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "running the studies of %s ...\n", targets);
        code = validate_run(&v, &c->options, &report, &fault);
    }
    report_print(&report, stderr);
    if (code == 0)
        status = print_validation(&v, &c->table);
    else
        status =
            fault.code != 0 || code != LOFT_ESCENARIO ? app_fail(&fault) : error_exit_status(code);
    if (status == 0 && validate_failures(&v) > 0)
        status = error_exit_status(LOFT_EDIFFERENT);
    report_clear(&report);
    validate_free(&v);
    return status;
}

int cmd_validate(int argc, char **argv)
{
    struct validate_command c = {.options = {.threads = parallel_default_threads()},
                                 .table = {.format = "text"}};
    c.sets = mem_new((size_t)argc, sizeof *c.sets);
    if (c.sets == NULL || argp_parse(&parser, argc, argv, 0, NULL, &c) != 0)
        return error_exit_status(LOFT_EUSAGE);
    c.options.sets = c.sets;
    int status = validate(&c);
    mem_free(c.sets);
    return status;
}
