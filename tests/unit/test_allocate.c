/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/model/allocate.h"
#include "loft/model/week.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* The allocator against an implementation that shares no line with it: claimants and slots are
 * walked through in rounds, all comparisons are written out. Random markets have many ties of
 * utility, score and noise, so that the last resort (the keys) decides often. */

enum { CASES = 2000, CLAIMANTS = 12, SLOTS = 8, CLAIMS_MOST = CLAIMANTS * SLOTS };

struct market_case {
    struct claim claims[CLAIMS_MOST];
    int32_t count, slots, capacity;
};

struct dice {
    uint64_t state;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
    dice->state = hash_mix(dice->state + 0x9e3779b97f4a7c15u);
    return (uint32_t)(dice->state % sides);
}

/* Keys of claimants and slots: anything but the order of the rows. */
static uint64_t claimant_key(uint64_t number, uint32_t c)
{
    return number % 3 == 0 ? 1000 - c : hash_mix(number * 100 + c);
}
static uint64_t slot_key(uint64_t number, int32_t s)
{
    return number % 5 == 0 ? (uint64_t)(50 - s) : hash_mix(~(number * 100 + (uint64_t)s));
}

static void make_case(struct market_case *m, uint64_t number)
{
    struct dice dice = {number * 7919 + 1};
    *m = (struct market_case){.slots = 1 + (int32_t)roll(&dice, SLOTS),
                              .capacity = number % 4 == 0 ? 1 + (int32_t)roll(&dice, 3) : 1};
    uint32_t claimants = roll(&dice, CLAIMANTS + 1);
    for (uint32_t c = 0; c < claimants; c++)
        for (int32_t s = 0; s < m->slots; s++) {
            if (roll(&dice, 2) == 0)
                continue;
            m->claims[m->count++] = (struct claim){.claimant_key = claimant_key(number, c),
                                                   .slot_key = slot_key(number, s),
                                                   .utility = (int64_t)roll(&dice, 3) - 1,
                                                   .score = (int64_t)roll(&dice, 3) - 1,
                                                   .noise = roll(&dice, 2),
                                                   .claimant = (int32_t)c,
                                                   .slot = s};
        }
}

static bool claimant_prefers(const struct claim *a, const struct claim *b)
{
    return a->utility > b->utility || (a->utility == b->utility && a->slot_key < b->slot_key);
}

static bool slot_prefers(const struct claim *a, const struct claim *b)
{
    if (a->score > b->score)
        return true;
    if (a->score < b->score)
        return false;
    if (a->noise > b->noise)
        return true;
    return a->noise == b->noise && a->claimant_key < b->claimant_key;
}

/* Deferred acceptance in rounds: everybody without an award claims the best slot that has not
 * turned him or her away; every slot turns away the worst until it holds no more than it may. */
static void naive(struct market_case *m)
{
    bool refused[CLAIMS_MOST] = {false}, again = true;
    for (int32_t i = 0; i < m->count; i++)
        m->claims[i].awarded = false;
    while (again) {
        again = false;
        for (int32_t i = 0; i < m->count; i++) {
            bool best = !refused[i] && !m->claims[i].awarded;
            for (int32_t j = 0; j < m->count && best; j++)
                if (m->claims[j].claimant_key == m->claims[i].claimant_key && j != i && !refused[j])
                    best = !m->claims[j].awarded && !claimant_prefers(&m->claims[j], &m->claims[i]);
            if (best)
                m->claims[i].awarded = again = true;
        }
        for (int32_t s = 0; s < m->slots; s++)
            for (;;) {
                int32_t held = 0, worst = -1;
                for (int32_t i = 0; i < m->count; i++) {
                    if (m->claims[i].slot != s || !m->claims[i].awarded)
                        continue;
                    held++;
                    if (worst < 0 || slot_prefers(&m->claims[worst], &m->claims[i]))
                        worst = i;
                }
                if (held <= m->capacity)
                    break;
                m->claims[worst].awarded = false;
                refused[worst] = true;
            }
    }
}

/* Slot that a claimant was awarded, as the position in the claimant's own order; 99 = none. */
static int rank_of(const struct market_case *m, uint64_t key)
{
    int rank = 99;
    for (int32_t i = 0; i < m->count; i++) {
        if (m->claims[i].claimant_key != key || !m->claims[i].awarded)
            continue;
        cr_assert_eq(rank, 99, "two awards to one claimant");
        rank = 0;
        for (int32_t j = 0; j < m->count; j++)
            rank +=
                m->claims[j].claimant_key == key && claimant_prefers(&m->claims[j], &m->claims[i]);
    }
    return rank;
}

