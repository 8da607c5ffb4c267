/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/search.h"

/* What events do to a person: preconditions and after-states, in a world of a
 * few people. Events of households are in test_households.c. */

enum { NOW = MICRO_WEEK };

/* Set so that everybody, or nobody, is a member of an unemployment fund. */
static void set_members(struct one *o, bool all)
{
    micro_params(&o->m)->separation.insured_share = all ? FIXED_ONE : 0;
    micro_params(&o->m)->separation.cash_share = FIXED_ONE;
}

/* Fails when the slot is not vacated, or is offered in the same week (since one
 * week too early). */
Test(separate, leaves_an_open_slot_that_is_offered_from_next_week)
{
    struct one o;
    make_one(&o, 40, STATUS_SELF_SUPPORTED);
    int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 37);
    micro_employ(&o.m, o.person, slot, 60);
    micro_apply(&o.m, EVENT_SEPARATE, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].slot, -1);
    cr_assert_eq(o.p->row[o.person].hours, 0);
    cr_assert_eq(o.p->row[o.person].job_since, -1);
    cr_assert_eq(o.p->row[o.person].status_since, NOW + 1);
    cr_assert_eq(o.m.world.slot.person[slot], -1);
    cr_assert_eq(o.m.world.slot.since[slot], NOW);
    cr_assert(!demand_is_offered(&o.m.week, slot));
    micro_week(&o.m, NOW + 1);
    cr_assert(demand_is_offered(&o.m.week, slot));
    micro_free(&o.m);
}

struct right {
    bool member;
    int weeks_in_job;
    int until; /* relative to now; -1: none */
    enum status after;
    int until_after; /* relative to now; -1: none */
};

/* Insurance benefit after 52 weeks in the job or while an old period lasts, for
 * members; a new period of 208 weeks only after 52 weeks. Fails when tenure or
 * membership is ignored, when an old period is forgotten or renewed, or when
 * `until` stays behind on cash benefit. */
Test(separate, status_follows_tenure_and_insurance)
{
    static const struct right cases[] = {
        {true, 52, -1, STATUS_INSURED_UNEMPLOYED, 208},
        {true, 51, -1, STATUS_CASH_BENEFIT, -1},
        {true, 51, 30, STATUS_INSURED_UNEMPLOYED, 30},
        {true, 51, 0, STATUS_CASH_BENEFIT, -1}, /* over this week */
        {true, 300, 30, STATUS_INSURED_UNEMPLOYED, 208},
        {false, 300, -1, STATUS_CASH_BENEFIT, -1},
        {false, 300, 30, STATUS_CASH_BENEFIT, -1},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct one o;
        make_one(&o, 40, STATUS_SELF_SUPPORTED);
        set_members(&o, cases[k].member);
        micro_employ(&o.m, o.person, micro_slot(&o.m, EDUCATION_BASIC, 37), cases[k].weeks_in_job);
        o.p->row[o.person].until = (int16_t)(cases[k].until < 0 ? -1 : NOW + cases[k].until);
        micro_apply(&o.m, EVENT_SEPARATE, o.person, 0, 0);
        cr_assert_eq(o.p->row[o.person].status, cases[k].after, "case %d", (int)k);
        cr_assert_eq(o.p->row[o.person].until,
                     cases[k].until_after < 0 ? -1 : NOW + cases[k].until_after, "case %d", (int)k);
        micro_free(&o.m);
    }
}

/* Membership is a lasting trait. Fails when it is keyed by week; and the shares
 * are met: fails when two of the three outcomes are swapped. */
Test(separate, membership_lasts_and_shares_are_met)
{
    struct one o;
    make_one(&o, 40, STATUS_EMPLOYED);
    int insured = 0, cash = 0;
    for (int n = 0; n < 2000; n++) {
        int32_t i = micro_person(&o.m, o.household, 30, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
        micro_week(&o.m, NOW);
        int first = separation_next_status(&o.m.week, i, 100);
        for (int week = 1; week < 5; week++) {
            micro_week(&o.m, NOW + week);
            int later = separation_next_status(&o.m.week, i, 100);
            cr_assert_eq(first == STATUS_INSURED_UNEMPLOYED, later == STATUS_INSURED_UNEMPLOYED);
        }
        insured += first == STATUS_INSURED_UNEMPLOYED;
        cash += first == STATUS_CASH_BENEFIT;
    }
    cr_assert(insured > 1500 && insured < 1700, "insured %d of 2000, expected 1600", insured);
    cr_assert(cash > 300 && cash < 420, "cash benefit %d of 2000, expected 360", cash);
    micro_free(&o.m);
}

/* Fails when the precondition is left out: nobody loses a job twice. */
Test(separate, is_void_without_a_job)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    micro_refuse(&o.m, EVENT_SEPARATE, o.person, 0, 0);
    o.p->row[o.person].status = STATUS_PENSION; /* a pensioner's job is not this process's */
    o.p->row[o.person].slot = SLOT_OUTSIDE;
    o.p->row[o.person].hours = 5;
    micro_refuse(&o.m, EVENT_SEPARATE, o.person, 0, 0);
    micro_free(&o.m);
}

