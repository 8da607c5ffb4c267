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
    if (p->row[i].leave_since > 0)
        return 0;
    int age = schedule_age(world_age(week->world, i));
    int64_t base = rate_of(week->params, week->schedules, p->row[i].sex, age,
                           p->row[i].origin == ORIGIN_NONWESTERN);
    return week_chance(week, PROCESS_FAMILY, i, base);
}

static void act_leave(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    bool away = week->params->migration.enabled && week_draw(week, p->key[i], PURPOSE_LEAVE_HOME,
                                                             0) < week->params->family.leaving_away;
    act_file(act, away ? EVENT_MOVE_AWAY : EVENT_LEAVE_HOME, p->key[i], i, 0, p->row[i].area);
}

const struct segment leaving_segment = {
    .event = EVENT_LEAVE_HOME, .cap = cap, .top = top, .chance = chance, .act = act_leave};

/* Somebody who looks, then what that person points to, steps ahead. */
static void fetch_leavers(const struct world *w, const int32_t *people, int64_t left)
{
    if (2 * AHEAD < left)
        world_fetch_person(w, people[2 * AHEAD]);
    if (AHEAD < left)
        __builtin_prefetch(&w->household.first[w->person.row[people[AHEAD]].household]);
    if (AHEAD / 2 < left) {
        int32_t first = w->household.first[w->person.row[people[AHEAD / 2]].household];
        if (first >= 0)
            world_fetch_person(w, first);
    }
}

bool leaving_act(struct act *act, int64_t from, int64_t to)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    struct batch *b = &act->batch;
    batch_reset(b);
    if (!batch_reserve(b, to - from))
        return false;
    for (int64_t n = from; n < to; n++)
        batch_put(b, week->leavers.data[n], p->key[week->leavers.data[n]], 0);
    bool good = batch_draw(b, week, PURPOSE_LEAVER_SEARCH, week->now);
    int64_t looking = 0;
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        b->rows.data[looking] = b->rows.data[n];
        b->keys.data[looking] = b->keys.data[n];
        looking += b->words.data[n] < week->params->family.leaver_search;
    }
    for (int64_t n = 0; n < looking && good; n++) {
        int32_t i = b->rows.data[n];
        fetch_leavers(week->world, b->rows.data + n, looking - n);
        good = moving_look(act, (struct seeker){.key = b->keys.data[n],
                                                .household = p->row[i].household,
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
        if (p->row[week->leavers.data[n]].leave_since > 0)
            week->leavers.data[kept++] = week->leavers.data[n];
    week->leavers.count = kept;
    for (int64_t n = 0; n < week->changes.count && code == 0; n++) {
        const struct change *c = &week->changes.data[n];
        if (c->table == TABLE_person && c->column == COLUMN_person_leave_since && c->before == 0 &&
            p->row[c->row].leave_since > 0)
            code = vec_push(&week->leavers, c->row);
    }
    return code;
}

bool leaving_home(struct week *week, const struct event *event)
{
    int32_t i = event->subject;
    if (week->world->person.row[i].leave_since > 0 || !kin_may_go(week, i))
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
