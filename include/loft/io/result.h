/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_RESULT_H
#define LOFT_IO_RESULT_H

#include "loft/base/error.h"
#include "loft/measure/outcome.h"

#include <stdbool.h>

/* The result file: HDF5 that is also valid netCDF-4 (INTERFACE.md, "Result file"). The only user of
 * hdf5.h. Data outside /provenance/run depend on scenario and seed alone (promise 1): no times, no
 * host, no thread count, fixed creation order, chunk by chunk in the order of variants, replicates;
 * with the same notes the files are equal byte for byte.
 *
 * Beyond what INTERFACE.md names: root attributes `calibration`, `place`, `loft_format`;
 * /provenance/digest(variant, replicate); /provenance/lists/{ID, ID_label}, the names that codes
 * stand for; /provenance/run has one attribute per note. After the HDF5 part stand 24 bytes, a
 * checksum of everything before, which other programs ignore and which goes when they write to the
 * file. */

struct result_parameter {
    const char *key, *value, *unit, *source, *grade, *set_at;
};

/* What is known before the first replicate is written. Nothing here is owned. */
struct result_head {
    const char *title;
    const char *scenario; /* all scenario files and settings, as text */
    const char *place;
    const char
        *calibration; /* "none" until there is one; attribute of the file and of each table */
    uint64_t seed;
    int32_t start_day; /* Monday of week 0, days since 1970-01-01 */
    int32_t weeks;     /* extent of the week axis; every outcome's series has it */
    int32_t replicates;
    const char *const *variants;
    int variant_count;
    /* Names of codes: variant, area, status, sex, origin, and every list that a column names. */
    const struct frame_list *lists;
    int list_count;
    const struct frame_info *const
        *infos; /* the tables of the file, in order; used until closing */
    int info_count;
    const struct result_parameter *parameters;
    int parameter_count;
};

struct result; /* an open file being written */

/* Start PATH.tmp. */
int result_create(const char *path, const struct result_head *head, struct result **result,
                  struct fault *fault);

/* Append one outcome. They come in the order variant 0 replicate 0, replicate 1, ..., variant 1 ...
 * Its frames are found by name; a table without a frame gets no rows. LOFT_ELAW, and nothing is
 * written, for an outcome out of order, of another extent, or with a code that has no name. */
int result_append(struct result *result, const struct outcome *outcome, struct fault *fault);

/* Volatile facts of this run, into /provenance/run; the last value of a name counts. */
int result_note(struct result *result, const char *name, const char *value, struct fault *fault);

/* Close, fsync, rename to the final name. Frees `result` whatever happens; on failure, and when an
 * outcome is missing (LOFT_ELAW), the final name is untouched and the temporary removed. */
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
    struct digest *digests; /* [variant][replicate], as many variants as the list has */
    bool sealed; /* as loft wrote it; false when another program has changed or rewritten it */
    char *path;
    void *handle; /* private */
};

/* Open for reading; LOFT_EFORMAT with a text when it is not ours or damaged, LOFT_EFILE when it
 * cannot be opened. On a fault there is nothing to close. */
int result_open(const char *path, struct result_file *file, struct fault *fault);

/* Read a stored table whole; its descriptor is given by the caller and checked against the file:
 * every column must be there and every code have a name in the file's lists (which may be shorter
 * or longer than the program's own). Rows are in the order of the outcomes. The caller clears it.
 */
int result_read(const struct result_file *file, const struct frame_info *info, struct frame *frame,
                struct fault *fault);

void result_close_file(struct result_file *file);

#endif
