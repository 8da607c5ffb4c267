/* SPDX-License-Identifier: MIT */
#include "loft/base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 120, FAR = 1000 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char *text_trim(char *text)
{
    while (is_space(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && is_space(text[length - 1]))
        length--;
    text[length] = '\0';
    return text;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int text_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST)
        return FAR;
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int change = last[j - 1] + (a[i - 1] != b[j - 1]);
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[m];
}

const char *text_nearest(const char *word, const char *(*candidate)(const void *list, size_t index),
                         const void *list, size_t count)
{
    int limit = (int)strlen(word) / 3;
    int best = (limit < 1 ? 1 : limit) + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *other = candidate(list, i);
        int distance = other != NULL ? text_distance(word, other) : FAR;
        if (distance < best) {
            best = distance;
            nearest = other;
        }
    }
    return nearest;
}

static const char *plain(const void *list, size_t index)
{
    return ((const char *const *)list)[index];
}

const char *text_nearest_of(const char *word, const char *const *words, size_t count)
{
    return text_nearest(word, plain, words, count);
}

bool text_is_utf8(const char *bytes, size_t length)
{
    const unsigned char *p = (const unsigned char *)bytes, *end = p + length;
    while (p < end) {
        int more = *p < 0x80         ? 0
                   : (*p >> 5) == 6  ? 1
                   : (*p >> 4) == 14 ? 2
                   : (*p >> 3) == 30 ? 3
                                     : -1;
        if (more < 0 || *p == 0 || end - p <= more)
            return false;
        uint32_t code = more == 0 ? *p : *p & (0x3fu >> more);
        for (int i = 1; i <= more; i++) {
            if ((p[i] & 0xc0) != 0x80)
                return false;
            code = code << 6 | (p[i] & 0x3fu);
        }
        static const uint32_t first[4] = {0, 0x80, 0x800, 0x10000};
        if (code < first[more] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            return false;
        p += more + 1;
    }
    return true;
}

char *text_path(char *buffer, size_t size, const char *folder, const char *name)
{
    if (name[0] == '/' || folder[0] == '\0')
        snprintf(buffer, size, "%s", name);
    else
        snprintf(buffer, size, "%s/%s", folder, name);
    return buffer;
}
