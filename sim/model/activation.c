/* SPDX-License-Identifier: MIT */
#include "loft/model/activation.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

static int64_t cap(unsigned class)
{
    return class_stage(class) == STAGE_CASH && !class_outside(class) ? SEGMENT_CAP(0.04) : 0;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    return cap(class) > 0 ? params->activation.referral : 0;
}

static int64_t chance(const struct week *week, int32_t person)
{
    unsigned class = week->world->person.class[person];
    return week_chance(week, PROCESS_ACTIVATION, person, top(week->params, NULL, class));
}

const struct segment activation_segment = {
    .event = EVENT_TAKE_PLACE, .cap = cap, .top = top, .chance = chance, .act = activation_refer};

int64_t activation_after_effect(const struct week *week, int32_t person)
{
    const struct activation_params *a = &week->params->activation;
    int32_t from = week->world->person.effect_from[person];
    int64_t left = from < 0 ? 0 : a->effect_weeks - (week->now - from);
    if (left <= 0)
        return FACTOR_ONE;
    return FACTOR_ONE + (a->after_effect - FACTOR_ONE) * left / a->effect_weeks;
}

void activation_refer(struct act *act, int32_t person)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    struct claim claim = {
        .claimant_key = p->key[person],
        .score = week->now - p->status_since[person],
        .noise = week_draw(week, p->key[person], PURPOSE_PLACE_RANK, 0),
        .claimant = person,
    };
    if (vec_push(&act->place_claims, claim) != 0)
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for claims on programme places");
}

bool activation_claim_holds(const struct week *week, const struct claim *claim)
{
    const struct person *p = &week->world->person;
    return p->status[claim->claimant] == STATUS_CASH_BENEFIT &&
           p->area[claim->claimant] < AREA_OUTSIDE;
}

bool activation_take(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t i = event->subject, place = event->a;
    if (w->placement.person[place] != -1 || w->person.status[i] != STATUS_CASH_BENEFIT)
        return false;
    SET(&week->changes, placement, person, place, i);
    SET(&week->changes, person, placement, i, place);
    settle_status(week, i, STATUS_PRACTICE, week->now + week->params->activation.weeks);
    return true;
}

void activation_vacate(struct week *week, int32_t i)
{
    int32_t place = week->world->person.placement[i];
    if (place < 0)
        return;
    SET(&week->changes, placement, person, place, -1);
    SET(&week->changes, person, placement, i, -1);
}

bool activation_leave(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->status[i] != STATUS_PRACTICE || p->until[i] != week->now)
        return false;
    activation_vacate(week, i);
    settle_status(week, i, STATUS_CASH_BENEFIT, -1);
    SET(&week->changes, person, effect_from, i, week->now);
    return true;
}
