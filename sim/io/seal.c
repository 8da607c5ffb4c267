/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { SEAL = 24, HEAD = 48, BLOCK = 1 << 20 };

static const char mark[8] = {'L', 'O', 'F', 'T', 'S', 'E', 'A', 'L'};

static void put_number(unsigned char *to, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(value >> 8 * i);
}

static uint64_t get_number(const unsigned char *from)
{
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--)
        value = value << 8 | from[i];
    return value;
}

/* Checksum of the next `length` bytes: each block's hash is hashed together with the sum so far. */
static int sum_bytes(FILE *in, const char *path, uint64_t length, uint64_t *sum,
                     struct fault *fault)
{
    char *block = mem_new(BLOCK, 1);
    uint64_t words[2] = {length, 0};
    if (block == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory while reading '%s'", path);
    while (length > 0 && fault->code == 0) {
        size_t part = length < BLOCK ? (size_t)length : BLOCK;
        if (fread(block, 1, part, in) != part)
            fault_set(fault, LOFT_EFORMAT, "'%s' is cut short", path);
        words[1] = hash_bytes(block, part);
        words[0] = hash_bytes(words, sizeof words);
        length -= part;
    }
    mem_free(block);
    *sum = words[0];
    return fault->code;
}

/* Open an ordinary file and tell its length. */
static FILE *open_file(const char *path, const char *mode, uint64_t *length, struct fault *fault)
{
    struct stat info;
    if (fault->code != 0)
        return NULL;
    if (stat(path, &info) != 0) {
        fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
        return NULL;
    }
    if (!S_ISREG(info.st_mode)) {
        fault_set(fault, LOFT_EFILE, "'%s' is not an ordinary file", path);
        return NULL;
    }
    FILE *file = fopen(path, mode);
    if (file == NULL)
        fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
    *length = (uint64_t)info.st_size;
    return file;
}

int seal_write(const char *path, struct fault *fault)
{
    uint64_t length = 0, sum = 0;
    FILE *file = open_file(path, "r+b", &length, fault);
    if (file == NULL)
        return fault->code;
    if (sum_bytes(file, path, length, &sum, fault) == 0) {
        unsigned char seal[SEAL];
        memcpy(seal, mark, sizeof mark);
        put_number(seal + 8, length);
        put_number(seal + 16, sum);
        if (fseek(file, 0, SEEK_END) != 0 || fwrite(seal, 1, SEAL, file) != SEAL)
            fault_set(fault, LOFT_EFILE, "cannot write '%s': %s", path, strerror(errno));
    }
    if (fclose(file) != 0)
        fault_set(fault, LOFT_EFILE, "cannot write '%s': %s", path, strerror(errno));
    return fault->code;
}

/* Where the HDF5 part ends, from its superblock; 0 when that isn't of a kind that we write. */
static uint64_t end_of_hdf5(const unsigned char *head)
{
    static const unsigned char signature[8] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    bool known = memcmp(head, signature, sizeof signature) == 0 && head[8] >= 2 && head[8] <= 3 &&
                 head[9] == 8 && head[10] == 8;
    return known ? get_number(head + 28) : 0;
}

static int check_open(FILE *in, const char *path, uint64_t length, bool *sealed,
                      struct fault *fault)
{
    unsigned char head[HEAD], seal[SEAL];
    uint64_t sum = 0;
    if (length < HEAD + SEAL || fread(head, 1, HEAD, in) != HEAD)
        return fault_set(fault, LOFT_EFORMAT, "'%s' is not an HDF5 file, or it is cut short", path);
    if (fseek(in, -(long)SEAL, SEEK_END) != 0 || fread(seal, 1, SEAL, in) != SEAL)
        return fault_set(fault, LOFT_EFILE, "cannot read '%s'", path);
    uint64_t end = end_of_hdf5(head);
    if (memcmp(seal, mark, sizeof mark) != 0) {
        if (end == 0 || end == length) /* somebody else's, or changed: HDF5 shall judge it */
            return 0;
        return fault_set(fault, LOFT_EFORMAT, "'%s' is cut short or damaged", path);
    }
    rewind(in);
    if (sum_bytes(in, path, length - SEAL, &sum, fault) != 0)
        return fault->code;
    if (get_number(seal + 8) != length - SEAL || get_number(seal + 16) != sum)
        return fault_set(fault, LOFT_EFORMAT, "'%s' is damaged: its checksum is wrong", path);
    *sealed = true;
    return 0;
}

int seal_check(const char *path, bool *sealed, struct fault *fault)
{
    uint64_t length = 0;
    *sealed = false;
    FILE *in = open_file(path, "rb", &length, fault);
    if (in == NULL)
        return fault->code;
    int code = check_open(in, path, length, sealed, fault);
    fclose(in);
    return code;
}
