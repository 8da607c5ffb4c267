/* SPDX-License-Identifier: MIT */
#include "loft/model/ladder.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

enum { AGE_YOUNG = 40, LONGEST = 520 };

static bool holds(const struct week *week, int32_t date)
{
    return reforms_hold(&week->params->reforms, date, week->world->start_week, week->now + 1);
}

/* --- into clarification from cash benefit --- */

static int64_t clarify_cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_CASH:
    case STAGE_PRACTICE:
    case STAGE_LANGUAGE:
    case STAGE_COURSE:
    case STAGE_COMBINED:
        return SEGMENT_CAP(0.005);
    default:
        return 0;
    }
}

static int64_t clarify_top(const struct params *params, const struct schedules *schedules,
                           unsigned class)
{
    (void)schedules;
    return clarify_cap(class) == 0 ? 0 : params->health.clarify_cash;
}

static int64_t clarify_chance(const struct week *week, int32_t person)
{
    return week_chance(week, PROCESS_HEALTH, person, week->params->health.clarify_cash);
}

const struct segment ladder_clarify_segment = {
    .event = EVENT_CLARIFY, .cap = clarify_cap, .top = clarify_top, .chance = clarify_chance};

/* --- flexjobs --- */

static int64_t flexjob_cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_WAITING:
        return SEGMENT_CAP(0.05);
    case STAGE_FLEXJOB:
        return SEGMENT_CAP(0.0065);
    default:
        return 0;
    }
}

/* A reform may raise the chance of finding one. */
static int64_t flexjob_top(const struct params *params, const struct schedules *schedules,
                           unsigned class)
{
    (void)schedules;
    switch (class_stage(class)) {
    case STAGE_WAITING:
        return fixed_scale(params->health.flexjob_found, params->reforms.small_flexjobs);
    case STAGE_FLEXJOB:
        return params->health.flexjob_lost;
    default:
        return 0;
    }
}

static int64_t flexjob_chance(const struct week *week, int32_t person)
{
    const struct health_params *h = &week->params->health;
    const struct reforms_params *r = &week->params->reforms;
    int64_t base = h->flexjob_lost;
    if (class_stage(week->world->person.class[person]) == STAGE_WAITING)
        base = holds(week, r->flexjob_reform) ? fixed_scale(h->flexjob_found, r->small_flexjobs)
                                              : h->flexjob_found;
    return week_chance(week, PROCESS_HEALTH, person, base);
}

static void flexjob_act(struct act *act, int32_t person)
{
    const struct person *p = &act->week->world->person;
    bool waits = p->row[person].status == STATUS_WAITING_BENEFIT;
    act_file(act, waits ? EVENT_FLEX_FOUND : EVENT_FLEX_LOST, p->key[person], person, 0, 0);
}

const struct segment ladder_flexjob_segment = {.event = EVENT_FLEX_FOUND,
                                               .cap = flexjob_cap,
                                               .top = flexjob_top,
                                               .chance = flexjob_chance,
                                               .act = flexjob_act};

static bool change(struct week *week, int32_t i, enum status from, enum status to)
{
    const struct person *p = &week->world->person;
    if (p->row[i].status != from || p->row[i].area > AREA_OUTSIDE)
        return false;
    settle_status(week, i, (int)to, -1);
    return true;
}

bool ladder_find_flexjob(struct week *week, const struct event *event)
{
    return change(week, event->subject, STATUS_WAITING_BENEFIT, STATUS_FLEXJOB);
}

bool ladder_lose_flexjob(struct week *week, const struct event *event)
{
    return change(week, event->subject, STATUS_FLEXJOB, STATUS_WAITING_BENEFIT);
}

/* --- clarification --- */

int ladder_form(const struct params *params, int32_t start, int32_t when, enum severity severity)
{
    const struct reforms_params *r = &params->reforms;
    if (severity == SEVERITY_SEVERE && reforms_hold(r, r->resource_course, start, when))
        return STATUS_RESOURCE_COURSE;
    if (severity != SEVERITY_SEVERE && reforms_hold(r, r->job_clarification, start, when))
        return STATUS_JOB_CLARIFICATION;
    return STATUS_REHABILITATION;
}

int64_t ladder_weeks(const struct params *params, int form)
{
    return form == STATUS_RESOURCE_COURSE ? params->health.course_weeks
                                          : params->health.clarify_weeks;
}

int ladder_outcome(const struct params *params, enum severity severity, bool few_pensions,
                   uint32_t u)
{
    const struct health_params *h = &params->health;
    bool severe = severity == SEVERITY_SEVERE;
    if (!h->grants)
        return STATUS_CASH_BENEFIT;
    int64_t pension = severe ? h->severe_pension : h->middle_pension;
    int64_t flexjob = severe ? h->severe_flexjob : h->middle_flexjob;
    int64_t granted = few_pensions ? fixed_scale(pension, params->reforms.young_pension) : pension;
    return u < granted             ? STATUS_DISABILITY_PENSION
           : u < pension           ? STATUS_RESOURCE_COURSE
           : u < pension + flexjob ? STATUS_WAITING_BENEFIT
                                   : STATUS_CASH_BENEFIT;
}

/* Begin a form of clarification; what was before ends. */
static void clarify(struct week *week, int32_t i, enum severity severity, uint32_t u)
{
    int form = ladder_form(week->params, week->world->start_week, week->now + 1, severity);
    int32_t length = sickness_length(ladder_weeks(week->params, form), LONGEST, u);
    separation_end_job(week, i);
    activation_vacate(week, i);
    settle_status(week, i, form, week->now + length);
    SET(&week->changes, person, health, i, severity);
}

bool ladder_clarify(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    enum status status = (enum status)p->row[i].status;
    if (!kind_is_recipient(status) || p->row[i].area > AREA_OUTSIDE)
        return false;
    clarify(week, i, SEVERITY_SEVERE, week_draw(week, p->key[i], PURPOSE_LADDER, 0));
    return true;
}

static void leave_sickness(struct week *week, int32_t i, enum severity severity,
                           const uint32_t u[4])
{
    bool climbs = severity == SEVERITY_SEVERE ||
                  (severity == SEVERITY_MIDDLE && u[1] < week->params->health.middle_climb);
    if (climbs)
        clarify(week, i, severity, u[0]);
    else
        sickness_recover(week, i);
}

bool ladder_step(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    enum status status = (enum status)p->row[i].status;
    if ((status != STATUS_SICKNESS && !kind_is_clarification(status)) ||
        p->row[i].until != week->now || p->row[i].area > AREA_OUTSIDE)
        return false;
    enum severity severity = (enum severity)p->row[i].health;
    uint32_t u[4];
    draw_four(&week->luck, p->key[i], PURPOSE_LADDER, week->now, 0, u);
    if (status == STATUS_SICKNESS) {
        leave_sickness(week, i, severity, u);
        return true;
    }
    bool few = holds(week, week->params->reforms.disability_reform) &&
               world_age(week->world, i) < AGE_YOUNG;
    int next = ladder_outcome(week->params, severity, few, u[2]);
    if (next == STATUS_RESOURCE_COURSE)
        clarify(week, i, SEVERITY_SEVERE, u[0]);
    else
        settle_status(week, i, next, -1);
    return true;
}
