/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SEPARATION_H
#define LOFT_MODEL_SEPARATION_H

#include "loft/conf/param.h"
#include "loft/model/attachment.h"

#include <stdbool.h>
#include <stdint.h>

/* Losing or leaving a job. The weekly chance falls with tenure:
 *
 *     first_quarter (weeks 0-12), first_year (13-51), later (52-155), settled (156 and more)
 *
 * Part of that fall is no effect of tenure: people who lose jobs easily are soon out of the ones
 * they find, and those of firm attachment remain (model/attachment.h). heterogeneity_share says how
 * much is difference between people: with share s the chance is
 *
 *     (chance by tenure)^(1 - s) x (firm or weak)^s x unskilled (jobs that ask for no education)
 *
 * times the factors of the policies on `separation`. In the first quarter of a job, and throughout
 * for people of weak attachment, losing it is too common for the screen: they are a list with a
 * draw of its own. Afterwards: insured unemployment benefit for those who worked insured_weeks and
 * are members of an insurance fund, else cash benefit or nothing. */

/* clang-format off */
#define SEPARATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "people lose and leave jobs") \
    P(S, SHARE, first_quarter, "chance a week", "0.0232", "0", "0.1", NULL, \
      "Benchmarkingenheden 2023: 26 % of jobs from cash benefit end within 3 months", C, true, \
      "Chance a week of losing or leaving a job in its weeks 0-12.") \
    P(S, SHARE, first_year, "chance a week", "0.0101", "0", "0.1", NULL, \
      "Benchmarkingenheden 2023: 24 % end in months 4-12", C, false, \
      "The same in weeks 13-51.") \
    P(S, SHARE, later, "chance a week", "0.004", "0", "0.1", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same in weeks 52-155.") \
    P(S, SHARE, settled, "chance a week", "0.0015", "0", "0.1", NULL, \
      "assumption of labour evidence A3", ASSUMPTION, false, \
      "The same from week 156 on.") \
    P(S, SHARE, firm, "chance a week", "0.0010", "0", "0.1", NULL, \
      "assumption: with the others about 11 % of those in work are hired from outside work in a year (faod.dk 2014)", ASSUMPTION, false, \
      "Chance a week that people of firm attachment lose a job, whatever the tenure.") \
    P(S, SHARE, weak, "chance a week", "0.054", "0", "0.1", NULL, \
      "assumption: with the others half of the jobs found from cash benefit last a year", ASSUMPTION, false, \
      "The same of people of weak attachment.") \
    P(S, SHARE, heterogeneity_share, "share", "0.7", "0", "1", NULL, \
      "assumption: contested, 0 is pure dependence on tenure, 1 pure difference between people", ASSUMPTION, true, \
      "How much of the fall of the chance with tenure is difference between people.") \
    P(S, FACTOR, unskilled, "1", "1.1", "1", "1.5", NULL, \
      "assumption: unskilled jobs end more often", ASSUMPTION, false, \
      "Chance of losing a job that asks for no education, relative to others.") \
    P(S, COUNT, insured_weeks, "week", "52", "0", "520", NULL, \
      "one year of membership and work, recalled", C, false, \
      "Weeks in the job that give a right to insured unemployment benefit.") \
    P(S, SHARE, insured_share, "share", "0.8", "0", "1", NULL, \
      "members of unemployment funds, about 80 %, recalled", C, false, \
      "Share of people who are members of an unemployment fund.") \
    P(S, SHARE, cash_share, "share", "0.9", "0", "1", NULL, \
      "assumption: keeps the number on cash benefit; labour evidence A3 assumes three of four", ASSUMPTION, false, \
      "Share of the others who receive cash benefit; the rest have neither work nor benefit.")
/* clang-format on */
struct separation_params {
    SEPARATION_PARAMS(PARAM_FIELD, separation_params)
};

struct act;
struct event;
struct week;
struct segment;

extern const struct segment separation_segment;

/* Bands of tenure, as the stages of a job count them (model/class.h). */
enum { SEPARATION_BANDS = 4 };

/* Chance a week by attachment and band, before the kind of job and policies. */
void separation_chances(const struct separation_params *params,
                        int64_t chances[ATTACHMENTS][SEPARATION_BANDS]);

/* Whether people of a class are on the list of those who may well lose their job; and what the week
 * brings those of act->at_risk. False: no memory. */
bool separation_is_common(unsigned class);
bool separation_act(struct act *act);

/* SEPARATE: has a job -> slot open, status by right to benefit. */
bool separation_separate(struct week *week, const struct event *event);

/* End somebody's job: what follows is benefit or nothing; a student stays one. */
void separation_dismiss(struct week *week, int32_t person);

/* Give up a job without choosing what comes after: hours 0, slot vacated. No-op without a job. */
void separation_end_job(struct week *week, int32_t person);

/* The status that follows when somebody stops working (or studying) now. */
int separation_next_status(const struct week *week, int32_t person, int32_t weeks_in_job);

#endif
