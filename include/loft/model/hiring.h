/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_HIRING_H
#define LOFT_MODEL_HIRING_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Hiring on finite job slots. A person who looks at a vacancy that he or she is qualified for is
 * called back with chance
 *
 *     c = call_back x readiness/100 x minority_ratio (non-Western names) x after_effect (of a
 *     programme) x factors of the policies on `hiring`
 *
 * and, where an acquaintance recommends, as if the person had acquaintance_factor such chances,
 *
 *     1 - (1 - c)^acquaintance_factor
 *
 * keyed by (person, vacancy, week): attention and call-back do not depend on who else applies.
 * Called back, the person claims the slot; utility = hours + noise, score = education + noise. */

/* clang-format off */
#define HIRING_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "vacancies are filled") \
    P(S, SHARE, call_back, "chance a view", "0.10", "0", "0.45", NULL, \
      "assumption: gives a vacancy about 3.5 weeks", ASSUMPTION, true, \
      "Chance that a fully ready, qualified person who sees a vacancy is noticed and called back.") \
    P(S, FACTOR, minority_ratio, "1", "0.66", "0.3", "1", NULL, \
      "Dahl and Krog 2018: 52 % more applications needed", A, true, \
      "Call-back of applicants with non-Western names, relative to others.") \
    P(S, FACTOR, acquaintance_factor, "1", "8", "1", "10", NULL, \
      "assumption: set so that about a third of hires come through acquaintances", ASSUMPTION, false, \
      "Chances of a call-back that a recommendation is worth, where others have one.") \
    P(S, FILE, sectors, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: sectors, their share of jobs, unskilled share.") \
    P(S, FILE, workplaces, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: workplaces by size.") \
    P(S, FILE, hours, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: weekly hours of jobs by sex of the holder.") \
    P(S, FILE, wages, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: median hourly wage by education asked for.")
/* clang-format on */
struct hiring_params {
    HIRING_PARAMS(PARAM_FIELD, hiring_params)
};

struct act;
struct claim;
struct event;
struct week;

/* Chance that this person is called back for a vacancy that he or she is qualified for and applies
 * for without recommendation. */
int64_t hiring_chance(const struct week *week, int32_t person);

/* What a recommendation by an acquaintance makes of such a chance: at most 1 whatever the factor.
 */
int64_t hiring_recommended(const struct week *week, int64_t chance);

/* Who of those that look at vacancies (act->views) is called back and claims. False: no memory. */
bool hiring_act(struct act *act);

/* Whether somebody can start a job this week: alive, in Denmark, of working age, without a job. */
bool hiring_may_start(const struct week *week, int32_t person);

/* Whether a job claim still holds after *settle* (person without a job, slot open). */
bool hiring_claim_holds(const struct week *week, const struct claim *claim);

/* HIRE: a = slot, b = channel. HIRE_COMMUTER: subject = slot. */
bool hiring_hire(struct week *week, const struct event *event);
bool hiring_hire_commuter(struct week *week, const struct event *event);

/* Put somebody who keeps his or her main status into a job slot: from another job, or as a student.
 */
void hiring_fill(struct week *week, int32_t person, int32_t slot);

/* Put a person into work: hours, status, benefit, and what follows for the household's wish to
 * move. Used by every event that gives somebody a job. */
void hiring_start_job(struct week *week, int32_t person, int32_t slot, int hours);

#endif
