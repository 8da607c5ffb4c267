/* SPDX-License-Identifier: MIT */
#include "loft/world/change.h"

#include "loft/base/mem.h"

void changes_add(struct changes *changes, int table, int column, int32_t row, int64_t before,
                 int64_t after)
{
    if (changes->count == changes->room &&
        mem_vec_reserve((void **)&changes->data, &changes->room, changes->count + 1,
                        sizeof *changes->data) != 0) {
        changes->failed = true;
        return;
    }
    changes->data[changes->count++] = (struct change){.table = (uint8_t)table,
                                                      .column = (uint8_t)column,
                                                      .event = changes->event,
                                                      .row = row,
                                                      .before = before,
                                                      .after = after};
}

/* Column 0 of every table is the key. */
static const uint64_t *keys_of(const struct world *world, int table)
{
    const struct table_info *info = &world_tables[table];
    return *(uint64_t *const *)((const char *)world + info->offset + info->columns[0].offset);
}

/* The value that a digest sees: rows stand for their keys. */
static uint64_t value_seen(const struct world *world, const struct column *column, int64_t value)
{
    if (column->refers == TABLE_none || value < 0)
        return (uint64_t)value;
    return keys_of(world, (int)column->refers)[value];
}

void changes_digest(const struct changes *changes, int32_t week, struct digest *digest)
{
    const struct world *world = changes->world;
    for (int64_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->data[i];
        if (i + 2 * AHEAD < changes->count) {
            const struct change *ahead = change + 2 * AHEAD;
            __builtin_prefetch(&keys_of(world, ahead->table)[ahead->row]);
        }
        const struct column *column = &world_tables[change->table].columns[change->column];
        uint64_t words[4] = {(uint64_t)week << 32 | (uint64_t)change->table << 16 |
                                 (uint64_t)change->column << 8 | change->event,
                             keys_of(world, change->table)[change->row],
                             value_seen(world, column, change->before),
                             value_seen(world, column, change->after)};
        digest_add(digest, words, sizeof words);
    }
}

struct head {
    int32_t count, room;
};

static int64_t read_cell(const void *data, const struct column *column, int32_t row)
{
    switch (column->width) {
    case 1:
        return ((const uint8_t *)data)[row];
    case 2:
        return column->is_signed ? ((const int16_t *)data)[row] : ((const uint16_t *)data)[row];
    case 4:
        return column->is_signed ? ((const int32_t *)data)[row]
                                 : (int64_t)((const uint32_t *)data)[row];
    default:
        return ((const int64_t *)data)[row];
    }
}

enum { COLUMNS_LOGGED_MOST = 63 };

void world_digest(const struct world *world, struct digest *digest)
{
    for (int t = 0; t < TABLES; t++) {
        const struct table_info *info = &world_tables[t];
        const char *table = (const char *)world + info->offset;
        int32_t count = ((const struct head *)table)->count;
        for (int32_t row = 0; row < count; row++) {
            uint64_t words[COLUMNS_LOGGED_MOST + 1] = {(uint64_t)t};
            size_t used = 1;
            for (int c = 0; c < info->column_count; c++) {
                const struct column *column = &info->columns[c];
                if (!column->logged)
                    continue;
                const void *data = *(void *const *)(table + column->offset);
                words[used++] = value_seen(world, column, read_cell(data, column, row));
            }
            digest_add(digest, words, used * sizeof *words);
        }
    }
}

void changes_free(struct changes *changes)
{
    mem_free(changes->data);
    *changes = (struct changes){0};
}
