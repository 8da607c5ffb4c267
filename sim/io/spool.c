/* SPDX-License-Identifier: MIT */
#include "loft/io/spool.h"

#include "loft/base/file.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the spool is little-endian");
_Static_assert(sizeof(struct outcome_person) == 16, "a person has no padding");

/* File: header, one frame_head per frame, series, cells of each frame, people, spells, checksum.
 * Every part but the spells is a multiple of 4 bytes; nothing is read in place. */

enum { VERSION = 1, SPELL_BYTES = 7, CHECKSUM_BYTES = 8 };

static const char magic[8] = {'L', 'O', 'F', 'T', 'S', 'P', 'L', '\n'};

struct header {
    char magic[8];
    uint64_t fingerprint;
    int32_t version, variant, replicate, frame_count;
    int32_t weeks, areas, statuses, none;
    uint64_t digest_low, digest_high;
    int64_t person_count, spell_count, void_events, agent_weeks;
};
_Static_assert(sizeof(struct header) == 96, "a header has no padding");

struct frame_head {
    uint64_t shape; /* hash of the descriptor */
    int64_t rows, columns;
};

/* A block of bytes, written or read from the front. */
struct block {
    char *bytes;
    size_t at, length;
};

static void put(struct block *block, const void *from, size_t bytes)
{
    if (bytes > 0)
        memcpy(block->bytes + block->at, from, bytes);
    block->at += bytes;
}

static void get(struct block *block, void *to, size_t bytes)
{
    if (bytes > 0)
        memcpy(to, block->bytes + block->at, bytes);
    block->at += bytes;
}

/* Add count * size; false on overflow or a negative count. */
static bool add_bytes(size_t *sum, int64_t count, size_t size)
{
    size_t bytes = 0;
    return count >= 0 && !__builtin_mul_overflow((uint64_t)count, size, &bytes) &&
           !__builtin_add_overflow(*sum, bytes, sum);
}

static bool series_bytes(size_t *sum, const struct header *header)
{
    int64_t cells = 0;
    return header->weeks >= 0 && header->areas >= 0 && header->statuses >= 0 &&
           !__builtin_mul_overflow((int64_t)header->weeks * header->areas,
                                   (int64_t)header->statuses, &cells) &&
           add_bytes(sum, cells, sizeof(int32_t));
}

/* Length of a whole file with this header and these frames; false when it is absurd. */
static bool whole_length(const struct header *header, const struct frame_head *heads,
                         size_t *length)
{
    *length = sizeof *header + CHECKSUM_BYTES;
    bool good = add_bytes(length, header->frame_count, sizeof *heads) &&
                series_bytes(length, header) &&
                add_bytes(length, header->person_count, sizeof(struct outcome_person)) &&
                add_bytes(length, header->spell_count, SPELL_BYTES);
    for (int i = 0; good && i < header->frame_count; i++) {
        int64_t cells = 0;
        good = heads[i].rows >= 0 && heads[i].columns > 0 &&
               !__builtin_mul_overflow(heads[i].rows, heads[i].columns, &cells) &&
               add_bytes(length, cells, sizeof(union frame_cell));
    }
    return good;
}

static uint64_t shape_of(const struct frame_info *info)
{
    uint64_t shape = hash_text(info->name);
    for (int i = 0; i < info->column_count; i++) {
        uint64_t part[3] = {shape, hash_text(info->columns[i].name),
                            (uint64_t)info->columns[i].type};
        shape = hash_bytes(part, sizeof part);
    }
    return shape;
}

static int spool_path(char *path, size_t size, const char *folder, int32_t variant,
                      int32_t replicate, struct fault *fault)
{
    int length =
        snprintf(path, size, "%s/%" PRId32 "-%" PRId32 ".spool", folder, variant, replicate);
    if (length < 0 || (size_t)length >= size)
        return fault_set(fault, LOFT_EFILE, "path too long: '%s'", folder);
    return 0;
}

/* ---- write ---- */

static void put_spells(struct block *block, const struct outcome *outcome)
{
    for (int64_t i = 0; i < outcome->spell_count; i++) {
        const struct outcome_spell *spell = &outcome->spells[i];
        put(block, &spell->start, 2);
        put(block, &spell->end, 2);
        put(block, &spell->status, 1);
        put(block, &spell->area, 1);
        put(block, &spell->hours, 1);
    }
}

