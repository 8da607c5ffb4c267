/* SPDX-License-Identifier: MIT */
#include "loft/math/draw.h"

#include "loft/base/kernel.h"

#include <Random123/threefry.h>

enum { ROUNDS = 20 };

struct luck draw_luck(uint64_t seed, int32_t replicate)
{
    return (struct luck){{(uint32_t)seed, (uint32_t)(seed >> 32), (uint32_t)replicate, 0}};
}

void draw_threefry(const uint32_t counter[4], const uint32_t key[4], uint32_t out[4])
{
    threefry4x32_ctr_t c = {{counter[0], counter[1], counter[2], counter[3]}};
    threefry4x32_key_t k = {{key[0], key[1], key[2], key[3]}};
    threefry4x32_ctr_t r = threefry4x32_R(ROUNDS, c, k);
    for (int i = 0; i < 4; i++)
        out[i] = r.v[i];
}

static uint32_t decision(uint32_t purpose, int32_t week)
{
    return purpose << 20 | (uint32_t)week;
}

void draw_four(const struct luck *luck, uint64_t identity, uint32_t purpose, int32_t week,
               uint32_t other, uint32_t out[4])
{
    uint32_t counter[4] = {(uint32_t)identity, (uint32_t)(identity >> 32), decision(purpose, week),
                           other};
    draw_threefry(counter, luck->key, out);
}

uint32_t draw_one(const struct luck *luck, uint64_t identity, uint32_t purpose, int32_t week,
                  uint32_t other)
{
    uint32_t out[4];
    draw_four(luck, identity, purpose, week, other, out);
    return out[0];
}

KERNEL
void draw_many(const struct luck *luck, const uint64_t *restrict identity, int32_t count,
               uint32_t purpose, int32_t week, uint32_t *restrict out)
{
    threefry4x32_key_t k = {{luck->key[0], luck->key[1], luck->key[2], luck->key[3]}};
    uint32_t what = decision(purpose, week);
    for (int32_t i = 0; i < count; i++) {
        threefry4x32_ctr_t c = {{(uint32_t)identity[i], (uint32_t)(identity[i] >> 32), what, 0}};
        out[i] = threefry4x32_R(ROUNDS, c, k).v[0];
    }
}

KERNEL
void draw_batch(const struct luck *luck, const uint64_t *restrict identity,
                const uint32_t *restrict other, int32_t count, uint32_t purpose, int32_t week,
                uint32_t *restrict out)
{
    threefry4x32_key_t k = {{luck->key[0], luck->key[1], luck->key[2], luck->key[3]}};
    uint32_t what = decision(purpose, week);
    uint32_t *restrict second = out + count, *restrict third = second + count,
                       *restrict fourth = third + count;
    for (int32_t i = 0; i < count; i++) {
        threefry4x32_ctr_t c = {
            {(uint32_t)identity[i], (uint32_t)(identity[i] >> 32), what, other[i]}};
        threefry4x32_ctr_t r = threefry4x32_R(ROUNDS, c, k);
        out[i] = r.v[0];
        second[i] = r.v[1];
        third[i] = r.v[2];
        fourth[i] = r.v[3];
    }
}
