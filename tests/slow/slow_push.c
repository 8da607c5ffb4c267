/* SPDX-License-Identifier: MIT */
#include "../unit/village.h"

/* No push is a permanent cure. 500 people on cash benefit who are hard to place are hired by force,
 * kept in work for 26 weeks and dismissed: what is left of it after three years? Beside them run
 * the same 500 with the same luck, whom nobody pushed. All of Odense, without cycle and reforms. */

enum { PUSHED = 500, WEEKS = 26, YEARS = 156, REPLICATES = 4 };

struct pushed {
    uint64_t key;
    int32_t person;
};

static int by_chance(const void *a, const void *b)
{
    uint64_t x = hash_mix(((const struct pushed *)a)->key);
    uint64_t y = hash_mix(((const struct pushed *)b)->key);
    return (x > y) - (x < y);
}

static bool on_cash(const struct world *w, int32_t i)
{
    return w->person.row[i].status == STATUS_CASH_BENEFIT && w->person.row[i].area < AREA_OUTSIDE &&
           world_age(w, i) < 60;
}

/* Readiness that half of the recipients do not exceed. */
static int median_readiness(const struct world *w)
{
    int64_t count[101] = {0}, all = 0, below = 0;
    for (int32_t i = 0; i < w->person.count; i++)
        if (on_cash(w, i)) {
            count[w->person.row[i].readiness]++;
            all++;
        }
    int median = 0;
    while (2 * (below + count[median]) < all)
        below += count[median++];
    return median;
}

/* 500 of the less ready half, chosen by their keys. */
static void choose(const struct world *w, struct pushed chosen[PUSHED])
{
    VEC(struct pushed) all = {0};
    int median = median_readiness(w);
    for (int32_t i = 0; i < w->person.count; i++)
        if (on_cash(w, i) && w->person.row[i].readiness <= median)
            cr_assert_eq(vec_push(&all, ((struct pushed){w->person.key[i], i})), 0);
    cr_assert_geq(all.count, 2 * PUSHED, "only %d recipients of readiness %d and less",
                  (int)all.count, median);
    qsort(all.data, (size_t)all.count, sizeof *all.data, by_chance);
    memcpy(chosen, all.data, PUSHED * sizeof *chosen);
    vec_clear(&all);
}

/* File what is done to them this week, between *act* and *settle*: hire whoever is not in work, in
 * jobs outside, which take no slot from anybody; dismiss all at the end. Events that have become
 * impossible are void. */
static void push(struct simulation *s, const struct pushed chosen[PUSHED], int32_t week)
{
    const struct person *p = &s->world.person;
    for (int n = 0; n < PUSHED; n++) {
        bool works = p->row[chosen[n].person].status == STATUS_EMPLOYED;
        if (week > WEEKS || works != (week == WEEKS))
            continue;
        struct event event = {.key = chosen[n].key,
                              .subject = chosen[n].person,
                              .a = works ? 0 : 37,
                              .kind = works ? EVENT_SEPARATE : EVENT_HIRE_OUTSIDE};
        cr_assert_eq(vec_push(&s->week.events, event), 0);
    }
}

/* How many are in work, 20+ hours, at 18-64. */
static int in_work(const struct world *w, const struct pushed chosen[PUSHED])
{
    int count = 0;
    for (int n = 0; n < PUSHED; n++) {
        enum status status = (enum status)w->person.row[chosen[n].person].status;
        unsigned bits = kind_employment_bits(status, w->person.row[chosen[n].person].hours);
        count += kind_is_working_age(status) &&
                 w->person.row[chosen[n].person].area <= AREA_OUTSIDE && bits >> EMPLOYMENT_E2 & 1u;
    }
    return count;
}

struct course {
    int pushed, after, from_start,
        from_end; /* in work: at the end of the push, a quarter later, three
                     years after it began, three years after it ended */
};

static struct course run(const struct experiment *e, const struct pushed chosen[PUSHED],
                         int32_t replicate, bool is_pushed)
{
    struct simulation s;
    struct course course = {0};
    stepper_start(&s, e);
    s.week.luck = draw_luck(e->seed, replicate);
    for (int32_t week = 0; week < WEEKS + YEARS; week++) {
        stepper_week(&s, e->plan.start_week + week);
        stepper_run(&s, STEP_CALENDAR, STEP_ACT);
        if (is_pushed)
            push(&s, chosen, week);
        if (week == WEEKS)
            course.pushed = in_work(&s.world, chosen);
        stepper_run(&s, STEP_SETTLE, STEP_ALLOCATE);
        if (week == WEEKS + 13)
            course.after = in_work(&s.world, chosen);
        if (week == YEARS)
            course.from_start = in_work(&s.world, chosen);
    }
    course.from_end = in_work(&s.world, chosen);
    stepper_end(&s);
    return course;
}

static double points(int difference)
{
    return 100.0 * difference / (PUSHED * REPLICATES);
}

/* Breaks when work leaves something behind that lasts: readiness, benefit rights or a class that
 * makes whoever once worked find work for good. */
Test(push, leaves_at_most_three_points_after_three_years, .timeout = 600)
{
    static const char *const neutral[] = {"cycle.enabled=no", "reforms.enabled=no"};
    static struct pushed chosen[PUSHED];
    struct village v;
    village_read(&v, "odense", WEEKS + YEARS, neutral, 2);
    village_populate(&v);
    const struct experiment *e = village_experiment(&v);
    choose(&e->world, chosen);
    struct course excess = {0};
    for (int32_t r = 0; r < REPLICATES; r++) {
        struct course with = run(e, chosen, r, true), without = run(e, chosen, r, false);
        printf("replicate %d, of 500 in work: pushed %d, %d a quarter later, %d and %d after three "
               "years; not pushed %d, %d, %d, %d\n",
               r, with.pushed, with.after, with.from_start, with.from_end, without.pushed,
               without.after, without.from_start, without.from_end);
        excess.pushed += with.pushed - without.pushed;
        excess.after += with.after - without.after;
        excess.from_start += with.from_start - without.from_start;
        excess.from_end += with.from_end - without.from_end;
    }
    printf("excess in points: %.1f at the end of the push, %.1f a quarter later, %.2f three years "
           "after its start, %.2f three years after its end\n",
           points(excess.pushed), points(excess.after), points(excess.from_start),
           points(excess.from_end));
    cr_assert_gt(points(excess.pushed), 75, "nobody was pushed");
    cr_assert_lt(points(excess.after), 50, "nobody was dismissed");
    cr_assert_leq(points(excess.from_start), 3);
    cr_assert_leq(points(excess.from_end), 3);
    village_free(&v);
}
