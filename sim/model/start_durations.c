/* SPDX-License-Identifier: MIT */
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/model/class.h"
#include "loft/model/couple.h"
#include "loft/model/params.h"
#include "loft/model/schedule.h"
#include "loft/model/start.h"
#include "loft/model/tenure.h"
#include "loft/world/purpose.h"
#include "loft/world/world.h"

/* Rough weekly chances at which statuses end; they shape only what lies before the first week. */
static int64_t ending_chance(enum status status)
{
    switch (status) {
    case STATUS_INSURED_UNEMPLOYED:
        return FIXED_ONE / 25;
    case STATUS_CASH_BENEFIT:
        return FIXED_ONE / 150;
    case STATUS_WAITING_BENEFIT:
        return FIXED_ONE / 70;
    case STATUS_SELF_SUPPORTED:
        return FIXED_ONE / 60;
    default:
        return FIXED_ONE / 500;
    }
}

static void status_durations(struct world *w, const struct start *start, const struct luck *luck)
{
    struct person *p = &w->person;
    const struct education_params *e = &start->params->education;
    for (int32_t i = 0; i < p->count; i++) {
        if (kind_is_clarification((enum status)p->row[i].status))
            continue; /* start_ladder */
        uint32_t u[4];
        draw_four(luck, p->key[i], PURPOSE_START_SPELL, 0, 0, u);
        int32_t life = w->start_week - p->row[i].birth_week;
        int32_t most = p->row[i].status == STATUS_CHILD     ? life
                       : p->row[i].status == STATUS_PENSION ? life - 52 * AGE_PENSION
                                                            : life - 52 * AGE_ADULT;
        most = most > 0 ? most : 0;
        int32_t elapsed = tenure_elapsed(u[0], ending_chance((enum status)p->row[i].status), most);
        if (p->row[i].status == STATUS_EMPLOYED)
            elapsed = w->start_week - p->row[i].job_since;
        if (p->row[i].status == STATUS_INSURED_UNEMPLOYED) {
            int32_t insured = reforms_insured_period(start->params, w->start_week, w->start_week);
            elapsed = elapsed < insured ? elapsed : insured - 1;
            p->row[i].until = (int16_t)(w->start_week - elapsed + insured - 1);
        }
        if (p->row[i].status == STATUS_EDUCATION) {
            int64_t span = e->most_weeks > e->least_weeks ? e->most_weeks - e->least_weeks + 1 : 1;
            int32_t length = (int32_t)(e->least_weeks + draw_below(u[1], span));
            elapsed = (int32_t)draw_below(u[2], length);
            p->row[i].until = (int16_t)(w->start_week - elapsed + length - 1);
        }
        p->row[i].status_since = (int16_t)(w->start_week - elapsed);
    }
}

static int64_t weekly_wish(const struct world *w, const struct start *start, int32_t household)
{
    int32_t dwelling = w->household.dwelling[household];
    int age = schedule_age(world_age(w, w->household.reference[household]));
    return dwelling < 0 ? 0 : start->schedules->wish[w->dwelling.tenure[dwelling]][age];
}

/* Weeks in the dwelling: since it was last left, by a move or for good. */
static void tenancies(struct world *w, const struct start *start, const struct luck *luck)
{
    for (int32_t h = 0; h < w->household.count; h++) {
        int age = schedule_age(world_age(w, w->household.reference[h]));
        int64_t chance = weekly_wish(w, start, h) + start->schedules->leave[age];
        int32_t most = age > AGE_ADULT ? 52 * (age - AGE_ADULT) : 0;
        uint32_t u = draw_one(luck, w->household.key[h], PURPOSE_TENANCY, 0, 0);
        w->household.since[h] = (int16_t)(w->start_week - 1 - tenure_elapsed(u, chance, most));
    }
}

static void landlords(struct world *w, const struct start *start, const struct luck *luck)
{
    struct dwelling *d = &w->dwelling;
    for (int32_t i = 0; i < d->count; i++) {
        uint32_t u = draw_one(luck, d->key[i], PURPOSE_LANDLORD, 0, 0);
        int64_t number = 1 + (int64_t)draw_below(u, start->params->letting.landlords);
        d->landlord[i] = (uint8_t)(d->tenure[i] == TENURE_SOCIAL ? number : 0);
        d->left[i] = -1;
    }
}

/* Queue for dwellings, and how long vacant ones have stood empty. */
static void home_durations(struct world *w, const struct start *start, const struct luck *luck)
{
    enum { QUEUE = 16 }; /* mean weeks that a household looks: an assumption */
    for (int32_t h = 0; h < w->household.count; h++) {
        uint32_t u[4];
        draw_four(luck, w->household.key[h], PURPOSE_START_HOME, 0, 0, u);
        if (start->params->moving.enabled && u[0] < weekly_wish(w, start, h) * QUEUE)
            w->household.wish_since[h] = (int16_t)(w->start_week - draw_below(u[1], QUEUE));
    }
    for (int32_t d = 0; d < w->dwelling.count; d++) {
        if (w->dwelling.household[d] >= 0)
            continue;
        uint32_t u = draw_one(luck, w->dwelling.key[d], PURPOSE_START_HOME, 0, 0);
        int64_t span = w->dwelling.tenure[d] == TENURE_SOCIAL ? 5 : 20;
        w->dwelling.vacant_since[d] = (int16_t)(w->start_week - 1 - draw_below(u, span));
    }
}

int start_durations(struct world *world, const struct start *start, struct fault *fault)
{
    struct luck luck = draw_luck(start->seed, DRAW_NO_REPLICATE);
    status_durations(world, start, &luck);
    home_durations(world, start, &luck);
    couple_start(world, start);
    family_start(world, start);
    tenancies(world, start, &luck);
    landlords(world, start, &luck);
    start_sickness(world, start, &luck);
    start_schemes(world, start, &luck);
    int code = start_places(world, start, &luck);
    return code == 0 ? 0 : fault_set(fault, code, "out of memory for the start");
}
