/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_BUDGETS_H
#define LOFT_TESTS_BUDGETS_H

#include "loft/rules/benefit.h"
#include "loft/rules/cap.h"

#include <criterion/criterion.h>
#include <math.h>

/* What the tests of budgets share: the rulebook, and a typical household's budget. */

static struct rulebook book;
static struct report report;

static inline void start(void)
{
    cr_assert_eq(rulebook_read(LOFT_SOURCE "/scenarios/rules", &book, &report), 0);
}

static inline void finish(void)
{
    rulebook_clear(&book);
    report_clear(&report);
}

static inline const struct rules *rules_of(const char *name)
{
    const struct rules *rules = rulebook_find(&book, name);
    cr_assert_not_null(rules, "%s", name);
    return rules;
}

/* Kroner a month. */
static inline double kr(int64_t flow)
{
    return (double)flow / 1200;
}

static inline void near(int64_t flow, double kroner, double within, const char *what, int hours)
{
    cr_assert(fabs(kr(flow) - kroner) <= within, "%s at %d hours: %.2f, expected %.2f", what, hours,
              kr(flow), kroner);
}

static inline struct budget_household typical(const struct rules *rules, enum budget_type type)
{
    struct budget_household household;
    budget_typical(rules, type, BUDGET_CASH, &household);
    return household;
}

static inline struct budget at(const struct rules *rules, const struct budget_household *household,
                               int hours)
{
    struct budget_household h = *household;
    struct budget budget;
    h.adult[0].hours = hours;
    budget_compute(rules, &h, &budget);
    return budget;
}

static inline int64_t capped(const struct rules *rules, const struct budget_household *household,
                             int hours, const struct cap *cap)
{
    struct budget_household h = *household;
    h.adult[0].hours = hours;
    return at(rules, &h, hours).net + cap_top_up(rules, &h, 0, cap);
}

#endif
