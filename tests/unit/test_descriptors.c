/* SPDX-License-Identifier: MIT */
#include "village.h"

#include "loft/base/text.h"
#include "loft/run/registry.h"

#include <ctype.h>

/* Every parameter of every section and lever is described: unit, range, default, source, grade,
 * text. */

enum { LISTS = 6 };
static struct param_names lists[LISTS];

static void make_lists(struct village *v)
{
    static const char *const policies[] = {"some_policy"};
    village_read(v, "village", 1, NULL, 0);
    lists[0] = place_names(&v->study.experiment.place);
    lists[1] = (struct param_names){"sex", kind_sex.ids, NULL, kind_sex.count};
    lists[2] = (struct param_names){"origin", kind_origin.ids, NULL, kind_origin.count};
    lists[3] = (struct param_names){"status", kind_status.ids, NULL, kind_status.count};
    lists[5] =
        (struct param_names){"match_groups", kind_match_group.ids, NULL, kind_match_group.count};
    lists[4] = (struct param_names){"policies", policies, NULL, 1};
}

static void check_section(const char *name, const char *text, const struct param *params,
                          size_t count)
{
    char why[1000];
    cr_assert(text != NULL && strlen(text) > 5, "%s", name);
    cr_assert_gt(count, 0, "%s", name);
    size_t faulty = param_check_all(params, count, lists, LISTS, why, sizeof why);
    cr_assert_eq(faulty, 0, "[%s] %s", name, why);
    for (size_t i = 0; i < count; i++) {
        const struct param *p = &params[i];
        cr_assert(strlen(p->text) > 3 && strlen(p->text) < 400, "%s.%s", name, p->key);
        cr_assert_leq((unsigned)p->grade, GRADE_CHOICE);
        cr_assert(p->grade == GRADE_CHOICE || p->fallback != NULL, "%s.%s", name, p->key);
        bool number = p->type == PARAM_SHARE || p->type == PARAM_FACTOR || p->type == PARAM_MONEY ||
                      p->type == PARAM_COUNT;
        cr_assert(!number || p->type == PARAM_SHARE || (p->low != NULL && p->high != NULL),
                  "%s.%s has no range", name, p->key);
        cr_assert(!number || strcmp(p->unit, "") != 0);
        for (const char *c = p->key; *c != '\0'; c++)
            cr_assert(islower((unsigned char)*c) || *c == '_', "%s.%s", name, p->key);
        for (size_t j = 0; j < i; j++)
            cr_assert_gt(text_distance(params[j].key, p->key), 1, "[%s] %s and %s", name, p->key,
                         params[j].key);
    }
}

/* Fails when a parameter loses its unit, text or source, when its default leaves its range, when a
 * key gets a digit, or two keys of a section differ by one letter. */
Test(descriptors, parameters_of_the_model)
{
    struct village v;
    make_lists(&v);
    for (size_t s = 0; s < params_section_count; s++)
        check_section(params_sections[s].name, params_sections[s].text, params_sections[s].params,
                      params_sections[s].count);
    village_free(&v);
}

Test(descriptors, parameters_of_a_study)
{
    struct village v;
    make_lists(&v);
    for (size_t s = 0; s < study_section_count; s++)
        check_section(study_sections[s].name, study_sections[s].text, study_sections[s].params,
                      study_sections[s].count);
    village_free(&v);
}

static const struct param_section *policy_section(void)
{
    for (size_t s = 0; s < study_section_count; s++)
        if (strcmp(study_sections[s].name, "policy") == 0)
            return &study_sections[s];
    cr_assert_fail("no section 'policy'");
    return NULL;
}

/* Keys of a lever stand in one section with those that all policies have. */
Test(descriptors, parameters_of_the_levers)
{
    struct village v;
    make_lists(&v);
    const struct param_section *policy = policy_section();
    for (int k = 0; k < registry_lever_count; k++) {
        const struct lever *lever = registry_levers[k];
        check_section(lever->name, lever->text, lever->params, lever->param_count);
        cr_assert(lever->equation != NULL && strlen(lever->equation) > 10);
        cr_assert(lever->most != NULL && lever->write != NULL && lever->size > 0);
        cr_assert_eq(registry_find_lever(lever->name), lever);
        for (size_t i = 0; i < lever->param_count; i++) {
            cr_assert_lt(lever->params[i].offset, lever->size);
            for (size_t j = 0; j < policy->count; j++)
                cr_assert_gt(text_distance(lever->params[i].key, policy->params[j].key), 1,
                             "%s: %s and %s", lever->name, lever->params[i].key,
                             policy->params[j].key);
        }
    }
    cr_assert_null(registry_find_lever("hazards"));
    village_free(&v);
}

/* Each process has a section of its name, with a switch that comes first. Fails when a process has
 * no switch, or params_enabled looks at another one. */
