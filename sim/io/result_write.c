/* SPDX-License-Identifier: MIT */
#include "loft/io/result.h"

#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "result_parts.h"
#include "seal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int no_memory(struct fault *fault)
{
    return fault_set(fault, LOFT_ENOMEM, "out of memory while writing a result file");
}

static int wrong(struct fault *fault, const char *what)
{
    return fault_set(fault, LOFT_ELAW, "result file: %s", what);
}

/* ---- create ---- */

static struct result *new_result(const char *path, const struct result_head *head)
{
    struct result *result = mem_new(1, sizeof *result);
    if (result == NULL)
        return NULL;
    size_t length = strlen(path) + sizeof ".tmp";
    result->file = H5I_INVALID_HID;
    result->path = mem_string(path);
    result->temporary = mem_new(length, 1);
    result->digests =
        mem_new((size_t)head->variant_count * (size_t)head->replicates, sizeof *result->digests);
    if (result->path == NULL || result->temporary == NULL || result->digests == NULL) {
        result_drop(result);
        return NULL;
    }
    snprintf(result->temporary, length, "%s.tmp", path);
    return result;
}

int result_create(const char *path, const struct result_head *head, struct result **result,
                  struct fault *fault)
{
    *result = NULL;
    h5_quiet();
    if (head->weeks < 1 || head->replicates < 1 || head->variant_count < 1)
        return wrong(fault, "no weeks, replicates or variants");
    if (folder_exists(path))
        return fault_set(fault, LOFT_EFILE, "cannot write '%s': it is a folder", path);
    struct result *made = new_result(path, head);
    if (made == NULL)
        return no_memory(fault);
    made->file = h5_create(made->temporary, fault);
    if (result_lay_out(made, head, fault) != 0) {
        result_drop(made);
        return fault->code;
    }
    *result = made;
    return 0;
}

/* ---- append ---- */

static int64_t value_at(const char *from, enum h5_type memory)
{
    int32_t whole = 0;
    int64_t wide = 0;
    switch (memory) {
    case H5_U8:
        return *(const unsigned char *)from;
    case H5_I32:
        memcpy(&whole, from, sizeof whole);
        return whole;
    default:
        memcpy(&wide, from, sizeof wide);
        return wide;
    }
}

/* Codes must have names, days and years must fit: HDF5 would clip them without a word. */
static int check_rows(const struct result_group *group, const char *rows, size_t stride,
                      int64_t count, const char *name, struct fault *fault)
{
    for (int c = 0; c < group->column_count; c++) {
        const struct result_column *column = &group->columns[c];
        if (column->common || !column->checked)
            continue;
        for (int64_t i = 0; i < count; i++) {
            int64_t value = value_at(rows + (size_t)i * stride + column->offset, column->memory);
            if (value < column->low || value > column->high)
                return fault_set(fault, LOFT_ELAW,
                                 "result file: %s, row %" PRId64 ", column %d: %" PRId64
                                 " is out of range",
                                 name, i, c, value);
        }
    }
    return 0;
}

/* Collect one column out of rows; a stride of 0 repeats one value. */
static void gather(char *to, const char *from, size_t stride, size_t size, int64_t count)
{
    switch (size) {
    case 1:
        for (int64_t i = 0; i < count; i++, to += 1, from += stride)
            memcpy(to, from, 1);
        break;
    case 2:
        for (int64_t i = 0; i < count; i++, to += 2, from += stride)
            memcpy(to, from, 2);
        break;
    case 4:
        for (int64_t i = 0; i < count; i++, to += 4, from += stride)
            memcpy(to, from, 4);
        break;
    default:
        for (int64_t i = 0; i < count; i++, to += 8, from += stride)
            memcpy(to, from, 8);
    }
}

static int append_rows(struct result *result, struct result_group *group, const void *rows,
                       size_t stride, int64_t count, const struct outcome *outcome,
                       struct fault *fault)
{
    if (mem_vec_reserve((void **)&result->scratch, &result->scratch_room, count * 8, 1) != 0)
        return no_memory(fault);
    for (int c = 0; count > 0 && c < group->column_count; c++) {
        const struct result_column *column = &group->columns[c];
        const char *from = column->common ? (const char *)outcome : rows;
        gather(result->scratch, from + column->offset, column->common ? 0 : stride,
               h5_size(column->memory), count);
        h5_append(column->dataset, column->memory, group->rows, count, result->scratch, fault);
    }
    group->rows += count;
    return fault->code;
}

