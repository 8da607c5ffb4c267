/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_SORT_H
#define LOFT_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

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

/* 0 or LOFT_ENOMEM. `size` is at most 64 bytes. */
int sort_spread(void *items, int64_t count, size_t size, uint64_t (*key)(const void *item),
                int (*compare)(const void *a, const void *b), struct sort_buffer *buffer);

/* Items group by group, within a group as they come: `order` gets their positions, those of group g
 * from from[g] up to from[g + 1]. group[n] is the group of item n, -1: left out; `from` has room
 * for groups
 * + 1 numbers, `order` for `count`. Linear. */
void sort_groups(const int32_t *group, int64_t count, int64_t groups, int32_t *from,
                 int32_t *order);

void sort_buffer_free(struct sort_buffer *buffer);

#endif
