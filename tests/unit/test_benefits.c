/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include <math.h>

/* Sickness and the ladder, schemes of cash benefit, match groups, kinds of programme, and the dates
 * of the institutions. */

enum { NOW = MICRO_WEEK };

/* Every illness of one severity. */
static void set_severity(struct one *o, enum severity severity)
{
    struct health_params *h = &micro_params(&o->m)->health;
    h->severe_young = h->severe_older = severity == SEVERITY_SEVERE ? FIXED_ONE : 0;
    h->middle_share = severity == SEVERITY_MIDDLE ? FIXED_ONE : 0;
}

/* --- sickness --- */

/* The job is held while sickness benefit is paid. Fails when slot or hours are given up, when the
 * end is not drawn, when E2 no longer counts the person or E3 still does, when the status is left a
 * week early, or when what was before is not resumed. */
Test(sickness, keeps_the_job_and_returns_to_it)
{
    struct one o;
    make_one(&o, 40, STATUS_SELF_SUPPORTED);
    set_severity(&o, SEVERITY_LIGHT);
    int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 37);
    micro_employ(&o.m, o.person, slot, 60);
    o.p->row[o.person].until = NOW + 30; /* of an old insured period */
    int32_t since = o.p->row[o.person].job_since;
    micro_apply(&o.m, EVENT_SICK, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_SICKNESS);
    cr_assert_eq(o.p->row[o.person].health, SEVERITY_LIGHT);
    cr_assert_eq(o.p->row[o.person].slot, slot);
    cr_assert_eq(o.p->row[o.person].hours, 37);
    cr_assert_eq(o.p->row[o.person].paused, 30);
    unsigned bits = kind_employment_bits(STATUS_SICKNESS, 37);
    cr_assert((bits >> EMPLOYMENT_E2 & 1u) == 1 && (bits >> EMPLOYMENT_E3 & 1u) == 0);
    micro_refuse(&o.m, EVENT_SICK, o.person, 0, 0); /* not twice */
    micro_refuse(&o.m, EVENT_SEPARATE, o.person, 0, 0);
    int32_t end = o.p->row[o.person].until;
    cr_assert_gt(end, NOW);
    micro_week(&o.m, end - 1);
    micro_refuse(&o.m, EVENT_STEP, o.person, 0, 0);
    micro_week(&o.m, end);
    micro_apply(&o.m, EVENT_STEP, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_EMPLOYED);
    cr_assert_eq(o.p->row[o.person].slot, slot);
    cr_assert_eq(o.p->row[o.person].job_since, since);
    cr_assert_eq(o.p->row[o.person].until, end + 30);
    cr_assert_eq(o.p->row[o.person].health, SEVERITY_NONE);
    cr_assert_eq(o.p->row[o.person].paused, 0);
    micro_free(&o.m);
}

/* Fails when the insured period goes on running, or is over without having been used. */
Test(sickness, an_insured_period_stands_still)
{
    struct one o;
    make_one(&o, 40, STATUS_INSURED_UNEMPLOYED);
    set_severity(&o, SEVERITY_LIGHT);
    o.p->row[o.person].until = NOW; /* its last week */
    micro_refuse(&o.m, EVENT_SICK, o.person, 0, 0);
    o.p->row[o.person].until = NOW + 100;
    micro_apply(&o.m, EVENT_SICK, o.person, 0, 0);
    int32_t end = o.p->row[o.person].until;
    micro_week(&o.m, end);
    micro_apply(&o.m, EVENT_STEP, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_INSURED_UNEMPLOYED);
    cr_assert_eq(o.p->row[o.person].until, end + 100);
    micro_free(&o.m);
}

/* Severity by shares, length by severity. Fails when two severities are swapped, when age is not
 * looked at, or when a length exceeds the longest. */
