/* SPDX-License-Identifier: MIT */
#include "loft/world/world.h"

#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/world/tie.h"

#include <stdlib.h>
#include <string.h>

/* Rows in another order, references following: the proof that row numbers decide nothing. */

struct ticket {
    uint64_t point;
    int32_t row;
};

static int by_point(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->point != y->point)
        return x->point < y->point ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

struct head {
    int32_t count, room;
};

static char *table_at(struct world *world, int table)
{
    return (char *)world + world_tables[table].offset;
}

/* new_row[old row] of one table. */
static int draw_order(struct world *world, int table, uint64_t seed, int32_t **order)
{
    int32_t count = ((struct head *)table_at(world, table))->count;
    struct ticket *tickets = mem_new((size_t)count, sizeof *tickets);
    *order = mem_new((size_t)count, sizeof **order);
    if (tickets == NULL || *order == NULL) {
        mem_free(tickets);
        return LOFT_ENOMEM;
    }
    for (int32_t row = 0; row < count; row++)
        tickets[row] = (struct ticket){
            hash_mix(seed ^ (uint64_t)world_get(world, (enum table)table, 0, row)), row};
    qsort(tickets, (size_t)count, sizeof *tickets, by_point);
    for (int32_t to = 0; to < count; to++)
        (*order)[tickets[to].row] = to;
    mem_free(tickets);
    return 0;
}

static int move_column(struct world *world, int table, int column, int32_t *const orders[TABLES])
{
    const struct column *info = &world_tables[table].columns[column];
    int32_t count = ((struct head *)table_at(world, table))->count;
    char *moved = mem_new((size_t)count, info->width);
    if (moved == NULL)
        return LOFT_ENOMEM;
    for (int32_t row = 0; row < count; row++) {
        char *to = moved + (size_t)orders[table][row] * info->width;
        memcpy(to, world_cell(world, (enum table)table, column, row), info->width);
        if (info->refers != TABLE_none) {
            int32_t target;
            memcpy(&target, to, sizeof target);
            if (target >= 0)
                target = orders[info->refers][target];
            memcpy(to, &target, sizeof target);
        }
    }
    for (int32_t row = 0; row < count; row++)
        memcpy(world_cell(world, (enum table)table, column, row), moved + (size_t)row * info->width,
               info->width);
    mem_free(moved);
    return 0;
}

int world_shuffle(struct world *world, uint64_t seed)
{
    int32_t *orders[TABLES] = {NULL};
    int code = 0;
    for (int t = 0; t < TABLES && code == 0; t++)
        code = draw_order(world, t, seed, &orders[t]);
    for (int t = 0; t < TABLES && code == 0; t++)
        for (int c = 0; c < world_tables[t].column_count && code == 0; c++)
            code = move_column(world, t, c, orders);
    for (uint32_t at = 0; code == 0 && at <= world->index.mask; at++)
        if (world->index.rows[at] >= 0)
            world->index.rows[at] = orders[TABLE_person][world->index.rows[at]];
    for (int t = 0; t < TABLES; t++)
        mem_free(orders[t]);
    if (code == 0)
        tie_tell_all(world, world->start_week); /* employers have other rows */
    return code;
}
