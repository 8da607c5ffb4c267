/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_RING_H
#define LOFT_WORLD_RING_H

#include "loft/base/sort.h"

#include <stdint.h>

/* Choosing among many without positions [law]: each candidate stands at the point hash(key, period)
 * of a circle; the chooser draws a point and takes what follows clockwise. One candidate more or
 * less then changes what a handful of choosers see, not everybody. One ring per market segment. */

struct ring_seat {
    uint64_t point;
    int32_t row;
};

struct ring {
    struct ring_seat *seats; /* ascending by point */
    int32_t count;
    int64_t room;
    int bits; /* the circle in 2^bits parts: buffer.starts[n] is the first seat after part n */
    struct sort_buffer buffer;
};

/* Empty the ring; keep the memory. */
void ring_reset(struct ring *ring);

/* Add a candidate. Call ring_close before use. 0 or LOFT_ENOMEM. */
int ring_add(struct ring *ring, uint64_t key, int32_t row, uint32_t period);

/* Sort the seats. 0 or LOFT_ENOMEM. */
int ring_close(struct ring *ring);

/* Seat number of the first candidate at or after the point (wrapping round); -1 for an empty ring.
 */
int32_t ring_after(const struct ring *ring, uint64_t point);

/* How many candidates sit on the arc from `point` on, whose length is `share` (a chance, 2^32 = the
 * whole circle); `first` gets the seat of the first one, the others follow, wrapping round. */
int32_t ring_arc(const struct ring *ring, uint64_t point, int64_t share, int32_t *first);

void ring_free(struct ring *ring);

#endif
