/* SPDX-License-Identifier: MIT */
#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/math/fit.h"

#include <criterion/criterion.h>
#include <math.h>

/* Fails when the fitting no longer meets margins that agree, or loses the odds ratio of the seed.
 */
Test(fit, table_meets_margins_and_keeps_odds)
{
    double cells[4] = {1, 2, 3, 12}, rows[2] = {40, 60}, columns[2] = {30, 70};
    fit_table(cells, 2, 2, rows, columns, 200);
    cr_assert_float_eq(cells[0] + cells[1], 40, 1e-9);
    cr_assert_float_eq(cells[2] + cells[3], 60, 1e-9);
    cr_assert_float_eq(cells[0] + cells[2], 30, 1e-6);
    cr_assert_float_eq(cells[0] * cells[3] / (cells[1] * cells[2]), 2.0, 1e-9);
}

/* A table of 2 x 3 x 4 and its three two-way margins. Fails when groups of a margin are mixed up.
 */
Test(fit, three_dimensions)
{
    double cells[24], truth[24], targets[3][12] = {{0}};
    int32_t groups[3][24];
    for (int i = 0; i < 24; i++) {
        int a = i / 12, b = i / 4 % 3, c = i % 4;
        truth[i] = 5 + (i * 7) % 11;
        cells[i] = 1;
        groups[0][i] = a * 3 + b;
        groups[1][i] = a * 4 + c;
        groups[2][i] = b * 4 + c;
        for (int m = 0; m < 3; m++)
            targets[m][groups[m][i]] += truth[i];
    }
    struct fit_margin margins[3] = {
        {groups[0], targets[0], 6}, {groups[1], targets[1], 8}, {groups[2], targets[2], 12}};
    cr_assert_eq(fit_margins(cells, 24, margins, 3, 300), 0);
    for (int m = 0; m < 3; m++) {
        double sums[12] = {0};
        for (int i = 0; i < 24; i++)
            sums[groups[m][i]] += cells[i];
        for (size_t g = 0; g < margins[m].groups; g++)
            cr_assert_float_eq(sums[g], targets[m][g], 1e-6);
    }
}

/* Fails when the last margin no longer wins, when a cell of 0 is filled, or when a cell in no group
 * is touched. */
Test(fit, contradictions_zeros_and_outsiders)
{
    double cells[4] = {1, 1, 0, 7}, first[1] = {10}, last[1] = {20};
    int32_t group[4] = {0, 0, 0, -1};
    struct fit_margin margins[2] = {{group, first, 1}, {group, last, 1}};
    cr_assert_eq(fit_margins(cells, 4, margins, 2, 5), 0);
    cr_assert_float_eq(cells[0] + cells[1], 20, 1e-12);
    cr_assert_eq(cells[2], 0);
    cr_assert_eq(cells[3], 7);
    double empty[1] = {0};
    fit_table(empty, 1, 1, first, first, 3); /* cannot be met: left alone */
    cr_assert_eq(empty[0], 0);
}

/* Fails when tilting misses its target, moves a cell it should leave, or is not a power of one t.
 */
Test(fit, tilt)
{
    double cells[4] = {10, 10, 10, 5};
    int32_t feature[4] = {0, 1, 2, -1};
    fit_tilt(cells, feature, 4, 12.5);
    cr_assert_float_eq(cells[1] + 2 * cells[2], 12.5, 1e-6);
    cr_assert_eq(cells[0], 10);
    cr_assert_eq(cells[3], 5);
    cr_assert_float_eq(cells[2] / 10, cells[1] / 10 * cells[1] / 10, 1e-12);
    fit_tilt(cells, feature, 4, 0);
    cr_assert_eq(cells[1] + cells[2], 0);
    cr_assert_eq(cells[0], 10);
}