Test(sickness, severity_and_length_follow_their_shares)
{
    struct one o;
    make_one(&o, 40, STATUS_SELF_SUPPORTED);
    const struct health_params *h = &micro_params(&o.m)->health;
    const int n = 20000;
    for (int older = 0; older < 2; older++) {
        int found[SEVERITIES] = {0};
        for (int k = 0; k < n; k++)
            found[sickness_severity(h, older ? 50 : 49,
                                    (uint32_t)((uint64_t)k * 4294967296u / n))]++;
        double severe = (double)(older ? h->severe_older : h->severe_young) / 4294967296.0;
        double middle = (double)h->middle_share / 4294967296.0;
        cr_assert_lt(fabs(found[SEVERITY_SEVERE] - severe * n), 2);
        cr_assert_lt(fabs(found[SEVERITY_MIDDLE] - middle * n), 2);
        cr_assert_eq(found[SEVERITY_NONE], 0);
    }
    for (int s = SEVERITY_LIGHT; s < SEVERITIES; s++) {
        int64_t weeks = sickness_weeks(h, (enum severity)s);
        double sum = 0, mean = 0;
        for (int k = 0; k < n; k++) {
            int32_t length = sickness_length(weeks, (int32_t)h->longest,
                                             (uint32_t)((k + 0.5) / n * 4294967296.0));
            cr_assert(length >= 1 && length <= h->longest);
            sum += length;
        }
        for (int t = 0; t < h->longest; t++)
            mean += exp(-(double)t / (double)weeks);
        cr_assert_lt(fabs(sum / n / mean - 1), 0.005, "severity %d: %.3f, expected %.3f", s,
                     sum / n, mean);
    }
    micro_free(&o.m);
}

/* --- the ladder --- */

/* Fails when the job is kept in clarification, when a light illness climbs, when a severe one does
 * not, or when somebody climbs before the illness ends. */
Test(ladder, severe_illness_climbs_and_ends_the_job)
{
    for (int s = SEVERITY_LIGHT; s < SEVERITIES; s++) {
        struct one o;
        make_one(&o, 40, STATUS_SELF_SUPPORTED);
        set_severity(&o, (enum severity)s);
        micro_params(&o.m)->health.middle_climb = FIXED_ONE;
        int32_t slot = micro_slot(&o.m, EDUCATION_BASIC, 37);
        micro_employ(&o.m, o.person, slot, 60);
        micro_apply(&o.m, EVENT_SICK, o.person, 0, 0);
        cr_assert_eq(o.p->row[o.person].health, s);
        micro_week(&o.m, o.p->row[o.person].until);
        micro_apply(&o.m, EVENT_STEP, o.person, 0, 0);
        bool climbed = s != SEVERITY_LIGHT;
        cr_assert_eq(o.p->row[o.person].status, climbed ? STATUS_REHABILITATION : STATUS_EMPLOYED);
        cr_assert_eq(o.m.world.slot.person[slot], climbed ? -1 : o.person);
        cr_assert_eq(o.p->row[o.person].hours, climbed ? 0 : 37);
        cr_assert_eq(o.p->row[o.person].health, climbed ? s : SEVERITY_NONE);
        cr_assert_eq(o.p->row[o.person].until > o.m.week.now, climbed);
        micro_free(&o.m);
    }
}

/* Shares of what follows clarification, by severity and by the reform. Fails when an outcome takes
 * another's share, when the reform changes anything but pensions, or when anything is granted all
 * the same with grants off. */
Test(ladder, outcomes_follow_their_shares)
{
    struct one o;
    make_one(&o, 35, STATUS_SELF_SUPPORTED);
    const struct params *params = micro_params(&o.m);
    const struct health_params *h = &params->health;
    const int n = 10000;
    for (int severe = 0; severe < 2; severe++)
        for (int few = 0; few < 2; few++) {
            int found[STATUSES] = {0};
            for (int k = 0; k < n; k++)
                found[ladder_outcome(params, severe ? SEVERITY_SEVERE : SEVERITY_MIDDLE, few,
                                     (uint32_t)((uint64_t)k * 4294967296u / n))]++;
            double pension =
                (double)(severe ? h->severe_pension : h->middle_pension) / 4294967296.0;
            double flexjob =
                (double)(severe ? h->severe_flexjob : h->middle_flexjob) / 4294967296.0;
            double granted =
                few ? pension * (double)params->reforms.young_pension / 65536.0 : pension;
            cr_assert_lt(fabs(found[STATUS_DISABILITY_PENSION] - granted * n), 2);
            cr_assert_lt(fabs(found[STATUS_RESOURCE_COURSE] - (pension - granted) * n), 2);
            cr_assert_lt(fabs(found[STATUS_WAITING_BENEFIT] - flexjob * n), 2);
            cr_assert_lt(fabs(found[STATUS_CASH_BENEFIT] - (1 - pension - flexjob) * n), 4);
        }
    micro_params(&o.m)->health.grants = 0;
    for (int k = 0; k < 8; k++)
        cr_assert_eq(ladder_outcome(params, SEVERITY_SEVERE, k % 2, (uint32_t)k << 29),
                     STATUS_CASH_BENEFIT);
    micro_free(&o.m);
}