Test(descriptors, every_process_has_its_switch)
{
    struct params params;
    for (int process = 0; process < PROCESSES; process++) {
        const struct param_section *section = NULL;
        for (size_t s = 0; s < params_section_count; s++)
            if (strcmp(params_sections[s].name, process_ids[process]) == 0)
                section = &params_sections[s];
        cr_assert_not_null(section, "%s", process_ids[process]);
        cr_assert_eq(strcmp(section->params[0].key, "enabled"), 0);
        cr_assert_eq(strcmp(section->params[0].fallback, "yes"), 0);
        memset(&params, 0, sizeof params);
        *(int32_t *)((char *)&params + section->offset + section->params[0].offset) = 1;
        for (int other = 0; other < PROCESSES; other++)
            cr_assert_eq(params_enabled(&params, (enum process)other), other == process);
        cr_assert_gt(strlen(process_texts[process]), 4);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_names(const char *what, const char *const *names, size_t count)
{
    const char *sorted[64];
    cr_assert_leq(count, 64);
    for (size_t i = 0; i < count; i++) {
        cr_assert(names[i] != NULL && names[i][0] != '\0', "%s", what);
        sorted[i] = names[i];
    }
    qsort(sorted, count, sizeof *sorted, by_text);
    for (size_t i = 1; i < count; i++)
        cr_assert_neq(strcmp(sorted[i - 1], sorted[i]), 0, "%s: '%s' twice", what, sorted[i]);
}

/* Names that stand in files: none missing, none twice. Fails when two events or statuses share an
 * id, or a label is left out. */
Test(descriptors, names_of_enumerations)
{
    static const struct kind *const kinds[] = {&kind_status,    &kind_sex,       &kind_origin,
                                               &kind_education, &kind_tenure,    &kind_channel,
                                               &kind_age_band,  &kind_employment};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        check_names(kinds[k]->name, kinds[k]->ids, kinds[k]->count);
        check_names(kinds[k]->name, kinds[k]->english, kinds[k]->count);
        check_names(kinds[k]->name, kinds[k]->danish, kinds[k]->count);
        for (size_t i = 0; i < kinds[k]->count; i++)
            cr_assert_eq(kind_find(kinds[k], kinds[k]->ids[i]), (int)i);
        cr_assert_eq(kind_find(kinds[k], "no_such_id"), -1);
    }
    check_names("events", event_ids, EVENTS);
    check_names("processes", process_ids, PROCESSES);
}

/* Tables: each column has a unit or a list, and a text; names are not repeated. */
Test(descriptors, columns_of_the_tables)
{
    for (int t = 0; t < TALLY_INFOS; t++) {
        const struct frame_info *info = tally_infos[t];
        const char *names[64];
        cr_assert(strlen(info->text) > 5 && strlen(info->danish) > 5);
        for (int c = 0; c < info->column_count; c++) {
            const struct frame_column *column = &info->columns[c];
            names[c] = column->name;
            cr_assert(column->unit != NULL && column->unit[0] != '\0', "%s", column->name);
            cr_assert(column->text != NULL && strlen(column->text) > 3, "%s", column->name);
            cr_assert_eq(column->type == FRAME_CODE, column->list != NULL, "%s", column->name);
        }
        check_names(info->name, names, (size_t)info->column_count);
    }
}

/* E1-E5 by status and hours. Fails when a benefit counts as E3, when students are left out of E4,
 * or when the bound of E2 moves. */
Test(descriptors, employment_definitions)
{
    static const struct {
        enum status status;
        int hours;
        unsigned bits; /* e1 = 1, e2 = 2, e3 = 4, e4 = 8, e5 = 16 */
    } cases[] = {{STATUS_EMPLOYED, 37, 15},
                 {STATUS_EMPLOYED, 20, 15},
                 {STATUS_EMPLOYED, 19, 5},
                 {STATUS_EMPLOYED, 1, 5},
                 {STATUS_EDUCATION, 0, 8},
                 {STATUS_EDUCATION, 12, 13},
                 {STATUS_CASH_BENEFIT, 0, 0},
                 {STATUS_CASH_BENEFIT, 8, 1},
                 {STATUS_INSURED_UNEMPLOYED, 25, 11},
                 {STATUS_DISABILITY_PENSION, 0, 16},
                 {STATUS_PENSION, 30, 27},
                 {STATUS_FLEXJOB, 0, 16},
                 {STATUS_SELF_SUPPORTED, 0, 0},
                 {STATUS_APPRENTICESHIP, 37, 15},
                 {STATUS_CHILD, 5, 5}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        cr_assert_eq(kind_employment_bits(cases[k].status, cases[k].hours), cases[k].bits,
                     "%s, %d hours: %u", kind_status.ids[cases[k].status], cases[k].hours,
                     kind_employment_bits(cases[k].status, cases[k].hours));
}
