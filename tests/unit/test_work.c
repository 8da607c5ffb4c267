/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/attachment.h"
#include "loft/model/cycle.h"
#include "loft/model/slots.h"

#include <math.h>

/* Lasting attachment, job changes, student jobs, slots that open and close, the cycle. */

enum { NOW = MICRO_WEEK };

static double share(int64_t chance)
{
    return (double)chance / (double)FIXED_ONE;
}

/* Bayes' rule: the shares over the statuses add up to the group's share of firm people, whatever
 * the composition, and the firm are a larger part of those in work. Fails when a status is left
 * out, or when `firm_at_work` and `weak_at_work` change places. */
Test(attachment, firm_people_add_up)
{
    struct attachment_params a = {.firm_at_work = fixed_from_micro(930000),
                                  .weak_at_work = fixed_from_micro(100000),
                                  .insured_weight = 20,
                                  .idle_weight = 10};
    static const int64_t cases[][4] = {/* employed, insured, cash benefit, neither */
                                       {48, 9, 34, 9},
                                       {80, 6, 7, 7},
                                       {20, 2, 70, 8}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        struct attachment_group g = {{0}};
        static const enum status statuses[4] = {STATUS_EMPLOYED, STATUS_INSURED_UNEMPLOYED,
                                                STATUS_CASH_BENEFIT, STATUS_SELF_SUPPORTED};
        double sum = 0, firm = share(attachment_chance(&a, &g, STATUS_EDUCATION));
        for (int s = 0; s < 4; s++)
            g.people[statuses[s]] = cases[k][s];
        for (int s = 0; s < 4; s++)
            sum += share(attachment_chance(&a, &g, statuses[s])) * (double)cases[k][s] / 100;
        firm = share(attachment_chance(&a, &g, STATUS_EDUCATION));
        cr_assert(fabs(firm - ((double)cases[k][0] / 100 - 0.1) / 0.83) < 1e-6);
        cr_assert(fabs(sum - firm) < 0.01, "case %d: %.4f, expected %.4f", (int)k, sum, firm);
        cr_assert_gt(attachment_chance(&a, &g, STATUS_EMPLOYED),
                     attachment_chance(&a, &g, STATUS_INSURED_UNEMPLOYED));
        cr_assert_geq(attachment_chance(&a, &g, STATUS_INSURED_UNEMPLOYED),
                      attachment_chance(&a, &g, STATUS_CASH_BENEFIT));
    }
}

/* Chance of losing a job: share 0 gives the tenure alone, 1 the person alone, in between the
 * geometric mean. Fails when the shares change places or a logarithm has the wrong scale. */
Test(separation, blend_of_tenure_and_person)
{
    struct micro m;
    micro_start(&m);
    struct separation_params s = micro_params(&m)->separation;
    int64_t chances[ATTACHMENTS][SEPARATION_BANDS];
    s.heterogeneity_share = 0;
    separation_chances(&s, chances);
    cr_assert_eq(chances[ATTACHMENT_FIRM][1], s.first_year);
    cr_assert_eq(chances[ATTACHMENT_WEAK][3], s.settled);
    s.heterogeneity_share = FIXED_ONE;
    separation_chances(&s, chances);
    cr_assert_eq(chances[ATTACHMENT_FIRM][0], s.firm);
    cr_assert_eq(chances[ATTACHMENT_WEAK][2], s.weak);
    s.heterogeneity_share = FIXED_ONE * 7 / 10;
    separation_chances(&s, chances);
    double expected = pow(share(s.later), 0.3) * pow(share(s.weak), 0.7);
    cr_assert(fabs(share(chances[ATTACHMENT_WEAK][2]) - expected) < 1e-5);
    micro_free(&m);
}

struct worker {
    struct micro m;
    int32_t person, from, to;
};

static void make_worker(struct worker *w)
{
    micro_start(&w->m);
    w->person =
        micro_person(&w->m, micro_household(&w->m, 0), 40, SEX_FEMALE, STATUS_SELF_SUPPORTED, 0);
    w->from = micro_slot(&w->m, EDUCATION_BASIC, 20);
    w->to = micro_slot(&w->m, EDUCATION_BASIC, 37);
    micro_employ(&w->m, w->person, w->from, 80);
}

/* Fails when the old slot is not left open, when tenure goes on, when the status begins anew, or
 * when somebody without a job can change. */
