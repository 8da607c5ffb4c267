/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/base/sort.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* The largest item that may be sorted: 64 bytes. */
struct item {
    uint64_t key;
    uint32_t second;
    int32_t number; /* where it stood */
    char rest[48];
};

static uint64_t key_of(const void *item)
{
    return ((const struct item *)item)->key;
}

static int by_key(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static int by_key_and_number(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = by_key(a, b);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

enum shape { RANDOM, ONE_BUCKET, ALL_EQUAL, ASCENDING, DESCENDING, TWO_VALUES, ENDS, SHAPES };

static uint64_t key_for(enum shape shape, int32_t i)
{
    uint64_t u = hash_mix((uint64_t)i * 31 + shape);
    switch (shape) {
    case ONE_BUCKET:
        return u >> 40;
    case ALL_EQUAL:
        return 12345;
    case ASCENDING:
        return (uint64_t)i << 40;
    case DESCENDING:
        return UINT64_MAX - ((uint64_t)i << 40);
    case TWO_VALUES:
        return u & 1 ? UINT64_MAX : 0;
    case ENDS:
        return u & 1 ? u : u & 2 ? UINT64_MAX : 0;
    default:
        return u;
    }
}

static struct item *make(enum shape shape, int32_t count)
{
    struct item *items = calloc((size_t)count + 1, sizeof *items);
    for (int32_t i = 0; i < count; i++) {
        items[i].key = key_for(shape, i);
        items[i].second = (uint32_t)(hash_mix((uint64_t)i) % 4);
        items[i].number = i;
        memset(items[i].rest, i % 100, sizeof items[i].rest);
    }
    return items;
}

static void check(enum shape shape, int32_t count, int (*compare)(const void *, const void *),
                  struct sort_buffer *buffer)
{
    struct item *a = make(shape, count), *b = make(shape, count);
    memset(&a[count], 0x5a, sizeof *a); /* nothing may be written after the last one */
    cr_assert_eq(sort_spread(a, count, sizeof *a, key_of, compare, buffer), 0);
    /* equal ones stay in their order, in both */
    qsort(b, (size_t)count, sizeof *b, by_key_and_number);
    memset(&b[count], 0x5a, sizeof *b);
    cr_assert_eq(memcmp(a, b, ((size_t)count + 1) * sizeof *a), 0, "shape %d, %d items", (int)shape,
                 (int)count);
    free(a);
    free(b);
}

/* Fails when the insertion pass is left out, when it starts at the second item, when the buckets
 * are taken by trailing bits, or when the buffer keeps counts of the call before. */
Test(sort, equals_qsort)
{
    struct sort_buffer buffer = {0};
    static const int32_t counts[] = {0, 1, 2, 3, 15, 16, 17, 255, 1000, 5000};
    for (int shape = 0; shape < SHAPES; shape++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            if (shape != RANDOM && counts[c] > 2000)
                continue; /* crowded buckets are sorted by insertion */
            check((enum shape)shape, counts[c], by_key, &buffer);
            check((enum shape)shape, counts[c], by_key_and_number, &buffer);
        }
    sort_buffer_free(&buffer);
}

/* More items than there are buckets. Fails when the number of buckets is not limited to 2^16. */
Test(sort, many_items)
{
    struct sort_buffer buffer = {0};
    check(RANDOM, 200000, by_key_and_number, &buffer);
    sort_buffer_free(&buffer);
}

static uint64_t word_of(const void *item)
{
    return *(const uint64_t *)item;
}

static int by_word(const void *a, const void *b)
{
    return (word_of(a) > word_of(b)) - (word_of(a) < word_of(b));
}

/* Fails when the size of an item is taken for that of the largest one. */
Test(sort, small_items)
{
    struct sort_buffer buffer = {0};
    uint64_t words[777], sum = 0, after = 0;
    for (int i = 0; i < 777; i++)
        sum += words[i] = hash_mix((uint64_t)i % 600);
    cr_assert_eq(sort_spread(words, 777, sizeof *words, word_of, by_word, &buffer), 0);
    for (int i = 0; i < 777; i++) {
        cr_assert(i == 0 || words[i - 1] <= words[i]);
        after += words[i];
    }
    cr_assert_eq(sum, after);
    sort_buffer_free(&buffer);
}

/* Items group by group, as they come, those of no group left out. Fails when a group begins where
 * it ends, when the order within a group is turned round, or when an empty group shifts the others.
 */
Test(groups, items_stand_in_their_groups)
{
    static const int32_t group[8] = {2, 0, -1, 2, 4, 0, 2, 0};
    static const int32_t starts[6] = {0, 3, 3, 6, 6, 7}, expected[7] = {1, 5, 7, 0, 3, 6, 4};
    int32_t from[6], order[8];
    sort_groups(group, 8, 5, from, order);
    cr_assert_arr_eq(from, starts, sizeof starts);
    cr_assert_arr_eq(order, expected, sizeof expected);
}
