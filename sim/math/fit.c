/* SPDX-License-Identifier: MIT */
#include "loft/math/fit.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"

#include <stdbool.h>

enum { QUANTUM_BITS = 24, BISECTIONS = 60 };

static const double TILT_MOST = 1024.0;

int64_t fit_quantum(double x)
{
    return (int64_t)(x * (double)(1 << QUANTUM_BITS) + 0.5);
}

/* The factor that brings a sum to its target; 1 where nothing can. */
static double scale_to(double target, double sum)
{
    return fit_quantum(sum) > 0 ? target / sum : fit_quantum(target) > 0 ? 1.0 : 0.0;
}

static void fit_one(double *cells, size_t count, const struct fit_margin *margin, double *sums)
{
    for (size_t g = 0; g < margin->groups; g++)
        sums[g] = 0.0;
    for (size_t i = 0; i < count; i++)
        if (margin->group[i] >= 0)
            sums[margin->group[i]] += cells[i];
    for (size_t g = 0; g < margin->groups; g++)
        sums[g] = scale_to(margin->target[g], sums[g]);
    for (size_t i = 0; i < count; i++)
        if (margin->group[i] >= 0)
            cells[i] *= sums[margin->group[i]];
}

int fit_margins(double *cells, size_t count, const struct fit_margin *margins, size_t margin_count,
                int rounds)
{
    size_t most = 1;
    for (size_t m = 0; m < margin_count; m++)
        most = margins[m].groups > most ? margins[m].groups : most;
    double *sums = mem_new(most, sizeof *sums);
    if (sums == NULL)
        return LOFT_ENOMEM;
    for (int round = 0; round < rounds; round++)
        for (size_t m = 0; m < margin_count; m++)
            fit_one(cells, count, &margins[m], sums);
    mem_free(sums);
    return 0;
}

/* `count` cells, `step` apart. */
static void fit_strip(double *cells, size_t count, size_t step, double target)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += cells[i * step];
    double factor = scale_to(target, sum);
    for (size_t i = 0; i < count; i++)
        cells[i * step] *= factor;
}

void fit_table(double *cells, size_t rows, size_t columns, const double *row_targets,
               const double *column_targets, int rounds)
{
    for (int round = 0; round < rounds; round++) {
        for (size_t c = 0; c < columns; c++)
            fit_strip(cells + c, rows, columns, column_targets[c]);
        for (size_t r = 0; r < rows; r++)
            fit_strip(cells + r * columns, columns, 1, row_targets[r]);
    }
}

/* sum of sums[f] x f x t^f */
static double tilted(const double sums[FIT_FEATURES], double t)
{
    double total = 0.0, power = 1.0;
    for (int f = 0; f < FIT_FEATURES; f++) {
        total += sums[f] * (double)f * power;
        power *= t;
    }
    return total;
}

/* a < b, decided on the whole numbers a/(a+b) and 1/2 in units of 2^-50; b > 0. */
static bool is_below(double a, double b)
{
    return (int64_t)(a / (a + b) * (double)((int64_t)1 << 50)) < (int64_t)1 << 49;
}

void fit_tilt(double *cells, const int32_t *feature, size_t count, double target)
{
    double sums[FIT_FEATURES] = {0.0};
    int most = 0;
    for (size_t i = 0; i < count; i++)
        if (feature[i] >= 0) {
            sums[feature[i]] += cells[i];
            most = feature[i] > most ? feature[i] : most;
        }
    int steps = fit_quantum(target) > 0 ? BISECTIONS : 0;
    double low = 0.0, high = steps > 0 ? TILT_MOST : 0.0;
    for (int step = 0; step < steps; step++) {
        double middle = (low + high) / 2.0;
        double value = tilted(sums, middle);
        if (is_below(value, target))
            low = middle;
        else
            high = middle;
    }
    double power[FIT_FEATURES];
    power[0] = 1.0;
    for (int f = 1; f <= most; f++)
        power[f] = power[f - 1] * high;
    for (size_t i = 0; i < count; i++)
        if (feature[i] >= 0)
            cells[i] *= power[feature[i]];
}

void fit_round_line(const double *cells, size_t count, int64_t *out)
{
    int64_t sum = 0, before = 0;
    for (size_t i = 0; i < count; i++) {
        sum += fit_quantum(cells[i]);
        int64_t now = (sum + ((int64_t)1 << (QUANTUM_BITS - 1))) >> QUANTUM_BITS;
        out[i] = now - before;
        before = now;
    }
}

void fit_round_shares(const int64_t *weights, size_t count, int64_t total, int64_t *out)
{
    int64_t sum = 0, left = total;
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
        out[i] = 0;
    }
    if (sum == 0) {
        if (count > 0)
            out[0] = total;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = (int64_t)((fixed_wide)weights[i] * total / sum);
        left -= out[i];
    }
    /* at most count - 1 are left: one each to the largest remainders */
    for (; left > 0; left--) {
        size_t best = count;
        fixed_wide largest = 0;
        for (size_t i = 0; i < count; i++) {
            fixed_wide owed = (fixed_wide)weights[i] * total - (fixed_wide)out[i] * sum;
            if (owed > largest) {
                largest = owed;
                best = i;
            }
        }
        out[best]++;
    }
}

/* The column of a row that is owed most (sign 1: and may get one more) or least (sign -1: and can
 * give one back); `columns` when there is none. */
static size_t extreme(const double *row, const int64_t *owed, const int64_t *out, size_t columns,
                      int sign)
{
    size_t best = columns;
    for (size_t c = 0; c < columns; c++) {
        if (fit_quantum(row[c]) == 0 || (sign < 0 && out[c] == 0))
            continue;
        if (best == columns || sign * owed[c] > sign * owed[best])
            best = c;
    }
    return best;
}

static int round_row(const double *row, size_t columns, int64_t total, int64_t *owed, int64_t *out)
{
    int64_t left = total;
    for (size_t c = 0; c < columns; c++) {
        owed[c] += fit_quantum(row[c]);
        out[c] = fit_quantum(row[c]) > 0 && owed[c] > 0 ? owed[c] >> QUANTUM_BITS : 0;
        owed[c] -= out[c] << QUANTUM_BITS;
        left -= out[c];
    }
    while (left != 0) {
        int sign = left > 0 ? 1 : -1;
        size_t c = extreme(row, owed, out, columns, sign);
        if (c == columns)
            return LOFT_ELAW;
        out[c] += sign;
        owed[c] -= sign * ((int64_t)1 << QUANTUM_BITS);
        left -= sign;
    }
    return 0;
}

int fit_round_table(const double *cells, size_t rows, size_t columns, const int64_t *row_totals,
                    int64_t *out)
{
    int64_t *owed = mem_new(columns, sizeof *owed);
    if (owed == NULL)
        return LOFT_ENOMEM;
    int code = 0;
    for (size_t r = 0; r < rows && code == 0; r++)
        code = round_row(cells + r * columns, columns, row_totals[r], owed, out + r * columns);
    mem_free(owed);
    return code;
}
