/* SPDX-License-Identifier: MIT */
#include "loft/rules/benefit.h"

#include "internal.h"

#include <assert.h>

int64_t benefit_insured(const struct rules *rules, int32_t hours)
{
    assert(hours >= 0);
    if (hours > rule(rules, RULE_INSURED_HOURS))
        return 0;
    return rule(rules, RULE_INSURED_MOST) * (BUDGET_FULL_TIME - hours) / BUDGET_FULL_TIME;
}

int64_t benefit_student_grant(const struct rules *rules)
{
    return rule(rules, RULE_STUDENT_GRANT);
}

int64_t benefit_disability_pension(const struct rules *rules, bool couple, int64_t income)
{
    int64_t full = rule(rules, couple ? RULE_PENSION_COUPLE : RULE_PENSION_SINGLE);
    int64_t free_income = rule(rules, couple ? RULE_PENSION_FREE_COUPLE : RULE_PENSION_FREE_SINGLE);
    int64_t above = rules_most(0, income - free_income);
    return rules_most(0, full - rules_part(above, rule(rules, RULE_PENSION_TAPER)));
}

int64_t benefit_flexjob(const struct rules *rules, int64_t pay)
{
    int64_t limit = rule(rules, RULE_FLEX_LIMIT), low = rules_least(pay, limit);
    int64_t taper = rules_part(low, rule(rules, RULE_FLEX_TAPER)) +
                    rules_part(pay - low, rule(rules, RULE_FLEX_TAPER_ABOVE));
    int64_t full = rules_part(rule(rules, RULE_INSURED_MOST), rule(rules, RULE_FLEX_SHARE));
    return rules_most(0, full - taper);
}

int64_t benefit_waiting(const struct rules *rules)
{
    return rules_part(rule(rules, RULE_INSURED_MOST), rule(rules, RULE_WAITING_SHARE));
}
