/* SPDX-License-Identifier: MIT */
#include "loft/world/ring.h"

#include "loft/base/hash.h"
#include "loft/base/mem.h"

void ring_reset(struct ring *ring)
{
    ring->count = 0;
}

int ring_add(struct ring *ring, uint64_t key, int32_t row, uint32_t period)
{
    int code =
        mem_vec_reserve((void **)&ring->seats, &ring->room, ring->count + 1, sizeof *ring->seats);
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

static uint64_t point_of(const void *seat)
{
    return ((const struct ring_seat *)seat)->point;
}

int ring_close(struct ring *ring)
{
    ring->bits = ring->count > 1 ? sort_bucket_bits(ring->count) : 0;
    return sort_spread(ring->seats, ring->count, sizeof *ring->seats, point_of, by_point,
                       &ring->buffer);
}

int32_t ring_after(const struct ring *ring, uint64_t point)
{
    if (ring->count == 0)
        return -1;
    /* sorting has left where each part of the circle begins: a step or two from there */
    uint64_t part = ring->bits > 0 ? point >> (64 - ring->bits) : 0;
    int32_t at = part > 0 ? ring->buffer.starts[part - 1] : 0;
    while (at < ring->count && ring->seats[at].point < point)
        at++;
    return at == ring->count ? 0 : at;
}

int32_t ring_arc(const struct ring *ring, uint64_t point, int64_t share, int32_t *first)
{
    *first = 0;
    if (ring->count == 0 || share <= 0)
        return 0;
    int64_t whole = (int64_t)1 << 32;
    if (share >= whole)
        return ring->count;
    int32_t at = *first = ring_after(ring, point), seen = 0;
    while (seen < ring->count && ring->seats[at].point - point < (uint64_t)share << 32) {
        seen++;
        at = at + 1 == ring->count ? 0 : at + 1;
    }
    return seen;
}

void ring_free(struct ring *ring)
{
    mem_free(ring->seats);
    sort_buffer_free(&ring->buffer);
    *ring = (struct ring){0};
}
