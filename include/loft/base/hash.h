/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_HASH_H
#define LOFT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Hashes: identities (64 bits) and digests (128 bits that add up). The only user of xxHash.
 * All values are defined byte by byte in little-endian order and equal on every machine. */

/* Identity from up to three numbers; `kind` keeps the name spaces apart (HASH_PERSON, ...). */
enum hash_kind {
    HASH_PERSON = 1, /* (place, household, member) */
    HASH_CHILD,      /* (mother, n-th birth) */
    HASH_POOL,       /* (pool, index, member) */
    HASH_HOUSEHOLD,  /* reference person */
    HASH_DWELLING,   /* (place, area, n) */
    HASH_EMPLOYER,   /* (place, n) */
    HASH_SLOT,       /* (employer, n) */
    HASH_PROGRAMME,  /* (programme, n) */
    HASH_VACANCY,    /* (slot, week posted) */
    HASH_LETTING,    /* (dwelling, week vacated) */
    HASH_RING,       /* (candidate, period) */
    HASH_PAIR,       /* unordered pair of two identities */
};
uint64_t hash_identity(enum hash_kind kind, uint64_t a, uint64_t b, uint64_t c);

/* A well-mixed 64-bit value of one 64-bit value (a bijection); cheap, for rings and `other` words.
 */
static inline uint64_t hash_mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    return x;
}

/* Hash of a name, as a number for hash_identity. */
uint64_t hash_text(const char *text);

/* 64-bit checksum of a block of bytes. */
uint64_t hash_bytes(const void *bytes, size_t length);

/* A 128-bit sum of hashes: order-free, so any way of splitting the work gives the same sum. */
struct digest {
    uint64_t low, high;
};

/* Add the hash of a block of bytes to the sum. */
void digest_add(struct digest *sum, const void *bytes, size_t length);

/* The same for `count` blocks of four numbers each. */
void digest_add_fours(struct digest *sum, uint64_t (*fours)[4], int64_t count);

/* Add one sum to another. */
void digest_join(struct digest *sum, struct digest other);

/* 32 lower-case hexadecimal digits and a NUL into a buffer of at least 33 bytes. */
char *digest_hex(struct digest digest, char *buffer);

#endif
