/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_MIGRATION_H
#define LOFT_MODEL_MIGRATION_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* In and out of the municipality. Households leave for other municipalities or abroad with weekly
 * chances by the reference person's age (and origin, abroad). Applicants from outside come from a
 * finite pool of keyed addresses: each week `applications` addresses are drawn; an address that has
 * been used is empty. They compete for vacant dwellings like everybody else: who arrives is never
 * scripted. Their composition (pool, pool_origin, pool_status, pool_origin_status) is contested:
 * the status of an applicant of type t and origin o has the shares
 *
 *     pool_status(t) x pool_origin_status(o) / (mean of pool_origin_status over the type's origins)
 *
 * scaled to 1, so that the types keep about their shares and the origins differ as residents do. */

/* clang-format off */
#define MIGRATION_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "households move in and out of the municipality") \
    P(S, FILE, leaving, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly share of households that leave for the rest of Denmark, by age of the reference person.") \
    P(S, FILE, emigration, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: yearly rate of households that leave Denmark, by origin and age.") \
    P(S, FILE, pool, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: household types of applicants from outside.") \
    P(S, FILE, pool_origin, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: origin of applicants by type.") \
    P(S, FILE, pool_status, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: status of adult applicants by type.") \
    P(S, FILE, pool_origin_status, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: status of adults by origin, for the differences between applicants of one type; none: no difference.") \
    P(S, COUNT, applications, "household a week", "555", "0", "100000", NULL, \
      "assumption: keeps vacant dwellings within the recalled 2.5-4.5 %", ASSUMPTION, true, \
      "Addresses drawn from the pool each week (times population.scale).") \
    P(S, COUNT, addresses, "household", "60000", "100", "10000000", NULL, \
      "assumption", ASSUMPTION, false, \
      "Addresses in the pool, per household type.") \
    P(S, COUNT, longest_wait, "week", "104", "1", "1040", NULL, \
      "assumption", ASSUMPTION, false, \
      "Longest time on a waiting list of an applicant from outside; uniform from 0.")
/* clang-format on */
struct migration_params {
    MIGRATION_PARAMS(PARAM_FIELD, migration_params)
};

struct act;
struct event;
struct segment;
struct week;

extern const struct segment migration_leave_segment, migration_emigrate_segment;

/* Addresses number from .. to-1 of this week: those who still live there look at vacant dwellings.
 * False: no memory. */
bool migration_act(struct act *act, int64_t from, int64_t to);

/* Number of addresses drawn in a week. */
int32_t migration_addresses(const struct week *week);

/* LEAVE, EMIGRATE: subject = household, b = area left. ARRIVE: subject = seeker, a = dwelling. */
bool migration_leave(struct week *week, const struct event *event);
bool migration_emigrate(struct week *week, const struct event *event);
bool migration_arrive(struct week *week, const struct event *event);

#endif
