/* SPDX-License-Identifier: MIT */
#include "loft/model/hiring.h"

#include "loft/math/table.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

int64_t hiring_chance(const struct week *week, int32_t person)
{
    const struct person *p = &week->world->person;
    const struct hiring_params *h = &week->params->hiring;
    int64_t chance = h->call_back * p->row[person].readiness / 100;
    if (p->row[person].origin == ORIGIN_NONWESTERN)
        chance = fixed_scale(chance, h->minority_ratio);
    chance = fixed_scale(chance, activation_after_effect(week, person));
    return week_chance(week, PROCESS_HIRING, person, chance);
}

int64_t hiring_recommended(const struct week *week, int64_t chance)
{
    if (chance >= FIXED_ONE)
        return FIXED_ONE;
    /* -ln(1 - chance) in units of 2^-32, times the factor, in units of 2^-16 */
    int64_t log = table_ln((uint64_t)FIXED_ONE) - table_ln((uint64_t)(FIXED_ONE - chance));
    return FIXED_ONE -
           table_exp_minus(fixed_scale(log, week->params->hiring.acquaintance_factor) >> 16);
}

/* What led to a call-back. Of those who are told of a vacancy that they have seen themselves, one
 * in acquaintance_factor would have been called back anyway. */
static enum channel channel_of(const struct week *week, const struct view *view, uint32_t u)
{
    int64_t own = u;
    if (view->told)
        own = view->seen ? fixed_scale(u, week->params->hiring.acquaintance_factor) : FIXED_ONE;
    return own < FIXED_ONE ? search_channel(week, view->person, (uint32_t)own)
                           : CHANNEL_ACQUAINTANCE;
}

/* One look at one vacancy that led to a call-back. The words are independent uniforms of the pair:
 * call-back, taste, rank, channel. */
static bool apply(struct act *act, const struct view *view, uint64_t key, const uint32_t words[4])
{
    const struct week *week = act->week;
    const struct vacancy *vacancy = view->vacancy;
    int64_t utility = FACTOR_ONE * vacancy->hours / 37 + table_gumbel(words[1]);
    if (utility <= view->beat)
        return true;
    enum channel channel = channel_of(week, view, words[3]);
    struct claim claim = {
        .claimant_key = key,
        .slot_key = vacancy->key,
        .utility = utility,
        .score = FACTOR_ONE * vacancy->skill + table_gumbel(words[2]),
        .noise = words[2],
        .claimant = view->person,
        .held = week->world->person.row[view->person].slot,
        .slot = vacancy->slot,
        .channel = (uint8_t)channel,
    };
    return vec_push(&act->job_claims, claim) == 0;
}

bool hiring_act(struct act *act)
{
    const struct person *p = &act->week->world->person;
    struct batch *b = &act->batch;
    int64_t count = act->views.count;
    batch_reset(b);
    if (!batch_reserve(b, count))
        return false;
    for (int64_t n = 0; n < count; n++) {
        const struct view *view = &act->views.data[n];
        batch_put(b, view->person, p->key[view->person], view->vacancy->pair);
    }
    bool good = batch_draw(b, act->week, PURPOSE_CALL_BACK, act->week->now);
    for (int64_t n = 0; n < count && good; n++) {
        if (batch_word(b, n, 0) >= act->views.data[n].chance)
            continue;
        uint32_t words[4] = {batch_word(b, n, 0), batch_word(b, n, 1), batch_word(b, n, 2),
                             batch_word(b, n, 3)};
        good = apply(act, &act->views.data[n], b->keys.data[n], words);
    }
    return good;
}

bool hiring_may_start(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    return p->row[i].area <= AREA_OUTSIDE && p->row[i].slot == -1 &&
           search_by_status((enum status)p->row[i].status);
}

/* Nobody's status may have changed in *settle*: who was without a job still is, who was in work or
 * in education is so still, in the same job or none. */
static bool claimant_is_as_on_monday(const struct week *week, const struct claim *claim)
{
    const struct person *p = &week->world->person;
    int32_t i = claim->claimant;
    if (p->row[i].slot != claim->held)
        return false;
    return claim->held == -1 ? hiring_may_start(week, i) || p->row[i].status == STATUS_EDUCATION
                             : p->row[i].status == STATUS_EMPLOYED;
}

bool hiring_claim_holds(const struct week *week, const struct claim *claim)
{
    const struct slot *s = &week->world->slot;
    if (s->person[claim->slot] != -1)
        return false;
    return claim->claimant < 0 || (week->world->person.row[claim->claimant].area < AREA_OUTSIDE &&
                                   claimant_is_as_on_monday(week, claim));
}

static void link_household(struct week *week, int32_t person)
{
    struct world *w = week->world;
    int32_t household = w->person.row[person].household;
    if (household >= 0 && w->person.row[person].area < AREA_OUTSIDE)
        SET(&week->changes, household, link_until, household, week->now + MOVING_LINK_WEEKS);
}

/* Take up a job of so many hours, in a slot or outside, from next Monday. */
static void take_up(struct week *week, int32_t i, int32_t slot, int hours)
{
    SET(&week->changes, person, slot, i, slot);
    SET(&week->changes, person, hours, i, hours);
    SET(&week->changes, person, job_since, i, week->now + 1);
}

void hiring_fill(struct week *week, int32_t i, int32_t slot)
{
    const struct person *p = &week->world->person;
    int hours = week->world->slot.hours[slot];
    bool longer = p->row[i].status == STATUS_EMPLOYED && p->row[i].hours < 20 && hours >= 20;
    separation_end_job(week, i);
    SET(&week->changes, slot, person, slot, i);
    SET(&week->changes, slot, since, slot, week->now);
    if (longer)
        link_household(week, i);
    take_up(week, i, slot, hours);
}

void hiring_start_job(struct week *week, int32_t i, int32_t slot, int hours)
{
    const struct person *p = &week->world->person;
    activation_vacate(week, i);
    if (p->row[i].hours < 20 && hours >= 20)
        link_household(week, i);
    take_up(week, i, slot, hours);
    /* what is left of an insured period is kept: it holds again if the job is lost early */
    settle_status(week, i, STATUS_EMPLOYED,
                  p->row[i].status == STATUS_INSURED_UNEMPLOYED ? p->row[i].until : -1);
}

bool hiring_hire(struct week *week, const struct event *event)
{
    struct slot *s = &week->world->slot;
    int32_t slot = event->a;
    if (s->person[slot] != -1 || !hiring_may_start(week, event->subject))
        return false;
    SET(&week->changes, slot, person, slot, event->subject);
    SET(&week->changes, slot, since, slot, week->now);
    hiring_start_job(week, event->subject, slot, s->hours[slot]);
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
