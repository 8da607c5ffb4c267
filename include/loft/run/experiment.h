/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RUN_EXPERIMENT_H
#define LOFT_RUN_EXPERIMENT_H

#include "loft/levers/policy.h"
#include "loft/measure/tally.h"
#include "loft/world/margins.h"
#include "loft/world/place.h"
#include "loft/world/population.h"

/* An experiment: a place, a population, variants and how often they are run. Everything in it is
 * fixed before the first week and shared by all variants and replicates. sim/study makes it from a
 * scenario file. */

struct variant {
    const char *name; /* not owned, but see `made` */
    struct params params;
    struct schedules schedules;
    struct policy *policies; /* the enabled ones, by ascending id; owned by the study */
    int policy_count;
    /* Variants that the anatomy of a study adds: as another one, with other parameters from a week
     * on. NULL and false in every other variant. */
    struct params *late; /* the parameters from `late_from` on; owned */
    int32_t late_from;
    int of;           /* number of the variant that it is like */
    bool shares;      /* schedules and policies are that variant's */
    const char *what; /* what was taken away: "link_off" */
    char *made;       /* its name; owned */
};

struct experiment {
    struct place place;
    struct population_params population;
    struct params start_params; /* before variant overrides: the population's */
    struct schedules start_schedules;
    struct behaviour behaviour;
    struct target targets[TARGETS_MOST];
    int target_count;
    struct variant *variants; /* owned by the study */
    int variant_count;
    struct tally_plan plan;
    uint64_t seed;
    int32_t weeks, replicates;
    struct world world;           /* the population on the first Monday: copied by every run */
    int64_t margins, margins_met; /* cells of the margins, and those that the population meets */
};

/* Make the population of the experiment (place, population, start_params and seed must be set):
 * people and homes, jobs, durations, classes and target groups. 0 or a code. */
int experiment_populate(struct experiment *experiment, struct fault *fault);

/* The same into a world of its own, for population.redraw; `margins` (or NULL) gets the comparison
 * with the margins, made before jobs and programme places are handed out. */
int experiment_draw_world(const struct experiment *experiment, uint64_t seed, struct world *world,
                          margin_vec *margins, struct fault *fault);

#endif