/* Fails when a place stays occupied, when the benefit of somebody in clarification is left before
 * its end, or when people without cash benefit are taken. */
Test(ladder, clarification_from_cash_benefit)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    int32_t place = micro_placement(&o.m);
    micro_apply(&o.m, EVENT_TAKE_PLACE, o.person, place, 0);
    o.p->row[o.person].match_group = MATCH_GROUP_FIVE;
    micro_apply(&o.m, EVENT_CLARIFY, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_REHABILITATION);
    cr_assert_eq(o.p->row[o.person].health, SEVERITY_SEVERE);
    cr_assert_eq(o.p->row[o.person].match_group, MATCH_GROUP_NONE);
    cr_assert_eq(o.m.world.placement.person[place], -1);
    micro_refuse(&o.m, EVENT_CLARIFY, o.person, 0, 0);
    micro_week(&o.m, o.p->row[o.person].until);
    micro_apply(&o.m, EVENT_STEP, o.person, 0, 0);
    cr_assert_neq(o.p->row[o.person].status, STATUS_REHABILITATION);
    cr_assert_eq(o.p->row[o.person].health, SEVERITY_NONE);
    cr_assert_eq(o.p->row[o.person].until, -1);
    micro_free(&o.m);
}

/* Fails when hours in a flexjob count as ordinary ones, or when the two states do not lead to each
 * other and to a pension. */
Test(ladder, flexjob_and_waiting_benefit)
{
    struct one o;
    make_one(&o, 40, STATUS_WAITING_BENEFIT);
    micro_refuse(&o.m, EVENT_FLEX_LOST, o.person, 0, 0);
    micro_apply(&o.m, EVENT_FLEX_FOUND, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_FLEXJOB);
    cr_assert_eq(o.p->row[o.person].hours, 0);
    cr_assert_eq(o.p->row[o.person].slot, -1);
    cr_assert_eq(kind_employment_bits(STATUS_FLEXJOB, 0), 1u << EMPLOYMENT_E5);
    micro_refuse(&o.m, EVENT_FLEX_FOUND, o.person, 0, 0);
    micro_apply(&o.m, EVENT_FLEX_LOST, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_WAITING_BENEFIT);
    micro_apply(&o.m, EVENT_DISABLED, o.person, 0, 0);
    cr_assert_eq(o.p->row[o.person].status, STATUS_DISABILITY_PENSION);
    micro_refuse(&o.m, EVENT_FLEX_FOUND, o.person, 0, 0);
    micro_free(&o.m);
}

/* --- match groups --- */

/* Chance that the noise of a meeting is at most x: the sum of four uniforms (Irwin-Hall). */
static double noise_below(double x)
{
    double s = 2 + x / sqrt(3), sum = 0, choose = 1;
    for (int k = 0; k <= 4; k++) {
        if (s > k)
            sum += (k % 2 ? -1 : 1) * choose * pow(s - k, 4);
        choose = choose * (4 - k) / (k + 1);
    }
    return s <= 0 ? 0 : s >= 4 ? 1 : sum / 24;
}

/* The matrix of errors: for a readiness, the share of meetings that end in each group is the part
 * of the noise's distribution between the bounds. Fails when the error's size, a bound or the order
 * of the groups is wrong. 5 groups x 4 readinesses, each within 5 standard errors. */
