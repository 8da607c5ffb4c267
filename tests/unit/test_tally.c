/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include <math.h>

/* Measures of a world of a few people, against numbers counted by hand. */

enum { YEAR = 52 };

static void ledger_start(struct ledger *l, int32_t weeks)
{
    uint64_t all = ~(uint64_t)0;
    uint64_t working = ~((uint64_t)1 << STATUS_CHILD | (uint64_t)1 << STATUS_PENSION);
    const struct cohort cohorts[] = {
        {"residents", 7, {18, 64}, all, all, working},
        {"cash_benefit", 7, {18, 64}, all, all, (uint64_t)1 << STATUS_CASH_BENEFIT},
        {"children", 7, {8, 17}, all, all, all}};
    ledger_plan(l, weeks);
    memcpy(l->plan.cohorts, cohorts, sizeof cohorts);
    l->plan.cohort_count = 3;
}

/* Row of a frame in which these columns have these values: "area", 0, "year", 0, NULL. */
static int64_t find_row(const struct frame *frame, const char *const *names, const int64_t *values)
{
    for (int64_t row = 0; row < frame->rows; row++) {
        bool fits = true;
        for (int k = 0; names[k] != NULL && fits; k++)
            fits = frame_cell(frame, row, frame_column(frame->info, names[k])).count == values[k];
        if (fits)
            return row;
    }
    cr_assert_fail("no such row");
    return -1;
}

static int64_t cell(const struct frame *frame, int64_t row, const char *name)
{
    int column = frame_column(frame->info, name);
    cr_assert_geq(column, 0, "no column %s", name);
    return frame_cell(frame, row, column).count;
}

#define EXPECT(frame, row, name, value)                                                            \
    cr_assert_eq(cell(frame, row, name), value, "%s is %d, expected %d", name,                     \
                 (int)cell(frame, row, name), (int)(value))

static int64_t decomposition_row(const struct ledger *l, int area, int definition, int year)
{
    static const char *const names[] = {"area", "definition", "year", NULL};
    return find_row(l->tally.decomposition, names, (const int64_t[]){area, definition, year});
}

/* --- the decomposition --- */

/* One adult alone, in a household of his or her own. */
static int32_t lone(struct ledger *l, int area, int years, int hours)
{
    int32_t h = micro_household(&l->m, area);
    return micro_person(&l->m, h, years, SEX_MALE,
                        hours > 0 ? STATUS_EMPLOYED : STATUS_CASH_BENEFIT, hours);
}

static int32_t home_of(const struct ledger *l, int32_t person)
{
    return l->m.world.person.row[person].household;
}

static void move(struct ledger *l, int32_t person, int area)
{
    int32_t h = home_of(l, person), old = l->m.world.household.dwelling[h];
    add(l, EVENT_MOVE, h, micro_dwelling(&l->m, area, TENURE_OWNER, 3), old);
}

/* Area 0 and who becomes what in it (e2: 20+ hours):
 *   S stays s1 (works), s2 (loses the job), s3 (finds 37 h), s4 (finds 10 h), s5 (goes and comes
 * back) L l1 to area 2 (works), l2 leaves (not), l3 abroad (works), m1 to area 1 (works) O o1
 * retires (works), o2 moves to area 1 and dies there (works) I i1 turns 18 and finds 30 h (child of
 * s1), i2 turns 18 (child of s4) A a1 and b from area 2 (a1 works; b finds 30 h in the week of the
 * move) with t, who turns 18 later */
struct parts {
    struct ledger l;
    int32_t s[6], l1, l2, l3, m1, o1, o2, i1, i2, a1, b, t;
};

