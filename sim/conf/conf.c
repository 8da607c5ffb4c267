/* SPDX-License-Identifier: MIT */
#include "loft/conf/conf.h"

#include "internal.h"
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 16 }; /* files that extend one another */

/* The files being read, from the one asked for down to what it extends. */
struct chain {
    const char *path;
    char real[PATH_MAX];
    const struct chain *above;
    int depth;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static void free_setting(struct setting *setting)
{
    mem_free(setting->name);
    mem_free(setting->value);
    mem_free(setting->file);
    mem_free(setting->folder);
}

static void free_section(struct conf_section *section)
{
    mem_free(section->name);
    mem_free(section->header);
    mem_free(section->file);
}

int conf_add_section(struct conf *conf, const char *header, const char *file, int line)
{
    int code = conf_grow((void **)&conf->sections, &conf->section_room, conf->section_count,
                         sizeof *conf->sections);
    if (code != 0)
        return code;
    struct conf_section section = {.name = mem_string(header),
                                   .header = mem_string(header),
                                   .file = mem_string(file),
                                   .line = line};
    if (section.name == NULL || section.header == NULL || section.file == NULL) {
        free_section(&section);
        return LOFT_ENOMEM;
    }
    section.name[strcspn(section.name, " ")] = strchr(header, ' ') != NULL ? '.' : '\0';
    conf->sections[conf->section_count++] = section;
    return 0;
}

int conf_add(struct conf *conf, const char *name, const char *value, const char *file, int line)
{
    char folder[PATH_MAX];
    int code = conf_grow((void **)&conf->settings, &conf->setting_room, conf->setting_count,
                         sizeof *conf->settings);
    if (code != 0)
        return code;
    struct setting setting = {.name = mem_string(name),
                              .value = mem_string(value),
                              .file = mem_string(file),
                              .folder = mem_string(file_folder(file, folder, sizeof folder)),
                              .line = line,
                              .section = conf->section_count - 1};
    if (setting.name == NULL || setting.value == NULL || setting.file == NULL ||
        setting.folder == NULL) {
        free_setting(&setting);
        return LOFT_ENOMEM;
    }
    conf->settings[conf->setting_count++] = setting;
    return 0;
}

static int add_text(struct conf *conf, const char *text, size_t length)
{
    char *grown = mem_resize(conf->text, conf->text_length + length + 1, 1);
    if (grown == NULL)
        return LOFT_ENOMEM;
    memcpy(grown + conf->text_length, text, length);
    conf->text = grown;
    conf->text_length += length;
    grown[conf->text_length] = '\0';
    return 0;
}

static int add_file_text(struct conf *conf, const char *path, const char *below, const char *bytes,
                         size_t length)
{
    char header[PATH_MAX + CONF_LONGEST_NAME];
    if (below != NULL)
        snprintf(header, sizeof header, "; file %s below %s\n", base_name(path), below);
    else
        snprintf(header, sizeof header, "; file %s\n", base_name(path));
    int code = add_text(conf, header, strlen(header));
    if (code == 0)
        code = add_text(conf, bytes, length);
    if (code == 0 && length > 0 && bytes[length - 1] != '\n')
        code = add_text(conf, "\n", 1);
    return code;
}

/* Move the settings and sections of a layer into the conf, above or below what it has. */
static int join(struct conf *conf, struct conf *layer, bool below)
{
    long old = conf->setting_count, extra = layer->setting_count;
    int code = conf_grow((void **)&conf->settings, &conf->setting_room, old + extra,
                         sizeof *conf->settings);
    if (code == 0)
        code = conf_grow((void **)&conf->sections, &conf->section_room,
                         conf->section_count + layer->section_count, sizeof *conf->sections);
    if (code != 0)
        return code;
    int number = below ? --conf->lowest : ++conf->highest;
    for (long i = 0; i < extra; i++) {
        layer->settings[i].layer = number;
        if (layer->settings[i].section >= 0)
            layer->settings[i].section += conf->section_count;
        layer->settings[i].known = conf_is_known(conf, layer->settings[i].name);
    }
    if (below && old > 0)
        memmove(conf->settings + extra, conf->settings, (size_t)old * sizeof *conf->settings);
    if (extra > 0)
        memcpy(conf->settings + (below ? 0 : old), layer->settings,
               (size_t)extra * sizeof *conf->settings);
    if (layer->section_count > 0)
        memcpy(conf->sections + conf->section_count, layer->sections,
               (size_t)layer->section_count * sizeof *conf->sections);
    conf->faults += layer->faults;
    conf->setting_count += extra;
    conf->section_count += layer->section_count;
    layer->setting_count = layer->section_count = 0;
    return 0;
}

/* Where the name of an extended file leads. A file is skipped that bears the name and is the
 * extending one itself, unless no other is found. */
static bool find_extended(const struct setting *extends, const struct chain *chain, char *path,
                          size_t size)
{
    char real[PATH_MAX];
    bool found = conf_locate_beside(extends->value, extends->folder, ".ini", path, size);
    if (found && (realpath(path, real) == NULL || strcmp(real, chain->real) != 0))
        return true;
    char other[PATH_MAX];
    if (conf_locate_program(extends->value, ".ini", other, sizeof other)) {
        snprintf(path, size, "%s", other);
        return true;
    }
    return found;
}

static bool in_chain(const struct chain *chain, const char *real)
{
    for (; chain != NULL; chain = chain->above)
        if (strcmp(chain->real, real) == 0)
            return true;
    return false;
}

static void write_chain(const struct chain *chain, char *buffer, size_t size)
{
    if (chain == NULL)
        return;
    write_chain(chain->above, buffer, size);
    conf_append(buffer, size, "%s -> ", chain->path);
}

static int read_file(struct conf *conf, const char *path, const struct setting *extends,
                     const struct chain *above, struct report *report);

static int read_extended(struct conf *conf, const struct setting *extends,
                         const struct chain *chain, struct report *report)
{
    char path[PATH_MAX], real[PATH_MAX], text[1200];
    if (!find_extended(extends, chain, path, sizeof path)) {
        conf->faults++;
        report_error(report, extends->file, extends->line, "'%s': %s", extends->name,
                     conf_missing(extends->value, extends->folder, ".ini", text, sizeof text));
        return 0;
    }
    if (realpath(path, real) != NULL && in_chain(chain, real)) {
        text[0] = '\0';
        conf->faults++;
        write_chain(chain, text, sizeof text);
        report_error(report, extends->file, extends->line, "'%s': circular: %s%s", extends->name,
                     text, path);
        return 0;
    }
    if (chain->depth >= DEEPEST) {
        conf->faults++;
        report_error(report, extends->file, extends->line,
                     "'%s': more than %d files extend one another", extends->name, DEEPEST);
        return 0;
    }
    return read_file(conf, path, extends, chain, report);
}

/* Bytes of a scenario file, or NULL after reporting why not. */
static int load(struct conf *conf, const char *path, const struct setting *extends, char **bytes,
                size_t *length, struct report *report)
{
    struct fault fault = {0};
    *bytes = NULL;
    int code = file_read(path, bytes, length, &fault);
    if (code == LOFT_ENOMEM)
        return code;
    if (code == 0 && *length > CONF_LARGEST_FILE) {
        mem_free(*bytes);
        *bytes = NULL;
        fault_set(&fault, LOFT_EFILE, "'%s' is over 1 MiB: not a scenario", path);
    }
    if (*bytes != NULL)
        return 0;
    conf->faults++;
    if (extends != NULL)
        report_error(report, extends->file, extends->line, "'%s': %s", extends->name, fault.text);
    else
        report_error(report, path, 0, "%s", fault.text);
    return 0;
}

static const struct setting *find_plain(const struct conf *conf, const char *name)
{
    for (long i = conf->setting_count - 1; i >= 0; i--)
        if (strcmp(conf->settings[i].name, name) == 0)
            return &conf->settings[i];
    return NULL;
}

static int read_file(struct conf *conf, const char *path, const struct setting *extends,
                     const struct chain *above, struct report *report)
{
    struct chain chain = {.path = path, .above = above};
    chain.depth = above != NULL ? above->depth + 1 : 1;
    if (realpath(path, chain.real) == NULL)
        snprintf(chain.real, sizeof chain.real, "%s", path);
    char *bytes;
    size_t length;
    int code = load(conf, path, extends, &bytes, &length, report);
    if (code != 0 || bytes == NULL)
        return code;
    struct conf layer = {0};
    code = conf_parse(&layer, path, bytes, length, report);
    const struct setting *next = code == 0 ? find_plain(&layer, "scenario.extends") : NULL;
    if (next != NULL)
        code = read_extended(conf, next, &chain, report);
    if (code == 0)
        code = join(conf, &layer, false);
    if (code == 0)
        code = add_file_text(conf, path, NULL, bytes, length);
    mem_free(bytes);
    conf_clear(&layer);
    return code;
}

int conf_read(struct conf *conf, const char *path, struct report *report)
{
    long faults = conf->faults;
    int code = conf_know(conf, "scenario.extends");
    if (code == 0)
        code = read_file(conf, path, NULL, NULL, report);
    return code != 0 ? code : conf->faults > faults ? LOFT_ESCENARIO : 0;
}

/* "lever.NAME.x" -> PREFIX.NAME.x, "s.x" -> PREFIX.s.x */
static int rename_below(char **name, const char *prefix)
{
    char full[2 * CONF_LONGEST_NAME];
    const char *rest = strncmp(*name, "lever.", 6) == 0 ? *name + 6 : *name;
    snprintf(full, sizeof full, "%s.%s", prefix, rest);
    char *renamed = mem_string(full);
    if (renamed == NULL)
        return LOFT_ENOMEM;
    mem_free(*name);
    *name = renamed;
    return 0;
}

int conf_read_below(struct conf *conf, const char *path, const char *prefix, struct report *report)
{
    long faults = conf->faults;
    char *bytes;
    size_t length;
    int code = load(conf, path, NULL, &bytes, &length, report);
    if (code != 0 || bytes == NULL)
        return code != 0 ? code : LOFT_ESCENARIO;
    struct conf layer = {0};
    code = conf_parse(&layer, path, bytes, length, report);
    for (long i = 0; code == 0 && i < layer.setting_count; i++)
        code = rename_below(&layer.settings[i].name, prefix);
    for (long i = 0; code == 0 && i < layer.section_count; i++)
        code = rename_below(&layer.sections[i].name, prefix);
    if (code == 0)
        code = join(conf, &layer, true);
    if (code == 0)
        code = add_file_text(conf, path, prefix, bytes, length);
    mem_free(bytes);
    conf_clear(&layer);
    return code != 0 ? code : conf->faults > faults ? LOFT_ESCENARIO : 0;
}

static bool is_plain_line(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
            return false;
    return text_is_utf8(text, strlen(text));
}

int conf_set(struct conf *conf, const char *assignment, struct report *report)
{
    char excerpt[CONF_EXCERPT], copy[CONF_LONGEST_LINE + 1];
    if (strlen(assignment) > CONF_LONGEST_LINE || !is_plain_line(assignment)) {
        report_error(report, "--set", 0, "expected one line of UTF-8 text of at most %d bytes",
                     CONF_LONGEST_LINE);
        return LOFT_ESCENARIO;
    }
    snprintf(copy, sizeof copy, "%s", assignment);
    char *equals = strchr(copy, '=');
    if (equals != NULL)
        *equals = '\0';
    char *name = text_trim(copy);
    if (equals == NULL || strchr(name, '.') == NULL || !conf_is_name(name, true) ||
        strlen(name) >= 200) {
        report_error(report, "--set", 0, "'%s': expected SECTION.KEY=VALUE",
                     conf_excerpt(assignment, excerpt));
        return LOFT_ESCENARIO;
    }
    if (strcmp(name, "scenario.extends") == 0) {
        report_error(report, "--set", 0, "'%s' can only be written in a file", name);
        return LOFT_ESCENARIO;
    }
    struct conf layer = {0};
    int code = conf_add(&layer, name, text_trim(equals + 1), "--set", 0);
    if (code == 0)
        code = join(conf, &layer, false);
    if (code == 0)
        code = add_text(conf, "; --set ", 8);
    if (code == 0)
        code = add_text(conf, assignment, strlen(assignment));
    if (code == 0)
        code = add_text(conf, "\n", 1);
    conf_clear(&layer);
    return code;
}

const struct setting *conf_find(const struct conf *conf, const char *variant, const char *name)
{
    char full[CONF_LONGEST_NAME];
    const struct setting *found = NULL;
    if (variant != NULL)
        found = find_plain(conf, conf_name(full, variant, name, strlen(name), NULL));
    return found != NULL ? found : find_plain(conf, name);
}

long conf_instances(const struct conf *conf, const char *kind, const char **instances, long room)
{
    size_t length = strlen(kind);
    long count = 0;
    for (long i = 0; i < conf->section_count; i++) {
        const char *name = conf->sections[i].name;
        if (strncmp(name, kind, length) != 0 || name[length] != '.' ||
            strchr(name + length + 1, '.') != NULL || strchr(conf->sections[i].header, ' ') == NULL)
            continue;
        bool again = false;
        for (long j = 0; j < i && !again; j++)
            again = strcmp(conf->sections[j].name, name) == 0;
        if (!again && count++ < room)
            instances[count - 1] = name + length + 1;
    }
    return count;
}

void conf_clear(struct conf *conf)
{
    for (long i = 0; i < conf->setting_count; i++)
        free_setting(&conf->settings[i]);
    for (long i = 0; i < conf->section_count; i++)
        free_section(&conf->sections[i]);
    for (long i = 0; i < conf->effective_count; i++)
        conf_free_effective(&conf->effective[i]);
    for (long i = 0; i < conf->known_count; i++)
        mem_free(conf->known[i]);
    for (long i = 0; i < conf->kind_count; i++)
        mem_free(conf->kinds[i]);
    for (long i = 0; i < conf->block_count; i++)
        mem_free(conf->blocks[i]);
    mem_free(conf->settings);
    mem_free(conf->sections);
    mem_free(conf->effective);
    mem_free(conf->known);
    mem_free(conf->kinds);
    mem_free(conf->blocks);
    mem_free(conf->text);
    *conf = (struct conf){0};
}
