/* SPDX-License-Identifier: MIT */
#include "loft/run/simulate.h"

#include "loft/base/clock.h"
#include "loft/model/allocate.h"
#include "loft/model/couple.h"
#include "loft/model/leaving.h"
#include "loft/model/screen.h"
#include "loft/model/settle.h"
#include "loft/run/registry.h"
#include "loft/world/invariant.h"
#include "loft/world/tie.h"

enum { BLOCK = 16384 };

static int phase_calendar(struct simulation *s)
{
    struct week *w = &s->week;
    const struct variant *v = s->variant;
    if (v->late != NULL && w->now >= v->late_from)
        w->params = v->late;
    w->slump = cycle_separations(w->params, w->schedules, w->world->start_week, w->now);
    w->quits = cycle_quits(w->params, w->schedules, w->world->start_week, w->now);
    w->offers = cycle_vacancies(w->params, w->schedules, w->world->start_week, w->now);
    return policy_calendar(s->variant->policies, s->variant->policy_count, &s->week);
}

static int phase_demand(struct simulation *s)
{
    int code = demand_open(&s->week);
    if (code == 0)
        code = ties_open(&s->week);
    if (code == 0)
        code = couple_open(&s->week);
    return code == 0 ? 0 : fault_set(&s->week.fault, code, "out of memory for vacancies");
}

static int phase_screen(struct simulation *s)
{
    return screen_run(&s->week);
}

static int phase_act(struct simulation *s)
{
    return act_run(&s->week);
}

static int phase_settle(struct simulation *s)
{
    return settle_run(&s->week);
}

static int phase_allocate(struct simulation *s)
{
    int code = markets_run(&s->week);
    if (code == 0)
        code = demand_follow(&s->week);
    if (code == 0)
        code = ties_follow(&s->week);
    if (code == 0)
        code = leaving_follow(&s->week);
    if (code != 0)
        return fault_set(&s->week.fault, code, "out of memory for vacant dwellings");
    refresh_touched(&s->week, s->week.now + 1);
    return s->week.fault.code;
}

static int phase_measure(struct simulation *s)
{
    return tally_week(&s->tally, &s->week);
}

static int phase_record(struct simulation *s)
{
    return tally_record(&s->tally, &s->week);
}

const struct phase simulate_phases[PHASES] = {
    {"calendar", phase_calendar, "policies", "modifiers, letting rules", "none"},
    {"demand", phase_demand, "slots, dwellings", "rings, events, claims",
     "commuter_leaves, commuter_applies"},
    {"screen", phase_screen, "key, class, due", "short list", "screen"},
    {"act", phase_act, "the world as on Monday", "events, claims",
     "search, view, call_back, outside_offer, job_loss, job_taste, home_search, home_sight, "
     "home_taste, letting, application, pool, programme, place_rank, meeting, partner, "
     "partner_taste, marry, leave_home, leaver_search, tie_meet"},
    {"settle", phase_settle, "events", "persons, households, dwellings, slots",
     "after_job, study, after_study, of_age, newborn, growth, severity, ladder, part, custody"},
    {"allocate", phase_allocate, "claims", "awards as events; ties; classes for next week",
     "study, tie_meet, tie_choice, tie_life"},
    {"measure", phase_measure, "changes, applied events", "counters, digest", "none"},
    {"record", phase_record, "counters", "rows of the tables", "none"},
};

