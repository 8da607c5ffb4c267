/* SPDX-License-Identifier: MIT */
#include "loft/conf/conf.h"

#include "internal.h"
#include "loft/base/build.h"
#include "loft/base/file.h"
#include "loft/base/text.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* In the order of the search; "" is the scenarios folder itself. */
static const char *const folders[] = {"places",   "studies",    "presets", "rules",
                                      "textbook", "validation", ""};
enum { FOLDERS = sizeof folders / sizeof *folders };

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

/* The name with its extension; false when it is too long for a path. */
static bool complete(const char *name, const char *extension, char *file, size_t size)
{
    if (extension == NULL || ends_with(name, extension))
        extension = "";
    int length = snprintf(file, size, "%s%s", name, extension);
    return name[0] != '\0' && length > 0 && (size_t)length < size;
}

static char *program_folder(const char *below, char *buffer, size_t size)
{
    char root[PATH_MAX];
    build_scenarios(root, sizeof root);
    return below[0] == '\0' ? text_path(buffer, size, "", root)
                            : text_path(buffer, size, root, below);
}

bool conf_locate_beside(const char *name, const char *folder, const char *extension, char *path,
                        size_t size)
{
    char file[PATH_MAX];
    if (!complete(name, extension, file, sizeof file))
        return false;
    if (folder != NULL && strcmp(folder, ".") == 0)
        folder = "";
    text_path(path, size, folder != NULL ? folder : "", file);
    return strlen(path) + 1 < size && file_exists(path);
}

bool conf_locate_program(const char *name, const char *extension, char *path, size_t size)
{
    char file[PATH_MAX], folder[PATH_MAX];
    if (!complete(name, extension, file, sizeof file) || file[0] == '/')
        return false;
    for (int i = 0; i < FOLDERS; i++) {
        text_path(path, size, program_folder(folders[i], folder, sizeof folder), file);
        if (strlen(path) + 1 < size && file_exists(path))
            return true;
    }
    return false;
}

bool conf_locate(const char *name, const char *folder, const char *extension, char *path,
                 size_t size)
{
    if ((folder != NULL || name[0] == '/') &&
        conf_locate_beside(name, folder, extension, path, size))
        return true;
    return conf_locate_program(name, extension, path, size);
}

/* The nearest name so far and how far it is. */
struct nearest {
    char name[256];
    int distance;
};

/* Names of files with the extension in one folder; ties go to the first in the alphabet, since the
 * order of a folder is not the same on every machine. */
static void scan_folder(const char *path, const char *name, const char *extension,
                        struct nearest *best)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char other[256];
        size_t length = strlen(entry->d_name), tail = strlen(extension);
        if (length <= tail || length >= sizeof other || !ends_with(entry->d_name, extension))
            continue;
        snprintf(other, sizeof other, "%.*s", (int)(length - tail), entry->d_name);
        int distance = text_distance(name, other);
        if (distance < best->distance ||
            (distance == best->distance && strcmp(other, best->name) < 0)) {
            best->distance = distance;
            memcpy(best->name, other, sizeof other);
        }
    }
    closedir(folder);
}

char *conf_missing(const char *name, const char *folder, const char *extension, char *buffer,
                   size_t size)
{
    char file[PATH_MAX], path[PATH_MAX], excerpt[CONF_EXCERPT];
    snprintf(buffer, size, "cannot find '%s'", conf_excerpt(name, excerpt));
    if (!complete(name, extension, file, sizeof file) || name[0] == '/')
        return buffer;
    int limit = (int)strlen(name) / 3;
    struct nearest best = {.name = "", .distance = (limit < 1 ? 1 : limit) + 1};
    const char *end = extension != NULL ? extension : "";
    if (folder != NULL && end[0] != '\0')
        scan_folder(folder, name, end, &best);
    for (int i = 0; i < FOLDERS && end[0] != '\0'; i++)
        scan_folder(program_folder(folders[i], path, sizeof path), name, end, &best);
    if (best.name[0] != '\0')
        conf_append(buffer, size, ", did you mean '%s'?", best.name);
    conf_append(buffer, size, " (looked for %s in ", conf_excerpt(file, excerpt));
    if (folder != NULL)
        conf_append(buffer, size, "%s and ", folder);
    conf_append(buffer, size, "%s, below it in ", program_folder("", path, sizeof path));
    for (int i = 0; i < FOLDERS - 1; i++)
        conf_append(buffer, size, "%s%s", i > 0 ? ", " : "", folders[i]);
    conf_append(buffer, size, ")");
    return buffer;
}
