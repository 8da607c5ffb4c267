/* SPDX-License-Identifier: MIT */
#include "loft/base/mem.h"

#include "loft/base/error.h"

#include <stdlib.h>
#include <string.h>

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
