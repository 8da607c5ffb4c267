/* SPDX-License-Identifier: MIT */
#include "loft/world/world.h"

#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <assert.h>
#include <string.h>

#define SIGNED(type) ((type)-1 < (type)1)
#define REFERS(refers) TABLE_##refers
#define ABOUT(type_, name_, refers_, logged_, unit_, text_)                                        \
    .name = #name_, .unit = unit_, .text = text_, .width = sizeof(type_),                          \
    .is_signed = SIGNED(type_), .logged = logged_, .refers = REFERS(refers_)
#define COLUMN(tab, type_, name_, ...)                                                             \
    {ABOUT(type_, name_, __VA_ARGS__), .offset = offsetof(struct tab, name_),                      \
     .stride = sizeof(type_)},
#define IN_ROW(type_, name_, ...)                                                                  \
    {ABOUT(type_, name_, __VA_ARGS__), .offset = offsetof(struct person, row),                     \
     .stride = sizeof(struct person_row), .within = offsetof(struct person_row, name_),            \
     .in_row = true},
#define COLUMN_person(...) COLUMN(person, __VA_ARGS__)
#define COLUMN_household(...) COLUMN(household, __VA_ARGS__)
#define COLUMN_dwelling(...) COLUMN(dwelling, __VA_ARGS__)
#define COLUMN_employer(...) COLUMN(employer, __VA_ARGS__)
#define COLUMN_slot(...) COLUMN(slot, __VA_ARGS__)
#define COLUMN_placement(...) COLUMN(placement, __VA_ARGS__)
#define TABLE_COLUMNS(table, COLUMNS)                                                              \
    static const struct column table##_columns[] = {COLUMNS(COLUMN_##table, IN_ROW)};
TABLE_LIST(TABLE_COLUMNS)

