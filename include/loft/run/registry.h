/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RUN_REGISTRY_H
#define LOFT_RUN_REGISTRY_H

#include "loft/levers/policy.h"
#include "loft/model/week.h"

/* The registries: what there is of each kind, in one place each. */

/* Segments of the screen in anchored order. The order is part of the luck: append only. */
extern const struct segment *const registry_segments[];
extern const int registry_segment_count;

/* Lever kinds. */
extern const struct lever *const registry_levers[];
extern const int registry_lever_count;
const struct lever *registry_find_lever(const char *name); /* NULL when there is none */

/* Segments, event rules, caps and bounds of the model. 0 or LOFT_ENOMEM. */
int registry_behaviour(struct behaviour *behaviour);
void registry_release(struct behaviour *behaviour);

#endif
