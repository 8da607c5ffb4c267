/* SPDX-License-Identifier: MIT */
#include "village.h"

#include "loft/model/segment.h"
#include "loft/run/registry.h"

/* The law of anchored segments, on the people of the village. */

static const int64_t sum_most = SEGMENT_CAP(0.12);

static int64_t cap_of(const struct behaviour *b, unsigned class, int k)
{
    return class_exists(class) ? b->segments[k]->cap(class) : 0;
}

/* Fails when a cap is raised so that some class exceeds 0.12 (moving of linked
 * people under 25: 0.017 to 0.03), or is negative. */
Test(segment, caps_of_a_class_sum_to_twelve_percent_at_most)
{
    struct behaviour b;
    cr_assert_eq(registry_behaviour(&b), 0);
    int64_t highest = 0;
    for (unsigned class = 0; class < CLASSES; class ++) {
        int64_t sum = 0;
        for (int k = 0; k < b.segment_count; k++) {
            cr_assert_geq(cap_of(&b, class, k), 0);
            sum += cap_of(&b, class, k);
        }
        cr_assert_leq(sum, sum_most, "class %u: %.4f", class, (double)sum / 4294967296.0);
        highest = sum > highest ? sum : highest;
    }
    cr_assert_gt(highest, sum_most / 10);
    registry_release(&b);
}

/* Fails when an interval begins elsewhere than where the one before it ends,
 * when the bound is not the sum, or when a process that can happen to nobody is
 * registered. */
Test(segment, intervals_follow_each_other)
{
    struct behaviour b;
    cr_assert_eq(registry_behaviour(&b), 0);
    cr_assert_leq(b.segment_count, SEGMENTS_MOST - 1);
    int64_t width[SEGMENTS_MOST] = {0};
    for (unsigned class = 0; class < CLASSES; class ++) {
        cr_assert_eq(b.start[class][0], 0);
        for (int k = 0; k < b.segment_count; k++) {
            int64_t wide = (int64_t)b.start[class][k + 1] - b.start[class][k];
            cr_assert_eq(wide, cap_of(&b, class, k));
            width[k] += wide;
        }
        cr_assert_eq(b.bound[class], b.start[class][b.segment_count]);
    }
    for (int k = 0; k < b.segment_count; k++)
        cr_assert_gt(width[k], 0);
    registry_release(&b);
}

/* Caps are those of the process alone. Fails when a cap is computed from
 * parameters or schedules (the function has no way to them but globals), or
 * when a process that is switched off gets no interval. */
Test(segment, caps_do_not_depend_on_the_file)
{
    static const char *const sets[] = {
        "health.enabled=no",     "moving.enabled=no",          "separation.settled=0.0001",
        "moving.job_link=1",     "activation.referral=0",      "education.enabled=no",
        "migration.enabled=no",  "family.enabled=no",          "ageing.enabled=no",
        "activation.enabled=no", "separation.first_quarter=0", "search.enabled=no"};
    struct village a, b;
    village_read(&a, "village", 1, NULL, 0);
    village_read(&b, "odense", 1, sets, sizeof sets / sizeof *sets);
    const struct behaviour *x = &a.study.experiment.behaviour, *y = &b.study.experiment.behaviour;
    cr_assert_eq(memcmp(x->start, y->start, CLASSES * sizeof *x->start), 0);
    cr_assert_eq(memcmp(x->bound, y->bound, sizeof x->bound), 0);
    village_free(&a);
    village_free(&b);
}

/* A process fires on the first `chance` points of its interval and on no other. Fails when `<`
 * becomes
 * `<=`: then a chance of 0 still happens to one in four billion. */
Test(segment, fires_on_the_first_part_of_the_interval)
{
    struct village v;
    village_make(&v, 1);
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    const struct behaviour *b = s.week.behaviour;
    int64_t looked = 0;
    for (int32_t i = 0; i < s.world.person.count; i++) {
        const uint32_t *start = b->start[s.world.person.class[i] & (CLASSES - 1u)];
        struct fault fault = {0};
        for (int k = 0; k < b->segment_count; k++) {
            int64_t chance = start[k + 1] > start[k] ? b->segments[k]->chance(&s.week, i) : 0;
            int64_t cap = (int64_t)start[k + 1] - start[k];
            if (chance > 0)
                cr_assert_eq(segment_fires(&s.week, i, start[k] + (uint32_t)chance - 1, &fault), k);
            if (chance < cap)
                cr_assert_eq(segment_fires(&s.week, i, start[k] + (uint32_t)chance, &fault), -1);
            looked += chance > 0 && chance < cap;
        }
        cr_assert_eq(fault.code, 0, "%s", fault.text);
    }
    cr_assert_gt(looked, 5000);
    stepper_end(&s);
    village_free(&v);
}

