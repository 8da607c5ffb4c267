/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/letting.h"
#include "loft/model/segment.h"
#include "loft/run/registry.h"

#include "../tools/folder.h"

/* Levers: whom, where, when; the product of factors; the bound at load; a lever that does nothing.
 */

enum { NOW = MICRO_WEEK };

static const struct {
    const char *name;
    enum process process;
} scaled[] = {{"search", PROCESS_SEARCH},         {"hiring", PROCESS_HIRING},
              {"separation", PROCESS_SEPARATION}, {"activation", PROCESS_ACTIVATION},
              {"education", PROCESS_EDUCATION},   {"health", PROCESS_HEALTH},
              {"family", PROCESS_FAMILY},         {"migration", PROCESS_MIGRATION},
              {"moving", PROCESS_MOVING}};
enum { SCALED = sizeof scaled / sizeof *scaled };

static void calendar(struct micro *m, const struct policy *policies, int count)
{
    m->world.start_week = m->week.now; /* written anew */
    cr_assert_eq(policy_calendar(policies, count, &m->week), 0);
}

static int64_t factor_on(struct micro *m, enum process process, int32_t person)
{
    return modifier_of(&m->week.modifiers, process, &m->world, person);
}

/* Fails when the names of the lever and its order of processes part ways. */
Test(hazard, each_name_scales_its_process)
{
    struct micro m;
    micro_start(&m);
    int32_t i = micro_person(&m, micro_household(&m, 0), 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    for (int k = 0; k < SCALED; k++) {
        struct policy policy = hazard_policy(scaled[k].name, "1.5");
        calendar(&m, &policy, 1);
        for (int process = 0; process < PROCESSES; process++)
            cr_assert_eq(factor_on(&m, (enum process)process, i),
                         process == (int)scaled[k].process ? FACTOR_ONE * 3 / 2 : FACTOR_ONE, "%s",
                         scaled[k].name);
        for (int process = 0; process < PROCESSES; process++)
            cr_assert_eq(lever_hazard.most(policy.uses[0].own, (enum process)process),
                         process == (int)scaled[k].process ? FACTOR_ONE * 3 / 2 : FACTOR_ONE);
        policies_clear(&policy, 1);
    }
    micro_free(&m);
}

/* Fails when a policy begins or ends a week early or late, or is not taken away at its end. */
Test(hazard, holds_from_its_first_week_to_before_its_last)
{
    struct micro m;
    micro_start(&m);
    int32_t i = micro_person(&m, micro_household(&m, 0), 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    struct policy policies[2] = {hazard_policy("search", "2"), hazard_policy("search", "3")};
    policies[0].from = NOW + 5;
    policies[0].to = NOW + 9;
    policies[1].from = NOW + 7;
    policies[1].id = 1;
    for (int week = 0; week < 15; week++) {
        micro_week(&m, NOW + week); /* start_week stays: changes only when something changes */
        cr_assert_eq(policy_calendar(policies, 2, &m.week), 0);
        int64_t expected = (week >= 5 && week < 9 ? 2 : 1) * (week >= 7 ? 3 : 1);
        cr_assert_eq(factor_on(&m, PROCESS_SEARCH, i), expected * FACTOR_ONE, "week %d", week);
        cr_assert_eq(policy_changes(policies, 2, NOW + week), week == 5 || week == 7 || week == 9);
    }
    policies_clear(policies, 2);
    micro_free(&m);
}

/* Fails when the bit of another area is asked for, or people outside fall under `areas`. */
Test(hazard, holds_where_people_live_that_week)
{
    struct micro m;
    micro_start(&m);
    int32_t people[4];
    for (int area = 0; area < 4; area++)
        people[area] = micro_person(&m, micro_household(&m, area < 3 ? area : AREA_OUTSIDE), 30,
                                    SEX_MALE, STATUS_CASH_BENEFIT, 0);
    struct policy policy = hazard_policy("search", "2");
    for (uint32_t areas = 0; areas < 8; areas++) {
        policy.areas = areas;
        calendar(&m, &policy, 1);
        for (int area = 0; area < 4; area++)
            cr_assert_eq(factor_on(&m, PROCESS_SEARCH, people[area]),
                         area < 3 && areas >> area & 1u ? 2 * FACTOR_ONE : FACTOR_ONE);
    }
    policy.areas = 1;
    calendar(&m, &policy, 1);
    m.world.person.row[people[1]].area = 0; /* moves in: from this week on */
    cr_assert_eq(factor_on(&m, PROCESS_SEARCH, people[1]), 2 * FACTOR_ONE);
    policies_clear(&policy, 1);
    micro_free(&m);
}

/* The target group by looking at each condition anew, not by the bits. */
static bool belongs(const struct world *w, int32_t i, const struct target *t)
{
    const struct person *p = &w->person;
    int age = world_age(w, i);
    bool benefit = kind_is_benefit((enum status)p->row[i].status);
    int weeks = benefit ? w->week - p->row[i].status_since : 0;
    return age >= t->ages.low && age <= t->ages.high && (t->sex >> p->row[i].sex & 1) &&
           (t->origin >> p->row[i].origin & 1) && (t->statuses >> p->row[i].status & 1) &&
           weeks >= t->weeks_on_benefit.low && weeks <= t->weeks_on_benefit.high;
}

static void make_targets(struct target targets[6])
{
    uint64_t all = ~(uint64_t)0;
    struct param_span ages = {0, 120}, weeks = {0, 9999};
    for (int t = 0; t < 6; t++)
        targets[t] = (struct target){ages, weeks, all, all, all, all};
    targets[0].ages = (struct param_span){25, 29};
    targets[1].sex = 1u << SEX_FEMALE;
    targets[2].origin = 1u << ORIGIN_NONWESTERN | 1u << ORIGIN_WESTERN;
    targets[3].statuses = (uint64_t)1 << STATUS_CASH_BENEFIT | (uint64_t)1 << STATUS_PRACTICE;
    targets[4].weeks_on_benefit = (struct param_span){26, 103};
    targets[5] = (struct target){
        {30, 59}, {1, 520}, 1u << SEX_MALE, 1u << ORIGIN_DANISH, (uint64_t)1 << STATUS_CASH_BENEFIT,
        all};
}

static uint64_t state = 11;

static int roll(int sides)
{
    state = hash_mix(state + 0x9e3779b97f4a7c15u);
    return (int)(state % (uint64_t)sides);
}

/* Fails when one condition of a target group is not asked for, when ages or weeks are off by one,
 * or when a factor falls on the group next to it. */
Test(hazard, holds_for_its_target_group)
{
    struct micro m;
    struct target targets[6];
    micro_start(&m);
    make_targets(targets);
    m.week.targets = targets;
    m.week.target_count = 6;
    int32_t h = micro_household(&m, 0);
    int in[6] = {0}, people = 4000;
    for (int n = 0; n < people; n++) {
        int32_t i = micro_person(&m, h, 18 + roll(50), (enum sex)roll(SEXES),
                                 (enum status)roll(STATUSES), 0);
        m.world.person.row[i].birth_week = (int16_t)(m.world.person.row[i].birth_week + roll(52));
        m.world.person.row[i].origin = (uint8_t)roll(ORIGINS);
        m.world.person.row[i].status_since = (int16_t)(NOW - roll(140));
    }
    micro_refresh(&m);
    for (int t = 0; t < 6; t++) {
        struct policy policy = hazard_policy("search", "2");
        policy.target = t;
        calendar(&m, &policy, 1);
        for (int32_t i = 0; i < people; i++) {
            bool hit = belongs(&m.world, i, &targets[t]);
            cr_assert_eq(factor_on(&m, PROCESS_SEARCH, i), hit ? 2 * FACTOR_ONE : FACTOR_ONE,
                         "target %d, age %d", t, world_age(&m.world, i));
            in[t] += hit;
        }
        policies_clear(&policy, 1);
    }
    for (int t = 0; t < 6; t++)
        cr_assert(in[t] > 5 && in[t] < people - 5, "target %d: %d", t, in[t]);
    micro_free(&m);
}

/* Factors multiply in the order of the policies, each product rounded. Fails when they are added,
 * or taken in another order. */
Test(hazard, factors_multiply_in_order)
{
    struct micro m;
    micro_start(&m);
    int32_t i = micro_person(&m, micro_household(&m, 0), 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    static const char *const factors[] = {"0.013", "1.23457", "19.97", "0.333", "7.00001", "0.77"};
    struct policy policies[6];
    int64_t expected = FACTOR_ONE;
    for (int k = 0; k < 6; k++) {
        policies[k] = hazard_policy("moving", factors[k]);
        policies[k].id = k;
        expected =
            fixed_scale(expected, lever_hazard.most(policies[k].uses[0].own, PROCESS_MOVING));
    }
    calendar(&m, policies, 6);
    cr_assert_eq(factor_on(&m, PROCESS_MOVING, i), expected);
    int64_t other = FACTOR_ONE;
    for (int k = 5; k >= 0; k--)
        other = fixed_scale(other, lever_hazard.most(policies[k].uses[0].own, PROCESS_MOVING));
    cr_assert_neq(other, expected); /* the order shows in the last bits: it must be fixed */
    cr_assert_eq(week_chance(&m.week, PROCESS_MOVING, i, FIXED_ONE / 100),
                 fixed_scale(FIXED_ONE / 100, expected));
    policies_clear(policies, 6);
    micro_free(&m);
}

/* Fails when more policies than there is room for are dropped silently. */
Test(hazard, too_many_factors_are_an_error)
{
    struct micro m;
    micro_start(&m);
    struct policy policies[MODIFIERS_MOST + 1];
    for (int k = 0; k <= MODIFIERS_MOST; k++)
        policies[k] = hazard_policy("health", "1");
    cr_assert_eq(policy_calendar(policies, MODIFIERS_MOST, &m.week), 0);
    cr_assert_neq(policy_calendar(policies, MODIFIERS_MOST + 1, &m.week), 0);
    policies_clear(policies, MODIFIERS_MOST + 1);
    micro_free(&m);
}

/* --- letting rules --- */

static struct policy letting_policy(const char *rule, const char *share, uint32_t areas)
{
    void *own = lever_make(&lever_letting_rule);
    lever_set(&lever_letting_rule, own, "rule", rule);
    lever_set(&lever_letting_rule, own, "share", share);
    return (struct policy){.name = "letting",
                           .to = INT32_MAX,
                           .areas = areas,
                           .target = TARGET_EVERYONE,
                           .uses = {{&lever_letting_rule, own}},
                           .use_count = 1};
}

/* Fails when the rule is written to other areas, stays after its end, or the share is lost. */
Test(letting_rule, holds_in_its_areas_and_weeks)
{
    struct micro m;
    micro_start(&m);
    struct policy policies[2] = {letting_policy("flexible", "0.5", 1u << 1),
                                 letting_policy("external", "1", 1u << 2)};
    policies[0].from = NOW + 2;
    policies[0].to = NOW + 4;
    for (int week = 0; week < 6; week++) {
        micro_week(&m, NOW + week);
        cr_assert_eq(policy_calendar(policies, 2, &m.week), 0);
        for (int area = 0; area < AREA_CODES; area++) {
            bool flexible = area == 1 && week >= 2 && week < 4;
            cr_assert_eq(m.week.letting[area][0].rule,
                         flexible ? LETTING_FLEXIBLE : LETTING_EXTERNAL);
            if (flexible)
                cr_assert_eq(m.week.letting[area][0].share, FIXED_ONE / 2);
        }
    }
    policies_clear(policies, 2);
    micro_free(&m);
}

/* Who works or studies comes first under the flexible rule, and only in its share of the lettings.
 * Fails when the share is compared the wrong way, or when assignment does not come before it. */
Test(letting_rule, puts_work_and_study_first_in_its_share)
{
    struct micro m;
    micro_start(&m);
    struct applicant worker = {.key = 1, .adults = 1, .workers = 1, .waited = 1},
                     student = {.key = 2, .adults = 1, .students = 1, .waited = 1},
                     idle = {.key = 3, .adults = 1, .waited = 500};
    int first[3] = {0}, lettings = 1000;
    static const char *const shares[3] = {"0", "0.4", "1"};
    for (int k = 0; k < 3; k++) {
        struct policy policy = letting_policy("flexible", shares[k], 1);
        calendar(&m, &policy, 1);
        for (int n = 0; n < lettings; n++) {
            struct home home = {.key = hash_mix((uint64_t)n + 1),
                                .rooms = 1,
                                .tenure = TENURE_SOCIAL,
                                .vacant_since = NOW - 3};
            int64_t w = letting_score(&m.week, &worker, &home, 7),
                    s = letting_score(&m.week, &student, &home, 7),
                    i = letting_score(&m.week, &idle, &home, 7);
            cr_assert_eq(w > i, s > i || w > s); /* students are no workers for the assignment */
            first[k] += w > i;
        }
        policies_clear(&policy, 1);
    }
    cr_assert_eq(first[0], 0); /* by waiting time and by need */
    cr_assert(first[1] > 300 && first[1] < 420, "%d of 1000, expected 360", first[1]);
    cr_assert(first[2] > 870 && first[2] < 930, "%d of 1000, expected 900", first[2]);
    micro_free(&m);
}

/* --- the bound at load --- */

static bool within(struct village *v, const struct policy *policies, int count, char why[1500])
{
    const struct experiment *e = village_experiment(v);
    return policy_within_caps(policies, count, &e->behaviour, &e->variants[0].params,
                              &e->variants[0].schedules, why, 1500);
}

/* Fails when a process is not looked at, when factors of several policies are not multiplied, when
 * lowering ones are (they may hold elsewhere), or when the names are left out. */
Test(caps, a_lever_beyond_its_cap_is_refused_by_name)
{
    struct village v;
    village_read(&v, "village", 10, NULL, 0);
    char why[1500] = "";
    cr_assert(within(&v, NULL, 0, why), "%s", why);
    for (int k = 0; k < SCALED; k++) {
        struct policy mild = hazard_policy(scaled[k].name, "1.1");
        struct policy wild = hazard_policy(scaled[k].name, "20");
        mild.name = "mild";
        wild.name = "wild_one";
        cr_assert(within(&v, &mild, 1, why), "%s: %s", scaled[k].name, why);
        cr_assert(!within(&v, &wild, 1, why), "%s x 20", scaled[k].name);
        cr_assert_not_null(strstr(why, "wild_one"), "%s", why);
        cr_assert_not_null(strstr(why, scaled[k].name), "%s", why);
        struct policy both[2] = {mild, wild};
        cr_assert(!within(&v, both, 2, why));
        cr_assert(strstr(why, "mild") != NULL && strstr(why, "wild_one") != NULL, "%s", why);
        policies_clear(both, 2);
    }
    struct policy pair[2] = {hazard_policy("health", "2"), hazard_policy("health", "2")};
    cr_assert(within(&v, pair, 1, why)); /* 0.001 x 2 <= 0.003 < 0.001 x 4 */
    cr_assert(!within(&v, pair, 2, why));
    policies_clear(&pair[1], 1);
    pair[1] = hazard_policy("health", "0.1");
    cr_assert(within(&v, pair, 2, why));
    struct policy opposed[2] = {hazard_policy("health", "4"), hazard_policy("health", "0.5")};
    cr_assert(!within(&v, opposed, 2, why)); /* 0.5 may hold in another area */
    policies_clear(pair, 2);
    policies_clear(opposed, 2);
    village_free(&v);
}

/* What is accepted at load cannot break a cap in the run: the largest factor that passes is run for
 * a year. Fails when the bound at load is looser than the law in the run. */
Test(caps, what_passes_at_load_passes_in_the_run)
{
    struct village v;
    village_make(&v, 60);
    for (int k = 0; k < SCALED; k++) {
        int64_t low = FACTOR_ONE, high = 20 * FACTOR_ONE;
        struct policy policy = hazard_policy(scaled[k].name, "1");
        int64_t *factor = NULL;
        for (size_t i = 0; i < lever_hazard.param_count; i++)
            if (strcmp(lever_hazard.params[i].key, "factor") == 0)
                factor = (int64_t *)((char *)policy.uses[0].own + lever_hazard.params[i].offset);
        cr_assert_not_null(factor);
        char why[1500];
        while (high - low > 1) {
            *factor = (low + high) / 2;
            *(within(&v, &policy, 1, why) ? &low : &high) = *factor;
        }
        *factor = low;
        cr_assert_gt(low, FACTOR_ONE * 5 / 4, "%s: no room for a policy", scaled[k].name);
        village_policies(&v, &policy, 1);
        struct simulate_options options = {.threads = 1};
        village_digest(&v, &options);
        policies_clear(&policy, 1);
    }
    village_free(&v);
}

/* --- policies that do nothing (promise 4) --- */

/* Fails when a factor of 1 rounds a chance, when a rule that is the usual one draws anew, or when a
 * policy outside the run leaves anything behind. */
Test(null, policies_that_do_nothing_change_no_bit)
{
    struct village v;
    village_make(&v, 60);
    int32_t start = v.study.experiment.plan.start_week;
    struct simulate_options options = {.threads = 1};
    struct digest plain = village_digest(&v, &options);
    struct policy none[SCALED + 5];
    int count = 0;
    for (int k = 0; k < SCALED; k++)
        none[count++] = hazard_policy(scaled[k].name, "1");
    none[count++] = letting_policy("external", "1", ~0u);
    none[count] = hazard_policy("separation", "1.9"); /* nowhere */
    none[count++].areas = 0;
    none[count] = hazard_policy("hiring", "3"); /* after the run */
    none[count++].from = start + 60;
    none[count] = hazard_policy("hiring", "3"); /* over before it begins */
    none[count++].to = start;
    none[count++] = letting_policy("flexible", "0", ~0u);
    for (int k = 0; k < count; k++)
        none[k].id = k;
    for (int k = 0; k < count; k++) {
        village_policies(&v, &none[k], 1);
        cr_assert(same_digest(plain, village_digest(&v, &options)), "policy %d", k);
    }
    village_policies(&v, none, count);
    cr_assert(same_digest(plain, village_digest(&v, &options)));
    struct policy real = hazard_policy("hiring", "2");
    village_policies(&v, &real, 1);
    cr_assert(!same_digest(plain, village_digest(&v, &options)));
    policies_clear(none, count);
    policies_clear(&real, 1);
    village_free(&v);
}

/* --- through a scenario file --- */

static void write_study(char *path, size_t size, const char *text)
{
    char folder[500];
    folder_new(folder, sizeof folder);
    snprintf(path, size, "%s/study.ini", folder);
    put_file(path, text, strlen(text));
}

static int read_study(struct study *study, const char *path, struct report *report)
{
    struct study_overrides o = {.weeks = 20, .replicates = -1, .seed = -1};
    return study_read(study, path, &o, report);
}

/* Fails when a key that all levers share does not reach the policy, or two equal target groups get
 * two bits. */
Test(file, keys_of_a_policy_reach_the_run)
{
    char path[600];
    write_study(
        path, sizeof path,
        "[scenario]\ntitle = A test\nextends = village\n"
        "[policy a]\nlever = hazard\nprocess = search\nfactor = 1.2\nareas = estate, owner\n"
        "from = 2006-02-06\nto = 2006-04-03\nages = 18-29\nsex = female\n"
        "[policy b]\nlever = hazard\nprocess = hiring\nfactor = 1.1\nareas = all\n"
        "ages = 18-29\nsex = female\n"
        "[policy c]\nlever = letting_rule\nareas = rest_of_village\nshare = 30 %\n"
        "statuses = cash_benefit\n"
        "[variant ab]\nenable = a, b\n[variant c]\nenable = c\n");
    struct study study;
    struct report report = {0};
    int code = read_study(&study, path, &report);
    report_print(&report, stderr);
    cr_assert_eq(code, 0);
    const struct experiment *e = &study.experiment;
    cr_assert_eq(e->variant_count, 3);
    cr_assert_eq(e->variants[0].policy_count, 0);
    cr_assert_eq(e->variants[1].policy_count, 2);
    const struct policy *a = &e->variants[1].policies[0], *b = &e->variants[1].policies[1];
    const struct policy *c = &e->variants[2].policies[0];
    cr_assert_eq(a->from, e->plan.start_week + 5);
    cr_assert_eq(a->to, e->plan.start_week + 13);
    cr_assert_eq(b->from, e->plan.start_week);
    cr_assert_eq(b->to, INT32_MAX);
    cr_assert_eq(a->areas & 7u, 5);
    cr_assert_eq(b->areas & 7u, 7);
    cr_assert_eq(c->areas & 7u, 6);
    cr_assert(a->id == 0 && b->id == 1 && c->id == 2);
    cr_assert_eq(e->target_count, 2);
    cr_assert_eq(a->target, b->target);
    cr_assert_neq(a->target, c->target);
    cr_assert_eq(e->targets[a->target].ages.high, 29);
    cr_assert_eq(e->targets[a->target].sex, 1u << SEX_FEMALE);
    cr_assert_eq(e->targets[c->target].statuses, (uint64_t)1 << STATUS_CASH_BENEFIT);
    cr_assert_eq(c->uses[0].kind, &lever_letting_rule);
    study_free(&study);
    report_clear(&report);
}

/* Fails when the bound is not asked for at load, or the message does not name lever and policy. */
Test(file, a_lever_beyond_its_cap_is_a_scenario_error)
{
    char path[600];
    write_study(
        path, sizeof path,
        "[scenario]\ntitle = A test\nextends = village\n"
        "[policy harsh]\nlever = hazard\nprocess = separation\nfactor = 9\nareas = estate\n");
    struct study study;
    struct report report = {0};
    cr_assert_eq(read_study(&study, path, &report), LOFT_ESCENARIO);
    bool named = false;
    for (long n = 0; n < report.count; n++)
        named |= strstr(report.entries[n].text, "'harsh'") != NULL &&
                 strstr(report.entries[n].text, "separation") != NULL;
    cr_assert(named);
    study_free(&study);
    report_clear(&report);
}