Test(meetings, error_matrix_is_that_of_the_noise)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    const struct params *params = micro_params(&o.m);
    const struct meetings_params *m = &params->meetings;
    static const int ready[] = {3, 12, 18, 58};
    const double bounds[] = {INFINITY,
                             (double)m->least_one,
                             (double)m->least_two,
                             (double)m->least_three,
                             (double)m->least_four,
                             -INFINITY};
    const int n = 20000;
    for (size_t r = 0; r < 4; r++) {
        int found[MATCH_GROUPS] = {0};
        o.p->row[o.person].readiness = (uint8_t)ready[r];
        for (int k = 0; k < n; k++)
            found[meetings_group(params, &o.m.world, &o.m.week.luck, o.person, k, NOW)]++;
        for (int g = MATCH_GROUP_ONE; g <= MATCH_GROUP_FIVE; g++) {
            double low = (bounds[g] - ready[r]) / (double)m->error;
            double high = (bounds[g - 1] - ready[r]) / (double)m->error;
            double share = noise_below(high) - noise_below(low);
            cr_assert_leq(fabs(found[g] - share * n), 5 * sqrt(n * share * (1 - share)) + 1,
                          "readiness %d, group %d: %d, expected %.0f", ready[r], g, found[g],
                          share * n);
        }
    }
    micro_free(&o.m);
}

/* Fails when an error remains at error = 0, or a bound is not part of the better group. */
Test(meetings, without_error_the_group_is_readiness)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    struct params *params = micro_params(&o.m);
    struct meetings_params *m = &params->meetings;
    m->error = 0;
    for (int ready = 0; ready <= 100; ready++) {
        o.p->row[o.person].readiness = (uint8_t)ready;
        int expected = ready >= m->least_one     ? MATCH_GROUP_ONE
                       : ready >= m->least_two   ? MATCH_GROUP_TWO
                       : ready >= m->least_three ? MATCH_GROUP_THREE
                       : ready >= m->least_four  ? MATCH_GROUP_FOUR
                                                 : MATCH_GROUP_FIVE;
        cr_assert_eq(meetings_group(params, &o.m.world, &o.m.week.luck, o.person, NOW, NOW),
                     expected);
    }
    micro_free(&o.m);
}

/* Fails when a meeting is held a week early or late, without benefit, or not while on a programme.
 */
Test(meetings, every_thirteen_weeks_of_benefit)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    for (int status = 0; status < STATUSES; status++) {
        bool client =
            kind_is_assistance((enum status)status) || kind_is_programme((enum status)status);
        o.p->row[o.person].status = (uint8_t)status;
        o.p->row[o.person].status_since = NOW + 1;
        int held = 0;
        for (int t = 0; t <= 53; t++) {
            bool due = meetings_are_due(&o.m.world, o.person, NOW + t);
            cr_assert_eq(due, client && t >= 1 && (t - 1) % 13 == 0, "week %d", t);
            held += due;
        }
        cr_assert_eq(held, client ? 5 : 0);
    }
    micro_free(&o.m);
}

/* A policy for match groups concerns those whom the caseworker put there. Fails when the target
 * looks at readiness, or is not brought up to date when the group changes. */
Test(meetings, target_groups_follow_the_verdict)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    struct target target = {.ages = {0, 120},
                            .weeks_on_benefit = {0, 9999},
                            .sex = ~0ull,
                            .origin = ~0ull,
                            .statuses = ~0ull,
                            .match_groups = 1u << MATCH_GROUP_FOUR | 1u << MATCH_GROUP_FIVE};
    o.m.week.targets = &target;
    o.m.week.target_count = 1;
    micro_refresh(&o.m);
    cr_assert_eq(o.p->row[o.person].targets, 0);
    micro_apply(&o.m, EVENT_MEETING, o.person, MATCH_GROUP_FIVE, 0);
    refresh_touched(&o.m.week, NOW + 1);
    cr_assert_eq(o.p->row[o.person].targets, 1);
    micro_apply(&o.m, EVENT_MEETING, o.person, MATCH_GROUP_THREE, 0);
    refresh_touched(&o.m.week, NOW + 1);
    cr_assert_eq(o.p->row[o.person].targets, 0);
    micro_refuse(&o.m, EVENT_MEETING, o.person, MATCH_GROUP_THREE, 0);
    micro_apply(&o.m, EVENT_HIRE_OUTSIDE, o.person, 37, 0);
    cr_assert_eq(o.p->row[o.person].match_group, MATCH_GROUP_NONE);
    micro_refuse(&o.m, EVENT_MEETING, o.person, MATCH_GROUP_FIVE, 0);
    micro_free(&o.m);
}

/* --- programmes --- */

/* Fails when language training is offered to everybody, when a kind without places is, or when the
 * shares are not those of the places. */
