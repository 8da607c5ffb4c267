/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* What is deducted from income before municipal and health tax: employment allowance, its extra for
 * lone parents, job allowance. */
static int64_t work_deductions(const struct rules *rules, int64_t pay, bool lone_parent)
{
    int64_t sum =
        rules_least(rules_part(pay, rule(rules, RULE_WORK_SHARE)), rule(rules, RULE_WORK_MOST));
    if (lone_parent)
        sum +=
            rules_least(rules_part(pay, rule(rules, RULE_LONE_SHARE)), rule(rules, RULE_LONE_MOST));
    int64_t above = rules_most(0, pay - rule(rules, RULE_JOB_FROM));
    return sum +
           rules_least(rules_part(above, rule(rules, RULE_JOB_SHARE)), rule(rules, RULE_JOB_MOST));
}

/* The top rate, cut where all rates together would pass the ceiling. */
static int64_t top_rate(const struct rules *rules, int64_t local)
{
    int64_t others = local + rule(rules, RULE_BOTTOM_TAX) + rule(rules, RULE_MIDDLE_TAX);
    int64_t room = rules_most(0, rule(rules, RULE_TAX_CEILING) - others);
    return rules_least(rule(rules, RULE_TOP_TAX), room);
}

/* Tax of adults [first, last), who share what they may share: a single or a married couple. */
static int64_t tax_of(const struct rules *rules, const struct budget_household *household,
                      const struct rules_earnings *earnings, const struct budget *budget, int first,
                      int last)
{
    int64_t local = rule(rules, RULE_MUNICIPAL_TAX) + rule(rules, RULE_HEALTH_TAX);
    int64_t church = household->church ? rule(rules, RULE_CHURCH_TAX) : 0;
    int64_t top = top_rate(rules, local), persons = last - first;
    int64_t income = 0, deductions = 0, tax = 0;
    bool lone_parent = household->adults == 1 && household->children > 0;
    for (int i = first; i < last; i++) {
        income += budget->income_of[i];
        deductions += work_deductions(rules, earnings[i].pay, lone_parent);
        tax += rules_part(rules_most(0, budget->income_of[i] - rule(rules, RULE_TOP_FROM)), top);
    }
    int64_t base = rules_most(0, income - persons * rule(rules, RULE_PERSONAL_ALLOWANCE));
    int64_t middle = rules_most(0, income - persons * rule(rules, RULE_MIDDLE_FROM));
    tax += rules_part(base, rule(rules, RULE_BOTTOM_TAX));
    tax += rules_part(rules_most(0, base - deductions), local + church);
    return tax + rules_part(middle, rule(rules, RULE_MIDDLE_TAX));
}

int64_t tax_compute(const struct rules *rules, const struct budget_household *household,
                    const struct rules_earnings earnings[BUDGET_ADULTS],
                    const struct budget *budget)
{
    int64_t tax = 0;
    if (household->adults == 2 && !household->married)
        tax = tax_of(rules, household, earnings, budget, 0, 1) +
              tax_of(rules, household, earnings, budget, 1, 2);
    else
        tax = tax_of(rules, household, earnings, budget, 0, household->adults);
    return tax - household->adults * rule(rules, RULE_GREEN) -
           rules_least(household->children, 2) * rule(rules, RULE_GREEN_CHILD);
}
