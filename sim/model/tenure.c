/* SPDX-License-Identifier: MIT */
#include "loft/model/tenure.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/math/fixed.h"
#include "loft/math/table.h"
#include "loft/model/class.h"

int tenure_create(struct tenure_table *table, const int64_t chances[SEPARATION_BANDS])
{
    table->sum = mem_new(TENURE_WEEKS, sizeof *table->sum);
    if (table->sum == NULL)
        return LOFT_ENOMEM;
    int64_t alive = FIXED_ONE, sum = 0;
    for (int32_t t = 0; t < TENURE_WEEKS; t++) {
        sum += alive;
        table->sum[t] = sum;
        int band = t < TENURE_YEAR ? 0 : t < TENURE_LATER ? 1 : t < TENURE_SETTLED ? 2 : 3;
        alive -= fixed_both(alive, chances[band]);
    }
    return 0;
}

void tenure_free(struct tenure_table *table)
{
    mem_free(table->sum);
    table->sum = NULL;
}

int32_t tenure_draw(const struct tenure_table *table, uint32_t u, int32_t limit)
{
    int32_t last = (limit < TENURE_WEEKS ? limit : TENURE_WEEKS) - 1;
    int64_t goal = fixed_both(table->sum[last], u);
    int32_t low = 0, high = last;
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (table->sum[middle] > goal)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

int64_t tenure_survival(const struct tenure_table *table, int32_t t)
{
    return t == 0 ? table->sum[0] : table->sum[t] - table->sum[t - 1];
}

int32_t tenure_elapsed(uint32_t u, int64_t chance, int32_t most)
{
    /* -ln((u + 1/2) / 2^32) / chance, both in units of 2^-32 */
    int64_t log = table_ln((uint64_t)1 << 33) - table_ln(2 * (uint64_t)u + 1);
    int64_t weeks = chance > 0 ? log / chance : most;
    return weeks < most ? (int32_t)weeks : most;
}
