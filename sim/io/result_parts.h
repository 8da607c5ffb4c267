/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_RESULT_PARTS_H
#define LOFT_IO_RESULT_PARTS_H

#include "h5.h"
#include "loft/io/result.h"

/* What a result file consists of while it is written. Shared by result_write.c, which appends and
 * closes, and result_head.c, which lays out the empty file. */

/* Written into the file; the reader refuses others. Raise it when a name or a meaning changes. */
#define RESULT_FORMAT "1"

/* One column of a group that grows, and where its values lie in memory. */
struct result_column {
    hid_t dataset;
    enum h5_type memory;
    size_t offset; /* in the row; in the outcome when `common` */
    bool common;   /* one value for the whole outcome */
    bool checked;  /* a code, day or year: from `low` to `high` */
    int64_t low, high;
};

/* A group of columns of equal length: a table, /person, /spell. */
struct result_group {
    const struct frame_info *info; /* NULL for /person and /spell */
    struct h5_scale row;
    struct result_column *columns; /* owned */
    int column_count;
    int64_t rows;
};

struct result_note {
    char *name, *value; /* owned */
};

enum { RESULT_VARIANT, RESULT_REPLICATE, RESULT_WEEK, RESULT_AREA, RESULT_STATUS, RESULT_AXES };

struct result {
    char *path, *temporary; /* owned */
    hid_t file;             /* closing it closes all datasets */
    struct h5_scale axes[RESULT_AXES];
    hid_t persons;
    struct result_group people, spells;
    struct result_group *tables; /* owned */
    int table_count;
    struct digest *digests; /* [variant][replicate]; owned */
    int64_t appended;       /* outcomes so far */
    bool broken;            /* an append failed half-way */
    struct result_note *notes;
    int64_t note_count, note_room;
    char *scratch; /* one column of an outcome */
    int64_t scratch_room;
};

/* Lay out everything in a new file: attributes, coordinates, lists, parameters, provenance, and the
 * empty series, tables and trajectories. */
int result_lay_out(struct result *result, const struct result_head *head, struct fault *fault);

#endif
