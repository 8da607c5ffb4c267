/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/world/tie.h"

/* Acquaintances: how ties are made and end, and what they lead to. */

/* A searcher, and acquaintances who work, each at an employer with an open slot. No vacancy is seen
 * directly (the reach of a look is that of a week which is not the first), and whoever an
 * acquaintance recommends is called back. */
enum { FRIENDS = 40 };
struct street {
    struct micro m;
    int32_t searcher, friend[FRIENDS], job[FRIENDS], open[FRIENDS];
};

static int32_t neighbour(struct street *s, enum status status)
{
    return micro_person(&s->m, micro_household(&s->m, 0), 30, SEX_FEMALE, status, 0);
}

static void street_make(struct street *s)
{
    micro_start(&s->m);
    struct params *p = micro_params(&s->m);
    p->search.weekly = FIXED_ONE;
    p->search.insured = FACTOR_ONE;
    p->search.outside_offer = 0;
    p->hiring.call_back = FIXED_ONE;
    p->demand.commuter_applies = 0;
    micro_week(&s->m, MICRO_WEEK + 1);
    s->searcher = neighbour(s, STATUS_INSURED_UNEMPLOYED);
    for (int k = 0; k < FRIENDS; k++) {
        int32_t employer = world_add_employer(&s->m.world, micro_key(&s->m));
        s->friend[k] = neighbour(s, STATUS_EMPLOYED);
        s->job[k] = micro_slot(&s->m, EDUCATION_BASIC, 37);
        s->open[k] = micro_slot(&s->m, EDUCATION_BASIC, 37);
        s->m.world.slot.employer[s->job[k]] = s->m.world.slot.employer[s->open[k]] = employer;
        micro_employ(&s->m, s->friend[k], s -> job[k], 100);
    }
    micro_assert_sound(&s->m);
}

static bool know(struct street *s, int32_t a, int32_t b, enum tie_kind kind, int32_t end)
{
    return tie_make(&s->m.world, NULL, a, b, kind, s->m.week.now, end);
}

/* Claims of a week, all of the searcher. */
static const claim_vec *claims(struct street *s, int32_t now)
{
    struct week *w = &s->m.week;
    micro_week(&s->m, now);
    for (int k = 0; k < s->m.world.slot.count; k++)
        if (s->m.world.slot.person[k] < 0)
            s->m.world.slot.since[k] = (int16_t)(now - 1);
    w->jobs.claims.count = w->places.claims.count = w->homes.claims.count = w->seekers.count = 0;
    micro_refresh(&s->m);
    cr_assert_eq(demand_open(w), 0);
    cr_assert_eq(screen_run(w), 0);
    cr_assert_eq(act_run(w), 0);
    for (int64_t n = 0; n < w->jobs.claims.count; n++)
        cr_assert_eq(w->jobs.claims.data[n].claimant, s->searcher);
    return &w->jobs.claims;
}

/* Make ties with friends from `from` on until `number` of them hold; which seat is theirs is luck.
 */
static void befriend(struct street *s, int number)
{
    int made = 0;
    for (int k = 0; k < FRIENDS && made < number; k++)
        for (int kind = 0; kind < (int)TIE_KINDS; kind++)
            if (know(s, s->searcher, s->friend[k], (enum tie_kind)kind, INT16_MAX)) {
                made++;
                break;
            }
    cr_assert_eq(made, number);
    micro_assert_sound(&s->m);
    cr_assert_eq(tie_check_works(&s->m.world, s->m.week.now), 0);
}

/* Fails when a tie may be made twice, with oneself or on a seat that is taken; when an end is
 * stored at one end only; or when a seat that has become free keeps the old tie at the other end.
 */
Test(ties, a_seat_holds_one_tie)
{
    struct street s;
    street_make(&s);
    struct world *w = &s.m.world;
    int32_t now = s.m.week.now, first = s.friend[0];
    cr_assert(!know(&s, s.searcher, s.searcher, TIE_KIN, now + 9));
    cr_assert(know(&s, s.searcher, first, TIE_NEIGHBOUR, now + 9));
    cr_assert(!know(&s, first, s.searcher, TIE_NEIGHBOUR, now + 9));
    cr_assert(!know(&s, first, s.searcher, TIE_KIN, now + 9));
    cr_assert(tie_between(w, first, s.searcher, now + 8));
    cr_assert(!tie_between(w, first, s.searcher, now + 9));
    int seat = tie_seat(TIE_NEIGHBOUR, tie_key(w->person.key[first], w->person.key[s.searcher]));
    int rivals = 0;
    for (int k = 1; k < FRIENDS; k++)
        if (tie_seat(TIE_NEIGHBOUR,
                     tie_key(w->person.key[s.friend[k]], w->person.key[s.searcher])) == seat) {
            bool late = rivals++ > 0; /* the first rival comes while the seat is taken */
            micro_week(&s.m, late ? now + 9 : now);
            cr_assert_eq(know(&s, s.friend[k], s.searcher, TIE_NEIGHBOUR, now + 20), late);
            micro_assert_sound(&s.m);
            if (late)
                break;
        }
    cr_assert_eq(rivals, 2);
    cr_assert_eq(*tie_cell(w, first, seat), -1);
    cr_assert_eq(tie_end(w, first, seat), 0);
    cr_assert_eq(tie_check_works(w, s.m.week.now + 1), 0);
    micro_free(&s.m);
}