static uint64_t slot_of(const struct market_case *m, uint64_t key)
{
    for (int32_t i = 0; i < m->count; i++)
        if (m->claims[i].claimant_key == key && m->claims[i].awarded)
            return m->claims[i].slot_key;
    return 0;
}

static void run(struct allocator *a, struct market_case *m, uint64_t seed)
{
    cr_assert_eq(allocator_run(a, m->claims, m->count, m->slots, m->capacity, seed), 0);
}

static void assert_same(const struct market_case *a, const struct market_case *b, uint64_t number)
{
    for (uint32_t c = 0; c < CLAIMANTS; c++) {
        uint64_t key = claimant_key(number, c);
        cr_assert_eq(slot_of(a, key), slot_of(b, key), "case %d, claimant %u", (int)number, c);
    }
}

static void shuffle_claims(struct market_case *m, struct dice *dice)
{
    for (int32_t i = m->count - 1; i > 0; i--) {
        int32_t j = (int32_t)roll(dice, (uint32_t)i + 1);
        struct claim swap = m->claims[i];
        m->claims[i] = m->claims[j];
        m->claims[j] = swap;
    }
}

/* Fails when a slot keeps the first claim instead of the best, when a comparison of utility, score,
 * noise or key is turned round, or when `held` or `worst` is not emptied between two markets. */
Test(allocate, equals_a_naive_implementation)
{
    struct allocator *a = allocator_create();
    for (uint64_t n = 0; n < CASES; n++) {
        struct market_case m, plain;
        make_case(&m, n);
        plain = m;
        naive(&plain);
        run(a, &m, 0);
        assert_same(&m, &plain, n);
    }
    allocator_free(a);
}

/* Fails when somebody who was turned away stops proposing too early (loser + 1 lost), and when
 * allocator_is_stable approves of everything. */
Test(allocate, outcomes_are_stable_and_within_capacity)
{
    struct allocator *a = allocator_create();
    int64_t unstable = 0, awards = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        struct market_case m;
        make_case(&m, n);
        run(a, &m, 0);
        cr_assert(allocator_is_stable(m.claims, m.count, m.capacity), "case %d", (int)n);
        for (int32_t s = 0; s < m.slots; s++) {
            int32_t held = 0;
            for (int32_t i = 0; i < m.count; i++)
                held += m.claims[i].slot == s && m.claims[i].awarded;
            cr_assert_leq(held, m.capacity);
        }
        for (int32_t i = 0; i < m.count; i++)
            if (m.claims[i].awarded) { /* taking any award away leaves a slot that both want */
                awards++;
                m.claims[i].awarded = false;
                unstable += !allocator_is_stable(m.claims, m.count, m.capacity);
                m.claims[i].awarded = true;
            }
    }
    cr_assert_gt(awards, CASES);
    cr_assert_eq(unstable, awards);
    allocator_free(a);
}

/* Fails when a slot's list of held claims depends on who came first (`preferred` with >= instead of
 * >), or when claims are taken in the order of the array. */
Test(allocate, processing_order_and_array_order_do_not_matter)
{
    struct allocator *a = allocator_create();
    struct dice dice = {42};
    for (uint64_t n = 0; n < CASES; n++) {
        struct market_case m, other;
        make_case(&m, n);
        other = m;
        run(a, &m, 0);
        for (uint64_t seed = 1; seed <= 3; seed++) {
            shuffle_claims(&other, &dice);
            run(a, &other, seed * 1000003);
            assert_same(&m, &other, n);
        }
    }
    allocator_free(a);
}

static void drop_claims(struct market_case *m, uint64_t claimant, int32_t slot)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < m->count; i++)
        if (m->claims[i].claimant_key != claimant && m->claims[i].slot != slot)
            m->claims[kept++] = m->claims[i];
    m->count = kept;
}

/* Promise 5 and the law of section 6. Fails when slots propose instead of claimants only in part,
 * or when an award is kept although somebody better comes (serial dictatorship in array order). */
