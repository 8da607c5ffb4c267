/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/base/file.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* The tables (CSV files) of a scenario in the text that a result file keeps of it: by name and
 * checksum, so that a run of other tables is not taken for the same one. */

static void append(struct reader *r, const char *line)
{
    struct conf *conf = &r->study->conf;
    if (conf->text != NULL && strstr(conf->text, line) != NULL)
        return;
    size_t length = strlen(line);
    char *grown = mem_resize(conf->text, conf->text_length + length + 1, 1);
    if (grown == NULL) {
        reader_memory(r, LOFT_ENOMEM);
        return;
    }
    memcpy(grown + conf->text_length, line, length + 1);
    conf->text = grown;
    conf->text_length += length;
}

void study_note_tables(struct reader *r, const struct param_section *section, const void *values)
{
    for (size_t i = 0; i < section->count; i++) {
        const struct param *param = &section->params[i];
        if (param->type != PARAM_FILE)
            continue;
        const char *path = *(const char *const *)((const char *)values + param->offset);
        char line[PATH_MAX + 200], *bytes = NULL;
        size_t length;
        struct fault fault = {0};
        if (path == NULL || reader_memory(r, file_read(path, &bytes, &length, &fault)) != 0)
            continue; /* reported by who reads the table */
        const char *slash = strrchr(path, '/');
        snprintf(line, sizeof line, "; table %s.%s %s %016" PRIx64 "\n", section->name, param->key,
                 slash != NULL ? slash + 1 : path, hash_bytes(bytes, length));
        mem_free(bytes);
        append(r, line);
    }
}
