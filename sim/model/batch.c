/* SPDX-License-Identifier: MIT */
#include "loft/model/week.h"

void batch_reset(struct batch *b)
{
    b->rows.count = b->keys.count = b->others.count = 0;
}

bool batch_reserve(struct batch *b, int64_t extra)
{
    return vec_reserve(&b->rows, extra) == 0 && vec_reserve(&b->keys, extra) == 0 &&
           vec_reserve(&b->others, extra) == 0;
}

bool batch_draw(struct batch *b, const struct week *week, enum purpose purpose, int32_t when)
{
    b->words.count = 0;
    if (vec_reserve(&b->words, 4 * b->rows.count) != 0)
        return false;
    draw_batch(&week->luck, b->keys.data, b->others.data, (int32_t)b->rows.count, (uint32_t)purpose,
               when, b->words.data);
    return true;
}

bool batch_draw_people(struct batch *b, const struct week *week, const int32_t *people,
                       int64_t count, enum purpose purpose)
{
    batch_reset(b);
    b->words.count = 0;
    if (vec_reserve(&b->keys, count) != 0 || vec_reserve(&b->words, count) != 0)
        return false;
    for (int64_t n = 0; n < count; n++)
        b->keys.data[n] = week->world->person.key[people[n]];
    draw_many(&week->luck, b->keys.data, (int32_t)count, (uint32_t)purpose, week->now,
              b->words.data);
    return true;
}

void batch_free(struct batch *b)
{
    vec_clear(&b->rows);
    vec_clear(&b->keys);
    vec_clear(&b->others);
    vec_clear(&b->words);
}
