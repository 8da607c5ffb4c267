/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_LEDGER_H
#define LOFT_TESTS_LEDGER_H

#include "micro.h"

#include "loft/measure/tally.h"

/* What the measures count of a few people, for comparison with numbers counted by hand. Areas 0, 1
 * and 2; column 3 is the sum of 0 and 1. The run begins on a Monday in April 2007. */

enum { SUM = 3 };

struct ledger {
    struct micro m;
    struct tally_plan plan;
    struct tally tally;
    struct outcome outcome;
};

static inline void ledger_plan(struct ledger *l, int32_t weeks)
{
    micro_start(&l->m);
    l->plan = (struct tally_plan){.areas = 3,
                                  .columns = 4,
                                  .bits = {1, 2, 4, 3},
                                  .focus = 1,
                                  .start_week = MICRO_WEEK,
                                  .weeks = weeks,
                                  .cohort_week = MICRO_WEEK};
}

static inline void ledger_begin(struct ledger *l)
{
    micro_assert_sound(&l->m);
    cr_assert_eq(tally_begin(&l->tally, &l->plan, &l->m.world, 0, 0, &l->outcome), 0);
}

static inline void add(struct ledger *l, enum event_kind kind, int32_t subject, int32_t a,
                       int32_t b)
{
    struct event event = {.key = (uint64_t)l->m.week.events.count + 1,
                          .subject = subject,
                          .a = a,
                          .b = b,
                          .kind = (uint8_t)kind};
    cr_assert_eq(vec_push(&l->m.week.events, event), 0);
}

/* Apply the events added, all of which must hold, and measure; then it is the next Monday. */
static inline void end_week(struct ledger *l)
{
    struct week *w = &l->m.week;
    int64_t count = w->events.count;
    cr_assert_eq(settle_apply(w, w->events.data, count), 0);
    cr_assert_eq(w->applied.count, count, "%d of %d applied", (int)w->applied.count, (int)count);
    micro_assert_sound(&l->m);
    cr_assert_eq(tally_week(&l->tally, w), 0);
    cr_assert_eq(tally_record(&l->tally, w), 0);
    micro_week(&l->m, w->now + 1);
}

/* Let weeks go by until the Monday of this week of the run. */
static inline void until(struct ledger *l, int32_t week)
{
    while (l->m.week.now < MICRO_WEEK + week)
        end_week(l);
}

static inline void end_run(struct ledger *l)
{
    until(l, l->plan.weeks);
    l->m.week.now--; /* the last week */
    cr_assert_eq(tally_end(&l->tally, &l->m.week), 0);
}

static inline void ledger_free(struct ledger *l)
{
    tally_free(&l->tally);
    outcome_clear(&l->outcome);
    micro_free(&l->m);
}

#endif