Test(jobtojob, leaves_one_job_for_another)
{
    struct worker w;
    make_worker(&w);
    struct person *p = &w.m.world.person;
    int32_t since = p->row[w.person].status_since;
    micro_apply(&w.m, EVENT_CHANGE_JOB, w.person, w.to, 0);
    cr_assert_eq(p->row[w.person].slot, w.to);
    cr_assert_eq(p->row[w.person].hours, 37);
    cr_assert_eq(p->row[w.person].job_since, NOW + 1);
    cr_assert_eq(p->row[w.person].status_since, since);
    cr_assert_eq(w.m.world.slot.person[w.from], -1);
    micro_refuse(&w.m, EVENT_CHANGE_JOB, w.person, w.to, 0); /* taken */
    micro_apply(&w.m, EVENT_SEPARATE, w.person, 0, 0);
    micro_refuse(&w.m, EVENT_CHANGE_JOB, w.person, w.from, 0);
    micro_free(&w.m);
}

/* What a vacancy must be worth does not change while the job lasts, and is higher for the more
 * reluctant and for longer hours. Fails when the week enters the noise. */
Test(jobtojob, the_present_job_keeps_its_worth)
{
    struct worker w;
    make_worker(&w);
    int64_t beat = jobtojob_beat(&w.m.week, w.person);
    micro_week(&w.m, NOW + 30);
    cr_assert_eq(jobtojob_beat(&w.m.week, w.person), beat);
    micro_params(&w.m)->jobtojob.reluctance += FACTOR_ONE;
    cr_assert_eq(jobtojob_beat(&w.m.week, w.person), beat + FACTOR_ONE);
    w.m.world.person.row[w.person].hours = 37;
    cr_assert_gt(jobtojob_beat(&w.m.week, w.person), beat + FACTOR_ONE);
    micro_free(&w.m);
}

/* Fails when a student's job makes him or her an employee, or outlasts the course. */
Test(student_jobs, a_student_stays_a_student)
{
    struct worker w;
    make_worker(&w);
    struct person *p = &w.m.world.person;
    micro_apply(&w.m, EVENT_SEPARATE, w.person, 0, 0);
    micro_refuse(&w.m, EVENT_STUDENT_JOB, w.person, w.from, 0); /* no student */
    p->row[w.person].status = STATUS_EDUCATION;
    p->row[w.person].until = NOW + 5;
    micro_apply(&w.m, EVENT_STUDENT_JOB, w.person, w.from, 0);
    cr_assert_eq(p->row[w.person].status, STATUS_EDUCATION);
    cr_assert_eq(p->row[w.person].hours, 20);
    cr_assert_eq(class_stage(class_of(&w.m.world, w.person, NOW + 1)), STAGE_STUDENT_JOB);
    micro_apply(&w.m, EVENT_STUDENT_JOB_ENDS, w.person, 0, 0);
    cr_assert_eq(p->row[w.person].slot, -1);
    micro_apply(&w.m, EVENT_STUDENT_JOB, w.person, w.from, 0);
    micro_week(&w.m, NOW + 5);
    micro_apply(&w.m, EVENT_GRADUATE, w.person, 0, 0);
    cr_assert_eq(p->row[w.person].slot, -1);
    cr_assert_eq(w.m.world.slot.person[w.from], -1);
    micro_free(&w.m);
}

/* Fails when the holder of a slot that closes keeps the job, when a closed slot is offered, or when
 * it opens twice. */
Test(slots, close_and_open)
{
    struct worker w;
    make_worker(&w);
    micro_apply(&w.m, EVENT_SLOT_CLOSES, w.from, 0, 0);
    cr_assert_eq(w.m.world.slot.person[w.from], SLOT_CLOSED);
    cr_assert_eq(w.m.world.person.row[w.person].slot, -1);
    cr_assert_neq(w.m.world.person.row[w.person].status, STATUS_EMPLOYED);
    micro_refuse(&w.m, EVENT_SLOT_CLOSES, w.from, 0, 0);
    cr_assert(!demand_is_offered(&w.m.week, w.from));
    micro_apply(&w.m, EVENT_SLOT_OPENS, w.from, 0, 0);
    cr_assert_eq(w.m.world.slot.person[w.from], -1);
    micro_refuse(&w.m, EVENT_SLOT_OPENS, w.from, 0, 0);
    micro_free(&w.m);
}

/* q is even on 0 .. 9/8: a ninth of all slots waits. Fails when the range and the hash disagree. */
Test(slots, a_ninth_waits)
{
    int64_t waiting = 0, most = 0;
    for (uint64_t n = 0; n < 90000; n++) {
        int64_t q = slots_q(hash_mix(n));
        waiting += q >= FIXED_ONE;
        most = q > most ? q : most;
    }
    cr_assert(waiting > 9600 && waiting < 10400, "%ld", (long)waiting);
    cr_assert(most < FIXED_ONE * 9 / 8);
}

