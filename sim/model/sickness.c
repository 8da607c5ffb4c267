/* SPDX-License-Identifier: MIT */
#include "loft/model/sickness.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/tenure.h"
#include "loft/model/week.h"

enum { AGE_OLDER = 50 };

static int64_t cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_JOB_YEAR:
    case STAGE_JOB_LATER:
    case STAGE_JOB_SETTLED:
    case STAGE_INSURED:
        return SEGMENT_CAP(0.0075);
    default:
        return 0;
    }
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    return cap(class) == 0                       ? 0
           : class_stage(class) == STAGE_INSURED ? params->health.sick_insured
                                                 : params->health.sick_job;
}

static int64_t chance(const struct week *week, int32_t person)
{
    unsigned class = week->world->person.class[person];
    return week_chance(week, PROCESS_HEALTH, person, top(week->params, NULL, class));
}

const struct segment sickness_segment = {
    .event = EVENT_SICK, .cap = cap, .top = top, .chance = chance};

int64_t sickness_severe(const struct health_params *h, int age)
{
    return age >= AGE_OLDER ? h->severe_older : h->severe_young;
}

enum severity sickness_severity(const struct health_params *h, int age, uint32_t u)
{
    int64_t severe = sickness_severe(h, age);
    return u < severe                     ? SEVERITY_SEVERE
           : u < severe + h->middle_share ? SEVERITY_MIDDLE
                                          : SEVERITY_LIGHT;
}

int64_t sickness_weeks(const struct health_params *h, enum severity severity)
{
    return severity == SEVERITY_SEVERE   ? h->severe_weeks
           : severity == SEVERITY_MIDDLE ? h->middle_weeks
                                         : h->light_weeks;
}

int32_t sickness_length(int64_t weeks, int32_t longest, uint32_t u)
{
    return 1 + tenure_elapsed(u, FIXED_ONE / weeks, longest - 1);
}

bool sickness_begin(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    const struct health_params *h = &week->params->health;
    int32_t i = event->subject;
    bool works = p->row[i].status == STATUS_EMPLOYED && p->row[i].slot != -1;
    bool insured = p->row[i].status == STATUS_INSURED_UNEMPLOYED && p->row[i].until > week->now;
    if ((!works && !insured) || p->row[i].area > AREA_OUTSIDE)
        return false;
    uint32_t u[4];
    draw_four(&week->luck, p->key[i], PURPOSE_SEVERITY, week->now, 0, u);
    enum severity severity = sickness_severity(h, world_age(week->world, i), u[0]);
    int32_t length = sickness_length(sickness_weeks(h, severity), (int32_t)h->longest, u[1]);
    int32_t left = p->row[i].until > week->now ? p->row[i].until - week->now : 0;
    settle_status(week, i, STATUS_SICKNESS, week->now + length);
    SET(&week->changes, person, health, i, severity);
    SET(&week->changes, person, paused, i, left);
    return true;
}

void sickness_recover(struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    int32_t until = p->row[i].paused > 0 ? week->now + p->row[i].paused : -1;
    int status = p->row[i].slot != -1   ? STATUS_EMPLOYED
                 : p->row[i].paused > 0 ? STATUS_INSURED_UNEMPLOYED
                                        : STATUS_CASH_BENEFIT;
    settle_status(week, i, status, until);
}
