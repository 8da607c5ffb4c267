/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/base/mem.h"
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

#include <stdlib.h>

/* Rough weekly chances at which statuses end; they shape only what lies before the first week. */
static int64_t ending_chance(enum status status)
{
    switch (status) {
    case STATUS_INSURED_UNEMPLOYED:
        return FIXED_ONE / 25;
    case STATUS_CASH_BENEFIT:
        return FIXED_ONE / 150;
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
        uint32_t u[4];
        draw_four(luck, p->key[i], PURPOSE_START_SPELL, 0, 0, u);
        int32_t life = w->start_week - p->birth_week[i];
        int32_t most = p->status[i] == STATUS_CHILD     ? life
                       : p->status[i] == STATUS_PENSION ? life - 52 * AGE_PENSION
                                                        : life - 52 * AGE_ADULT;
        most = most > 0 ? most : 0;
        int32_t elapsed = tenure_elapsed(u[0], ending_chance((enum status)p->status[i]), most);
        if (p->status[i] == STATUS_EMPLOYED)
            elapsed = w->start_week - p->job_since[i];
        if (p->status[i] == STATUS_INSURED_UNEMPLOYED) {
            int32_t insured = (int32_t)start->params->search.insured_weeks;
            elapsed = elapsed < insured ? elapsed : insured - 1;
            p->until[i] = (int16_t)(w->start_week - elapsed + insured - 1);
        }
        if (p->status[i] == STATUS_EDUCATION) {
            int64_t span = e->most_weeks > e->least_weeks ? e->most_weeks - e->least_weeks + 1 : 1;
            int32_t length = (int32_t)(e->least_weeks + draw_below(u[1], span));
            elapsed = (int32_t)draw_below(u[2], length);
            p->until[i] = (int16_t)(w->start_week - elapsed + length - 1);
        }
        p->status_since[i] = (int16_t)(w->start_week - elapsed);
    }
}

static int64_t weekly_wish(const struct world *w, const struct start *start, int32_t household)
{
    int32_t dwelling = w->household.dwelling[household];
    int age = schedule_age(world_age(w, w->household.reference[household]));
    return dwelling < 0 ? 0 : start->schedules->wish[w->dwelling.tenure[dwelling]][age];
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

struct ticket {
    uint32_t point;
    uint64_t key;
    int32_t row;
};

static int by_point(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->point != y->point)
        return x->point < y->point ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Places are filled as they would be in a steady state: referral x weeks of the recipients, at most
 * all places. */
static int fill_places(struct world *w, const struct start *start, const struct luck *luck)
{
    const struct activation_params *a = &start->params->activation;
    VEC(struct ticket) tickets = {0};
    int64_t places = fixed_scale(a->places, start->scale);
    int code = 0;
    for (int64_t n = 0; n < places && code == 0; n++) {
        uint64_t key = hash_identity(HASH_PROGRAMME, start->place_key, 0, (uint64_t)n);
        code = world_add_placement(w, key) < 0 ? LOFT_ENOMEM : 0;
    }
    for (int32_t i = 0; i < w->person.count && a->enabled && code == 0; i++)
        if (w->person.status[i] == STATUS_CASH_BENEFIT)
            code = vec_push(&tickets, ((struct ticket){draw_one(luck, w->person.key[i],
                                                                PURPOSE_START_SPELL, 0, 1),
                                                       w->person.key[i], i}));
    int64_t inside = fixed_both(tickets.count * a->weeks, a->referral);
    inside = inside < places ? inside : places;
    if (tickets.count > 0)
        qsort(tickets.data, (size_t)tickets.count, sizeof *tickets.data, by_point);
    for (int64_t n = 0; n < inside && n < tickets.count && code == 0; n++) {
        int32_t i = tickets.data[n].row;
        int32_t elapsed =
            (int32_t)draw_below(hash_mix(tickets.data[n].key) >> 32 & UINT32_MAX, a->weeks);
        w->placement.person[n] = i;
        w->person.placement[i] = (int32_t)n;
        w->person.status[i] = STATUS_PRACTICE;
        w->person.status_since[i] = (int16_t)(w->start_week - elapsed);
        w->person.until[i] = (int16_t)(w->start_week - elapsed + a->weeks - 1);
    }
    vec_clear(&tickets);
    return code;
}

int start_durations(struct world *world, const struct start *start, struct fault *fault)
{
    struct luck luck = draw_luck(start->seed, DRAW_NO_REPLICATE);
    status_durations(world, start, &luck);
    home_durations(world, start, &luck);
    couple_start(world, start);
    family_start(world, start);
    int code = fill_places(world, start, &luck);
    return code == 0 ? 0 : fault_set(fault, code, "out of memory for the start");
}