Test(programmes, referral_looks_at_eligibility_and_places)
{
    struct one o;
    make_one(&o, 40, STATUS_CASH_BENEFIT);
    struct params *params = micro_params(&o.m);
    params->activation.places = 100;
    params->activation.course_places = 50;
    params->activation.language_places = 30;
    params->activation.combined_places = 20;
    for (int far = 0; far < 2; far++)
        for (int origin = 0; origin < ORIGINS; origin++) {
            o.p->row[o.person].origin = (uint8_t)origin;
            o.p->row[o.person].match_group = far ? MATCH_GROUP_FOUR : MATCH_GROUP_TWO;
            bool both = far && origin == ORIGIN_NONWESTERN;
            const double all = both ? 200 : 150;
            const double expected[PROGRAMMES] = {100 / all, both ? 30 / all : 0, 50 / all,
                                                 both ? 20 / all : 0};
            int found[PROGRAMMES] = {0};
            for (int k = 0; k < 6000; k++)
                found[activation_choose(params, &o.m.world, o.person,
                                        (uint32_t)((uint64_t)k * 4294967296u / 6000))]++;
            for (int k = 0; k < PROGRAMMES; k++)
                cr_assert_lt(fabs(found[k] - expected[k] * 6000), 3, "kind %d", k);
        }
    params->activation.places = params->activation.course_places = 0;
    cr_assert_eq(activation_choose(params, &o.m.world, o.person, 5), PROGRAMME_LANGUAGE);
    o.p->row[o.person].origin = ORIGIN_DANISH;
    cr_assert_eq(activation_choose(params, &o.m.world, o.person, 5), -1);
    micro_free(&o.m);
}

/* Each kind has its status, length and after-effect. Fails when the kind of a place is not looked
 * at, or the effect of another kind follows. */
Test(programmes, each_kind_has_its_own_terms)
{
    for (int kind = 0; kind < PROGRAMMES; kind++) {
        struct one o;
        make_one(&o, 40, STATUS_CASH_BENEFIT);
        struct programme_terms terms = activation_terms(micro_params(&o.m), (enum programme)kind);
        int32_t place = micro_placement(&o.m);
        o.m.world.placement.programme[place] = (uint8_t)kind;
        micro_apply(&o.m, EVENT_TAKE_PLACE, o.person, place, 0);
        cr_assert_eq(o.p->row[o.person].status, STATUS_PRACTICE + kind);
        cr_assert_eq(o.p->row[o.person].until, NOW + terms.weeks);
        micro_week(&o.m, NOW + (int32_t)terms.weeks);
        micro_apply(&o.m, EVENT_LEAVE_PLACE, o.person, 1, 0);
        cr_assert_eq(activation_after_effect(&o.m.week, o.person), terms.effect);
        int32_t end = o.m.week.now + (int32_t)terms.effect_weeks;
        micro_week(&o.m, end - 1);
        cr_assert_eq(activation_after_effect(&o.m.week, o.person) != FACTOR_ONE,
                     terms.effect != FACTOR_ONE);
        micro_week(&o.m, end);
        cr_assert_eq(activation_after_effect(&o.m.week, o.person), FACTOR_ONE);
        micro_free(&o.m);
    }
}

/* Never more people in a kind than it has places, in any week, and only people of non-Western
 * origin in language training. Fails when places of one kind are awarded to claims on another. */
static void count_places(void *context, struct simulation *s)
{
    const struct person *p = &s->world.person;
    const int64_t *places = context;
    int64_t inside[PROGRAMMES] = {0};
    for (int32_t i = 0; i < p->count; i++) {
        if (!kind_is_programme((enum status)p->row[i].status) || p->row[i].area == AREA_GONE)
            continue;
        int kind = p->row[i].status - STATUS_PRACTICE;
        inside[kind]++;
        cr_assert_geq(p->row[i].placement, 0);
        cr_assert_eq(s->world.placement.programme[p->row[i].placement], kind);
        if (kind == PROGRAMME_LANGUAGE || kind == PROGRAMME_COMBINED)
            cr_assert_eq(p->row[i].origin, ORIGIN_NONWESTERN);
    }
    for (int k = 0; k < PROGRAMMES; k++)
        cr_assert_leq(inside[k], places[k]);
    cr_assert_gt(inside[PROGRAMME_PRACTICE] + inside[PROGRAMME_LANGUAGE] +
                     inside[PROGRAMME_COURSE] + inside[PROGRAMME_COMBINED],
                 0);
}