/* Which of the segments of a person has ends of interest: uniforms just inside
 * and outside of both chances, and some in between. */
static int list_uniforms(const struct week *week, int32_t i, const int64_t *raised, uint32_t *u)
{
    const struct behaviour *b = week->behaviour;
    const uint32_t *start = b->start[week->world->person.class[i] & (CLASSES - 1u)];
    int n = 0;
    for (int k = 0; k < b->segment_count; k++) {
        if (start[k + 1] == start[k])
            continue;
        int64_t chance = b->segments[k]->chance(week, i);
        const int64_t at[] = {
            0, chance - 1, chance, raised[k] - 1, raised[k], (int64_t)start[k + 1] - start[k] - 1};
        for (size_t j = 0; j < sizeof at / sizeof *at; j++)
            if (at[j] >= 0 && at[j] < (int64_t)start[k + 1] - start[k])
                u[n++] = start[k] + (uint32_t)at[j];
    }
    u[n++] = start[b->segment_count];
    u[n++] = UINT32_MAX;
    return n;
}

/* Compare what fires in two weeks that differ in one process: that one is
 * nested (the less likely week fires only where the other does), all others are
 * the same. */
static int64_t compare_weeks(const struct week *less, const struct week *more, int only)
{
    const struct behaviour *b = less->behaviour;
    const struct world *w = less->world;
    int64_t differ = 0;
    for (int32_t i = 0; i < w->person.count; i++) {
        int64_t raised[SEGMENTS_MOST];
        uint32_t u[8 * SEGMENTS_MOST];
        struct fault fault = {0};
        const uint32_t *start = b->start[w->person.class[i] & (CLASSES - 1u)];
        for (int k = 0; k < b->segment_count; k++)
            raised[k] = start[k + 1] > start[k] ? b->segments[k]->chance(more, i) : 0;
        int count = list_uniforms(less, i, raised, u);
        for (int n = 0; n < count; n++) {
            int x = segment_fires(less, i, u[n], &fault), y = segment_fires(more, i, u[n], &fault);
            cr_assert_eq(fault.code, 0, "%s", fault.text);
            if (x == y)
                continue;
            cr_assert_eq(x, -1, "an event was lost by raising a chance");
            cr_assert_eq(event_processes[b->segments[y]->event], only);
            differ++;
        }
    }
    return differ;
}

static const struct {
    enum process process;
    const char *name, *factor;
} raises[] = {
    {PROCESS_FAMILY, "family", "1.4"},         {PROCESS_HEALTH, "health", "2.9"},
    {PROCESS_EDUCATION, "education", "3.5"},   {PROCESS_SEPARATION, "separation", "2"},
    {PROCESS_ACTIVATION, "activation", "2.5"}, {PROCESS_MIGRATION, "migration", "1.3"},
    {PROCESS_MOVING, "moving", "1.6"},
};
enum { RAISES = sizeof raises / sizeof *raises };

/* Events are nested in the chance, and other processes' outcomes do not move.
 * Fails with plain cumulative thresholds (an interval begins where the chances
 * before it end: start[k] replaced by the sum of chances). */
Test(segment, raising_a_chance_moves_only_that_process)
{
    struct village v;
    village_make(&v, 1);
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    struct week *more = malloc(sizeof *more);
    for (int r = 0; r < RAISES; r++) {
        struct policy policy = hazard_policy(raises[r].name, raises[r].factor);
        *more = s.week;
        policy.from = s.week.now;
        cr_assert_eq(policy_calendar(&policy, 1, more), 0);
        cr_assert_gt(compare_weeks(&s.week, more, (int)raises[r].process), 100, "%s",
                     raises[r].name);
        policies_clear(&policy, 1);
    }
    free(more);
    stepper_end(&s);
    village_free(&v);
}

/* Fails when a process that is switched off gives its interval to the next one,
 * or when a chance does not ask for the switch. */
Test(segment, a_process_that_is_off_keeps_its_interval)
{
    struct village v;
    village_make(&v, 1);
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    for (int process = 0; process < PROCESSES; process++) {
        struct params params = *s.week.params;
        *village_switch(&params, (enum process)process) = 0;
        struct week off = s.week;
        off.params = &params;
        int64_t differ = compare_weeks(&off, &s.week, process);
        bool rare = false;
        for (int k = 0; k < registry_segment_count; k++)
            rare |= event_processes[registry_segments[k]->event] == (enum process)process;
        cr_assert_eq(differ > 0, rare, "%s", process_ids[process]);
    }
    stepper_end(&s);
    village_free(&v);
}

/* Fails when segment_fires clamps a chance at its cap, or compares it only in
 * debug builds. Every segment is driven over its cap. */
