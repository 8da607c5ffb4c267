/* SPDX-License-Identifier: MIT */
#include "loft/base/report.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"

#include <stdarg.h>
#include <string.h>

static bool report_has(const struct report *report, const struct report_entry *entry)
{
    for (long i = 0; i < report->count; i++) {
        const struct report_entry *old = &report->entries[i];
        if (old->line == entry->line && old->warning == entry->warning &&
            strcmp(old->file, entry->file) == 0 && strcmp(old->text, entry->text) == 0)
            return true;
    }
    return false;
}

static void report_add(struct report *report, bool warning, const char *file, int line,
                       const char *format, va_list args)
{
    char text[2000];
    vsnprintf(text, sizeof text, format, args);
    struct report_entry entry = {.file = mem_string(file != NULL ? file : ""),
                                 .line = line,
                                 .warning = warning,
                                 .text = mem_string(text)};
    if (entry.file == NULL || entry.text == NULL)
        goto drop;
    if (report_has(report, &entry)) {
        mem_free(entry.file);
        mem_free(entry.text);
        return;
    }
    if (report->count == report->room) {
        long room = report->room > 0 ? 2 * report->room : 16;
        struct report_entry *entries =
            mem_resize(report->entries, (size_t)room, sizeof *report->entries);
        if (entries == NULL)
            goto drop;
        report->entries = entries;
        report->room = room;
    }
    report->entries[report->count++] = entry;
    report->errors += !warning;
    return;
drop:
    mem_free(entry.file);
    mem_free(entry.text);
    report->errors++;
}

void report_error(struct report *report, const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_add(report, false, file, line, format, args);
    va_end(args);
}

void report_warning(struct report *report, const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report_add(report, true, file, line, format, args);
    va_end(args);
}

void report_print(const struct report *report, FILE *out)
{
    for (long i = 0; i < report->count; i++) {
        const struct report_entry *entry = &report->entries[i];
        if (entry->file[0] != '\0' && entry->line > 0)
            fprintf(out, "%s:%d: ", entry->file, entry->line);
        else if (entry->file[0] != '\0')
            fprintf(out, "%s: ", entry->file);
        fprintf(out, "%s: %s\n", entry->warning ? "warning" : "error", entry->text);
    }
}

int report_code(const struct report *report)
{
    return report->errors > 0 ? LOFT_ESCENARIO : 0;
}

void report_clear(struct report *report)
{
    for (long i = 0; i < report->count; i++) {
        mem_free(report->entries[i].file);
        mem_free(report->entries[i].text);
    }
    mem_free(report->entries);
    *report = (struct report){0};
}
