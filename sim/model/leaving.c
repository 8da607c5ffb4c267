/* SPDX-License-Identifier: MIT */
#include "loft/model/leaving.h"

#include "loft/model/kin.h"
#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t cap(unsigned class)
{
    bool home = class_bond(class) == BOND_HOME && class_mover(class) == MOVER_NONE;
    return home ? SEGMENT_CAP(0.02) : 0;
}

static int64_t rate_of(const struct params *params, const struct schedules *schedules, int sex,
                       int age, bool nonwestern)
{
    int64_t rate = schedules->leave_home[sex][age];
    return nonwestern ? fixed_scale(rate, params->family.leaving_nonwestern) : rate;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    int64_t most = 0;
    for (int sex = 0; sex < SEXES && cap(class) > 0; sex++)
        for (int age = AGE_ADULT; age < SCHEDULE_AGES; age++)
            for (int far = 0; far < 2; far++) {
                int64_t rate = rate_of(params, schedules, sex, age, far != 0);
                most = rate > most ? rate : most;
            }
    return most;
}

static int64_t chance(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    if (p->leave_since[i] > 0)
        return 0;
    int age = schedule_age(world_age(week->world, i));
    int64_t base =
        rate_of(week->params, week->schedules, p->sex[i], age, p->origin[i] == ORIGIN_NONWESTERN);
    return week_chance(week, PROCESS_FAMILY, i, base);
}

static void act_leave(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    bool away = week->params->migration.enabled && week_draw(week, p->key[i], PURPOSE_LEAVE_HOME,
                                                             0) < week->params->family.leaving_away;
    act_file(act, away ? EVENT_MOVE_AWAY : EVENT_LEAVE_HOME, p->key[i], i, 0, p->area[i]);
}

const struct segment leaving_segment = {
    .event = EVENT_LEAVE_HOME, .cap = cap, .top = top, .chance = chance, .act = act_leave};

bool leaving_act(struct act *act, int64_t from, int64_t to)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    struct batch *b = &act->batch;
    bool good = true;
    batch_reset(b);
    for (int64_t n = from; n < to && good; n++)
        good = batch_add(b, week->leavers.data[n], p->key[week->leavers.data[n]], 0);
    good = good && batch_draw(b, week, PURPOSE_LEAVER_SEARCH, week->now);
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        int32_t i = b->rows.data[n];
        if (b->words.data[n] < week->params->family.leaver_search)
            good = moving_look(act, (struct seeker){.key = p->key[i],
                                                    .household = p->household[i],
                                                    .leaves = true,
                                                    .person = i});
    }
    return good;
}

int leaving_follow(struct week *week)
{
    const struct person *p = &week->world->person;
    int64_t kept = 0;
    int code = 0;
    for (int64_t n = 0; n < week->leavers.count; n++)
        if (p->leave_since[week->leavers.data[n]] > 0)
            week->leavers.data[kept++] = week->leavers.data[n];
    week->leavers.count = kept;
    for (int64_t n = 0; n < week->changes.count && code == 0; n++) {
        const struct change *c = &week->changes.data[n];
        if (c->table == TABLE_person && c->column == COLUMN_person_leave_since && c->before == 0 &&
            p->leave_since[c->row] > 0)
            code = vec_push(&week->leavers, c->row);
    }
    return code;
}

bool leaving_home(struct week *week, const struct event *event)
{
    int32_t i = event->subject;
    if (week->world->person.leave_since[i] > 0 || !kin_may_go(week, i))
        return false;
    SET(&week->changes, person, leave_since, i, week->now);
    return true;
}

bool leaving_away(struct week *week, const struct event *event)
{
    int32_t i = event->subject;
    if (!kin_may_go(week, i))
        return false;
    int32_t household = kin_found(week, i);
    if (household < 0)
        return false;
    activation_break_off(week, i);
    kin_move(week, i, household);
    return true;
}

bool leaving_out(struct week *week, const struct event *event)
{
    const struct world *w = week->world;
    int32_t i = event->subject, dwelling = event->a;
    if (w->dwelling.household[dwelling] >= 0 || !kin_may_leave(week, i))
        return false;
    int32_t household = kin_found(week, i);
    if (household < 0)
        return false;
    SET(&week->changes, household, dwelling, household, dwelling);
    SET(&week->changes, dwelling, household, dwelling, household);
    SET(&week->changes, dwelling, vacant_since, dwelling, -1);
    kin_move(week, i, household);
    neutral_occupies(week, household, dwelling);
    return true;
}
