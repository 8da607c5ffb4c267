/* SPDX-License-Identifier: MIT */
#include "loft/levers/policy.h"

/* Which rule social landlords in the areas follow when they let a dwelling (model/letting.h).
 * Selecting on jobs raises the area's employment by accounting: such lifts are imported, not
 * uplift. */

/* clang-format off */
#define LETTING_RULE_PARAMS(P, S) \
    P(S, CHOICE, rule, "1", "flexible", NULL, NULL, "external|flexible", "a choice", CHOICE, false, \
      "external = the waiting list; flexible = households with an adult in work 20+ hours or in education first.") \
    P(S, SHARE, share, "share of lettings", "1", "0", "1", NULL, \
      "Odense: every second small flat (odense.dk); Gellerup: nearly all (gellerup.nu 2014)", C, true, \
      "Share of the lettings that follow the rule; the others follow the external list. Municipal assignment comes before both.")
/* clang-format on */
struct letting_rule_params {
    LETTING_RULE_PARAMS(PARAM_FIELD, letting_rule_params)
};
static const struct param letting_rule_rows[] = {
    LETTING_RULE_PARAMS(PARAM_ROW, letting_rule_params)};

static int64_t most(const void *own, enum process process)
{
    (void)own;
    (void)process;
    return FACTOR_ONE;
}

static void write(const struct policy *policy, const void *own, struct week *week)
{
    const struct letting_rule_params *p = own;
    for (int area = 0; area < AREA_CODES; area++)
        if (policy->areas >> area & 1u)
            week->letting[area] =
                (struct letting_state){.rule = (enum letting_rule)p->rule, .share = p->share};
}

const struct lever lever_letting_rule = {
    .name = "letting_rule",
    .text = "The rule by which social dwellings in the areas are let. The flexible rule puts "
            "households with work or education first; those turned away look elsewhere.",
    .equation = "score(claim) = 10^9 if an adult works 20+ hours or studies, + fit + weeks waited",
    .params = letting_rule_rows,
    .param_count = sizeof letting_rule_rows / sizeof *letting_rule_rows,
    .size = sizeof(struct letting_rule_params),
    .most = most,
    .write = write,
};
