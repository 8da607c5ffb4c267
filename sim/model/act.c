/* SPDX-License-Identifier: MIT */
#include "loft/base/parallel.h"
#include "loft/model/couple.h"
#include "loft/model/leaving.h"
#include "loft/model/screen.h"
#include "loft/model/segment.h"
#include "loft/model/week.h"

#include <string.h>

void act_file(struct act *act, enum event_kind kind, uint64_t key, int32_t subject, int32_t a,
              int32_t b)
{
    struct event event = {.key = key, .subject = subject, .a = a, .b = b, .kind = (uint8_t)kind};
    if (vec_push(&act->events, event) != 0)
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for events");
}

int64_t week_chance(const struct week *week, enum process process, int32_t person, int64_t base)
{
    if (!params_enabled(week->params, process))
        return 0;
    return fixed_scale(base, modifier_of(&week->modifiers, process, week->world, person));
}

/* What a person does whose uniform fell on a segment. */
static void act_on_pick(struct act *act, struct pick pick)
{
    const struct week *week = act->week;
    int k = segment_fires(week, pick.person, pick.u, &act->fault);
    if (k < 0)
        return;
    const struct segment *segment = week->behaviour->segments[k];
    if (segment->act != NULL)
        segment->act(act, pick.person);
    else
        act_file(act, segment->event, week->world->person.key[pick.person], pick.person, 0, 0);
}

/* What is due this week by itself: birthdays, and statuses that end. */
static void act_on_due(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    ageing_due(act, i);
    if (meetings_are_due(week->world, i, week->now)) {
        meetings_due(act, i);
        if (!reforms_change(week, week->now + 1))
            benefits_review(act, i);
    }
    ties_due(act, i);
    couple_due(act, i);
    if (p->until[i] != week->now)
        return;
    switch ((enum status)p->status[i]) {
    case STATUS_EDUCATION:
        if (week->params->education.enabled)
            act_file(act, EVENT_GRADUATE, p->key[i], i, 0, 0);
        break;
    case STATUS_INSURED_UNEMPLOYED:
        if (week->params->search.enabled)
            act_file(act, EVENT_EXHAUST, p->key[i], i, 0, 0);
        break;
    case STATUS_SICKNESS:
    case STATUS_REHABILITATION:
    case STATUS_RESOURCE_COURSE:
    case STATUS_JOB_CLARIFICATION:
        if (week->params->health.enabled)
            act_file(act, EVENT_STEP, p->key[i], i, 0, 0);
        break;
    case STATUS_PRACTICE:
    case STATUS_LANGUAGE:
    case STATUS_COURSE:
    case STATUS_COMBINED:
        if (week->params->activation.enabled)
            act_file(act, EVENT_LEAVE_PLACE, p->key[i], i, 1, 0);
        break;
    case STATUS_PARENTAL_LEAVE:
        if (week->params->family.enabled)
            act_file(act, EVENT_RETURN, p->key[i], i, 0, 0);
        break;
    default:
        break;
    }
}

/* The share of a list of `count` that block b goes through. */
static void block_range(int64_t count, int b, int blocks, int64_t *from, int64_t *to)
{
    *from = count * b / blocks;
    *to = count * (b + 1) / blocks;
}

/* Households that wish to move are few: four are passed over at a time. */
static bool find_movers(struct act *act, int64_t from, int64_t to)
{
    const struct household *h = &act->week->world->household;
    bool good = true;
    batch_reset(&act->batch);
    for (int64_t i = from; i < to && good; i++) {
        uint64_t four;
        while (i + 4 <= to && (memcpy(&four, h->wish_since + i, sizeof four), four == UINT64_MAX))
            i += 4;
        if (i < to && h->wish_since[i] >= 0)
            good = batch_add(&act->batch, (int32_t)i, h->key[i], 0);
    }
    return good;
}

static void act_picks(struct act *act)
{
    const struct world *w = act->week->world;
    const struct pick *picks = act->picks.data;
    int64_t count = act->picks.count;
    for (int64_t n = 0; n < count; n++) {
        if (n + 3 * AHEAD < count)
            world_fetch_person(w, picks[n + 3 * AHEAD].person);
        if (n + 2 * AHEAD < count)
            world_fetch_household(w, w->person.household[picks[n + 2 * AHEAD].person]);
        if (n + AHEAD < count) {
            int32_t household = w->person.household[picks[n + AHEAD].person];
            int32_t dwelling = household >= 0 ? w->household.dwelling[household] : -1;
            if (dwelling >= 0)
                __builtin_prefetch(&w->dwelling.tenure[dwelling]);
        }
        act_on_pick(act, picks[n]);
    }
}

