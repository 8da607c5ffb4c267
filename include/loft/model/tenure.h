/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_TENURE_H
#define LOFT_MODEL_TENURE_H

#include "loft/model/separation.h"

#include <stdint.h>

/* Elapsed tenure in a stationary world: the chance of having been in the job for t weeks is
 * proportional to the chance of surviving t weeks in it, S(t), of the chances of
 * losing a job in the four bands of tenure. */

enum { TENURE_WEEKS = 52 * 48 };

struct tenure_table {
    int64_t *sum; /* [t]: S(0) + ... + S(t), 2^32 = 1; owned */
};

int tenure_create(struct tenure_table *table, const int64_t chances[SEPARATION_BANDS]);
void tenure_free(struct tenure_table *table);

/* Elapsed weeks for a uniform, at most `limit` (at least 1 week of life in which to hold a job). */
int32_t tenure_draw(const struct tenure_table *table, uint32_t u, int32_t limit);

/* Elapsed weeks of anything that ends with a constant weekly chance: exponential, at most `most`.
 */
int32_t tenure_elapsed(uint32_t u, int64_t chance, int32_t most);

/* S(t) as a chance, for t < TENURE_WEEKS. */
int64_t tenure_survival(const struct tenure_table *table, int32_t t);

#endif
