/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_FAMILY_H
#define LOFT_MODEL_FAMILY_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Family: births and parental leave. Weekly chance of a birth from the yearly rate by origin and
 * age. The mother's partner is the father. A mother (father) in work is on parental leave for
 * leave_mother (leave_father) weeks from the Monday after the birth: the status is the benefit, the
 * job slot and its hours are kept; then he or she is back in the job. Couples: model/couple.h;
 * leaving a household: model/leaving.h; who goes along: model/kin.h. The parameters of all stand
 * here. */

/* clang-format off */
#define FAMILY_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "children are born, couples form and part, people leave home") \
    P(S, FILE, fertility, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: births per 1,000 women a year by origin and age.") \
    P(S, SHARE, boys, "share", "0.513", "0.4", "0.6", NULL, \
      "sex ratio at birth 105 to 100, recalled", C, false, \
      "Share of boys among the newborn.") \
    P(S, COUNT, leave_mother, "week", "44", "0", "104", NULL, \
      "assumption: nearly all of the 14 + 32 weeks of the law of 2002, recalled", ASSUMPTION, false, \
      "Weeks of parental leave of a mother who is in work.") \
    P(S, COUNT, leave_father, "week", "3", "0", "104", NULL, \
      "assumption: the 2 weeks of the law of 2002 and a little more, recalled", ASSUMPTION, false, \
      "The same of a father who is in work.") \
    P(S, FILE, unions, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: new couples per year and person without partner, by sex and age. Empty: no couple forms.") \
    P(S, FACTOR, union_factor, "1", "1", "0", "1.4", NULL, \
      "assumption: keeps the stock of couples of the place near where it is", ASSUMPTION, false, \
      "Factor on the rates of family.unions.") \
    P(S, FACTOR, gap_years, "year", "2.6", "0", "10", NULL, \
      "man minus woman, Danmarks Statistik, recalled", C, false, \
      "Years by which the man whom a woman looks for is older than her.") \
    P(S, FACTOR, spread_years, "year", "4.6", "0", "10", NULL, \
      "Danmarks Statistik, recalled", C, false, \
      "Standard deviation of the age looked for.") \
    P(S, FACTOR, gap_nonwestern, "year", "4.5", "0", "10", NULL, \
      "Danmarks Statistik, recalled", C, false, \
      "As gap_years, for people of non-Western origin.") \
    P(S, FACTOR, spread_nonwestern, "year", "6", "0", "10", NULL, \
      "Danmarks Statistik, recalled", C, false, \
      "As spread_years, for people of non-Western origin.") \
    P(S, SHARE, mixed, "share", "0.2", "0", "1", NULL, \
      "of non-Western men who married somebody in Denmark in 2010, 21 % married one of Danish origin (Fakta om integration 2011 p. 41)", C, false, \
      "Share of looks for a partner of Danish origin, for people of other origin.") \
    P(S, SHARE, same_sex, "share", "0.01", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of people who look for a partner of their own sex.") \
    P(S, SHARE, marriage, "share a year", "0.09", "0", "1", NULL, \
      "Danmarks Statistik, recalled, +-3 points", C, false, \
      "Share of cohabiting couples that marry at an anniversary.") \
    P(S, SHARE, marriage_children, "share a year", "0.14", "0", "1", NULL, \
      "Danmarks Statistik, recalled, +-3 points", C, false, \
      "The same with children under 18 in the household.") \
    P(S, FILE, parting, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly rate at which cohabiting couples without children part, by age. Empty: never.") \
    P(S, FILE, divorce, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly rate at which married couples part, by years since the couple began. Empty: never.") \
    P(S, SHARE, parting_children, "share a year", "0.045", "0", "0.1", NULL, \
      "Danmarks Statistik, recalled, +-30 %", C, false, \
      "Yearly rate at which cohabiting couples with children under 18 in the household part.") \
    P(S, SHARE, man_leaves, "share", "0.6", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of partings in which the man has to move out.") \
    P(S, SHARE, custody_mother, "share", "0.85", "0", "1", NULL, \
      "addresses of children after a break-up, Danmarks Statistik, recalled, +-3 points", C, false, \
      "Share of couples whose children live with the mother after parting.") \
    P(S, FILE, leaving_home, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly rate at which adults in somebody else's household wish to leave it, by sex and age. Empty: never.") \
    P(S, FACTOR, leaving_nonwestern, "1", "0.6", "0", "1", NULL, \
      "descendants leave later (Danmarks Statistik 2023: 14.3 against 3.2 % of those aged 30-44 live with a parent), size recalled", C, false, \
      "Factor on leaving_home for people of non-Western origin.") \
    P(S, SHARE, leaving_away, "share", "0.15", "0", "1", NULL, \
      "assumption: a few hundred a year, of about 400 out-movers of 18-19 (recalled)", ASSUMPTION, false, \
      "Share of those who leave home for another municipality.") \
    P(S, SHARE, leaver_search, "chance a week", "0.5", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Chance a week that somebody who wishes to leave a household looks at dwellings.")
/* clang-format on */
struct family_params {
    FAMILY_PARAMS(PARAM_FIELD, family_params)
};

struct event;
struct segment;
struct start;
struct week;
struct world;

extern const struct segment family_segment;

/* BIRTH: a woman who lives in Denmark gets a child into her household. RETURN: subject = person. */
bool family_birth(struct week *week, const struct event *event);
bool family_return(struct week *week, const struct event *event);

/* At the start: parents in work of children so young that they are still on leave. */
void family_start(struct world *world, const struct start *start);

#endif
