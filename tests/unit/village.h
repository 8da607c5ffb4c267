/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_VILLAGE_H
#define LOFT_TESTS_VILLAGE_H

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/report.h"
#include "loft/model/couple.h"
#include "loft/model/allocate.h"
#include "loft/model/screen.h"
#include "loft/study/study.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A place as a study, for tests that need people: scenarios/places/village.ini (2,000 people)
 * unless told otherwise. What is changed in variant 0 after `village_make` concerns runs only: the
 * population is made before it. */

struct village {
    struct study study;
    struct report report;
    struct fault fault;
    bool borrowed; /* variant 0 has policies that are the test's */
};

static inline void village_read(struct village *v, const char *place, int32_t weeks,
                                const char *const *sets, int set_count)
{
    *v = (struct village){.fault = {0}};
    char path[600];
    snprintf(path, sizeof path, "%s/scenarios/places/%s.ini", LOFT_SOURCE, place);
    struct study_overrides overrides = {
        .sets = sets, .set_count = set_count, .weeks = weeks, .replicates = 1, .seed = 7};
    int code = study_read(&v->study, path, &overrides, &v->report);
    if (code != 0)
        report_print(&v->report, stderr);
    cr_assert_eq(code, 0);
}

static inline void village_populate(struct village *v)
{
    int code = study_populate(&v->study, &v->fault);
    cr_assert_eq(code, 0, "%s", v->fault.text);
}

static inline void village_make(struct village *v, int32_t weeks)
{
    village_read(v, "village", weeks, NULL, 0);
    village_populate(v);
}

static inline void village_free(struct village *v)
{
    if (v->borrowed) {
        v->study.experiment.variants[0].policies = NULL;
        v->study.experiment.variants[0].policy_count = 0;
    }
    study_free(&v->study);
    report_clear(&v->report);
}

static inline struct experiment *village_experiment(struct village *v)
{
    return &v->study.experiment;
}

/* Parameters of the base variant, on which runs depend. */
static inline struct params *village_params(struct village *v)
{
    return &v->study.experiment.variants[0].params;
}

/* The switch of a process. */
static inline int32_t *village_switch(struct params *params, enum process process)
{
    switch (process) {
#define VILLAGE_SWITCH(NAME, id, text)                                                             \
    case PROCESS_##NAME:                                                                           \
        return &params->id.enabled;
        PROCESS_LIST(VILLAGE_SWITCH)
    default:
        abort();
    }
}

static inline void village_switch_all(struct params *params, bool on)
{
    for (int process = 0; process < PROCESSES; process++)
        *village_switch(params, (enum process)process) = on;
}

/* Run replicate 0 of variant 0; the caller clears the outcome. */
static inline void village_run(struct village *v, const struct simulate_options *options,
                               struct outcome *outcome)
{
    v->fault = (struct fault){0};
    int code = simulate_run(&v->study.experiment, 0, 0, options, outcome, &v->fault);
    cr_assert_eq(code, 0, "%s", v->fault.text);
}

static inline struct digest village_digest(struct village *v,
                                           const struct simulate_options *options)
{
    struct outcome outcome;
    village_run(v, options, &outcome);
    struct digest digest = outcome.digest;
    outcome_clear(&outcome);
    return digest;
}

static inline bool same_digest(struct digest a, struct digest b)
{
    return a.low == b.low && a.high == b.high;
}

/* Parameters of a lever, by key, as a user would write them: a block that the caller frees. */
static inline void *lever_make(const struct lever *lever)
{
    void *own = mem_new(1, lever->size);
    cr_assert_not_null(own);
    for (size_t i = 0; i < lever->param_count; i++) {
        char why[600];
        if (lever->params[i].fallback != NULL)
            cr_assert(param_parse(&lever->params[i], lever->params[i].fallback, NULL, 0,
                                  (char *)own + lever->params[i].offset, why, sizeof why));
    }
    return own;
}

static inline void lever_set(const struct lever *lever, void *own, const char *key,
                             const char *value)
{
    char why[600];
    for (size_t i = 0; i < lever->param_count; i++)
        if (strcmp(lever->params[i].key, key) == 0) {
            cr_assert(param_parse(&lever->params[i], value, NULL, 0,
                                  (char *)own + lever->params[i].offset, why, sizeof why),
                      "%s", why);
            return;
        }
    cr_assert_fail("the lever has no parameter '%s'", key);
}

/* A policy of one lever `hazard`, for everybody and everywhere, always: change it at will. */
static inline struct policy hazard_policy(const char *process, const char *factor)
{
    void *own = lever_make(&lever_hazard);
    lever_set(&lever_hazard, own, "process", process);
    lever_set(&lever_hazard, own, "factor", factor);
    return (struct policy){.name = "test",
                           .to = INT32_MAX,
                           .areas = ~0u,
                           .target = TARGET_EVERYONE,
                           .uses = {{&lever_hazard, own}},
                           .use_count = 1};
}

