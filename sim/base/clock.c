/* SPDX-License-Identifier: MIT */
#include "loft/base/clock.h"

#include <sys/resource.h>
#include <time.h>

double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

char *clock_now(char *buffer)
{
    time_t now = time(NULL);
    struct tm civil;
    gmtime_r(&now, &civil);
    strftime(buffer, 21, "%Y-%m-%dT%H:%M:%SZ", &civil);
    return buffer;
}

long long clock_peak_memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (long long)usage.ru_maxrss * 1024;
}