/* One claim for each acquaintance at work, however many slots the employer has open. Fails when the
 * channel is drawn at a rate, when hires do not follow employed ties, or when the number falls. */
Test(ties, more_acquaintances_in_work_show_more_vacancies)
{
    struct street s;
    street_make(&s);
    cr_assert_eq(claims(&s, MICRO_WEEK + 2)->count, 0);
    for (int number = 1; number <= 4; number++) {
        befriend(&s, 1);
        const claim_vec *found = claims(&s, MICRO_WEEK + 3);
        cr_assert_eq(found->count, number);
        for (int64_t n = 0; n < found->count; n++)
            cr_assert_eq(found->data[n].channel, CHANNEL_ACQUAINTANCE);
    }
    for (int k = 0; k < FRIENDS; k++) { /* a second opening of each employer */
        int32_t slot = micro_slot(&s.m, EDUCATION_BASIC, 30);
        s.m.world.slot.employer[slot] = s.m.world.slot.employer[s.job[k]];
    }
    cr_assert_eq(claims(&s, MICRO_WEEK + 3)->count, 4);
    micro_free(&s.m);
}

/* Fails when a tie that is over, an acquaintance out of work, a vacancy that asks for too much, or
 * a process that is switched off still leads to a claim. */
Test(ties, what_an_acquaintance_cannot_show)
{
    struct street s;
    street_make(&s);
    struct world *w = &s.m.world;
    cr_assert(know(&s, s.searcher, s.friend[0], TIE_KIN, MICRO_WEEK + 9));
    cr_assert_eq(claims(&s, MICRO_WEEK + 8)->count, 1);
    cr_assert_eq(claims(&s, MICRO_WEEK + 9)->count, 0);
    micro_params(&s.m)->ties.enabled = 0;
    cr_assert_eq(claims(&s, MICRO_WEEK + 8)->count, 0);
    micro_params(&s.m)->ties.enabled = 1;
    w->slot.skill[s.open[0]] = EDUCATION_VOCATIONAL;
    cr_assert_eq(claims(&s, MICRO_WEEK + 8)->count, 0);
    w->person.row[s.searcher].education = EDUCATION_TERTIARY;
    cr_assert_eq(claims(&s, MICRO_WEEK + 8)->count, 1);
    micro_week(&s.m, MICRO_WEEK + 7);
    micro_apply(&s.m, EVENT_SEPARATE, s.friend[0], 0, 0);
    cr_assert_eq(ties_follow(&s.m.week), 0);
    cr_assert_eq(tie_check_works(w, s.m.week.now + 1), 0);
    s.m.world.person.row[s.friend[0]].status = STATUS_DISABILITY_PENSION; /* doesn't search */
    cr_assert_eq(claims(&s, MICRO_WEEK + 8)->count, 0);
    micro_free(&s.m);
}

/* Fails when somebody new at a workplace is asked, or when nobody notices that the year is over. */
Test(ties, an_acquaintance_is_asked_after_a_year_in_the_job)
{
    struct street s;
    street_make(&s);
    int32_t now = s.m.week.now;
    s.m.world.person.row[s.friend[0]].job_since = (int16_t)(now + 2 - TIE_TENURE);
    cr_assert(know(&s, s.searcher, s.friend[0], TIE_KIN, INT16_MAX));
    cr_assert_eq(claims(&s, now + 1)->count, 0);
    s.m.week.changes.count = 0;
    cr_assert_eq(ties_follow(&s.m.week), 0);
    cr_assert_eq(tie_check_works(&s.m.world, now + 2), 0);
    cr_assert_eq(claims(&s, now + 2)->count, 1);
    micro_free(&s.m);
}

