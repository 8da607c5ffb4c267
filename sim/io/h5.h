/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_H5_H
#define LOFT_IO_H5_H

#include "loft/base/error.h"

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

/* HDF5 that is also netCDF-4, in small steps. The only place that includes hdf5.h.
 *
 * Every function with a fault does nothing when an error is recorded in it already, so that a
 * sequence of calls needs one test at its end; what a function returns is then invalid. No object
 * carries a time, links and attributes keep the order in which they were made, strings are UTF-8.
 */

enum h5_type { H5_I8, H5_I16, H5_I32, H5_I64, H5_U8, H5_U64, H5_F32, H5_F64, H5_TEXT };

/* Type of numbers in memory and in files (little-endian), not to be closed; size in memory. */
hid_t h5_memory(enum h5_type type);
hid_t h5_stored(enum h5_type type);
size_t h5_size(enum h5_type type);

/* Type of text of any length; to be closed with H5Tclose. */
hid_t h5_text_type(void);

/* How files are opened; to be closed with H5Pclose. */
hid_t h5_access(void);

enum { H5_RANK_MOST = 5 };

struct h5_use {
    hobj_ref_t dataset;
    int axis;
};

/* A dimension: a dataset that others name as their axis. Keep it until all of them exist. */
struct h5_scale {
    hid_t dataset;
    bool bare;  /* a dimension without coordinate variable */
    bool grows; /* its length becomes known at the end */
    int64_t length;
    struct h5_use *uses; /* owned */
    int64_t use_count, use_room;
};

/* What a dataset looks like. Rank 0 is a scalar. */
struct h5_shape {
    enum h5_type type;
    int rank;
    hsize_t length[H5_RANK_MOST];
    hsize_t chunk[H5_RANK_MOST];         /* with a chunk it is also shuffled and deflated */
    bool grows;                          /* the first axis is unlimited; needs a chunk */
    struct h5_scale *axes[H5_RANK_MOST]; /* NULL on an axis that the dataset itself becomes */
    const char *text, *unit;             /* long_name, units */
};

/* Say what could not be done with an object of the file ("write", "read"), why if HDF5 knows of a
 * system error. Returns fault->code. */
int h5_fault(struct fault *fault, int code, hid_t where, const char *name, const char *verb);

/* The system's words for the last failure (": No space left on device"), or "". */
char *h5_reason(char buffer[80]);

/* Turn off HDF5's own printing of errors and its work at exit. Every entry from outside calls it
 * before anything else. */
void h5_quiet(void);

/* ---- writing ---- */

/* A new empty file; closing it closes everything in it. */
hid_t h5_create(const char *path, struct fault *fault);
hid_t h5_group(hid_t where, const char *name, struct fault *fault);
hid_t h5_dataset(hid_t where, const char *name, const struct h5_shape *shape, struct fault *fault);

/* Close what was written; h5_close is for what was only read, or given up. */
int h5_done(hid_t object, struct fault *fault);
void h5_close(hid_t object);

int h5_attribute_text(hid_t object, const char *name, const char *value, struct fault *fault);
int h5_attribute_numbers(hid_t object, const char *name, enum h5_type type, const int64_t *values,
                         int count, struct fault *fault);

/* Write a whole dataset; `values` has the dataset's type in memory. */
int h5_write(hid_t dataset, enum h5_type memory, const void *values, struct fault *fault);

/* Write a block of a dataset at `start`. */
int h5_write_block(hid_t dataset, enum h5_type memory, const hsize_t *start, const hsize_t *length,
                   const void *values, struct fault *fault);

/* Make a dataset of one axis longer by `count` values from `start` on. */
int h5_append(hid_t dataset, enum h5_type memory, int64_t start, int64_t count, const void *values,
              struct fault *fault);

/* Make a dataset of one axis the coordinate variable of its own name. */
int h5_scale_of(struct h5_scale *scale, hid_t dataset, int64_t length, struct fault *fault);

/* A dimension without coordinate variable. */
int h5_scale_bare(struct h5_scale *scale, hid_t where, const char *name, int64_t length, bool grows,
                  struct fault *fault);

/* Write what the scale has learnt (its users, its length) and close it. Frees even on a fault. */
int h5_scale_finish(struct h5_scale *scale, struct fault *fault);

/* ---- reading ---- */

hid_t h5_open(const char *path, struct fault *fault);
hid_t h5_open_dataset(hid_t where, const char *name, struct fault *fault);
bool h5_has(hid_t where, const char *name);

/* Length of a dataset of one axis, -1 on a fault. `largest` bounds it: more is damage. */
int64_t h5_length(hid_t dataset, int64_t largest, struct fault *fault);

/* Read a whole dataset of numbers, which has `count` values: whole numbers into an integer type,
 * real ones into H5_F64, anything else is damage. */
int h5_read(hid_t dataset, enum h5_type memory, int64_t count, void *values, struct fault *fault);

/* Strings of a dataset, `count` in all; the caller owns each and the array (mem_free). */
int h5_read_texts(hid_t dataset, int64_t count, char **values, struct fault *fault);

/* A scalar string dataset, a string attribute: owned by the caller, NULL on a fault. */
char *h5_read_text(hid_t where, const char *name, struct fault *fault);
char *h5_attribute(hid_t where, const char *object, const char *name, struct fault *fault);

#endif
