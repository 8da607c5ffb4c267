/* SPDX-License-Identifier: MIT */
#include "loft/model/meetings.h"

#include "loft/model/week.h"

enum { SQRT_THREE = 113512 }; /* x 2^16 */

int64_t meetings_noise(const struct meetings_params *m, const uint32_t u[4])
{
    /* sum of four uniforms: mean 2, variance 1/3; in units of 2^-16 after the shift */
    int64_t sum = (int64_t)u[0] + u[1] + u[2] + u[3] - ((int64_t)1 << 33);
    int64_t noise = m->error * (sum / 65536) * SQRT_THREE;
    int64_t one = (int64_t)1 << 32; /* rounded down */
    return noise >= 0 ? noise / one : -((one - 1 - noise) / one);
}

int meetings_group_of(const struct params *params, const struct world *w, int64_t seen,
                      int32_t system)
{
    const struct meetings_params *m = &params->meetings;
    const struct reforms_params *r = &params->reforms;
    if (reforms_hold(r, r->two_groups, w->start_week, system))
        return seen >= m->job_ready ? MATCH_GROUP_JOB_READY : MATCH_GROUP_ACTIVITY_READY;
    if (reforms_hold(r, r->three_groups, w->start_week, system))
        return seen >= m->least_ready    ? MATCH_GROUP_READY
               : seen >= m->least_effort ? MATCH_GROUP_EFFORT
                                         : MATCH_GROUP_PASSIVE;
    return seen >= m->least_one     ? MATCH_GROUP_ONE
           : seen >= m->least_two   ? MATCH_GROUP_TWO
           : seen >= m->least_three ? MATCH_GROUP_THREE
           : seen >= m->least_four  ? MATCH_GROUP_FOUR
                                    : MATCH_GROUP_FIVE;
}

int meetings_group(const struct params *params, const struct world *w, const struct luck *luck,
                   int32_t i, int32_t when, int32_t system)
{
    uint32_t u[4];
    draw_four(luck, w->person.key[i], PURPOSE_MEETING, when, 0, u);
    int64_t seen = w->person.row[i].readiness + meetings_noise(&params->meetings, u);
    return meetings_group_of(params, w, seen, system);
}

static bool has_caseworker(const struct person *p, int32_t i)
{
    return p->row[i].area <= AREA_OUTSIDE && kind_is_recipient((enum status)p->row[i].status);
}

bool meetings_are_due(const struct world *w, int32_t i, int32_t week)
{
    const struct person *p = &w->person;
    return has_caseworker(p, i) && week >= p->row[i].status_since &&
           (week - p->row[i].status_since) % MEETING_WEEKS == 0;
}

static void meet(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    int group = meetings_group(week->params, week->world, &week->luck, i, week->now, week->now + 1);
    if (group != p->row[i].match_group)
        act_file(act, EVENT_MEETING, p->key[i], i, group, 0);
}

void meetings_due(struct act *act, int32_t i)
{
    if (act->week->params->activation.enabled)
        meet(act, i);
}

void meetings_reassess(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct reforms_params *r = &week->params->reforms;
    bool other = r->three_groups == week->now + 1 || r->two_groups == week->now + 1;
    if (other && week->params->activation.enabled && has_caseworker(&week->world->person, i) &&
        !meetings_are_due(week->world, i, week->now))
        meet(act, i);
}

bool meetings_assign(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    if (!has_caseworker(p, event->subject) || p->row[event->subject].match_group == event->a)
        return false;
    SET(&week->changes, person, match_group, event->subject, event->a);
    return true;
}

bool meetings_far(int group)
{
    switch ((enum match_group)group) {
    case MATCH_GROUP_FOUR:
    case MATCH_GROUP_FIVE:
    case MATCH_GROUP_EFFORT:
    case MATCH_GROUP_PASSIVE:
    case MATCH_GROUP_ACTIVITY_READY:
        return true;
    default:
        return false;
    }
}
