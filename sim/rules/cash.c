/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Full benefit of an adult without any income, before July 2025. */
static int64_t hourly_rate(const struct rules *rules, enum budget_benefit benefit, int children)
{
    if (benefit == BUDGET_NONE)
        return 0;
    if (children > 0)
        return rule(rules, RULE_CASH_PROVIDER);
    if (benefit == BUDGET_CASH_YOUNG)
        return rule(rules, RULE_CASH_YOUNG);
    if (benefit == BUDGET_CASH_YOUNG_HOME)
        return rule(rules, RULE_CASH_YOUNG_HOME);
    return rule(rules, RULE_CASH_OTHER);
}

/* The same from July 2025: a rate and supplements for children and for living alone. */
static int64_t reformed_rate(const struct rules *rules, enum budget_benefit benefit,
                             const struct budget_household *household)
{
    if (benefit == BUDGET_NONE)
        return 0;
    bool raised = benefit == BUDGET_CASH_RAISED, base = benefit == BUDGET_CASH;
    bool single = household->adults == 1;
    int64_t rate = rule(rules, raised ? RULE_RAISED_RATE : base ? RULE_BASE_RATE : RULE_LEAST_RATE);
    if (household->children > 0) {
        rate += rule(rules, RULE_CHILD_SUPPLEMENT);
        if (single && !raised)
            rate += rule(rules, RULE_LONE_PARENT_SUPPLEMENT);
    } else if (single && (raised || base)) {
        rate += rule(rules, RULE_SINGLE_SUPPLEMENT);
    }
    return rate;
}

/* What an adult's income takes from benefit: krone by krone above the disregard per hour worked. */
static int64_t hourly_set_off(const struct rules *rules, const struct budget_adult *adult,
                              const struct rules_earnings *earnings)
{
    int64_t hours = rules_least((int64_t)adult->hours * RULES_WEEKS,
                                rule(rules, RULE_DISREGARD_HOURS) * RULES_MONTHS);
    return adult->other + rules_most(0, earnings->countable - hours * rule(rules, RULE_DISREGARD));
}

/* The same from July 2025: 65 % of earnings above a free amount. */
static int64_t reformed_set_off(const struct rules *rules, const struct budget_adult *adult,
                                const struct rules_earnings *earnings)
{
    bool raised = adult->benefit == BUDGET_CASH_RAISED;
    int64_t free_amount = rule(rules, raised ? RULE_FREE_RAISED : RULE_FREE_BASE);
    return adult->other +
           rules_part(rules_most(0, earnings->countable - free_amount), rule(rules, RULE_TAPER));
}

/* Most benefit beside this income from July 2025: both together stop at a part of the highest
 * unemployment benefit. Applied to the earner's own benefit only. */
static int64_t reformed_stop(const struct rules *rules, const struct budget_adult *adult,
                             const struct rules_earnings *earnings)
{
    if (earnings->countable == 0)
        return INT64_MAX;
    bool raised = adult->benefit == BUDGET_CASH_RAISED;
    int64_t most = rules_part(rule(rules, RULE_INSURED_MOST),
                              rule(rules, raised ? RULE_STOP_RAISED : RULE_STOP_BASE));
    return rules_most(0, most - earnings->countable - adult->other);
}

/* ATP is paid on benefit at the full adult rate, by those who have no hours. */
static bool pays_atp(const struct budget_adult *adult, int64_t cash, int64_t full)
{
    bool young = adult->benefit == BUDGET_CASH_YOUNG || adult->benefit == BUDGET_CASH_YOUNG_HOME;
    return adult->hours == 0 && full > 0 && cash >= full && !young;
}

void cash_compute(const struct rules *rules, const struct budget_household *household,
                  struct rules_earnings earnings[BUDGET_ADULTS], struct budget *budget)
{
    bool reformed = rules_reformed(rules);
    int64_t full[BUDGET_ADULTS] = {0}, set_off[BUDGET_ADULTS] = {0};
    int adults = household->adults;
    for (int i = 0; i < adults; i++) {
        const struct budget_adult *adult = &household->adult[i];
        full[i] = reformed ? reformed_rate(rules, adult->benefit, household)
                           : hourly_rate(rules, adult->benefit, household->children);
        set_off[i] = reformed ? reformed_set_off(rules, adult, &earnings[i])
                              : hourly_set_off(rules, adult, &earnings[i]);
    }
    for (int i = 0; i < adults; i++) {
        const struct budget_adult *adult = &household->adult[i];
        /* what a married partner's income exceeds his own benefit by falls on mine */
        int other = 1 - i;
        int64_t burden =
            adults == 2 && household->married ? rules_most(0, set_off[other] - full[other]) : 0;
        int64_t left = full[i] - set_off[i];
        if (reformed)
            left = rules_least(left, reformed_stop(rules, adult, &earnings[i]));
        budget->cash_of[i] = rules_most(0, left - burden);
        budget->cash += budget->cash_of[i];
        if (pays_atp(adult, budget->cash_of[i], full[i]))
            earnings[i].atp += rule(rules, RULE_ATP);
    }
}

int64_t cash_ceiling(const struct rules *rules, const struct budget_household *household,
                     const struct budget *budget)
{
    int children = household->children, recipients = 0;
    if (rule(rules, RULE_CEILING_SINGLE) == 0 || budget->cash == 0)
        return INT64_MAX;
    if (household->adults == 1)
        return rule(rules, children == 0   ? RULE_CEILING_SINGLE
                           : children == 1 ? RULE_CEILING_LONE_ONE
                                           : RULE_CEILING_LONE_MORE);
    for (int i = 0; i < BUDGET_ADULTS; i++)
        recipients += household->adult[i].benefit != BUDGET_NONE;
    return recipients * rule(rules, children > 0 ? RULE_CEILING_PARENTS : RULE_CEILING_COUPLE);
}