Test(segment, a_chance_above_its_cap_is_fatal)
{
    struct village v;
    village_make(&v, 1);
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    for (int r = 0; r < RAISES; r++) {
        struct policy policy = hazard_policy(raises[r].name, "20");
        policy.from = s.week.now;
        cr_assert_eq(policy_calendar(&policy, 1, &s.week), 0);
        int64_t broken = 0;
        for (int32_t i = 0; i < s.world.person.count; i++) {
            unsigned class = s.world.person.class[i] & (CLASSES - 1u);
            for (int k = 0; k < registry_segment_count; k++) {
                uint32_t from = s.week.behaviour->start[class][k];
                if (s.week.behaviour->start[class][k + 1] == from ||
                    registry_segments[k]->chance(&s.week, i) <= cap_of(s.week.behaviour, class, k))
                    continue;
                struct fault fault = {0};
                cr_assert_eq(segment_fires(&s.week, i, from, &fault), -1);
                cr_assert_eq(fault.code, LOFT_ELAW);
                cr_assert_not_null(strstr(fault.text, event_ids[registry_segments[k]->event]));
                broken++;
            }
        }
        cr_assert_gt(broken, 0, "%s", raises[r].name);
        policies_clear(&policy, 1);
    }
    stepper_end(&s);
    village_free(&v);
}

/* ... and it ends the run. Fails when screen_run or act_run loses the fault of
 * a block. */
Test(segment, a_chance_above_its_cap_ends_the_run)
{
    struct village v;
    village_make(&v, 52);
    struct policy policy = hazard_policy("separation", "20");
    village_policies(&v, &policy, 1);
    village_params(&v)->student_jobs.ends = 0; /* else its cap would be told of as well */
    struct simulate_options options = {.threads = 1};
    struct outcome outcome;
    struct fault fault = {0};
    cr_assert_eq(simulate_run(&v.study.experiment, 0, 0, &options, &outcome, &fault), LOFT_ELAW);
    cr_assert_not_null(strstr(fault.text, "separate"), "%s", fault.text);
    policies_clear(&policy, 1);
    village_free(&v);
}

/* Before the screen of each week: base chances lie within the top of the class,
 * and that within the cap: what policy_within_caps judges at load is what can
 * happen. Fails when a top forgets an age or a tenure that the class spans
 * (death_top_adult without the week of the 65th birthday, in which the status
 * is still the old one). */
static void check_tops(void *context, struct simulation *s)
{
    int64_t *looked = context;
    s->world.week = ++s->week.now; /* classes are those of next week */
    const struct behaviour *b = &s->experiment->behaviour;
    for (int32_t i = 0; i < s->world.person.count; i++) {
        unsigned class = s->world.person.class[i] & (CLASSES - 1u);
        for (int k = 0; k < b->segment_count; k++) {
            int64_t cap = cap_of(b, class, k);
            if (cap == 0)
                continue;
            int64_t chance = b->segments[k]->chance(&s->week, i);
            int64_t top = b->segments[k]->top(s->week.params, s->week.schedules, class);
            cr_assert_leq(chance, top, "%s: chance %.7f, top %.7f, class %u, age %d",
                          event_ids[b->segments[k]->event], (double)chance / 4294967296.0,
                          (double)top / 4294967296.0, class, world_age(&s->world, i));
            cr_assert_leq(top, cap, "%s, class %u", event_ids[b->segments[k]->event], class);
            (*looked)++;
        }
    }
    s->world.week = --s->week.now;
}

Test(segment, tops_bound_the_chances_of_every_week)
{
    struct village v;
    village_make(&v, 156);
    int64_t looked = 0;
    struct simulate_options options = {.watch = check_tops, .watch_context = &looked};
    village_digest(&v, &options);
    cr_assert_gt(looked, 1000000);
    village_free(&v);
}

static void read_short_list(void *context, struct simulation *s)
{
    *(double *)context = (double)s->week.short_list / (double)s->week.people;
}

static double short_list(const char *place, int32_t weeks)
{
    struct village v;
    double share = 0;
    village_read(&v, place, weeks, NULL, 0);
    village_populate(&v);
    struct simulate_options options = {.watch = read_short_list, .watch_context = &share};
    village_digest(&v, &options);
    village_free(&v);
    return share;
}

/* The short list averages at most 4 % of people. Fails when the caps are
 * doubled, or when everybody is due every week. */
Test(segment, the_short_list_is_short)
{
    double village = short_list("village", 52), odense = short_list("odense", 10);
    cr_assert_leq(village, 0.04, "village: %.4f", village);
    cr_assert_leq(odense, 0.04, "Odense: %.4f", odense);
    cr_assert_gt(village, 0.005);
    cr_assert_gt(odense, 0.005);
}
