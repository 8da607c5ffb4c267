/* SPDX-License-Identifier: MIT */
#include "loft/study/study.h"

#include "loft/base/build.h"
#include "loft/base/date.h"
#include "loft/conf/describe.h"
#include "loft/run/registry.h"

#include "internal.h"

#include <string.h>

static const struct param scenario_rows[] = {SCENARIO_PARAMS(PARAM_ROW, scenario_params)};
static const struct param output_rows[] = {OUTPUT_PARAMS(PARAM_ROW, output_params)};
static const struct param measures_rows[] = {MEASURES_PARAMS(PARAM_ROW, measures_params)};
static const struct param study_rows[] = {STUDY_PARAMS(PARAM_ROW, study_params)};
static const struct param cohort_rows[] = {COHORT_PARAMS(PARAM_ROW, cohort_params)};
static const struct param policy_rows[] = {POLICY_PARAMS(PARAM_ROW, policy_params)};
static const struct param variant_rows[] = {VARIANT_PARAMS(PARAM_ROW, variant_params)};
static const struct param preset_rows[] = {PRESET_PARAMS(PARAM_ROW, preset_params)};
static const struct param place_rows[] = {PLACE_PARAMS(PARAM_ROW, place_params)};
static const struct param population_rows[] = {POPULATION_PARAMS(PARAM_ROW, population_params)};

#define SECTION(name_, rows, text_)                                                                \
    {                                                                                              \
        .name = name_, .text = text_, .params = rows, .count = sizeof rows / sizeof *rows          \
    }

const struct param_section study_sections[] = {
    SECTION("scenario", scenario_rows, "The study: title, length, replicates, seed"),
    SECTION("output", output_rows, "What is stored"),
    SECTION("measures", measures_rows, "What is measured"),
    SECTION("study", study_rows, "Variants that are run besides"),
    SECTION("cohort", cohort_rows, "[cohort NAME]: people followed wherever they go"),
    SECTION("policy", policy_rows,
            "[policy NAME]: a policy; besides these keys, those of its levers"),
    SECTION("variant", variant_rows, "[variant NAME]: policies that are run together"),
    SECTION("preset", preset_rows, "What a preset file says of itself"),
    SECTION("place", place_rows, "The municipality and its areas"),
    SECTION("population", population_rows, "Margins from which the population is made"),
};
const size_t study_section_count = sizeof study_sections / sizeof *study_sections;

const struct param_section *study_section(const char *name)
{
    for (size_t i = 0; i < study_section_count; i++)
        if (strcmp(study_sections[i].name, name) == 0)
            return &study_sections[i];
    return NULL;
}

int study_populate(struct study *study, struct fault *fault)
{
    return experiment_populate(&study->experiment, fault);
}

uint64_t study_fingerprint(const struct study *study)
{
    const struct experiment *e = &study->experiment;
    struct digest digest = {0};
    digest_add(&digest, study->conf.text, study->conf.text_length);
    digest_add(&digest, build_version(), strlen(build_version()));
    digest_add(&digest, build_revision(), strlen(build_revision()));
    uint64_t numbers[4] = {e->seed, (uint64_t)e->weeks, (uint64_t)e->plan.trajectories,
                           (uint64_t)e->variant_count};
    digest_add(&digest, numbers, sizeof numbers);
    world_digest(&e->world, &digest);
    return digest.low ^ digest.high;
}

void study_head(const struct study *study, struct result_parameter *parameters,
                struct result_head *head)
{
    const struct experiment *e = &study->experiment;
    for (long i = 0; i < study->conf.effective_count; i++) {
        const struct conf_effective *row = &study->conf.effective[i];
        parameters[i] = (struct result_parameter){
            .key = row->name,
            .value = row->value,
            .unit = row->param->unit,
            .source = study->sources != NULL ? study->sources[i] : row->param->source,
            .grade = describe_grade(row),
            .set_at = row->set_at};
    }
    *head = (struct result_head){.title = study->scenario.title,
                                 .scenario = study->conf.text,
                                 .place = e->place.name,
                                 .calibration = "none",
                                 .seed = e->seed,
                                 .start_day = date_week_monday(e->plan.start_week),
                                 .weeks = e->weeks + 1,
                                 .replicates = e->replicates,
                                 .variants = study->names,
                                 .variant_count = e->variant_count,
                                 .lists = study->lists,
                                 .list_count = study->list_count,
                                 .infos = tally_infos,
                                 .info_count = TALLY_INFOS,
                                 .parameters = parameters,
                                 .parameter_count = (int)study->conf.effective_count};
}

void variant_free(struct variant *variant)
{
    mem_free(variant->late);
    mem_free(variant->made);
    if (variant->shares)
        return;
    for (int i = 0; i < variant->policy_count; i++)
        for (int u = 0; u < variant->policies[i].use_count; u++)
            mem_free(variant->policies[i].uses[u].own);
    mem_free(variant->policies);
    schedule_free(&variant->schedules);
}

void study_free(struct study *study)
{
    struct experiment *e = &study->experiment;
    mem_free(study->sources);
    for (int v = 0; v < e->variant_count; v++)
        variant_free(&e->variants[v]);
    mem_free(e->variants);
    schedule_free(&e->start_schedules);
    registry_release(&e->behaviour);
    place_free(&e->place);
    world_free(&e->world);
    conf_clear(&study->conf);
    *study = (struct study){0};
}
