/* SPDX-License-Identifier: MIT */
#include "village.h"

#include <math.h>

/* Whole runs: promises 1 and 2 (bits), 6 (two uplifts that are one), 7 (nothing lost), switches,
 * and one vacancy or dwelling more. */

/* Fails when a result depends on a row number, on the block that a person is in, or on the order in
 * which threads finish. */
Test(bits, rows_blocks_and_threads_do_not_show)
{
    static const struct {
        uint64_t shuffle;
        int threads;
        int32_t block;
    } ways[] = {{1, 1, 0},   {99, 1, 0},  {12345, 1, 333}, {0, 1, 1},   {0, 1, 64},
                {0, 1, 777}, {0, 2, 100}, {0, 3, 64},      {7, 2, 501}, {0, 7, 16}};
    struct village v;
    village_make(&v, 60);
    struct policy policies[2] = {hazard_policy("search", "1.5"), hazard_policy("moving", "1.2")};
    policies[0].areas = 1;
    policies[1].from = v.study.experiment.plan.start_week + 20;
    village_policies(&v, policies, 2);
    struct simulate_options options = {.threads = 1};
    struct digest plain = village_digest(&v, &options);
    cr_assert(same_digest(plain, village_digest(&v, &options)));
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        struct simulate_options other = {
            .threads = ways[k].threads, .block = ways[k].block, .shuffle = ways[k].shuffle};
        cr_assert(same_digest(plain, village_digest(&v, &other)), "way %d", (int)k);
    }
    policies_clear(policies, 2);
    village_free(&v);
}

static bool same_cells(const struct frame *a, const struct frame *b)
{
    return a->rows == b->rows && (a->rows == 0 || memcmp(a->cells, b->cells,
                                                         (size_t)(a->rows * a->info->column_count) *
                                                             sizeof *a->cells) == 0);
}

static bool same_spell(const struct outcome_spell *a, const struct outcome_spell *b)
{
    return a->start == b->start && a->end == b->end && a->status == b->status &&
           a->area == b->area && a->hours == b->hours;
}

static bool same_outcome(const struct outcome *a, const struct outcome *b)
{
    bool same = same_digest(a->digest, b->digest) && a->frame_count == b->frame_count &&
                a->void_events == b->void_events && a->spell_count == b->spell_count &&
                a->person_count == b->person_count;
    size_t cells = (size_t)a->weeks * (size_t)a->areas * (size_t)a->statuses;
    same = same && memcmp(a->persons, b->persons, cells * sizeof *a->persons) == 0;
    for (int f = 0; f < a->frame_count && same; f++)
        same = same_cells(&a->frames[f], &b->frames[f]);
    for (int64_t n = 0; n < a->person_count && same; n++)
        same = a->people[n].key == b->people[n].key &&
               a->people[n].spell_count == b->people[n].spell_count;
    for (int64_t n = 0; n < a->spell_count && same; n++)
        same = same_spell(&a->spells[n], &b->spells[n]);
    return same;
}

/* Tables and spells too, not only the digest. Fails when spells are listed in the order of rows. */
Test(bits, everything_that_is_stored_is_the_same)
{
    struct village v;
    village_make(&v, 60);
    v.study.experiment.plan.trajectories = TRAJECTORIES_ALL;
    struct outcome a, b;
    struct simulate_options one = {.threads = 1},
                            other = {.threads = 2, .block = 90, .shuffle = 31};
    village_run(&v, &one, &a);
    village_run(&v, &other, &b);
    cr_assert(same_outcome(&a, &b));
    cr_assert_gt(a.spell_count, 2000);
    outcome_clear(&a);
    outcome_clear(&b);
    village_free(&v);
}

/* Promise 2. Fails when what is stored, watched or timed reaches into the run. */
static void look(void *context, struct simulation *s)
{
    *(int64_t *)context += s->world.person.count;
}
static void tick(void *context)
{
    ++*(int64_t *)context;
}

