/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_FAILING_H
#define LOFT_TESTS_FAILING_H

#include <stddef.h>

/* Allocations that fail: the one with number `failing`, counted from the last `allocations = 0`;
 * below 0 none does. They fail only when linked with -Wl,--wrap=calloc,--wrap=realloc. */
static long allocations, failing = -1;

void *__real_calloc(size_t count, size_t size) __attribute__((weak));
void *__real_realloc(void *block, size_t size) __attribute__((weak));
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

void *__wrap_calloc(size_t count, size_t size)
{
    return allocations++ == failing ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return allocations++ == failing ? NULL : __real_realloc(block, size);
}

#endif
