/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_TEXT_H
#define LOFT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Small string helpers. */

/* Remove leading and trailing white space in place; returns the first kept character. */
char *text_trim(char *text);

/* Number of single-character edits (insert, delete, replace, swap of neighbours) between two
 * strings, Damerau-Levenshtein (optimal string alignment); strings over 120 bytes count as far. */
int text_distance(const char *a, const char *b);

/* Nearest of `count` candidates (called by index), or NULL when none is near enough to be a
 * plausible typing error: at most a third of the length, at least one edit allowed. */
const char *text_nearest(const char *word, const char *(*candidate)(const void *list, size_t index),
                         const void *list, size_t count);

/* text_nearest over a plain array of strings. */
const char *text_nearest_of(const char *word, const char *const *words, size_t count);

/* True when the bytes are well-formed UTF-8 without NUL. */
bool text_is_utf8(const char *bytes, size_t length);

/* Join two path parts into a buffer; an absolute `name` stands alone. Returns the buffer. */
char *text_path(char *buffer, size_t size, const char *folder, const char *name);

#endif