static const enum status seekers[] = {STATUS_INSURED_UNEMPLOYED, STATUS_CASH_BENEFIT,
                                      STATUS_EDUCATION_BENEFIT,  STATUS_INTEGRATION_BENEFIT,
                                      STATUS_PRACTICE,           STATUS_SELF_SUPPORTED};

/* Fails when hours, tenure or status are not set, when the slot does not know
 * its holder, when a programme place stays occupied, or when what is left of an
 * insured period is lost (or anything else is taken for one). */
Test(hire, fills_the_slot_and_ends_what_was_before)
{
    for (size_t k = 0; k < sizeof seekers / sizeof *seekers; k++) {
        struct one o;
        make_one(&o, 30, seekers[k]);
        int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 25), place = micro_placement(&o.m);
        o.p->row[o.person].until = NOW + 7;
        if (seekers[k] == STATUS_PRACTICE) {
            o.p->row[o.person].placement = place;
            o.m.world.placement.person[place] = o.person;
        }
        micro_apply(&o.m, EVENT_HIRE, o.person, slot, CHANNEL_DIRECT);
        cr_assert_eq(o.p->row[o.person].status, STATUS_EMPLOYED);
        cr_assert_eq(o.p->row[o.person].status_since, NOW + 1);
        cr_assert_eq(o.p->row[o.person].job_since, NOW + 1);
        cr_assert_eq(o.p->row[o.person].hours, 25);
        cr_assert_eq(o.p->row[o.person].slot, slot);
        cr_assert_eq(o.m.world.slot.person[slot], o.person);
        cr_assert_eq(o.m.world.slot.since[slot], NOW);
        cr_assert_eq(o.p->row[o.person].placement, -1);
        cr_assert_eq(o.m.world.placement.person[place], -1);
        cr_assert_eq(o.p->row[o.person].until,
                     seekers[k] == STATUS_INSURED_UNEMPLOYED ? NOW + 7 : -1);
        micro_free(&o.m);
    }
}

/* The household's wish to move is linked for 104 weeks. Fails when it is also
 * set below 20 hours, for somebody who lives outside, or for one week too many
 * or few. */
Test(hire, links_the_household_from_twenty_hours_on)
{
    for (int hours = 19; hours <= 20; hours++)
        for (int outside = 0; outside <= 1; outside++) {
            struct one o;
            make_one(&o, 30, STATUS_CASH_BENEFIT);
            int32_t away = micro_household(&o.m, AREA_OUTSIDE);
            int32_t erik = micro_person(&o.m, away, 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
            int32_t who = outside ? erik : o.person;
            micro_apply(&o.m, EVENT_HIRE_OUTSIDE, who, hours, 0);
            int32_t until = o.m.world.household.link_until[outside ? away : o.household];
            cr_assert_eq(until, hours == 20 && !outside ? NOW + MOVING_LINK_WEEKS : -1);
            int linked = 0;
            for (int32_t week = NOW + 1; week < NOW + 200; week++)
                linked += class_linked(class_of(&o.m.world, who, week));
            cr_assert_eq(linked, until < 0 ? 0 : 104);
            micro_free(&o.m);
        }
}

/* Fails when a filled slot is given to a second person, or somebody with a job
 * (a student, a pensioner, a child, somebody abroad) gets one. */
Test(hire, is_void_when_slot_or_person_is_taken)
{
    static const enum status others[] = {
        STATUS_EMPLOYED,         STATUS_EDUCATION, STATUS_DISABILITY_PENSION,
        STATUS_EARLY_RETIREMENT, STATUS_PENSION,   STATUS_CHILD};
    struct one o;
    make_one(&o, 30, STATUS_CASH_BENEFIT);
    int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 25);
    o.m.world.slot.person[slot] = SLOT_COMMUTER;
    micro_refuse(&o.m, EVENT_HIRE, o.person, slot, 0);
    micro_refuse(&o.m, EVENT_HIRE_COMMUTER, slot, 0, 0);
    o.m.world.slot.person[slot] = -1;
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        o.p->row[o.person].status = (uint8_t)others[k];
        micro_refuse(&o.m, EVENT_HIRE, o.person, slot, 0);
        micro_refuse(&o.m, EVENT_HIRE_OUTSIDE, o.person, 30, 0);
    }
    o.p->row[o.person].status = STATUS_CASH_BENEFIT;
    o.p->row[o.person].area = AREA_ABROAD;
    micro_refuse(&o.m, EVENT_HIRE, o.person, slot, 0);
    o.p->row[o.person].area = 0;
    micro_apply(&o.m, EVENT_HIRE, o.person, slot, 0);
    micro_refuse(&o.m, EVENT_HIRE, o.person, micro_slot(&o.m, EDUCATION_BASIC, 30), 0);
    micro_free(&o.m);
}

