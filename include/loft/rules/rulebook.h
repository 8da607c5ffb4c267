/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RULES_RULEBOOK_H
#define LOFT_RULES_RULEBOOK_H

#include "loft/base/report.h"
#include "loft/conf/csv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The rulebook: what the Danish tax and benefit laws say at a date, read from `scenarios/rules/`.
 *
 *   YYYY.csv, YYYYhN.csv, YYYYqN.csv   one set of rules, in force from that year, half-year or
 * quarter common.csv                         what is the same in all sets series.csv index series
 * that carry a value from one year to another
 *
 * Every row has a key, a value, a unit, a source and a grade (seen, derived, recalled, assumption).
 * A set states what is known of its date. The row `carried_from` names another set: what this one
 * does not state is taken from the nearest set along that chain which states it, multiplied by the
 * rule's index series (rates and series `held`: unchanged) and rounded to whole kroner, øre for
 * kroner an hour. Such a value is marked carried, with the year and the series; within a year it
 * keeps its grade. A set without
 * `carried_from` is complete: every rule that it needs stands in it or in common.csv.
 *
 * In memory money is whole øre: rules given per month or per year are øre a YEAR, rules given per
 * hour øre an hour; shares are millionths; numbers are whole. */

/* In which unit a file writes the rule. */
#define RULE_UNIT_LIST(X)                                                                          \
    X(SHARE, "share")                                                                              \
    X(MONTH, "kr a month")                                                                         \
    X(YEAR, "kr a year")                                                                           \
    X(HOUR, "kr an hour")                                                                          \
    X(NUMBER, "number")

/* Index series of series.csv; HELD carries unchanged. */
#define RULE_SERIES_LIST(X)                                                                        \
    X(HELD, held, "unchanged", "uændret")                                                          \
    X(RATES, rate_adjustment, "yearly adjustment of benefit rates", "satsregulering")              \
    X(ALLOWANCES, allowances, "adjustment of amounts in tax law", "personskattelovens § 20")       \
    X(HOUSING, housing_support, "adjustment of amounts in housing support",                        \
      "boligstøtteregulering")                                                                     \
    X(CHILDREN, child_benefit, "level of child benefit", "børne- og ungeydelse")                   \
    X(RENTS, rents, "social rent per square metre", "almen leje pr. m2")

/* When a set must have the rule: always; never (0 = not in force); in the system with an hourly
 * disregard; in the system of July 2025; all of the benefit ceiling or nothing of it. */
enum rule_need { NEED_ALWAYS, NEED_NEVER, NEED_HOURLY, NEED_REFORM, NEED_CEILING };

