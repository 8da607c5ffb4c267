/* SPDX-License-Identifier: MIT */
#include "loft/model/class.h"

#include "loft/base/date.h"
#include "loft/model/attachment.h"
#include "loft/model/reforms.h"

static enum stage job_stage(int32_t tenure)
{
    return tenure < TENURE_YEAR      ? STAGE_JOB_NEW
           : tenure < TENURE_LATER   ? STAGE_JOB_YEAR
           : tenure < TENURE_SETTLED ? STAGE_JOB_LATER
                                     : STAGE_JOB_SETTLED;
}

static enum stage stage_of(const struct person *p, int32_t i, int age, int32_t week)
{
    if (p->row[i].area == AREA_ABROAD || p->row[i].area == AREA_GONE)
        return STAGE_NONE;
    switch ((enum status)p->row[i].status) {
    case STATUS_CHILD:
        return STAGE_CHILD;
    case STATUS_PENSION:
        return age < AGE_OLDEST ? STAGE_OLD : STAGE_OLDEST;
    case STATUS_EMPLOYED:
        return job_stage(week - p->row[i].job_since);
    case STATUS_INSURED_UNEMPLOYED:
        return STAGE_INSURED;
    case STATUS_CASH_BENEFIT:
    case STATUS_EDUCATION_BENEFIT:
    case STATUS_INTEGRATION_BENEFIT:
        return STAGE_CASH;
    case STATUS_PRACTICE:
        return STAGE_PRACTICE;
    case STATUS_LANGUAGE:
        return STAGE_LANGUAGE;
    case STATUS_COURSE:
        return STAGE_COURSE;
    case STATUS_COMBINED:
        return STAGE_COMBINED;
    case STATUS_SICKNESS:
        return STAGE_SICK;
    case STATUS_REHABILITATION:
    case STATUS_RESOURCE_COURSE:
    case STATUS_JOB_CLARIFICATION:
        return STAGE_CLARIFY;
    case STATUS_FLEXJOB:
        return STAGE_FLEXJOB;
    case STATUS_WAITING_BENEFIT:
        return STAGE_WAITING;
    case STATUS_EDUCATION:
        return p->row[i].slot == -1 ? STAGE_EDUCATION : STAGE_STUDENT_JOB;
    case STATUS_DISABILITY_PENSION:
        return STAGE_DISABLED;
    case STATUS_EARLY_RETIREMENT:
        return STAGE_EARLY;
    case STATUS_PARENTAL_LEAVE:
        return STAGE_LEAVE;
    default:
        return STAGE_SELF;
    }
}

static enum mover mover_of(int age)
{
    return age < 25   ? MOVER_18
           : age < 30 ? MOVER_25
           : age < 40 ? MOVER_30
           : age < 65 ? MOVER_40
                      : MOVER_65;
}

static bool is_reference(const struct world *world, int32_t i)
{
    int32_t household = world->person.row[i].household;
    return household >= 0 && world->household.reference[household] == i;
}

static enum bond bond_of(const struct world *world, int32_t i)
{
    int32_t partner = world->person.row[i].partner;
    if (partner >= 0)
        return world->person.key[i] < world->person.key[partner] ? BOND_FIRST : BOND_NONE;
    return is_reference(world, i) ? BOND_SINGLE : BOND_HOME;
}

unsigned class_of(const struct world *world, int32_t i, int32_t week)
{
    const struct person *p = &world->person;
    int age = date_years(p->row[i].birth_week, week);
    struct class_parts parts = {.stage = stage_of(p, i, age, week)};
    if (parts.stage == STAGE_NONE)
        return class_make(parts);
    parts.outside = p->row[i].area == AREA_OUTSIDE;
    if (parts.stage != STAGE_CHILD && !parts.outside)
        parts.bond = bond_of(world, i);
    if (parts.stage != STAGE_CHILD && !parts.outside && is_reference(world, i)) {
        parts.mover = mover_of(age);
        parts.linked = week <= world->household.link_until[p->row[i].household];
    }
    parts.firm = p->row[i].attachment == ATTACHMENT_FIRM;
    parts.fertile = p->row[i].sex == SEX_FEMALE && age >= AGE_FERTILE && age < AGE_BARREN;
    return class_make(parts);
}

struct earliest {
    int32_t after, week;
};

static void consider(struct earliest *e, int32_t week)
{
    if (week > e->after && week < e->week)
        e->week = week;
}

/* Ages at which something happens by itself: an event in the week of the birthday (lead 0), or
 * another class from that week on (lead 1). Ascending. */
static const struct {
    uint8_t age, lead;
} milestones[] = {{AGE_FERTILE, 1}, {AGE_ADULT, 0},  {25, 1},        {30, 1},
                  {40, 1},          {AGE_BARREN, 1}, {AGE_EARLY, 0}, {AGE_PENSION, 1},
                  {AGE_PENSION, 0}, {AGE_OLDEST, 1}};
enum { MILESTONES = sizeof milestones / sizeof *milestones };

static void consider_age(struct earliest *e, int32_t born, int age)
{
    for (int k = 0; k < MILESTONES; k++) {
        if (age >= milestones[k].age)
            continue;
        int32_t week = date_week_of_age(born, milestones[k].age) - milestones[k].lead;
        consider(e, week);
        if (week > e->after)
            return; /* later ones come later */
    }
}

/* Early retirement may come later than at 60, by half years (model/reforms.h). */
static void consider_early(struct earliest *e, int32_t born)
{
    int32_t sixty = date_week_of_age(born, AGE_EARLY);
    for (int later = 1; later <= REFORMS_LATER_MOST; later++)
        consider(e, sixty + HALF_YEAR * later);
}

/* The first of the weeks first, first + period, ... that comes after `after`. */
static int32_t next_round(int32_t first, int32_t period, int32_t after)
{
    return after < first ? first : first + ((after - first) / period + 1) * period;
}

/* The next meeting with a caseworker. */
static void consider_meeting(struct earliest *e, const struct person *p, int32_t i)
{
    if (kind_is_recipient((enum status)p->row[i].status))
        consider(e, next_round(p->row[i].status_since, MEETING_WEEKS, e->after));
}

int32_t class_due(const struct world *world, int32_t i, int32_t week)
{
    const struct person *p = &world->person;
    struct earliest e = {.after = week, .week = INT16_MAX};
    if (p->row[i].area == AREA_ABROAD || p->row[i].area == AREA_GONE)
        return e.week;
    consider_age(&e, p->row[i].birth_week, date_years(p->row[i].birth_week, week));
    consider_early(&e, p->row[i].birth_week);
    consider_meeting(&e, p, i);
    if (p->row[i].until >= 0)
        consider(&e, p->row[i].until);
    if (p->row[i].status == STATUS_EMPLOYED) {
        consider(&e, p->row[i].job_since + TENURE_YEAR - 1);
        consider(&e, p->row[i].job_since + TENURE_SETTLED - 1);
    }
    if (p->row[i].job_since >= 0) /* of whoever has a job: acquaintances ask from now on, too */
        consider(&e, p->row[i].job_since + TENURE_LATER - 1);
    /* couples may marry when they have lived together for a whole number of years (of 52 weeks) */
    if (p->row[i].couple == COUPLE_COHABITING && bond_of(world, i) == BOND_FIRST)
        consider(&e, next_round(p->row[i].couple_since + COUPLE_YEAR, COUPLE_YEAR, week));
    if (is_reference(world, i))
        consider(&e, world->household.link_until[p->row[i].household]);
    return e.week;
}