static int prepare(struct simulation *s, const struct experiment *e, int variant, int replicate,
                   const struct simulate_options *options, struct fault *fault)
{
    s->experiment = e;
    s->variant = &e->variants[variant];
    int code = e->population.redraw
                   ? experiment_draw_world(e, hash_mix(e->seed + hash_mix((uint64_t)replicate + 1)),
                                           &s->world, NULL, fault)
                   : world_copy(&s->world, &e->world);
    if (code == 0 && options->shuffle != 0)
        code = world_shuffle(&s->world, options->shuffle);
    if (code != 0)
        return fault_set(fault, code, "out of memory for the population");
    s->week = (struct week){.world = &s->world,
                            .params = &s->variant->params,
                            .schedules = &s->variant->schedules,
                            .behaviour = &e->behaviour,
                            .targets = e->targets,
                            .target_count = e->target_count,
                            .luck = draw_luck(e->seed, replicate),
                            .place_key = hash_text(e->place.name),
                            .scale = e->population.scale,
                            .threads = options->threads > 0 ? options->threads : 1,
                            .block = options->block > 0 ? options->block : BLOCK,
                            .changes = {.world = &s->world},
                            .allocator = allocator_create()};
    return s->week.allocator != NULL ? 0 : fault_set(fault, LOFT_ENOMEM, "out of memory");
}

static void release(struct simulation *s)
{
    week_release(&s->week);
    tally_free(&s->tally);
    world_free(&s->world);
}

static void start_week(struct week *w, int32_t now)
{
    w->now = now;
    w->world->week = now;
    w->events.count = w->applied.count = w->seekers.count = 0;
    w->jobs.claims.count = w->places.claims.count = w->homes.claims.count = 0;
    changes_reset(&w->changes);
}

/* Debug builds, and whoever asks: conservation after every phase, classes before the screen. */
static int check(struct simulation *s, int phase)
{
    struct fault *fault = &s->week.fault;
    if (phase == 1 && refresh_check(&s->week, s->week.now) != 0)
        return fault_set(fault, LOFT_ELAW, "classes, targets or due weeks are not up to date");
    if (phase == 1 && tie_check_works(&s->world, s->week.now) != 0)
        return fault_set(fault, LOFT_ELAW, "where acquaintances work is not up to date");
    if (invariant_check(&s->world, fault) != 0) {
        struct fault cause = *fault;
        *fault = (struct fault){0};
        return fault_set(fault, cause.code, "week %d, after %s: %s",
                         (int)(s->week.now - s->world.start_week), simulate_phases[phase].name,
                         cause.text);
    }
    return 0;
}

static int run_week(struct simulation *s, const struct simulate_options *options, bool checked)
{
    double clock = options->phase_seconds != NULL ? clock_seconds() : 0;
    for (int phase = 0; phase < PHASES; phase++) {
        int code = simulate_phases[phase].run(s);
        if (code == 0 && checked)
            code = check(s, phase);
        if (code != 0)
            return code;
        if (options->phase_seconds != NULL) {
            double now = clock_seconds();
            options->phase_seconds[phase] += now - clock;
            clock = now;
        }
    }
    return 0;
}

int simulate_run(const struct experiment *e, int variant, int replicate,
                 const struct simulate_options *options, struct outcome *outcome,
                 struct fault *fault)
{
    struct simulation s = {0};
    *outcome = (struct outcome){0};
    bool checked = options->check;
#ifndef NDEBUG
    checked = true;
#endif
    int code = prepare(&s, e, variant, replicate, options, fault);
    if (code == 0)
        code = tally_begin(&s.tally, &e->plan, &s.world, variant, replicate, outcome);
    for (int32_t t = 0; t < e->weeks && code == 0; t++) {
        start_week(&s.week, e->plan.start_week + t);
        code = run_week(&s, options, checked);
        if (code == 0 && options->watch != NULL)
            options->watch(options->watch_context, &s);
        if (options->tick != NULL)
            options->tick(options->tick_context);
        if (code == 0 && options->stop != NULL && *options->stop)
            code = fault_set(fault, LOFT_ESTOPPED, "stopped by a signal");
    }
    if (code == 0)
        code = tally_end(&s.tally, &s.week);
    if (code != 0) {
        const struct fault *cause = s.week.fault.code != 0 ? &s.week.fault : &s.tally.fault;
        fault_set(fault, code, "%s", cause->code != 0 ? cause->text : error_text(code));
        outcome_clear(outcome);
    }
    release(&s);
    return code;
}
