/* SPDX-License-Identifier: MIT */
#include "loft/levers/policy.h"

/* Which rule social landlords in the areas follow when they let a dwelling (model/letting.h).
 * Selecting on jobs raises the area's employment by accounting: such lifts are imported, not
 * uplift. */

/* clang-format off */
#define LETTING_RULE_PARAMS(P, S) \
    P(S, CHOICE, rule, "1", "flexible", NULL, NULL, "external|flexible|combined", "a choice", CHOICE, false, \
      "external = the waiting lists; flexible = households with an adult in work 20+ hours or in education first; combined = the waiting lists, but households in which every adult has been on cash benefit for long are refused.") \
    P(S, SHARE, share, "share of lettings", "1", "0", "1", NULL, \
      "Odense: every second small flat (odense.dk); Gellerup: nearly all (gellerup.nu 2014)", C, true, \
      "Share of the lettings that follow the rule; the others follow the waiting lists. Municipal assignment comes before both.") \
    P(S, COUNT, landlord, "1", "0", "0", "7", NULL, "a choice", CHOICE, false, \
      "Number of the landlord whose dwellings follow the rule; 0 = all of them (letting.landlords says how many there are).") \
    P(S, COUNT, refused, "week", "26", "0", "9999", NULL, \
      "6 consecutive months on cash benefit, applicant and spouse (L 32 of 2005, section 51 b)", C, false, \
      "Combined rule: weeks on cash benefit from which an applicant household is refused. Counted from the last change of status.") \
    P(S, COUNT, empty_at_most, "week", "26", "0", "9999", NULL, \
      "a dwelling that has been vacant for more than 6 months may be let to others (gellerup.nu 2014)", C, false, \
      "Combined rule: weeks of standing empty after which nobody is refused any more.")
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
    struct letting_state state = {.rule = (enum letting_rule)p->rule,
                                  .share = p->share,
                                  .refused = p->refused,
                                  .empty = p->empty_at_most};
    for (int area = 0; area < AREA_CODES; area++)
        for (int landlord = 0; landlord < LANDLORDS_MOST; landlord++)
            if ((policy->areas >> area & 1u) && (p->landlord == 0 || p->landlord == landlord))
                week->letting[area][landlord] = state;
}

const struct lever lever_letting_rule = {
    .name = "letting_rule",
    .text =
        "The rule by which social dwellings in the areas are let. The flexible rule puts "
        "households with work or education first; the combined rule refuses households that have "
        "long been on cash benefit. Those turned away look elsewhere.",
    .equation =
        "flexible: score(claim) = 10^9 if an adult works 20+ hours or studies, + fit + weeks "
        "waited; combined: no claim if min over adults of weeks on cash benefit >= refused "
        "and weeks vacant < empty_at_most",
    .params = letting_rule_rows,
    .param_count = sizeof letting_rule_rows / sizeof *letting_rule_rows,
    .size = sizeof(struct letting_rule_params),
    .most = most,
    .write = write,
};
