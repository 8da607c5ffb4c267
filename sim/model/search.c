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

/* Chance that a search ends in a job outside. */
static int64_t outside_chance(const struct week *week, int32_t person)
{
    const struct person *p = &week->world->person;
    const struct search_params *s = &week->params->search;
    int64_t chance = p->area[person] == AREA_OUTSIDE ? s->finding_outside : s->outside_offer;
    return chance * p->readiness[person] / 100;
}

static int best_ring(enum education education)
{
    return education <= EDUCATION_UPPER ? 0 : (int)education - 1;
}

enum channel search_channel(const struct week *week, int32_t person, uint32_t u)
{
    const struct search_params *s = &week->params->search;
    if (u < s->acquaintance)
        return CHANNEL_ACQUAINTANCE;
    bool referred = kind_is_benefit((enum status)week->world->person.status[person]);
    return referred && u < s->acquaintance + s->jobcentre ? CHANNEL_JOBCENTRE : CHANNEL_DIRECT;
}

/* Who searches this week, into the batch; the others drop out. */
static bool who_searches(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    bool good = true;
    batch_reset(b);
    for (int64_t n = 0; n < act->searchers.count && good; n++) {
        int32_t person = act->searchers.data[n];
        good = batch_add(b, person, week->world->person.key[person], 0);
    }
    good = good && batch_draw(b, week, PURPOSE_SEARCH, week->now);
    int64_t kept = 0, count = b->rows.count;
    for (int64_t n = 0; n < count && good; n++) {
        int32_t person = b->rows.data[n];
        if (b->words.data[n] >= search_chance(week, person))
            continue;
        /* the second word of the same block: is the search's end a job outside */
        if (b->words.data[count + n] < outside_chance(week, person)) {
            file_outside_job(act, person);
        } else if (week->world->person.area[person] < AREA_OUTSIDE) {
            b->rows.data[kept] = person;
            b->keys.data[kept++] = b->keys.data[n];
        }
    }
    b->rows.count = b->keys.count = b->others.count = kept;
    return good;
}

/* The vacancies that somebody looks at: the next ones clockwise from points of the ring. Each once.
 */
static bool look_around(struct act *act, int32_t person, const uint32_t *points, int64_t stride,
                        int views)
{
    const struct week *week = act->week;
    const struct vacancy *seen[SEARCH_VIEWS_MOST];
    int64_t chance = hiring_chance(week, person);
    int best = best_ring((enum education)week->world->person.education[person]);
    for (int n = 0; n < views; n++) {
        /* the last look goes a step down, where the education suffices as well */
        const struct vacancies *v = &week->vacancies[n == views - 1 && best > 0 ? best - 1 : best];
        int32_t at = ring_after(&v->ring, (uint64_t)points[n * stride] << 32);
        seen[n] = at < 0 ? NULL : &v->seats.data[at];
        bool again = at < 0;
        for (int m = 0; m < n; m++)
            again = again || seen[m] == seen[n];
        if (!again && vec_push(&act->views, ((struct view){person, seen[n], chance})) != 0)
            return false;
    }
    return true;
}

bool search_act(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    bool good = who_searches(act);
    act->views.count = 0;
    if (!good || !week->params->hiring.enabled)
        return good;
    good = batch_draw(b, week, PURPOSE_VIEW, week->now);
    int views = (int)week->params->search.views;
    for (int64_t n = 0; n < b->rows.count && good; n++)
        good = look_around(act, b->rows.data[n], b->words.data + n, b->rows.count, views);
    return good && hiring_act(act);
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