/* Fails when a commuter's slot is not marked, or not given back. */
Test(hire, commuters_come_and_go)
{
    struct one o;
    make_one(&o, 30, STATUS_CASH_BENEFIT);
    int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 25);
    micro_refuse(&o.m, EVENT_SLOT_LOST, slot, 0, 0);
    micro_apply(&o.m, EVENT_HIRE_COMMUTER, slot, 0, 0);
    cr_assert_eq(o.m.world.slot.person[slot], SLOT_COMMUTER);
    cr_assert_eq(o.m.world.slot.since[slot], NOW);
    micro_week(&o.m, NOW + 3);
    micro_apply(&o.m, EVENT_SLOT_LOST, slot, 0, 0);
    cr_assert_eq(o.m.world.slot.person[slot], -1);
    cr_assert_eq(o.m.world.slot.since[slot], NOW + 3);
    cr_assert(!demand_is_offered(&o.m.week, slot));
    micro_apply(&o.m, EVENT_HIRE, o.person, slot, 0);
    micro_refuse(&o.m, EVENT_SLOT_LOST, slot, 0, 0);
    micro_free(&o.m);
}

/* Everything that ends working life frees slot and place, ends periods, and
 * happens once. */
static void check_end(enum event_kind kind, enum status after, int years, enum status before)
{
    struct one o;
    make_one(&o, years, before);
    int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 25), place = micro_placement(&o.m);
    if (before == STATUS_EMPLOYED)
        micro_employ(&o.m, o.person, slot, 10);
    if (before == STATUS_PRACTICE) {
        o.p->row[o.person].placement = place;
        o.m.world.placement.person[place] = o.person;
    }
    o.p->row[o.person].until = NOW + 9;
    micro_apply(&o.m, kind, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, after);
    cr_assert_eq(o.p->row[o.person].status_since, NOW + 1);
    cr_assert_eq(o.p->row[o.person].until, -1);
    cr_assert_eq(o.p->row[o.person].hours, 0);
    cr_assert_eq(o.p->row[o.person].slot, -1);
    cr_assert_eq(o.p->row[o.person].job_since, -1);
    cr_assert_eq(o.p->row[o.person].placement, -1);
    cr_assert_eq(o.m.world.slot.person[slot], -1);
    cr_assert_eq(o.m.world.placement.person[place], -1);
    cr_assert_eq(o.p->row[o.person].household, o.household);
    micro_refuse(&o.m, kind, o.person, 0, 0);
    micro_free(&o.m);
}

/* Fails when a job or a programme place outlives its holder's working life. */
Test(retire, ends_work_and_periods)
{
    static const enum status before[] = {STATUS_EMPLOYED,           STATUS_PRACTICE,
                                         STATUS_CASH_BENEFIT,       STATUS_INSURED_UNEMPLOYED,
                                         STATUS_DISABILITY_PENSION, STATUS_EARLY_RETIREMENT};
    for (size_t k = 0; k < sizeof before / sizeof *before; k++)
        check_end(EVENT_RETIRE, STATUS_PENSION, 65, before[k]);
    check_end(EVENT_EARLY, STATUS_EARLY_RETIREMENT, 60, STATUS_EMPLOYED);
    check_end(EVENT_EARLY, STATUS_EARLY_RETIREMENT, 60, STATUS_INSURED_UNEMPLOYED);
    for (size_t k = 0; k < 4; k++)
        check_end(EVENT_DISABLED, STATUS_DISABILITY_PENSION, 55, before[k]);
}

