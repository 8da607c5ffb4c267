/* SPDX-License-Identifier: MIT */
#ifndef LOFT_IO_SEAL_H
#define LOFT_IO_SEAL_H

#include "loft/base/error.h"

#include <stdbool.h>

/* The seal of a result file: 24 bytes after the end of its HDF5 part (every HDF5 reader ignores
 * what stands there): a mark, the length and a checksum of everything before. HDF5 1.10 itself has
 * no checksums on strings, on unfiltered data or on its chunk index, and trusts lengths that it
 * reads. A program that opens the file for writing cuts the seal off; the file is then read without
 * it. */

/* Append the seal to a closed HDF5 file. */
int seal_write(const char *path, struct fault *fault);

/* LOFT_EFORMAT when the file is cut or differs from what was sealed. `sealed` is false for a whole
 * file without a seal. */
int seal_check(const char *path, bool *sealed, struct fault *fault);

#endif