Test(bits, watching_changes_nothing)
{
    struct village v;
    village_make(&v, 60);
    struct simulate_options options = {.threads = 1};
    struct digest plain = village_digest(&v, &options);
    int64_t looked = 0, ticks = 0;
    double seconds[PHASES] = {0};
    options = (struct simulate_options){.check = true,
                                        .watch = look,
                                        .watch_context = &looked,
                                        .tick = tick,
                                        .tick_context = &ticks,
                                        .phase_seconds = seconds};
    for (int t = TRAJECTORIES_NONE; t <= TRAJECTORIES_ALL; t++) {
        v.study.experiment.plan.trajectories = (enum trajectories)t;
        cr_assert(same_digest(plain, village_digest(&v, &options)));
    }
    cr_assert(looked > 100000 && ticks == 4 * 60);
    village_free(&v);
}

/* Another replicate or seed is another run. Fails when the replicate is left out of the key. */
Test(bits, replicates_and_seeds_differ)
{
    struct village v;
    village_make(&v, 10);
    struct outcome a, b;
    struct fault fault = {0};
    struct simulate_options options = {.threads = 1};
    cr_assert_eq(simulate_run(&v.study.experiment, 0, 0, &options, &a, &fault), 0);
    cr_assert_eq(simulate_run(&v.study.experiment, 0, 1, &options, &b, &fault), 0);
    cr_assert(!same_digest(a.digest, b.digest));
    outcome_clear(&b);
    v.study.experiment.seed++;
    cr_assert_eq(simulate_run(&v.study.experiment, 0, 0, &options, &b, &fault), 0);
    cr_assert(!same_digest(a.digest, b.digest));
    outcome_clear(&a);
    outcome_clear(&b);
    village_free(&v);
}

/* --- promise 7 --- */

/* Which processes are off in a row of the covering array: each alone, all, all but one, and rows
 * that hold every pair of built processes in all four combinations. */
static bool is_off(int row, int process)
{
    if (row < PROCESSES)
        return row == process;
    if (row == PROCESSES)
        return true;
    if (row < 2 * PROCESSES + 1)
        return row - PROCESSES - 1 != process;
    return hash_mix((uint64_t)(row * 131 + process)) >> 32 & 1u;
}
enum { SWITCH_ROWS = 2 * PROCESSES + 1 + 16 };

static void count_by_process(void *context, struct simulation *s)
{
    int64_t *count = context;
    for (int64_t n = 0; n < s->week.applied.count; n++)
        count[event_processes[s->week.applied.data[n].kind]]++;
}

/* Conservation after every phase for every combination of switches; and what is switched off does
 * nothing. Fails when a rule forgets one side of a change (moving_vacate without the dwelling's
 * side, a hire without the slot's), or when an event goes by no switch. */
Test(switches, nothing_is_lost_whatever_is_off)
{
    bool pairs[PROCESSES][PROCESSES][4] = {{{false}}};
    for (int row = 0; row < SWITCH_ROWS; row++) {
        struct village v;
        village_make(&v, 30);
        int64_t count[PROCESSES] = {0};
        struct simulate_options options = {
            .check = true, .watch = count_by_process, .watch_context = count};
        for (int process = 0; process < PROCESSES; process++)
            *village_switch(village_params(&v), (enum process)process) = !is_off(row, process);
        village_digest(&v, &options);
        for (int a = 0; a < PROCESSES; a++) {
            cr_assert(count[a] == 0 || !is_off(row, a), "%s is off, but did %d things in row %d",
                      process_ids[a], (int)count[a], row);
            for (int b = 0; b < PROCESSES; b++)
                pairs[a][b][is_off(row, a) * 2 + is_off(row, b)] = true;
        }
        village_free(&v);
    }
    for (int a = 0; a < PROCESSES; a++)
        for (int b = 0; b < a; b++)
            for (int k = 0; k < 4; k++)
                cr_assert(pairs[a][b][k], "%s and %s", process_ids[a], process_ids[b]);
}

/* Everything off: the last Monday is the first. Fails when something goes by no switch at all. */
Test(switches, nothing_happens_when_all_is_off)
{
    struct village v;
    village_make(&v, 60);
    village_switch_all(village_params(&v), false);
    struct outcome o;
    struct simulate_options options = {.threads = 1};
    village_run(&v, &options, &o);
    struct digest last = {0};
    world_digest(&v.study.experiment.world, &last);
    cr_assert(same_digest(last, o.digest)); /* no change was logged */
    outcome_clear(&o);
    village_free(&v);
}

