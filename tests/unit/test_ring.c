/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/math/fixed.h"
#include "loft/world/ring.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 1;

static uint64_t roll(void)
{
    state = hash_mix(state + 0x9e3779b97f4a7c15u);
    return state;
}

/* Clockwise way from a point to another. */
static uint64_t way(uint64_t from, uint64_t to)
{
    return to - from;
}

/* Row of the nearest candidate clockwise, by looking at all. */
static int32_t naive_after(const struct ring *ring, uint64_t point)
{
    int32_t best = -1;
    for (int32_t i = 0; i < ring->count; i++)
        if (best < 0 || way(point, ring->seats[i].point) < way(point, ring->seats[best].point))
            best = i;
    return best < 0 ? -1 : ring->seats[best].row;
}

static void fill(struct ring *ring, int32_t count, uint32_t period)
{
    ring_reset(ring);
    for (int32_t i = 0; i < count; i++)
        cr_assert_eq(ring_add(ring, (uint64_t)i * 977 + 5, i, period), 0);
    cr_assert_eq(ring_close(ring), 0);
    for (int32_t i = 1; i < count; i++)
        cr_assert_lt(ring->seats[i - 1].point, ring->seats[i].point);
}

static void check_after(const struct ring *ring, uint64_t point)
{
    int32_t at = ring_after(ring, point);
    cr_assert(at >= 0 && at < ring->count);
    cr_assert_eq(ring->seats[at].row, naive_after(ring, point));
}

/* Points where something may go wrong: at seats, beside them, at both ends of the circle. */
static void check_all_points(const struct ring *ring)
{
    for (int32_t i = 0; i < ring->count; i++)
        for (uint64_t step = 0; step < 3; step++)
            check_after(ring, ring->seats[i].point + step - 1);
    check_after(ring, 0);
    check_after(ring, UINT64_MAX);
    for (int n = 0; n < 200; n++)
        check_after(ring, roll());
}

/* Fails when the search stops at the guessed seat, when `<` and `<=` are mixed up, or when a point
 * after the last seat does not wrap round to the first. */
Test(ring, after_finds_the_next_seat_clockwise)
{
    struct ring ring = {0};
    cr_assert_eq(ring_after(&ring, 17), -1);
    for (int32_t count = 1; count < 200; count += count < 10 ? 1 : 37) {
        fill(&ring, count, (uint32_t)count);
        check_all_points(&ring);
    }
    ring_reset(&ring);
    cr_assert_eq(ring_close(&ring), 0);
    cr_assert_eq(ring_after(&ring, 17), -1);
    ring_free(&ring);
}

/* Seats that crowd in a corner of the circle: all in one part of it. Fails when the search takes
 * the part for the seat. */
Test(ring, after_works_on_uneven_rings)
{
    struct ring ring = {0};
    fill(&ring, 60, 1);
    for (int corner = 0; corner < 2; corner++) {
        for (int32_t i = 0; i < ring.count; i++)
            ring.seats[i].point =
                corner ? UINT64_MAX - 10 * (uint64_t)(ring.count - i) : 3 + 7 * (uint64_t)i;
        cr_assert_eq(ring_close(&ring), 0);
        check_all_points(&ring);
    }
    ring_free(&ring);
}

/* All that sit on the arc, in clockwise order. */
static void check_arc(const struct ring *ring, uint64_t point, int64_t share)
{
    int32_t first, seen = ring_arc(ring, point, share, &first), expected = 0;
    for (int32_t i = 0; i < ring->count; i++)
        expected += share >= FIXED_ONE ||
                    (share > 0 && way(point, ring->seats[i].point) >> 32 < (uint64_t)share);
    cr_assert_eq(seen, expected, "share %lld of %d seats", (long long)share, (int)ring->count);
    if (seen > 0 && share < FIXED_ONE)
        cr_assert_eq(ring->seats[first].row, naive_after(ring, point));
    for (int32_t n = 0, at = first; n < seen; n++, at = at + 1 == ring->count ? 0 : at + 1)
        cr_assert(share >= FIXED_ONE || way(point, ring->seats[at].point) >> 32 < (uint64_t)share);
}

/* Fails when an arc that wraps round is cut at the end of the array, when a seat is counted twice,
 * when a share of 0 sees somebody or a share of 1 forgets somebody. */
Test(ring, arc_counts_what_sits_on_it)
{
    struct ring ring = {0};
    int32_t first = -7;
    cr_assert_eq(ring_arc(&ring, 5, FIXED_ONE, &first), 0);
    static const int64_t shares[] = {0,
                                     1,
                                     FIXED_ONE / 1000,
                                     FIXED_ONE / 20,
                                     FIXED_ONE / 2,
                                     FIXED_ONE - 1,
                                     FIXED_ONE,
                                     FIXED_ONE + 1};
    for (int32_t count = 1; count < 120; count += count < 6 ? 1 : 23) {
        fill(&ring, count, 9);
        for (size_t s = 0; s < sizeof shares / sizeof *shares; s++) {
            for (int n = 0; n < 60; n++)
                check_arc(&ring, roll(), shares[s]);
            for (int32_t i = 0; i < count; i++) {
                check_arc(&ring, ring.seats[i].point, shares[s]);
                check_arc(&ring, ring.seats[i].point + 1, shares[s]);
            }
        }
    }
    ring_free(&ring);
}

/* Fails when the period is left out of the point, or when the order in which candidates are added
 * shows. */
Test(ring, points_depend_on_key_and_period_only)
{
    struct ring a = {0}, b = {0};
    fill(&a, 50, 100);
    for (int32_t i = 49; i >= 0; i--)
        cr_assert_eq(ring_add(&b, (uint64_t)i * 977 + 5, i, 100), 0);
    cr_assert_eq(ring_close(&b), 0);
    for (int32_t i = 0; i < 50; i++) {
        cr_assert_eq(a.seats[i].row, b.seats[i].row);
        cr_assert_eq(a.seats[i].point, b.seats[i].point);
    }
    fill(&b, 50, 101);
    int32_t same = 0;
    for (int32_t i = 0; i < 50; i++)
        same += a.seats[i].row == b.seats[i].row;
    cr_assert_lt(same, 20);
    ring_free(&a);
    ring_free(&b);
}

/* The law of section 5 in small: one candidate more changes only the choosers on the arc before it.
 * Fails when a chooser takes seat number u x count. */
Test(ring, one_more_candidate_changes_few_choices)
{
    struct ring less = {0}, more = {0};
    fill(&less, 100, 3);
    fill(&more, 101, 3);
    int32_t changed = 0, took_new = 0;
    for (int n = 0; n < 10000; n++) {
        uint64_t point = roll();
        int32_t x = less.seats[ring_after(&less, point)].row;
        int32_t y = more.seats[ring_after(&more, point)].row;
        changed += x != y;
        took_new += y == 100;
    }
    cr_assert_eq(changed, took_new);
    cr_assert_lt(changed, 1000); /* about one in a hundred */
    ring_free(&less);
    ring_free(&more);
}