/* Asking one more only adds. Fails when the seats asked are drawn anew for each number. */
Test(monotone, asking_more_acquaintances_keeps_every_claim)
{
    struct street s;
    street_make(&s);
    befriend(&s, 4);
    int64_t all[TIE_SEATS + 1] = {0};
    for (int32_t now = MICRO_WEEK + 1; now < MICRO_WEEK + 80; now++) {
        uint64_t had[FRIENDS];
        int64_t count = 0;
        for (int asked = 1; asked <= TIE_SEATS; asked++) {
            micro_params(&s.m)->ties.consulted = asked;
            const claim_vec *found = claims(&s, now);
            for (int64_t n = 0; n < count; n++) {
                bool kept = false;
                for (int64_t k = 0; k < found->count; k++)
                    kept |= found->data[k].slot_key == had[n];
                cr_assert(kept);
            }
            count = found->count;
            for (int64_t n = 0; n < count; n++)
                had[n] = found->data[n].slot_key;
            all[asked] += count;
        }
    }
    cr_assert_eq(all[TIE_SEATS], 4 * 79);
    /* a sixth of the seats each week: 79 x 4/6, standard deviation 4.2 */
    cr_assert_leq(labs(all[1] - 53), 17, "%d", (int)all[1]);
    micro_free(&s.m);
}

/* Fails when a move leaves a tie with its old end, when a tie of a dead person or an emigrant goes
 * on, or when a newcomer meets nobody. */
Test(ties, who_moves_takes_them_along_and_who_dies_does_not)
{
    struct street s;
    street_make(&s);
    struct world *w = &s.m.world;
    struct ties_params *t = &micro_params(&s.m)->ties;
    t->neighbour = FIXED_ONE;
    t->fading_bridging = 0;
    t->fading_bonding = FIXED_ONE / 2;
    befriend(&s, 3);
    int32_t now = s.m.week.now;
    w->start_week = now;
    cr_assert_eq(ties_open(&s.m.week), 0);
    int32_t home = micro_dwelling(&s.m, 1, TENURE_SOCIAL, 2);
    int32_t h = w->person.row[s.searcher].household;
    micro_apply(&s.m, EVENT_MOVE, h, home, w->household.dwelling[h]);
    cr_assert_eq(ties_follow(&s.m.week), 0);
    micro_assert_sound(&s.m);
    struct tie_counts counts = tie_count(w, now);
    int64_t bridging = 0;
    for (int kind = 0; kind < (int)TIE_KINDS; kind++)
        bridging += counts.number[kind][0];
    cr_assert_eq(bridging, 3);
    for (int seat = 0; seat < TIE_SEATS; seat++)
        cr_assert(*tie_cell(w, s.searcher, seat) < 0 || tie_end(w, s.searcher, seat) > now + 3000);
    micro_week(&s.m, now + 1);
    micro_apply(&s.m, EVENT_DEATH, s.searcher, 0, 0);
    cr_assert_eq(ties_follow(&s.m.week), 0);
    micro_assert_sound(&s.m);
    for (int k = 0; k < FRIENDS; k++)
        cr_assert(!tie_between(w, s.friend[k], s.searcher, now + 1));
    micro_free(&s.m);
}

/* Fails when the 12 weeks are counted wrong, when a colleague is somebody elsewhere, or when the
 * kinship of somebody who comes of age is missing. */
Test(ties, colleagues_after_twelve_weeks_and_kin_at_eighteen)
{
    struct street s;
    street_make(&s);
    struct world *w = &s.m.world;
    int32_t now = s.m.week.now;
    micro_params(&s.m)->ties.colleague = FIXED_ONE;
    w->start_week = now;
    micro_employ(&s.m, s.searcher, s.open[5], 12 + 1);
    cr_assert_eq(ties_open(&s.m.week), 0);
    micro_refresh(&s.m);
    for (int k = 0; k < 3; k++) { /* the week before, the week, the week after */
        w->person.row[s.searcher].job_since = (int16_t)(now - 11 - k);
        micro_refresh(&s.m);
        s.m.week.events.count = 0;
        cr_assert_eq(screen_run(&s.m.week), 0);
        cr_assert_eq(act_run(&s.m.week), 0);
        int64_t filed = 0;
        for (int64_t n = 0; n < s.m.week.events.count; n++)
            filed += s.m.week.events.data[n].kind == EVENT_TIE;
        cr_assert_eq(filed, k == 1, "%d", k);
    }
    micro_apply(&s.m, EVENT_TIE, s.searcher, TIE_COLLEAGUE, -1);
    cr_assert(tie_between(w, s.searcher, s.friend[5], now));
    micro_refuse(&s.m, EVENT_TIE, s.searcher, TIE_COLLEAGUE, -1);
    int32_t child = micro_person(&s.m, w->person.row[s.friend[1]].household, 17, SEX_MALE, 0, 0);
    micro_apply(&s.m, EVENT_OF_AGE, child, 0, 0);
    cr_assert_eq(ties_follow(&s.m.week), 0);
    cr_assert(tie_between(w, child, s.friend[1], now));
    micro_assert_sound(&s.m);
    micro_free(&s.m);
}