/* Fails when a precondition is left out. */
Test(retire, is_void_for_others)
{
    struct one o;
    make_one(&o, 60, STATUS_CASH_BENEFIT);
    micro_refuse(&o.m, EVENT_EARLY, o.person, 0, 0); /* no right to it */
    micro_refuse(&o.m, EVENT_OF_AGE, o.person, 0, 0);
    o.p->row[o.person].area = AREA_ABROAD;
    micro_refuse(&o.m, EVENT_RETIRE, o.person, 0, 0);
    micro_refuse(&o.m, EVENT_DISABLED, o.person, 0, 0);
    o.p->row[o.person].area = 0;
    o.p->row[o.person].status = STATUS_PENSION;
    micro_refuse(&o.m, EVENT_DISABLED, o.person, 0, 0);
    o.p->row[o.person].status = STATUS_CHILD;
    micro_refuse(&o.m, EVENT_DISABLED, o.person, 0, 0);
    micro_free(&o.m);
}

/* Fails when the household's counts do not follow, or when a student gets no
 * last week. */
Test(of_age, leaves_childhood)
{
    struct one o;
    make_one(&o, 45, STATUS_EMPLOYED);
    o.p->row[o.person].slot = SLOT_OUTSIDE;
    o.p->row[o.person].hours = 37;
    int students = 0;
    for (int n = 1; n <= 40; n++) {
        int32_t child = micro_person(&o.m, o.household, 17, SEX_FEMALE, STATUS_CHILD, 0);
        struct person *p = &o.m.world.person;
        cr_assert_eq(o.m.world.household.children[o.household], 1);
        micro_apply(&o.m, EVENT_OF_AGE, child, 0, 0);
        cr_assert_eq(o.m.world.household.adults[o.household], n + 1);
        cr_assert_eq(o.m.world.household.children[o.household], 0);
        enum status status = (enum status)p->row[child].status;
        cr_assert(kind_is_working_age(status));
        cr_assert_eq(p->row[child].status_since, NOW + 1);
        const struct education_params *e = &micro_params(&o.m)->education;
        if (status == STATUS_EDUCATION)
            cr_assert(p->row[child].until >= NOW + e->least_weeks &&
                      p->row[child].until <= NOW + e->most_weeks);
        else
            cr_assert_eq(p->row[child].until, -1);
        students += status == STATUS_EDUCATION;
        micro_refuse(&o.m, EVENT_OF_AGE, child, 0, 0);
    }
    cr_assert(students > 20 && students < 40); /* 0.77 of them by the schedule */
    micro_free(&o.m);
}

/* Fails when the end of the course is not checked, when a drop-out gets the
 * degree, when a degree lowers education, or when readiness of graduates is not
 * raised to 70. */
Test(education, graduates_rise_a_step_and_drop_outs_do_not)
{
    static const int steps[EDUCATIONS][2] = {{EDUCATION_UPPER, EDUCATION_VOCATIONAL},
                                             {EDUCATION_TERTIARY, EDUCATION_TERTIARY},
                                             {EDUCATION_TERTIARY, EDUCATION_TERTIARY},
                                             {EDUCATION_LONG, EDUCATION_LONG},
                                             {EDUCATION_LONG, EDUCATION_LONG}};
    for (int level = 0; level < EDUCATIONS; level++)
        for (int completes = 0; completes < 2; completes++) {
            struct one o;
            make_one(&o, 25, STATUS_EDUCATION);
            micro_params(&o.m)->education.complete = completes ? FIXED_ONE : 0;
            micro_params(&o.m)->education.insured_share = FIXED_ONE;
            o.p->row[o.person].education = (uint8_t)level;
            o.p->row[o.person].readiness = 40;
            o.p->row[o.person].until = NOW + 1;
            micro_refuse(&o.m, EVENT_GRADUATE, o.person, 0, 0); /* not yet */
            o.p->row[o.person].until = NOW;
            micro_apply(&o.m, EVENT_GRADUATE, o.person, 0, 0);
            int after = o.p->row[o.person].education;
            if (completes)
                cr_assert(after == steps[level][0] || after == steps[level][1]);
            else
                cr_assert_eq(after, level);
            cr_assert_eq(o.p->row[o.person].readiness, completes ? 70 : 40);
            cr_assert_eq(o.p->row[o.person].status,
                         completes ? STATUS_INSURED_UNEMPLOYED : STATUS_SELF_SUPPORTED);
            cr_assert_eq(o.p->row[o.person].until, completes ? NOW + 208 : -1);
            cr_assert_eq(o.p->row[o.person].status_since, NOW + 1);
            micro_free(&o.m);
        }
}

