/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_SPOOL_H
#define LOFT_IO_SPOOL_H

#include "loft/base/error.h"
#include "loft/measure/outcome.h"

/* Finished replicates on disk (promise 8). One file per variant and replicate in OUT.h5.part/:
 * a header (magic, format version, fingerprint of the scenario, extents), the outcome, and a
 * checksum over everything before it. Written as a temporary, flushed, renamed: a spool file with
 * its final name is complete. Plain binary, little-endian, read back only by the same version. */

/* `fingerprint` names the scenario, seed and program: a file of another one is not used. Makes the
 * folder when it is missing. The file is FOLDER/VARIANT-REPLICATE.spool (numbers). */
int spool_write(const char *folder, uint64_t fingerprint, const struct outcome *outcome,
                struct fault *fault);

/* Read one; LOFT_EFORMAT when absent, damaged, cut, or of another fingerprint (then the replicate
 * is run again). `infos` are the frame descriptors in the order in which frames were written. */
int spool_read(const char *folder, uint64_t fingerprint, int32_t variant, int32_t replicate,
               const struct frame_info *const *infos, int info_count, struct outcome *outcome,
               struct fault *fault);

/* True when a good file for this replicate is there (header, length and checksum). */
bool spool_has(const char *folder, uint64_t fingerprint, int32_t variant, int32_t replicate);

#endif
