/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RULES_INTERNAL_H
#define LOFT_RULES_INTERNAL_H

#include "loft/rules/budget.h"

/* Shared by the files of this floor only. */

enum { RULES_MILLION = 1000000, RULES_MONTHS = 12, RULES_WEEKS = 52 };

/* amount x share, in millionths, to the nearest øre, half away from zero. |amount| below 10^12. */
static inline int64_t rules_part(int64_t amount, int64_t share)
{
    int64_t product = amount * share;
    return (product + (product < 0 ? -RULES_MILLION / 2 : RULES_MILLION / 2)) / RULES_MILLION;
}

static inline int64_t rules_least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t rules_most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* What one adult earns and pays on it, øre a year. */
struct rules_earnings {
    int64_t pay, labour_market, atp;
    int64_t countable; /* pay less both: what is set off */
};

/* cash.c: cash benefit of each adult before the ceiling, which leaves it alone; the sum is
 * budget->cash. Also the ATP on full benefit of those without hours, added to earnings[i].atp. */
void cash_compute(const struct rules *rules, const struct budget_household *household,
                  struct rules_earnings earnings[BUDGET_ADULTS], struct budget *budget);

/* cash.c: the benefit ceiling of the household, øre a year; INT64_MAX where there is none. */
int64_t cash_ceiling(const struct rules *rules, const struct budget_household *household,
                     const struct budget *budget);

/* tax.c: income tax of the household from income_of[] and pay. */
int64_t tax_compute(const struct rules *rules, const struct budget_household *household,
                    const struct rules_earnings earnings[BUDGET_ADULTS],
                    const struct budget *budget);

/* housing.c: housing support before the ceiling. `income` is that of the whole household. */
int64_t housing_compute(const struct rules *rules, const struct budget_household *household,
                        int64_t income, int64_t cash);

/* children.c */
int64_t children_benefit(const struct rules *rules, const struct budget_household *household);
int64_t children_grant(const struct rules *rules, const struct budget_household *household);
int64_t children_care(const struct rules *rules, const struct budget_household *household,
                      int64_t income);

#endif
