/* SPDX-License-Identifier: MIT */
#include "loft/base/file.h"

#include "loft/base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST = 256 << 20 };

int file_read(const char *path, char **bytes, size_t *length, struct fault *fault)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
    if (S_ISDIR(info.st_mode))
        return fault_set(fault, LOFT_EFILE, "'%s' is a folder, expected a file", path);
    if (!S_ISREG(info.st_mode) || info.st_size > LARGEST)
        return fault_set(fault, LOFT_EFILE, "'%s' is not an ordinary file of at most 256 MiB",
                         path);
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
    size_t size = (size_t)info.st_size;
    char *block = mem_new(size + 1, 1);
    int code = 0;
    if (block == NULL)
        code = fault_set(fault, LOFT_ENOMEM, "out of memory while reading '%s'", path);
    else if (fread(block, 1, size, in) != size)
        code = fault_set(fault, LOFT_EFILE, "cannot read '%s'", path);
    fclose(in);
    if (code != 0) {
        mem_free(block);
        return code;
    }
    *bytes = block;
    *length = size;
    return 0;
}

char *file_folder(const char *path, char *buffer, size_t size)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        snprintf(buffer, size, ".");
    else if (slash == path)
        snprintf(buffer, size, "/");
    else
        snprintf(buffer, size, "%.*s", (int)(slash - path), path);
    return buffer;
}

static int sync_path(const char *path, int flags, struct fault *fault)
{
    int handle = open(path, flags);
    if (handle < 0)
        return fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
    int failed = fsync(handle);
    close(handle);
    if (failed)
        return fault_set(fault, LOFT_EFILE, "cannot flush '%s' to disk: %s", path, strerror(errno));
    return 0;
}

int file_publish(const char *temporary, const char *path, struct fault *fault)
{
    int code = sync_path(temporary, O_RDONLY, fault);
    if (code != 0)
        return code;
    if (rename(temporary, path) != 0)
        return fault_set(fault, LOFT_EFILE, "cannot rename '%s' to '%s': %s", temporary, path,
                         strerror(errno));
    char folder[PATH_MAX];
    return sync_path(file_folder(path, folder, sizeof folder), O_RDONLY | O_DIRECTORY, fault);
}

int file_write(const char *path, const void *bytes, size_t length, struct fault *fault)
{
    char temporary[PATH_MAX];
    if ((size_t)snprintf(temporary, sizeof temporary, "%s.tmp", path) >= sizeof temporary)
        return fault_set(fault, LOFT_EFILE, "path too long: '%s'", path);
    FILE *out = fopen(temporary, "wb");
    if (out == NULL)
        return fault_set(fault, LOFT_EFILE, "cannot write '%s': %s", temporary, strerror(errno));
    bool good = fwrite(bytes, 1, length, out) == length;
    good = fclose(out) == 0 && good;
    if (!good) {
        int reason = errno;
        unlink(temporary);
        return fault_set(fault, LOFT_EFILE, "cannot write '%s': %s", temporary, strerror(reason));
    }
    return file_publish(temporary, path, fault);
}

bool file_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool folder_exists(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int folder_make(const char *path, struct fault *fault)
{
    char part[PATH_MAX];
    if ((size_t)snprintf(part, sizeof part, "%s", path) >= sizeof part)
        return fault_set(fault, LOFT_EFILE, "path too long: '%s'", path);
    for (char *p = part + 1;; p++) {
        if (*p != '/' && *p != '\0')
            continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return fault_set(fault, LOFT_EFILE, "cannot make the folder '%s': %s", part,
                             strerror(errno));
        *p = kept;
        if (kept == '\0')
            break;
    }
    if (!folder_exists(path))
        return fault_set(fault, LOFT_EFILE, "'%s' exists and is not a folder", path);
    return 0;
}

int folder_remove(const char *path, struct fault *fault)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return errno == ENOENT
                   ? 0
                   : fault_set(fault, LOFT_EFILE, "cannot open '%s': %s", path, strerror(errno));
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
    if (rmdir(path) != 0)
        return fault_set(fault, LOFT_EFILE, "cannot remove '%s': %s", path, strerror(errno));
    return 0;
}
