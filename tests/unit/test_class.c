/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/class.h"

/* Classes and due weeks, against a scan week by week. */

enum { PEOPLE = 3000, SCAN = 700 };

static uint64_t state = 3;

static int32_t roll(int32_t sides)
{
    state = hash_mix(state + 0x9e3779b97f4a7c15u);
    return (int32_t)(state % (uint64_t)sides);
}

/* Anybody at all: states that the model itself would not make included. */
static void randomize(struct world *w, int32_t i, int32_t now)
{
    struct person *p = &w->person;
    int32_t h = p->row[i].household;
    p->row[i].birth_week = (int16_t)(now - roll(100 * 52));
    p->row[i].sex = (uint8_t)roll(SEXES);
    p->row[i].status = (uint8_t)roll(STATUSES);
    p->row[i].job_since = (int16_t)(now - roll(250));
    p->row[i].status_since = (int16_t)(now - roll(250));
    p->row[i].until = (int16_t)(roll(2) ? -1 : now + roll(300) - 50);
    p->row[i].area = (uint8_t)(roll(4) > 0 ? roll(3) : roll(2) ? AREA_OUTSIDE : AREA_ABROAD);
    w->household.link_until[h] = (int16_t)(roll(2) ? -1 : now + roll(120) - 10);
    w->household.reference[h] = roll(3) ? i : -1;
}

static bool is_birthday(const struct world *w, int32_t i, int32_t week, int years)
{
    int32_t born = w->person.row[i].birth_week;
    return date_years(born, week) == years && date_years(born, week - 1) == years - 1;
}

/* Half years after the 60th birthday at which early retirement may begin. */
static bool is_later_birthday(const struct world *w, int32_t i, int32_t week)
{
    int32_t after = week - date_week_of_age(w->person.row[i].birth_week, AGE_EARLY);
    return after > 0 && after <= HALF_YEAR * REFORMS_LATER_MOST && after % HALF_YEAR == 0;
}

/* Whether something happens by itself in this week, or another class begins the
 * week after. */
static bool happens(const struct world *w, int32_t i, int32_t week)
{
    if (w->person.row[i].area == AREA_ABROAD || w->person.row[i].area == AREA_GONE)
        return false;
    return w->person.row[i].until == week || is_birthday(w, i, week, AGE_ADULT) ||
           is_birthday(w, i, week, AGE_EARLY) || is_later_birthday(w, i, week) ||
           meetings_are_due(w, i, week) || is_birthday(w, i, week, AGE_PENSION) ||
           class_of(w, i, week) != class_of(w, i, week + 1);
}

/* From each due week to the next: nothing happens in between, and the next is
 * never in the past. Fails when a milestone of age or tenure, the end of a
 * status or of a link is left out of class_due, or comes a week late. */
Test(class, nothing_happens_between_due_weeks)
{
    struct micro m;
    micro_start(&m);
    int32_t h = micro_household(&m, 0);
    int32_t i = micro_person(&m, h, 30, SEX_MALE, STATUS_EMPLOYED, 0);
    int64_t dues = 0, idle = 0;
    for (int n = 0; n < PEOPLE; n++) {
        int32_t now = MICRO_WEEK + roll(500);
        randomize(&m.world, i, now);
        for (int32_t week = now; week < now + SCAN;) {
            int32_t due = class_due(&m.world, i, week);
            cr_assert_gt(due, week);
            int32_t end = due < now + SCAN ? due : now + SCAN;
            for (int32_t t = week + 1; t < end; t++)
                cr_assert(!happens(&m.world, i, t), "week %d of %d .. %d: status %s, age %d",
                          (int)t, (int)week, (int)due,
                          kind_status.ids[m.world.person.row[i].status],
                          date_years(m.world.person.row[i].birth_week, t));
            dues++;
            idle += due < now + SCAN && !happens(&m.world, i, due);
            week = end;
        }
    }
    cr_assert_gt(dues, 2 * PEOPLE);
    cr_assert_lt(idle, dues / 2, "%d of %d due weeks for nothing", (int)idle, (int)dues);
    micro_free(&m);
}

/* Fails when a bound of a tenure band moves by a week: 0-12, 13-51, 52-155, 156
 * and more. */
Test(class, tenure_bands)
{
    struct micro m;
    micro_start(&m);
    int32_t i = micro_person(&m, micro_household(&m, 0), 30, SEX_MALE, STATUS_EMPLOYED, 37);
    for (int32_t weeks = 0; weeks < 400; weeks++) {
        m.world.person.row[i].job_since = (int16_t)(MICRO_WEEK - weeks);
        enum stage expected = weeks <= 12    ? STAGE_JOB_NEW
                              : weeks <= 51  ? STAGE_JOB_YEAR
                              : weeks <= 155 ? STAGE_JOB_LATER
                                             : STAGE_JOB_SETTLED;
        cr_assert_eq(class_stage(class_of(&m.world, i, MICRO_WEEK)), expected);
    }
    micro_free(&m);
}

/* Who decides about a dwelling: reference persons who live here, no children.
 * Fails when somebody else gets a band of movers, or a band of ages shifts. */
