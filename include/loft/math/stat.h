/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MATH_STAT_H
#define LOFT_MATH_STAT_H

#include <stdint.h>

/* Statistics of results, for people: never read by the model. Sums run in index order, so the same
 * numbers give the same bits. */

double stat_mean(const double *values, int64_t count); /* NaN for none */

/* Standard deviation with count - 1; NaN below 2 values. */
double stat_sd(const double *values, int64_t count);

/* Two-sided 95 % point of Student's t with `df` degrees of freedom (df >= 1), to 0.001. */
double stat_t95(int64_t df);

struct stat_interval {
    double estimate, se, low, high; /* se, low, high are NaN with fewer than 2 values */
    int64_t count;
};

/* Mean of paired differences with its 95 % interval. */
struct stat_interval stat_paired(const double *differences, int64_t count);

/* Replicates with which the interval would just exclude 0, were estimate and sd what they are; 0
 * when the estimate is 0 or there are too few values. At least 2. */
int64_t stat_needed(const struct stat_interval *interval);

#endif
