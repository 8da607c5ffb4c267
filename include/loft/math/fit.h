/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MATH_FIT_H
#define LOFT_MATH_FIT_H

#include <stddef.h>
#include <stdint.h>

/* Fitting tables to margins, and turning what was fitted into whole numbers.
 *
 * The fitting works in doubles with +, -, * and / only, in a fixed order and for a fixed number of
 * rounds: the same bits from every compiler that keeps to IEEE 754 without contraction. No double
 * is ever compared to decide anything: decisions look at int64_t multiples of 2^-24 (fit_quantum).
 */

/* A number of units as a whole number of 2^-24, rounded to nearest; for 0 <= x < 2^38. */
int64_t fit_quantum(double x);

/* One margin of a table with any number of dimensions: which group each cell adds to, and the sum
 * that each group should have. */
struct fit_margin {
    const int32_t *group; /* of each cell; -1: the cell is in no group of this margin */
    const double *target; /* of each group, not negative */
    size_t groups;
};

/* Iterative proportional fitting (Deming and Stephan 1940) of `cells` to the margins, `rounds`
 * times through all of them in order. What the margins leave open keeps the odds ratios of the
 * cells as given; a cell of 0 stays 0. Margins that agree are all met; where they contradict each
 * other, the one that comes last holds. A group whose cells are all 0 cannot be met and is left
 * alone. Cells and targets add up to less than 2^38 in every group, before and after. Returns 0 or
 * LOFT_ENOMEM. */
int fit_margins(double *cells, size_t count, const struct fit_margin *margins, size_t margin_count,
                int rounds);

/* The same for a plain table, cells[row * columns + column]. The row targets hold in the end. */
void fit_table(double *cells, size_t rows, size_t columns, const double *row_targets,
               const double *column_targets, int rounds);

/* Exponential tilting: multiply each cell by t^feature, with the one t > 0 that gives
 * sum(feature x cell) = target. Features are small whole numbers, 0 .. FIT_FEATURES - 1; a negative
 * one leaves its cell out. t is found by bisection in 0 .. 2^10; a target out of reach gives the
 * nearest end. Multiplying counts of households by t^(their children) is how a number of children
 * is met without changing anything else. */
enum { FIT_FEATURES = 32 };
void fit_tilt(double *cells, const int32_t *feature, size_t count, double target);

/* Controlled rounding along a line: out[i] = round(cells[0] + ... + cells[i]) - round(... +
 * cells[i-1]). Every run of neighbours keeps its sum within 1, so that in a table laid out in
 * nested order (area, origin, sex, age) all margins of leading dimensions are kept within 1. */
void fit_round_line(const double *cells, size_t count, int64_t *out);

/* Largest remainder: `total` split in proportion to whole-number weights (each below 2^40),
 * exactly; equal remainders go to the lower index. All weights 0: everything to index 0. */
void fit_round_shares(const int64_t *weights, size_t count, int64_t total, int64_t *out);

/* Controlled rounding of a table: row r adds up to row_totals[r] exactly (which should be near the
 * row's sum), and what a column got up to any row stays near what it should have got up to there:
 * each row is rounded by largest remainder of what its columns are still owed. A cell of 0 stays 0.
 * Returns 0, LOFT_ENOMEM, or LOFT_ELAW when a row of zeros should add up to more than 0. */
int fit_round_table(const double *cells, size_t rows, size_t columns, const int64_t *row_totals,
                    int64_t *out);

#endif
