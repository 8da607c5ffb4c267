/* SPDX-License-Identifier: MIT */
#include "loft/model/migration.h"

#include "loft/model/kin.h"
#include "loft/model/pool.h"
#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t leave_cap(unsigned class)
{
    switch (class_mover(class)) {
    case MOVER_18:
        return SEGMENT_CAP(0.01);
    case MOVER_25:
        return SEGMENT_CAP(0.008);
    case MOVER_30:
        return SEGMENT_CAP(0.0036);
    case MOVER_40:
        return SEGMENT_CAP(0.0011);
    case MOVER_65:
        return SEGMENT_CAP(0.0005);
    default:
        return 0;
    }
}

static int64_t emigrate_cap(unsigned class)
{
    switch (class_mover(class)) {
    case MOVER_NONE:
        return 0;
    case MOVER_18:
    case MOVER_25:
    case MOVER_30:
        return SEGMENT_CAP(0.008);
    default:
        return SEGMENT_CAP(0.0025);
    }
}

/* Ages that a class of movers spans. */
static void mover_ages(unsigned class, int *from, int *to)
{
    static const int bound[MOVERS + 1] = {0, 0, 25, 30, 40, 65, SCHEDULE_AGES};
    *from = bound[class_mover(class)];
    *to = bound[class_mover(class) + 1];
}

static int64_t leave_top(const struct params *params, const struct schedules *schedules,
                         unsigned class)
{
    (void)params;
    int from, to;
    int64_t most = 0;
    mover_ages(class, &from, &to);
    for (int age = from; age < to && leave_cap(class) > 0; age++)
        most = schedules->leave[age] > most ? schedules->leave[age] : most;
    return most;
}

static int64_t emigrate_top(const struct params *params, const struct schedules *schedules,
                            unsigned class)
{
    (void)params;
    int from, to;
    int64_t most = 0;
    mover_ages(class, &from, &to);
    for (int origin = 0; origin < ORIGINS && emigrate_cap(class) > 0; origin++)
        for (int age = from; age < to; age++)
            if (schedules->emigrate[origin][age] > most)
                most = schedules->emigrate[origin][age];
    return most;
}

static int64_t leave_chance(const struct week *week, int32_t i)
{
    int age = schedule_age(world_age(week->world, i));
    return week_chance(week, PROCESS_MIGRATION, i, week->schedules->leave[age]);
}

static int64_t emigrate_chance(const struct week *week, int32_t i)
{
    int age = schedule_age(world_age(week->world, i));
    int64_t base = week->schedules->emigrate[week->world->person.row[i].origin][age];
    return week_chance(week, PROCESS_MIGRATION, i, base);
}

static void file_household(struct act *act, enum event_kind kind, int32_t person)
{
    const struct person *p = &act->week->world->person;
    act_file(act, kind, p->key[person], p->row[person].household, 0, p->row[person].area);
}

static void leave_act(struct act *act, int32_t person)
{
    file_household(act, EVENT_LEAVE, person);
}

static void emigrate_act(struct act *act, int32_t person)
{
    file_household(act, EVENT_EMIGRATE, person);
}

const struct segment migration_leave_segment = {.event = EVENT_LEAVE,
                                                .cap = leave_cap,
                                                .top = leave_top,
                                                .chance = leave_chance,
                                                .act = leave_act};
const struct segment migration_emigrate_segment = {.event = EVENT_EMIGRATE,
                                                   .cap = emigrate_cap,
                                                   .top = emigrate_top,
                                                   .chance = emigrate_chance,
                                                   .act = emigrate_act};

/* One household event per household and week; a household that lives here and still exists. */
static bool may_go(const struct week *week, int32_t household)
{
    const struct household *h = &week->world->household;
    return h->reference[household] >= 0 && h->event_week[household] != week->now &&
           household_area(week->world, household) < AREA_OUTSIDE;
}

static void go(struct week *week, int32_t household, int area)
{
    struct world *w = week->world;
    struct changes *c = &week->changes;
    moving_vacate(week, household);
    SET(c, household, wish_since, household, -1);
    SET(c, household, link_until, household, -1);
    SET(c, household, event_week, household, week->now);
    for (int32_t i = household_first(w, household); i >= 0; i = w->person.row[i].next) {
        neutral_crosses(week, i, area);
        activation_break_off(week, i);
        if (area == AREA_ABROAD && w->person.row[i].slot != -1) {
            separation_end_job(week, i);
            if (w->person.row[i].status != STATUS_EDUCATION)
                settle_status(week, i, STATUS_SELF_SUPPORTED, -1);
        }
        SET(c, person, leave_since, i, 0);
        SET(c, person, area, i, area);
    }
}

bool migration_leave(struct week *week, const struct event *event)
{
    if (!may_go(week, event->subject))
        return false;
    go(week, event->subject, AREA_OUTSIDE);
    return true;
}

bool migration_emigrate(struct week *week, const struct event *event)
{
    if (!may_go(week, event->subject))
        return false;
    go(week, event->subject, AREA_ABROAD);
    return true;
}

