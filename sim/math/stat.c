/* SPDX-License-Identifier: MIT */
#include "loft/math/stat.h"

#include <math.h>

double stat_mean(const double *values, int64_t count)
{
    double sum = 0;
    for (int64_t i = 0; i < count; i++)
        sum += values[i];
    return count > 0 ? sum / (double)count : NAN;
}

double stat_sd(const double *values, int64_t count)
{
    if (count < 2)
        return NAN;
    double mean = stat_mean(values, count), sum = 0;
    for (int64_t i = 0; i < count; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sqrt(sum / (double)(count - 1));
}

double stat_t95(int64_t df)
{
    static const double table[31] = {
        NAN,    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788,  2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796,
        2.0739, 2.0687,  2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423};
    if (df < 1)
        return NAN;
    if (df <= 30)
        return table[df];
    /* Cornish-Fisher expansion around the normal point (Abramowitz and Stegun 26.7.5) */
    const double z = 1.959963985, n = (double)df;
    double z3 = z * z * z, z5 = z3 * z * z;
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n);
}

struct stat_interval stat_paired(const double *differences, int64_t count)
{
    struct stat_interval s = {.estimate = stat_mean(differences, count), .count = count};
    double sd = stat_sd(differences, count);
    s.se = sd / sqrt((double)count);
    s.low = s.estimate - stat_t95(count - 1) * s.se;
    s.high = s.estimate + stat_t95(count - 1) * s.se;
    return s;
}

int64_t stat_needed(const struct stat_interval *s)
{
    if (s->estimate == 0 || !isfinite(s->se) || !isfinite(s->estimate))
        return 0;
    double sd = s->se * sqrt((double)s->count);
    int64_t n = 2;
    while (n < 1000000000 && stat_t95(n - 1) * sd / sqrt((double)n) >= fabs(s->estimate))
        n = n < 1000 ? n + 1 : n + n / 100;
    return n;
}
