/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_POPULATION_H
#define LOFT_WORLD_POPULATION_H

#include "loft/base/error.h"
#include "loft/world/place.h"
#include "loft/world/world.h"

#include <stdint.h>

/* clang-format off */
/* The initial population: every resident, household and dwelling of a place, made from its margins.
 *
 *   people      area x origin x sex x single year of age, fitted to age_sex, area_age, area_origin
 *   households  kinds of household by area and origin, fitted to household_size, to the children and
 *               adults there are, and to the couples of the whole place
 *   members     children to households; a mother 16-45 years older (or a father); the other adults
 *               to couples (by sex and age as in `couples`), grown children, sharers, people alone
 *   status      18-64: fitted to area_status and origin_status; then education
 *   dwellings   tenure, rooms, rent; larger households into dwellings with more rooms
 *
 * Numbers of people, households and dwellings are rounded so that the margins are kept (see
 * world/margins.h); who has which attribute is drawn. Every draw is keyed by (seed, identity): the
 * same place, seed and scale give the same population, on every machine. No libm.
 *
 * Two origins in one household: couples with a partner of Danish origin (mixed_western,
 * mixed_nonwestern); their children are of Danish origin, as in Danish statistics. Groups of fewer
 * than 80 people of an origin in an area are put into the households of the largest group there. */
/* clang-format on */

/* Purposes of draws (world/purpose.h has the others). Never renumbered. */
enum population_purpose {
    POPULATION_CHILDREN = 3000, /* household, n: ages and sex of its children */
    POPULATION_MOTHER,          /* household: age of the mother, or is it a lone father */
    POPULATION_FATHER,          /* household: age of the father */
    POPULATION_PARTNER,         /* n-th woman: age of her partner */
    POPULATION_GROWN,           /* household, n: which other adults live in it */
    POPULATION_ORIGIN,          /* member: rank for an origin of the minority */
    POPULATION_BIRTH,           /* person: week of birth within the year of age */
    POPULATION_STUDENT,         /* person: rank for being a student */
    POPULATION_STATUS,          /* person: rank for the other statuses */
    POPULATION_EDUCATION,       /* person: rank for education */
    POPULATION_HOME,            /* household: rank for rooms */
    POPULATION_DWELLING,        /* dwelling: is it vacant; rank among dwellings of as many rooms */
};

/* Make the population of a place in `world`, which is created here (with 3 % of spare room) at the
 * place's start week. Set are: key, birth week, sex, origin, education, status (18-64:
 * from the margins; `child` below 18, `pension` from 65), household, area, `births` = own children
 * under 18 at home, of women; partner (the core of two is a couple, cohabiting since the start
 * week), mother and father of children and grown children at home; households with reference
 * (oldest adult by birth week, ties by key), key = the reference's, adults, children, dwelling;
 * dwellings with area, tenure, rooms, rent, household.
 *
 * Left for the model floor: jobs (slot -1, hours 0) and elapsed durations (job_since, status_since,
 * and vacant_since of vacant dwellings are the start week). `until`, `effect_from`, `wish_since`,
 * `event_week`, `link_until` are -1.
 *
 * Returns 0, LOFT_ENOMEM, or LOFT_ESCENARIO when the margins of an area cannot be met by any
 * households (told in `fault`). On failure the world is empty. */
int population_create(const struct place *place, const struct population_params *params,
                      uint64_t seed, struct world *world, struct fault *fault);

#endif