int32_t migration_addresses(const struct week *week)
{
    const struct migration_params *m = &week->params->migration;
    return m->enabled ? (int32_t)fixed_scale(m->applications, week->scale) : 0;
}

/* Draw the addresses n = from .. to-1 of this week: who would apply, if they still live there. */
static bool draw_addresses(struct act *act, int64_t from, int64_t to)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    bool good = true;
    batch_reset(b);
    for (int64_t n = from; n < to && good; n++)
        good = batch_add(b, (int32_t)n, week->place_key, (uint32_t)n);
    good = good && batch_draw(b, week, PURPOSE_APPLICATION, week->now);
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        int32_t type = schedule_pick(&week->schedules->pool, batch_word(b, n, 0));
        int32_t address =
            (int32_t)draw_below(batch_word(b, n, 1), week->params->migration.addresses);
        b->rows.data[n] = type;
        b->others.data[n] = (uint32_t)address;
        b->keys.data[n] = pool_member_key(week->place_key, type, address, 0);
        world_fetch_key(week->world, b->keys.data[n]);
    }
    return good;
}

bool migration_act(struct act *act, int64_t from, int64_t to)
{
    struct batch *b = &act->batch;
    bool good = draw_addresses(act, from, to);
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        if (world_find_person(act->week->world, b->keys.data[n]) >= 0)
            continue; /* they have come already: the address is empty */
        good = moving_look(act, (struct seeker){.key = b->keys.data[n],
                                                .household = -1,
                                                .type = b->rows.data[n],
                                                .address = (int32_t)b->others.data[n]});
    }
    return good;
}

static int32_t arrive_member(struct week *week, const struct pool_household *from, int n,
                             int32_t household, int32_t dwelling)
{
    struct world *w = week->world;
    struct changes *c = &week->changes;
    const struct pool_member *m = &from->members[n];
    int32_t i = world_add_person(w, m->key);
    if (i < 0) {
        fault_set(&week->fault, i, "an arriving person could not be added (or is here already)");
        return i;
    }
    SET(c, person, birth_week, i, m->birth_week);
    SET(c, person, sex, i, m->sex);
    SET(c, person, origin, i, m->origin);
    SET(c, person, education, i, m->education);
    SET(c, person, readiness, i, m->readiness);
    SET(c, person, attachment, i, m->attachment);
    SET(c, person, status, i, m->status);
    SET(c, person, status_since, i, week->now + 1 - m->spell);
    SET(c, person, job_since, i, -1);
    SET(c, person, effect_from, i, -1);
    SET(c, person, arrived, i, benefits_arrival(week->params, w, &week->luck, i, week->now));
    if (m->status == STATUS_CASH_BENEFIT)
        SET(c, person, status, i, benefits_scheme(week->params, w, i, week->now + 1));
    int32_t until = -1;
    if (m->status == STATUS_EDUCATION)
        until = week->now + education_length(week, i);
    else if (m->status == STATUS_INSURED_UNEMPLOYED)
        until = week->now + reforms_insured_weeks(week);
    SET(c, person, until, i, until);
    if (m->status == STATUS_EMPLOYED) { /* they keep the job they had, outside */
        SET(c, person, slot, i, SLOT_OUTSIDE);
        SET(c, person, hours, i, m->hours);
        SET(c, person, job_since, i, week->now + 1 - m->tenure);
    }
    neutral_crosses(week, i, w->dwelling.area[dwelling]);
    SET(c, person, area, i, w->dwelling.area[dwelling]);
    SET(c, person, household, i, household);
    household_link(w, household, i);
    return i;
}

bool migration_arrive(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    const struct seeker *seeker = &week->seekers.data[event->subject];
    int32_t dwelling = event->a;
    if (w->dwelling.household[dwelling] >= 0)
        return false;
    struct pool_household from;
    pool_household(week, seeker->type, seeker->address, &from);
    int32_t household = world_add_household(w, seeker->key);
    if (household < 0) {
        fault_set(&week->fault, household, "out of memory for an arriving household");
        return false;
    }
    SET(&week->changes, household, wish_since, household, -1);
    SET(&week->changes, household, event_week, household, week->now);
    SET(&week->changes, household, link_until, household, -1);
    for (int n = 0; n < from.adults + from.children; n++) {
        int32_t i = arrive_member(week, &from, n, household, dwelling);
        if (i < 0)
            return false;
        if (n == 0)
            SET(&week->changes, household, reference, household, i);
    }
    kin_arrive(week, w->household.reference[household], from.adults, from.children);
    SET(&week->changes, household, adults, household, from.adults);
    SET(&week->changes, household, children, household, from.children);
    SET(&week->changes, household, dwelling, household, dwelling);
    SET(&week->changes, household, since, household, week->now);
    SET(&week->changes, dwelling, household, dwelling, household);
    SET(&week->changes, dwelling, vacant_since, dwelling, -1);
    neutral_occupies(week, household, dwelling);
    return true;
}