/* Of the slots that wait, about one in 26 opens in each week once there is room for all, each once.
 * Fails when all are reviewed every week, or when some never are. */
Test(slots, each_is_reviewed_twice_a_year)
{
    enum { SLOTS = 9000 };
    struct micro m;
    micro_start(&m);
    micro_params(&m)->demand.slot_elasticity = 0;
    int64_t waiting = 0, opened = 0;
    for (int n = 0; n < SLOTS; n++) {
        int32_t slot = micro_slot(&m, EDUCATION_BASIC, 37);
        bool waits = slots_q(m.world.slot.key[slot]) >= FIXED_ONE;
        m.world.slot.person[slot] = waits ? SLOT_CLOSED : -1;
        waiting += waits;
    }
    cr_assert_eq(slots_line_up(&m.week), 0);
    m.week.levels[0].response.growth = FIXED_ONE / 4; /* above 9/8 */
    for (int week = 0; week < 2 * SLOTS_REVIEW; week++) {
        micro_week(&m, MICRO_WEEK + week);
        cr_assert_eq(slots_follow(&m.week), 0);
        int64_t now = m.week.events.count;
        cr_assert(week < SLOTS_REVIEW ? now > 10 && now < 80 : now == 0, "week %d: %d", week,
                  (int)now);
        opened += now;
    }
    cr_assert_eq(opened, waiting);
    micro_free(&m);
}

/* How g answers when vacancies show what labour is missing, response x scarcity = m - g: half of
 * elasticity x m in `adjustment` weeks, all of it in the end, nothing at elasticity 0. The
 * smoothing of vacancies delays it by about half a year. Fails when elasticity, response or
 * adjustment act at another size, or when fewer jobs do not follow from less labour. */
static double growth_after(double elasticity, double m, int weeks)
{
    struct demand_params d = {.slot_elasticity = (int64_t)(elasticity * FIXED_ONE),
                              .adjustment = 104,
                              .smoothing = 26,
                              .response = FIXED_ONE / 2};
    const int64_t usual = 1000000;
    struct slot_response r = {.usual = usual * FACTOR_ONE, .open = usual * FACTOR_ONE};
    for (int week = 0; week < weeks; week++) {
        double missing = m - (double)r.growth / FIXED_ONE, s = missing / 0.5;
        double open = s >= 0 ? 1 - s : 1 / (1 + s);
        slots_respond(&r, &d, (int64_t)(open * (double)usual), FACTOR_ONE);
    }
    return (double)r.growth / FIXED_ONE;
}

Test(slots, half_of_the_elasticity_in_the_time_of_adjustment)
{
    static const double elasticities[] = {0.25, 0.5, 0.75, 1};
    for (size_t n = 0; n < sizeof elasticities / sizeof *elasticities; n++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double e = elasticities[n], m = 0.01 * sign;
            cr_assert(fabs(growth_after(e, m, 104 + 26) / (e * m) - 0.5) < 0.06, "%g: %g", e,
                      growth_after(e, m, 130) / (e * m));
            cr_assert(fabs(growth_after(e, m, 3000) / (e * m) - 1) < 0.005, "%g: %g", e,
                      growth_after(e, m, 3000) / (e * m));
        }
    cr_assert_eq(growth_after(0, 0.01, 500), 0);
}

/* Nothing follows when as many are open as is usual in the cycle; scarcity stays within -1 and 1
 * however many are open. Fails when the boom's vacancies count as a lack of labour. */
Test(slots, usual_follows_the_cycle)
{
    struct demand_params d = {.slot_elasticity = FIXED_ONE,
                              .adjustment = 104,
                              .smoothing = 26,
                              .response = FIXED_ONE / 2};
    struct slot_response r = {.usual = 1000 * FACTOR_ONE, .open = 1250 * FACTOR_ONE};
    for (int week = 0; week < 200; week++)
        slots_respond(&r, &d, 1250, FACTOR_ONE * 5 / 4);
    cr_assert_eq(r.growth, 0);
    for (int week = 0; week < 52; week++)
        slots_respond(&r, &d, INT32_MAX / 4, FACTOR_ONE);
    double most = 52 * 0.5 * log(2) / 104;
    cr_assert_gt((double)r.growth / FIXED_ONE, -most);
    cr_assert_lt((double)r.growth / FIXED_ONE, -0.9 * most);
}

/* Views of small jobs, of which a hundred are open as usual, in a week in which everybody without
 * an education looks for a job and one student in 25 does. */