/* X(ID, key, unit, series, need, text, Danish term) */
#define RULE_LIST(X)                                                                               \
    X(LABOUR_MARKET, labour_market_contribution, SHARE, HELD, ALWAYS,                              \
      "labour-market contribution, of gross pay", "arbejdsmarkedsbidrag")                          \
    X(ATP, atp, MONTH, HELD, ALWAYS, "employee's third of the supplementary pension, full time",   \
      "ATP-bidrag")                                                                                \
    X(ATP_THIRD_HOURS, atp_third_hours, NUMBER, HELD, ALWAYS,                                      \
      "hours a month from which a third of it is paid", "ATP, 1/3 bidrag")                         \
    X(ATP_TWO_THIRDS_HOURS, atp_two_thirds_hours, NUMBER, HELD, ALWAYS,                            \
      "hours a month from which two thirds are paid", "ATP, 2/3 bidrag")                           \
    X(ATP_FULL_HOURS, atp_full_hours, NUMBER, HELD, ALWAYS,                                        \
      "hours a month above which all of it is paid", "ATP, fuldt bidrag")                          \
    X(BOTTOM_TAX, bottom_tax, SHARE, HELD, ALWAYS, "bottom tax", "bundskat")                       \
    X(HEALTH_TAX, health_contribution, SHARE, HELD, ALWAYS,                                        \
      "health contribution (before 2007: county tax)", "sundhedsbidrag")                           \
    X(MUNICIPAL_TAX, municipal_tax, SHARE, HELD, ALWAYS, "municipal tax, average of the country",  \
      "kommuneskat")                                                                               \
    X(CHURCH_TAX, church_tax, SHARE, HELD, NEVER, "church tax of members", "kirkeskat")            \
    X(MIDDLE_TAX, middle_tax, SHARE, HELD, NEVER, "middle tax", "mellemskat")                      \
    X(MIDDLE_FROM, middle_from, YEAR, ALLOWANCES, NEVER, "middle tax above", "mellemskattegrænse") \
    X(TOP_TAX, top_tax, SHARE, HELD, ALWAYS, "top tax", "topskat")                                 \
    X(TOP_FROM, top_from, YEAR, ALLOWANCES, ALWAYS, "top tax above", "topskattegrænse")            \
    X(TAX_CEILING, tax_ceiling, SHARE, HELD, ALWAYS,                                               \
      "ceiling of all tax rates without church tax", "skatteloft")                                 \
    X(PERSONAL_ALLOWANCE, personal_allowance, YEAR, ALLOWANCES, ALWAYS, "personal allowance",      \
      "personfradrag")                                                                             \
    X(WORK_SHARE, employment_allowance, SHARE, HELD, ALWAYS, "employment allowance, of gross pay", \
      "beskæftigelsesfradrag")                                                                     \
    X(WORK_MOST, employment_allowance_most, YEAR, ALLOWANCES, ALWAYS,                              \
      "employment allowance, most", "beskæftigelsesfradrag, maksimum")                             \
    X(LONE_SHARE, lone_parent_allowance, SHARE, HELD, NEVER,                                       \
      "extra employment allowance of lone parents", "ekstra beskæftigelsesfradrag, enlige")        \
    X(LONE_MOST, lone_parent_allowance_most, YEAR, ALLOWANCES, NEVER,                              \
      "extra employment allowance of lone parents, most",                                          \
      "ekstra beskæftigelsesfradrag, maksimum")                                                    \
    X(JOB_SHARE, job_allowance, SHARE, HELD, NEVER, "job allowance", "jobfradrag")                 \
    X(JOB_FROM, job_allowance_from, YEAR, ALLOWANCES, NEVER, "job allowance, of gross pay above",  \
      "jobfradrag, bundgrænse")                                                                    \
    X(JOB_MOST, job_allowance_most, YEAR, ALLOWANCES, NEVER, "job allowance, most",                \
      "jobfradrag, maksimum")                                                                      \
    X(GREEN, green_cheque, YEAR, HELD, NEVER, "green cheque per adult", "grøn check")              \
    X(GREEN_CHILD, green_cheque_child, YEAR, HELD, NEVER, "green cheque per child, at most two",   \
      "grøn check, børn")                                                                          \
    X(CASH_PROVIDER, cash_provider, MONTH, RATES, HOURLY, "cash benefit of a provider",            \
      "kontanthjælp, forsørger")                                                                   \
    X(CASH_OTHER, cash_other, MONTH, RATES, HOURLY, "cash benefit of others",                      \
      "kontanthjælp, ikke-forsørger")                                                              \
    X(CASH_YOUNG, cash_young, MONTH, RATES, NEVER,                                                 \
      "cash benefit under 25 (from 2014: 30), living away from home",                              \
      "kontanthjælp, unge udeboende")                                                              \
    X(CASH_YOUNG_HOME, cash_young_home, MONTH, RATES, NEVER,                                       \
      "cash benefit under 25 (from 2014: 30), living with parents",                                \
      "kontanthjælp, unge hjemmeboende")                                                           \
    X(DISREGARD, disregard, HOUR, RATES, HOURLY, "earnings disregarded per hour worked",           \
      "timefradrag, LAS § 31")                                                                     \
    X(DISREGARD_HOURS, disregard_hours, NUMBER, HELD, HOURLY, "hours a month with a disregard",    \
      "timefradrag, højst timer")                                                                  \
    X(CEILING_SINGLE, ceiling_single, MONTH, RATES, CEILING, "benefit ceiling, single, no child",  \
      "kontanthjælpsloft, enlig")                                                                  \
    X(CEILING_LONE_ONE, ceiling_lone_one, MONTH, RATES, CEILING,                                   \
      "benefit ceiling, lone parent of one", "kontanthjælpsloft, enlig med 1 barn")                \
    X(CEILING_LONE_MORE, ceiling_lone_more, MONTH, RATES, CEILING,                                 \
      "benefit ceiling, lone parent of more", "kontanthjælpsloft, enlig med 2+ børn")              \
    X(CEILING_COUPLE, ceiling_couple, MONTH, RATES, CEILING,                                       \
      "benefit ceiling, each of a couple, no child", "kontanthjælpsloft, par")                     \
    X(CEILING_PARENTS, ceiling_parents, MONTH, RATES, CEILING,                                     \
      "benefit ceiling, each of a couple with children", "kontanthjælpsloft, par med børn")        \
    X(BASE_RATE, base_rate, MONTH, RATES, REFORM, "base rate of cash benefit", "grundsats")        \
    X(RAISED_RATE, raised_rate, MONTH, RATES, REFORM, "raised rate", "forhøjet sats")              \
    X(LEAST_RATE, least_rate, MONTH, RATES, REFORM, "least rate", "mindstesats")                   \
    X(CHILD_SUPPLEMENT, child_supplement, MONTH, RATES, REFORM, "supplement of each provider",     \
      "børnetillæg")                                                                               \
    X(LONE_PARENT_SUPPLEMENT, lone_parent_supplement, MONTH, RATES, REFORM,                        \
      "supplement of lone parents on the base or least rate", "enlig forsørger-tillæg")            \
    X(SINGLE_SUPPLEMENT, single_supplement, MONTH, RATES, REFORM,                                  \
      "supplement of singles without child on the base or raised rate",                            \
      "enlig ikke-forsørger-tillæg")                                                               \
    X(FREE_BASE, free_earnings_base, MONTH, HELD, REFORM,                                          \
      "earnings that reduce nothing, base and least rate", "fribeløb, grund- og mindstesats")      \
    X(FREE_RAISED, free_earnings_raised, MONTH, HELD, REFORM,                                      \
      "earnings that reduce nothing, raised rate", "fribeløb, forhøjet sats")                      \
    X(TAPER, earnings_taper, SHARE, HELD, REFORM, "reduction per krone above that", "aftrapning")  \
    X(STOP_BASE, stop_base, SHARE, HELD, REFORM,                                                   \
      "earnings and benefit together at most this part of the highest unemployment benefit",       \
      "loft over løn og ydelse, grund- og mindstesats")                                            \
    X(STOP_RAISED, stop_raised, SHARE, HELD, REFORM, "the same, raised rate",                      \
      "loft over løn og ydelse, forhøjet sats")                                                    \
    X(INSURED_MOST, insured_most, YEAR, RATES, REFORM,                                             \
      "highest unemployment benefit; also of sickness benefit", "højeste dagpenge")                \
    X(INSURED_HOURS, insured_hours_most, NUMBER, HELD, NEVER,                                      \
      "hours a week beside unemployment benefit, most", "supplerende dagpenge, højst timer")       \
    X(STUDENT_GRANT, student_grant, MONTH, RATES, NEVER, "education grant, living away from home", \
      "SU, udeboende")                                                                             \
    X(PENSION_SINGLE, pension_single, YEAR, RATES, NEVER, "disability pension, single",            \
      "førtidspension, enlig")                                                                     \
    X(PENSION_COUPLE, pension_couple, YEAR, RATES, NEVER, "disability pension, one of a couple",   \
      "førtidspension, gift eller samlevende")                                                     \
    X(PENSION_FREE_SINGLE, pension_free_single, YEAR, RATES, NEVER,                                \
      "income beside disability pension that reduces nothing, single",                             \
      "førtidspension, fradragsbeløb, enlig")                                                      \
    X(PENSION_FREE_COUPLE, pension_free_couple, YEAR, RATES, NEVER,                                \
      "income of a couple that reduces nothing", "førtidspension, fradragsbeløb, par")             \
    X(PENSION_TAPER, pension_taper, SHARE, HELD, NEVER, "reduction per krone above that",          \
      "førtidspension, aftrapning")                                                                \
    X(FLEX_SHARE, flexjob_share, SHARE, HELD, NEVER,                                               \
      "flexjob supplement, most, of the highest unemployment benefit", "fleksløntilskud")          \
    X(FLEX_TAPER, flexjob_taper, SHARE, HELD, NEVER,                                               \
      "its reduction per krone of pay up to a limit", "fleksløntilskud, aftrapning")               \
    X(FLEX_LIMIT, flexjob_limit, MONTH, RATES, NEVER, "that limit",                                \
      "fleksløntilskud, beløbsgrænse")                                                             \
    X(FLEX_TAPER_ABOVE, flexjob_taper_above, SHARE, HELD, NEVER, "reduction per krone above it",   \
      "fleksløntilskud, aftrapning derover")                                                       \
    X(WAITING_SHARE, waiting_share, SHARE, HELD, NEVER,                                            \
      "waiting benefit between flexjobs, of the highest unemployment benefit", "ledighedsydelse")  \
    X(HOUSING_FROM, housing_from, YEAR, HOUSING, ALWAYS,                                           \
      "housing support falls above this income", "boligsikring, indkomstgrænse")                   \
    X(HOUSING_CHILD_STEP, housing_child_step, YEAR, HOUSING, ALWAYS,                               \
      "added to it for the second to fourth child", "boligsikring, børnetillæg")                   \
    X(HOUSING_OWN_LEAST, housing_own_least, YEAR, HOUSING, ALWAYS,                                 \
      "rent that families pay themselves, least", "boligsikring, mindste egenbetaling")            \
    X(HOUSING_RENT_MOST, housing_rent_most, YEAR, HOUSING, ALWAYS, "rent that counts, most",       \
      "boligsikring, højeste leje")                                                                \
    X(HOUSING_MOST, housing_most, YEAR, HOUSING, ALWAYS, "housing support of families, most",      \
      "boligsikring, maksimum")                                                                    \
    X(HOUSING_SHARE, housing_share, SHARE, HELD, ALWAYS, "housing support, of rent",               \
      "boligsikring, 60 pct.")                                                                     \
    X(HOUSING_TAPER, housing_taper, SHARE, HELD, ALWAYS, "its fall per krone of income",           \
      "boligsikring, 18 pct.")                                                                     \
    X(HOUSING_CHILDLESS, housing_childless, SHARE, HELD, ALWAYS,                                   \
      "housing support without children, of rent, most", "boligsikring, 15 pct.")                  \
    X(HOUSING_RENT_STEP, housing_rent_step, SHARE, HELD, ALWAYS,                                   \
      "rise of the highest rent per child", "boligsikring, 5 pct. pr. barn")                       \
    X(HOUSING_MANY, housing_many, SHARE, HELD, ALWAYS, "factor of the most from four children on", \
      "boligsikring, 4+ børn")                                                                     \
    X(HOUSING_CHILDREN, housing_children, NUMBER, HELD, ALWAYS, "children that count, most",       \
      "boligsikring, højst børn")                                                                  \
    X(HOUSING_RAISED_MOST, housing_raised_most, MONTH, HELD, NEVER,                                \
      "housing support of couples on the raised rate, most", "boligstøtteloft")                    \
    X(CHILD_SMALL, child_0_2, YEAR, CHILDREN, ALWAYS, "child benefit, 0-2 years",                  \
      "børneydelse, 0-2 år")                                                                       \
    X(CHILD_MIDDLE, child_3_6, YEAR, CHILDREN, ALWAYS, "child benefit, 3-6 years",                 \
      "børneydelse, 3-6 år")                                                                       \
    X(CHILD_LARGE, child_7_17, YEAR, CHILDREN, ALWAYS, "child benefit, 7-17 years",                \
      "børne- og ungeydelse, 7-17 år")                                                             \
    X(GRANT_CHILD, child_grant, YEAR, RATES, ALWAYS, "child grant of lone parents, per child",     \
      "ordinært børnetilskud")                                                                     \
    X(GRANT_EXTRA, child_grant_extra, YEAR, RATES, ALWAYS,                                         \
      "child grant of lone parents, per household", "ekstra børnetilskud")                         \
    X(CARE_FREE_BELOW, care_free_below, YEAR, RATES, ALWAYS, "day care is free up to this income", \
      "økonomisk friplads, nedre grænse")                                                          \
    X(CARE_FULL_FROM, care_full_from, YEAR, RATES, ALWAYS, "day care costs its full price from",   \
      "økonomisk friplads, øvre grænse")                                                           \
    X(CARE_STEP, care_step, YEAR, RATES, ALWAYS, "income per step of the fee",                     \
      "økonomisk friplads, trin")                                                                  \
    X(CARE_LONE, care_lone, YEAR, RATES, ALWAYS, "income of lone parents that does not count",     \
      "økonomisk friplads, enlige")                                                                \
    X(CARE_CHILD, care_child, YEAR, HELD, ALWAYS,                                                  \
      "income that does not count for each child after the first",                                 \
      "økonomisk friplads, tillæg pr. barn")                                                       \
    X(CARE_FIRST_SHARE, care_first_share, SHARE, HELD, ALWAYS, "fee just above the lower limit",   \
      "økonomisk friplads, første trin")                                                           \
    X(CARE_STEP_SHARE, care_step_share, SHARE, HELD, ALWAYS, "rise of the fee per step",           \
      "økonomisk friplads, stigning pr. trin")                                                     \
    X(CARE_SIBLING, care_sibling, SHARE, HELD, ALWAYS, "price of each place after the first",      \
      "søskenderabat")                                                                             \
    X(CARE_UNDER_AGE, care_under_age, NUMBER, HELD, ALWAYS,                                        \
      "children below this age go to day care", "daginstitution, under alder")                     \
    X(CARE_PRICE, care_price, MONTH, RATES, ALWAYS, "full price of a day-care place",              \
      "forældrebetaling")                                                                          \
    X(WAGE, wage, HOUR, RATES, ALWAYS, "entry wage (typical household)", "begynderløn")            \
    X(RENT_SINGLE, rent_single, MONTH, RENTS, ALWAYS, "rent (typical single)", "husleje, enlig")   \
    X(RENT_LONE_PARENT, rent_lone_parent, MONTH, RENTS, ALWAYS, "rent (typical lone parent)",      \
      "husleje, enlig forsørger")                                                                  \
    X(RENT_COUPLE, rent_couple, MONTH, RENTS, ALWAYS, "rent (typical couple)", "husleje, par")     \
    X(RENT_PARENTS, rent_parents, MONTH, RENTS, ALWAYS, "rent (typical couple with children)",     \
      "husleje, par med børn")

