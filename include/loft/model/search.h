/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SEARCH_H
#define LOFT_MODEL_SEARCH_H

#include "loft/conf/param.h"
#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stdint.h>

/* Looking for a job. Each week a person without an ordinary job searches with chance
 *
 *     weekly x factor of the status x factors of the policies on `search`
 *
 * keyed by (person, week). Who searches sees `views` vacancies (model/hiring.h), hears of one at
 * each employer where an acquaintance works and one that suits is open (model/ties.h) and, with
 * chance outside_offer x readiness, is offered a job outside the municipality, at a rate that
 * follows the cycle and never depends on the variant. One of the looks of those without vocational
 * education goes to small jobs, one of the others a step down. When the insured period runs out,
 * cash benefit follows. */

/* clang-format off */
#define SEARCH_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people look for jobs") \
    P(S, SHARE, weekly, "chance a week", "0.10", "0", "1", NULL, \
      "assumption: with the factors and hiring.call_back keeps the number of people without work", ASSUMPTION, true, \
      "Chance that a person of search factor 1 looks for a job in a week.") \
    P(S, FACTOR, insured, "1", "0.75", "0", "3", NULL, \
      "assumption", ASSUMPTION, false, \
      "Search factor of insured unemployed people.") \
    P(S, FACTOR, cash_benefit, "1", "1.05", "0", "3", NULL, \
      "assumption: they must apply as others must; what sets them apart is their readiness (readiness.csv)", ASSUMPTION, false, \
      "Search factor of people on cash benefit.") \
    P(S, FACTOR, self_supported, "1", "0.6", "0", "3", NULL, \
      "assumption", ASSUMPTION, false, \
      "Search factor of people without work or benefit.") \
    P(S, FACTOR, lock_in, "1", "0.5", "0", "1", NULL, \
      "direction seen: Skipper 2010 (significant lock-in); size assumed", ASSUMPTION, false, \
      "Search factor while in work practice, times that of cash benefit.") \
    P(S, COUNT, views, "vacancy", "4", "1", "20", NULL, \
      "assumption: frictions are real", ASSUMPTION, false, \
      "Vacancies that somebody who searches looks at in a week, on average, when as many are "\
      "open as at the start.") \
    P(S, SHARE, small_jobs, "share of searches", "0.2", "0", "1", NULL, \
      "assumption: keeps the share of people in work of under 15 hours", ASSUMPTION, false, \
      "Share of the searches in which somebody without an education, or with upper secondary school only, also looks at a job of under 15 hours.") \
    P(S, SHARE, jobcentre, "share of views", "0.3", "0", "1", NULL, \
      "hires through jobcentre and a-kasse 7-9 %: Danmarks Statistik, Nyt 20650", C, false, \
      "Share of the vacancies seen that the jobcentre refers, for people on a benefit.") \
    P(S, SHARE, outside_offer, "chance a search", "0.022", "0", "1", NULL, \
      "assumption: keeps the stock of out-commuters", ASSUMPTION, false, \
      "Chance that a search ends in a job outside the municipality, at readiness 100.") \
    P(S, SHARE, finding_outside, "chance a search", "0.15", "0", "1", NULL, \
      "assumption: as fast as insured people here", ASSUMPTION, false, \
      "Chance that a search ends in a job for people who have moved to the rest of Denmark, at readiness 100.") \
    P(S, COUNT, insured_weeks, "week", "208", "26", "520", NULL, \
      "insured period of four years until 2010 (lov om arbejdsløshedsforsikring), recalled", C, false, \
      "Weeks of insured unemployment benefit, until reforms.insured_period.")
/* clang-format on */
struct search_params {
    SEARCH_PARAMS(PARAM_FIELD, search_params)
};

struct act;
struct event;
struct week;

/* Chance that this person searches this week (0: never; also for people who have a job). */
int64_t search_chance(const struct week *week, int32_t person);

/* True for a status in which people look for jobs; everybody else has one, or takes none. */
bool search_by_status(enum status status);

/* Let somebody in work or education look at vacancies this week: what a segment's act calls. */
void search_look_later(struct act *act, int32_t person);

/* True for people of this class who may search: the list that *act* goes through. */
bool search_concerns(unsigned class);

/* All of the block who may search: jobs outside as events, claims on vacancies. False: no memory.
 */
bool search_act(struct act *act);

/* Through which channel a vacancy that no acquaintance told of was seen; u is a uniform of the
 * pair.
 */
enum channel search_channel(const struct week *week, int32_t person, uint32_t u);

/* EXHAUST: insured unemployed, the period is over -> cash benefit. */
bool search_exhaust(struct week *week, const struct event *event);

/* HIRE_OUTSIDE: a = hours. */
bool search_hire_outside(struct week *week, const struct event *event);

#endif
