/* SPDX-License-Identifier: MIT */
#include "loft/io/result.h"

#include "h5.h"
#include "loft/base/date.h"
#include "loft/base/mem.h"
#include "result_parts.h"
#include "seal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct reader {
    hid_t file;
    int64_t largest; /* no dataset of this file can have more values: deflate's best ratio */
};

static int no_memory(struct fault *fault)
{
    return fault_set(fault, LOFT_ENOMEM, "out of memory while reading a result file");
}

static int damaged(struct fault *fault, const struct result_file *file, const char *what)
{
    return fault_set(fault, LOFT_EFORMAT, "'%s': %s", file->path, what);
}

static const struct reader *reader_of(const struct result_file *file)
{
    return file->handle;
}

/* ---- lists ---- */

static void free_texts(char **texts, int64_t count)
{
    for (int64_t i = 0; texts != NULL && i < count; i++)
        mem_free(texts[i]);
    mem_free(texts);
}

/* All strings of a dataset of one axis, in a new array. */
static char **read_texts(const struct result_file *file, hid_t where, const char *name,
                         int64_t *count, struct fault *fault)
{
    hid_t dataset = h5_open_dataset(where, name, fault);
    int64_t length = h5_length(dataset, reader_of(file)->largest, fault);
    char **texts = fault->code != 0 ? NULL : mem_new((size_t)length, sizeof *texts);
    if (texts == NULL) {
        if (fault->code == 0)
            no_memory(fault);
    } else if (h5_read_texts(dataset, length, texts, fault) != 0) {
        free_texts(texts, length);
        texts = NULL;
    }
    h5_close(dataset);
    *count = length;
    return texts;
}

static int read_list(struct result_file *file, hid_t group, const char *id, struct fault *fault)
{
    char name[120];
    int64_t count = 0, labels = 0;
    snprintf(name, sizeof name, "%s_label", id);
    struct frame_list *list = &file->lists[file->list_count];
    char **names = read_texts(file, group, id, &count, fault);
    char **texts = read_texts(file, group, name, &labels, fault);
    char *copy = fault->code == 0 ? mem_string(id) : NULL;
    if (fault->code == 0 && (count != labels || count > INT32_MAX))
        damaged(fault, file, "a list of names is damaged");
    else if (fault->code == 0 && copy == NULL)
        no_memory(fault);
    if (fault->code != 0) {
        free_texts(names, count);
        free_texts(texts, labels);
        mem_free(copy);
        return fault->code;
    }
    *list = (struct frame_list){copy, (const char *const *)names, (const char *const *)texts,
                                (int)count};
    file->list_count++;
    return 0;
}

/* The lists are the datasets ID that have a companion ID_label. */
static int read_lists(struct result_file *file, struct fault *fault)
{
    hid_t group = H5Gopen2(reader_of(file)->file, "provenance/lists", H5P_DEFAULT);
    H5G_info_t info;
    if (group < 0 || H5Gget_info(group, &info) < 0 || info.nlinks > 1000)
        h5_fault(fault, LOFT_EFORMAT, reader_of(file)->file, "provenance/lists", "read");
    else if ((file->lists = mem_new((size_t)info.nlinks, sizeof *file->lists)) == NULL)
        no_memory(fault);
    for (hsize_t i = 0; fault->code == 0 && i < info.nlinks; i++) {
        char id[100], label[120];
        ssize_t length = H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, id,
                                            sizeof id, H5P_DEFAULT);
        if (length <= 0 || (size_t)length >= sizeof id)
            damaged(fault, file, "a list of names is damaged");
        snprintf(label, sizeof label, "%s_label", id);
        if (fault->code == 0 && h5_has(group, label))
            read_list(file, group, id, fault);
    }
    h5_close(group);
    return fault->code;
}

static void free_lists(struct result_file *file)
{
    for (int i = 0; i < file->list_count; i++) {
        struct frame_list *list = &file->lists[i];
        free_texts((char **)list->names, list->count);
        free_texts((char **)list->labels, list->count);
        mem_free((char *)list->id);
    }
    mem_free(file->lists);
}

/* ---- open ---- */

static int32_t read_extent(const struct result_file *file, const char *name, struct fault *fault)
{
    hid_t dataset = h5_open_dataset(reader_of(file)->file, name, fault);
    int64_t length = h5_length(dataset, INT32_MAX, fault);
    h5_close(dataset);
    if (fault->code == 0 && length < 1)
        damaged(fault, file, "a coordinate is empty");
    return fault->code == 0 ? (int32_t)length : 0;
}