Test(class, movers_are_reference_persons_who_live_here)
{
    struct micro m;
    micro_start(&m);
    int32_t h = micro_household(&m, 0);
    int32_t i = micro_person(&m, h, 30, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    int32_t other = micro_person(&m, h, 30, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    struct person *p = &m.world.person;
    for (int age = 18; age < 100; age++) {
        p->row[i].birth_week = p->row[other].birth_week =
            (int16_t)(MICRO_WEEK - date_week_of_age(0, age));
        unsigned class = class_of(&m.world, i, MICRO_WEEK);
        enum mover expected = age < 25   ? MOVER_18
                              : age < 30 ? MOVER_25
                              : age < 40 ? MOVER_30
                              : age < 65 ? MOVER_40
                                         : MOVER_65;
        cr_assert_eq(class_mover(class), expected);
        cr_assert_eq(class_fertile(class), age < 50);
        cr_assert_eq(class_mover(class_of(&m.world, other, MICRO_WEEK)), MOVER_NONE);
        p->row[i].area = AREA_OUTSIDE;
        class = class_of(&m.world, i, MICRO_WEEK);
        cr_assert(class_outside(class) && class_mover(class) == MOVER_NONE);
        p->row[i].area = AREA_ABROAD;
        class = class_of(&m.world, i, MICRO_WEEK);
        cr_assert_eq(class, class_make((struct class_parts){0}));
        p->row[i].area = 0;
    }
    p->row[i].status = STATUS_CHILD; /* an orphan of 12 has no wish */
    p->row[i].birth_week = (int16_t)(MICRO_WEEK - 12 * 53);
    cr_assert_eq(class_mover(class_of(&m.world, i, MICRO_WEEK)), MOVER_NONE);
    micro_free(&m);
}

/* Packing and unpacking. Fails when two fields overlap. */
Test(class, numbers_can_be_read_back)
{
    static bool seen[CLASSES];
    for (unsigned n = 0; n < STAGES * MOVERS * 64u; n++) {
        enum stage stage = (enum stage)(n % STAGES);
        enum mover mover = (enum mover)(n / STAGES % MOVERS);
        unsigned bits = n / STAGES / MOVERS;
        unsigned class = class_make((struct class_parts){.stage = stage,
                                                         .mover = mover,
                                                         .linked = bits & 1,
                                                         .fertile = bits >> 1 & 1,
                                                         .outside = bits >> 2 & 1,
                                                         .firm = bits >> 3 & 1,
                                                         .bond = (enum bond)(bits >> 4)});
        cr_assert(class < CLASSES && class_exists(class) && !seen[class]);
        seen[class] = true;
        cr_assert_eq(class_stage(class), stage);
        cr_assert_eq(class_mover(class), mover);
        cr_assert_eq(class_linked(class), bits & 1);
        cr_assert_eq(class_fertile(class), bits >> 1 & 1);
        cr_assert_eq(class_outside(class), bits >> 2 & 1);
        cr_assert_eq(class_firm(class), bits >> 3 & 1);
        cr_assert_eq(class_bond(class), bits >> 4);
    }
    for (unsigned class = 0; class < CLASSES; class ++)
        cr_assert_eq(class_exists(class), seen[class]);
}

/* After each week: class, bound, search mark and target groups of everybody are
 * what they would be if everybody was looked at anew. Fails when a column that
 * the class depends on is missing from the list of those that touch (refresh.c:
 * person_columns, household_columns). */
static void check_fresh(void *context, struct simulation *s)
{
    int64_t *weeks = context;
    int32_t next = s->week.now + 1;
    cr_assert_eq(refresh_check(&s->week, next), 0);
    struct world fresh;
    cr_assert_eq(world_copy(&fresh, &s->world), 0);
    struct week week = s->week;
    week.world = &fresh;
    refresh_all(&week, next);
    for (int32_t i = 0; i < fresh.person.count; i++) {
        cr_assert_eq(fresh.person.class[i], s -> world.person.class[i]);
        cr_assert_eq(fresh.person.bound[i], s->world.person.bound[i]);
        cr_assert_eq(fresh.person.row[i].targets, s->world.person.row[i].targets);
        /* never later than it should be; a week too many is allowed */
        cr_assert_leq(s->world.person.due[i], fresh.person.due[i], "person %d", (int)i);
        cr_assert_geq(s->world.person.due[i], next);
    }
    world_free(&fresh);
    (*weeks)++;
}

Test(class, everybody_is_up_to_date_every_week)
{
    struct village v;
    village_read(&v, "village", 120, NULL, 0);
    struct experiment *e = village_experiment(&v);
    uint64_t all = ~(uint64_t)0;
    e->targets[0] = (struct target){{33, 36}, {0, 9999}, all, all, all, all};
    e->targets[1] = (struct target){{0, 120}, {13, 51}, all, all, all, all};
    e->targets[2] = (struct target){
        {18, 64}, {0, 9999}, 1u << SEX_FEMALE, all, (uint64_t)1 << STATUS_CASH_BENEFIT, all};
    e->target_count = 3;
    village_populate(&v);
    int64_t weeks = 0;
    struct simulate_options options = {.watch = check_fresh, .watch_context = &weeks};
    village_digest(&v, &options);
    cr_assert_eq(weeks, 120);
    village_free(&v);
}

/* Nobody is due week after week for nothing: due people are few. Fails when due
 * stays in the past. */
static void count_due(void *context, struct simulation *s)
{
    *(int64_t *)context += s->week.due.count;
}

Test(class, due_people_are_few)
{
    struct village v;
    village_make(&v, 104);
    int64_t due = 0;
    struct simulate_options options = {.watch = count_due, .watch_context = &due};
    village_digest(&v, &options);
    cr_assert_gt(due, 100);
    cr_assert_lt(due, 104 * 2000 / 50, "%d person-weeks due", (int)due); /* under 2 % */
    village_free(&v);
}
