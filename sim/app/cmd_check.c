/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/date.h"
#include "loft/base/mem.h"
#include "loft/conf/describe.h"
#include "loft/world/margins.h"

#include <stdio.h>
#include <string.h>

enum { KEY_SET = 1000, KEY_FORMAT };

struct check_options {
    struct scenario_options scenario;
    const char *format;
};

static const struct argp_option options_known[] = {
    {"set", KEY_SET, "SECTION.KEY=VALUE", 0, "Override a setting; may be repeated", 0},
    {"format", KEY_FORMAT, "text|csv|json", 0, "How the parameters are printed", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct check_options *o = state->input;
    switch (key) {
    case KEY_SET:
        o->scenario.sets[o->scenario.set_count++] = arg;
        break;
    case KEY_FORMAT:
        o->format = arg;
        break;
    case ARGP_KEY_ARG:
        if (o->scenario.path != NULL)
            argp_error(state, "one file at a time");
        o->scenario.path = arg;
        break;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which file? For example scenarios/studies/vollsmose.ini");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {
    .options = options_known,
    .parser = parse,
    .args_doc = "FILE.ini",
    .doc = "Validate a scenario, place or preset and print every effective parameter: value, unit, "
           "grade, where it was set."};

static void print_policy_weeks(const struct study *study)
{
    const struct experiment *e = &study->experiment;
    for (int v = 0; v < e->variant_count; v++)
        for (int p = 0; p < e->variants[v].policy_count; p++) {
            const struct policy *policy = &e->variants[v].policies[p];
            char from[11], to[11] = "the end";
            date_format(date_week_monday(policy->from), from);
            if (policy->to != INT32_MAX)
                date_format(date_week_monday(policy->to), to);
            printf("variant '%s': policy '%s' from Monday %s to %s\n", e->variants[v].name,
                   policy->name, from, to);
        }
    if (e->plan.cohort_week > 0) {
        char date[11];
        printf("cohorts' date: Monday %s\n",
               date_format(date_week_monday(e->plan.cohort_week), date));
    }
}

static void print_notes(const struct study *study)
{
    const struct params *params = &study->experiment.start_params;
    for (int process = 0; process < PROCESSES; process++)
        if (!params_is_built((enum process)process))
            printf("process '%s' (%s) is not built yet: it does nothing\n", process_ids[process],
                   process_texts[process]);
        else if (!params_enabled(params, (enum process)process))
            printf("process '%s' is switched off\n", process_ids[process]);
    printf("numbers of the place:");
    for (int g = 0; g < CSV_GRADES; g++)
        printf("%s %lld %s", g > 0 ? "," : "", (long long)study->grades[g],
               csv_grade_name((enum csv_grade)g));
    printf("\n");
    long assumed = 0, graded = 0;
    for (long i = 0; i < study->conf.effective_count; i++) {
        const char *grade = describe_grade(&study->conf.effective[i]);
        graded += strcmp(grade, "choice") != 0;
        assumed += strcmp(grade, "assumption") == 0;
    }
    printf("parameters of the model: %ld, of them %ld assumptions\n", graded, assumed);
}

int cmd_check(int argc, char **argv)
{
    struct check_options o = {.scenario = {.weeks = -1, .replicates = -1, .seed = -1},
                              .format = "text"};
    o.scenario.sets = mem_new((size_t)argc, sizeof *o.scenario.sets);
    if (o.scenario.sets == NULL || argp_parse(&parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    struct study study;
    int status = app_read_study(&o.scenario, &study);
    if (status == 0) {
        if (strcmp(o.format, "csv") == 0) {
            describe_effective(&study.conf, DESCRIBE_CSV, stdout);
        } else if (strcmp(o.format, "json") == 0) {
            describe_effective(&study.conf, DESCRIBE_JSON, stdout);
        } else if (strcmp(o.format, "text") == 0) {
            describe_effective(&study.conf, DESCRIBE_TEXT, stdout);
            print_policy_weeks(&study);
            print_notes(&study);
        } else {
            status =
                app_usage("check", "unknown format '%s': expected text, csv or json", o.format);
        }
        study_free(&study);
    }
    mem_free(o.scenario.sets);
    return status;
}
