/* SPDX-License-Identifier: MIT */
#include "loft/model/class.h"

#include "loft/base/date.h"

static enum stage job_stage(int32_t tenure)
{
    return tenure < TENURE_YEAR      ? STAGE_JOB_NEW
           : tenure < TENURE_LATER   ? STAGE_JOB_YEAR
           : tenure < TENURE_SETTLED ? STAGE_JOB_LATER
                                     : STAGE_JOB_SETTLED;
}

static enum stage stage_of(const struct person *p, int32_t i, int age, int32_t week)
{
    if (p->area[i] == AREA_ABROAD || p->area[i] == AREA_GONE)
        return STAGE_NONE;
    switch ((enum status)p->status[i]) {
    case STATUS_CHILD:
        return STAGE_CHILD;
    case STATUS_PENSION:
        return age < AGE_OLDEST ? STAGE_OLD : STAGE_OLDEST;
    case STATUS_EMPLOYED:
        return job_stage(week - p->job_since[i]);
    case STATUS_INSURED_UNEMPLOYED:
        return STAGE_INSURED;
    case STATUS_CASH_BENEFIT:
        return STAGE_CASH;
    case STATUS_PRACTICE:
        return STAGE_PRACTICE;
    case STATUS_EDUCATION:
        return STAGE_EDUCATION;
    case STATUS_DISABILITY_PENSION:
        return STAGE_DISABLED;
    case STATUS_EARLY_RETIREMENT:
        return STAGE_EARLY;
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
    int32_t household = world->person.household[i];
    return household >= 0 && world->household.reference[household] == i;
}

unsigned class_of(const struct world *world, int32_t i, int32_t week)
{
    const struct person *p = &world->person;
    int age = date_years(p->birth_week[i], week);
    enum stage stage = stage_of(p, i, age, week);
    if (stage == STAGE_NONE)
        return class_make(STAGE_NONE, MOVER_NONE, false, false, false);
    bool outside = p->area[i] == AREA_OUTSIDE;
    enum mover mover = MOVER_NONE;
    bool linked = false;
    if (stage != STAGE_CHILD && !outside && is_reference(world, i)) {
        mover = mover_of(age);
        linked = week <= world->household.link_until[p->household[i]];
    }
    bool fertile = p->sex[i] == SEX_FEMALE && age >= AGE_FERTILE && age < AGE_BARREN;
    return class_make(stage, mover, linked, fertile, outside);
}

struct earliest {
    int32_t after, week;
};

static void consider(struct earliest *e, int32_t week)
{
    if (week > e->after && week < e->week)
        e->week = week;
}

int32_t class_due(const struct world *world, int32_t i, int32_t week)
{
    const struct person *p = &world->person;
    struct earliest e = {.after = week, .week = INT16_MAX};
    if (p->area[i] == AREA_ABROAD || p->area[i] == AREA_GONE)
        return e.week;
    int32_t born = p->birth_week[i];
    int age = date_years(born, week);
    static const int birthdays[] = {AGE_ADULT, AGE_EARLY, AGE_PENSION}; /* events: in their week */
    static const int bounds[] = {AGE_FERTILE, 25, 30, 40, AGE_BARREN, 65, AGE_OLDEST};
    int k = 0;
    while (k < 3 && age >= birthdays[k])
        k++;
    if (k < 3)
        consider(&e, date_week_of_age(born, birthdays[k]));
    for (k = 0; k < 7 && e.week > week + 1; k++)
        if (age < bounds[k]) {
            int32_t before = date_week_of_age(born, bounds[k]) - 1;
            consider(&e, before);
            if (before > week)
                break; /* later bounds come later */
        }
    if (p->until[i] >= 0)
        consider(&e, p->until[i]);
    if (p->status[i] == STATUS_EMPLOYED) {
        consider(&e, p->job_since[i] + TENURE_YEAR - 1);
        consider(&e, p->job_since[i] + TENURE_LATER - 1);
        consider(&e, p->job_since[i] + TENURE_SETTLED - 1);
    }
    if (is_reference(world, i))
        consider(&e, world->household.link_until[p->household[i]]);
    return e.week;
}
