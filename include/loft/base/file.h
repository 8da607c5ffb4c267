/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_FILE_H
#define LOFT_BASE_FILE_H

#include "loft/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Files: whole reads, and writes that appear under their final name complete or not at all. */

/* Read a whole file into a new block with a NUL after the last byte; the caller frees it with
 * mem_free. A directory, a missing file, a device or more than 256 MiB is LOFT_EFILE with a text.
 */
int file_read(const char *path, char **bytes, size_t *length, struct fault *fault);

/* Write bytes to PATH.tmp, fsync, rename to PATH, fsync the folder. */
int file_write(const char *path, const void *bytes, size_t length, struct fault *fault);

/* Give a finished PATH.tmp its final name: fsync, rename, fsync of the folder. */
int file_publish(const char *temporary, const char *path, struct fault *fault);

bool file_exists(const char *path); /* a regular file */
bool folder_exists(const char *path);

/* Make a folder and its parents (an existing one is fine). */
int folder_make(const char *path, struct fault *fault);

/* Remove a folder and the plain files in it (no subfolders). A missing folder is fine. */
int folder_remove(const char *path, struct fault *fault);

/* Folder part of a path ("." when it has none) into a buffer. Returns the buffer. */
char *file_folder(const char *path, char *buffer, size_t size);

#endif
