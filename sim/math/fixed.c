/* SPDX-License-Identifier: MIT */
#include "loft/math/fixed.h"

int64_t fixed_weekly(int64_t rate_micro)
{
    /* x = rate/52 as a 40-bit fraction; 1 - e^-x = x - x^2/2 + x^3/6 - ..., x < 0.1 */
    fixed_wide one = (fixed_wide)1 << 40;
    fixed_wide x = ((fixed_wide)rate_micro * one) / 52000000;
    fixed_wide term = x, sum = 0;
    for (int n = 1; n <= 9; n++) {
        sum += n % 2 == 1 ? term : -term;
        term = (term * x / one) / (n + 1);
    }
    return (int64_t)((sum + 128) >> 8);
}

int64_t fixed_from_micro(int64_t micro)
{
    return (int64_t)(((fixed_wide)micro * FIXED_ONE + 500000) / 1000000);
}

int64_t fixed_portion(int64_t count, int64_t part, int64_t whole)
{
    return (int64_t)((2 * (fixed_wide)count * part + whole) / (2 * (fixed_wide)whole));
}