static void act_dues(struct act *act)
{
    const struct person *p = &act->week->world->person;
    const int32_t *due = act->due.data;
    for (int64_t n = 0; n < act->due.count; n++) {
        if (n + 2 * AHEAD < act->due.count) {
            __builtin_prefetch(&p->birth_week[due[n + 2 * AHEAD]]);
            __builtin_prefetch(&p->until[due[n + 2 * AHEAD]]);
            __builtin_prefetch(&p->job_since[due[n + 2 * AHEAD]]);
            __builtin_prefetch(&p->status[due[n + 2 * AHEAD]]);
        }
        act_on_due(act, due[n]);
    }
}

/* Of those whom the screen lists whatever their uniform: who looks for a job, who may well lose
 * one. */
static bool split_list(struct act *act)
{
    const uint16_t *class = act->week->world->person.class;
    int64_t kept = 0;
    act->at_risk.count = 0;
    if (vec_reserve(&act->at_risk, act->searchers.count) != 0)
        return false;
    for (int64_t n = 0; n < act->searchers.count; n++) {
        int32_t person = act->searchers.data[n];
        if (separation_is_common(class[person]))
            act->at_risk.data[act->at_risk.count++] = person;
        else
            act->searchers.data[kept++] = person;
    }
    act->searchers.count = kept;
    return true;
}

static void act_block(void *context, int b)
{
    struct week *week = context;
    struct act *act = &week->blocks[b];
    act->events.count = act->job_claims.count = act->place_claims.count = 0;
    act->lookers.count = 0;
    act->home_claims.count = act->seekers.count = act->sights.count = 0;
    act_picks(act);
    act_dues(act);
    benefits_act(act);
    bool good = split_list(act) && separation_act(act) && search_act(act);
    int64_t from, to;
    block_range(week->world->household.count, b, week->block_count, &from, &to);
    if (week->params->moving.enabled)
        good = good && find_movers(act, from, to) && moving_act(act);
    block_range(week->leavers.count, b, week->block_count, &from, &to);
    if (week->params->moving.enabled && week->params->family.enabled)
        good = good && leaving_act(act, from, to);
    block_range(migration_addresses(week), b, week->block_count, &from, &to);
    good = good && migration_act(act, from, to);
    if (!good || !moving_claim(act))
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory in act");
}

#define APPEND(to, from)                                                                           \
    do {                                                                                           \
        if (vec_reserve(to, (from)->count) != 0)                                                   \
            return LOFT_ENOMEM;                                                                    \
        for (int64_t append_n = 0; append_n < (from)->count; append_n++)                           \
            (to)->data[(to)->count++] = (from)->data[append_n];                                    \
    } while (0)

/* Put the blocks together, in block order. Seekers get their numbers in the whole list. */
static int gather(struct week *week)
{
    week->due.count = 0;
    for (int b = 0; b < week->block_count; b++) {
        struct act *act = &week->blocks[b];
        for (int64_t n = 0; n < act->home_claims.count; n++)
            act->home_claims.data[n].claimant += (int32_t)week->seekers.count;
        APPEND(&week->events, &act->events);
        APPEND(&week->jobs.claims, &act->job_claims);
        APPEND(&week->places.claims, &act->place_claims);
        APPEND(&week->homes.claims, &act->home_claims);
        APPEND(&week->seekers, &act->seekers);
        APPEND(&week->due, &act->due);
    }
    return 0;
}

int act_run(struct week *week)
{
    parallel_for(week->block_count, week->threads, act_block, week);
    for (int b = 0; b < week->block_count; b++)
        if (week->blocks[b].fault.code != 0)
            return fault_set(&week->fault, week->blocks[b].fault.code, "%s",
                             week->blocks[b].fault.text);
    int code = gather(week);
    return code == 0 ? 0 : fault_set(&week->fault, code, "out of memory after act");
}
