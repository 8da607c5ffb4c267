/* SPDX-License-Identifier: MIT */
#include "internal.h"

/* Lov om individuel boligstøtte §§ 22 and 72: a share of the rent less a share of income above a
 * limit; limits to both by whether there are children. */
int64_t housing_compute(const struct rules *rules, const struct budget_household *household,
                        int64_t income, int64_t cash)
{
    int64_t children = rules_least(household->children, rule(rules, RULE_HOUSING_CHILDREN));
    int64_t more = rules_most(0, children - 1); /* children that raise the income limit */
    int64_t highest = rule(rules, RULE_HOUSING_RENT_MOST);
    highest += children * rules_part(highest, rule(rules, RULE_HOUSING_RENT_STEP));
    int64_t rent = rules_least(household->rent * RULES_MONTHS, highest);
    int64_t limit = rule(rules, RULE_HOUSING_FROM) + more * rule(rules, RULE_HOUSING_CHILD_STEP);
    int64_t support = rules_part(rent, rule(rules, RULE_HOUSING_SHARE)) -
                      rules_part(rules_most(0, income - limit), rule(rules, RULE_HOUSING_TAPER));
    if (children == 0) {
        support = rules_least(support, rules_part(rent, rule(rules, RULE_HOUSING_CHILDLESS)));
    } else {
        int64_t most = rule(rules, RULE_HOUSING_MOST);
        if (children >= rule(rules, RULE_HOUSING_CHILDREN))
            most = rules_part(most, rule(rules, RULE_HOUSING_MANY));
        support = rules_least(support, rent - rule(rules, RULE_HOUSING_OWN_LEAST));
        support = rules_least(support, most);
    }
    bool raised = false; /* couples on the raised rate have a ceiling of their own */
    for (int i = 0; i < household->adults; i++)
        raised |= household->adult[i].benefit == BUDGET_CASH_RAISED;
    if (raised && household->adults == 2 && cash > 0 && rule(rules, RULE_HOUSING_RAISED_MOST) > 0)
        support = rules_least(support, rule(rules, RULE_HOUSING_RAISED_MOST));
    return rules_most(0, support);
}
