/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MATH_TABLE_H
#define LOFT_MATH_TABLE_H

#include <stdint.h>

/* Logarithm, exponential, logistic and noise by committed integer tables, so that no two machines'
 * libm can disagree about a decision. Arguments and results are fixed point (math/fixed.h). */

/* ln(x) in units of 2^-32, for x >= 1; error below 4e-6. */
int64_t table_ln(uint64_t x);

/* exp(-x) as a chance (2^32 = 1), for x >= 0 in units of 2^-16; error below 4e-6. */
int64_t table_exp_minus(int64_t x);

/* 1 / (1 + exp(-x)) as a chance, x in units of 2^-16. */
int64_t table_logistic(int64_t x);

/* Standard Gumbel noise in units of 2^-16 from a 32-bit uniform: -ln(-ln(u)), from -3.1 to 22.2.
 * Increasing in u. */
int64_t table_gumbel(uint32_t u);

#endif
