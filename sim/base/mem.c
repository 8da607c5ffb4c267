/* SPDX-License-Identifier: MIT */
#include "loft/base/mem.h"

#include "loft/base/error.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *mem_new(size_t count, size_t size)
{
    return calloc(count > 0 ? count : 1, size);
}

void *mem_resize(void *block, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count > 0 ? count : 1, size, &bytes))
        return NULL;
    return realloc(block, bytes);
}

char *mem_string(const char *text)
{
    if (text == NULL)
        return NULL;
    size_t bytes = strlen(text) + 1;
    char *copy = mem_new(bytes, 1);
    if (copy != NULL)
        memcpy(copy, text, bytes);
    return copy;
}

void *mem_new_pages(size_t bytes)
{
    enum { LARGE_PAGE = 1 << 21 };
    if (bytes < LARGE_PAGE)
        return mem_resize(NULL, bytes, 1);
    size_t whole = (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    void *block = whole >= bytes ? aligned_alloc(LARGE_PAGE, whole) : NULL;
#ifdef MADV_HUGEPAGE
    if (block != NULL)
        (void)madvise(block, whole, MADV_HUGEPAGE); /* a wish: without it all is the same, slower */
#endif
    return block;
}

void mem_keep(void)
{
#ifdef M_MMAP_THRESHOLD
    (void)mallopt(M_MMAP_THRESHOLD, 1 << 30);
    (void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void mem_free(void *block)
{
    free(block);
}

int mem_vec_reserve(void **data, int64_t *room, int64_t need, size_t size)
{
    if (need <= *room)
        return 0;
    int64_t grown = *room > 0 ? *room * 2 : 16;
    if (grown < need)
        grown = need;
    void *block = mem_resize(*data, (size_t)grown, size);
    if (block == NULL)
        return LOFT_ENOMEM;
    *data = block;
    *room = grown;
    return 0;
}
