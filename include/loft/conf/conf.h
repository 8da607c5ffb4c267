/* SPDX-License-Identifier: MIT */
#ifndef LOFT_CONF_CONF_H
#define LOFT_CONF_CONF_H

#include "loft/base/report.h"
#include "loft/conf/param.h"

#include <stdbool.h>
#include <stddef.h>

/* Scenario files: reading, layering and binding (promise 9: no silent scenario).
 *
 * Every setting of every file has one dotted name: `[moving] job_link` is `moving.job_link`,
 * `[policy cap70] rate` is `policy.cap70.rate`, `[variant cap50] policy.cap70.rate` is
 * `variant.cap50.policy.cap70.rate`. Later layers override earlier ones:
 * extended file < this file < --set < variant. All errors are collected in a report.
 *
 * The only user of ini.h. */

struct setting {
    char *name;  /* dotted, owned */
    char *value; /* trimmed, UTF-8, owned */
    char *file;  /* as shown in messages; "--set" for the command line; owned */
    char *folder; /* folder of the file, for PARAM_FILE; owned */
    int line;    /* 0 for the command line */
    bool known;  /* some descriptor claims this name */
};

struct conf_section {
    char *name; /* "moving", "policy.cap70"; owned */
    char *file; /* owned */
    int line;
};

/* One effective parameter, for `loft check` and /parameters. */
struct conf_effective {
    char *name;        /* dotted, owned */
    char *value;       /* as written, or the default; owned */
    char *set_at;      /* "file:line", "--set" or "default"; owned */
    const struct param *param; /* not owned */
};

struct conf {
    struct setting *settings; /* in reading order: of equal names the last one wins */
    long setting_count, setting_room;
    struct conf_section *sections; /* every section header read */
    long section_count, section_room;
    char **known; /* every legal name that was bound, for "did you mean"; owned */
    long known_count, known_room;
    struct conf_effective *effective;
    long effective_count, effective_room;
    void **blocks; /* texts handed out by conf_bind; owned */
    long block_count, block_room;
    char *text; /* all files read, concatenated with a header line each: what provenance stores */
    size_t text_length;
};

/* Read a file and, first, what it extends (key `extends` of [scenario], by path or bare name: looked
 * up beside the file, then in scenarios/places, scenarios/studies and scenarios/presets of the
 * program, with ".ini" added when missing). Errors with file:line: unreadable, a folder, not UTF-8,
 * binary, a line over 4,000 bytes (refused with its number, never cut), no `=`, a key outside a
 * section, a malformed section header, a duplicate key in one file, an indented line that would be a
 * continuation, a missing or circular `extends`. CRLF and a BOM are fine; `;` starts a comment at
 * the start of a line or after white space; `#` starts one only at the start of a line. Returns 0 or
 * LOFT_ESCENARIO, LOFT_ENOMEM. */
int conf_read(struct conf *conf, const char *path, struct report *report);

/* The same for a file without following `extends` and under a name prefix: `[lever NAME] key` of a
 * preset becomes `PREFIX.NAME.key` in a layer *below* everything read so far. Used for presets. */
int conf_read_below(struct conf *conf, const char *path, struct report *report);

/* One `--set SECTION.KEY=VALUE`. */
int conf_set(struct conf *conf, const char *assignment, struct report *report);

/* Full path of a bare name or path with `.ini` added when missing, looked up beside `folder`, then
 * in the sub-folders places, studies, presets, textbook of the program's scenarios. False if absent. */
bool conf_locate(const char *name, const char *folder, const char *extension, char *path,
                 size_t size);

/* The setting that holds for a name in a variant (NULL = base): `variant.V.NAME` before NAME, and of
 * equal names the last. NULL if it is nowhere set. Marks nothing. */
const struct setting *conf_find(const struct conf *conf, const char *variant, const char *name);

/* Fill the struct at `out` from the settings `PREFIX.key` (in variant `variant`, NULL = base) and
 * from defaults. Registers the names as known. Wrong values are reported with file:line, what was
 * expected and, for names, the nearest one; a required key that is missing is reported at the
 * section's header. When `list` is true the effective values are appended to conf->effective. */
int conf_bind(struct conf *conf, const char *variant, const char *prefix,
              const struct param *params, size_t count, const struct param_names *lists,
              size_t list_count, void *out, bool list, struct report *report);

/* Report every setting whose name no descriptor claimed: `unknown key 'policy.cap70.rat', did you
 * mean 'policy.cap70.rate'?`, or `unknown section '[movng]', did you mean '[moving]'?`. Call it after
 * all binding. */
void conf_report_unknown(struct conf *conf, struct report *report);

/* Declare a name legal (for keys that no descriptor holds, such as those of [sweep]). */
int conf_know(struct conf *conf, const char *name);

/* Instances of a section kind in reading order, each once: for "policy" the names of all
 * `[policy NAME]`. Returns the number; `instance(i)` points into the conf. */
long conf_instances(const struct conf *conf, const char *kind, const char **instances, long room);

void conf_clear(struct conf *conf);

#endif
