/* SPDX-License-Identifier: MIT */
#include "loft/world/ring.h"

#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <stdlib.h>

void ring_reset(struct ring *ring)
{
    ring->count = 0;
}

int ring_add(struct ring *ring, uint64_t key, int32_t row, uint32_t period)
{
    int code = mem_vec_reserve((void **)&ring->seats, &ring->room, ring->count + 1,
                               sizeof *ring->seats);
    if (code != 0)
        return code;
    uint64_t point = hash_mix(hash_mix(key) + period);
    ring->seats[ring->count++] = (struct ring_seat){.point = point, .row = row};
    return 0;
}

/* Two candidates at one point would be told apart by row, which must not decide: with 64-bit points
 * of distinct keys that has a chance of 1 in 10^13 a week at a thousand seats. */
static int by_point(const void *a, const void *b)
{
    const struct ring_seat *x = a, *y = b;
    return (x->point > y->point) - (x->point < y->point);
}

void ring_close(struct ring *ring)
{
    qsort(ring->seats, (size_t)ring->count, sizeof *ring->seats, by_point);
}

int32_t ring_after(const struct ring *ring, uint64_t point)
{
    int32_t low = 0, high = ring->count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (ring->seats[middle].point < point)
            low = middle + 1;
        else
            high = middle;
    }
    return ring->count == 0 ? -1 : low == ring->count ? 0 : low;
}

int32_t ring_arc(const struct ring *ring, uint64_t point, int64_t share,
                 void (*visit)(void *context, int32_t row), void *context)
{
    if (ring->count == 0 || share <= 0)
        return 0;
    int64_t whole = (int64_t)1 << 32;
    uint64_t length = share >= whole ? UINT64_MAX : (uint64_t)share << 32;
    int32_t at = ring_after(ring, point), seen = 0;
    while (seen < ring->count && ring->seats[at].point - point < length) {
        visit(context, ring->seats[at].row);
        seen++;
        at = at + 1 == ring->count ? 0 : at + 1;
    }
    return seen;
}

void ring_free(struct ring *ring)
{
    mem_free(ring->seats);
    *ring = (struct ring){0};
}
