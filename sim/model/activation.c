/* SPDX-License-Identifier: MIT */
#include "loft/model/activation.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

static int64_t cap(unsigned class)
{
    return class_stage(class) == STAGE_CASH && !class_outside(class) ? SEGMENT_CAP(0.0378) : 0;
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

struct programme_terms activation_terms(const struct params *params, enum programme kind)
{
    const struct activation_params *a = &params->activation;
    switch (kind) {
    case PROGRAMME_LANGUAGE:
        return (struct programme_terms){a->language_places, a->language_weeks, a->language_search,
                                        a->language_effect, a->language_fade};
    case PROGRAMME_COURSE:
        return (struct programme_terms){a->course_places, a->course_weeks, a->course_search,
                                        a->course_effect, a->course_fade};
    case PROGRAMME_COMBINED:
        return (struct programme_terms){a->combined_places, a->combined_weeks, a->combined_search,
                                        a->combined_effect, a->combined_fade};
    default:
        return (struct programme_terms){a->places, a->weeks, params->search.lock_in,
                                        a->after_effect, a->effect_weeks};
    }
}

int64_t activation_most_effect(const struct params *params)
{
    int64_t most = FACTOR_ONE;
    for (int k = 0; k < PROGRAMMES; k++) {
        int64_t effect = activation_terms(params, (enum programme)k).effect;
        most = effect > most ? effect : most;
    }
    return most;
}

int64_t activation_after_effect(const struct week *week, int32_t person)
{
    const struct person *p = &week->world->person;
    int32_t from = p->row[person].effect_from;
    if (from < 0)
        return FACTOR_ONE;
    struct programme_terms t =
        activation_terms(week->params, (enum programme)p->row[person].effect_kind);
    int64_t left = t.effect_weeks - (week->now - from);
    if (left <= 0)
        return FACTOR_ONE;
    return FACTOR_ONE + (t.effect - FACTOR_ONE) * left / t.effect_weeks;
}

static bool is_eligible(const struct params *params, const struct world *w, int32_t i,
                        enum programme kind)
{
    const struct person *p = &w->person;
    if (kind == PROGRAMME_PRACTICE || kind == PROGRAMME_COURSE)
        return true;
    return p->row[i].origin == ORIGIN_NONWESTERN &&
           (meetings_far(p->row[i].match_group) || benefits_is_newcomer(params, w, i, w->week));
}

static int64_t weight(const struct params *params, const struct world *w, int32_t i, int kind)
{
    return is_eligible(params, w, i, (enum programme)kind)
               ? activation_terms(params, (enum programme)kind).places
               : 0;
}

int64_t activation_share(const struct params *params, const struct world *w, int32_t i,
                         enum programme kind)
{
    int64_t all = 0;
    for (int k = 0; k < PROGRAMMES; k++)
        all += weight(params, w, i, k);
    return all > 0 ? fixed_portion(FIXED_ONE, weight(params, w, i, (int)kind), all) : 0;
}

int activation_choose(const struct params *params, const struct world *w, int32_t i, uint32_t u)
{
    int64_t until = 0;
    int last = -1;
    for (int k = 0; k < PROGRAMMES; k++) {
        int64_t share = activation_share(params, w, i, (enum programme)k);
        if (share == 0)
            continue;
        last = k; /* the last one takes what rounding leaves */
        until += share;
        if (u < until)
            return k;
    }
    return last;
}

void activation_refer(struct act *act, int32_t person)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    int kind = activation_choose(week->params, week->world, person,
                                 week_draw(week, p->key[person], PURPOSE_PROGRAMME, 0));
    if (kind < 0)
        return;
    struct claim claim = {
        .claimant_key = p->key[person],
        .score = week->now - p->row[person].status_since,
        .noise = week_draw(week, p->key[person], PURPOSE_PLACE_RANK, 0),
        .claimant = person,
        .slot = kind,
    };
    if (vec_push(&act->place_claims, claim) != 0)
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for claims on programme places");
}

bool activation_claim_holds(const struct week *week, const struct claim *claim)
{
    const struct person *p = &week->world->person;
    return kind_is_assistance((enum status)p->row[claim->claimant].status) &&
           p->row[claim->claimant].area < AREA_OUTSIDE;
}

bool activation_take(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t i = event->subject, place = event->a;
    if (w->placement.person[place] != -1 ||
        !kind_is_assistance((enum status)w->person.row[i].status))
        return false;
    int kind = w->placement.programme[place];
    SET(&week->changes, placement, person, place, i);
    SET(&week->changes, person, placement, i, place);
    settle_status(week, i, STATUS_PRACTICE + kind,
                  week->now + activation_terms(week->params, (enum programme)kind).weeks);
    return true;
}

void activation_vacate(struct week *week, int32_t i)
{
    int32_t place = week->world->person.row[i].placement;
    if (place < 0)
        return;
    SET(&week->changes, placement, person, place, -1);
    SET(&week->changes, person, placement, i, -1);
}

void activation_break_off(struct week *week, int32_t i)
{
    if (week->world->person.row[i].placement < 0)
        return;
    activation_vacate(week, i);
    settle_status(week, i, STATUS_CASH_BENEFIT, -1);
}

bool activation_leave(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (!kind_is_programme((enum status)p->row[i].status) || p->row[i].until != week->now)
        return false;
    int kind = p->row[i].status - STATUS_PRACTICE;
    activation_vacate(week, i);
    settle_status(week, i, STATUS_CASH_BENEFIT, -1);
    SET(&week->changes, person, effect_from, i, week->now);
    SET(&week->changes, person, effect_kind, i, kind);
    return true;
}
