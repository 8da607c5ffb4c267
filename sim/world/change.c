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
    enum { BLOCK = 64 };
    const struct world *world = changes->world;
    uint64_t words[BLOCK][4];
    int used = 0;
    for (int64_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->data[i];
        if (i + 2 * AHEAD < changes->count) {
            const struct change *ahead = change + 2 * AHEAD;
            __builtin_prefetch(&keys_of(world, ahead->table)[ahead->row]);
        }
        const struct column *column = &world_tables[change->table].columns[change->column];
        words[used][0] = (uint64_t)week << 32 | (uint64_t)change->table << 16 |
                         (uint64_t)change->column << 8 | change->event;
        words[used][1] = keys_of(world, change->table)[change->row];
        words[used][2] = value_seen(world, column, change->before);
        words[used][3] = value_seen(world, column, change->after);
        if (++used == BLOCK) {
            digest_add_fours(digest, words, used);
            used = 0;
        }
    }
    digest_add_fours(digest, words, used);
}

struct head {
    int32_t count, room;
};

/* Rows of a table that are put into words together, and words of a row: the table, then every
 * logged column. */
enum { ROWS = 32, COLUMNS_LOGGED_MOST = 63 };
typedef uint64_t row_words[COLUMNS_LOGGED_MOST + 1];

#define READ(type)                                                                                 \
    for (int32_t n = 0; n < rows; n++)                                                             \
        words[n][to] = (uint64_t)(int64_t) * (const type *)(data + n * column->stride);            \
    break

/* The cells of a column from `data` on. */
static void read_cells(const struct world *world, const char *data, const struct column *column,
                       int32_t rows, row_words *words, size_t to)
{
    switch (column->is_signed ? -column->width : column->width) {
    case 1:
        READ(uint8_t);
    case 2:
        READ(uint16_t);
    case -2:
        READ(int16_t);
    case 4:
        READ(uint32_t);
    case -4:
        READ(int32_t);
    default:
        READ(int64_t);
    }
    for (int32_t n = 0; n < rows && column->refers != TABLE_none; n++)
        words[n][to] = value_seen(world, column, (int64_t)words[n][to]);
}

static void digest_rows(const struct world *world, int t, int32_t from, int32_t rows,
                        struct digest *digest)
{
    const struct table_info *info = &world_tables[t];
    row_words words[ROWS];
    size_t used = 1;
    for (int32_t n = 0; n < rows; n++)
        words[n][0] = (uint64_t)t;
    for (int c = 0; c < info->column_count; c++) {
        const struct column *column = &info->columns[c];
        if (column->logged)
            read_cells(world, world_cell(world, (enum table)t, c, from), column, rows, words,
                       used++);
    }
    for (int32_t n = 0; n < rows; n++)
        digest_add(digest, words[n], used * sizeof words[n][0]);
}

void world_digest(const struct world *world, struct digest *digest)
{
    for (int t = 0; t < TABLES; t++) {
        int32_t count =
            ((const struct head *)((const char *)world + world_tables[t].offset))->count;
        for (int32_t from = 0; from < count; from += ROWS)
            digest_rows(world, t, from, count - from < ROWS ? count - from : ROWS, digest);
    }
}

void changes_free(struct changes *changes)
{
    mem_free(changes->data);
    *changes = (struct changes){0};
}
