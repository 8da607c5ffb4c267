/* SPDX-License-Identifier: MIT */
#include "loft/model/family.h"

#include "loft/model/segment.h"
#include "loft/model/growth.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t cap(unsigned class)
{
    return class_fertile(class) ? SEGMENT_CAP(0.006) : 0;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)params;
    return class_fertile(class) ? schedules->birth_top : 0;
}

static int64_t chance(const struct week *week, int32_t i)
{
    int age = schedule_age(world_age(week->world, i));
    int64_t base = week->schedules->birth[week->world->person.origin[i]][age];
    return week_chance(week, PROCESS_FAMILY, i, base);
}

const struct segment family_segment = {
    .event = EVENT_BIRTH, .cap = cap, .top = top, .chance = chance};

bool family_birth(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t mother = event->subject, household = w->person.household[mother];
    if (w->person.area[mother] > AREA_OUTSIDE || household < 0)
        return false;
    int nth = w->person.births[mother] + 1;
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
    SET(c, person, origin, child, w->person.origin[mother]);
    bool firm = w->person.attachment[mother] == ATTACHMENT_FIRM;
    SET(c, person, readiness, child, w->person.readiness[mother] / 2 + (firm ? 40 : 5));
    SET(c, person, attachment, child, w->person.attachment[mother]);
    SET(c, person, status, child, STATUS_CHILD);
    SET(c, person, status_since, child, week->now + 1);
    SET(c, person, job_since, child, -1);
    SET(c, person, until, child, -1);
    SET(c, person, effect_from, child, -1);
    SET(c, person, area, child, w->person.area[mother]);
    SET(c, person, household, child, household);
    household_link(w, household, child);
    SET(c, household, children, household, w->household.children[household] + 1);
    growth_consider(week, household);
    return true;
}
