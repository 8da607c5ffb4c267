/* SPDX-License-Identifier: MIT */
#include "loft/conf/conf.h"

#include "internal.h"
#include "loft/base/build.h"
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PREFIXES = 4 };

struct binding {
    struct conf *conf;
    const char *variant;
    const char *prefix[MOST_PREFIXES];
    size_t length[MOST_PREFIXES];
    int prefixes;
    const struct param_names *lists;
    size_t list_count;
    bool list, wrong;
    struct report *report;
};

static void split_prefixes(struct binding *b, const char *prefix)
{
    while (prefix != NULL) {
        assert(b->prefixes < MOST_PREFIXES);
        const char *bar = strchr(prefix, '|');
        b->prefix[b->prefixes] = prefix;
        b->length[b->prefixes++] = bar != NULL ? (size_t)(bar - prefix) : strlen(prefix);
        prefix = bar != NULL ? bar + 1 : NULL;
    }
}

/* The setting that holds for a key under one of the prefixes, in one overlay; marks all of them. */
static const struct setting *claim(struct binding *b, const char *variant, const char *key)
{
    char names[MOST_PREFIXES][CONF_LONGEST_NAME];
    for (int k = 0; k < b->prefixes; k++)
        conf_name(names[k], variant, b->prefix[k], b->length[k], key);
    const struct setting *best = NULL;
    int rank = 0;
    for (long i = b->conf->setting_count - 1; i >= 0; i--) {
        struct setting *setting = &b->conf->settings[i];
        for (int k = 0; k < b->prefixes; k++) {
            if (strcmp(setting->name, names[k]) != 0)
                continue;
            setting->known = true;
            if (best == NULL || (setting->layer == best->layer && k < rank)) {
                best = setting;
                rank = k;
            }
        }
    }
    return best;
}

char *conf_keep(struct conf *conf, const char *text)
{
    if (conf_grow((void **)&conf->blocks, &conf->block_room, conf->block_count,
                  sizeof *conf->blocks) != 0)
        return NULL;
    char *copy = mem_string(text);
    if (copy != NULL)
        conf->blocks[conf->block_count++] = copy;
    return copy;
}

static void report_missing(struct binding *b, const struct param *param)
{
    char expected[600], name[CONF_LONGEST_NAME], section[CONF_LONGEST_NAME];
    const struct conf *conf = b->conf;
    const struct conf_section *header = NULL;
    for (int k = 0; k < b->prefixes && header == NULL; k++) {
        conf_name(section, NULL, b->prefix[k], b->length[k], NULL);
        for (long i = conf->section_count - 1; i >= 0 && header == NULL; i--)
            if (strcmp(conf->sections[i].name, section) == 0)
                header = &conf->sections[i];
    }
    param_expected(param, b->lists, b->list_count, expected, sizeof expected);
    conf_name(name, NULL, b->prefix[0], b->length[0], param->key);
    const char *file = header != NULL            ? header->file
                       : conf->section_count > 0 ? conf->sections[conf->section_count - 1].file
                                                 : "";
    report_error(b->report, file, header != NULL ? header->line : 0, "'%s' is missing, expected %s",
                 name, expected);
}

static void report_wrong(struct binding *b, const struct setting *setting, const char *expected)
{
    char excerpt[CONF_EXCERPT];
    bool hash = strchr(setting->value, '#') != NULL;
    report_error(b->report, setting->file, setting->line, "'%s': found '%s', expected %s%s",
                 setting->name, conf_excerpt(setting->value, excerpt), expected,
                 hash ? "; a comment after a value starts with ';'" : "");
}

/* Replace the name of a file by its path. */
static int resolve(struct binding *b, const struct param *param, const struct setting *setting,
                   const char **field)
{
    char path[PATH_MAX], places[PATH_MAX], excerpt[CONF_EXCERPT];
    if (*field == NULL)
        return 0;
    build_scenarios(path, sizeof path);
    text_path(places, sizeof places, path, "places");
    const char *folder = setting != NULL ? setting->folder : places;
    const char *name = *field;
    *field = NULL;
    if (conf_locate_beside(name, folder, NULL, path, sizeof path) ||
        conf_locate_beside(name, places, NULL, path, sizeof path)) {
        *field = conf_keep(b->conf, path);
        return *field != NULL ? 0 : LOFT_ENOMEM;
    }
    b->wrong = true;
    if (setting != NULL)
        report_error(b->report, setting->file, setting->line,
                     "'%s': cannot find the file '%s' (looked in %s and %s)", setting->name,
                     conf_excerpt(name, excerpt), folder, places);
    else
        report_error(b->report, "", 0, "'%.*s.%s': cannot find the file '%s' (looked in %s)",
                     (int)b->length[0], b->prefix[0], param->key, conf_excerpt(name, excerpt),
                     places);
    return 0;
}

