/* SPDX-License-Identifier: MIT */
#include "loft/math/table.h"

#include "loft/math/fixed.h"

#include "tables.inc"

enum { STEPS = 256 };
#define LN2 ((int64_t)2977044472) /* ln(2) in units of 2^-32 */

int64_t table_ln(uint64_t x)
{
    int power = 63 - __builtin_clzll(x);
    uint64_t mantissa = x << (63 - power); /* 1.0 stands at bit 63 */
    uint64_t fraction = mantissa << 1;
    int at = (int)(fraction >> 56);
    int64_t rest = (int64_t)(fraction << 8 >> 32); /* 0 .. 2^32 within the step */
    int64_t low = table_ln_fraction[at], high = table_ln_fraction[at + 1];
    return power * LN2 + low + (((high - low) * (rest >> 8)) >> 24);
}

int64_t table_exp_minus(int64_t x)
{
    int64_t whole = x >> 16;
    if (whole >= 32)
        return 0;
    int at = (int)((x & 0xffff) >> 8);
    int64_t rest = x & 0xff;
    int64_t high = table_exp_fraction[at], low = table_exp_fraction[at + 1];
    return fixed_both(table_exp_whole[whole], high - (((high - low) * rest) >> 8));
}

int64_t table_logistic(int64_t x)
{
    int64_t e = table_exp_minus(x >= 0 ? x : -x);
    int64_t upper = (int64_t)(((fixed_wide)FIXED_ONE * FIXED_ONE) / (FIXED_ONE + e));
    return x >= 0 ? upper : FIXED_ONE - upper;
}

int64_t table_gumbel(uint32_t u)
{
    /* inner = -ln((u + 1/2) / 2^32) in units of 2^-48; near u = 1 by its series, where the table's
     * error would be as large as the value */
    uint64_t inner;
    uint64_t gap = (((uint64_t)1 << 32) - u) * 2 - 1; /* 1 - u in units of 2^-33 */
    if (gap < (uint64_t)1 << 25)
        inner = (gap << 15) + (gap * gap >> 19);
    else
        inner = (uint64_t)(33 * LN2 - table_ln(2 * (uint64_t)u + 1)) << 16;
    return (48 * LN2 - table_ln(inner)) >> 16;
}
