/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Inlined, so that a digest costs a few nanoseconds and no second copy of the library. */
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_identity(enum hash_kind kind, uint64_t a, uint64_t b, uint64_t c)
{
    uint64_t words[4] = {(uint64_t)kind, a, b, c};
    return XXH3_64bits(words, sizeof words);
}

uint64_t hash_text(const char *text)
{
    return XXH3_64bits(text, strlen(text));
}

uint64_t hash_bytes(const void *bytes, size_t length)
{
    return XXH3_64bits(bytes, length);
}

void digest_join(struct digest *sum, struct digest other)
{
    uint64_t low = sum->low + other.low;
    sum->high += other.high + (low < other.low);
    sum->low = low;
}

void digest_add(struct digest *sum, const void *bytes, size_t length)
{
    XXH128_hash_t hash = XXH3_128bits(bytes, length);
    digest_join(sum, (struct digest){.low = hash.low64, .high = hash.high64});
}

void digest_add_fours(struct digest *sum, uint64_t (*fours)[4], int64_t count)
{
    struct digest all = *sum;
    for (int64_t n = 0; n < count; n++) {
        XXH128_hash_t hash = XXH3_128bits(fours[n], sizeof fours[n]);
        digest_join(&all, (struct digest){.low = hash.low64, .high = hash.high64});
    }
    *sum = all;
}

char *digest_hex(struct digest digest, char *buffer)
{
    snprintf(buffer, 33, "%016" PRIx64 "%016" PRIx64, digest.high, digest.low);
    return buffer;
}
