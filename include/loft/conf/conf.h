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
 * presets < extended file < this file < --set < variant. All errors are collected in a report.
 *
 * The only user of ini.h. */

struct setting {
    char *name;   /* dotted, owned */
    char *value;  /* trimmed, UTF-8, owned */
    char *file;   /* as shown in messages; "--set" for the command line; owned */
    char *folder; /* folder of the file, for PARAM_FILE; owned */
    int line;     /* 0 for the command line */
    int layer;    /* a later layer has the higher number; of two layers the higher one holds */
    long section; /* index of the header it stands under; -1 for the command line */
    bool known;   /* some descriptor claims this name */
};

struct conf_section {
    char *name;   /* "moving", "policy.cap70"; owned */
    char *header; /* as written in the file, "policy cap70"; owned */
    char *file;   /* owned */
    int line;
};

/* One effective parameter, for `loft check` and /parameters. */
struct conf_effective {
    char *name;   /* dotted, owned */
    char *value;  /* as written, or the default; of a date the Monday that it means; owned */
    char *set_at; /* "file:line" (the file without its folder, so that a result file is the same
                     wherever the scenario lies), "--set" or "default"; owned */
    bool changed; /* differs from the default: the default's source and grade do not cover it */
    const struct param *param; /* not owned */
};

struct conf {
    struct setting *settings; /* in reading order: of equal names the last one wins */
    long setting_count, setting_room;
    struct conf_section *sections; /* every section header read */
    long section_count, section_room;
    char **known; /* every legal name, in alphabetical order, for "did you mean"; owned */
    long known_count, known_room;
    char **kinds; /* section kinds, see conf_know_kind; owned */
    long kind_count, kind_room;
    int lowest, highest; /* layers in use */
    long faults;         /* errors found while reading */
    struct conf_effective *effective;
    long effective_count, effective_room;
    void **blocks; /* texts handed out by conf_bind; owned */
    long block_count, block_room;
    char *text; /* all files read and every --set, concatenated with a header line each (the file
                   without its folder): what provenance stores */
    size_t text_length;
};

/* Read a file and, first, what it extends (key `extends` of [scenario], by path or bare name, found
 * as in conf_locate; a file is never taken to extend itself while another one bears the name).
 *
 * One setting a line, `key = value`. CRLF and a BOM are fine; `;` starts a comment at the start of
 * a line or after white space; `#` starts one only at the start of a line. Names consist of
 * letters, digits, `_` and `-`; a section is `[kind]` or `[kind NAME]`, keys may be dotted. Values
 * are kept whole, whatever inih's own limits.
 *
 * Errors with file:line: unreadable, a folder, over 1 MiB, not UTF-8, binary, a line over 4,000
 * bytes, a section name over 49 or a key over 100 bytes (all refused, never cut), no `=`, no key, a
 * key outside a section, a malformed section header (the keys below it are then skipped, not given
 * to the section before), a duplicate key or section in one file, an indented line, a value in
 * quotation marks, a missing or circular `extends`. Returns 0 or LOFT_ESCENARIO, LOFT_ENOMEM. */
int conf_read(struct conf *conf, const char *path, struct report *report);

/* The same for a file without following `extends` and under a name prefix, in a layer *below*
 * everything read so far. Used for presets: with the prefix "policy.P", `[lever NAME] key` becomes
 * `policy.P.NAME.key`, and a key of any other section, `[preset] key`, `policy.P.preset.key`. The
 * names of the levers are conf_instances(conf, "policy.P"). */
int conf_read_below(struct conf *conf, const char *path, const char *prefix, struct report *report);

/* One `--set SECTION.KEY=VALUE`; of two for the same name the later one holds. Returns as
 * conf_read. */
int conf_set(struct conf *conf, const char *assignment, struct report *report);

/* Full path of a bare name or path, `extension` (".ini"; NULL for none) added when missing, looked
 * up beside `folder` (NULL: not there), then in the program's scenarios, sub-folders places,
 * studies, presets, rules, textbook, validation, and in the scenarios folder itself. False if
 * absent. */
bool conf_locate(const char *name, const char *folder, const char *extension, char *path,
                 size_t size);

/* A sentence for when conf_locate fails: "cannot find 'odensee', did you mean 'odense'? (looked for
 * odensee.ini in ...)". Returns the buffer. */
char *conf_missing(const char *name, const char *folder, const char *extension, char *buffer,
                   size_t size);

/* The setting that holds for a name in a variant (NULL = base): `variant.V.NAME` before NAME, and
 * of equal names the last. NULL if it is nowhere set. Marks nothing. */
const struct setting *conf_find(const struct conf *conf, const char *variant, const char *name);

/* Fill the struct at `out` from the settings `PREFIX.key` (in variant `variant`, NULL = base) and
 * from defaults. Registers the names as known, in every layer and in the variant's overlay.
 *
 * `prefix` may name several prefixes, "policy.P.NAME|policy.P": the highest layer that sets any of
 * them holds, within a layer the prefix named first. (So a key of a preset's lever may be written
 * with or without the lever's name, and one key of the policy serves all its levers.)
 *
 * Wrong values are reported with file:line, what was expected and, for names, the nearest one; a
 * required key that is missing is reported at the section's header, or where there is none at the
 * last file read. Fields whose value is wrong or missing hold the default, else nothing (see
 * param_store_nothing). A FILE is looked up beside the file that names it, then in the program's
 * scenarios/places; one that isn't there is an error.
 *
 * When `list` is true the effective values are appended to conf->effective: for the base all
 * parameters under the first prefix, for a variant only what its overlay sets, as `variant.V.NAME`.
 *
 * Returns 0, LOFT_ESCENARIO (something is wrong with these parameters, reported now or before) or
 * LOFT_ENOMEM. Texts stay valid until conf_clear. */
int conf_bind(struct conf *conf, const char *variant, const char *prefix,
              const struct param *params, size_t count, const struct param_names *lists,
              size_t list_count, void *out, bool list, struct report *report);

/* Report every setting whose name no descriptor claimed: `unknown key 'policy.cap70.rat', did you
 * mean 'policy.cap70.rate'?`, or, once at the header, `unknown section '[movng]', did you mean
 * '[moving]'?`. Call it after all binding. */
void conf_report_unknown(struct conf *conf, struct report *report);

/* Declare a name legal (for keys that no descriptor holds, such as those of [sweep]). A name that
 * ends in `.*` stands for everything below it that has been read, also in variants: for a section
 * whose keys can't be checked, such as a policy whose preset is missing. 0 or LOFT_ENOMEM. */
int conf_know(struct conf *conf, const char *name);

/* Whether some descriptor has claimed this very name. */
bool conf_is_known(const struct conf *conf, const char *name);

/* Declare a kind of section with instances, "policy", so that `[polcy x]` is told about `[policy
 * x]` even where the scenario has no policy. 0 or LOFT_ENOMEM. */
int conf_know_kind(struct conf *conf, const char *kind);

/* Instances of a section kind in reading order, each once: for "policy" the names of all
 * `[policy NAME]`. Writes at most `room` of them and returns how many there are; the names belong
 * to the conf. Settings of the command line make no instance. */
long conf_instances(const struct conf *conf, const char *kind, const char **instances, long room);

/* Free everything and empty the conf. */
void conf_clear(struct conf *conf);

#endif
