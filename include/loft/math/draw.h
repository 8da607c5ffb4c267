/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MATH_DRAW_H
#define LOFT_MATH_DRAW_H

#include <stdint.h>

/* Chance [law]: every draw is a pure function of (seed, replicate, identity, week, purpose, other).
 *
 * Threefry4x32 with 20 rounds (Salmon et al. 2011, doi:10.1145/2063384.2063405; Random123).
 * Key = (seed, replicate). Counter = {identity low, identity high, purpose (12 bits) and week since
 * 1900 (20 bits), other}; `other` numbers the draws of one decision or hashes the second party. The
 * fields are separate words, so no two decisions share a counter. There is no state to save. */

struct luck {
    uint32_t key[4]; /* seed low, seed high, replicate, 0 */
};

enum { DRAW_NO_REPLICATE = -1 }; /* luck of the population, shared by all replicates */

/* Luck of one replicate (>= 0), or of the population (DRAW_NO_REPLICATE). */
struct luck draw_luck(uint64_t seed, int32_t replicate);

/* One 32-bit uniform. purpose < 4096, 0 <= week < 2^20. */
uint32_t draw_one(const struct luck *luck, uint64_t identity, uint32_t purpose, int32_t week,
                  uint32_t other);

/* The four words of the same block: four independent uniforms of one decision. */
void draw_four(const struct luck *luck, uint64_t identity, uint32_t purpose, int32_t week,
               uint32_t other, uint32_t out[4]);

/* out[i] = draw_one(luck, identity[i], purpose, week, 0) for i < count: the fast kernel of the
 * screen, vectorised for the machine it runs on, the same bits everywhere. */
void draw_many(const struct luck *luck, const uint64_t *identity, int32_t count, uint32_t purpose,
               int32_t week, uint32_t *out);

/* Blocks of many decisions at once: the words that draw_four(luck, identity[i], purpose, week,
 * other[i], .) gives are at out[i], out[count + i], out[2 count + i], out[3 count + i]. */
void draw_batch(const struct luck *luck, const uint64_t *identity, const uint32_t *other,
                int32_t count, uint32_t purpose, int32_t week, uint32_t *out);

/* A whole number in 0 .. n-1 from a 32-bit uniform (0 < n <= 2^32). */
static inline int64_t draw_below(uint32_t u, int64_t n)
{
    return (int64_t)(((uint64_t)u * (uint64_t)n) >> 32);
}

/* The raw generator, for the known-answer tests. */
void draw_threefry(const uint32_t counter[4], const uint32_t key[4], uint32_t out[4]);

#endif
