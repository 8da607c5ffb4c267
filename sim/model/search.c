/* SPDX-License-Identifier: MIT */
#include "loft/model/search.h"

#include "loft/model/week.h"

bool search_concerns(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_INSURED:
    case STAGE_CASH:
    case STAGE_PRACTICE:
    case STAGE_SELF:
        return true;
    default:
        return false;
    }
}

int64_t search_chance(const struct week *week, int32_t person)
{
    const struct search_params *p = &week->params->search;
    int64_t factor = 0;
    switch (class_stage(week->world->person.class[person])) {
    case STAGE_INSURED:
        factor = p->insured;
        break;
    case STAGE_CASH:
        factor = p->cash_benefit;
        break;
    case STAGE_PRACTICE:
        factor = fixed_scale(p->cash_benefit, p->lock_in);
        break;
    case STAGE_SELF:
        factor = p->self_supported;
        break;
    default:
        return 0;
    }
    return week_chance(week, PROCESS_SEARCH, person, fixed_scale(p->weekly, factor));
}

/* Hours and wage of a job outside: those of a job here that asks for the person's education. */
static void file_outside_job(struct act *act, int32_t person)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    uint32_t u = week_draw(week, p->key[person], PURPOSE_OUTSIDE_JOB, 0);
    int32_t hours = schedule_pick(&week->schedules->hours[p->sex[person]], u);
    int32_t wage = (int32_t)week->schedules->wage[p->education[person]];
    act_file(act, EVENT_HIRE_OUTSIDE, p->key[person], person, hours, wage);
}

static bool outside_offer(const struct week *week, int32_t person)
{
    const struct person *p = &week->world->person;
    const struct search_params *s = &week->params->search;
    int64_t chance = p->area[person] == AREA_OUTSIDE ? s->finding_outside : s->outside_offer;
    chance = chance * p->readiness[person] / 100;
    return week_draw(week, p->key[person], PURPOSE_OUTSIDE_OFFER, 0) < chance;
}

static int best_ring(enum education education)
{
    return education <= EDUCATION_UPPER ? 0 : (int)education - 1;
}

static enum channel channel_of(const struct week *week, int32_t person, uint32_t u)
{
    const struct search_params *s = &week->params->search;
    if (u < s->acquaintance)
        return CHANNEL_ACQUAINTANCE;
    bool referred = kind_is_benefit((enum status)week->world->person.status[person]);
    return referred && u < s->acquaintance + s->jobcentre ? CHANNEL_JOBCENTRE : CHANNEL_DIRECT;
}

void search_act(struct act *act, int32_t person)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    uint64_t key = p->key[person];
    if (week_draw(week, key, PURPOSE_SEARCH, 0) >= search_chance(week, person))
        return;
    if (outside_offer(week, person)) {
        file_outside_job(act, person);
        return;
    }
    if (p->area[person] == AREA_OUTSIDE || !week->params->hiring.enabled)
        return;
    int32_t seen[16];
    int best = best_ring((enum education)p->education[person]);
    int views = (int)week->params->search.views;
    for (int n = 0; n < views; n++) {
        uint32_t u[4];
        draw_four(&week->luck, key, PURPOSE_VIEW, week->now, (uint32_t)n, u);
        /* the last look goes a step down, where the education suffices as well */
        const struct ring *ring = &week->vacancies[n == views - 1 && best > 0 ? best - 1 : best];
        int32_t at = ring_after(ring, (uint64_t)u[0] << 32 | u[1]);
        seen[n] = at < 0 ? -1 : ring->seats[at].row;
        bool again = at < 0;
        for (int m = 0; m < n; m++)
            again = again || seen[m] == seen[n];
        if (!again)
            hiring_view(act, person, seen[n], channel_of(week, person, u[2]));
    }
}

bool search_exhaust(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->status[i] != STATUS_INSURED_UNEMPLOYED || p->until[i] != week->now)
        return false;
    SET(&week->changes, person, status, i, STATUS_CASH_BENEFIT);
    SET(&week->changes, person, status_since, i, week->now);
    SET(&week->changes, person, until, i, -1);
    return true;
}

bool search_hire_outside(struct week *week, const struct event *event)
{
    int32_t i = event->subject;
    if (!hiring_may_start(week, i))
        return false;
    hiring_start_job(week, i, SLOT_OUTSIDE, event->a, event->b);
    return true;
}
