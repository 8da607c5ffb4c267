/* SPDX-License-Identifier: MIT */
#include "loft/math/fixed.h"

int64_t fixed_weekly(int64_t rate_micro)
{
    /* x = rate/52 as a 40-bit fraction; 1 - e^-x = x - x^2/2 + x^3/6 - ..., x < 0.1 */
    __int128 one = (__int128)1 << 40;
    __int128 x = ((__int128)rate_micro * one) / 52000000;
    __int128 term = x, sum = 0;
    for (int n = 1; n <= 9; n++) {
        sum += n % 2 == 1 ? term : -term;
        term = (term * x / one) / (n + 1);
    }
    return (int64_t)((sum + 128) >> 8);
}

int64_t fixed_from_micro(int64_t micro)
{
    return (int64_t)(((__int128)micro * FIXED_ONE + 500000) / 1000000);
}

int64_t fixed_portion(int64_t count, int64_t part, int64_t whole)
{
    return (int64_t)((2 * (__int128)count * part + whole) / (2 * (__int128)whole));
}
