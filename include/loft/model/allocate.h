/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_ALLOCATE_H
#define LOFT_MODEL_ALLOCATE_H

#include <stdint.h>

/* The allocator of all three markets: claimant-proposing deferred acceptance [law] (Gale and
 * Shapley 1962). Claimants go down their own list (utility, ties by slot identity); a slot keeps
 * the best `capacity` claims it has (score, then noise, then claimant identity). Both orders are
 * strict, so the result is one and the same in whatever order proposals are made; removing a
 * claimant makes no other claimant of the market worse off, adding a slot likewise. */

struct claim;
struct allocator; /* scratch memory, reused from week to week */

struct allocator *allocator_create(void); /* NULL without memory */
void allocator_free(struct allocator *allocator);

/* Award `count` claims on slots 0 .. slots-1: sorts the claims by claimant and sets `awarded`.
 * Every slot has `capacity` places (1 for jobs and dwellings). `seed` changes the order in which
 * claimants propose; for the test that it changes nothing. 0 or LOFT_ENOMEM. */
int allocator_run(struct allocator *allocator, struct claim *claims, int32_t count, int32_t slots,
                  int32_t capacity, uint64_t seed);

/* True when the claims are a stable outcome: nobody prefers a slot that would prefer them. For
 * tests and debug builds. */
int allocator_is_stable(const struct claim *claims, int32_t count, int32_t capacity);

#endif
