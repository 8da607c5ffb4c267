/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SICKNESS_H
#define LOFT_MODEL_SICKNESS_H

#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stdint.h>

/* Sickness benefit. People in a job (from its 14th week on: who has worked less has no right) and
 * insured unemployed people fall ill with a weekly chance (health.sick_job, health.sick_insured).
 * How severe it is, and how long it lasts, is drawn once, when they fall ill, keyed by person and
 * week:
 *
 *     severity   light | middle | severe, by shares that depend on age
 *     length     1 + floor(Exp(1) x weeks of the severity), at most `longest`
 *
 * Whoever has a job keeps it: slot and hours stay as they are, so that E1 and E2 go on counting the
 * person as in work, E3 does not; benefit is paid, so the status is `sickness`. An insured period
 * stands still (person.paused). When the illness ends, they are again what they were, or go on to
 * clarification (model/ladder.h), which ends the job. */

struct event;
struct health_params;
struct segment;
struct week;

extern const struct segment sickness_segment;

/* Share of illnesses that are severe, at this age; severity of an illness for a uniform. */
int64_t sickness_severe(const struct health_params *params, int age);
enum severity sickness_severity(const struct health_params *params, int age, uint32_t u);

/* Scale of the length of an illness, in weeks. */
int64_t sickness_weeks(const struct health_params *params, enum severity severity);

/* Length of a spell of this scale for a uniform: 1 .. longest weeks. */
int32_t sickness_length(int64_t weeks, int32_t longest, uint32_t u);

/* SICK: in a job or insured -> sickness. */
bool sickness_begin(struct week *week, const struct event *event);

/* Recover: back to the job, the insured period, or cash benefit. */
void sickness_recover(struct week *week, int32_t person);

#endif
