/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_RESULT_H
#define LOFT_IO_RESULT_H

#include "loft/base/error.h"
#include "loft/measure/outcome.h"

#include <stdbool.h>

/* The result file: HDF5 that is also valid netCDF-4 (INTERFACE.md, "Result file"). The only user of
 * hdf5.h. Data outside /provenance/run depend on scenario and seed alone (promise 1): no times, no
 * host, no thread count, fixed creation order, chunk by chunk in the order of variants, replicates. */

struct result_parameter {
    const char *key, *value, *unit, *source, *grade, *set_at;
};

/* What is known before the first replicate is written. Nothing here is owned. */
struct result_head {
    const char *title;
    const char *scenario;  /* all scenario files and settings, as text */
    const char *place;
    const char *calibration; /* "none" until there is one; attribute of the file and of each table */
    uint64_t seed;
    int32_t start_day; /* Monday of week 0, days since 1970-01-01 */
    int32_t weeks, replicates;
    const char *const *variants;
    int variant_count;
    const struct frame_list *lists; /* names of codes: variant, area, status, cohort, ... */
    int list_count;
    const struct frame_info *const *infos; /* the tables of the file, in order */
    int info_count;
    const struct result_parameter *parameters;
    int parameter_count;
};

struct result; /* an open file being written */

/* Start PATH.tmp. */
int result_create(const char *path, const struct result_head *head, struct result **result,
                  struct fault *fault);

/* Append one outcome. They come in the order variant 0 replicate 0, replicate 1, ..., variant 1 ... */
int result_append(struct result *result, const struct outcome *outcome, struct fault *fault);

/* Volatile facts of this run, into /provenance/run. */
int result_note(struct result *result, const char *name, const char *value, struct fault *fault);

/* Close, fsync, rename to the final name. Frees `result` whatever happens; on failure the final name
 * is untouched. */
int result_close(struct result *result, struct fault *fault);

/* Give up: close and remove the temporary. NULL is fine. */
void result_drop(struct result *result);

/* A file opened for reading. Strings and lists are owned by it. */
struct result_file {
    char *title, *scenario, *place, *calibration, *version, *revision;
    uint64_t seed;
    int32_t start_day, weeks, replicates;
    struct frame_list *lists;
    int list_count;
    struct digest *digests; /* [variant][replicate] */
    char *path;
    void *handle; /* private */
};

/* Open for reading; LOFT_EFORMAT with a text when it is not ours or damaged. */
int result_open(const char *path, struct result_file *file, struct fault *fault);

/* Read a stored table whole; its descriptor is given by the caller and checked against the file. */
int result_read(const struct result_file *file, const struct frame_info *info, struct frame *frame,
                struct fault *fault);

void result_close_file(struct result_file *file);

#endif