static void make_parts(struct parts *p)
{
    struct ledger *l = &p->l;
    static const int hours[6] = {0, 30, 37, 0, 0, 25};
    ledger_start(l, 20);
    for (int k = 1; k <= 5; k++)
        p->s[k] = lone(l, 0, 40, hours[k]);
    p->l1 = lone(l, 0, 30, 37);
    p->l2 = lone(l, 0, 30, 0);
    p->l3 = lone(l, 0, 30, 20);
    p->m1 = lone(l, 0, 30, 37);
    p->o1 = lone(l, 0, 64, 37);
    p->o2 = lone(l, 0, 50, 37);
    p->a1 = lone(l, 2, 45, 37);
    p->b = micro_person(&l->m, home_of(l, p->a1), 45, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    p->i1 = micro_person(&l->m, home_of(l, p->s[1]), 17, SEX_MALE, STATUS_CHILD, 0);
    p->i2 = micro_person(&l->m, home_of(l, p->s[4]), 17, SEX_MALE, STATUS_CHILD, 0);
    p->t = micro_person(&l->m, home_of(l, p->a1), 17, SEX_MALE, STATUS_CHILD, 0);
    micro_params(&l->m)->education.complete = FIXED_ONE;
}

/* Turn 18 into somebody without work or benefit, who may start a job. */
static void turn_adult(struct ledger *l)
{
    struct schedules *s = &village_experiment(&l->m.village)->variants[0].schedules;
    for (int origin = 0; origin < ORIGINS; origin++)
        s->of_age[origin] = (struct schedule_choice){1, {STATUS_SELF_SUPPORTED}, {FIXED_ONE}};
}

static void play_parts(struct parts *p)
{
    struct ledger *l = &p->l;
    int32_t slot = micro_slot(&l->m, EDUCATION_BASIC, 37),
            other = micro_slot(&l->m, EDUCATION_BASIC, 30);
    turn_adult(l);
    ledger_begin(l);
    add(l, EVENT_SEPARATE, p->s[2], 0, 0);
    add(l, EVENT_HIRE, p->s[3], slot, CHANNEL_JOBCENTRE);
    add(l, EVENT_HIRE_OUTSIDE, p->s[4], 10, 0);
    add(l, EVENT_OF_AGE, p->i1, 0, 0);
    add(l, EVENT_OF_AGE, p->i2, 0, 0);
    add(l, EVENT_RETIRE, p->o1, 0, 0);
    move(l, p->s[5], 2);
    move(l, p->o2, 1);
    end_week(l);
    add(l, EVENT_HIRE, p->i1, other, CHANNEL_ACQUAINTANCE);
    add(l, EVENT_LEAVE, home_of(l, p->l2), 0, 0);
    add(l, EVENT_EMIGRATE, home_of(l, p->l3), 0, 0);
    add(l, EVENT_HIRE_OUTSIDE, p->b, 30, 0);
    move(l, p->a1, 0);
    move(l, p->l1, 2);
    move(l, p->m1, 1);
    move(l, p->s[5], 0);
    move(l, p->s[1], 0); /* within the area */
    end_week(l);
    add(l, EVENT_OF_AGE, p->t, 0, 0);
    add(l, EVENT_DEATH, p->o2, 0, 0);
    end_week(l);
    end_run(l);
}

static void expect_parts(const struct parts *p, int area, int definition, const int64_t *expected)
{
    static const char *const names[] = {"employed_start",   "stayers_change",   "arrivals_employed",
                                        "leavers_employed", "aged_in_employed", "aged_out_employed",
                                        "employed_end",     "stayers",          "arrivals",
                                        "leavers",          "aged_in",          "aged_out"};
    int64_t row = decomposition_row(&p->l, area, definition, 0);
    EXPECT(p->l.tally.decomposition, row, "residual", 0);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        EXPECT(p->l.tally.decomposition, row, names[k], expected[k]);
}

/* Fails when somebody is put into another group: O only within the area, I for somebody who came as
 * a child, S only for those who never left, a move within a sum as one across its border. */
Test(decomposition, groups_counted_by_hand)
{
    struct parts p;
    make_parts(&p);
    play_parts(&p);
    /* employed: start, +S, +A, -L, +I, -O, end; persons: S, A, L, I, O */
    expect_parts(&p, 0, EMPLOYMENT_E2, (const int64_t[]){8, 0, 2, 3, 1, 2, 6, 5, 3, 4, 2, 2});
    expect_parts(&p, 0, EMPLOYMENT_E1, (const int64_t[]){8, 1, 2, 3, 1, 2, 7, 5, 3, 4, 2, 2});
    /* area 1: m1 came; o2 came and died between the dates: in no group */
    expect_parts(&p, 1, EMPLOYMENT_E2, (const int64_t[]){0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0});
    /* area 2: a1 and b left, l1 came */
    expect_parts(&p, 2, EMPLOYMENT_E2, (const int64_t[]){1, 0, 1, 1, 0, 0, 1, 0, 1, 2, 0, 0});
    /* the sum of 0 and 1: m1 stayed */
    expect_parts(&p, SUM, EMPLOYMENT_E2, (const int64_t[]){8, 0, 2, 2, 1, 2, 7, 6, 3, 3, 2, 2});
    ledger_free(&p.l);
}

static void expect_moves(const struct parts *p, int area, const int64_t *expected)
{
    static const char *const names[] = {"in_households", "out_households", "within_households",
                                        "in_persons",    "out_persons",    "in_adults",
                                        "out_adults",    "in_employed",    "out_employed"};
    static const char *const keys[] = {"area", NULL};
    int64_t row = find_row(p->l.tally.moves_frame, keys, (const int64_t[]){area});
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        EXPECT(p->l.tally.moves_frame, row, names[k], expected[k]);
}

/* Fails when a sum adds the moves of its parts, when leaving Denmark is no move, or when work found
 * in the week of the move counts ("in work the week before"). */
Test(moves, borders_of_areas_and_sums)
{
    struct parts p;
    make_parts(&p);
    play_parts(&p);
    /* households in, out, within; persons in, out; adults in, out; employed in, out */
    expect_moves(&p, 0, (const int64_t[]){2, 6, 1, 4, 6, 3, 6, 2, 5});
    expect_moves(&p, 1, (const int64_t[]){2, 0, 0, 2, 0, 2, 0, 2, 0});
    expect_moves(&p, 2, (const int64_t[]){2, 2, 0, 2, 4, 2, 3, 2, 2});
    expect_moves(&p, SUM, (const int64_t[]){2, 4, 3, 4, 4, 3, 4, 2, 3});
    ledger_free(&p.l);
}

/* A child born in the week in which its mother moves in with a partner. Fails when it is counted
 * among those who move: it is among the births of where it lives at the end of the week. */
Test(moves, a_newborn_does_not_move)
{
    struct ledger l;
    ledger_start(&l, 4);
    int32_t h = micro_household(&l.m, 0), partner = lone(&l, 1, 30, 37);
    int32_t mother = micro_person(&l.m, h, 30, SEX_FEMALE, STATUS_EMPLOYED, 37);
    l.m.world.dwelling.rooms[l.m.world.household.dwelling[home_of(&l, partner)]] = 6;
    ledger_begin(&l);
    add(&l, EVENT_BIRTH, mother, 0, 0);
    add(&l, EVENT_COUPLE, mother, partner, 0);
    end_week(&l);
    cr_assert_eq(l.m.world.person.row[mother].area, 1);
    end_run(&l);
    for (int area = 0; area < 2; area++) {
        static const char *const keys[] = {"area", NULL};
        int64_t row = find_row(l.tally.moves_frame, keys, (const int64_t[]){area});
        EXPECT(l.tally.moves_frame, row, "in_persons", area == 1);
        EXPECT(l.tally.moves_frame, row, "out_persons", area == 0);
    }
    ledger_free(&l);
}

/* Fails when a hire is counted under another channel, or jobs outside are left out. */
Test(moves, hires_by_channel)
{
    struct parts p;
    make_parts(&p);
    play_parts(&p);
    static const char *const keys[] = {"area", "channel", NULL};
    static const int64_t expected[CHANNELS] = {[CHANNEL_DIRECT] = 2, /* jobs outside: s4, b */
                                               [CHANNEL_ACQUAINTANCE] = 1,
                                               [CHANNEL_JOBCENTRE] = 1};
    for (int channel = 0; channel < CHANNELS; channel++) {
        int64_t hires = 0;
        for (int area = 0; area < 3; area++) {
            const int64_t values[] = {area, channel};
            hires += cell(p.l.tally.channels, find_row(p.l.tally.channels, keys, values), "hires");
        }
        cr_assert_eq(hires, expected[channel], "channel %d: %d", channel, (int)hires);
    }
    ledger_free(&p.l);
}

/* Every Monday by status: the series is the state before the week's events. Fails when it is
 * written a week early or late, or when sums or `outside` are wrong. */
static int32_t series(const struct ledger *l, int week, int column, enum status status)
{
    const struct outcome *o = &l->outcome;
    return o->persons[(week * o->areas + column) * o->statuses + (int)status];
}

Test(series, state_of_each_monday)
{
    struct parts p;
    make_parts(&p);
    play_parts(&p);
    const struct ledger *l = &p.l;
    cr_assert_eq(l->outcome.weeks, 21);
    cr_assert_eq(l->outcome.areas, 5);
    cr_assert_eq(series(l, 0, 0, STATUS_EMPLOYED), 8);
    cr_assert_eq(series(l, 0, 0, STATUS_CHILD), 2);
    cr_assert_eq(series(l, 0, 2, STATUS_CHILD), 1);
    cr_assert_eq(series(l, 0, SUM, STATUS_EMPLOYED), 8);
    /* after the first week s2 without work, s3 and s4 in it, o1 retired, s5 and o2 gone */
    cr_assert_eq(series(l, 1, 0, STATUS_EMPLOYED), 6);
    cr_assert_eq(series(l, 1, 0, STATUS_PENSION), 1);
    cr_assert_eq(series(l, 1, 0, STATUS_CHILD), 0);
    cr_assert_eq(series(l, 1, 1, STATUS_EMPLOYED), 1);
    cr_assert_eq(series(l, 1, 2, STATUS_EMPLOYED), 2);
    cr_assert_eq(series(l, 1, 4, STATUS_CASH_BENEFIT), 0); /* outside */
    cr_assert_eq(series(l, 2, 4, STATUS_CASH_BENEFIT), 1); /* l2 */
    cr_assert_eq(series(l, 2, 0, STATUS_CHILD), 1);        /* t */
    cr_assert_eq(series(l, 3, 0, STATUS_CHILD), 0);
    cr_assert_eq(series(l, 3, 1, STATUS_EMPLOYED), 1); /* o2 is dead, m1 there */
    cr_assert_eq(series(l, 20, SUM, STATUS_EMPLOYED), 8);
    ledger_free(&p.l);
}

/* --- uplift --- */

static int64_t uplift_row(const struct ledger *l, int area, int cohort, int to_week)
{
    static const char *const names[] = {"area", "cohort", "definition", "to_week", NULL};
    return find_row(l->tally.uplift, names,
                    (const int64_t[]){area, cohort, EMPLOYMENT_E2, to_week});
}

static double real(const struct frame *frame, int64_t row, const char *name)
{
    return frame_cell(frame, row, frame_column(frame->info, name)).real;
}

/* Seven of area 0: a (works throughout, moves away), b (finds work), c (retires), d (dies), e
 * (abroad), f (out of work); child k turns 18 and works. g moves in, working. Fails when somebody
 * who moved away is no longer followed, when one of the lost stays in the denominator, when the
 * newcomer is taken for a member, or when children count before they are 18. */
Test(uplift, members_counted_by_hand)
{
    struct ledger l;
    ledger_start(&l, 60);
    int32_t a = lone(&l, 0, 30, 37), b = lone(&l, 0, 30, 0), c = lone(&l, 0, 64, 37);
    int32_t d = lone(&l, 0, 30, 37), e = lone(&l, 0, 30, 37), f = lone(&l, 0, 30, 37);
    int32_t g = lone(&l, 1, 30, 37);
    int32_t k = micro_person(&l.m, home_of(&l, b), 17, SEX_FEMALE, STATUS_CHILD, 0);
    micro_person(&l.m, home_of(&l, b), 12, SEX_FEMALE, STATUS_CHILD, 0);
    turn_adult(&l);
    ledger_begin(&l);
    add(&l, EVENT_HIRE_OUTSIDE, b, 37, 0);
    add(&l, EVENT_RETIRE, c, 0, 0);
    add(&l, EVENT_DEATH, d, 0, 0);
    add(&l, EVENT_SEPARATE, f, 0, 0);
    add(&l, EVENT_EMIGRATE, home_of(&l, e), 0, 0);
    move(&l, a, 2);
    move(&l, g, 0);
    end_week(&l);
    add(&l, EVENT_OF_AGE, k, 0, 0);
    end_week(&l);
    add(&l, EVENT_HIRE_OUTSIDE, k, 37, 0);
    end_week(&l);
    end_run(&l);
    const struct frame *u = l.tally.uplift;
    for (int at = YEAR; at <= 60; at += 8) { /* the anniversary and the end */
        int64_t row = uplift_row(&l, 0, 0, at);
        EXPECT(u, row, "from_week", 0);
        EXPECT(u, row, "cohort_size", 6);
        EXPECT(u, row, "cohort_employed_start", 5); /* all but b */
        EXPECT(u, row, "cohort_end", 3);            /* a, b, f */
        EXPECT(u, row, "cohort_employed_end", 2);   /* a, b */
        EXPECT(u, row, "cohort_over64", 1);
        EXPECT(u, row, "cohort_dead", 1);
        EXPECT(u, row, "cohort_emigrated", 1);
        EXPECT(u, row, "residents_start", 6);
        EXPECT(u, row, "residents_employed_start", 5);
        EXPECT(u, row, "residents_end", 4);          /* b, f, g, k */
        EXPECT(u, row, "residents_employed_end", 3); /* b, g, k */
        cr_assert_float_eq(real(u, row, "individual_uplift"), 2.0 / 3 - 5.0 / 6, 1e-12);
        cr_assert_float_eq(real(u, row, "area_uplift"), 3.0 / 4 - 5.0 / 6, 1e-12);
        row = uplift_row(&l, 0, 2, at); /* children: two, one of them grown up and in work */
        EXPECT(u, row, "cohort_size", 2);
        EXPECT(u, row, "cohort_employed_start", 0);
        EXPECT(u, row, "cohort_end", 1);
        EXPECT(u, row, "cohort_employed_end", 1);
        row = uplift_row(&l, SUM, 0, at); /* g is a member of the sum's cohort */
        EXPECT(u, row, "cohort_size", 7);
        EXPECT(u, row, "cohort_employed_end", 3);
        EXPECT(u, row, "residents_end", 4);
    }
    cr_assert(isnan(real(u, uplift_row(&l, 2, 0, YEAR), "individual_uplift"))); /* nobody */
    ledger_free(&l);
}

/* Age-adjusted: a man of 30 and a woman of 40 in area 0; among men of 31 one of four works, among
 * women of 41 two of two. After a year he works, she does not: 1/2 - (1/4 + 1)/2 = -1/8. Fails when
 * the rate of the age at the start is taken, when sex is ignored, or when the lost are not taken
 * out. */
Test(uplift, age_adjusted_by_hand)
{
    for (int dies = 0; dies <= 1; dies++) {
        struct ledger l;
        ledger_start(&l, YEAR);
        int32_t man = lone(&l, 0, 30, 0), woman = lone(&l, 0, 40, 0);
        l.m.world.person.row[woman].sex = SEX_FEMALE;
        for (int n = 0; n < 4; n++)
            lone(&l, 1, 31, n == 0 ? 37 : 0);
        for (int n = 0; n < 2; n++)
            l.m.world.person.row[lone(&l, 1, 41, 37)].sex = SEX_FEMALE;
        ledger_begin(&l);
        add(&l, EVENT_HIRE_OUTSIDE, man, 37, 0);
        if (dies)
            add(&l, EVENT_DEATH, woman, 0, 0);
        end_week(&l);
        end_run(&l);
        double adjusted =
            real(l.tally.uplift, uplift_row(&l, 0, 0, YEAR), "individual_uplift_age_adjusted");
        cr_assert_float_eq(adjusted, dies ? 1 - 0.25 : -0.125, 1e-12, "%f", adjusted);
        ledger_free(&l);
    }
}

/* Two boys: one is 17 on the date, the other turns 18 in that very week (on Monday he is still a
 * child) and emigrates later. Men of 18: one of two works. Fails when a member is taken out under
 * another age than he was counted under. */
Test(uplift, who_has_a_birthday_on_the_date_is_taken_out_under_one_age)
{
    struct ledger l;
    ledger_start(&l, 5 + YEAR);
    l.plan.cohort_week = MICRO_WEEK + 5;
    int32_t h = micro_household(&l.m, 0), other = micro_household(&l.m, 0);
    micro_person(&l.m, h, 40, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    micro_person(&l.m, other, 40, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    int32_t x = micro_person(&l.m, h, 17, SEX_MALE, STATUS_CHILD, 0);
    int32_t y = micro_person(&l.m, other, 17, SEX_MALE, STATUS_CHILD, 0);
    l.m.world.person.row[x].birth_week = (int16_t)(MICRO_WEEK + 5 - date_week_of_age(0, 18));
    lone(&l, 1, 18, 37);
    lone(&l, 1, 18, 0);
    turn_adult(&l);
    ledger_begin(&l);
    while (l.m.week.now < MICRO_WEEK + 5)
        end_week(&l);
    add(&l, EVENT_OF_AGE, x, 0, 0);
    end_week(&l);
    add(&l, EVENT_EMIGRATE, h, 0, 0);
    end_week(&l);
    add(&l, EVENT_OF_AGE, y, 0, 0);
    end_week(&l);
    end_run(&l);
    int64_t row = uplift_row(&l, 0, 2, 5 + YEAR);
    EXPECT(l.tally.uplift, row, "cohort_size", 2);
    EXPECT(l.tally.uplift, row, "cohort_end", 1);
    EXPECT(l.tally.uplift, row, "cohort_emigrated", 1);
    double adjusted = real(l.tally.uplift, row, "individual_uplift_age_adjusted");
    cr_assert_float_eq(adjusted, 0 - 0.5, 1e-12, "%f", adjusted); /* y: not in work; rate 1/2 */
    ledger_free(&l);
}

/* A cohort's date within the run: members are who lives there then. Fails when the start is taken.
 */
Test(uplift, members_are_those_of_the_date)
{
    struct ledger l;
    ledger_start(&l, 10);
    l.plan.cohort_week = MICRO_WEEK + 3;
    int32_t a = lone(&l, 0, 30, 37), b = lone(&l, 1, 30, 37);
    ledger_begin(&l);
    move(&l, a, 1);
    end_week(&l);
    end_week(&l);
    move(&l, b, 0); /* in the week before the date */
    end_week(&l);
    move(&l, b, 2); /* in its own week: he was there on Monday */
    end_week(&l);
    end_run(&l);
    int64_t row = uplift_row(&l, 0, 0, 10);
    EXPECT(l.tally.uplift, row, "from_week", 3);
    EXPECT(l.tally.uplift, row, "cohort_size", 1);
    EXPECT(l.tally.uplift, row, "cohort_end", 1);
    EXPECT(l.tally.uplift, row, "residents_start", 1);
    EXPECT(l.tally.uplift, row, "residents_end", 0);
    ledger_free(&l);
}

/* --- years --- */

/* Weeks belong to the calendar year of their Monday. Fails when the last week of a year is counted
 * in the next, or when counters are not emptied. */
Test(years, weeks_go_to_the_year_of_their_monday)
{
    struct ledger l;
    ledger_start(&l, 120);
    int32_t a = lone(&l, 0, 30, 37);
    int32_t vacant = micro_dwelling(&l.m, 0, TENURE_OWNER, 2);
    (void)vacant;
    ledger_begin(&l);
    int first = date_week_year(MICRO_WEEK), changes[3] = {0};
    int area = 0;
    while (l.m.week.now < MICRO_WEEK + 120) { /* back and forth every week */
        changes[date_week_year(l.m.week.now) - first] += area == 0;
        int32_t h = home_of(&l, a), old = l.m.world.household.dwelling[h];
        int32_t to = -1;
        area = 1 - area;
        for (int32_t d = 0; d < l.m.world.dwelling.count; d++)
            if (d != vacant && l.m.world.dwelling.household[d] < 0 &&
                l.m.world.dwelling.area[d] == area)
                to = d;
        add(&l, EVENT_MOVE, h, to >= 0 ? to : micro_dwelling(&l.m, area, TENURE_OWNER, 2), old);
        end_week(&l);
    }
    l.m.week.now--;
    cr_assert_eq(tally_end(&l.tally, &l.m.week), 0);
    static const char *const keys[] = {"area", "year", NULL};
    for (int k = 0; k < 3; k++) {
        int64_t row = find_row(l.tally.moves_frame, keys, (const int64_t[]){0, first + k});
        EXPECT(l.tally.moves_frame, row, "out_households", changes[k]);
        decomposition_row(&l, 0, EMPLOYMENT_E2, first + k);
    }
    cr_assert_eq(l.tally.moves_frame->rows, 3 * 4);
    cr_assert_eq(l.tally.decomposition->rows, (3 + 1) * 4 * EMPLOYMENTS);
    ledger_free(&l);
}

/* The yearly decomposition starts anew each year: whoever left in the first year is in no group of
 * the second. Fails when marks or the list of the touched are carried over. */
Test(years, each_year_starts_anew)
{
    struct ledger l;
    ledger_start(&l, 100);
    int32_t a = lone(&l, 0, 30, 37), b = lone(&l, 1, 30, 37);
    lone(&l, 0, 30, 0);
    ledger_begin(&l);
    move(&l, a, 1);
    end_week(&l);
    while (date_week_year(l.m.week.now) == date_week_year(MICRO_WEEK))
        end_week(&l);
    move(&l, b, 0);
    end_week(&l);
    end_run(&l);
    int first = date_week_year(MICRO_WEEK);
    const struct frame *d = l.tally.decomposition;
    int64_t row = decomposition_row(&l, 0, EMPLOYMENT_E2, first);
    EXPECT(d, row, "employed_start", 1);
    EXPECT(d, row, "leavers_employed", 1);
    EXPECT(d, row, "employed_end", 0);
    EXPECT(d, row, "arrivals", 0);
    row = decomposition_row(&l, 0, EMPLOYMENT_E2, first + 1);
    EXPECT(d, row, "employed_start", 0);
    EXPECT(d, row, "leavers", 0);
    EXPECT(d, row, "arrivals_employed", 1);
    EXPECT(d, row, "stayers", 1);
    EXPECT(d, row, "employed_end", 1);
    row = decomposition_row(&l, 0, EMPLOYMENT_E2, 0);
    EXPECT(d, row, "leavers_employed", 1);
    EXPECT(d, row, "arrivals_employed", 1);
    EXPECT(d, row, "stayers", 1);
    ledger_free(&l);
}
