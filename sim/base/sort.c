/* SPDX-License-Identifier: MIT */
#include "loft/base/sort.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <assert.h>
#include <string.h>

enum { LARGEST_ITEM = 64, MOST_BITS = 16 };

static int bucket_bits(int64_t count)
{
    int bits = 4;
    while (bits < MOST_BITS && ((int64_t)1 << bits) < count)
        bits++;
    return bits;
}

/* Insertion within a run that is nearly sorted: buckets hold an item or two. */
static void insert_all(char *items, int64_t count, size_t size,
                       int (*compare)(const void *, const void *))
{
    char moved[LARGEST_ITEM];
    for (int64_t i = 1; i < count; i++) {
        if (compare(items + (size_t)(i - 1) * size, items + (size_t)i * size) <= 0)
            continue;
        memcpy(moved, items + (size_t)i * size, size);
        int64_t j = i;
        while (j > 0 && compare(items + (size_t)(j - 1) * size, moved) > 0) {
            memcpy(items + (size_t)j * size, items + (size_t)(j - 1) * size, size);
            j--;
        }
        memcpy(items + (size_t)j * size, moved, size);
    }
}

int sort_spread(void *data, int64_t count, size_t size, uint64_t (*key)(const void *),
                int (*compare)(const void *, const void *), struct sort_buffer *buffer)
{
    assert(size <= LARGEST_ITEM);
    if (count < 2)
        return 0;
    char *items = data;
    int bits = bucket_bits(count);
    int64_t buckets = (int64_t)1 << bits;
    if (mem_vec_reserve((void **)&buffer->items, &buffer->items_room, count * (int64_t)size, 1) !=
            0 ||
        mem_vec_reserve((void **)&buffer->starts, &buffer->starts_room, buckets + 1,
                        sizeof *buffer->starts) != 0)
        return LOFT_ENOMEM;
    int32_t *starts = buffer->starts;
    memset(starts, 0, (size_t)(buckets + 1) * sizeof *starts);
    for (int64_t i = 0; i < count; i++)
        starts[(key(items + (size_t)i * size) >> (64 - bits)) + 1]++;
    for (int64_t b = 0; b < buckets; b++)
        starts[b + 1] += starts[b];
    for (int64_t i = 0; i < count; i++) {
        const char *item = items + (size_t)i * size;
        memcpy(buffer->items + (size_t)starts[key(item) >> (64 - bits)]++ * size, item, size);
    }
    memcpy(items, buffer->items, (size_t)count * size);
    insert_all(items, count, size, compare);
    return 0;
}

void sort_groups(const int32_t *group, int64_t count, int64_t groups, int32_t *from, int32_t *order)
{
    memset(from, 0, (size_t)(groups + 1) * sizeof *from);
    for (int64_t n = 0; n < count; n++)
        if (group[n] >= 0)
            from[group[n] + 1]++;
    for (int64_t g = 1; g <= groups; g++)
        from[g] += from[g - 1];
    for (int64_t n = 0; n < count; n++)
        if (group[n] >= 0)
            order[from[group[n]]++] = (int32_t)n;
    for (int64_t g = groups; g > 0; g--) /* each now stands at the end of its group */
        from[g] = from[g - 1];
    from[0] = 0;
}

void sort_buffer_free(struct sort_buffer *buffer)
{
    mem_free(buffer->items);
    mem_free(buffer->starts);
    *buffer = (struct sort_buffer){0};
}
