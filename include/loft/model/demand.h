/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_DEMAND_H
#define LOFT_MODEL_DEMAND_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Labour demand. Job slots are finite; a slot that is vacated in one week is offered
 * from the next; how many slots exist follows the cycle and, in part, how fast vacancies are filled
 * (model/slots.h). Part of the slots is held by commuters who live elsewhere: they leave at the
 * rate `commuter_leaves` and apply for vacancies with chance `commuter_applies` a week. */

/* clang-format off */
#define DEMAND_PARAMS(P, S) \
    P(S, SHARE, vacant, "share of slots", "0.010", "0", "0.2", NULL, \
      "3.5 weeks x 570 hires a week of 98,600 jobs gives 2.0 %; without job changes about half", C, false, \
      "Share of the slots that are open at the start.") \
    P(S, SHARE, commuters, "share of slots", "0.28", "0", "0.9", NULL, \
      "28,000 of 98,600 jobs in Odense 2006, recalled +-2,500", C, false, \
      "Share of the filled slots that are held by commuters at the start.") \
    P(S, SHARE, out_commuters, "share of workers", "0.19", "0", "0.9", NULL, \
      "16,500 of 87,100 employed residents 2006, recalled +-2,500", C, false, \
      "Share of employed residents whose job lies outside at the start.") \
    P(S, SHARE, commuter_leaves, "chance a week", "0.0034", "0", "0.1", NULL, \
      "assumption: mean of the residents' jobs", ASSUMPTION, false, \
      "Chance a week that a commuter leaves a slot.") \
    P(S, SHARE, commuter_applies, "chance a week", "0.08", "0", "1", NULL, \
      "assumption: keeps the commuters' share", ASSUMPTION, false, \
      "Chance a week that a qualified commuter applies for a vacancy.") \
    P(S, SHARE, slot_elasticity, "1", "0.5", "0", "1", NULL, \
      "assumption of the design: half-way between a fixed number of jobs and jobs that follow people", ASSUMPTION, true, \
      "How far the number of jobs follows vacancies that are filled faster: 0 not at all, 1 in full.") \
    P(S, COUNT, adjustment, "week", "104", "13", "520", NULL, \
      "assumption of the design: half of the adjustment in two years", ASSUMPTION, false, \
      "Weeks in which half of the adjustment is done.") \
    P(S, COUNT, smoothing, "week", "26", "1", "260", NULL, \
      "assumption: half a year", ASSUMPTION, false, \
      "Weeks over which employers look back on how many vacancies are open.") \
    P(S, SHARE, response, "1", "0.5", "0", "1", NULL, \
      "computed: with a fixed number of jobs, labour for 0.7 % more jobs lowers vacancies by 1.4 % (tests/slow/slow_displacement.c)", ASSUMPTION, false, \
      "Labour that is there beyond the jobs, as a share of them, for each unit of scarcity of vacancies.") \
    P(S, SHARE, vacant_unskilled, "share of jobs", "0.0096", "0", "0.2", NULL, \
      "set so that nothing is scarce while Odense stands still: mean of five years", ASSUMPTION, false, \
      "Share of the jobs that ask for no education that is usually open: what scarcity of labour is measured against.") \
    P(S, SHARE, vacant_vocational, "share of jobs", "0.0121", "0", "0.2", NULL, \
      "set so that nothing is scarce while Odense stands still: mean of five years", ASSUMPTION, false, \
      "Share of the jobs that ask for vocational education that is usually open: what scarcity of labour is measured against.") \
    P(S, SHARE, vacant_medium, "share of jobs", "0.0128", "0", "0.2", NULL, \
      "set so that nothing is scarce while Odense stands still: mean of five years", ASSUMPTION, false, \
      "Share of the jobs that ask for short or medium higher education that is usually open: what scarcity of labour is measured against.") \
    P(S, SHARE, vacant_long, "share of jobs", "0.0197", "0", "0.2", NULL, \
      "set so that nothing is scarce while Odense stands still: mean of five years", ASSUMPTION, false, \
      "Share of the jobs that ask for long higher education that is usually open: what scarcity of labour is measured against.") \
    P(S, SHARE, vacant_small, "share of jobs", "0.0170", "0", "0.2", NULL, \
      "set so that nothing is scarce while Odense stands still: mean of five years", ASSUMPTION, false, \
      "Share of the small jobs that is usually open: what scarcity of labour is measured against.")
/* clang-format on */
struct demand_params {
    DEMAND_PARAMS(PARAM_FIELD, demand_params)
};

struct event;
struct week;

/* Phase *demand*: rings of open job slots and of vacant dwellings that are ready for letting;
 * events of commuters who leave; claims of commuters who apply. 0 or a code. */
int demand_open(struct week *week);

struct homes;
struct openings;
struct vacancies;
void demand_free_openings(struct openings *openings);
void demand_free_vacancies(struct vacancies *vacancies);
void demand_free_homes(struct homes *homes);

/* Ring of vacancies that a slot belongs to. */
int demand_ring(int skill, int hours);

/* True when an open slot may be claimed this week. */
bool demand_is_offered(const struct week *week, int32_t slot);

/* Bring the list of vacant dwellings and the residents by origin up to date with the week's
 * changes. 0 or LOFT_ENOMEM. */
int demand_follow(struct week *week);

/* SLOT_LOST: subject = slot held by a commuter -> open. */
bool demand_slot_lost(struct week *week, const struct event *event);

#endif
