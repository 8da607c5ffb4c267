/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/measure/quantities.h"

/* Names of codes. Areas: partition, declared sums, outside. */

static void add_kind(struct study *study, const char *id, const struct kind *kind)
{
    study->lists[study->list_count++] = (struct frame_list){
        .id = id, .names = kind->ids, .labels = kind->english, .count = (int)kind->count};
}

void study_make_lists(struct study *study)
{
    const struct place *place = &study->experiment.place;
    const struct tally_plan *plan = &study->experiment.plan;
    for (int c = 0; c < plan->columns; c++) {
        study->column_names[c] = place->ids[c];
        study->column_labels[c] = place->english[c];
    }
    study->column_names[plan->columns] = "outside";
    study->column_labels[plan->columns] = "rest of Denmark";
    for (int c = 0; c < plan->cohort_count; c++) {
        static const char *const labels[DEFAULT_COHORTS] = {
            "residents of 18-64", "recipients of cash benefit, 18-64", "children of 8-17"};
        study->cohort_names[c] = plan->cohorts[c].name;
        study->cohort_labels[c] = c < DEFAULT_COHORTS ? labels[c] : plan->cohorts[c].name;
    }
    study->list_count = 0;
    study->lists[study->list_count++] =
        (struct frame_list){"variant", study->names, study->names, study->experiment.variant_count};
    study->lists[study->list_count++] =
        (struct frame_list){"area", study->column_names, study->column_labels, plan->columns + 1};
    study->lists[study->list_count++] = (struct frame_list){
        "cohort", study->cohort_names, study->cohort_labels, plan->cohort_count};
    add_kind(study, "status", &kind_status);
    add_kind(study, "definition", &kind_employment);
    add_kind(study, "channel", &kind_channel);
    add_kind(study, "sex", &kind_sex);
    add_kind(study, "origin", &kind_origin);
    study->lists[study->list_count++] =
        (struct frame_list){"quantity", quantities_ids, quantities_texts, QUANTITIES};
}