static struct result_group *find_table(struct result *result, const struct frame_info *info)
{
    for (int i = 0; i < result->table_count; i++)
        if (result->tables[i].info == info || strcmp(result->tables[i].info->name, info->name) == 0)
            return &result->tables[i];
    return NULL;
}

/* Everything that can be wrong with an outcome, before any of it is written. */
static int check_outcome(struct result *result, const struct outcome *outcome, struct fault *fault)
{
    int64_t replicates = result->axes[RESULT_REPLICATE].length, spells = 0;
    if (outcome->variant != result->appended / replicates ||
        outcome->replicate != result->appended % replicates ||
        result->appended >= result->axes[RESULT_VARIANT].length * replicates)
        return wrong(fault, "outcomes come in the wrong order");
    if (outcome->weeks != result->axes[RESULT_WEEK].length ||
        outcome->areas != result->axes[RESULT_AREA].length ||
        outcome->statuses != result->axes[RESULT_STATUS].length)
        return wrong(fault, "an outcome's series has another extent than the file");
    for (int64_t i = 0; i < outcome->person_count; i++)
        spells += outcome->people[i].spell_count;
    if (spells != outcome->spell_count)
        return wrong(fault, "the persons' spells do not add up");
    for (int i = 0; i < outcome->frame_count; i++) {
        const struct frame *frame = &outcome->frames[i];
        const struct result_group *table = find_table(result, frame->info);
        if (table == NULL || table->column_count != frame->info->column_count)
            return fault_set(fault, LOFT_ELAW, "result file: unexpected table '%s'",
                             frame->info->name);
        size_t stride = (size_t)table->column_count * sizeof *frame->cells;
        check_rows(table, (const char *)frame->cells, stride, frame->rows, frame->info->name,
                   fault);
    }
    check_rows(&result->people, (const char *)outcome->people, sizeof *outcome->people,
               outcome->person_count, "person", fault);
    return check_rows(&result->spells, (const char *)outcome->spells, sizeof *outcome->spells,
                      outcome->spell_count, "spell", fault);
}

int result_append(struct result *result, const struct outcome *outcome, struct fault *fault)
{
    h5_quiet();
    if (result->broken)
        return wrong(fault, "a write failed before");
    if (check_outcome(result, outcome, fault) != 0)
        return fault->code;
    hsize_t start[RESULT_AXES] = {(hsize_t)outcome->variant, (hsize_t)outcome->replicate};
    hsize_t length[RESULT_AXES] = {1, 1, (hsize_t)outcome->weeks, (hsize_t)outcome->areas,
                                   (hsize_t)outcome->statuses};
    h5_write_block(result->persons, H5_I32, start, length, outcome->persons, fault);
    for (int i = 0; i < outcome->frame_count; i++) {
        const struct frame *frame = &outcome->frames[i];
        size_t stride = (size_t)frame->info->column_count * sizeof *frame->cells;
        append_rows(result, find_table(result, frame->info), frame->cells, stride, frame->rows,
                    outcome, fault);
    }
    append_rows(result, &result->people, outcome->people, sizeof *outcome->people,
                outcome->person_count, outcome, fault);
    append_rows(result, &result->spells, outcome->spells, sizeof *outcome->spells,
                outcome->spell_count, outcome, fault);
    result->digests[result->appended] = outcome->digest;
    result->appended++;
    result->broken = fault->code != 0;
    return fault->code;
}

int result_note(struct result *result, const char *name, const char *value, struct fault *fault)
{
    struct result_note note = {mem_string(name), mem_string(value)};
    for (int64_t i = 0; i < result->note_count; i++)
        if (note.value != NULL && strcmp(result->notes[i].name, name) == 0) {
            mem_free(note.name);
            mem_free(result->notes[i].value);
            result->notes[i].value = note.value;
            return 0;
        }
    if (note.name == NULL || note.value == NULL ||
        mem_vec_reserve((void **)&result->notes, &result->note_room, result->note_count + 1,
                        sizeof note) != 0) {
        mem_free(note.name);
        mem_free(note.value);
        return no_memory(fault);
    }
    result->notes[result->note_count++] = note;
    return 0;
}

/* ---- close ---- */