Test(programmes, places_are_never_exceeded)
{
    struct village v;
    static const char *const sets[] = {"activation.places=3", "activation.language_places=2",
                                       "activation.course_places=2", "activation.combined_places=1",
                                       "activation.referral=0.0378"};
    int64_t places[PROGRAMMES] = {3, 2, 2, 1};
    village_read(&v, "village", 104, sets, 5);
    village_populate(&v);
    struct simulate_options options = {
        .check = true, .watch = count_places, .watch_context = places};
    village_digest(&v, &options);
    village_free(&v);
}

/* --- dates --- */

static int32_t monday(const char *text)
{
    int32_t day;
    cr_assert(date_parse(text, &day));
    return date_week(date_monday(day));
}

/* The week of the date and the week before. Fails when a reform holds a week early or late, or with
 * the institutions held at the start. */
Test(reforms, hold_from_their_monday_and_not_when_off)
{
    struct one o;
    make_one(&o, 25, STATUS_CASH_BENEFIT);
    struct params *params = micro_params(&o.m);
    int32_t start = o.m.world.start_week, education = monday("2014-01-01");
    int32_t course = monday("2013-01-01"), job = monday("2014-07-01");
    for (int off = 0; off < 2; off++) {
        params->reforms.enabled = !off;
        for (int t = -1; t < 2; t++) {
            bool holds = t >= 0 && !off;
            o.p->row[o.person].birth_week = (int16_t)(education - 25 * 52);
            cr_assert_eq(benefits_scheme(params, &o.m.world, o.person, education + t),
                         holds ? STATUS_EDUCATION_BENEFIT : STATUS_CASH_BENEFIT);
            cr_assert_eq(ladder_form(params, start, course + t, SEVERITY_SEVERE),
                         holds ? STATUS_RESOURCE_COURSE : STATUS_REHABILITATION);
            cr_assert_eq(ladder_form(params, start, job + t, SEVERITY_MIDDLE),
                         holds ? STATUS_JOB_CLARIFICATION : STATUS_REHABILITATION);
            micro_week(&o.m, monday("2010-07-01") + t);
            cr_assert_eq(reforms_insured_weeks(&o.m.week), holds ? 104 : 208);
            int two = meetings_group_of(params, &o.m.world, 50, education + t);
            int three = meetings_group_of(params, &o.m.world, 50, monday("2010-04-26") + t);
            cr_assert_eq(two, off     ? MATCH_GROUP_TWO
                              : t < 0 ? MATCH_GROUP_READY
                                      : MATCH_GROUP_JOB_READY);
            cr_assert_eq(three, holds ? MATCH_GROUP_READY : MATCH_GROUP_TWO);
        }
    }
    micro_free(&o.m);
}

/* Who came recently receives integration benefit until 2012 and from September 2015 on. Fails when
 * a date or the seven years are off by a week, or when it comes before education benefit. */
Test(reforms, integration_benefit_by_date_and_residence)
{
    struct one o;
    make_one(&o, 25, STATUS_CASH_BENEFIT);
    const struct params *params = micro_params(&o.m);
    const int32_t ends = monday("2012-01-01"), begins = monday("2015-09-01");
    for (int32_t week = ends - 3; week < begins + 3; week++) {
        o.p->row[o.person].birth_week = (int16_t)(week - 35 * 52);
        o.p->row[o.person].arrived = (int16_t)(week - 364);
        cr_assert_eq(benefits_scheme(params, &o.m.world, o.person, week),
                     week < ends || week >= begins ? STATUS_INTEGRATION_BENEFIT
                                                   : STATUS_CASH_BENEFIT);
        o.p->row[o.person].arrived = (int16_t)(week - 365);
        cr_assert_eq(benefits_scheme(params, &o.m.world, o.person, week), STATUS_CASH_BENEFIT);
    }
    micro_free(&o.m);
}

/* Early retirement: at 60 before the reform and for those born before 1954, half years later after.
 * Fails when a step of the law's table is missed, or the reform holds while switched off. */
