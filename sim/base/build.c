/* SPDX-License-Identifier: MIT */
#include "loft/base/build.h"

#include "loft/base/file.h"
#include "revision.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *build_version(void)
{
    return LOFT_VERSION;
}

const char *build_revision(void)
{
    return LOFT_REVISION;
}

const char *build_type(void)
{
    return LOFT_BUILD_TYPE;
}

const char *build_compiler(void)
{
#if defined(__clang__)
    return "clang " __clang_version__;
#else
    return "gcc " __VERSION__;
#endif
}

static int try_folder(char *buffer, unsigned long size, const char *folder, const char *below)
{
    int length = snprintf(buffer, size, "%s%s", folder, below);
    if (length < 0 || (unsigned long)length >= size)
        return 0;
    char places[PATH_MAX + 16];
    snprintf(places, sizeof places, "%s/places", buffer);
    return folder_exists(places);
}

char *build_scenarios(char *buffer, unsigned long size)
{
    const char *chosen = getenv("LOFT_SCENARIOS");
    if (chosen != NULL && try_folder(buffer, size, chosen, ""))
        return buffer;
    char folder[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", folder, sizeof folder - 1);
    if (length > 0) {
        folder[length] = '\0';
        for (char *slash = strrchr(folder, '/'); slash != NULL; slash = strrchr(folder, '/')) {
            *slash = '\0';
            if (try_folder(buffer, size, folder, "/scenarios") ||
                try_folder(buffer, size, folder, "/share/loft/scenarios"))
                return buffer;
        }
    }
    snprintf(buffer, size, "%s", LOFT_SOURCE_SCENARIOS);
    return buffer;
}
