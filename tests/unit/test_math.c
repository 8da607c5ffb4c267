/* SPDX-License-Identifier: MIT */
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/math/table.h"

#include <criterion/criterion.h>
#include <math.h>

/* Known answers of Threefry4x32-20 from Random123's kat_vectors. Fails when the generator, the
 * number of rounds or the order of the words changes. */
Test(draw, known_answers)
{
    static const uint32_t vectors[3][12] = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
         0xffffffff, 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98,
         0xec4e6c89, 0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84}};
    for (int i = 0; i < 3; i++) {
        uint32_t out[4];
        draw_threefry(vectors[i], vectors[i] + 4, out);
        for (int k = 0; k < 4; k++)
            cr_assert_eq(out[k], vectors[i][8 + k]);
    }
}

/* Fails when the fast kernel and the plain function part ways. */
Test(draw, kernel_equals_single_draws)
{
    uint64_t id[1000];
    uint32_t out[1000];
    struct luck luck = draw_luck(77, 3);
    for (int i = 0; i < 1000; i++)
        id[i] = (uint64_t)i * 0x9e3779b97f4a7c15u;
    draw_many(&luck, id, 1000, 5, 5531, out);
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(out[i], draw_one(&luck, id[i], 5, 5531, 0));
    uint32_t other[1000], words[4000], four[4];
    for (int i = 0; i < 1000; i++)
        other[i] = (uint32_t)i * 2654435761u;
    draw_batch(&luck, id, other, 1000, 6, 5531, words);
    for (int i = 0; i < 1000; i++) {
        draw_four(&luck, id[i], 6, 5531, other[i], four);
        for (int w = 0; w < 4; w++)
            cr_assert_eq(words[w * 1000 + i], four[w]);
    }
}

/* Fails when purpose, week, replicate, seed or `other` is folded into a word of another. */
Test(draw, no_two_decisions_share_a_counter)
{
    struct luck luck = draw_luck(1, 0), next = draw_luck(1, 1), seed = draw_luck(2, 0);
    uint32_t base = draw_one(&luck, 42, 1, 1, 0);
    cr_assert_neq(base, draw_one(&luck, 43, 1, 1, 0));
    cr_assert_neq(base, draw_one(&luck, 42, 2, 1, 0));
    cr_assert_neq(base, draw_one(&luck, 42, 1, 2, 0));
    cr_assert_neq(base, draw_one(&luck, 42, 1, 1, 1));
    cr_assert_neq(base, draw_one(&next, 42, 1, 1, 0));
    cr_assert_neq(base, draw_one(&seed, 42, 1, 1, 0));
    /* purposes 0 .. 4095 and weeks 0 .. 2^20-1 fill one word without overlap */
    cr_assert_eq((4095u << 20 | 1048575u), 0xffffffffu);
}

/* Fails when the weekly chance drifts from 1 - exp(-rate/52). */
Test(fixed, weekly_chance)
{
    for (int64_t rate = 0; rate <= 5000000; rate += 12345) {
        double exact = -expm1(-(double)rate / 52e6);
        cr_assert_float_eq((double)fixed_weekly(rate) / 4294967296.0, exact, 1e-9);
    }
    cr_assert_eq(fixed_weekly(0), 0);
}

/* Fails when a factor of one changes a chance (promise 4 rests on it). */
Test(fixed, one_is_neutral)
{
    for (int64_t chance = 0; chance <= FIXED_ONE; chance += 99999999) {
        cr_assert_eq(fixed_scale(chance, FACTOR_ONE), chance);
        cr_assert_eq(fixed_both(chance, FIXED_ONE), chance);
    }
    cr_assert_eq(fixed_from_micro(1000000), FIXED_ONE);
    cr_assert_eq(fixed_portion(10, 1, 4), 3);
}

/* Fails when a table entry, the interpolation or a shift is off. */
Test(table, tables_follow_the_functions)
{
    for (uint64_t x = 1; x < (1ull << 62); x = x * 3 / 2 + 1)
        cr_assert_float_eq((double)table_ln(x) / 4294967296.0, log((double)x), 4e-6);
    for (int64_t x = 0; x < 30 * 65536; x += 777)
        cr_assert_float_eq((double)table_exp_minus(x) / 4294967296.0, exp(-(double)x / 65536),
                           4e-6);
    for (int64_t x = -20 * 65536; x < 20 * 65536; x += 777)
        cr_assert_float_eq((double)table_logistic(x) / 4294967296.0,
                           1 / (1 + exp(-(double)x / 65536)), 8e-6);
    for (uint32_t u = 1000; u < 4294000000u; u += 99991)
        cr_assert_float_eq((double)table_gumbel(u) / 65536,
                           -log(-log(((double)u + 0.5) / 4294967296.0)), 2e-4);
    cr_assert_eq(table_logistic(0), FIXED_ONE / 2);
}

/* Fails when noise stops being increasing in the uniform (promise 5 rests on it). */
Test(table, noise_is_increasing)
{
    int64_t last = table_gumbel(0);
    for (uint64_t u = 0; u < 4294967296ull; u += 65521) {
        int64_t now = table_gumbel((uint32_t)u);
        cr_assert_geq(now, last);
        last = now;
    }
    cr_assert_geq(table_gumbel(UINT32_MAX), last);
}
