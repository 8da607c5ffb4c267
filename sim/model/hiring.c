/* SPDX-License-Identifier: MIT */
#include "loft/model/hiring.h"

#include "loft/math/table.h"
#include "loft/model/week.h"

int64_t hiring_chance(const struct week *week, int32_t person, int32_t slot, int channel)
{
    const struct person *p = &week->world->person;
    const struct hiring_params *h = &week->params->hiring;
    enum education has = (enum education)p->education[person];
    enum education asked = (enum education)week->world->slot.skill[slot];
    if (asked != EDUCATION_BASIC && has < asked)
        return 0;
    int64_t chance = h->call_back * p->readiness[person] / 100;
    if (p->origin[person] == ORIGIN_NONWESTERN)
        chance = fixed_scale(chance, h->minority_ratio);
    if (channel == CHANNEL_ACQUAINTANCE)
        chance = fixed_scale(chance, h->acquaintance_factor);
    chance = fixed_scale(chance, activation_after_effect(week, person));
    return week_chance(week, PROCESS_HIRING, person, chance);
}

void hiring_view(struct act *act, int32_t person, int32_t slot, int channel)
{
    const struct week *week = act->week;
    uint64_t key = week->world->person.key[person];
    const struct slot *s = &week->world->slot;
    uint32_t vacancy = week_other(s->key[slot] + (uint64_t)s->since[slot]);
    uint32_t u[4];
    draw_four(&week->luck, key, PURPOSE_CALL_BACK, week->now, vacancy, u);
    if (u[0] >= hiring_chance(week, person, slot, channel))
        return;
    /* the three other words are independent uniforms of the same pair: taste, rank, tie */
    struct claim claim = {
        .claimant_key = key,
        .slot_key = s->key[slot],
        .utility = FACTOR_ONE * s->hours[slot] / 37 + table_gumbel(u[1]),
        .score = FACTOR_ONE * s->skill[slot] + table_gumbel(u[2]),
        .noise = u[3],
        .claimant = person,
        .slot = slot,
        .channel = (uint8_t)channel,
    };
    if (vec_push(&act->job_claims, claim) != 0)
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for job claims");
}

bool hiring_may_start(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    return p->area[i] <= AREA_OUTSIDE && p->slot[i] == -1 &&
           search_concerns(class_of(week->world, i, week->now));
}

bool hiring_claim_holds(const struct week *week, const struct claim *claim)
{
    const struct slot *s = &week->world->slot;
    if (s->person[claim->slot] != -1)
        return false;
    return claim->claimant < 0 || (hiring_may_start(week, claim->claimant) &&
                                   week->world->person.area[claim->claimant] < AREA_OUTSIDE);
}

static void link_household(struct week *week, int32_t person)
{
    struct world *w = week->world;
    int32_t household = w->person.household[person];
    if (household >= 0 && w->person.area[person] < AREA_OUTSIDE)
        SET(&week->changes, household, link_until, household, week->now + MOVING_LINK_WEEKS);
}

void hiring_start_job(struct week *week, int32_t i, int32_t slot, int hours, int32_t wage)
{
    struct person *p = &week->world->person;
    activation_vacate(week, i);
    if (p->hours[i] < 20 && hours >= 20)
        link_household(week, i);
    SET(&week->changes, person, slot, i, slot);
    SET(&week->changes, person, hours, i, hours);
    SET(&week->changes, person, wage, i, wage);
    SET(&week->changes, person, job_since, i, week->now);
    SET(&week->changes, person, status, i, STATUS_EMPLOYED);
    SET(&week->changes, person, status_since, i, week->now);
    SET(&week->changes, person, until, i, -1);
}

bool hiring_hire(struct week *week, const struct event *event)
{
    struct slot *s = &week->world->slot;
    int32_t slot = event->a;
    if (s->person[slot] != -1 || !hiring_may_start(week, event->subject))
        return false;
    SET(&week->changes, slot, person, slot, event->subject);
    SET(&week->changes, slot, since, slot, week->now);
    hiring_start_job(week, event->subject, slot, s->hours[slot], s->wage[slot]);
    return true;
}

bool hiring_hire_commuter(struct week *week, const struct event *event)
{
    if (week->world->slot.person[event->subject] != -1)
        return false;
    SET(&week->changes, slot, person, event->subject, SLOT_COMMUTER);
    SET(&week->changes, slot, since, event->subject, week->now);
    return true;
}
