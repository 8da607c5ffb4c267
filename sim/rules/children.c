/* SPDX-License-Identifier: MIT */
#include "internal.h"

int64_t children_benefit(const struct rules *rules, const struct budget_household *household)
{
    int64_t sum = 0;
    for (int c = 0; c < household->children; c++)
        sum += rule(rules, household->age[c] < 3   ? RULE_CHILD_SMALL
                           : household->age[c] < 7 ? RULE_CHILD_MIDDLE
                                                   : RULE_CHILD_LARGE);
    return sum;
}

int64_t children_grant(const struct rules *rules, const struct budget_household *household)
{
    if (household->adults != 1 || household->children == 0)
        return 0;
    return household->children * rule(rules, RULE_GRANT_CHILD) + rule(rules, RULE_GRANT_EXTRA);
}

/* The share of the price that the parents pay: nothing up to a limit, then a first share and one
 * more step for every step of income, everything from an upper limit. */
static int64_t care_share(const struct rules *rules, const struct budget_household *household,
                          int64_t income)
{
    int64_t counted = income - (household->children - 1) * rule(rules, RULE_CARE_CHILD);
    if (household->adults == 1)
        counted -= rule(rules, RULE_CARE_LONE);
    int64_t above = counted - rule(rules, RULE_CARE_FREE_BELOW);
    if (above <= 0)
        return 0;
    if (counted >= rule(rules, RULE_CARE_FULL_FROM))
        return RULES_MILLION;
    int64_t share = rule(rules, RULE_CARE_FIRST_SHARE) +
                    above / rule(rules, RULE_CARE_STEP) * rule(rules, RULE_CARE_STEP_SHARE);
    return rules_least(RULES_MILLION, share);
}

int64_t children_care(const struct rules *rules, const struct budget_household *household,
                      int64_t income)
{
    int places = 0;
    for (int c = 0; c < household->children; c++)
        places += household->age[c] < rule(rules, RULE_CARE_UNDER_AGE);
    if (places == 0)
        return 0;
    int64_t first = household->care_price * RULES_MONTHS;
    int64_t price = first + (places - 1) * rules_part(first, rule(rules, RULE_CARE_SIBLING));
    return rules_part(price, care_share(rules, household, income));
}
