/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/letting.h"

/* From claims to awards: what is on offer, which claims are dropped, who gets programme places, who
 * may have a dwelling. */

enum { NOW = MICRO_WEEK };

/* Claims on programme places of people on cash benefit, as *act* would file them. */
static void refer(struct micro *m, int32_t person)
{
    struct act act = {.week = &m->week};
    activation_refer(&act, person);
    cr_assert_eq(act.place_claims.count, 1);
    cr_assert_eq(vec_push(&m->week.places.claims, act.place_claims.data[0]), 0);
    vec_clear(&act.place_claims);
}

static void run_markets(struct micro *m)
{
    cr_assert_eq(markets_run(&m->week), 0, "%s", m->week.fault.text);
    micro_assert_sound(m);
}

/* Fails when the shortest time on benefit comes first, when more are taken than there are places,
 * or when a winner's place depends on the row of the place. */
Test(markets, places_go_to_those_longest_on_benefit)
{
    struct micro m;
    micro_start(&m);
    int32_t people[5], places[3], h = micro_household(&m, 0);
    struct activation_params *a = &micro_params(&m)->activation; /* one kind of programme */
    a->language_places = a->course_places = a->combined_places = 0;
    for (int n = 0; n < 5; n++) {
        people[n] = micro_person(&m, h, 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
        m.world.person.row[people[n]].status_since = (int16_t)(NOW - 10 * ((n * 3) % 5));
    }
    for (int n = 0; n < 3; n++)
        places[n] = micro_placement(&m);
    int32_t other = micro_person(&m, h, 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    micro_apply(&m, EVENT_TAKE_PLACE, other, places[1], 0); /* two are left */
    for (int n = 0; n < 5; n++)
        refer(&m, people[n]);
    run_markets(&m);
    for (int n = 0; n < 5; n++) { /* weeks on benefit: 0, 30, 10, 40, 20 */
        bool in = m.world.person.row[people[n]].status == STATUS_PRACTICE;
        cr_assert_eq(in, n == 1 || n == 3, "person %d", n);
    }
    cr_assert_eq(m.week.applied.count, 2);
    cr_assert_neq(m.world.placement.person[places[0]], -1);
    cr_assert_neq(m.world.placement.person[places[2]], -1);
    micro_free(&m);
}

static struct claim job_claim(const struct micro *m, int32_t person, int32_t slot, int64_t score)
{
    return (struct claim){.claimant_key = m->world.person.key[person],
                          .slot_key = m->world.slot.key[slot],
                          .score = score,
                          .claimant = person,
                          .held = -1,
                          .slot = slot,
                          .channel = CHANNEL_DIRECT};
}

/* A hire voids the claim on a programme place. Fails when places are awarded before jobs, or the
 * claim is not looked at again. */
Test(markets, a_hire_voids_the_claim_on_a_place)
{
    struct micro m;
    micro_start(&m);
    int32_t i = micro_person(&m, micro_household(&m, 0), 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    int32_t slot = micro_slot(&m, EDUCATION_BASIC, 30), place = micro_placement(&m);
    cr_assert_eq(vec_push(&m.week.jobs.claims, job_claim(&m, i, slot, 1)), 0);
    refer(&m, i);
    run_markets(&m);
    cr_assert_eq(m.world.person.row[i].status, STATUS_EMPLOYED);
    cr_assert_eq(m.world.placement.person[place], -1);
    cr_assert_eq(m.week.places.dropped, 1);
    cr_assert_eq(m.week.voids[EVENT_TAKE_PLACE], 0); /* dropped, not void */
    micro_free(&m);
}

/* Claims whose claimant or slot changed in settle are dropped and counted. Fails when a job goes to
 * somebody who left, died or found work, or a slot that was filled is given again. */
Test(markets, job_claims_that_no_longer_hold_are_dropped)
{
    struct micro m;
    micro_start(&m);
    int32_t people[5], slots[5];
    for (int n = 0; n < 5; n++) {
        people[n] = micro_person(&m, micro_household(&m, 0), 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
        slots[n] = micro_slot(&m, EDUCATION_BASIC, 30);
        cr_assert_eq(vec_push(&m.week.jobs.claims, job_claim(&m, people[n], slots[n], 1)), 0);
    }
    micro_apply(&m, EVENT_DEATH, people[0], 0, 0);
    micro_apply(&m, EVENT_LEAVE, m.world.person.row[people[1]].household, 0, 0);
    micro_apply(&m, EVENT_HIRE_OUTSIDE, people[2], 30, 0);
    m.world.slot.person[slots[3]] = SLOT_COMMUTER;
    run_markets(&m);
    cr_assert_eq(m.week.jobs.dropped, 4);
    for (int n = 0; n < 5; n++)
        cr_assert_eq(m.world.slot.person[slots[n]], n == 4   ? people[4]
                                                    : n == 3 ? SLOT_COMMUTER
                                                             : -1);
    micro_free(&m);
}

/* The better claim gets the slot; a commuter competes like others. Fails when the award goes by
 * order of filing, or a commuter's award is applied to a person. */
Test(markets, the_best_claim_gets_the_slot)
{
    for (int commuter_wins = 0; commuter_wins <= 1; commuter_wins++) {
        struct micro m;
        micro_start(&m);
        int32_t slot = micro_slot(&m, EDUCATION_BASIC, 30), people[3];
        for (int n = 0; n < 3; n++) {
            people[n] =
                micro_person(&m, micro_household(&m, 0), 40, SEX_MALE, STATUS_CASH_BENEFIT, 0);
            cr_assert_eq(
                vec_push(&m.week.jobs.claims, job_claim(&m, people[n], slot, n == 1 ? 50 : n)), 0);
        }
        struct claim commuter = {.claimant_key = 77,
                                 .slot_key = m.world.slot.key[slot],
                                 .score = commuter_wins ? 60 : 40,
                                 .claimant = -1,
                                 .slot = slot};
        cr_assert_eq(vec_push(&m.week.jobs.claims, commuter), 0);
        run_markets(&m);
        cr_assert_eq(m.world.slot.person[slot], commuter_wins ? SLOT_COMMUTER : people[1]);
        cr_assert_eq(m.week.applied.count, 1);
        micro_free(&m);
    }
}

/* In the village: of what was claimed before settle, nothing that has changed is awarded, and every
 * drop is counted. Fails when moving_claim_holds forgets the household event of the week. */
Test(markets, dwelling_claims_that_no_longer_hold_are_dropped)
{
    struct village v;
    village_make(&v, 4);
    struct params *p = village_params(&v);
    p->moving.search = p->moving.sight_social = p->moving.sight_market = FIXED_ONE;
    p->moving.reluctance = -3 * FACTOR_ONE;
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    stepper_run(&s, STEP_CALENDAR, STEP_SETTLE);
    int64_t expected = 0, all = s.week.homes.claims.count;
    cr_assert_gt(all, 100);
    int32_t filled = s.week.homes.claims.data[0].slot;
    for (int64_t n = 0; n < s.week.seekers.count; n += 2) /* another event of the week */
        if (s.week.seekers.data[n].household >= 0)
            s.world.household.event_week[s.week.seekers.data[n].household] = (int16_t)s.week.now;
    s.world.dwelling.household[filled] = 0;
    for (int64_t n = 0; n < all; n++) {
        const struct claim *c = &s.week.homes.claims.data[n];
        int32_t h = s.week.seekers.data[c->claimant].household;
        expected +=
            c->slot == filled || (h >= 0 && (s.world.household.event_week[h] == s.week.now ||
                                             s.world.household.key[h] != c->claimant_key));
    }
    cr_assert(expected > 20 && expected < all);
    stepper_run(&s, STEP_ALLOCATE, STEP_ALLOCATE);
    cr_assert_eq(s.week.homes.dropped, expected);
    for (int64_t n = 0; n < s.week.applied.count; n++) {
        const struct event *event = &s.week.applied.data[n];
        if (event->kind == EVENT_MOVE || event->kind == EVENT_ARRIVE)
            cr_assert_neq(event->a, filled);
    }
    cr_assert_eq(s.week.voids[EVENT_MOVE], 0);
    cr_assert_eq(s.week.voids[EVENT_ARRIVE], 0);
    stepper_end(&s);
    village_free(&v);
}

/* --- noise about dwellings --- */

/* A week up to *act*; the claims of dwellings by household and dwelling. */
static void look_around(struct simulation *s, int32_t now, claim_vec *claims)
{
    stepper_week(s, now);
    stepper_run(s, STEP_CALENDAR, STEP_ACT);
    for (int64_t n = 0; n < s->week.homes.claims.count; n++)
        cr_assert_eq(vec_push(claims, s->week.homes.claims.data[n]), 0);
}

/* Nothing settles between two looks, so a household finds the same dwellings as good as before.
 * Fails when the noise about a dwelling is drawn anew every week. */
Test(markets, a_dwelling_that_was_passed_over_stays_passed_over)
{
    struct village v;
    village_make(&v, 4);
    struct params *p = village_params(&v);
    p->moving.search = p->moving.sight_social = p->moving.sight_market = FIXED_ONE;
    p->migration.applications = 0;
    struct simulation s;
    claim_vec first = {0}, second = {0};
    stepper_start(&s, village_experiment(&v));
    look_around(&s, s.world.start_week, &first);
    look_around(&s, s.world.start_week + 1, &second);
    int64_t found = 0;
    for (int64_t n = 0; n < first.count; n++) {
        bool again = false;
        for (int64_t k = 0; k < second.count && !again; k++) {
            again = first.data[n].claimant_key == second.data[k].claimant_key &&
                    first.data[n].slot_key == second.data[k].slot_key;
            if (again)
                cr_assert_eq(first.data[n].utility, second.data[k].utility);
        }
        found += again;
    }
    cr_assert_gt(found, 20);
    cr_assert_gt(10 * found, 9 * first.count); /* but for those who gave up meanwhile */
    vec_clear(&first);
    vec_clear(&second);
    stepper_end(&s);
    village_free(&v);
}

/* --- what is on offer --- */

/* Vacated in one week, offered from the next, dwellings after their turnaround. Fails when a chain
 * advances two links a week, or the turnaround is that of the other tenure. */
Test(offers, dwellings_wait_for_their_turnaround)
{
    for (int social = 0; social <= 1; social++) {
        struct micro m;
        micro_start(&m);
        micro_params(&m)->moving.turnaround_social = 2;
        micro_params(&m)->moving.turnaround_market = 4;
        int32_t d = micro_dwelling(&m, 0, social ? TENURE_SOCIAL : TENURE_PRIVATE, 3);
        m.world.dwelling.vacant_since[d] = NOW; /* left empty this week */
        int first = -1;
        for (int week = 0; week < 10 && first < 0; week++) {
            micro_week(&m, NOW + week);
            cr_assert_eq(demand_open(&m.week), 0);
            cr_assert_eq(m.week.vacant[social ? 1 : 0].ring.count, 0);
            if (m.week.vacant[social ? 0 : 1].ring.count > 0)
                first = week;
        }
        cr_assert_eq(first, social ? 3 : 5);
        micro_free(&m);
    }
}

/* Each vacancy on the ring of its education; none without hiring. Fails when a filled slot, or one
 * that was vacated this week, is offered. */
Test(offers, open_slots_of_last_week)
{
    struct micro m;
    micro_start(&m);
    int32_t slots[EDUCATIONS];
    for (int skill = 0; skill < EDUCATIONS; skill++)
        slots[skill] = micro_slot(&m, (enum education)skill, 37);
    m.world.slot.since[slots[EDUCATION_VOCATIONAL]] = NOW;
    m.world.slot.person[slots[EDUCATION_LONG]] = SLOT_COMMUTER;
    micro_params(&m)->demand.commuter_leaves = 0;
    static const int expected[2][VACANCY_RINGS] = {{2, 0, 1, 0}, {2, 1, 1, 0}};
    for (int week = 0; week <= 1; week++) {
        micro_week(&m, NOW + week);
        cr_assert_eq(demand_open(&m.week), 0);
        for (int r = 0; r < VACANCY_RINGS; r++)
            cr_assert_eq(m.week.vacancies[r].ring.count, expected[week][r], "ring %d", r);
    }
    micro_params(&m)->hiring.enabled = 0;
    cr_assert_eq(demand_open(&m.week), 0);
    for (int r = 0; r < VACANCY_RINGS; r++)
        cr_assert_eq(m.week.vacancies[r].ring.count, 0);
    micro_free(&m);
}

/* --- who may have a dwelling --- */

static struct applicant family(int adults, int children, int workers, int64_t income)
{
    return (struct applicant){.key = 5,
                              .adults = adults,
                              .children = children,
                              .workers = workers,
                              .income = income,
                              .oldest = 40};
}

static bool allows(const struct micro *m, struct applicant a, enum tenure tenure, int rooms,
                   int rent)
{
    struct home home = {.key = 9, .rent = rent, .rooms = (uint8_t)rooms, .tenure = (uint8_t)tenure};
    letting_limit(&m->week, &a);
    return letting_allows(&m->week, &a, &home);
}

/* Fails when owners need neither work nor age 60, when social dwellings may be larger than persons
 * + 1 room, or when rent (after support) may exceed its share of income. */
Test(letting, who_may_have_and_can_pay)
{
    struct micro m;
    micro_start(&m);
    micro_params(&m)->moving.rent_most = FIXED_ONE / 2;
    micro_params(&m)->letting.support = FIXED_ONE / 4;
    struct applicant worker = family(1, 0, 1, 2000000), idle = family(1, 0, 0, 2000000);
    struct applicant old = idle;
    old.oldest = 60;
    cr_assert(allows(&m, worker, TENURE_OWNER, 4, 500000));
    cr_assert(!allows(&m, idle, TENURE_OWNER, 4, 500000));
    cr_assert(allows(&m, old, TENURE_OWNER, 4, 500000));
    cr_assert(allows(&m, worker, TENURE_SOCIAL, 2, 500000));
    cr_assert(!allows(&m, worker, TENURE_SOCIAL, 3, 500000));
    cr_assert(allows(&m, family(1, 1, 1, 2000000), TENURE_SOCIAL, 3, 500000));
    cr_assert(allows(&m, worker, TENURE_PRIVATE, 6, 1000000));
    cr_assert(!allows(&m, worker, TENURE_PRIVATE, 6, 1000001));
    cr_assert(allows(&m, idle, TENURE_PRIVATE, 6, 1333332)); /* three quarters of it */
    cr_assert(!allows(&m, idle, TENURE_PRIVATE, 6, 1333340));
    cr_assert(!allows(&m, old, TENURE_OWNER, 6, 1000001)); /* no support for owners */
    micro_free(&m);
}

/* The external list: households that fill the rooms first, then weeks on the list; need first where
 * the municipality assigns; work weighs in private letting. Fails when one of the steps can reach
 * another (a thousand weeks before the fit), or modes are swapped. */
Test(letting, lists_rank_as_documented)
{
    struct micro m;
    micro_start(&m);
    struct home home = {.key = 9, .rooms = 4, .tenure = TENURE_SOCIAL, .vacant_since = NOW - 3};
    struct applicant few = family(1, 0, 1, 0), fills = family(2, 1, 0, 0), later = fills;
    few.waited = 1040;
    later.waited = 1;
    micro_params(&m)->letting.assignment = 0;
    cr_assert_gt(letting_score(&m.week, &fills, &home, 1), letting_score(&m.week, &few, &home, 9));
    cr_assert_gt(letting_score(&m.week, &later, &home, 1),
                 letting_score(&m.week, &fills, &home, 9));
    micro_params(&m)->letting.assignment = FIXED_ONE;
    struct applicant children = family(1, 3, 0, 0), workers = family(2, 5, 2, 0);
    workers.waited = 1000;
    children.claimants = fills.claimants = 1;
    cr_assert_gt(letting_score(&m.week, &children, &home, 1),
                 letting_score(&m.week, &fills, &home, 1));
    cr_assert_gt(letting_score(&m.week, &fills, &home, 1),
                 letting_score(&m.week, &workers, &home, 1));
    home.tenure = TENURE_PRIVATE;
    cr_assert_gt(letting_score(&m.week, &few, &home, 100),
                 letting_score(&m.week, &fills, &home, 100));
    cr_assert_gt(letting_score(&m.week, &fills, &home, UINT32_MAX),
                 letting_score(&m.week, &few, &home, 100));
    micro_free(&m);
}

/* What an adult counts for: the net median wage of the education for the hours, or a flat amount.
 * Fails when hours or education are left out, or students and others are swapped. */
Test(letting, incomes)
{
    struct micro m;
    micro_start(&m);
    const struct letting_params *l = &micro_params(&m)->letting;
    int64_t full = letting_income(&m.week, EDUCATION_LONG, STATUS_EMPLOYED, 37);
    int64_t wage = m.week.schedules->wage[EDUCATION_LONG];
    cr_assert(full > 0 && full - fixed_both(wage * 37 * 52 / 12, l->net_wage) == 0);
    cr_assert_lt(letting_income(&m.week, EDUCATION_LONG, STATUS_EMPLOYED, 20), full);
    cr_assert_lt(letting_income(&m.week, EDUCATION_BASIC, STATUS_EMPLOYED, 37), full);
    cr_assert_eq(letting_income(&m.week, EDUCATION_LONG, STATUS_EDUCATION, 0), l->income_study);
    cr_assert_eq(letting_income(&m.week, EDUCATION_LONG, STATUS_SELF_SUPPORTED, 0), l->income_none);
    cr_assert_eq(letting_income(&m.week, EDUCATION_LONG, STATUS_CASH_BENEFIT, 0), l->income_some);
    micro_free(&m);
}
