/* SPDX-License-Identifier: MIT */
#include "loft/model/health.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

enum { AGE_OLDER = 50 };

static int64_t cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_EDUCATION:
    case STAGE_STUDENT_JOB:
    case STAGE_SELF:
        return SEGMENT_CAP(0.0003);
    case STAGE_FLEXJOB:
    case STAGE_WAITING:
        return SEGMENT_CAP(0.0015);
    default:
        return 0;
    }
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    const struct health_params *h = &params->health;
    int64_t others = h->award_older > h->award_young ? h->award_older : h->award_young;
    return cap(class) == 0                       ? 0
           : class_stage(class) == STAGE_FLEXJOB ? h->award_flexjob
           : class_stage(class) == STAGE_WAITING ? h->award_waiting
                                                 : others;
}

static int64_t chance(const struct week *week, int32_t person)
{
    const struct health_params *h = &week->params->health;
    if (!h->grants)
        return 0;
    enum stage stage = class_stage(week->world->person.class[person]);
    int64_t base = stage == STAGE_FLEXJOB                        ? h->award_flexjob
                   : stage == STAGE_WAITING                      ? h->award_waiting
                   : world_age(week->world, person) >= AGE_OLDER ? h->award_older
                                                                 : h->award_young;
    return week_chance(week, PROCESS_HEALTH, person, base);
}

const struct segment health_segment = {
    .event = EVENT_DISABLED, .cap = cap, .top = top, .chance = chance};

bool health_disabled(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (!kind_is_working_age((enum status)p->row[i].status) ||
        p->row[i].status == STATUS_DISABILITY_PENSION || p->row[i].area > AREA_OUTSIDE)
        return false;
    separation_end_job(week, i);
    activation_vacate(week, i);
    settle_status(week, i, STATUS_DISABILITY_PENSION, -1);
    return true;
}
