/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RULES_CAP_H
#define LOFT_RULES_CAP_H

#include "loft/rules/budget.h"

/* A cap on tax and taper together: a worker keeps at least 1 - rate of what he earns.
 *
 *   average    net(h) is at least net(0) + (1 - rate) x pay(h): the PTR is at most the rate.
 *   marginal   every further hour adds at least (1 - rate) x pay of the hour: the METR is at most
 *              the rate hour by hour, whatever the hours before brought.
 *
 * The cap is paid as an untaxed top-up that counts as no income anywhere; all means-tested support,
 * taxes and fees are within it. The other adult's hours are held. In the average case the top-up at
 * an hour depends on that hour only; in the marginal one on all hours up to it. */
struct cap {
    int64_t rate; /* millionths, 0 .. 1,000,000 */
    bool marginal;
};

/* The top-up of the household when adult `who` works the hours that stand in it, øre a year; 0 or
 * more. Computes two budgets (average) or one per hour and one (marginal). */
int64_t cap_top_up(const struct rules *rules, const struct budget_household *household, int who,
                   const struct cap *cap);

/* The part-time trap: the fewest hours of adult `who`, in thousandths of an hour, at which net
 * income with the cap reaches net income without it at full time (37 hours), on straight lines
 * between whole hours. CAP_NO_TRAP when the cap adds nothing at full time: then no fewer hours pay
 * as much. */
#define CAP_NO_TRAP INT64_MIN
int64_t cap_trap(const struct rules *rules, const struct budget_household *household, int who,
                 const struct cap *cap);

#endif