static void put_outcome(struct block *block, const struct header *header,
                        const struct frame_head *heads, const struct outcome *outcome)
{
    size_t cells = (size_t)header->weeks * (size_t)header->areas * (size_t)header->statuses;
    put(block, header, sizeof *header);
    put(block, heads, (size_t)header->frame_count * sizeof *heads);
    put(block, outcome->persons, cells * sizeof *outcome->persons);
    for (int i = 0; i < outcome->frame_count; i++)
        put(block, outcome->frames[i].cells,
            (size_t)(heads[i].rows * heads[i].columns) * sizeof(union frame_cell));
    put(block, outcome->people, (size_t)outcome->person_count * sizeof *outcome->people);
    put_spells(block, outcome);
    uint64_t sum = hash_bytes(block->bytes, block->at);
    put(block, &sum, sizeof sum);
}

static struct header header_of(uint64_t fingerprint, const struct outcome *outcome)
{
    struct header header = {
        .fingerprint = fingerprint,
        .version = VERSION,
        .variant = outcome->variant,
        .replicate = outcome->replicate,
        .frame_count = outcome->frame_count,
        .weeks = outcome->weeks,
        .areas = outcome->areas,
        .statuses = outcome->statuses,
        .digest_low = outcome->digest.low,
        .digest_high = outcome->digest.high,
        .person_count = outcome->person_count,
        .spell_count = outcome->spell_count,
        .void_events = outcome->void_events,
        .agent_weeks = outcome->agent_weeks,
    };
    memcpy(header.magic, magic, sizeof magic);
    return header;
}

