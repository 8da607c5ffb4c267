/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_MARGINS_H
#define LOFT_WORLD_MARGINS_H

#include "loft/base/mem.h"
#include "loft/world/place.h"
#include "loft/world/world.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The made population against its margins.
 *
 * Targets are the place's tables times population.scale. Where tables contradict each other they
 * are first brought to one total: area_origin says how many live in an area; area_age and age_sex
 * are scaled to it; area_status (shares of those of 18-64) gives the totals of each status, and
 * origin_status is fitted to them (it gives way). */

struct margin {
    const char *table; /* key of the table: "age_sex"; not owned */
    char label[80];    /* "vollsmose, 0-17" */
    int64_t target, got;
};
typedef VEC(struct margin) margin_vec;

/* Rows of the tables age_sex, area_age, area_origin, household_size, areas (dwellings and vacant
 * ones), rooms, area_status, origin_status, in this order. The caller empties `rows` with
 * vec_clear. 0 or LOFT_ENOMEM. */
int margins_compare(const struct place *place, const struct population_params *params,
                    const struct world *world, margin_vec *rows);

/* The rule of acceptance: |got - target| <= the larger of 2 % of the target and 10. */
bool margins_accepts(const struct margin *margin);

/* Rows that the rule refuses. */
int64_t margins_failures(const margin_vec *rows);

/* The largest |got - target| / max(2 % of the target, 10) in percent (100 = at the limit). */
int64_t margins_worst(const margin_vec *rows);

/* Print all rows, for people. */
void margins_print(const margin_vec *rows, FILE *out);

#endif