/* Fails when people with a job, or abroad, may enrol, or when length leaves its
 * range. */
Test(education, enrol_starts_a_course)
{
    static const enum status idle[] = {STATUS_CASH_BENEFIT, STATUS_SELF_SUPPORTED,
                                       STATUS_INSURED_UNEMPLOYED};
    static const enum status busy[] = {STATUS_EMPLOYED, STATUS_PRACTICE, STATUS_EDUCATION,
                                       STATUS_PENSION, STATUS_CHILD};
    struct one o;
    make_one(&o, 22, STATUS_CASH_BENEFIT);
    const struct education_params *e = &micro_params(&o.m)->education;
    for (size_t k = 0; k < 5; k++) {
        o.p->row[o.person].status = (uint8_t)busy[k];
        micro_refuse(&o.m, EVENT_ENROL, o.person, 0, 0);
    }
    for (size_t k = 0; k < 3; k++) {
        micro_week(&o.m, NOW + (int)k);
        o.p->row[o.person].status = (uint8_t)idle[k];
        micro_apply(&o.m, EVENT_ENROL, o.person, 0, 0);
        cr_assert_eq(o.p->row[o.person].status, STATUS_EDUCATION);
        int32_t length = o.p->row[o.person].until - o.m.week.now;
        cr_assert(length >= e->least_weeks && length <= e->most_weeks);
        cr_assert_eq(o.p->row[o.person].status_since, o.m.week.now + 1);
    }
    micro_free(&o.m);
}

/* Fails when the period does not end in its week, or `until` stays behind. */
Test(exhaust, cash_benefit_follows)
{
    struct one o;
    make_one(&o, 40, STATUS_INSURED_UNEMPLOYED);
    o.p->row[o.person].until = NOW + 1;
    micro_refuse(&o.m, EVENT_EXHAUST, o.person, 0, 0);
    micro_week(&o.m, NOW + 1);
    micro_apply(&o.m, EVENT_EXHAUST, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_CASH_BENEFIT);
    cr_assert_eq(o.p->row[o.person].status_since, NOW + 2);
    cr_assert_eq(o.p->row[o.person].until, -1);
    micro_refuse(&o.m, EVENT_EXHAUST, o.person, 0, 0);
    micro_free(&o.m);
}

/* Fails when a place is used twice, when its end is not checked, or when the
 * effect does not begin. */
Test(practice, starts_and_ends)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    int32_t place = micro_placement(&o.m), taken = micro_placement(&o.m);
    int32_t other = micro_person(&o.m, o.household, 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    micro_apply(&o.m, EVENT_TAKE_PLACE, other, taken, 0);
    micro_refuse(&o.m, EVENT_TAKE_PLACE, o.person, taken, 0);
    micro_apply(&o.m, EVENT_TAKE_PLACE, o.person, place, 0);
    int32_t weeks = (int32_t)micro_params(&o.m)->activation.weeks;
    o.p = &o.m.world.person;
    cr_assert_eq(o.p->row[o.person].status, STATUS_PRACTICE);
    cr_assert_eq(o.p->row[o.person].until, NOW + weeks);
    cr_assert_eq(o.p->row[o.person].status_since, NOW + 1);
    cr_assert_eq(o.p->row[o.person].placement, place);
    micro_week(&o.m, NOW + weeks - 1);
    micro_refuse(&o.m, EVENT_LEAVE_PLACE, o.person, 1, 0);
    micro_week(&o.m, NOW + weeks);
    micro_apply(&o.m, EVENT_LEAVE_PLACE, o.person, 1, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_CASH_BENEFIT);
    cr_assert_eq(o.p->row[o.person].status_since, NOW + weeks + 1);
    cr_assert_eq(o.p->row[o.person].until, -1);
    cr_assert_eq(o.p->row[o.person].effect_from, NOW + weeks);
    cr_assert_eq(o.m.world.placement.person[place], -1);
    micro_refuse(&o.m, EVENT_LEAVE_PLACE, o.person, 1, 0);
    o.p->row[o.person].status = STATUS_SELF_SUPPORTED; /* no benefit, no place */
    micro_refuse(&o.m, EVENT_TAKE_PLACE, o.person, place, 0);
    micro_free(&o.m);
}

