/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MATH_FIXED_H
#define LOFT_MATH_FIXED_H

#include <stdint.h>

/* Fixed-point numbers. Nothing that decides anything in the model is a floating-point number.
 *
 *   chance   int64_t, 0 .. FIXED_ONE = 2^32: a probability; a uniform u of 32 bits "hits" iff u <
 * chance factor   int64_t, FACTOR_ONE = 2^16: a multiplier */

/* Intermediate products. */
__extension__ typedef __int128 fixed_wide;

#define FIXED_ONE ((int64_t)1 << 32)
#define FACTOR_ONE ((int64_t)1 << 16)

/* chance x factor, rounded to nearest, not capped. Both non-negative; the factor below 2^30. */
static inline int64_t fixed_scale(int64_t chance, int64_t factor)
{
    return (chance * factor + FACTOR_ONE / 2) / FACTOR_ONE;
}

/* Product of two chances. */
static inline int64_t fixed_both(int64_t a, int64_t b)
{
    return (int64_t)(((fixed_wide)a * b + (1u << 31)) >> 32);
}

/* Chance of at least one event in a week at `rate` events a year (in millionths): 1 -
 * exp(-rate/52), to 1e-9, for rates up to 5 a year. */
int64_t fixed_weekly(int64_t rate_micro);

/* A count of millionths as a chance (1,000,000 = 1). */
int64_t fixed_from_micro(int64_t micro);

/* round(count x part / whole) in integers, half up; whole > 0, all non-negative. */
int64_t fixed_portion(int64_t count, int64_t part, int64_t whole);

#endif