static inline void policies_clear(struct policy *policies, int count)
{
    for (int i = 0; i < count; i++)
        for (int u = 0; u < policies[i].use_count; u++)
            mem_free(policies[i].uses[u].own);
}

/* Give variant 0 these policies, none active before the run. They stay the caller's. */
static inline void village_policies(struct village *v, struct policy *policies, int count)
{
    struct variant *variant = &v->study.experiment.variants[0];
    for (int i = 0; i < count; i++)
        if (policies[i].from < v->study.experiment.plan.start_week)
            policies[i].from = v->study.experiment.plan.start_week;
    if (!v->borrowed)
        mem_free(variant->policies);
    v->borrowed = true;
    variant->policies = policies;
    variant->policy_count = count;
}

/* A run taken apart: phase by phase, by the program's own table of phases. */
static inline void stepper_start(struct simulation *s, const struct experiment *e)
{
    *s = (struct simulation){.experiment = e, .variant = &e->variants[0]};
    cr_assert_eq(world_copy(&s->world, &e->world), 0);
    s->week = (struct week){.world = &s->world,
                            .params = &s->variant->params,
                            .schedules = &s->variant->schedules,
                            .behaviour = &e->behaviour,
                            .targets = e->targets,
                            .target_count = e->target_count,
                            .luck = draw_luck(e->seed, 0),
                            .place_key = hash_text(e->place.name),
                            .scale = e->population.scale,
                            .threads = 1,
                            .block = 4096,
                            .changes = {.world = &s->world},
                            .allocator = allocator_create()};
}

static inline void stepper_end(struct simulation *s)
{
    week_release(&s->week);
    world_free(&s->world);
}

static inline void stepper_week(struct simulation *s, int32_t now)
{
    struct week *w = &s->week;
    w->now = w->world->week = now;
    w->events.count = w->applied.count = w->seekers.count = 0;
    w->jobs.claims.count = w->places.claims.count = w->homes.claims.count = 0;
    changes_reset(&w->changes);
}

enum { STEP_CALENDAR, STEP_DEMAND, STEP_SCREEN, STEP_ACT, STEP_SETTLE, STEP_ALLOCATE };

/* Phases from .. to of the present week, both included. */
static inline void stepper_run(struct simulation *s, int from, int to)
{
    for (int phase = from; phase <= to; phase++)
        cr_assert_eq(simulate_phases[phase].run(s), 0, "%s: %s", simulate_phases[phase].name,
                     s->week.fault.text);
}

/* What happened, by identities only, so that two runs can be compared. */
struct happening {
    uint64_t key;    /* of the event: person, household or slot */
    uint64_t object; /* key of the slot or dwelling; programme places are all alike */
    int32_t week;
    uint8_t kind;
};
typedef VEC(struct happening) happening_vec;

static inline uint64_t happening_object(const struct world *w, const struct event *event)
{
    switch (event->kind) {
    case EVENT_HIRE:
        return w->slot.key[event->a];
    case EVENT_MOVE:
    case EVENT_ARRIVE:
        return w->dwelling.key[event->a];
    case EVENT_HIRE_OUTSIDE:
        return (uint64_t)event->a;
    default:
        return 0;
    }
}

static inline void happenings_add(happening_vec *list, const struct world *w, int32_t week,
                                  const struct event *event)
{
    struct happening h = {event->key, happening_object(w, event), week, event->kind};
    cr_assert_eq(vec_push(list, h), 0);
}

static inline int happening_compare(const void *a, const void *b)
{
    const struct happening *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->week != y->week)
        return x->week < y->week ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->object > y->object) - (x->object < y->object);
}

static inline void happenings_sort(happening_vec *list)
{
    if (list->count > 0)
        qsort(list->data, (size_t)list->count, sizeof *list->data, happening_compare);
}

/* Keys whose happenings differ between two sorted lists. */
static inline int64_t happenings_differ(const happening_vec *a, const happening_vec *b)
{
    int64_t i = 0, j = 0, keys = 0;
    uint64_t last = 0;
    while (i < a->count || j < b->count) {
        int order = i == a->count   ? 1
                    : j == b->count ? -1
                                    : happening_compare(&a->data[i], &b->data[j]);
        uint64_t key = order <= 0 ? a->data[i].key : b->data[j].key;
        if (order != 0 && (keys == 0 || key != last)) {
            keys++;
            last = key;
        }
        i += order <= 0;
        j += order >= 0;
    }
    return keys;
}

#endif