static int64_t small_views(enum status status, int64_t small_jobs, int64_t views)
{
    enum { PEOPLE = 3000 };
    struct micro m;
    micro_start(&m);
    struct params *p = micro_params(&m);
    p->search = (struct search_params){.enabled = 1,
                                       .weekly = FIXED_ONE,
                                       .insured = FACTOR_ONE,
                                       .views = 4,
                                       .small_jobs = small_jobs};
    p->student_jobs.looks = FIXED_ONE / 25;
    p->student_jobs.views = views;
    p->demand.vacant = FIXED_ONE;
    p->demand.commuter_applies = p->ties.enabled = 0;
    for (int n = 0; n < 100; n++)
        micro_slot(&m, EDUCATION_BASIC, 8);
    int32_t h = micro_household(&m, 0);
    for (int n = 0; n < PEOPLE; n++)
        micro_person(&m, h, 30, SEX_MALE, status, 0);
    m.week.block = PEOPLE;
    micro_refresh(&m);
    cr_assert_eq(demand_open(&m.week), 0);
    cr_assert_eq(screen_run(&m.week), 0);
    cr_assert_eq(act_run(&m.week), 0);
    int64_t seen = m.week.blocks[0].views.count;
    micro_free(&m);
    return seen;
}

/* Who looks at small jobs. Expected: one for each of 3000 job seekers in the share `small_jobs` of
 * the searches; `views` for each of 120 students. Fails when job seekers look at them in every
 * search, when students see as many as everybody, or when either is not counted against the usual
 * vacancies. Bands of 20 %: over five standard deviations. */
Test(search, small_jobs_are_for_students_first)
{
    cr_assert_eq(small_views(STATUS_INSURED_UNEMPLOYED, 0, 8), 0);
    int64_t all = small_views(STATUS_INSURED_UNEMPLOYED, FIXED_ONE, 8);
    int64_t some = small_views(STATUS_INSURED_UNEMPLOYED, FIXED_ONE / 4, 8);
    cr_assert(all > 2400 && all < 3600, "%d", (int)all);
    cr_assert(some > 600 && some < 900, "%d", (int)some);
    int64_t few = small_views(STATUS_EDUCATION, FIXED_ONE, 2);
    int64_t many = small_views(STATUS_EDUCATION, FIXED_ONE, 8);
    cr_assert(many > 600 && many < 1320, "%d", (int)many);
    cr_assert(many > 3 * few && many < 5 * few, "%d and %d", (int)few, (int)many);
}

/* Linear between the knots, relative to the start, flat outside; 1 when the cycle is off or has no
 * series. Fails when the start's level is not divided out. */
Test(cycle, is_relative_to_the_start)
{
    static struct params params;
    static struct schedules s;
    params.cycle.enabled = true;
    params.cycle.first = FIXED_ONE;
    cr_assert_eq(cycle_jobs(&params, &s, 10, 90), FACTOR_ONE);
    s.cycle.count = 2;
    s.cycle.week[0] = 10;
    s.cycle.week[1] = 110;
    s.cycle.jobs[0] = FACTOR_ONE / 2;
    s.cycle.jobs[1] = FACTOR_ONE;
    s.cycle.quits[0] = s.cycle.quits[1] = FACTOR_ONE;
    s.cycle.separations[0] = FACTOR_ONE;
    s.cycle.separations[1] = 3 * FACTOR_ONE;
    cr_assert_eq(cycle_jobs(&params, &s, 10, 10), FACTOR_ONE);
    cr_assert_eq(cycle_jobs(&params, &s, 10, 60), FACTOR_ONE * 3 / 2);
    cr_assert_eq(cycle_jobs(&params, &s, 10, 500), 2 * FACTOR_ONE);
    cr_assert_eq(cycle_jobs(&params, &s, 110, 0), FACTOR_ONE / 2);
    cr_assert_eq(cycle_separations(&params, &s, 10, 60), 2 * FACTOR_ONE);
    cr_assert_geq(cycle_worst(&params, &s), 3 * FACTOR_ONE);
    /* half of the losses go first and bear the whole change, quits by half in the other direction
     */
    params.cycle.first = FIXED_ONE / 2;
    cr_assert_eq(cycle_separations(&params, &s, 10, 60), 3 * FACTOR_ONE);
    s.cycle.quits[1] = FACTOR_ONE / 2;
    cr_assert_eq(cycle_quits(&params, &s, 10, 110), FACTOR_ONE / 2);
    cr_assert_eq(cycle_separations(&params, &s, 10, 110), FACTOR_ONE * 11 / 2);
    cr_assert_geq(cycle_worst(&params, &s), FACTOR_ONE * 11 / 2);
    params.cycle.enabled = false;
    cr_assert_eq(cycle_jobs(&params, &s, 10, 60), FACTOR_ONE);
    cr_assert_eq(cycle_separations(&params, &s, 10, 60), FACTOR_ONE);
}