static void free_group(struct result_group *group, struct fault *fault)
{
    group->row.length = group->rows;
    h5_scale_finish(&group->row, fault);
    mem_free(group->columns);
    group->columns = NULL;
}

static void put_digests(struct result *result, hid_t provenance, struct fault *fault)
{
    struct h5_shape shape = {
        .type = H5_TEXT,
        .rank = 2,
        .length = {(hsize_t)result->axes[0].length, (hsize_t)result->axes[1].length},
        .axes = {&result->axes[RESULT_VARIANT], &result->axes[RESULT_REPLICATE]},
        .text = "digest of all applied events and final rows",
        .unit = "1"};
    char(*hex)[33] = mem_new((size_t)result->appended, sizeof *hex);
    const char **texts = mem_new((size_t)result->appended, sizeof *texts);
    if (hex == NULL || texts == NULL)
        no_memory(fault);
    for (int64_t i = 0; fault->code == 0 && i < result->appended; i++)
        texts[i] = digest_hex(result->digests[i], hex[i]);
    hid_t dataset = h5_dataset(provenance, "digest", &shape, fault);
    h5_write(dataset, H5_TEXT, texts, fault);
    h5_done(dataset, fault);
    mem_free(texts);
    mem_free(hex);
}

/* What can only be written at the end: digests, notes, and what the dimensions have learnt. Frees
 * the parts that hold memory even on a fault. */
static void finish_parts(struct result *result, struct fault *fault)
{
    hid_t provenance = H5I_INVALID_HID;
    if (fault->code == 0) {
        provenance = H5Gopen2(result->file, "provenance", H5P_DEFAULT);
        put_digests(result, provenance, fault);
    }
    for (int i = 0; i < result->table_count; i++)
        free_group(&result->tables[i], fault);
    free_group(&result->people, fault);
    free_group(&result->spells, fault);
    for (int i = 0; i < RESULT_AXES; i++)
        h5_scale_finish(&result->axes[i], fault);
    hid_t run = h5_group(provenance, "run", fault);
    h5_attribute_text(run, "comment", "facts of this run; they differ from run to run", fault);
    for (int64_t i = 0; i < result->note_count; i++)
        h5_attribute_text(run, result->notes[i].name, result->notes[i].value, fault);
    h5_done(run, fault);
    h5_done(provenance, fault);
}

/* Free everything but the file on disk. */
static void free_result(struct result *result)
{
    for (int64_t i = 0; i < result->note_count; i++) {
        mem_free(result->notes[i].name);
        mem_free(result->notes[i].value);
    }
    mem_free(result->notes);
    mem_free(result->tables);
    mem_free(result->digests);
    mem_free(result->scratch);
    mem_free(result->temporary);
    mem_free(result->path);
    mem_free(result);
}

/* Flush first: closing alone does not report every failed write. */
static void close_file(struct result *result, struct fault *fault)
{
    char reason[80];
    if (result->file < 0)
        return;
    if (fault->code == 0 && H5Fflush(result->file, H5F_SCOPE_GLOBAL) < 0)
        fault_set(fault, LOFT_EFILE, "cannot write '%s'%s", result->temporary, h5_reason(reason));
    if (H5Fclose(result->file) < 0)
        fault_set(fault, LOFT_EFILE, "cannot write '%s'%s", result->temporary, h5_reason(reason));
    result->file = H5I_INVALID_HID;
}

int result_close(struct result *result, struct fault *fault)
{
    h5_quiet();
    int64_t all = result->axes[RESULT_VARIANT].length * result->axes[RESULT_REPLICATE].length;
    if (result->broken || result->appended != all)
        wrong(fault, "closed before all outcomes were written");
    finish_parts(result, fault);
    close_file(result, fault);
    if (fault->code == 0 && seal_write(result->temporary, fault) == 0)
        file_publish(result->temporary, result->path, fault);
    if (fault->code != 0)
        unlink(result->temporary);
    int code = fault->code;
    free_result(result);
    return code;
}

void result_drop(struct result *result)
{
    struct fault ignored = {.code = LOFT_ESTOPPED};
    if (result == NULL)
        return;
    h5_quiet();
    finish_parts(result, &ignored);
    close_file(result, &ignored);
    if (result->temporary != NULL && result->temporary[0] != '\0')
        unlink(result->temporary);
    free_result(result);
}
