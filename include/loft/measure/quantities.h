/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MEASURE_QUANTITIES_H
#define LOFT_MEASURE_QUANTITIES_H

#include "loft/measure/frame.h"
#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stdint.h>

/* Quantities: numbers of a year that published figures exist for, so that `loft validate` can set
 * the model beside them. Each is numerator / denominator, counted by year and area from the week's
 * events and changes of state; a row is written at the end of each calendar year of the run (a week
 * belongs to the year of its Monday), also where nothing was there to count (denominator 0, value
 * undefined).
 *
 *   share   numerator / denominator
 *   a_year  52 x numerator / denominator, the denominator in weeks of persons or dwellings
 *   ratio   the same as share, of two counts that are no part and whole
 *
 * In work means ordinary hours (e1), in any job: who changes from one job to another stays in work.
 * Cash benefit means all its kinds, and the programmes that are done on it. 18-64 is told by the
 * status (neither child nor pensioner). Jobs begun from cash benefit: on cash benefit and not in
 * work on one Monday, in work and off it on the next, which is the first of the job; `ended by week
 * 13`: not in work, without a break, on the thirteenth Monday after it; counted in the year of that
 * Monday and in the area in which the job began; who died or left Denmark is left out. The cohort
 * are those on cash benefit, 18-64, at the start of the run, in the area where they lived then,
 * wherever they go.
 *
 * Q(NAME, id, form, unit, adds, text); adds: numerator and denominator of a sum of areas are the
 * sums of its parts' (what crosses a border does not add up). */
#define QUANTITY_LIST(Q)                                                                           \
    Q(IN_WORK, in_work, SHARE, "1", true, "in any ordinary work, of those of 18-64")               \
    Q(IN_WORK_TWENTY, in_work_twenty, SHARE, "1", true, "in work, 20+ hours, of those of 18-64")   \
    Q(EMPLOYED, employed, SHARE, "1", true,                                                        \
      "employed or self-employed by main status, of those of 18-64")                               \
    Q(OUTSIDE, outside_work, SHARE, "1", true,                                                     \
      "neither in ordinary work nor in education, of those of 18-64")                              \
    Q(IN_EDUCATION, in_education, SHARE, "1", true, "in education, of those of 18-64")             \
    Q(ON_CASH, on_cash_benefit, SHARE, "1", true,                                                  \
      "on cash benefit, programmes included, of those of 18-64")                                   \
    Q(INSURED, insured_unemployed, SHARE, "1", true, "insured unemployed, of those of 18-64")      \
    Q(DISABLED, disability_pension, SHARE, "1", true, "on disability pension, of those of 18-64")  \
    Q(EARLY, early_retirement, SHARE, "1", true, "on early retirement pay, of those of 18-64")     \
    Q(UNDER_AGE, under_age, SHARE, "1", true, "under 18, of the residents")                        \
    Q(PENSIONERS, pensioners, SHARE, "1", true, "over pension age, of the residents")              \
    Q(NONWESTERN, nonwestern, SHARE, "1", true, "of non-Western origin, of the residents")         \
    Q(VACANT, vacant_dwellings, SHARE, "1", true, "vacant, of the dwellings")                      \
    Q(LEAVING, households_leaving, A_YEAR, "1 a year", false,                                      \
      "households that leave the area, per dwelling and year")                                     \
    Q(ENTERING, households_entering, A_YEAR, "1 a year", false,                                    \
      "households that move in across the border, per dwelling and year")                          \
    Q(TENANCIES, tenancies_begun, A_YEAR, "1 a year", true,                                        \
      "tenancies that begin (changes of who lives in a dwelling), per dwelling and year")          \
    Q(ARRIVALS_WORK, arrivals_in_work, SHARE, "1", false,                                          \
      "in work, 20+ hours, the week before, of those of 18-64 who move in across the border")      \
    Q(LEAVERS_WORK, leavers_in_work, SHARE, "1", false,                                            \
      "in work, 20+ hours, the week before, of those of 18-64 who move out across the border")     \
    Q(MIGRANTS_IN, migrants_in, A_YEAR, "1 a year", true,                                          \
      "persons who move in from outside the municipality, per resident and year")                  \
    Q(MIGRANTS_OUT, migrants_out, A_YEAR, "1 a year", true,                                        \
      "persons who move out of the municipality, per resident and year")                           \
    Q(BIRTHS, births, A_YEAR, "1 a year", true, "births per resident and year")                    \
    Q(DEATHS, deaths, A_YEAR, "1 a year", true, "deaths per resident and year")                    \
    Q(JOB_LOSSES, job_losses, A_YEAR, "1 a year", true,                                            \
      "jobs lost or left, per person in work and year")                                            \
    Q(LOSSES_START, losses_at_start, RATIO, "1", true,                                             \
      "jobs lost or left in weeks 1-13 of the run, relative to weeks 40-52")                       \
    Q(HIRES_JOBLESS, hires_of_jobless, A_YEAR, "1 a year", true,                                   \
      "hires of people who were not in work, per person in work and year")                         \
    Q(HIRES_DIRECT, hires_direct, SHARE, "1", true, "by own application or advert, of the hires")  \
    Q(HIRES_DIRECT_MEN, hires_direct_men, SHARE, "1", true, "the same of men's hires")             \
    Q(HIRES_DIRECT_WOMEN, hires_direct_women, SHARE, "1", true, "the same of women's hires")       \
    Q(HIRES_ACQUAINTANCE, hires_acquaintance, SHARE, "1", true,                                    \
      "through acquaintances, of the hires")                                                       \
    Q(HIRES_ACQUAINTANCE_MEN, hires_acquaintance_men, SHARE, "1", true,                            \
      "through acquaintances, of men's hires")                                                     \
    Q(HIRES_ACQUAINTANCE_WOMEN, hires_acquaintance_women, SHARE, "1", true,                        \
      "through acquaintances, of women's hires")                                                   \
    Q(HIRES_JOBCENTRE, hires_jobcentre, SHARE, "1", true, "through the jobcentre, of the hires")   \
    Q(HIRES_JOBCENTRE_MEN, hires_jobcentre_men, SHARE, "1", true,                                  \
      "through the jobcentre, of men's hires")                                                     \
    Q(HIRES_JOBCENTRE_WOMEN, hires_jobcentre_women, SHARE, "1", true,                              \
      "through the jobcentre, of women's hires")                                                   \
    Q(CASH_TO_WORK, cash_to_work, A_YEAR, "1 a year", true,                                        \
      "jobs begun from cash benefit, per recipient and year")                                      \
    Q(CASH_TO_STUDY, cash_to_education, A_YEAR, "1 a year", true,                                  \
      "from cash benefit into education, per recipient and year")                                  \
    Q(JOBS_ENDED, cash_jobs_ended, SHARE, "1", true,                                               \
      "out of work by week 13, of those who began a job from cash benefit")                        \
    Q(JOBS_LASTED, cash_jobs_lasted, SHARE, "1", true,                                             \
      "in work for 52 weeks, of those who began a job from cash benefit")                          \
    Q(TO_DISABILITY, to_disability_pension, A_YEAR, "1 a year", true,                              \
      "disability pensions granted, per resident of 18-64 without one and year")                   \
    Q(COHORT_EVER, cohort_ever_in_work, SHARE, "1", true,                                          \
      "in any ordinary work on some Monday within four years, of the recipients of cash benefit "  \
      "at the start")                                                                              \
    Q(COHORT_EVER_TWENTY, cohort_ever_in_work_twenty, SHARE, "1", true,                            \
      "the same for work of 20+ hours")                                                            \
    Q(COHORT_LATER, cohort_in_work_later, SHARE, "1", true,                                        \
      "in any ordinary work after four years, of the recipients of cash benefit at the start who " \
      "are then alive, in Denmark and 18-64")                                                      \
    Q(COHORT_LATER_TWENTY, cohort_in_work_later_twenty, SHARE, "1", true,                          \
      "the same for work of 20+ hours")