/* The after-effect fades in a straight line from after_effect to 1, and
 * multiplies call-backs. Fails when it jumps at the end, lasts a week too long,
 * or starts for people who never took part. */
Test(practice, after_effect_fades_linearly_to_one)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    const struct activation_params *a = &micro_params(&o.m)->activation;
    int64_t plain = hiring_chance(&o.m.week, o.person);
    cr_assert_eq(activation_after_effect(&o.m.week, o.person), FACTOR_ONE);
    o.p->row[o.person].effect_from = NOW;
    cr_assert_eq(activation_after_effect(&o.m.week, o.person), a->after_effect);
    int64_t step = (a->after_effect - FACTOR_ONE) / a->effect_weeks, before = a->after_effect;
    for (int t = 1; t <= a->effect_weeks + 3; t++) {
        micro_week(&o.m, NOW + t);
        int64_t now = activation_after_effect(&o.m.week, o.person);
        if (t < a->effect_weeks) {
            cr_assert(before - now >= step - 1 && before - now <= step + 1, "week %d", t);
            cr_assert_gt(now, FACTOR_ONE);
        } else {
            cr_assert_eq(now, FACTOR_ONE);
        }
        cr_assert_eq(hiring_chance(&o.m.week, o.person), fixed_scale(plain, now));
        before = now;
    }
    micro_free(&o.m);
}

/* Call-backs: call_back x readiness x minority_ratio. Fails when one of them is
 * left out. */
Test(hire, call_back_is_a_product)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    const struct hiring_params *h = &micro_params(&o.m)->hiring;
    cr_assert_eq(hiring_chance(&o.m.week, o.person), h->call_back);
    o.p->row[o.person].readiness = 50;
    cr_assert_eq(hiring_chance(&o.m.week, o.person), h->call_back / 2);
    o.p->row[o.person].origin = ORIGIN_WESTERN;
    cr_assert_eq(hiring_chance(&o.m.week, o.person), h->call_back / 2);
    o.p->row[o.person].origin = ORIGIN_NONWESTERN;
    cr_assert_eq(hiring_chance(&o.m.week, o.person),
                 fixed_scale(h->call_back / 2, h->minority_ratio));
    micro_params(&o.m)->hiring.enabled = 0;
    cr_assert_eq(hiring_chance(&o.m.week, o.person), 0);
    micro_free(&o.m);
}

/* Search factors by status; nobody with a job, no child or pensioner searches.
 * Fails when lock_in is not times that of cash benefit, or the list and the
 * chance disagree. */
Test(search, chance_follows_the_status)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    const struct search_params *s = &micro_params(&o.m)->search;
    for (int status = 0; status < STATUSES; status++) {
        o.p->row[o.person].status = (uint8_t)status;
        micro_refresh(&o.m);
        unsigned class = o.p->class[o.person];
        int64_t factor = 0;
        switch (class_stage(class)) {
        case STAGE_INSURED:
            factor = s->insured;
            break;
        case STAGE_CASH:
            factor = s->cash_benefit;
            break;
        case STAGE_PRACTICE:
            factor = fixed_scale(s->cash_benefit, s->lock_in);
            break;
        case STAGE_LANGUAGE:
            factor = fixed_scale(s->cash_benefit, micro_params(&o.m)->activation.language_search);
            break;
        case STAGE_COURSE:
            factor = fixed_scale(s->cash_benefit, micro_params(&o.m)->activation.course_search);
            break;
        case STAGE_COMBINED:
            factor = fixed_scale(s->cash_benefit, micro_params(&o.m)->activation.combined_search);
            break;
        case STAGE_SELF:
            factor = s->self_supported;
            break;
        default:
            break;
        }
        int64_t chance = search_chance(&o.m.week, o.person);
        cr_assert_eq(chance, fixed_scale(s->weekly, factor), "%s", kind_status.ids[status]);
        cr_assert_eq(chance > 0, search_concerns(class & (CLASSES - 1u)));
        cr_assert_eq(chance > 0 || separation_is_common(class & (CLASSES - 1u)),
                     (class & CLASS_LISTED) != 0);
    }
    micro_free(&o.m);
}