/* Closed form: a tie with the weekly chance c is there t weeks later with chance exp(-ct). The ties
 * of the village's start; 4 comparisons within 4 standard errors. Fails when the chance is that of
 * the other sort, counted in years, or drawn with memory. */
Test(ties, they_fade_as_the_formula_says)
{
    static const char *const sets[] = {"ties.fading_bonding=0.004", "ties.fading_bridging=0.02"};
    /* exp(-0.2), exp(-0.8); exp(-1), exp(-2) */
    static const double left[2][2] = {{0.36787944, 0.13533528}, {0.81873075, 0.44932896}};
    static const int weeks[2][2] = {{50, 100}, {50, 200}};
    struct village v;
    village_read(&v, "village", 4, sets, 2);
    village_populate(&v);
    const struct world *w = &village_experiment(&v)->world;
    struct tie_counts start = tie_count(w, w->start_week - 1);
    for (int bonding = 0; bonding < 2; bonding++)
        for (int k = 0; k < 2; k++) {
            struct tie_counts later = tie_count(w, w->start_week - 1 + weeks[bonding][k]);
            double n = 0, is = 0, p = left[bonding][k];
            for (int kind = 0; kind < (int)TIE_KINDS; kind++) {
                n += (double)start.number[kind][bonding];
                is += (double)later.number[kind][bonding];
            }
            double off = is - n * p;
            cr_assert_gt(n, 500);
            cr_assert_leq(off * off, 16 * n * p * (1 - p), "%d %d: %g of %g", bonding, k, is, n);
        }
    village_free(&v);
}

static double own_share(const char *set)
{
    struct village v;
    village_read(&v, "village", 4, &set, 1);
    village_populate(&v);
    const struct world *w = &village_experiment(&v)->world;
    double own = 0, all = 0;
    struct fault fault = {0};
    cr_assert_eq(tie_check(w, &fault), 0, "%s", fault.text);
    cr_assert_eq(tie_check_works(w, w->start_week), 0);
    for (int seat = 0; seat < 2 * TIE_EACH; seat++) /* neighbours and colleagues */
        for (int32_t i = 0; i < w->person.count; i++) {
            int32_t other = *tie_cell(w, i, seat);
            if (other < 0 || w->person.row[i].origin != ORIGIN_NONWESTERN)
                continue;
            all++;
            own += w->person.row[other].origin == ORIGIN_NONWESTERN;
        }
    village_free(&v);
    cr_assert_gt(all, 100);
    return own / all;
}

/* The switch "own group". Fails when the weight is not used, or for one group only. */
Test(ties, own_group_contacts_can_be_had)
{
    double none = own_share("ties.own_group=1"), some = own_share("ties.own_group=3"),
           many = own_share("ties.own_group=10");
    cr_assert_gt(some, none + 0.05);
    cr_assert_gt(many, some + 0.05);
}

static void count_hires(void *context, struct simulation *s)
{
    int64_t *hires = context;
    for (int64_t n = 0; n < s->week.applied.count; n++)
        if (s->week.applied.data[n].kind == EVENT_HIRE) {
            hires[s->week.applied.data[n].b == CHANNEL_ACQUAINTANCE]++;
            hires[2]++;
        }
}

/* Fails when acquaintances lead to hires although the process is off, or to none when it is on. */
Test(ties, hires_through_acquaintances_need_the_process)
{
    struct village v;
    village_make(&v, 104);
    for (int on = 0; on < 2; on++) {
        int64_t hires[3] = {0};
        village_params(&v)->ties.enabled = on;
        struct simulate_options options = {
            .watch = count_hires, .watch_context = hires, .check = true};
        village_digest(&v, &options);
        cr_assert_gt(hires[2], 100);
        if (on)
            cr_assert(hires[1] * 6 > hires[2] && hires[1] * 2 < hires[2], "%d of %d", (int)hires[1],
                      (int)hires[2]);
        else
            cr_assert_eq(hires[1], 0);
    }
    village_free(&v);
}
