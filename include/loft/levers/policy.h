/* SPDX-License-Identifier: MIT */
#ifndef LOFT_LEVERS_POLICY_H
#define LOFT_LEVERS_POLICY_H

#include "loft/model/week.h"

#include <stdbool.h>
#include <stdint.h>

/* Policies: what a scenario switches on, for whom, where and when. A policy is made of levers; a
 * lever kind is one small file with its parameters, text and equations. Levers write modifiers and
 * rules in the phase *calendar* and nowhere else. */

/* Keys that every policy has. */
/* clang-format off */
#define POLICY_PARAMS(P, S) \
    P(S, TEXT, preset, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "Preset that the policy starts from: a file of scenarios/presets; its keys may be set here.") \
    P(S, TEXT, lever, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "Lever kind, for a policy without preset (loft explain levers).") \
    P(S, SET, areas, "1", NULL, NULL, NULL, "areas", "a choice", CHOICE, false, \
      "Areas or declared sums where the policy holds, for people who live there that week; all = everywhere; empty = nowhere.") \
    P(S, DATE, from, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "First day; takes effect on the first Monday on or after it. Empty = the start of the run.") \
    P(S, DATE, to, "1", "", NULL, NULL, NULL, "a choice", CHOICE, false, \
      "The policy ends on the first Monday on or after this day. Empty = never.") \
    P(S, SPAN, ages, "year", "0-120", "0", "120", NULL, "a choice", CHOICE, false, \
      "Completed years of age of those whom the policy concerns.") \
    P(S, SET, sex, "1", "all", NULL, NULL, "sex", "a choice", CHOICE, false, \
      "Sex of those whom the policy concerns.") \
    P(S, SET, origin, "1", "all", NULL, NULL, "origin", "a choice", CHOICE, false, \
      "Origin of those whom the policy concerns.") \
    P(S, SET, statuses, "1", "all", NULL, NULL, "status", "a choice", CHOICE, false, \
      "Main statuses of those whom the policy concerns.") \
    P(S, SET, match_groups, "1", "all", NULL, NULL, "match_groups", "a choice", CHOICE, false, \
      "Match groups of those whom the policy concerns, by the system of the date (1-5 until 2010).") \
    P(S, SPAN, weeks_on_benefit, "week", "0-9999", "0", "9999", NULL, "a choice", CHOICE, false, \
      "Weeks that those whom the policy concerns have had their present benefit; 0 = also no benefit.")
/* clang-format on */
struct policy_params {
    POLICY_PARAMS(PARAM_FIELD, policy_params)
};

struct policy;

/* A lever kind: one file in sim/levers, one line in the registry. */
struct lever {
    const char *name;
    const char *text;     /* what it moves, in one or two sentences */
    const char *equation; /* how it acts on the model */
    const struct param *params;
    size_t param_count;
    size_t size; /* of its parameter struct */
    /* largest factor it can put on a process (2^16 = 1): for the bound at load */
    int64_t (*most)(const void *own, enum process process);
    /* write its modifiers and rules for this week; called while the policy is active */
    void (*write)(const struct policy *policy, const void *own, struct week *week);
};

enum { POLICY_LEVERS_MOST = 8 };

struct lever_use {
    const struct lever *kind;
    void *own; /* its parameter struct; owned by whoever made the policy */
};

/* A policy as a run uses it. */
struct policy {
    const char *name; /* not owned */
    int32_t id;       /* order in the file: order in which factors multiply */
    int32_t from, to; /* weeks since 1900: active while from <= week < to */
    uint32_t areas;   /* bits of residence codes */
    int32_t target;   /* bit of person.targets, or TARGET_EVERYONE */
    struct lever_use uses[POLICY_LEVERS_MOST];
    int use_count;
};

/* The phase *calendar*: when a policy starts or ends (or in the first week), write all active
 * policies' modifiers and rules anew, in the order of their ids. 0 or a code. */
int policy_calendar(const struct policy *policies, int count, struct week *week);

/* Whether this week's modifiers differ from last week's. */
bool policy_changes(const struct policy *policies, int count, int32_t week);

/* Bound at load [law]: base chance x largest factors of all policies must stay within the cap of
 * every segment and class, and within 1 for search and call-backs. False: `why` names process, the
 * chance and the levers. */
bool policy_within_caps(const struct policy *policies, int count, const struct behaviour *behaviour,
                        const struct params *params, const struct schedules *schedules, char *why,
                        size_t size);

/* The lever kinds, defined in the registry (sim/run). */
extern const struct lever lever_hazard, lever_letting_rule;

#endif
