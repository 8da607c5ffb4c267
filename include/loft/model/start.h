/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_START_H
#define LOFT_MODEL_START_H

#include "loft/base/error.h"

#include <stdint.h>

/* The first Monday: jobs, programme places and elapsed durations of a population that has just been
 * made (world/population.h), from the stationary distribution that the rates imply. Keyed by the
 * seed alone, never by replicate or variant. */

struct params;
struct place;
struct schedules;
struct world;

struct start {
    const struct place *place;
    const struct params *params;
    const struct schedules *schedules;
    uint64_t place_key; /* hash of the place's name */
    int64_t scale;      /* population.scale, 2^16 = 1 */
    uint64_t seed;
};

/* Make employers and job slots: every employed person gets a slot here or a job outside; commuters
 * hold their share; the rest is open. Sets slot, hours, job_since of persons. */
int start_jobs(struct world *world, const struct start *start, struct fault *fault);

/* Before the jobs: who of those in work is in a flexjob or waits for one, who of those on cash
 * benefit or without benefit is in clarification. The place's margins count them under `employed`,
 * `cash_benefit` and `self_supported`. */
void start_ladder(struct world *world, const struct start *start);

/* The parts of start_durations: who is on sickness benefit; schemes of cash benefit and match
 * groups; programme places and who is on them. */
struct luck;
void start_sickness(struct world *world, const struct start *start, const struct luck *luck);
void start_schemes(struct world *world, const struct start *start, const struct luck *luck);
int start_places(struct world *world, const struct start *start, const struct luck *luck);

/* Programme places and who is on them; elapsed durations of statuses, tenancies, vacancies, queues.
 */
int start_durations(struct world *world, const struct start *start, struct fault *fault);

/* Acquaintances: neighbours, colleagues, kin, of people of working age. */
int start_ties(struct world *world, const struct start *start, struct fault *fault);

#endif
