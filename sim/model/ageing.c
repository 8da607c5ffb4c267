/* SPDX-License-Identifier: MIT */
#include "loft/model/ageing.h"

#include "loft/base/date.h"
#include "loft/model/kin.h"
#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t cap(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_NONE:
        return 0;
    case STAGE_OLD:
        return SEGMENT_CAP(0.0025);
    case STAGE_OLDEST:
        return SEGMENT_CAP(0.015);
    default:
        return SEGMENT_CAP(0.0005);
    }
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    (void)params;
    switch (class_stage(class)) {
    case STAGE_NONE:
        return 0;
    case STAGE_CHILD:
        return schedules->death_top_child;
    case STAGE_OLD:
        return schedules->death_top_old;
    case STAGE_OLDEST:
        return schedules->death_top_oldest;
    default:
        return schedules->death_top_adult;
    }
}

static int64_t chance(const struct week *week, int32_t i)
{
    if (!week->params->ageing.enabled)
        return 0;
    int age = schedule_age(world_age(week->world, i));
    return week->schedules->death[week->world->person.row[i].sex][age];
}

const struct segment ageing_segment = {
    .event = EVENT_DEATH, .cap = cap, .top = top, .chance = chance};

static bool retires_early(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    if (p->row[i].status != STATUS_EMPLOYED && p->row[i].status != STATUS_INSURED_UNEMPLOYED)
        return false;
    return week_draw(week, p->key[i], PURPOSE_EARLY_RETIREMENT, 0) <
           week->params->ageing.early_retirement;
}

void ageing_due(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    if (!week->params->ageing.enabled)
        return;
    int32_t born = p->row[i].birth_week;
    if (date_week_of_age(born, AGE_ADULT) == week->now)
        act_file(act, EVENT_OF_AGE, p->key[i], i, 0, 0);
    else if (date_week_of_age(born, AGE_PENSION) == week->now)
        act_file(act, EVENT_RETIRE, p->key[i], i, 0, 0);
    else if (reforms_early_week(week, born) == week->now && retires_early(week, i))
        act_file(act, EVENT_EARLY, p->key[i], i, 0, 0);
}

bool ageing_death(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t i = event->subject, household = w->person.row[i].household;
    if (w->person.row[i].area > AREA_OUTSIDE)
        return false;
    kin_unpair(week, i);
    SET(&week->changes, person, leave_since, i, 0);
    separation_end_job(week, i);
    activation_vacate(week, i);
    if (household >= 0) {
        household_unlink(w, household, i);
        if (w->person.row[i].status == STATUS_CHILD)
            SET(&week->changes, household, children, household,
                w->household.children[household] - 1);
        else
            SET(&week->changes, household, adults, household, w->household.adults[household] - 1);
    }
    SET(&week->changes, person, area, i, AREA_GONE);
    SET(&week->changes, person, household, i, -1);
    SET(&week->changes, person, until, i, -1);
    if (household >= 0 && w->household.reference[household] == i)
        kin_settle(week, household);
    return true;
}

static void become(struct week *week, int32_t i, enum status status)
{
    separation_end_job(week, i);
    activation_vacate(week, i);
    settle_status(week, i, (int)status, -1);
}

bool ageing_retire(struct week *week, const struct event *event)
{
    if (week->world->person.row[event->subject].area > AREA_OUTSIDE ||
        week->world->person.row[event->subject].status == STATUS_PENSION)
        return false;
    become(week, event->subject, STATUS_PENSION);
    return true;
}

bool ageing_early(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->row[i].area > AREA_OUTSIDE ||
        (p->row[i].status != STATUS_EMPLOYED && p->row[i].status != STATUS_INSURED_UNEMPLOYED))
        return false;
    become(week, i, STATUS_EARLY_RETIREMENT);
    return true;
}

bool ageing_of_age(struct week *week, const struct event *event)
{
    struct world *w = week->world;
    int32_t i = event->subject, household = w->person.row[i].household;
    if (w->person.row[i].area > AREA_OUTSIDE || w->person.row[i].status != STATUS_CHILD)
        return false;
    uint32_t u = week_draw(week, w->person.key[i], PURPOSE_OF_AGE, 0);
    int32_t status = schedule_pick(&week->schedules->of_age[w->person.row[i].origin], u);
    if (status == STATUS_EDUCATION) {
        education_start(week, i);
    } else {
        settle_status(week, i, status, -1);
    }
    if (household >= 0) {
        SET(&week->changes, household, children, household, w->household.children[household] - 1);
        SET(&week->changes, household, adults, household, w->household.adults[household] + 1);
    }
    return true;
}
