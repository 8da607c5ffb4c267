/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_CHANGE_H
#define LOFT_WORLD_CHANGE_H

#include "loft/base/hash.h"
#include "loft/world/event.h"
#include "loft/world/world.h"

/* The week's log of changes: the only way in which logged columns change after the start, and the
 * only source of counters, spells and digest. */

struct change {
    uint8_t table, column, event;
    int32_t row;
    int64_t before, after;
};

struct changes {
    struct world *world;
    struct change *data;
    int64_t count, room;
    uint8_t event; /* kind of the event that is being applied */
    bool failed;   /* out of memory: checked by settle */
};

/* Set a logged column and log it; nothing is logged when the value stays the same.
 *     SET(changes, person, status, row, STATUS_EMPLOYED); */
#define SET(changes, table_, column_, row_, value_)                                                \
    do {                                                                                           \
        int32_t set_row = (row_);                                                                  \
        __typeof__(at_##table_##_##column_((changes)->world, 0)) set_cell =                        \
            at_##table_##_##column_((changes)->world, set_row);                                    \
        int64_t set_before = (int64_t)*set_cell, set_after = (int64_t)(value_);                    \
        if (set_before != set_after) {                                                             \
            *set_cell = (__typeof__(*set_cell))set_after;                                          \
            changes_add(changes, TABLE_##table_, COLUMN_##table_##_##column_, set_row, set_before, \
                        set_after);                                                                \
        }                                                                                          \
    } while (0)

void changes_add(struct changes *changes, int table, int column, int32_t row, int64_t before,
                 int64_t after);

/* Add every change of the week to the digest: hash(week, table, key, event, column, before, after),
 * where a value that is a row number stands for that row's key. */
void changes_digest(const struct changes *changes, int32_t week, struct digest *digest);

/* Add every row: hash(table, key and all other logged values). */
void world_digest(const struct world *world, struct digest *digest);

/* Forget the week's changes, keep the memory. */
static inline void changes_reset(struct changes *changes)
{
    changes->count = 0;
}

void changes_free(struct changes *changes);

#endif
