/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_POOL_H
#define LOFT_MODEL_POOL_H

#include "loft/world/kinds.h"

#include <stdint.h>

/* The outside: a finite pool of households elsewhere. An entry costs nothing until it applies: who
 * lives at an address is a pure function of (seed, replicate, address, year), from the composition
 * that the place declares. The oldest member is number 0 and lends the household its key. */

enum { POOL_MEMBERS_MOST = 8 };

struct pool_member {
    uint64_t key;
    int32_t birth_week;
    uint8_t sex, origin, education, readiness, attachment, status, hours;
    int32_t tenure; /* weeks in the job, where there is one */
    int32_t spell;  /* weeks on cash benefit, for those who are */
};

struct pool_household {
    int adults, children; /* adults come first in `members` */
    struct pool_member members[POOL_MEMBERS_MOST];
    int32_t waited; /* weeks on waiting lists */
};

struct week;

uint64_t pool_member_key(uint64_t place, int32_t type, int32_t address, int member);

void pool_household(const struct week *week, int32_t type, int32_t address,
                    struct pool_household *household);

struct attachment_params;
struct schedule_choice;
struct schedules;

/* Statuses and firm attachment of the applicants of each type by origin, from the statuses of the
 * types and those by origin (ORIGINS of them; count 0: no differences); model/migration.h has the
 * equation. */
void pool_statuses(struct schedules *schedules, const struct schedule_choice *by_origin,
                   const struct attachment_params *params);

#endif
