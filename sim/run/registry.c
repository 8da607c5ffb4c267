/* SPDX-License-Identifier: MIT */
#include "loft/run/registry.h"

#include "loft/model/couple.h"
#include "loft/model/leaving.h"
#include "loft/model/segment.h"

#include <string.h>

const struct segment *const registry_segments[] = {
    &ageing_segment,
    &family_segment,
    &health_segment,
    &sickness_segment,
    &ladder_clarify_segment,
    &ladder_flexjob_segment,
    &education_segment,
    &separation_segment,
    &activation_segment,
    &migration_leave_segment,
    &migration_emigrate_segment,
    &moving_segment,
    &couple_union_segment,
    &couple_part_segment,
    &leaving_segment,
    &jobtojob_segment,
    &student_looks_segment,
    &student_ends_segment,
};
const int registry_segment_count = sizeof registry_segments / sizeof *registry_segments;

const struct lever *const registry_levers[] = {&lever_hazard, &lever_letting_rule};
const int registry_lever_count = sizeof registry_levers / sizeof *registry_levers;

static event_rule *const rules[EVENTS] = {
    [EVENT_DEATH] = ageing_death,
    [EVENT_RETIRE] = ageing_retire,
    [EVENT_OF_AGE] = ageing_of_age,
    [EVENT_EARLY] = ageing_early,
    [EVENT_EMIGRATE] = migration_emigrate,
    [EVENT_LEAVE] = migration_leave,
    [EVENT_BIRTH] = family_birth,
    [EVENT_RETURN] = family_return,
    [EVENT_MARRY] = couple_marry,
    [EVENT_PART] = couple_part,
    [EVENT_COUPLE] = couple_form,
    [EVENT_LEAVE_HOME] = leaving_home,
    [EVENT_MOVE_AWAY] = leaving_away,
    [EVENT_DISABLED] = health_disabled,
    [EVENT_SICK] = sickness_begin,
    [EVENT_STEP] = ladder_step,
    [EVENT_CLARIFY] = ladder_clarify,
    [EVENT_FLEX_FOUND] = ladder_find_flexjob,
    [EVENT_FLEX_LOST] = ladder_lose_flexjob,
    [EVENT_GRADUATE] = education_graduate,
    [EVENT_ENROL] = education_enrol,
    [EVENT_SEPARATE] = separation_separate,
    [EVENT_EXHAUST] = search_exhaust,
    [EVENT_LEAVE_PLACE] = activation_leave,
    [EVENT_STUDENT_JOB_ENDS] = student_jobs_end,
    [EVENT_CHANGE_JOB] = jobtojob_change,
    [EVENT_STUDENT_JOB] = student_jobs_take,
    [EVENT_SLOT_CLOSES] = slots_close,
    [EVENT_SLOT_OPENS] = slots_open,
    [EVENT_MEETING] = meetings_assign,
    [EVENT_SCHEME] = benefits_move_over,
    [EVENT_SLOT_LOST] = demand_slot_lost,
    [EVENT_WISH] = moving_wish,
    [EVENT_WISH_LAPSES] = moving_wish_lapses,
    [EVENT_HIRE_OUTSIDE] = search_hire_outside,
    [EVENT_HIRE] = hiring_hire,
    [EVENT_HIRE_COMMUTER] = hiring_hire_commuter,
    [EVENT_TAKE_PLACE] = activation_take,
    [EVENT_MOVE] = moving_move,
    [EVENT_MOVE_OUT] = leaving_out,
    [EVENT_ARRIVE] = migration_arrive,
    [EVENT_TIE] = ties_tie,
};

const struct lever *registry_find_lever(const char *name)
{
    for (int i = 0; i < registry_lever_count; i++)
        if (strcmp(registry_levers[i]->name, name) == 0)
            return registry_levers[i];
    return NULL;
}

int registry_behaviour(struct behaviour *behaviour)
{
    *behaviour =
        (struct behaviour){.segments = registry_segments, .segment_count = registry_segment_count};
    memcpy(behaviour->rules, rules, sizeof rules);
    int code = segment_prepare(behaviour);
    if (code != 0)
        segment_release(behaviour);
    return code;
}

void registry_release(struct behaviour *behaviour)
{
    segment_release(behaviour);
}
