/* SPDX-License-Identifier: MIT */
#include "loft/base/sort.h"

enum { MOST_BITS = 16 };

int sort_bucket_bits(int64_t count)
{
    int bits = 4;
    while (bits < MOST_BITS && ((int64_t)1 << bits) < count)
        bits++;
    return bits;
}

int sort_prepare(struct sort_buffer *buffer, int64_t count, size_t size, int64_t buckets)
{
    if (mem_vec_reserve((void **)&buffer->items, &buffer->items_room, count * (int64_t)size, 1) !=
            0 ||
        mem_vec_reserve((void **)&buffer->starts, &buffer->starts_room, buckets + 1,
                        sizeof *buffer->starts) != 0)
        return LOFT_ENOMEM;
    memset(buffer->starts, 0, (size_t)(buckets + 1) * sizeof *buffer->starts);
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
