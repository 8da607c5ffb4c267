/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void conf_lines_open(struct conf_lines *lines, const char *file, const char *bytes, size_t length,
                     int most, struct report *report)
{
    static const char bom[] = "\xef\xbb\xbf";
    size_t skip = length >= 3 && memcmp(bytes, bom, 3) == 0 ? 3 : 0;
    *lines = (struct conf_lines){.file = file, .most = most, .report = report};
    lines->at = bytes + skip;
    lines->end = bytes + length;
}

void conf_complain(struct conf_lines *lines, const char *format, ...)
{
    char text[1200];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    lines->faults++;
    report_error(lines->report, lines->file, lines->number, "%s", text);
}

/* First control character other than a tab, or NULL. */
static const char *find_control(const char *start, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)start[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return start + i;
    }
    return NULL;
}

static bool is_clean(struct conf_lines *lines, const char *start, size_t length)
{
    if (memchr(start, '\0', length) != NULL) {
        conf_complain(lines,
                      "NUL byte: this is not a text file in UTF-8; the rest of it was not read");
        lines->at = lines->end;
        return false;
    }
    if (length > CONF_LONGEST_LINE) {
        conf_complain(lines, "line of %zu bytes, at most %d are read", length, CONF_LONGEST_LINE);
        return false;
    }
    if (!text_is_utf8(start, length)) {
        if (!lines->not_utf8)
            conf_complain(lines, "not UTF-8 from this line on: save the file as UTF-8");
        lines->not_utf8 = true;
        return false;
    }
    const char *control = find_control(start, length);
    if (control != NULL)
        conf_complain(lines, "control character 0x%02x in byte %td of the line", (unsigned)*control,
                      control - start + 1);
    return control == NULL;
}

static bool looks_like_header(const char *start, size_t length)
{
    size_t i = 0;
    while (i < length && (start[i] == ' ' || start[i] == '\t'))
        i++;
    return i < length && start[i] == '[';
}

char *conf_lines_next(struct conf_lines *lines)
{
    while (lines->at < lines->end) {
        if (lines->faults >= lines->most) {
            conf_complain(lines, "%d errors: the rest of the file was not read", lines->faults);
            lines->at = lines->end;
            return NULL;
        }
        const char *start = lines->at;
        const char *stop = memchr(start, '\n', (size_t)(lines->end - start));
        size_t length = (size_t)((stop != NULL ? stop : lines->end) - start);
        lines->at = stop != NULL ? stop + 1 : lines->end;
        lines->number++;
        if (length > 0 && start[length - 1] == '\r')
            length--;
        if (is_clean(lines, start, length)) {
            memcpy(lines->text, start, length);
            lines->text[length] = '\0';
            return lines->text;
        }
        lines->lost_header = lines->lost_header || looks_like_header(start, length);
    }
    return NULL;
}

const char *conf_excerpt(const char *text, char buffer[CONF_EXCERPT])
{
    if (strlen(text) < CONF_EXCERPT)
        return text;
    size_t length = CONF_EXCERPT - 4;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    memcpy(buffer, text, length);
    memcpy(buffer + length, "...", 4);
    return buffer;
}

bool conf_point(const char *text, char *buffer, size_t size)
{
    const char *comma = strchr(text, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL || strlen(text) >= size)
        return false;
    size_t length = 0;
    for (const char *p = text; *p != '\0'; p++)
        if (p > comma || (*p != '.' && *p != ' ')) /* 1.000,5 and 1 000,5 are 1000.5 */
            buffer[length++] = p == comma ? '.' : *p;
    buffer[length] = '\0';
    int64_t value;
    return param_decimal(buffer, 1, true, &value, NULL);
}

int conf_split(const char *names, char *copy, size_t size, const char **parts)
{
    if (strlen(names) >= size)
        return -1;
    memcpy(copy, names, strlen(names) + 1);
    int count = 0;
    for (char *part = copy; part != NULL; count++) {
        if (count == CONF_MOST_NAMES)
            return -1;
        parts[count] = part;
        part = strchr(part, '|');
        if (part != NULL)
            *part++ = '\0';
    }
    return count;
}

void conf_append(char *buffer, size_t size, const char *format, ...)
{
    size_t length = strlen(buffer);
    if (length >= size)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(buffer + length, size - length, format, args);
    va_end(args);
}

int conf_grow(void **data, long *room, long count, size_t size)
{
    int64_t wide = *room;
    int code = mem_vec_reserve(data, &wide, (int64_t)count + 1, size);
    *room = (long)wide;
    return code;
}
