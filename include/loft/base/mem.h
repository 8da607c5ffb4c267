/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_MEM_H
#define LOFT_BASE_MEM_H

#include <stddef.h>
#include <stdint.h>

/* Memory and growable arrays. Nothing else in loft calls the allocator. */

/* `count` zeroed elements of `size` bytes; NULL when there is no memory or on overflow. Count 0 is
 * legal and gives a pointer that can be freed. The caller owns it and frees it with mem_free. */
void *mem_new(size_t count, size_t size);

/* Resize to `count` elements; the new tail is not initialised. NULL leaves the old block alone. */
void *mem_resize(void *block, size_t count, size_t size);

/* A copy of a string that the caller owns; NULL in, NULL out. */
char *mem_string(const char *text);

/* A large block for tables that are read here and there: on large pages where the system has them,
 * so that an access seldom has to look for its page. Not initialised; else as mem_new. */
void *mem_new_pages(size_t bytes);

/* From now on the process keeps what it frees for its next run, instead of having the system clear
 * new pages for each. To be called once, before the first run; a wish. */
void mem_keep(void);

void mem_free(void *block);

/* A growable array: `VEC(int32_t) rows = {0};`. `data` is owned by the vector. */
#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *data;                                                                                \
        int64_t count, room;                                                                       \
    }

/* Make room for `extra` more elements: 0 or LOFT_ENOMEM. Doubles, so pushing is O(1) on average. */
#define vec_reserve(vec, extra)                                                                    \
    mem_vec_reserve((void **)&(vec)->data, &(vec)->room, (vec)->count + (extra),                   \
                    sizeof *(vec)->data)

/* Append one element: 0 or LOFT_ENOMEM. */
#define vec_push(vec, element)                                                                     \
    ((vec)->count < (vec)->room || vec_reserve(vec, 1) == 0                                        \
         ? ((vec)->data[(vec)->count++] = (element), 0)                                            \
         : LOFT_ENOMEM)

/* Free the data and empty the vector. */
#define vec_clear(vec) (mem_free((vec)->data), (vec)->data = NULL, (vec)->count = (vec)->room = 0)

int mem_vec_reserve(void **data, int64_t *room, int64_t need, size_t size);

#endif
