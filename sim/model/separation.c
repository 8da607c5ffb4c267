/* SPDX-License-Identifier: MIT */
#include "loft/model/separation.h"

#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

static int64_t by_band(unsigned class, int64_t quarter, int64_t year, int64_t later,
                       int64_t settled)
{
    switch (class_stage(class)) {
    case STAGE_JOB_NEW:
        return quarter;
    case STAGE_JOB_YEAR:
        return year;
    case STAGE_JOB_LATER:
        return later;
    case STAGE_JOB_SETTLED:
        return settled;
    default:
        return 0;
    }
}

static int64_t cap(unsigned class)
{
    return by_band(class, SEGMENT_CAP(0.048), SEGMENT_CAP(0.021), SEGMENT_CAP(0.0085),
                   SEGMENT_CAP(0.002));
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    const struct separation_params *s = &params->separation;
    return by_band(class, s->first_quarter, s->first_year, s->later, s->settled);
}

static int64_t chance(const struct week *week, int32_t person)
{
    unsigned class = week->world->person.class[person];
    return week_chance(week, PROCESS_SEPARATION, person, top(week->params, NULL, class));
}

const struct segment separation_segment = {
    .event = EVENT_SEPARATE, .cap = cap, .top = top, .chance = chance};

void separation_end_job(struct week *week, int32_t i)
{
    struct person *p = &week->world->person;
    int32_t slot = p->slot[i];
    if (slot == -1)
        return;
    if (slot >= 0) {
        SET(&week->changes, slot, person, slot, -1);
        SET(&week->changes, slot, since, slot, week->now);
    }
    SET(&week->changes, person, slot, i, -1);
    SET(&week->changes, person, hours, i, 0);
    SET(&week->changes, person, job_since, i, -1);
}

/* Whether an insured period has been earned in this job, or is left from before. */
static bool has_right(const struct week *week, int32_t i, int32_t weeks_in_job)
{
    return weeks_in_job >= week->params->separation.insured_weeks ||
           week->world->person.until[i] > week->now;
}

int separation_next_status(const struct week *week, int32_t i, int32_t weeks_in_job)
{
    const struct separation_params *s = &week->params->separation;
    uint64_t key = week->world->person.key[i];
    /* membership of an unemployment fund is a lasting trait: not keyed by week */
    bool member = draw_one(&week->luck, key, PURPOSE_AFTER_JOB, 0, 1) < s->insured_share;
    if (member && has_right(week, i, weeks_in_job))
        return STATUS_INSURED_UNEMPLOYED;
    return week_draw(week, key, PURPOSE_AFTER_JOB, 0) < s->cash_share ? STATUS_CASH_BENEFIT
                                                                      : STATUS_SELF_SUPPORTED;
}

bool separation_separate(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->status[i] != STATUS_EMPLOYED || p->slot[i] == -1)
        return false;
    int32_t weeks_in_job = week->now + 1 - p->job_since[i];
    int next = separation_next_status(week, i, weeks_in_job);
    int32_t until = weeks_in_job >= week->params->separation.insured_weeks
                        ? week->now + reforms_insured_weeks(week)
                        : p->until[i];
    separation_end_job(week, i);
    settle_status(week, i, next, next == STATUS_INSURED_UNEMPLOYED ? until : -1);
    return true;
}
