/* SPDX-License-Identifier: MIT */
#include "loft/model/benefits.h"

#include "loft/base/date.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

enum { AGE_EDUCATION_BENEFIT = 30 };

bool benefits_is_newcomer(const struct params *params, const struct world *w, int32_t i,
                          int32_t when)
{
    int32_t arrived = w->person.row[i].arrived;
    return arrived > 0 && when - arrived < params->reforms.residence_weeks;
}

int benefits_scheme(const struct params *params, const struct world *w, int32_t i, int32_t when)
{
    const struct reforms_params *r = &params->reforms;
    const struct person *p = &w->person;
    bool integration = !reforms_hold(r, r->introduction_ends, w->start_week, when) ||
                       reforms_hold(r, r->integration_begins, w->start_week, when);
    if (integration && benefits_is_newcomer(params, w, i, when))
        return STATUS_INTEGRATION_BENEFIT;
    if (reforms_hold(r, r->education_benefit, w->start_week, when) &&
        p->row[i].education < EDUCATION_VOCATIONAL &&
        date_years(p->row[i].birth_week, when) < AGE_EDUCATION_BENEFIT)
        return STATUS_EDUCATION_BENEFIT;
    return STATUS_CASH_BENEFIT;
}

int32_t benefits_arrival(const struct params *params, const struct world *w,
                         const struct luck *luck, int32_t i, int32_t when)
{
    const struct reforms_params *r = &params->reforms;
    const struct person *p = &w->person;
    uint32_t u[4];
    draw_four(luck, p->key[i], PURPOSE_ARRIVED, 0, 0, u);
    if (p->row[i].origin != ORIGIN_NONWESTERN || p->row[i].status == STATUS_CHILD ||
        u[0] >= r->newcomers)
        return 0;
    return when - (int32_t)draw_below(u[1], r->residence_weeks);
}

static bool is_wrong(const struct week *week, int32_t i)
{
    enum status status = (enum status)week->world->person.row[i].status;
    return kind_is_assistance(status) && week->world->person.row[i].area <= AREA_OUTSIDE &&
           (int)status != benefits_scheme(week->params, week->world, i, week->now + 1);
}

void benefits_review(struct act *act, int32_t i)
{
    if (act->week->params->reforms.enabled && is_wrong(act->week, i))
        act_file(act, EVENT_SCHEME, act->week->world->person.key[i], i, 0, 0);
}

void benefits_act(struct act *act)
{
    if (!reforms_change(act->week, act->week->now + 1))
        return;
    for (int64_t n = 0; n < act->searchers.count; n++) {
        benefits_review(act, act->searchers.data[n]);
        meetings_reassess(act, act->searchers.data[n]);
    }
}

bool benefits_move_over(struct week *week, const struct event *event)
{
    if (!is_wrong(week, event->subject))
        return false;
    settle_status(week, event->subject, STATUS_CASH_BENEFIT, -1);
    return true;
}