/* The check works inside a run. Fails when run_week does not ask for it, or loses its fault. */
static void damage(void *context, struct simulation *s)
{
    if (s->week.now == s->world.start_week + *(int *)context)
        s->world.household.adults[3]++;
}

Test(switches, damage_ends_a_checked_run)
{
    struct village v;
    village_make(&v, 10);
    int when = 4;
    struct simulate_options options = {.check = true, .watch = damage, .watch_context = &when};
    struct outcome o;
    struct fault fault = {0};
    cr_assert_eq(simulate_run(&v.study.experiment, 0, 0, &options, &o, &fault), LOFT_ELAW);
    cr_assert_not_null(strstr(fault.text, "counts differ"), "%s", fault.text);
    cr_assert_not_null(strstr(fault.text, "week 5"), "%s", fault.text);
    village_free(&v);
}

/* --- promise 6 --- */

static int64_t value(const struct frame *frame, int64_t row, const char *name)
{
    int column = frame_column(frame->info, name);
    cr_assert_geq(column, 0);
    return frame_cell(frame, row, column).count;
}

static double real(const struct frame *frame, int64_t row, const char *name)
{
    return frame_cell(frame, row, frame_column(frame->info, name)).real;
}

static void check_uplifts(const struct frame *uplift)
{
    int64_t changed = 0;
    cr_assert_gt(uplift->rows, 40);
    for (int64_t row = 0; row < uplift->rows; row++) {
        if (value(uplift, row, "cohort") != 0)
            continue; /* residents of 18-64 */
        int64_t start = value(uplift, row, "residents_employed_start"),
                end = value(uplift, row, "residents_employed_end");
        cr_assert_eq(value(uplift, row, "cohort_size"), value(uplift, row, "residents_start"));
        cr_assert_eq(value(uplift, row, "cohort_end"), value(uplift, row, "residents_end"));
        cr_assert_eq(value(uplift, row, "cohort_employed_start"), start);
        cr_assert_eq(value(uplift, row, "cohort_employed_end"), end);
        cr_assert_eq(value(uplift, row, "cohort_over64"), 0);
        cr_assert_eq(value(uplift, row, "cohort_dead"), 0);
        double a = real(uplift, row, "individual_uplift"), b = real(uplift, row, "area_uplift");
        cr_assert(memcmp(&a, &b, sizeof a) == 0);
        changed += start != end;
    }
    cr_assert_gt(changed, 10);
}

/* Fails when a cohort is defined by birthday and the residents by status, when area uplift counts
 * another week, or when somebody is counted in neither. */
Test(uplift, without_moving_and_ageing_people_and_place_are_one)
{
    static const int32_t dates[] = {0, 26, 70};
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
        struct village v;
        village_make(&v, 130);
        struct params *p = village_params(&v);
        p->moving.enabled = p->migration.enabled = p->family.enabled = p->ageing.enabled = 0;
        v.study.experiment.plan.cohort_week += dates[k];
        struct outcome o;
        struct simulate_options options = {.threads = 1};
        village_run(&v, &options, &o);
        check_uplifts(&o.frames[0]);
        outcome_clear(&o);
        village_free(&v);
    }
}

/* The decomposition is an identity, always. Fails when somebody is in no group or in two. */
Test(uplift, decomposition_has_no_residual)
{
    struct village v;
    village_make(&v, 160);
    struct outcome o;
    struct simulate_options options = {.threads = 1};
    village_run(&v, &options, &o);
    const struct frame *d = &o.frames[1];
    int64_t parts[5] = {0};
    cr_assert_gt(d->rows, 50);
    for (int64_t row = 0; row < d->rows; row++) {
        cr_assert_eq(value(d, row, "residual"), 0);
        cr_assert_eq(value(d, row, "employed_start") + value(d, row, "stayers_change") +
                         value(d, row, "arrivals_employed") - value(d, row, "leavers_employed") +
                         value(d, row, "aged_in_employed") - value(d, row, "aged_out_employed"),
                     value(d, row, "employed_end"));
        parts[0] += value(d, row, "stayers_change") != 0;
        parts[1] += value(d, row, "arrivals_employed") != 0;
        parts[2] += value(d, row, "leavers_employed") != 0;
        parts[3] += value(d, row, "aged_in_employed") != 0;
        parts[4] += value(d, row, "aged_out_employed") != 0;
    }
    for (int k = 0; k < 5; k++)
        cr_assert_gt(parts[k], 3, "part %d never shows", k);
    outcome_clear(&o);
    village_free(&v);
}