const struct table_info world_tables[TABLES] = {
#define TABLE_INFO(table, COLUMNS)                                                                 \
    {#table, offsetof(struct world, table), table##_columns,                                       \
     (int)(sizeof table##_columns / sizeof *table##_columns)},
    TABLE_LIST(TABLE_INFO)};

/* Every table begins alike. */
struct head {
    int32_t count, room;
    char *block;
};

static struct head *table_head(const struct world *world, enum table table)
{
    return (struct head *)((char *)(uintptr_t)world + world_tables[table].offset);
}

/* Where the data of a column, or the rows that it is part of, are held. */
static char **column_data(const struct world *world, enum table table, int column)
{
    return (char **)((char *)table_head(world, table) + world_tables[table].columns[column].offset);
}

char *world_cell(const struct world *world, enum table table, int column, int32_t row)
{
    const struct column *info = &world_tables[table].columns[column];
    return *column_data(world, table, column) + (size_t)row * info->stride + info->within;
}

/* Whether the data of a column are moved with it: rows are moved with the column that begins them.
 */
static bool has_data(enum table table, int column)
{
    return world_tables[table].columns[column].within == 0;
}

/* Bytes of a column, in whole lines of the cache. */
static size_t column_bytes(enum table table, int column, int32_t room)
{
    size_t bytes = (size_t)room * world_tables[table].columns[column].stride;
    return has_data(table, column) ? (bytes + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE : 0;
}

static int table_reserve(struct world *world, enum table table, int32_t room)
{
    struct head *head = table_head(world, table);
    if (room <= head->room)
        return 0;
    size_t bytes = 0, at = 0;
    for (int c = 0; c < world_tables[table].column_count; c++)
        bytes += column_bytes(table, c, room);
    char *block = mem_new_pages(bytes);
    if (block == NULL)
        return LOFT_ENOMEM;
    for (int c = 0; c < world_tables[table].column_count; c++) {
        char **data = column_data(world, table, c);
        if (!has_data(table, c))
            continue;
        if (head->count > 0)
            memcpy(block + at, *data, (size_t)head->count * world_tables[table].columns[c].stride);
        *data = block + at;
        at += column_bytes(table, c, room);
    }
    mem_free(head->block);
    head->block = block;
    head->room = room;
    return 0;
}

static int index_create(struct index *index, int32_t room)
{
    uint32_t size = 64;
    while (size < 3u * (uint32_t)room / 2u)
        size *= 2;
    index->rows = mem_new(size, sizeof *index->rows);
    if (index->rows == NULL)
        return LOFT_ENOMEM;
    memset(index->rows, 0xff, size * sizeof *index->rows);
    index->mask = size - 1;
    return 0;
}

/* First free position of a key, or the position that holds it. */
static uint32_t index_seek(const struct world *world, uint64_t key)
{
    uint32_t at = (uint32_t)hash_mix(key) & world->index.mask;
    while (world->index.rows[at] >= 0 && world->person.key[world->index.rows[at]] != key)
        at = (at + 1) & world->index.mask;
    return at;
}

static int index_rebuild(struct world *world, int32_t room)
{
    struct index old = world->index;
    int code = index_create(&world->index, room);
    if (code != 0) {
        world->index = old;
        return code;
    }
    mem_free(old.rows);
    for (int32_t row = 0; row < world->person.count; row++)
        world->index.rows[index_seek(world, world->person.key[row])] = row;
    return 0;
}

int world_create(struct world *world, int areas, const int32_t room[TABLES])
{
    *world = (struct world){.areas = areas};
    int code = 0;
    for (int t = 0; t < TABLES && code == 0; t++)
        code = table_reserve(world, (enum table)t, room[t] > 0 ? room[t] : 16);
    if (code == 0)
        code = index_create(&world->index, world->person.room);
    if (code != 0)
        world_free(world);
    return code;
}

void world_free(struct world *world)
{
    for (int t = 0; t < TABLES; t++)
        mem_free(table_head(world, (enum table)t)->block);
    mem_free(world->index.rows);
    *world = (struct world){0};
}

int world_copy(struct world *copy, const struct world *world)
{
    int32_t room[TABLES];
    for (int t = 0; t < TABLES; t++) { /* memory that is never touched costs nothing; growth does */
        const struct head *head = table_head(world, (enum table)t);
        room[t] =
            head->room > head->count + head->count / 2 ? head->room : head->count + head->count / 2;
    }
    int code = world_create(copy, world->areas, room);
    if (code != 0)
        return code;
    for (int t = 0; t < TABLES; t++) {
        struct head *head = table_head(world, (enum table)t);
        table_head(copy, (enum table)t)->count = head->count;
        for (int c = 0; c < world_tables[t].column_count; c++)
            if (has_data((enum table)t, c))
                memcpy(*column_data(copy, (enum table)t, c), *column_data(world, (enum table)t, c),
                       (size_t)head->count * world_tables[t].columns[c].stride);
    }
    copy->week = world->week;
    copy->start_week = world->start_week;
    if (copy->index.mask != world->index.mask)
        return index_rebuild(copy, copy->person.room);
    memcpy(copy->index.rows, world->index.rows,
           ((size_t)world->index.mask + 1) * sizeof *world->index.rows);
    return 0;
}

static int32_t table_add(struct world *world, enum table table, uint64_t key)
{
    struct head *head = table_head(world, table);
    if (head->count == head->room) {
        int32_t room = head->room + (head->room > 512 ? head->room / 8 : 64);
        int code = table_reserve(world, table, room);
        if (code != 0)
            return code;
    }
    int32_t row = head->count++;
    for (int c = 0; c < world_tables[table].column_count; c++) {
        const struct column *column = &world_tables[table].columns[c];
        memset(world_cell(world, table, c, row), column->refers != TABLE_none ? 0xff : 0,
               column->width);
    }
    memcpy(world_cell(world, table, 0, row), &key, sizeof key);
    return row;
}

int32_t world_add_household(struct world *world, uint64_t key)
{
    return table_add(world, TABLE_household, key);
}

int32_t world_add_dwelling(struct world *world, uint64_t key)
{
    return table_add(world, TABLE_dwelling, key);
}

int32_t world_add_employer(struct world *world, uint64_t key)
{
    return table_add(world, TABLE_employer, key);
}

int32_t world_add_slot(struct world *world, uint64_t key)
{
    return table_add(world, TABLE_slot, key);
}

int32_t world_add_placement(struct world *world, uint64_t key)
{
    return table_add(world, TABLE_placement, key);
}

int32_t world_add_person(struct world *world, uint64_t key)
{
    uint32_t at = index_seek(world, key);
    if (world->index.rows[at] >= 0)
        return LOFT_ELAW;
    int32_t row = table_add(world, TABLE_person, key);
    if (row < 0)
        return row;
    world->person.row[row].area =
        AREA_GONE; /* until it is put somewhere: every arrival is a change */
    world->index.rows[at] = row;
    if (3u * (uint32_t)world->person.count > 2u * world->index.mask) {
        int code = index_rebuild(world, world->person.count + world->person.count / 2);
        if (code != 0)
            return code;
    }
    return row;
}

int32_t world_find_person(const struct world *world, uint64_t key)
{
    return world->index.rows[index_seek(world, key)];
}

void world_fetch_key(const struct world *world, uint64_t key)
{
    __builtin_prefetch(&world->index.rows[(uint32_t)hash_mix(key) & world->index.mask]);
}

int64_t world_bytes(const struct world *world)
{
    int64_t bytes = ((int64_t)world->index.mask + 1) * (int64_t)sizeof *world->index.rows;
    for (int t = 0; t < TABLES; t++)
        for (int c = 0; c < world_tables[t].column_count; c++)
            bytes +=
                (int64_t)column_bytes((enum table)t, c, table_head(world, (enum table)t)->room);
    return bytes;
}

int64_t world_get(const struct world *world, enum table table, int column, int32_t row)
{
    const struct column *info = &world_tables[table].columns[column];
    assert(row >= 0 && row < table_head(world, table)->count);
    const char *at = world_cell(world, table, column, row);
    switch (info->width) {
    case 1:
        return *(const uint8_t *)at;
    case 2:
        return info->is_signed ? *(const int16_t *)at : *(const uint16_t *)at;
    case 4:
        return info->is_signed ? *(const int32_t *)at : (int64_t) * (const uint32_t *)at;
    default:
        return *(const int64_t *)at;
    }
}

int world_age(const struct world *world, int32_t person)
{
    return date_years(world->person.row[person].birth_week, world->week);
}