Test(allocate, removing_a_claimant_hurts_nobody)
{
    struct allocator *a = allocator_create();
    int64_t better = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        struct market_case with, without;
        make_case(&with, n);
        for (uint32_t gone = 0; gone < CLAIMANTS; gone += 3) {
            without = with;
            drop_claims(&without, claimant_key(n, gone), -1);
            run(a, &with, 0);
            run(a, &without, 0);
            for (uint32_t c = 0; c < CLAIMANTS; c++) {
                uint64_t key = claimant_key(n, c);
                if (c == gone)
                    continue;
                cr_assert_leq(rank_of(&without, key), rank_of(&with, key), "case %d", (int)n);
                better += rank_of(&without, key) < rank_of(&with, key);
            }
        }
    }
    cr_assert_gt(better, CASES / 4); /* the test has something to see */
    allocator_free(a);
}

/* Promise 5: in a market, adding a slot hurts no claimant. Fails under the same changes. A
 * claimant's new slot may move the others down the list, so awards are compared by utility, ties by
 * slot. */
Test(allocate, adding_a_slot_hurts_nobody)
{
    struct allocator *a = allocator_create();
    int64_t moved = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        struct market_case with, without;
        make_case(&with, n);
        if (with.slots < 2)
            continue;
        int32_t added = (int32_t)(n % (uint64_t)with.slots);
        without = with;
        drop_claims(&without, 0, added);
        run(a, &with, 0);
        run(a, &without, 0);
        for (uint32_t c = 0; c < CLAIMANTS; c++) {
            uint64_t key = claimant_key(n, c);
            const struct claim *now = NULL, *before = NULL;
            for (int32_t i = 0; i < with.count; i++)
                if (with.claims[i].claimant_key == key && with.claims[i].awarded)
                    now = &with.claims[i];
            for (int32_t i = 0; i < without.count; i++)
                if (without.claims[i].claimant_key == key && without.claims[i].awarded)
                    before = &without.claims[i];
            cr_assert(before == NULL || (now != NULL && !claimant_prefers(before, now)), "case %d",
                      (int)n);
            moved += before != NULL && now->slot_key != before->slot_key;
        }
    }
    cr_assert_gt(moved, CASES / 4);
    allocator_free(a);
}

/* Fails when the loop over claimants reads claims[0] of an empty market, or when a capacity of 0
 * still holds one claim. */
Test(allocate, empty_markets)
{
    struct allocator *a = allocator_create();
    struct market_case m = {.slots = 0, .capacity = 1};
    run(a, &m, 0);
    cr_assert_eq(allocator_run(a, NULL, 0, 5, 1, 0), 0);
    cr_assert(allocator_is_stable(NULL, 0, 1));
    make_case(&m, 7);
    cr_assert_gt(m.count, 5);
    m.capacity = 0;
    run(a, &m, 0);
    for (int32_t i = 0; i < m.count; i++)
        cr_assert(!m.claims[i].awarded);
    m.capacity = CLAIMANTS; /* room for all: everybody has the first choice */
    run(a, &m, 0);
    for (int32_t i = 0; i < m.count; i++)
        cr_assert_eq(rank_of(&m, m.claims[i].claimant_key), 0);
    allocator_free(a);
}

static struct claim tie(uint64_t claimant, uint64_t slot, int32_t row)
{
    return (struct claim){.claimant_key = claimant, .slot_key = slot, .slot = row};
}

/* Fails when ties go to the higher key, or to the row that comes first. */
Test(allocate, ties_are_broken_by_identity)
{
    struct allocator *a = allocator_create();
    struct market_case m = {.claims = {tie(5, 90, 0), tie(5, 80, 1), tie(3, 90, 0), tie(3, 80, 1)},
                            .count = 4,
                            .slots = 2,
                            .capacity = 1};
    run(a, &m, 0);
    cr_assert_eq(slot_of(&m, 3), 80); /* the lower slot key is better, and 3 comes before 5 */
    cr_assert_eq(slot_of(&m, 5), 90);
    for (int32_t i = 0; i < m.count; i++) /* noise comes before the key */
        m.claims[i].noise = m.claims[i].claimant_key == 5;
    run(a, &m, 0);
    cr_assert_eq(slot_of(&m, 5), 80);
    for (int32_t i = 0; i < m.count; i++) /* and the score before the noise */
        m.claims[i].score = m.claims[i].claimant_key == 3;
    run(a, &m, 0);
    cr_assert_eq(slot_of(&m, 3), 80);
    allocator_free(a);
}
