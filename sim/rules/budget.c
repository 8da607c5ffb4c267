/* SPDX-License-Identifier: MIT */
#include "loft/rules/budget.h"

#include "internal.h"

#include <assert.h>

const char *const budget_type_ids[BUDGET_TYPES] = {
#define ID(id, text, danish) #id,
    BUDGET_TYPE_LIST(ID)};
const char *const budget_type_texts[BUDGET_TYPES] = {
#define TEXT(id, text, danish) text,
    BUDGET_TYPE_LIST(TEXT)};

/* The employee's third of ATP: all, two thirds, a third or nothing by hours a month. Exactly at the
 * uppermost limit, a week of 27 hours, two thirds are paid, as in the reference tables. */
static int64_t atp_on_pay(const struct rules *rules, int32_t weekly)
{
    int64_t hours = (int64_t)weekly * RULES_WEEKS, full = rule(rules, RULE_ATP);
    if (hours < rule(rules, RULE_ATP_THIRD_HOURS) * RULES_MONTHS)
        return 0;
    if (hours < rule(rules, RULE_ATP_TWO_THIRDS_HOURS) * RULES_MONTHS)
        return full / 3;
    return hours <= rule(rules, RULE_ATP_FULL_HOURS) * RULES_MONTHS ? full * 2 / 3 : full;
}

static struct rules_earnings earnings_of(const struct rules *rules,
                                         const struct budget_adult *adult)
{
    assert(adult->hours >= 0 && adult->hours <= BUDGET_HOURS_MOST);
    assert(adult->wage >= 0 && adult->wage <= BUDGET_WAGE_MOST);
    assert(adult->other >= 0 && adult->other <= BUDGET_MONEY_MOST);
    struct rules_earnings e = {.pay = adult->wage * adult->hours * RULES_WEEKS};
    e.labour_market = rules_part(e.pay, rule(rules, RULE_LABOUR_MARKET));
    e.atp = e.pay > 0 ? atp_on_pay(rules, adult->hours) : 0;
    e.countable = rules_most(0, e.pay - e.labour_market - e.atp);
    return e;
}

void budget_compute(const struct rules *rules, const struct budget_household *household,
                    struct budget *budget)
{
    struct rules_earnings earnings[BUDGET_ADULTS] = {0};
    int64_t income = 0;
    assert(household->adults == 1 || household->adults == 2);
    assert(household->children >= 0 && household->children <= BUDGET_CHILDREN);
    assert(household->rent >= 0 && household->rent <= BUDGET_MONEY_MOST);
    *budget = (struct budget){0};
    for (int i = 0; i < household->adults; i++)
        earnings[i] = earnings_of(rules, &household->adult[i]);
    cash_compute(rules, household, earnings, budget);
    for (int i = 0; i < household->adults; i++) {
        const struct rules_earnings *e = &earnings[i];
        budget->pay += e->pay;
        budget->labour_market += e->labour_market;
        budget->atp += e->atp;
        budget->other += household->adult[i].other;
        budget->income_of[i] =
            e->pay - e->labour_market - e->atp + budget->cash_of[i] + household->adult[i].other;
        income += budget->income_of[i];
    }
    budget->tax = tax_compute(rules, household, earnings, budget);
    int64_t room = cash_ceiling(rules, household, budget) - budget->cash;
    budget->housing =
        rules_least(housing_compute(rules, household, income, budget->cash), rules_most(0, room));
    budget->child_benefit = children_benefit(rules, household);
    budget->child_grant = children_grant(rules, household);
    budget->care = children_care(rules, household, income);
    budget->net = income - budget->tax + budget->housing + budget->child_benefit +
                  budget->child_grant - budget->care;
}

int64_t budget_rate(int64_t net_gain, int64_t earnings_gain)
{
    if (earnings_gain <= 0)
        return BUDGET_NO_RATE;
    int64_t lost = (earnings_gain - net_gain) * RULES_MILLION;
    return (lost + (lost < 0 ? -earnings_gain / 2 : earnings_gain / 2)) / earnings_gain;
}

int64_t budget_typical_rent(const struct rules *rules, int adults, int children)
{
    enum rule id = adults == 1 ? (children > 0 ? RULE_RENT_LONE_PARENT : RULE_RENT_SINGLE)
                               : (children > 0 ? RULE_RENT_PARENTS : RULE_RENT_COUPLE);
    return rule(rules, id) / RULES_MONTHS;
}

void budget_typical(const struct rules *rules, enum budget_type type, enum budget_benefit benefit,
                    struct budget_household *household)
{
    static const struct {
        int adults, children;
    } shapes[BUDGET_TYPES] = {{1, 0}, {1, 1}, {1, 2}, {2, 0}, {2, 2}};
    *household = (struct budget_household){.adults = shapes[type].adults,
                                           .children = shapes[type].children,
                                           .married = shapes[type].adults == 2,
                                           .age = {4, 8}};
    for (int i = 0; i < household->adults; i++)
        household->adult[i] =
            (struct budget_adult){.benefit = benefit, .wage = rule(rules, RULE_WAGE)};
    household->rent = budget_typical_rent(rules, household->adults, household->children);
    household->care_price = rule(rules, RULE_CARE_PRICE) / RULES_MONTHS;
}