enum rule {
#define RULE_ENUM(id, key, unit, series, need, text, danish) RULE_##id,
    RULE_LIST(RULE_ENUM)
#undef RULE_ENUM
        RULES
};

enum rule_unit {
#define RULE_ENUM(id, text) RULE_UNIT_##id,
    RULE_UNIT_LIST(RULE_ENUM)
#undef RULE_ENUM
        RULE_UNITS
};

enum rule_series {
#define RULE_ENUM(id, key, text, danish) RULE_SERIES_##id,
    RULE_SERIES_LIST(RULE_ENUM)
#undef RULE_ENUM
        RULE_SERIES
};

/* What a rule is, for the reader and for people. */
struct rule_info {
    const char *key, *text, *danish;
    enum rule_unit unit;
    enum rule_series series;
    enum rule_need need;
};
extern const struct rule_info rule_infos[RULES];
extern const char *const rule_units[RULE_UNITS];
extern const char *const rule_series_keys[RULE_SERIES];

/* Where a value comes from. */
enum rule_grade {
    RULE_SEEN,
    RULE_DERIVED,
    RULE_RECALLED,
    RULE_ASSUMPTION,
    RULE_CARRIED,
    RULE_ABSENT, /* not in force: the value is 0 */
    RULE_GRADES
};
const char *rulebook_grade_name(enum rule_grade grade);

