/* SPDX-License-Identifier: MIT */
#ifndef LOFT_SIM_WORLD_SYNTHESIS_H
#define LOFT_SIM_WORLD_SYNTHESIS_H

#include "loft/math/draw.h"
#include "loft/world/place.h"
#include "loft/world/population.h"

/* Inside the synthesis: what its files share. See loft/world/population.h for the order. */

enum { AGES = 105, ADULT = 18, PENSIONER = 65, OLDEST = AGES - 1 };
enum { WORKING_AGES = PENSIONER - ADULT };
enum { HOUSE_MOST = 10, HOUSE_TYPES_MOST = 200, POOLS_MOST = AREAS_MOST * ORIGINS };

/* What the margins come to after scaling to one total: the place's residents by area and origin,
 * times population.scale. Where tables contradict each other, area_origin gives the size of an
 * area, the others are scaled to it. */
struct targets {
    int64_t persons; /* residents of the place */
    int64_t area_persons[AREAS_MOST], area_origin[AREAS_MOST][ORIGINS];
    int64_t dwellings[AREAS_MOST], occupied[AREAS_MOST];
    int64_t sizes[AREAS_MOST][PLACE_SIZES], rooms[AREAS_MOST][PLACE_ROOMS];
    double *age_sex, *area_age; /* persons of each row of the table; owned */
    double *origin_age;         /* [ORIGINS][AGES], fitted to the place's ages; owned */
    double area_status[AREAS_MOST][STATUSES];
    double origin_status[ORIGINS][STATUSES]; /* fitted to the totals of area_status */
};
int population_targets(const struct place *place, const struct population_params *params,
                       struct targets *targets);
void population_targets_free(struct targets *targets);

/* Residents of one area. */
typedef int32_t population_count[ORIGINS][SEXES][AGES];

/* Row of a table whose span holds this age, among rows whose column `key` is `code` (key -1: any).
 */
int population_row(const struct csv_table *table, int span_column, int age, int key, int64_t code);

/* Part of a span's people who are of this age: even; in an open span as (105 - age)^3, which is
 * near how Danes of 85 and more are spread. 0 outside the span. */
double population_density(int64_t span, int age);

/* A table of numbers by age, in millionths: out[age] for rows whose column `key` is `code`. */
void population_profile(const struct csv_table *table, int span_column, int value_column, int key,
                        int64_t code, int64_t out[AGES]);

/* One kind of household. */
struct house_type {
    uint8_t core, children, grown, size;
    double weight[TENURES]; /* before fitting */
};

/* People who form households with each other: those of one origin in one area, less those with a
 * partner of Danish origin, who are in the Danish pool. */
struct pool {
    int area;
    enum origin origin;
    int64_t children, adults;
    int32_t count[SEXES][AGES];
    int32_t minor[ORIGINS][SEXES][AGES]; /* of them, of another origin than `origin` */
    int32_t first_house, house_count;
};

struct house {
    int32_t first; /* member: the core, then other adults, then children */
    uint8_t core, children, grown, pool;
};

struct member {
    uint8_t age, sex, origin;
};

struct synthesis {
    const struct place *place;
    const struct population_params *params;
    struct luck luck;
    uint64_t town; /* hash of the place's name */
    struct fault *fault;
    struct targets targets;
    population_count *people; /* by area; owned */
    struct pool *pools;       /* owned */
    int pool_count;
    struct house_type types[HOUSE_TYPES_MOST];
    int type_count;
    int64_t *type_houses; /* [pool][type]; owned */
    struct house *houses; /* owned */
    int32_t house_count;
    struct member *members; /* owned */
    int32_t member_count;
    int64_t couple_share[SEXES][AGES], at_home[AGES]; /* millionths */
};

/* The stages, each 0 or an error in synthesis->fault. */
int population_people(struct synthesis *s);
int population_pools(struct synthesis *s);
int population_types(struct synthesis *s);
int population_houses(struct synthesis *s);
int population_origins(struct synthesis *s, const struct pool *pool);
int population_statuses(const struct synthesis *s, struct world *world);
int population_educations(const struct synthesis *s, struct world *world);
int population_homes(const struct synthesis *s, struct world *world);

/* Adults of a pool who have no household yet. */
struct crowd {
    int32_t free[SEXES][AGES];
    int64_t left;
};

/* What an adult without children under 18 is in the household. */
enum role { ROLE_ALONE, ROLE_COUPLE, ROLE_HEAD, ROLE_GROWN, ROLES };

/* Children and their parents into the households of a pool; the adults that are left go to `crowd`.
 */
int population_families(struct synthesis *s, const struct pool *pool, struct crowd *crowd);

/* Divide the adults that families left over, by pool, among the roles that the households need. */
int population_roles(const struct synthesis *s, const struct crowd *crowds,
                     struct crowd (*by_role)[ROLES]);

/* Fill these adults into the places that families left open. */
int population_adults(struct synthesis *s, const struct pool *pool, struct crowd by_role[ROLES]);

/* Take the person of this sex whose age is nearest to `wanted` in low .. high. Age, or -1. */
int population_take_near(struct crowd *crowd, enum sex sex, int wanted, int low, int high);

/* Take the n-th person (0 <= n < left) in order of age. */
struct member population_take_nth(struct crowd *crowd, int64_t n);

/* Take one of either sex, nearest in age; the sex by `u`. The crowd must not be empty. */
struct member population_take_any(struct crowd *crowd, int wanted, int low, int high, uint32_t u);

/* Identity of a household of the synthesis, for draws before it has a reference person. */
uint64_t population_house_identity(const struct synthesis *s, int32_t house);

/* Near-normal noise with this standard deviation (both 2^16 = 1): the sum of four uniforms. */
int64_t population_noise(const struct synthesis *s, uint64_t identity,
                         enum population_purpose purpose, uint32_t n, int64_t spread);

/* Persons in the order of (row, keyed rank): for handing out counted attributes. */
struct ticket {
    int32_t row, person;
    uint64_t rank;
};
int population_ticket_order(const void *a, const void *b);

#endif