static int read_start(struct result_file *file, struct fault *fault)
{
    static const char before[] = "days since ";
    char *unit = h5_attribute(reader_of(file)->file, "week", "units", fault);
    if (unit != NULL && (strncmp(unit, before, sizeof before - 1) != 0 ||
                         !date_parse(unit + sizeof before - 1, &file->start_day)))
        damaged(fault, file, "the start date is damaged");
    mem_free(unit);
    return fault->code;
}

static bool parse_digest(const char *text, struct digest *digest)
{
    char half[17] = "";
    if (strlen(text) != 32 || strspn(text, "0123456789abcdef") != 32)
        return false;
    memcpy(half, text, 16);
    digest->high = strtoull(half, NULL, 16);
    memcpy(half, text + 16, 16);
    digest->low = strtoull(half, NULL, 16);
    return true;
}

static int read_digests(struct result_file *file, struct fault *fault)
{
    int64_t count = (int64_t)read_extent(file, "variant", fault) * file->replicates;
    const struct frame_list *variants = frame_find_list(file->lists, file->list_count, "variant");
    if (fault->code == 0 && (variants == NULL || count > reader_of(file)->largest ||
                             (int64_t)variants->count * file->replicates != count))
        damaged(fault, file, "the variants are damaged");
    hid_t dataset = h5_open_dataset(reader_of(file)->file, "provenance/digest", fault);
    char **texts = fault->code != 0 ? NULL : mem_new((size_t)count, sizeof *texts);
    file->digests = texts == NULL ? NULL : mem_new((size_t)count, sizeof *file->digests);
    if (fault->code == 0 && file->digests == NULL)
        no_memory(fault);
    if (fault->code == 0)
        h5_read_texts(dataset, count, texts, fault);
    for (int64_t i = 0; fault->code == 0 && i < count; i++)
        if (!parse_digest(texts[i], &file->digests[i]))
            damaged(fault, file, "a digest is damaged");
    free_texts(texts, count);
    h5_close(dataset);
    return fault->code;
}

static int check_format(const struct result_file *file, struct fault *fault)
{
    static const char *const parts[] = {"series/persons", "table", "person", "spell",
                                        "parameters",     "week",  "area",   "status"};
    hid_t root = reader_of(file)->file;
    struct fault why = {0};
    char *format = h5_attribute(root, ".", "loft_format", &why);
    if (why.code == LOFT_ENOMEM)
        no_memory(fault);
    else if (format == NULL)
        damaged(fault, file, "not a result file of loft");
    else if (strcmp(format, RESULT_FORMAT) != 0)
        fault_set(fault, LOFT_EFORMAT, "'%s' has format %s; this loft reads " RESULT_FORMAT,
                  file->path, format);
    mem_free(format);
    for (size_t i = 0; fault->code == 0 && i < sizeof parts / sizeof *parts; i++)
        if (!h5_has(root, parts[i]))
            fault_set(fault, LOFT_EFORMAT, "'%s' is damaged: no '%s'", file->path, parts[i]);
    return fault->code;
}

static int read_head(struct result_file *file, struct fault *fault)
{
    hid_t root = reader_of(file)->file;
    if (check_format(file, fault) != 0)
        return fault->code;
    file->title = h5_attribute(root, ".", "title", fault);
    file->place = h5_attribute(root, ".", "place", fault);
    file->calibration = h5_attribute(root, ".", "calibration", fault);
    file->scenario = h5_read_text(root, "provenance/scenario", fault);
    file->version = h5_read_text(root, "provenance/version", fault);
    file->revision = h5_read_text(root, "provenance/revision", fault);
    hid_t seed = h5_open_dataset(root, "provenance/seed", fault);
    h5_read(seed, H5_U64, 1, &file->seed, fault);
    h5_close(seed);
    file->weeks = read_extent(file, "week", fault);
    file->replicates = read_extent(file, "replicate", fault);
    read_start(file, fault);
    read_lists(file, fault);
    return read_digests(file, fault);
}

