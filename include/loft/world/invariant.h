/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_INVARIANT_H
#define LOFT_WORLD_INVARIANT_H

#include "loft/base/error.h"
#include "loft/world/world.h"

/* Nothing is lost or invented (promise 7): checked after every phase in debug builds, and in tests.
 *
 *   person     in exactly one household's list, or gone; alive people have one; residence equals
 *              that of the dwelling; in a job if and only if there are hours
 *   household  counts equal its members; reference person is a member and lends the key
 *   dwelling   its household says the same; vacant ones know since when
 *   slot       its holder says the same; never two
 *   placement  its occupant says the same
 *
 * 0, or LOFT_ELAW with a text that names the first thing that is wrong. Takes about 10 ms for
 * Odense. */
int invariant_check(const struct world *world, struct fault *fault);

#endif