int spool_write(const char *folder, uint64_t fingerprint, const struct outcome *outcome,
                struct fault *fault)
{
    char path[PATH_MAX];
    int code = spool_path(path, sizeof path, folder, outcome->variant, outcome->replicate, fault);
    if (code != 0 || (code = folder_make(folder, fault)) != 0)
        return code;
    struct header header = header_of(fingerprint, outcome);
    struct frame_head heads[OUTCOME_FRAMES_MOST] = {0};
    for (int i = 0; i < outcome->frame_count; i++) {
        const struct frame *frame = &outcome->frames[i];
        heads[i] =
            (struct frame_head){shape_of(frame->info), frame->rows, frame->info->column_count};
    }
    struct block block = {0};
    if (!whole_length(&header, heads, &block.length))
        return fault_set(fault, LOFT_ELAW, "'%s': the outcome has an impossible extent", path);
    block.bytes = mem_new(block.length, 1);
    if (block.bytes == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory for '%s'", path);
    put_outcome(&block, &header, heads, outcome);
    code = file_write(path, block.bytes, block.length, fault);
    mem_free(block.bytes);
    return code;
}

/* ---- read ---- */

static int damaged(struct fault *fault, const char *path, const char *what)
{
    return fault_set(fault, LOFT_EFORMAT, "'%s': %s", path, what);
}

/* Length, checksum and sizes of a file in memory; afterwards every part lies inside the block. */
static int check_block(const char *path, const struct block *block, uint64_t fingerprint,
                       struct header *header, struct frame_head *heads, struct fault *fault)
{
    uint64_t sum = 0;
    size_t length = 0;
    if (block->length < sizeof *header + CHECKSUM_BYTES)
        return damaged(fault, path, "cut short");
    memcpy(header, block->bytes, sizeof *header);
    if (memcmp(header->magic, magic, sizeof magic) != 0 || header->version != VERSION)
        return damaged(fault, path, "not a spool file of this version of loft");
    if (header->fingerprint != fingerprint)
        return damaged(fault, path, "belongs to another scenario, seed or program");
    if (header->frame_count < 0 || header->frame_count > OUTCOME_FRAMES_MOST ||
        block->length < sizeof *header + (size_t)header->frame_count * sizeof *heads)
        return damaged(fault, path, "cut short or damaged");
    memcpy(heads, block->bytes + sizeof *header, (size_t)header->frame_count * sizeof *heads);
    if (!whole_length(header, heads, &length) || length != block->length)
        return damaged(fault, path, "cut short or damaged");
    memcpy(&sum, block->bytes + block->length - CHECKSUM_BYTES, CHECKSUM_BYTES);
    if (sum != hash_bytes(block->bytes, block->length - CHECKSUM_BYTES))
        return damaged(fault, path, "damaged: the checksum is wrong");
    return 0;
}

/* Read and check one file. On success the caller frees block->bytes. */
static int load(const char *folder, uint64_t fingerprint, int32_t variant, int32_t replicate,
                struct block *block, struct header *header, struct frame_head *heads,
                struct fault *fault)
{
    char path[PATH_MAX];
    struct fault why = {0};
    int code = spool_path(path, sizeof path, folder, variant, replicate, fault);
    if (code != 0)
        return code;
    code = file_read(path, &block->bytes, &block->length, &why);
    if (code != 0)
        return fault_set(fault, code == LOFT_ENOMEM ? code : LOFT_EFORMAT, "%s", why.text);
    code = check_block(path, block, fingerprint, header, heads, fault);
    if (code == 0 && (header->variant != variant || header->replicate != replicate))
        code = damaged(fault, path, "holds another replicate than its name says");
    if (code != 0)
        mem_free(block->bytes);
    return code;
}

static int get_frames(struct block *block, const struct frame_head *heads,
                      const struct frame_info *const *infos, struct outcome *outcome)
{
    for (int i = 0; i < outcome->frame_count; i++) {
        struct frame *frame = &outcome->frames[i];
        size_t cells = (size_t)(heads[i].rows * heads[i].columns);
        frame->info = infos[i];
        frame->cells = mem_new(cells, sizeof *frame->cells);
        if (frame->cells == NULL)
            return LOFT_ENOMEM;
        frame->rows = frame->room = heads[i].rows;
        get(block, frame->cells, cells * sizeof *frame->cells);
    }
    return 0;
}

static void get_spells(struct block *block, struct outcome *outcome)
{
    for (int64_t i = 0; i < outcome->spell_count; i++) {
        struct outcome_spell *spell = &outcome->spells[i];
        get(block, &spell->start, 2);
        get(block, &spell->end, 2);
        get(block, &spell->status, 1);
        get(block, &spell->area, 1);
        get(block, &spell->hours, 1);
    }
}

static int get_outcome(struct block *block, const struct header *header,
                       const struct frame_head *heads, const struct frame_info *const *infos,
                       struct outcome *outcome)
{
    size_t cells = (size_t)header->weeks * (size_t)header->areas * (size_t)header->statuses;
    *outcome = (struct outcome){
        .variant = header->variant,
        .replicate = header->replicate,
        .digest = {.low = header->digest_low, .high = header->digest_high},
        .weeks = header->weeks,
        .areas = header->areas,
        .statuses = header->statuses,
        .persons = mem_new(cells, sizeof *outcome->persons),
        .frame_count = header->frame_count,
        .person_count = header->person_count,
        .spell_count = header->spell_count,
        .people = mem_new((size_t)header->person_count, sizeof *outcome->people),
        .spells = mem_new((size_t)header->spell_count, sizeof *outcome->spells),
        .void_events = header->void_events,
        .agent_weeks = header->agent_weeks,
    };
    if (outcome->persons == NULL || outcome->people == NULL || outcome->spells == NULL)
        return LOFT_ENOMEM;
    block->at = sizeof *header + (size_t)header->frame_count * sizeof *heads;
    get(block, outcome->persons, cells * sizeof *outcome->persons);
    int code = get_frames(block, heads, infos, outcome);
    if (code != 0)
        return code;
    get(block, outcome->people, (size_t)outcome->person_count * sizeof *outcome->people);
    get_spells(block, outcome);
    return 0;
}

static bool shapes_agree(const struct header *header, const struct frame_head *heads,
                         const struct frame_info *const *infos, int info_count)
{
    bool same = header->frame_count == info_count;
    for (int i = 0; same && i < info_count; i++)
        same = heads[i].shape == shape_of(infos[i]) && heads[i].columns == infos[i]->column_count;
    return same;
}

int spool_read(const char *folder, uint64_t fingerprint, int32_t variant, int32_t replicate,
               const struct frame_info *const *infos, int info_count, struct outcome *outcome,
               struct fault *fault)
{
    struct block block = {0};
    struct header header;
    struct frame_head heads[OUTCOME_FRAMES_MOST];
    int code = load(folder, fingerprint, variant, replicate, &block, &header, heads, fault);
    if (code != 0)
        return code;
    if (!shapes_agree(&header, heads, infos, info_count))
        code = fault_set(fault, LOFT_EFORMAT, "'%s': a spool file has other tables than this loft",
                         folder);
    else if ((code = get_outcome(&block, &header, heads, infos, outcome)) != 0) {
        outcome_clear(outcome);
        fault_set(fault, code, "out of memory for a spool file in '%s'", folder);
    }
    mem_free(block.bytes);
    return code;
}

bool spool_has(const char *folder, uint64_t fingerprint, int32_t variant, int32_t replicate)
{
    struct block block = {0};
    struct header header;
    struct frame_head heads[OUTCOME_FRAMES_MOST];
    struct fault fault = {0};
    if (load(folder, fingerprint, variant, replicate, &block, &header, heads, &fault) != 0)
        return false;
    mem_free(block.bytes);
    return true;
}
