/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RULES_BUDGET_H
#define LOFT_RULES_BUDGET_H

#include "loft/rules/rulebook.h"

#include <stdbool.h>
#include <stdint.h>

/* The budget of a household: a pure function of household and rules, in whole numbers.
 *
 * All flows are whole øre a YEAR for twelve equal months. A year is 52 weeks here, so the number is
 * also the weekly flow in 1/52 øre, the unit in which a simulation accrues money: nothing is
 * rounded between the two. Each share of an amount is rounded to the nearest øre a year.
 *
 * Order of computation: pay; labour-market contribution and ATP; cash benefit; taxable income; tax;
 * housing support; benefit ceiling; child benefit and grant; day care; net.
 *
 * Left out, because the evidence does not give it: special housing aid (LAS § 34), the old ceilings
 * of 2004-2011, the 500-kroner, 300-, 450- and 225-hour rules, rates and ceilings of people under
 * 30 with children, the leisure supplement of 2025, deductions for transport and union. */

enum {
    BUDGET_ADULTS = 2,
    BUDGET_CHILDREN = 12,
    BUDGET_FULL_TIME = 37,
    BUDGET_HOURS_MOST = 80,
    BUDGET_WAGE_MOST = 100000,    /* øre an hour */
    BUDGET_MONEY_MOST = 100000000 /* øre */
};

/* What an adult draws when there is no other income. Before July 2025 RAISED and LEAST are the same
 * as CASH; from then on CASH is the base rate and the two YOUNG are the least rate. A spouse in
 * work whose partner needs cash benefit is CASH too: a married couple's benefit is one sum, from
 * which both earnings are set off. */
enum budget_benefit {
    BUDGET_NONE,
    BUDGET_CASH,
    BUDGET_CASH_YOUNG,      /* under 25, from 2014 under 30, away from home; no children */
    BUDGET_CASH_YOUNG_HOME, /* the same, with parents */
    BUDGET_CASH_RAISED,
    BUDGET_CASH_LEAST,
};

struct budget_adult {
    enum budget_benefit benefit;
    int32_t hours; /* paid ordinary hours a week, 0 .. BUDGET_HOURS_MOST */
    int64_t wage;  /* øre an hour, before tax, without the employer's pension; at most
                      BUDGET_WAGE_MOST */
    int64_t other; /* øre a year: taxable income that is not pay, such as unemployment benefit or
                      pension; reduces cash benefit krone by krone */
};

struct budget_household {
    int adults;   /* 1 or 2, who share a home as a couple */
    bool married; /* two adults: duty to support each other, shared allowances */
    bool church;  /* members of the national church */
    struct budget_adult adult[BUDGET_ADULTS];
    int children;                 /* under 18, at most BUDGET_CHILDREN */
    uint8_t age[BUDGET_CHILDREN]; /* of each child, in any order */
    int64_t rent;                 /* øre a month without heating */
    int64_t care_price;           /* øre a month: full price of one day-care place */
};

struct budget {
    int64_t pay, other;    /* gross pay; other taxable income */
    int64_t labour_market; /* paid */
    int64_t atp;           /* paid, on pay and on full cash benefit */
    int64_t cash;          /* cash benefit, before tax */
    int64_t tax;           /* paid; below 0 when the green cheque exceeds it */
    int64_t housing;       /* housing support */
    int64_t child_benefit, child_grant;
    int64_t care; /* paid for day care */
    int64_t net;
    int64_t cash_of[BUDGET_ADULTS];   /* each adult's part of cash */
    int64_t income_of[BUDGET_ADULTS]; /* personal income (personlig indkomst): what is taxed */
};

/* The budget. No side effects, no errors: the limits above are asserted. */
void budget_compute(const struct rules *rules, const struct budget_household *household,
                    struct budget *budget);

/* The part of extra earnings that does not become net income, in millionths: the participation tax
 * rate (PTR) where both gains are counted from no hours, the effective marginal rate (METR) where
 * from one hour less. BUDGET_NO_RATE when there are no extra earnings. */
#define BUDGET_NO_RATE INT64_MIN
int64_t budget_rate(int64_t net_gain, int64_t earnings_gain);

/* The five typical households: single (S0), lone parent of a child of 4 (S1), of 4 and 8 (S2),
 * married couple without (C0) and with children of 4 and 8 (C2), all on cash benefit and out of
 * work; wage, rent and day-care price from the rules. */
#define BUDGET_TYPE_LIST(X)                                                                        \
    X(S0, "single, no child", "enlig")                                                             \
    X(S1, "lone parent of a child of 4", "enlig med 1 barn")                                       \
    X(S2, "lone parent of children of 4 and 8", "enlig med 2 børn")                                \
    X(C0, "married couple, no child", "ægtepar")                                                   \
    X(C2, "married couple, children of 4 and 8", "ægtepar med 2 børn")
enum budget_type {
#define BUDGET_ENUM(id, text, danish) BUDGET_##id,
    BUDGET_TYPE_LIST(BUDGET_ENUM)
#undef BUDGET_ENUM
        BUDGET_TYPES
};
extern const char *const budget_type_ids[BUDGET_TYPES];
extern const char *const budget_type_texts[BUDGET_TYPES];

void budget_typical(const struct rules *rules, enum budget_type type, enum budget_benefit benefit,
                    struct budget_household *household);

/* The rules' typical rent of a household of this shape, øre a month. */
int64_t budget_typical_rent(const struct rules *rules, int adults, int children);

#endif
