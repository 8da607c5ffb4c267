/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_MEETINGS_H
#define LOFT_MODEL_MEETINGS_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Meetings with a caseworker: every MEETING_WEEKS weeks of cash benefit or activation, from the
 * first week on. There the match group is assigned. The caseworker does not see readiness but
 *
 *     seen = readiness + error x noise          (noise: mean 0, standard deviation 1, within +-3.5,
 *                                                keyed by person and week)
 *
 * and the group is the first of the system of the date whose least readiness is at most `seen`.
 * noise is the sum of four uniforms, moved and stretched (Irwin-Hall): integers only. A match group
 * is a verdict: levers and referral look at it, hiring looks at readiness. Activation switches the
 * meetings. */

/* clang-format off */
#define MEETINGS_PARAMS(P, S) \
    P(S, COUNT, error, "percent", "4", "0", "50", NULL, \
      "assumption", ASSUMPTION, false, \
      "Standard deviation of the caseworker's assessment around readiness (0-100).") \
    P(S, COUNT, least_one, "percent", "60", "0", "100", NULL, \
      "assumption", ASSUMPTION, false, \
      "Readiness, as seen, from which somebody is in match group 1 of the system of 2004.") \
    P(S, COUNT, least_two, "percent", "30", "0", "100", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same for match group 2.") \
    P(S, COUNT, least_three, "percent", "14", "0", "100", NULL, \
      "set so that about a third is in groups 1-3: stock of June 2006", C, false, \
      "The same for match group 3.") \
    P(S, COUNT, least_four, "percent", "5", "0", "100", NULL, \
      "set so that group 5 is 30 % of groups 4-5: Region Midtjylland, 2007", C, false, \
      "The same for match group 4; whoever is seen below is in group 5.") \
    P(S, COUNT, least_ready, "percent", "14", "0", "100", NULL, \
      "assumption: groups 1-3 of 2004", ASSUMPTION, false, \
      "Readiness, as seen, from which somebody is in match group 1 of the system of 2010.") \
    P(S, COUNT, least_effort, "percent", "4", "0", "100", NULL, \
      "set so that about 15-20 % are in group 3: 14.5 % at the end of 2009, 21 % in 2011 (Cabi)", C, false, \
      "The same for match group 2; whoever is seen below is in group 3, temporarily passive.") \
    P(S, COUNT, job_ready, "percent", "13", "0", "100", NULL, \
      "set so that about 36 % are job-ready: jobindsats.dk 2017-18", C, false, \
      "Readiness, as seen, from which somebody is job-ready in the system of 2014.")
/* clang-format on */
struct meetings_params {
    MEETINGS_PARAMS(PARAM_FIELD, meetings_params)
};

struct act;
struct event;
struct luck;
struct params;
struct week;
struct world;

/* The group (enum match_group) that a meeting in week `when` finds for a person, by the system that
 * is in force in week `system`. */
int meetings_group(const struct params *params, const struct world *world, const struct luck *luck,
                   int32_t person, int32_t when, int32_t system);

/* The same from what the caseworker sees. */
int meetings_group_of(const struct params *params, const struct world *world, int64_t seen,
                      int32_t system);

/* What is seen above readiness, for the four uniforms of a meeting. */
int64_t meetings_noise(const struct meetings_params *params, const uint32_t u[4]);

/* True for somebody who meets a caseworker this week: a pure function of the person's columns. */
bool meetings_are_due(const struct world *world, int32_t person, int32_t week);

/* *act*, for somebody who is due: file MEETING when the group changes. */
void meetings_due(struct act *act, int32_t person);

/* The week before another system begins: the same for anybody with a group of the old one. */
void meetings_reassess(struct act *act, int32_t person);

/* MEETING: a = group; on cash benefit or activation, in another group. */
bool meetings_assign(struct week *week, const struct event *event);

/* True for groups that are far from work. */
bool meetings_far(int match_group);

#endif