/* --- one more slot of a market --- */

/* Awards of the first week: who got what. */
static void awards_of(const struct experiment *e, happening_vec *list)
{
    struct simulation s;
    stepper_start(&s, e);
    stepper_week(&s, s.world.start_week);
    stepper_run(&s, STEP_CALENDAR, STEP_ALLOCATE);
    *list = (happening_vec){0};
    for (int64_t n = 0; n < s.week.applied.count; n++) {
        const struct event *event = &s.week.applied.data[n];
        if (event->kind == EVENT_HIRE || event->kind == EVENT_MOVE || event->kind == EVENT_ARRIVE)
            happenings_add(list, &s.world, s.week.now, event);
    }
    happenings_sort(list);
    stepper_end(&s);
}

static int32_t add_vacancy(struct experiment *e, uint64_t number, int skill)
{
    int32_t slot = world_add_slot(&e->world, hash_mix(number + 99));
    e->world.slot.employer[slot] = 0;
    e->world.slot.skill[slot] = (uint8_t)skill;
    e->world.slot.hours[slot] = 37;
    e->world.slot.since[slot] = (int16_t)(e->plan.start_week - 2);
    return slot;
}

/* In Odense, with hundreds of awards a week. Fails when a vacancy is picked by its number in a list
 * (u x count instead of the next seat of the ring), which changes hundreds. */
Test(market, one_more_vacancy_changes_few_awards)
{
    static const int skills[] = {EDUCATION_BASIC, EDUCATION_VOCATIONAL, EDUCATION_TERTIARY};
    struct village v;
    village_read(&v, "odense", 1, NULL, 0);
    village_populate(&v);
    struct experiment *e = village_experiment(&v);
    happening_vec base, more;
    awards_of(e, &base);
    cr_assert_gt(base.count, 200, "%d awards", (int)base.count);
    int64_t changed = 0;
    for (uint64_t n = 0; n < 9; n++) {
        int32_t slot = add_vacancy(e, n, skills[n % 3]);
        awards_of(e, &more);
        int64_t differ = happenings_differ(&base, &more);
        cr_assert_lt(differ, 20, "vacancy %d changed %d people", (int)n, (int)differ);
        changed += differ;
        vec_clear(&more);
        e->world.slot.person[slot] = SLOT_COMMUTER; /* filled: the next one comes instead */
    }
    cr_assert_gt(changed, 0);
    vec_clear(&base);
    village_free(&v);
}

/* The same for a dwelling. Fails when a household sees numbers of a list instead of an arc of the
 * circle (ring_arc by count). */
Test(market, one_more_dwelling_changes_few_awards)
{
    struct village v;
    village_read(&v, "odense", 1, NULL, 0);
    village_populate(&v);
    struct experiment *e = village_experiment(&v);
    happening_vec base, more;
    awards_of(e, &base);
    int64_t changed = 0;
    for (uint64_t n = 0; n < 9; n++) {
        int32_t like = (int32_t)(hash_mix(n + 1) % (uint64_t)e->world.dwelling.count);
        int32_t d = world_add_dwelling(&e->world, hash_mix(n + 999));
        struct dwelling *t = &e->world.dwelling;
        t->area[d] = t->area[like];
        t->tenure[d] = t->tenure[like];
        t->rooms[d] = t->rooms[like];
        t->rent[d] = t->rent[like];
        t->vacant_since[d] = (int16_t)(e->plan.start_week - 10);
        awards_of(e, &more);
        int64_t differ = happenings_differ(&base, &more);
        cr_assert_lt(differ, 20, "dwelling %d changed %d households", (int)n, (int)differ);
        changed += differ;
        vec_clear(&more);
        t->vacant_since[d] =
            e->plan.start_week; /* not ready for letting: the next one comes instead */
    }
    cr_assert_gt(changed, 0);
    vec_clear(&base);
    village_free(&v);
}
