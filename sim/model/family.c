/* SPDX-License-Identifier: MIT */
#include "loft/model/family.h"

#include "loft/model/segment.h"
#include "loft/model/growth.h"
#include "loft/model/settle.h"
#include "loft/model/start.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t cap(unsigned class)
{
    return class_fertile(class) ? SEGMENT_CAP(0.0034) : 0;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)params;
    return class_fertile(class) ? schedules->birth_top : 0;
}

static int64_t chance(const struct week *week, int32_t i)
{
    int age = schedule_age(world_age(week->world, i));
    int64_t base = week->schedules->birth[week->world->person.row[i].origin][age];
    return week_chance(week, PROCESS_FAMILY, i, base);
}

const struct segment family_segment = {
    .event = EVENT_BIRTH, .cap = cap, .top = top, .chance = chance};

/* A parent in work is on leave from next Monday, and keeps the job. */
static void give_leave(struct week *week, int32_t parent, int64_t weeks)
{
    const struct person *p = &week->world->person;
    bool works =
        p->row[parent].status == STATUS_EMPLOYED || p->row[parent].status == STATUS_PARENTAL_LEAVE;
    int64_t until = week->now + weeks;
    if (weeks > 0 && works && p->row[parent].hours > 0 &&
        (p->row[parent].status == STATUS_EMPLOYED || p->row[parent].until < until))
        settle_status(week, parent, STATUS_PARENTAL_LEAVE, until);
}

bool family_return(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->row[i].status != STATUS_PARENTAL_LEAVE || p->row[i].area > AREA_OUTSIDE)
        return false;
    settle_status(week, i, p->row[i].hours > 0 ? STATUS_EMPLOYED : STATUS_SELF_SUPPORTED, -1);
    return true;
}

static void start_leave(struct world *w, int32_t parent, int32_t born, int64_t weeks)
{
    struct person *p = &w->person;
    if (parent < 0 || p->row[parent].status != STATUS_EMPLOYED || born >= w->start_week ||
        born + weeks < w->start_week)
        return;
    p->row[parent].status = STATUS_PARENTAL_LEAVE;
    p->row[parent].status_since = (int16_t)(born + 1);
    p->row[parent].until = (int16_t)(born + weeks);
}

/* Several children: the mother's leave is that of the youngest; a father's may be of any, as short
 * as it is. */
void family_start(struct world *w, const struct start *start)
{
    const struct person *p = &w->person;
    const struct family_params *f = &start->params->family;
    for (int32_t i = 0; i < p->count; i++) {
        if (p->row[i].status != STATUS_CHILD || p->row[i].birth_week + 104 < w->start_week)
            continue;
        start_leave(w, p->row[i].mother, p->row[i].birth_week, f->leave_mother);
        start_leave(w, p->row[i].father, p->row[i].birth_week, f->leave_father);
    }
}

bool family_birth(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t mother = event->subject, household = w->person.row[mother].household;
    if (w->person.row[mother].area > AREA_OUTSIDE || household < 0)
        return false;
    int nth = w->person.row[mother].births + 1;
    uint64_t key = hash_identity(HASH_CHILD, w->person.key[mother], (uint64_t)nth, 0);
    int32_t child = world_add_person(w, key);
    if (child < 0) {
        fault_set(&week->fault, child, "a child could not be added (or its identity exists)");
        return false;
    }
    struct changes *c = &week->changes;
    bool boy = week_draw(week, key, PURPOSE_NEWBORN, 0) < week->params->family.boys;
    SET(c, person, births, mother, nth);
    SET(c, person, birth_week, child, week->now);
    SET(c, person, sex, child, boy ? SEX_MALE : SEX_FEMALE);
    SET(c, person, origin, child, w->person.row[mother].origin);
    bool firm = w->person.row[mother].attachment == ATTACHMENT_FIRM;
    SET(c, person, readiness, child, w->person.row[mother].readiness / 2 + (firm ? 40 : 5));
    SET(c, person, attachment, child, w->person.row[mother].attachment);
    SET(c, person, status, child, STATUS_CHILD);
    SET(c, person, status_since, child, week->now + 1);
    SET(c, person, job_since, child, -1);
    SET(c, person, until, child, -1);
    SET(c, person, effect_from, child, -1);
    SET(c, person, area, child, w->person.row[mother].area);
    SET(c, person, household, child, household);
    household_link(w, household, child);
    SET(c, person, mother, child, mother);
    SET(c, person, father, child, w->person.row[mother].partner);
    give_leave(week, mother, week->params->family.leave_mother);
    if (w->person.row[mother].partner >= 0)
        give_leave(week, w->person.row[mother].partner, week->params->family.leave_father);
    SET(c, household, children, household, w->household.children[household] + 1);
    growth_consider(week, household);
    return true;
}