int result_open(const char *path, struct result_file *file, struct fault *fault)
{
    *file = (struct result_file){0};
    h5_quiet();
    struct stat info;
    struct reader *reader = mem_new(1, sizeof *reader);
    file->path = mem_string(path);
    file->handle = reader;
    if (reader == NULL || file->path == NULL) {
        no_memory(fault);
    } else {
        reader->file = H5I_INVALID_HID;
        if (seal_check(path, &file->sealed, fault) == 0 && stat(path, &info) == 0)
            reader->largest = (int64_t)info.st_size * 1032 + 65536;
        reader->file = h5_open(path, fault);
        if (fault->code == 0)
            read_head(file, fault);
    }
    if (fault->code != 0)
        result_close_file(file);
    return fault->code;
}

void result_close_file(struct result_file *file)
{
    struct reader *reader = file->handle;
    h5_quiet();
    if (reader != NULL && reader->file >= 0)
        H5Fclose(reader->file);
    mem_free(reader);
    free_lists(file);
    mem_free(file->title);
    mem_free(file->scenario);
    mem_free(file->place);
    mem_free(file->calibration);
    mem_free(file->version);
    mem_free(file->revision);
    mem_free(file->digests);
    mem_free(file->path);
    *file = (struct result_file){0};
}

/* ---- tables ---- */

/* Codes without a name would index past the lists. */
static int check_codes(const struct result_file *file, const struct frame_column *column,
                       const union frame_cell *values, int64_t rows, struct fault *fault)
{
    if (column->type != FRAME_CODE)
        return 0;
    const struct frame_list *list = frame_find_list(file->lists, file->list_count, column->list);
    if (list == NULL)
        return fault_set(fault, LOFT_EFORMAT, "'%s' has no list of names for column '%s'",
                         file->path, column->name);
    for (int64_t i = 0; i < rows; i++)
        if (values[i].count < 0 || values[i].count >= list->count)
            return fault_set(fault, LOFT_EFORMAT, "'%s': column '%s' has a code without a name",
                             file->path, column->name);
    return 0;
}

/* Read one column into every column_count-th cell; the first column read sets the frame's length.
 */
static int read_column(const struct result_file *file, hid_t group, int index, struct frame *frame,
                       struct fault *fault)
{
    const struct frame_column *column = &frame->info->columns[index];
    int count = frame->info->column_count;
    hid_t dataset = h5_open_dataset(group, column->name, fault);
    int64_t rows = h5_length(dataset, reader_of(file)->largest, fault);
    if (fault->code == 0 && index == 0) {
        frame->cells = mem_new((size_t)rows, (size_t)count * sizeof *frame->cells);
        frame->rows = frame->room = rows;
    }
    union frame_cell *values = fault->code != 0 ? NULL : mem_new((size_t)rows, sizeof *values);
    if (fault->code == 0 && (values == NULL || frame->cells == NULL))
        no_memory(fault);
    else if (fault->code == 0 && rows != frame->rows)
        fault_set(fault, LOFT_EFORMAT, "'%s': the columns of table '%s' differ in length",
                  file->path, frame->info->name);
    if (rows > 0)
        h5_read(dataset, column->type == FRAME_REAL ? H5_F64 : H5_I64, rows, values, fault);
    if (fault->code == 0)
        check_codes(file, column, values, rows, fault);
    for (int64_t i = 0; fault->code == 0 && i < rows; i++)
        frame->cells[i * count + index] = values[i];
    mem_free(values);
    h5_close(dataset);
    return fault->code;
}

int result_read(const struct result_file *file, const struct frame_info *info, struct frame *frame,
                struct fault *fault)
{
    char name[100];
    *frame = (struct frame){.info = info};
    h5_quiet();
    snprintf(name, sizeof name, "table/%s", info->name);
    if (!h5_has(reader_of(file)->file, name))
        return fault_set(fault, LOFT_EFORMAT, "'%s' has no table '%s'", file->path, info->name);
    hid_t group = H5Gopen2(reader_of(file)->file, name, H5P_DEFAULT);
    if (group < 0)
        return h5_fault(fault, LOFT_EFORMAT, reader_of(file)->file, name, "read");
    for (int i = 0; fault->code == 0 && i < info->column_count; i++) {
        if (h5_has(group, info->columns[i].name))
            read_column(file, group, i, frame, fault);
        else
            fault_set(fault, LOFT_EFORMAT,
                      "'%s': table '%s' has no column '%s'; another version of loft wrote it",
                      file->path, info->name, info->columns[i].name);
    }
    h5_close(group);
    if (fault->code != 0)
        frame_clear(frame);
    return fault->code;
}
