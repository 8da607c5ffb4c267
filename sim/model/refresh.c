/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

/* Weeks on a benefit; 0 for a status that is none. */
static int32_t benefit_weeks(const struct person *p, int32_t i, int32_t week)
{
    return kind_is_benefit((enum status)p->row[i].status) ? week - p->row[i].status_since : 0;
}

static bool in_span(struct param_span span, int32_t value)
{
    return value >= span.low && value <= span.high;
}

static uint32_t targets_of(const struct week *week, int32_t i, int32_t for_week)
{
    const struct person *p = &week->world->person;
    uint32_t bits = 0;
    if (p->row[i].area > AREA_OUTSIDE)
        return 0; /* abroad or dead: nothing is due any more, so nothing may change */
    int age = date_years(p->row[i].birth_week, for_week);
    for (int t = 0; t < week->target_count; t++) {
        const struct target *target = &week->targets[t];
        if (in_span(target->ages, age) && target->sex >> p->row[i].sex & 1u &&
            target->origin >> p->row[i].origin & 1u && target->statuses >> p->row[i].status & 1u &&
            target->match_groups >> p->row[i].match_group & 1u &&
            in_span(target->weeks_on_benefit, benefit_weeks(p, i, for_week)))
            bits |= 1u << t;
    }
    return bits;
}

static void sooner(int32_t *due, int32_t after, int32_t week)
{
    if (week > after && week < *due)
        *due = week;
}

/* A target group that one enters or leaves by age or by time on benefit is due a week ahead. */
static int32_t targets_due(const struct week *week, int32_t i, int32_t for_week, int32_t due)
{
    const struct person *p = &week->world->person;
    for (int t = 0; t < week->target_count; t++) {
        const struct target *target = &week->targets[t];
        sooner(&due, for_week, date_week_of_age(p->row[i].birth_week, target->ages.low) - 1);
        sooner(&due, for_week, date_week_of_age(p->row[i].birth_week, target->ages.high + 1) - 1);
        if (!kind_is_benefit((enum status)p->row[i].status))
            continue;
        sooner(&due, for_week, p->row[i].status_since + target->weeks_on_benefit.low - 1);
        sooner(&due, for_week, p->row[i].status_since + target->weeks_on_benefit.high);
    }
    return due;
}

void refresh_person(const struct week *week, int32_t i, int32_t for_week)
{
    struct person *p = &week->world->person;
    unsigned class = class_of(week->world, i, for_week);
    unsigned listed = separation_is_common(class) ? CLASS_LISTED | CLASS_AT_RISK
                      : search_concerns(class)    ? CLASS_LISTED
                                                  : 0;
    p->class[i] = (uint16_t)(class | listed);
    p->bound[i] = week->behaviour->bound[class];
    int32_t due = class_due(week->world, i, for_week - 1);
    if (week->target_count > 0)
        p->row[i].targets = targets_of(week, i, for_week);
    p->due[i] =
        (int16_t)(p->row[i].area > AREA_OUTSIDE ? due : targets_due(week, i, for_week - 1, due));
}

void refresh_all(struct week *week, int32_t for_week)
{
    for (int32_t i = 0; i < week->world->person.count; i++)
        refresh_person(week, i, for_week);
}

/* Columns that class, due week or target groups depend on. */
static const uint64_t person_columns =
    UINT64_C(1) << COLUMN_person_birth_week | UINT64_C(1) << COLUMN_person_sex |
    UINT64_C(1) << COLUMN_person_origin | UINT64_C(1) << COLUMN_person_status |
    UINT64_C(1) << COLUMN_person_job_since | UINT64_C(1) << COLUMN_person_status_since |
    UINT64_C(1) << COLUMN_person_until | UINT64_C(1) << COLUMN_person_household |
    UINT64_C(1) << COLUMN_person_area | UINT64_C(1) << COLUMN_person_slot |
    UINT64_C(1) << COLUMN_person_attachment | UINT64_C(1) << COLUMN_person_match_group |
    UINT64_C(1) << COLUMN_person_partner | UINT64_C(1) << COLUMN_person_couple |
    UINT64_C(1) << COLUMN_person_couple_since;
static const uint64_t household_columns =
    UINT64_C(1) << COLUMN_household_reference | UINT64_C(1) << COLUMN_household_link_until;

/* Whom a change concerns, or -1. */
static int32_t touched_by(const struct world *w, const struct change *change)
{
    if (change->table == TABLE_person && (person_columns >> change->column & 1u))
        return change->row;
    if (change->table == TABLE_household && household_columns >> change->column & 1u)
        return w->household.reference[change->row];
    return -1;
}

static int list_touched(struct week *week)
{
    const struct world *w = week->world;
    int code = 0;
    week->rows.count = 0;
    for (int64_t n = 0; n < week->changes.count && code == 0; n++) {
        const struct change *change = &week->changes.data[n];
        int32_t touched = touched_by(w, change);
        bool again = week->rows.count > 0 && week->rows.data[week->rows.count - 1] == touched;
        if (touched >= 0 && !again)
            code = vec_push(&week->rows, touched);
        if (change->table == TABLE_household && change->column == COLUMN_household_reference &&
            change->before >= 0 && code == 0)
            code = vec_push(&week->rows, (int32_t)change->before);
    }
    for (int64_t n = 0; n < week->due.count && code == 0; n++)
        code = vec_push(&week->rows, week->due.data[n]);
    return code;
}

void refresh_touched(struct week *week, int32_t for_week)
{
    const struct world *w = week->world;
    if (list_touched(week) != 0)
        fault_set(&week->fault, LOFT_ENOMEM, "out of memory for the people touched");
    const int32_t *rows = week->rows.data;
    for (int64_t n = 0; n < week->rows.count; n++) {
        if (n + 2 * AHEAD < week->rows.count) {
            int32_t ahead = rows[n + 2 * AHEAD];
            world_fetch_person(w, ahead);
            __builtin_prefetch(&w->person.key[ahead]);
            __builtin_prefetch(&w->person.class[ahead], 1);
            __builtin_prefetch(&w->person.bound[ahead], 1);
            __builtin_prefetch(&w->person.due[ahead], 1);
        }
        if (n + AHEAD < week->rows.count) {
            int32_t household = w->person.row[rows[n + AHEAD]].household;
            int32_t partner = w->person.row[rows[n + AHEAD]].partner;
            if (household >= 0) {
                __builtin_prefetch(&w->household.reference[household]);
                __builtin_prefetch(&w->household.link_until[household]);
            }
            if (partner >= 0)
                __builtin_prefetch(&w->person.key[partner]);
        }
        refresh_person(week, rows[n], for_week);
    }
}

int64_t refresh_check(const struct week *week, int32_t for_week)
{
    const struct person *p = &week->world->person;
    int64_t wrong = 0;
    for (int32_t i = 0; i < p->count; i++)
        wrong += (p->class[i] & (CLASSES - 1u)) != class_of(week->world, i, for_week) ||
                 p->row[i].targets != targets_of(week, i, for_week) || p->due[i] < for_week;
    return wrong;
}
