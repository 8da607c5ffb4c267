/* SPDX-License-Identifier: MIT */
/* What holds for the budget of any household under any rules. */
#include "budgets.h"

TestSuite(budget_properties, .init = start, .fini = finish);

static uint64_t state;

static int64_t draw(int64_t low, int64_t high)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return low + (int64_t)((state >> 33) % (uint64_t)(high - low + 1));
}

static struct budget_household any_household(void)
{
    struct budget_household h = {.adults = (int)draw(1, 2),
                                 .married = draw(0, 2) > 0,
                                 .church = draw(0, 1),
                                 .children = (int)draw(0, 5)};
    for (int i = 0; i < h.adults; i++)
        h.adult[i] = (struct budget_adult){.benefit = (enum budget_benefit)draw(0, 5),
                                           .hours = (int)draw(0, 37),
                                           .wage = draw(9000, 30000),
                                           .other = draw(0, 3) == 0 ? draw(0, 25000000) : 0};
    for (int c = 0; c < h.children; c++)
        h.age[c] = (uint8_t)draw(0, 17);
    h.rent = draw(100000, 1200000);
    h.care_price = draw(150000, 350000);
    return h;
}

enum { TRIES = 3000 };

/* Net is what comes in less what is paid, the parts of the adults are the whole, and nothing that
 * is paid or received is negative (tax may be, by the green cheque). Fails when a component is
 * forgotten in the sum. */
Test(budget_properties, net_is_the_sum)
{
    state = 1;
    for (int i = 0; i < TRIES; i++) {
        struct budget_household h = any_household();
        struct budget b;
        budget_compute(&book.sets[i % book.count], &h, &b);
        cr_assert_eq(b.net, b.pay + b.other + b.cash + b.housing + b.child_benefit + b.child_grant -
                                b.labour_market - b.atp - b.tax - b.care);
        cr_assert_eq(b.cash, b.cash_of[0] + b.cash_of[1]);
        cr_assert_eq(b.income_of[0] + b.income_of[1],
                     b.pay + b.other + b.cash - b.labour_market - b.atp);
        cr_assert(b.pay >= 0 && b.cash >= 0 && b.housing >= 0 && b.care >= 0 && b.atp >= 0);
        cr_assert_geq(b.tax, -(200000 + 2 * 30000) * 2);
    }
}

/* Which adult or child stands first is nobody's business. Fails when the first one's own amounts
 * are used for both. */
Test(budget_properties, order_is_irrelevant)
{
    state = 2;
    for (int i = 0; i < TRIES; i++) {
        struct budget_household h = any_household(), other;
        struct budget a, b;
        other = h;
        for (int k = 0; k < h.adults; k++)
            other.adult[k] = h.adult[h.adults - 1 - k];
        for (int c = 0; c < h.children; c++)
            other.age[c] = h.age[h.children - 1 - c];
        budget_compute(&book.sets[i % book.count], &h, &a);
        budget_compute(&book.sets[i % book.count], &other, &b);
        cr_assert_eq(a.net, b.net);
        cr_assert_eq(a.cash, b.cash);
        cr_assert_eq(a.tax, b.tax);
        cr_assert_eq(a.cash_of[0], b.cash_of[h.adults - 1]);
    }
}

/* One more hour never costs more than it pays. It costs net income at all only at a cliff: a step
 * of the day-care fee, or a band of ATP (docs/rules.md lists those of the typical households).
 * Fails when a taper takes more than the krone, or a benefit ends at once. */
Test(budget_properties, net_falls_only_at_known_cliffs)
{
    state = 3;
    int falls = 0;
    for (int i = 0; i < TRIES / 3; i++) {
        const struct rules *rules = &book.sets[i % book.count];
        struct budget_household h = any_household();
        struct budget before = at(rules, &h, 0);
        for (int hours = 1; hours <= 37; hours++) {
            struct budget now = at(rules, &h, hours);
            int64_t gain = now.net - before.net, pay = now.pay - before.pay;
            cr_assert_geq(gain, -pay, "%s, %d hours", rules->name, hours);
            int64_t care = now.care - before.care, atp = now.atp - before.atp;
            if (gain < 0) {
                falls++;
                cr_assert(care > 0 || atp > 0, "%s, %d hours: net falls by %.2f without a cliff",
                          rules->name, hours, kr(-gain));
                cr_assert_geq(gain + care + (atp > 0 ? atp : 0), -5, "%s, %d hours", rules->name,
                              hours);
            }
            before = now;
        }
    }
    cr_assert_gt(falls, 0, "the test has not met a cliff");
}

/* With an average cap nobody's PTR passes the rate, with a marginal one no hour's METR does; the
 * top-up is never negative and, where the cap asks for nothing, zero. Fails when the cap is rounded
 * down, anchored elsewhere, or pays where it does not bind. */
Test(budget_properties, cap_holds)
{
    state = 4;
    for (int i = 0; i < TRIES / 10; i++) {
        const struct rules *rules = &book.sets[i % book.count];
        struct budget_household h = any_household();
        struct cap average = {draw(0, 1000000), false}, marginal = {average.rate, true};
        int64_t keep = 1000000 - average.rate;
        struct budget none = at(rules, &h, 0);
        int64_t before = none.net, pay_before = none.pay;
        for (int hours = 0; hours <= 37; hours++) {
            struct budget now = at(rules, &h, hours);
            int64_t a = capped(rules, &h, hours, &average), m = capped(rules, &h, hours, &marginal);
            int64_t pay = now.pay - none.pay;
            cr_assert_geq((a - none.net) * 1000000, keep * pay);
            cr_assert_geq((m - before) * 1000000, keep * (now.pay - pay_before));
            cr_assert(a >= now.net && m >= a - 37, "%s, %d hours", rules->name, hours);
            if ((now.net - none.net) * 1000000 >= keep * pay)
                cr_assert_eq(a, now.net);
            before = m;
            pay_before = now.pay;
        }
        cr_assert_eq(capped(rules, &h, 0, &average), none.net);
    }
}

/* A rate of 100 % and average: nobody is topped up whom work does not make poorer. */
Test(budget_properties, no_cap_no_change)
{
    for (int s = 0; s < book.count; s++)
        for (int type = 0; type < BUDGET_TYPES; type++) {
            struct budget_household h = typical(&book.sets[s], (enum budget_type)type);
            for (int hours = 0; hours <= 37; hours++)
                cr_assert_eq(capped(&book.sets[s], &h, hours, &(struct cap){1000000, false}),
                             at(&book.sets[s], &h, hours).net);
        }
}

/* PTR and METR are what net says: nothing kept 100 %, all kept 0, nothing earned no rate. Rounded
 * to the nearest millionth. */
Test(budget_properties, rates)
{
    cr_assert_eq(budget_rate(0, 1000), 1000000);
    cr_assert_eq(budget_rate(1000, 1000), 0);
    cr_assert_eq(budget_rate(300, 1000), 700000);
    cr_assert_eq(budget_rate(-50, 1000), 1050000);
    cr_assert_eq(budget_rate(1, 3), 666667);
    cr_assert_eq(budget_rate(10, 0), BUDGET_NO_RATE);
}