Test(reforms, early_retirement_comes_later)
{
    static const struct {
        const char *born;
        int later;
    } people[] = {{"1953-12-20", 0}, {"1954-01-04", 1}, {"1954-08-02", 2}, {"1955-03-07", 3},
                  {"1955-12-05", 4}, {"1956-06-04", 5}, {"1956-07-09", 6}, {"1958-12-01", 6},
                  {"1959-05-04", 7}, {"1959-07-06", 8}, {"1975-01-06", 8}};
    struct one o;
    make_one(&o, 25, STATUS_EMPLOYED);
    for (size_t k = 0; k < sizeof people / sizeof *people; k++) {
        int32_t born = monday(people[k].born), sixty = date_week_of_age(born, 60);
        cr_assert_eq(reforms_later(born), people[k].later, "%s", people[k].born);
        micro_week(&o.m, sixty);
        micro_params(&o.m)->reforms.enabled = 1;
        bool later = sixty >= monday("2012-01-01");
        cr_assert_eq(reforms_early_week(&o.m.week, born),
                     sixty + (later ? 26 * people[k].later : 0));
        micro_params(&o.m)->reforms.enabled = 0;
        cr_assert_eq(reforms_early_week(&o.m.week, born), sixty);
    }
    micro_free(&o.m);
}

/* A run over the reforms of 2014: who receives which scheme, and match groups of which system. */
struct crossing {
    int32_t education, three, two; /* weeks; INT32_MAX: never */
    int64_t young, groups;         /* seen after it */
};

static void watch_crossing(void *context, struct simulation *s)
{
    struct crossing *c = context;
    const struct person *p = &s->world.person;
    int32_t next = s->week.now + 1; /* the world after this week */
    for (int32_t i = 0; i < p->count; i++) {
        if (p->row[i].area > AREA_OUTSIDE)
            continue;
        enum status status = (enum status)p->row[i].status;
        c->young += status == STATUS_EDUCATION_BENEFIT;
        cr_assert(status != STATUS_EDUCATION_BENEFIT || next >= c->education);
        if (kind_is_assistance(status) && next == c->education)
            cr_assert_eq((int)status, benefits_scheme(s->week.params, &s->world, i, next),
                         "not moved over");
        if (!kind_is_assistance(status) && !kind_is_programme(status)) {
            cr_assert_eq(p->row[i].match_group, MATCH_GROUP_NONE);
            continue;
        }
        int g = p->row[i].match_group, low = next >= c->two     ? MATCH_GROUP_JOB_READY
                                             : next >= c->three ? MATCH_GROUP_READY
                                                                : MATCH_GROUP_ONE;
        int high = next >= c->two     ? MATCH_GROUP_ACTIVITY_READY
                   : next >= c->three ? MATCH_GROUP_PASSIVE
                                      : MATCH_GROUP_FIVE;
        cr_assert(g == MATCH_GROUP_NONE || (g >= low && g <= high), "group %d", g);
        c->groups += g != MATCH_GROUP_NONE;
    }
}

static void cross(int on)
{
    static const char *const sets[] = {"reforms.education_benefit=2007-01-01",
                                       "reforms.three_groups=2006-07-01",
                                       "reforms.two_groups=2007-01-01", "reforms.enabled=no"};
    struct village v;
    village_read(&v, "village", 80, sets, on ? 3 : 4);
    village_populate(&v);
    struct crossing c = {INT32_MAX, INT32_MAX, INT32_MAX, 0, 0};
    if (on)
        c = (struct crossing){monday("2007-01-01"), monday("2006-07-01"), monday("2007-01-01"), 0,
                              0};
    struct simulate_options options = {.check = true, .watch = watch_crossing, .watch_context = &c};
    village_digest(&v, &options);
    cr_assert_eq(c.young > 0, on);
    cr_assert_gt(c.groups, 100);
    village_free(&v);
}

/* Everybody has moved over on the Monday of a reform, and nobody before. Fails when those on a
 * programme or outside keep a group of the old system, or a scheme is kept until the next meeting.
 */
Test(reforms, everybody_moves_over_on_the_monday)
{
    cross(1);
}

/* Fails when anything of it happens although the institutions are held. */
Test(reforms, nobody_moves_over_when_off)
{
    cross(0);
}