struct rule_origin {
    uint8_t grade;      /* enum rule_grade */
    uint8_t base_grade; /* grade of what was carried; else = grade */
    int16_t base;       /* index of the set that states it; -1: common.csv, or absent */
    const char *source; /* of what is stated; "" when absent; not owned */
};

/* One dated set. */
struct rules {
    char name[8]; /* "2009", "2025h2" */
    int year;
    int32_t from;     /* first day in force, days since 1970-01-01 */
    int carried_from; /* index of the set; -1: complete */
    int64_t value[RULES];
    struct rule_origin origin[RULES];
};

static inline int64_t rule(const struct rules *rules, enum rule id)
{
    return rules->value[id];
}

/* The system of 1 July 2025: allowance and taper instead of an hourly disregard. */
static inline bool rules_reformed(const struct rules *rules)
{
    return rules->value[RULE_BASE_RATE] > 0;
}

struct rulebook {
    struct rules *sets; /* ascending by date; owned */
    int count;
    struct csv_table *tables; /* the files, which hold the sources' texts; owned */
    int table_count;
    struct csv_table series; /* owned */
};

/* Read all sets of a folder. Returns 0, LOFT_ESCENARIO (reported with file:line) or LOFT_ENOMEM. On
 * failure the book is empty. */
int rulebook_read(const char *folder, struct rulebook *book, struct report *report);
void rulebook_clear(struct rulebook *book);

/* The set of this name, or NULL. */
const struct rules *rulebook_find(const struct rulebook *book, const char *name);

/* The rules of a day: the last set that begins on or before it, if that set is of the day's own
 * year; with `hold`, of any earlier year too. NULL where there is none. */
const struct rules *rulebook_at(const struct rulebook *book, int32_t day, bool hold);

/* "2006, 2007, ..., 2025h2" into a buffer. Returns the buffer. */
const char *rulebook_names(const struct rulebook *book, char *buffer, size_t size);

/* A value as a file would write it: decimal number in the rule's unit. Returns the buffer (24 bytes
 * do). */
const char *rulebook_format(enum rule id, int64_t value, char *buffer, size_t size);

#endif
