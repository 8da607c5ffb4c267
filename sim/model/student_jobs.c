/* SPDX-License-Identifier: MIT */
#include "loft/model/student_jobs.h"

#include "loft/model/segment.h"
#include "loft/model/week.h"

static int64_t looks_cap(unsigned class)
{
    return class_stage(class) == STAGE_EDUCATION && !class_outside(class) ? SEGMENT_CAP(0.040) : 0;
}

static int64_t looks_top(const struct params *params, const struct schedules *schedules,
                         unsigned class)
{
    (void)schedules;
    return looks_cap(class) == 0 ? 0 : params->student_jobs.looks;
}

static int64_t looks_chance(const struct week *week, int32_t person)
{
    return week_chance(week, PROCESS_SEARCH, person, week->params->student_jobs.looks);
}

const struct segment student_looks_segment = {.event = EVENT_STUDENT_JOB,
                                              .cap = looks_cap,
                                              .top = looks_top,
                                              .chance = looks_chance,
                                              .act = search_look_later};

static int64_t ends_cap(unsigned class)
{
    return class_stage(class) == STAGE_STUDENT_JOB ? SEGMENT_CAP(0.020) : 0;
}

static int64_t ends_top(const struct params *params, const struct schedules *schedules,
                        unsigned class)
{
    (void)schedules;
    return ends_cap(class) == 0 ? 0 : params->student_jobs.ends;
}

static int64_t ends_chance(const struct week *week, int32_t person)
{
    return week_chance(week, PROCESS_SEPARATION, person, week->params->student_jobs.ends);
}

const struct segment student_ends_segment = {
    .event = EVENT_STUDENT_JOB_ENDS, .cap = ends_cap, .top = ends_top, .chance = ends_chance};

bool student_jobs_take(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject, slot = event->a;
    if (p->row[i].status != STATUS_EDUCATION || p->row[i].slot != -1 ||
        p->row[i].area >= AREA_OUTSIDE || week->world->slot.person[slot] != -1)
        return false;
    hiring_fill(week, i, slot);
    return true;
}

bool student_jobs_end(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    if (p->row[event->subject].status != STATUS_EDUCATION || p->row[event->subject].slot == -1)
        return false;
    separation_end_job(week, event->subject);
    return true;
}
