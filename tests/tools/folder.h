/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_FOLDER_H
#define LOFT_TESTS_FOLDER_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A new folder for one test, with the path of a file in it; and whole files for tests that damage
 * them. */

static inline const char *folder_new(char *path, size_t size)
{
    const char *parent = getenv("TMPDIR");
    snprintf(path, size, "%s/loft-test-XXXXXX", parent != NULL ? parent : P_tmpdir);
    cr_assert_not_null(mkdtemp(path));
    return path;
}

static inline void put_file(const char *path, const void *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    cr_assert_not_null(out);
    cr_assert_eq(fwrite(bytes, 1, length, out), length);
    fclose(out);
}

#endif
