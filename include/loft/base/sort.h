/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_SORT_H
#define LOFT_BASE_SORT_H

#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sorting of things that are keyed by hashes: one pass into buckets by the key's leading bits, then
 * insertion within the bucket. Linear in practice, where the C library's sort is the largest cost
 * of a week. The order is that of `compare` alone; `key` must not contradict it: compare(a, b) < 0
 * implies key(a) <= key(b). */

struct sort_buffer {
    char *items; /* owned; reused from call to call */
    int64_t items_room;
    int32_t *starts;
    int64_t starts_room;
};

typedef uint64_t sort_key(const void *item);
typedef int sort_compare(const void *a, const void *b);

/* Room for `count` items of `size` bytes, and `buckets` + 1 zeros to count in: 0 or LOFT_ENOMEM. */
int sort_prepare(struct sort_buffer *buffer, int64_t count, size_t size, int64_t buckets);

/* As many buckets as items, about: their number is 2^bits. */
int sort_bucket_bits(int64_t count);

/* Sort. Afterwards buffer->starts[b] is where the items of bucket b end, when there are two or
 * more. 0 or LOFT_ENOMEM. Inlined, so that every caller has a copy that knows the size and the two
 * functions: `size` must be a constant. */
__attribute__((always_inline)) static inline int sort_spread(void *data, int64_t count, size_t size,
                                                             sort_key *key, sort_compare *compare,
                                                             struct sort_buffer *buffer)
{
    if (count < 2)
        return 0;
    char *items = data;
    int bits = sort_bucket_bits(count);
    if (sort_prepare(buffer, count, size, (int64_t)1 << bits) != 0)
        return LOFT_ENOMEM;
    int32_t *starts = buffer->starts;
    for (int64_t i = 0; i < count; i++)
        starts[(key(items + (size_t)i * size) >> (64 - bits)) + 1]++;
    for (int64_t b = 0; b < (int64_t)1 << bits; b++)
        starts[b + 1] += starts[b];
    for (int64_t i = 0; i < count; i++) {
        const char *item = items + (size_t)i * size;
        memcpy(buffer->items + (size_t)starts[key(item) >> (64 - bits)]++ * size, item, size);
    }
    for (int64_t i = 0; i < count; i++) { /* nearly sorted: buckets hold an item or two */
        const char *item = buffer->items + (size_t)i * size;
        int64_t j = i;
        for (; j > 0 && compare(items + (size_t)(j - 1) * size, item) > 0; j--)
            memcpy(items + (size_t)j * size, items + (size_t)(j - 1) * size, size);
        memcpy(items + (size_t)j * size, item, size);
    }
    return 0;
}

/* Items group by group, within a group as they come: `order` gets their positions, those of group g
 * from from[g] up to from[g + 1]. group[n] is the group of item n, -1: left out; `from` has room
 * for groups + 1 numbers, `order` for `count`. Linear. */
void sort_groups(const int32_t *group, int64_t count, int64_t groups, int32_t *from,
                 int32_t *order);

void sort_buffer_free(struct sort_buffer *buffer);

#endif
