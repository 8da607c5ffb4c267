/* SPDX-License-Identifier: MIT */
#ifndef LOFT_STUDY_STUDY_H
#define LOFT_STUDY_STUDY_H

#include "loft/conf/conf.h"
#include "loft/run/ensemble.h"

/* A study: a scenario file read, checked and turned into an experiment. */

/* clang-format off */
#define SCENARIO_PARAMS(P, S) \
    P(S, TEXT, title, "1", NULL, NULL, NULL, NULL, "a choice", CHOICE, false, \
      "Title of the study.") \
    P(S, TEXT, extends, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "File that this one extends, by path or bare name: usually a place.") \
    P(S, DATE, start, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "First Monday of the run; empty = the date of the place's margins.") \
    P(S, COUNT, weeks, "week", "520", "1", "2600", NULL, "a choice", CHOICE, false, \
      "Length of the run.") \
    P(S, COUNT, replicates, "1", "10", "1", "100000", NULL, "a choice", CHOICE, false, \
      "Runs of every variant, each with luck of its own.") \
    P(S, COUNT, seed, "1", "1", "0", "9007199254740992", NULL, "a choice", CHOICE, false, \
      "Seed of population and luck.")
#define OUTPUT_PARAMS(P, S) \
    P(S, CHOICE, trajectories, "1", "cohort", NULL, NULL, "none|cohort|areas|all", "a choice", CHOICE, false, \
      "Whose life courses are stored: cohort = members of the default cohorts of the place's focus area; areas = everyone who ever lives there; all = everyone.")
#define MEASURES_PARAMS(P, S) \
    P(S, DATE, cohort_at, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "The cohorts' date, for all variants; empty = the earliest start of a policy inside the run, else the start of the run.")
#define STUDY_PARAMS(P, S) \
    P(S, FLAG, anatomy, "1", "no", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "Run every variant again, from the cohorts' date on, without the link from job to moving (link_off), with neutral arrivals, with both, without ageing, and with all three and no disability pensions granted (neutral).")
#define COHORT_PARAMS(P, S) \
    P(S, SET, areas, "1", "all", NULL, NULL, "areas", "a choice", CHOICE, false, \
      "Where its members live at the date.") \
    P(S, SPAN, ages, "year", "18-64", "0", "120", NULL, "a choice", CHOICE, false, \
      "Completed years of age at the date.") \
    P(S, SET, sex, "1", "all", NULL, NULL, "sex", "a choice", CHOICE, false, "Sex.") \
    P(S, SET, origin, "1", "all", NULL, NULL, "origin", "a choice", CHOICE, false, "Origin.") \
    P(S, SET, statuses, "1", "all", NULL, NULL, "status", "a choice", CHOICE, false, \
      "Main statuses at the date.") \
    P(S, DATE, at, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "The cohorts' date; a file has one, so this must agree with [measures] cohort_at and with other cohorts.")
#define VARIANT_PARAMS(P, S) \
    P(S, SET, enable, "1", "", NULL, NULL, "policies", "a choice", CHOICE, false, \
      "Policies that the variant switches on. Any key of the model or of its policies may be set besides.")
#define PRESET_PARAMS(P, S) \
    P(S, TEXT, title, "1", NULL, NULL, NULL, NULL, "a choice", CHOICE, false, "Name of the preset.") \
    P(S, TEXT, text, "1", NULL, NULL, NULL, NULL, "a choice", CHOICE, false, "What it is, in a sentence.") \
    P(S, CHOICE, grade, "1", NULL, NULL, NULL, "A|B|C|none", "a choice", CHOICE, false, \
      "How good the evidence for its behavioural effects is.") \
    P(S, TEXT, evidence, "1", NULL, NULL, NULL, NULL, "a choice", CHOICE, false, "The evidence.")
/* clang-format on */
struct scenario_params {
    SCENARIO_PARAMS(PARAM_FIELD, scenario_params)
};
struct output_params {
    OUTPUT_PARAMS(PARAM_FIELD, output_params)
};
struct measures_params {
    MEASURES_PARAMS(PARAM_FIELD, measures_params)
};
struct study_params {
    STUDY_PARAMS(PARAM_FIELD, study_params)
};
struct cohort_params {
    COHORT_PARAMS(PARAM_FIELD, cohort_params)
};
struct variant_params {
    VARIANT_PARAMS(PARAM_FIELD, variant_params)
};
struct preset_params {
    PRESET_PARAMS(PARAM_FIELD, preset_params)
};

/* Sections of a scenario file other than the model's: [scenario], [output], ... for `loft explain`
 * and docs/parameters.md. */
extern const struct param_section study_sections[];
extern const size_t study_section_count;

enum { VARIANTS_MOST = 64, POLICIES_MOST = 63, STUDY_NAMES_MOST = 64, SOURCE_LONGEST = 400 };

struct study {
    struct conf conf;
    struct scenario_params scenario;
    struct output_params output;
    struct measures_params measures;
    struct study_params study;
    struct experiment experiment;
    const char *names[VARIANTS_MOST];    /* of the variants */
    const char *policies[POLICIES_MOST]; /* of all policies of the file, in its order */
    int policy_count;
    int64_t grades[CSV_GRADES]; /* numbers of the place and its schedules by grade */
    /* source of each effective value, as describe_source gives it; owned */
    char (*sources)[SOURCE_LONGEST];
    /* names of codes, for tables and files */
    struct frame_list lists[12];
    int list_count;
    const char *column_names[COLUMNS_MOST + 1], *column_labels[COLUMNS_MOST + 1],
        *column_danish[COLUMNS_MOST + 1];
    const char *cohort_names[COHORTS_MOST], *cohort_labels[COHORTS_MOST];
};

/* Settings of the command line that override the file's. -1 / NULL: not given. */
struct study_overrides {
    const char *const *sets; /* --set, each "SECTION.KEY=VALUE" */
    int set_count;
    int64_t weeks, replicates, seed;
};

/* Read and check a scenario; everything wrong goes into the report, with file:line. The population
 * is not made (study_populate). Also reads a place or a preset on its own, for `loft check`: then
 * only what is there is checked. 0, LOFT_ESCENARIO or LOFT_ENOMEM. */
int study_read(struct study *study, const char *path, const struct study_overrides *overrides,
               struct report *report);

/* Make the population. 0 or a code. */
int study_populate(struct study *study, struct fault *fault);

/* Fingerprint of what decides the results: scenario, population, program. After study_populate. */
uint64_t study_fingerprint(const struct study *study);

/* What a result file says of the study; `parameters` (conf.effective_count of them, owned by the
 * caller) is filled. Nothing in the head is owned. */
void study_head(const struct study *study, struct result_parameter *parameters,
                struct result_head *head);

void study_free(struct study *study);

#endif
