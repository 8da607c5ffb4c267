/* SPDX-License-Identifier: MIT */
#include "loft/model/jobtojob.h"

#include "loft/math/table.h"
#include "loft/model/segment.h"
#include "loft/model/week.h"

static bool concerns(unsigned class)
{
    enum stage stage = class_stage(class);
    return stage >= STAGE_JOB_NEW && stage <= STAGE_JOB_SETTLED && !class_outside(class);
}

static int64_t cap(unsigned class)
{
    return concerns(class) ? SEGMENT_CAP(0.007) : 0;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)schedules;
    return concerns(class) ? params->jobtojob.looks : 0;
}

static int64_t chance(const struct week *week, int32_t person)
{
    return week_chance(week, PROCESS_JOBTOJOB, person, week->params->jobtojob.looks);
}

const struct segment jobtojob_segment = {
    .event = EVENT_CHANGE_JOB, .cap = cap, .top = top, .chance = chance, .act = search_look_later};

int64_t jobtojob_beat(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    uint64_t job = p->row[i].slot >= 0 ? week->world->slot.key[p->row[i].slot] : 0;
    uint32_t taste =
        draw_one(&week->luck, p->key[i], PURPOSE_JOB_TASTE, p->row[i].job_since, week_other(job));
    return FACTOR_ONE * p->row[i].hours / 37 + table_gumbel(taste) +
           week->params->jobtojob.reluctance;
}

bool jobtojob_change(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject, slot = event->a;
    if (p->row[i].status != STATUS_EMPLOYED || p->row[i].slot == -1 ||
        week->world->slot.person[slot] != -1)
        return false;
    hiring_fill(week, i, slot);
    return true;
}