#define QUANTITY_ENUM(NAME, id, form, unit, adds, text) QUANTITY_##NAME,
enum quantity { QUANTITY_LIST(QUANTITY_ENUM) QUANTITIES };
enum quantity_form { QUANTITY_SHARE, QUANTITY_A_YEAR, QUANTITY_RATIO };

struct quantity_info {
    enum quantity_form form;
    const char *unit;
    bool adds;
};
extern const struct quantity_info quantities_infos[QUANTITIES];
extern const char *const quantities_ids[QUANTITIES];
extern const char *const quantities_texts[QUANTITIES]; /* in plain words */

/* The table `quantities`: variant, replicate, quantity, area, year, numerator, denominator, value.
 */
extern const struct frame_info quantities_frame;

/* numerator / denominator by the quantity's form; NaN when the denominator is 0. */
double quantities_value(enum quantity quantity, int64_t numerator, int64_t denominator);

/* Weeks after which jobs from cash benefit and the cohort are looked at. */
enum { QUANTITIES_SOON = 13, QUANTITIES_LATER = 52, QUANTITIES_COHORT = 208 };

struct event;
struct quantities;
struct tally;
struct week;
struct world;

/* Called by the tally (measure/tally.h), which owns the counters: once before the first week, for
 * every Monday before the week's events, for every applied event and every change of a person's
 * state, for every tenancy that begins, on the Monday after the week, and at the end of a year,
 * which writes its rows. 0 or LOFT_ENOMEM. */
int quantities_begin(struct tally *tally, const struct world *world);
void quantities_monday(struct tally *tally);
void quantities_event(struct tally *tally, const struct week *week, const struct event *event);
/* Ask ahead for what is known about a person. */
void quantities_fetch(const struct tally *tally, int32_t person);
int quantities_change(struct tally *tally, const struct week *week, int32_t person, bool is_new,
                      uint32_t before, uint32_t after);
void quantities_tenancy(struct tally *tally, int area);
void quantities_follow(struct tally *tally, const struct world *world, int32_t monday);
int quantities_close(struct tally *tally, int year);
void quantities_free(struct tally *tally);

#endif