static bool differs(const struct param *param, const char *value)
{
    if (param->fallback == NULL || strcmp(param->fallback, value) == 0)
        return false;
    union {
        int64_t wide;
        struct param_span span;
    } a = {0}, b = {0};
    char why[8];
    bool number = param->type == PARAM_COUNT || param->type == PARAM_SHARE ||
                  param->type == PARAM_FACTOR || param->type == PARAM_MONEY ||
                  param->type == PARAM_SPAN;
    return !number || !param_parse(param, param->fallback, NULL, 0, &a, why, sizeof why) ||
           !param_parse(param, value, NULL, 0, &b, why, sizeof why) || a.wide != b.wide;
}

void conf_free_effective(struct conf_effective *row)
{
    mem_free(row->name);
    mem_free(row->value);
    mem_free(row->set_at);
}

static int list_effective(struct binding *b, const struct param *param,
                          const struct setting *setting, bool overlay, const void *field)
{
    struct conf *conf = b->conf;
    char name[CONF_LONGEST_NAME], set_at[PATH_MAX], monday[11];
    int code = conf_grow((void **)&conf->effective, &conf->effective_room, conf->effective_count,
                         sizeof *conf->effective);
    if (code != 0)
        return code;
    conf_name(name, overlay ? b->variant : NULL, b->prefix[0], b->length[0], param->key);
    const char *value = setting != NULL ? setting->value : param->fallback;
    int32_t week = param->type == PARAM_DATE ? *(const int32_t *)field : PARAM_NO_DATE;
    bool changed = setting != NULL && differs(param, setting->value);
    if (week != PARAM_NO_DATE)
        value = date_format(date_week_monday(week), monday);
    if (setting == NULL)
        snprintf(set_at, sizeof set_at, "default");
    else if (setting->line == 0)
        snprintf(set_at, sizeof set_at, "%s", setting->file);
    else {
        const char *slash = strrchr(setting->file, '/');
        snprintf(set_at, sizeof set_at, "%s:%d", slash != NULL ? slash + 1 : setting->file,
                 setting->line);
    }
    struct conf_effective row = {.name = mem_string(name),
                                 .value = mem_string(value),
                                 .set_at = mem_string(set_at),
                                 .changed = changed,
                                 .param = param};
    if (row.name == NULL || row.value == NULL || row.set_at == NULL) {
        conf_free_effective(&row);
        return LOFT_ENOMEM;
    }
    conf->effective[conf->effective_count++] = row;
    return 0;
}

/* The default into the field, or nothing where there is none. */
static void store_default(struct binding *b, const struct param *param, void *field)
{
    char expected[600];
    param_store_nothing(param, field);
    if (param->fallback != NULL && !param_parse(param, param->fallback, b->lists, b->list_count,
                                                field, expected, sizeof expected)) {
        b->wrong = true;
        report_error(b->report, "", 0,
                     "the default '%s' of '%.*s.%s' is wrong, expected %s: this is a bug in loft",
                     param->fallback, (int)b->length[0], b->prefix[0], param->key, expected);
    }
}

static int bind_one(struct binding *b, const struct param *param, void *field)
{
    char name[CONF_LONGEST_NAME], expected[600];
    for (int k = 0; k < b->prefixes; k++) {
        int code =
            conf_know(b->conf, conf_name(name, NULL, b->prefix[k], b->length[k], param->key));
        if (code != 0)
            return code;
    }
    const struct setting *base = claim(b, NULL, param->key);
    const struct setting *overlay = b->variant != NULL ? claim(b, b->variant, param->key) : NULL;
    const struct setting *setting = overlay != NULL ? overlay : base;
    store_default(b, param, field);
    bool good = setting != NULL || param->fallback != NULL;
    if (!good)
        report_missing(b, param);
    else if (setting != NULL && !param_parse(param, setting->value, b->lists, b->list_count, field,
                                             expected, sizeof expected)) {
        report_wrong(b, setting, expected);
        good = false;
    }
    if (!good) {
        b->wrong = true;
        setting = NULL;
    }
    int code = param->type == PARAM_FILE ? resolve(b, param, setting, field) : 0;
    bool listed = b->list && good && (b->variant == NULL || overlay != NULL);
    if (code == 0 && listed)
        code = list_effective(b, param, setting, overlay != NULL, field);
    return code;
}

int conf_bind(struct conf *conf, const char *variant, const char *prefix,
              const struct param *params, size_t count, const struct param_names *lists,
              size_t list_count, void *out, bool list, struct report *report)
{
    struct binding b = {.conf = conf,
                        .variant = variant,
                        .lists = lists,
                        .list_count = list_count,
                        .list = list,
                        .report = report};
    split_prefixes(&b, prefix);
    for (size_t i = 0; i < count; i++) {
        int code = bind_one(&b, &params[i], (char *)out + params[i].offset);
        if (code != 0)
            return code;
    }
    return b.wrong ? LOFT_ESCENARIO : 0;
}
