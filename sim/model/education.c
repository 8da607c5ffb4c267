/* SPDX-License-Identifier: MIT */
#include "loft/model/education.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

enum { AGE_YOUNG = 30, READY_GRADUATE = 70 };

static int64_t cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_CASH:
        return SEGMENT_CAP(0.01);
    case STAGE_INSURED:
    case STAGE_SELF:
        return SEGMENT_CAP(0.02);
    default:
        return 0;
    }
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    const struct education_params *e = &params->education;
    int64_t young = class_stage(class) == STAGE_CASH ? e->enrol_cash : e->enrol_others;
    return cap(class) == 0 ? 0 : young > e->enrol_older ? young : e->enrol_older;
}

static int64_t chance(const struct week *week, int32_t person)
{
    const struct education_params *e = &week->params->education;
    unsigned class = week->world->person.class[person];
    int64_t base = world_age(week->world, person) >= AGE_YOUNG ? e->enrol_older
                   : class_stage(class) == STAGE_CASH          ? e->enrol_cash
                                                               : e->enrol_others;
    return week_chance(week, PROCESS_EDUCATION, person, base);
}

const struct segment education_segment = {
    .event = EVENT_ENROL, .cap = cap, .top = top, .chance = chance};

int32_t education_length(const struct week *week, int32_t i)
{
    const struct education_params *e = &week->params->education;
    int64_t span = e->most_weeks > e->least_weeks ? e->most_weeks - e->least_weeks + 1 : 1;
    uint32_t u = week_draw(week, week->world->person.key[i], PURPOSE_STUDY, 0);
    return (int32_t)(e->least_weeks + draw_below(u, span));
}

void education_start(struct week *week, int32_t i)
{
    settle_status(week, i, STATUS_EDUCATION, week->now + education_length(week, i));
}

bool education_enrol(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    bool idle = kind_is_assistance((enum status)p->row[i].status) ||
                p->row[i].status == STATUS_SELF_SUPPORTED ||
                p->row[i].status == STATUS_INSURED_UNEMPLOYED;
    if (!idle || p->row[i].area > AREA_OUTSIDE)
        return false;
    education_start(week, i);
    return true;
}

static enum education next_level(enum education level, uint32_t u)
{
    switch (level) {
    case EDUCATION_BASIC:
        return u < UINT32_MAX / 2 ? EDUCATION_UPPER : EDUCATION_VOCATIONAL;
    case EDUCATION_UPPER:
    case EDUCATION_VOCATIONAL:
        return EDUCATION_TERTIARY;
    default:
        return EDUCATION_LONG;
    }
}

bool education_graduate(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    const struct education_params *e = &week->params->education;
    int32_t i = event->subject;
    if (p->row[i].status != STATUS_EDUCATION || p->row[i].until != week->now)
        return false;
    uint32_t u[4];
    draw_four(&week->luck, p->key[i], PURPOSE_AFTER_STUDY, week->now, 0, u);
    separation_end_job(week, i); /* a student's job ends with the course */
    int next = STATUS_SELF_SUPPORTED;
    if (u[0] < e->complete) {
        SET(&week->changes, person, education, i,
            next_level((enum education)p->row[i].education, u[1]));
        if (p->row[i].readiness < READY_GRADUATE)
            SET(&week->changes, person, readiness, i, READY_GRADUATE);
        if (u[2] < e->insured_share)
            next = STATUS_INSURED_UNEMPLOYED;
    }
    settle_status(week, i, next,
                  next == STATUS_INSURED_UNEMPLOYED ? week->now + reforms_insured_weeks(week) : -1);
    return true;
}