/* Fails when a run of neighbours drifts from its sum by more than one. */
Test(fit, round_line_keeps_every_run)
{
    double cells[500], sum[501] = {0};
    int64_t out[500], got[501] = {0};
    for (int i = 0; i < 500; i++) {
        cells[i] = fabs(sin(i * 1.7)) * (i % 7);
        sum[i + 1] = sum[i] + cells[i];
    }
    fit_round_line(cells, 500, out);
    for (int i = 0; i < 500; i++) {
        cr_assert_geq(out[i], 0);
        got[i + 1] = got[i] + out[i];
    }
    for (int i = 0; i <= 500; i += 13)
        for (int k = i; k <= 500; k += 7)
            cr_assert_lt(fabs((double)(got[k] - got[i]) - (sum[k] - sum[i])), 1.0001);
}

/* Fails when the total is lost, the largest remainder isn't served first, or ties are not broken by
 * the lower index. */
Test(fit, round_shares)
{
    int64_t weights[3] = {1, 1, 1}, out[3];
    fit_round_shares(weights, 3, 10, out);
    cr_assert(out[0] == 4 && out[1] == 3 && out[2] == 3);
    int64_t uneven[3] = {26, 14, 60};
    fit_round_shares(uneven, 3, 10, out); /* 2.6, 1.4, 6 */
    cr_assert(out[0] == 3 && out[1] == 1 && out[2] == 6);
    int64_t none[2] = {0, 0};
    fit_round_shares(none, 2, 7, out);
    cr_assert(out[0] == 7 && out[1] == 0);
}

/* A hundred rows of three people in which one status in thirty is rare. Fails when rows do not add
 * up, when the rare one is rounded away row by row, or when a cell of 0 is used. */
Test(fit, round_table_gives_rare_columns_their_due)
{
    enum { ROWS = 100, COLUMNS = 4 };
    double cells[ROWS * COLUMNS];
    int64_t totals[ROWS], out[ROWS * COLUMNS], columns[COLUMNS] = {0};
    for (int r = 0; r < ROWS; r++) {
        double row[COLUMNS] = {2.2, 0.7, 0.1, 0};
        totals[r] = 3;
        for (int c = 0; c < COLUMNS; c++)
            cells[r * COLUMNS + c] = row[c];
    }
    cr_assert_eq(fit_round_table(cells, ROWS, COLUMNS, totals, out), 0);
    for (int r = 0; r < ROWS; r++) {
        int64_t sum = 0;
        for (int c = 0; c < COLUMNS; c++) {
            sum += out[r * COLUMNS + c];
            columns[c] += out[r * COLUMNS + c];
        }
        cr_assert_eq(sum, 3);
    }
    cr_assert(columns[0] == 220 && columns[1] == 70 && columns[2] == 10 && columns[3] == 0);
    double zeros[2] = {0, 0};
    int64_t one[1] = {1};
    cr_assert_eq(fit_round_table(zeros, 1, 2, one, out), LOFT_ELAW);
}

/* The bits of a large fit, the same from every compiler and at every level of optimisation. Fails
 * when the order of a sum changes, or a compiler contracts or reorders floating-point arithmetic.
 */
Test(fit, known_bits)
{
    enum { CELLS = 3000, GROUPS = 50 };
    static double cells[CELLS], targets[2][GROUPS];
    static int32_t groups[2][CELLS], feature[CELLS];
    for (int i = 0; i < CELLS; i++) {
        uint64_t noise = hash_mix((uint64_t)i + 1);
        cells[i] = 1.0 + (double)(noise % 1000) / 7.0;
        groups[0][i] = i / (CELLS / GROUPS);
        groups[1][i] = i % GROUPS;
        feature[i] = (int32_t)(noise >> 32) % 9;
        feature[i] = feature[i] < 0 ? 0 : feature[i];
        targets[0][groups[0][i]] += 10.0 + (double)(noise >> 20 & 255);
        targets[1][groups[1][i]] += 10.0 + (double)(noise >> 20 & 255);
    }
    struct fit_margin margins[2] = {{groups[0], targets[0], GROUPS},
                                    {groups[1], targets[1], GROUPS}};
    for (int round = 0; round < 20; round++) {
        cr_assert_eq(fit_margins(cells, CELLS, margins, 2, 3), 0);
        fit_tilt(cells, feature, CELLS, 1500000.0);
    }
    uint64_t bits = hash_bytes(cells, sizeof cells);
    cr_assert_eq(bits, UINT64_C(0xa7670c962fd116f0), "bits %016llx", (unsigned long long)bits);
}
