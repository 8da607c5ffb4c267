/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_HEALTH_H
#define LOFT_MODEL_HEALTH_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Health. Three files share this section:
 *
 *   health.c    disability pension is granted directly, with a weekly chance by status and age, to
 *               those who go through no clarification: without benefit, in education, in a flexjob
 *               or waiting for one
 *   sickness.c  people in a job and insured people fall ill, recover or climb the ladder
 *   ladder.c    clarification, and what follows it: pension, flexjob or cash benefit */

/* clang-format off */
#define HEALTH_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "disability pensions are granted") \
    P(S, FLAG, grants, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "Disability pensions and rights to a flexjob are granted; else clarification ends on cash benefit.") \
    P(S, SHARE, award_young, "chance a week", "0.00002", "0", "0.0003", NULL, \
      "onset of lasting work limitation 0.5-0.9 % a year, recalled; a tenth of it", ASSUMPTION, false, \
      "Chance a week that somebody under 50 without benefit or in education is granted a disability pension.") \
    P(S, SHARE, award_older, "chance a week", "0.0001", "0", "0.0003", NULL, \
      "onset of lasting work limitation 1.8-2.5 % a year, recalled; a quarter of it", ASSUMPTION, false, \
      "The same at 50-64.") \
    P(S, SHARE, award_flexjob, "chance a week", "0.00013", "0", "0.0015", NULL, \
      "0.007 a year: occurrence tables of A2, provenance not documented", C, false, \
      "The same for people in a flexjob.") \
    P(S, SHARE, award_waiting, "chance a week", "0.0003", "0", "0.0015", NULL, \
      "0.016 a year: occurrence tables of A2, provenance not documented", C, false, \
      "The same for people on waiting benefit.") \
    P(S, SHARE, sick_job, "chance a week", "0.0025", "0", "0.0075", NULL, \
      "assumption: gives about 2.5 % of those in work on sickness benefit", ASSUMPTION, false, \
      "Chance a week that somebody in a job, from its 14th week on, falls ill for longer than the employer pays.") \
    P(S, SHARE, sick_insured, "chance a week", "0.0025", "0", "0.0075", NULL, \
      "assumption: as in work", ASSUMPTION, false, \
      "The same for insured unemployed people.") \
    P(S, SHARE, middle_share, "share", "0.11", "0", "0.5", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of illnesses of middle severity.") \
    P(S, SHARE, severe_young, "share", "0.02", "0", "0.5", NULL, \
      "with the ladder gives pensions to about 2.5 % of cases: Lund and others 2008", C, false, \
      "Share of illnesses that are severe, under 50; what is left is light.") \
    P(S, SHARE, severe_older, "share", "0.06", "0", "0.5", NULL, \
      "the same", C, false, \
      "The same at 50 and over.") \
    P(S, COUNT, light_weeks, "week", "6", "1", "104", NULL, \
      "assumption", ASSUMPTION, false, \
      "Mean length of a light illness, less half a week and without the cut at `longest`.") \
    P(S, COUNT, middle_weeks, "week", "26", "1", "104", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same for one of middle severity.") \
    P(S, COUNT, severe_weeks, "week", "40", "1", "104", NULL, \
      "assumption", ASSUMPTION, false, \
      "The same for a severe one.") \
    P(S, COUNT, longest, "week", "104", "1", "520", NULL, \
      "sickness benefit ends after 52 weeks with extensions, recalled; size assumed", ASSUMPTION, false, \
      "Most weeks of sickness benefit.") \
    P(S, SHARE, middle_climb, "share", "0.25", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of illnesses of middle severity that go on to clarification; of severe ones all do, of light ones none.") \
    P(S, SHARE, clarify_cash, "chance a week", "0.0017", "0", "0.005", NULL, \
      "labour evidence A3: 0.06-0.12 % a week to pension and 0.01-0.08 % to flexjob, divided by the mix of exits", ASSUMPTION, false, \
      "Chance a week that somebody on cash benefit or a programme place goes into clarification as severely ill.") \
    P(S, COUNT, clarify_weeks, "week", "52", "1", "260", NULL, \
      "assumption", ASSUMPTION, false, \
      "Scale of the length of rehabilitation and of job clarification.") \
    P(S, COUNT, course_weeks, "week", "78", "1", "260", NULL, \
      "resource courses last one to five years; mean assumed", ASSUMPTION, false, \
      "The same of a resource course.") \
    P(S, SHARE, severe_pension, "share", "0.56", "0", "1", NULL, \
      "status a month after resource courses that ended in 2018: 56 % pension (STAR)", C, true, \
      "Share of clarifications of severe illness that end in disability pension.") \
    P(S, SHARE, severe_flexjob, "share", "0.25", "0", "1", NULL, \
      "the same: 25 % flexjob or waiting benefit", C, true, \
      "Share that end in a right to a flexjob; the rest return to cash benefit.") \
    P(S, SHARE, middle_pension, "share", "0.05", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of clarifications of middle severity that end in disability pension.") \
    P(S, SHARE, middle_flexjob, "share", "0.2", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share that end in a right to a flexjob.") \
    P(S, SHARE, flexjob_found, "chance a week", "0.0136", "0", "0.03", NULL, \
      "0.71 a year: occurrence tables of A2; its fall with duration is left out", C, false, \
      "Chance a week that somebody on waiting benefit starts in a flexjob.") \
    P(S, SHARE, flexjob_lost, "chance a week", "0.0022", "0", "0.0065", NULL, \
      "0.114 a year: occurrence tables of A2; its fall with duration is left out", C, false, \
      "Chance a week that somebody loses a flexjob.") \
    P(S, SHARE, flexjobs, "share", "0.019", "0", "0.2", NULL, \
      "about 43,000 in flexjobs and 11,000 on waiting benefit of 2.8 million in work 2006, recalled", C, false, \
      "Share of those in work at the start who are in a flexjob or waiting for one.")
/* clang-format on */
struct health_params {
    HEALTH_PARAMS(PARAM_FIELD, health_params)
};

struct event;
struct segment;
struct week;

extern const struct segment health_segment;

/* DISABLED: under pension age, not yet on disability pension. */
bool health_disabled(struct week *week, const struct event *event);

#endif
