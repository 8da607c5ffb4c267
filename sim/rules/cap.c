/* SPDX-License-Identifier: MIT */
#include "loft/rules/cap.h"

#include "internal.h"

#include <assert.h>

/* The least gain of net income that the cap leaves of extra pay, rounded up so that the rate is
 * never exceeded. */
static int64_t kept(const struct cap *cap, int64_t pay)
{
    assert(cap->rate >= 0 && cap->rate <= RULES_MILLION);
    return (pay * (RULES_MILLION - cap->rate) + RULES_MILLION - 1) / RULES_MILLION;
}

/* Net income with the cap, hour by hour. */
struct capped {
    const struct rules *rules;
    const struct cap *cap;
    struct budget_household household;
    int who;
    int64_t start; /* net income at no hours */
    int64_t net;   /* at the hours reached, without the cap */
    int64_t pay;   /* of the whole household */
    int64_t with;  /* net income with the cap */
};

static void begin(struct capped *c, const struct rules *rules,
                  const struct budget_household *household, int who, const struct cap *cap)
{
    struct budget budget;
    assert(who >= 0 && who < household->adults);
    *c = (struct capped){.rules = rules, .cap = cap, .household = *household, .who = who};
    c->household.adult[who].hours = 0;
    budget_compute(rules, &c->household, &budget);
    c->start = c->net = c->with = budget.net;
    c->pay = budget.pay;
}

/* Go on to `hours`; the average cap may skip hours, the marginal one goes one by one. */
static void go(struct capped *c, int32_t hours)
{
    struct budget budget;
    const struct budget_adult *adult = &c->household.adult[c->who];
    int64_t worked = adult->wage * hours * RULES_WEEKS; /* pay of these hours alone */
    c->household.adult[c->who].hours = hours;
    budget_compute(c->rules, &c->household, &budget);
    if (c->cap->marginal)
        c->with += rules_most(budget.net - c->net, kept(c->cap, budget.pay - c->pay));
    else
        c->with = rules_most(budget.net, c->start + kept(c->cap, worked));
    c->net = budget.net;
    c->pay = budget.pay;
}

int64_t cap_top_up(const struct rules *rules, const struct budget_household *household, int who,
                   const struct cap *cap)
{
    struct capped c;
    int32_t hours = household->adult[who].hours;
    begin(&c, rules, household, who, cap);
    for (int32_t h = cap->marginal ? 1 : hours; h <= hours && h > 0; h++)
        go(&c, h);
    return c.with - c.net;
}

int64_t cap_trap(const struct rules *rules, const struct budget_household *household, int who,
                 const struct cap *cap)
{
    struct capped c;
    struct budget_household full = *household;
    struct budget target;
    full.adult[who].hours = BUDGET_FULL_TIME;
    if (cap_top_up(rules, &full, who, cap) == 0)
        return CAP_NO_TRAP;
    budget_compute(rules, &full, &target);
    begin(&c, rules, household, who, cap);
    if (c.with >= target.net)
        return 0;
    for (int32_t h = 1; h <= BUDGET_FULL_TIME; h++) {
        int64_t before = c.with;
        go(&c, h);
        if (c.with >= target.net)
            return 1000 * (h - 1) + 1000 * (target.net - before) / (c.with - before);
    }
    return CAP_NO_TRAP;
}
