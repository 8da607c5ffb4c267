/* SPDX-License-Identifier: MIT */
#include "loft/conf/conf.h"

#include "internal.h"
#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Which names are legal, and what to say about those that are not. */

char *conf_name(char buffer[CONF_LONGEST_NAME], const char *variant, const char *prefix,
                size_t prefix_length, const char *key)
{
    int length =
        snprintf(buffer, CONF_LONGEST_NAME, "%s%s%s%.*s%s%s", variant != NULL ? "variant." : "",
                 variant != NULL ? variant : "", variant != NULL ? "." : "", (int)prefix_length,
                 prefix, key != NULL ? "." : "", key != NULL ? key : "");
    assert(length > 0 && length < CONF_LONGEST_NAME);
    (void)length;
    return buffer;
}

/* Index of the first known name not before `name`. */
static long lower_bound(const struct conf *conf, const char *name)
{
    long low = 0, high = conf->known_count;
    while (low < high) {
        long middle = low + (high - low) / 2;
        if (strcmp(conf->known[middle], name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool conf_is_known(const struct conf *conf, const char *name)
{
    long at = lower_bound(conf, name);
    return at < conf->known_count && strcmp(conf->known[at], name) == 0;
}

static bool is_below(const char *name, const char *section, size_t length)
{
    return strncmp(name, section, length) == 0 && name[length] == '.';
}

/* What follows `variant.V.` in a name, or NULL. */
static const char *after_variant(const char *name)
{
    const char *dot = strncmp(name, "variant.", 8) == 0 ? strchr(name + 8, '.') : NULL;
    return dot != NULL ? dot + 1 : NULL;
}

static void know_below(struct conf *conf, const char *section, size_t length)
{
    for (long i = 0; i < conf->setting_count; i++) {
        const char *rest = after_variant(conf->settings[i].name);
        if (is_below(conf->settings[i].name, section, length) ||
            (rest != NULL && is_below(rest, section, length)))
            conf->settings[i].known = true;
    }
}

int conf_know(struct conf *conf, const char *name)
{
    size_t length = strlen(name);
    if (length > 2 && strcmp(name + length - 2, ".*") == 0)
        know_below(conf, name, length - 2);
    for (long i = 0; i < conf->setting_count; i++)
        if (strcmp(conf->settings[i].name, name) == 0)
            conf->settings[i].known = true;
    long at = lower_bound(conf, name);
    if (at < conf->known_count && strcmp(conf->known[at], name) == 0)
        return 0;
    int code =
        conf_grow((void **)&conf->known, &conf->known_room, conf->known_count, sizeof *conf->known);
    char *copy = code == 0 ? mem_string(name) : NULL;
    if (copy == NULL)
        return LOFT_ENOMEM;
    memmove(conf->known + at + 1, conf->known + at,
            (size_t)(conf->known_count - at) * sizeof *conf->known);
    conf->known[at] = copy;
    conf->known_count++;
    return 0;
}

int conf_know_kind(struct conf *conf, const char *kind)
{
    for (long i = 0; i < conf->kind_count; i++)
        if (strcmp(conf->kinds[i], kind) == 0)
            return 0;
    int code =
        conf_grow((void **)&conf->kinds, &conf->kind_room, conf->kind_count, sizeof *conf->kinds);
    char *copy = code == 0 ? mem_string(kind) : NULL;
    if (copy == NULL)
        return LOFT_ENOMEM;
    conf->kinds[conf->kind_count++] = copy;
    return 0;
}

/* True when some legal name lies below this section. */
static bool is_section(const struct conf *conf, const char *name, size_t length)
{
    char first[CONF_LONGEST_NAME];
    snprintf(first, sizeof first, "%.*s.", (int)length, name);
    long at = lower_bound(conf, first);
    return at < conf->known_count && is_below(conf->known[at], name, length);
}

static bool is_kind(const struct conf *conf, const char *kind, size_t length)
{
    for (long i = 0; i < conf->kind_count; i++)
        if (strncmp(conf->kinds[i], kind, length) == 0 && conf->kinds[i][length] == '\0')
            return true;
    return false;
}

static size_t section_length(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot != NULL ? (size_t)(dot - name) : 0;
}

/* The best suggestion so far. */
struct guess {
    char name[2 * CONF_LONGEST_NAME];
    int distance; /* must stay below this */
};

static struct guess guess_start(const char *word)
{
    int limit = (int)strlen(word) / 3;
    return (struct guess){.name = "", .distance = (limit < 1 ? 1 : limit) + 1};
}

static void guess_try(struct guess *guess, const char *word, const char *candidate,
                      const char *written)
{
    int distance = text_distance(word, candidate);
    if (distance >= guess->distance || written[strlen(written) - 1] == '*')
        return;
    guess->distance = distance;
    snprintf(guess->name, sizeof guess->name, "%s", written);
}

/* A name that lies in no variant. In a known section only as many edits are allowed as suit its key
 * (a third of a whole dotted name is so many that any key of the section would seem near); then the
 * same key in another section is offered. */
static void guess_key(const struct conf *conf, const char *name, struct guess *guess)
{
    size_t length = section_length(name);
    bool inside = is_section(conf, name, length);
    const char *key = name + length + (length > 0);
    *guess = guess_start(inside ? key : name);
    for (long i = 0; i < conf->known_count; i++)
        guess_try(guess, name, conf->known[i], conf->known[i]);
    if (!inside || guess->name[0] != '\0')
        return;
    guess->distance = 1000;
    for (long i = 0; i < conf->known_count; i++)
        if (strcmp(conf->known[i] + section_length(conf->known[i]) + 1, key) == 0 &&
            after_variant(conf->known[i]) == NULL)
            guess_try(guess, name, conf->known[i], conf->known[i]);
}

/* `variant.V.NAME`: the variant and the name are each corrected. */
static void guess_overlay(const struct conf *conf, const char *name, struct guess *guess)
{
    const char *rest = after_variant(name);
    size_t length = (size_t)(rest - name) - 1;
    char word[CONF_LONGEST_NAME];
    snprintf(word, sizeof word, "%.*s", (int)length, name);
    struct guess variant = guess_start(word + 8), key;
    for (long i = 0; i < conf->section_count; i++)
        if (strncmp(conf->sections[i].name, "variant.", 8) == 0)
            guess_try(&variant, word + 8, conf->sections[i].name + 8, conf->sections[i].name);
    if (conf_is_known(conf, rest))
        snprintf(key.name, sizeof key.name, "%s", rest);
    else
        guess_key(conf, rest, &key);
    guess->name[0] = '\0';
    if (variant.name[0] != '\0' && key.name[0] != '\0')
        snprintf(guess->name, sizeof guess->name, "%.*s.%.*s", CONF_LONGEST_NAME - 1, variant.name,
                 CONF_LONGEST_NAME - 1, key.name);
}

static void report_key(const struct conf *conf, const struct setting *setting,
                       struct report *report)
{
    struct guess guess;
    const char *name = setting->name, *rest = after_variant(name);
    guess_key(conf, name, &guess);
    if (rest != NULL && strchr(rest, '.') != NULL)
        guess_overlay(conf, name, &guess);
    if (strcmp(guess.name, name) == 0)
        report_error(report, setting->file, setting->line,
                     "unknown key '%s': '%s' can't differ between variants", name, rest);
    else if (guess.name[0] != '\0')
        report_error(report, setting->file, setting->line, "unknown key '%s', did you mean '%s'?",
                     name, guess.name);
    else if (is_section(conf, name, section_length(name)))
        report_error(report, setting->file, setting->line,
                     "unknown key '%s' (loft explain %.*s lists the keys)", name,
                     (int)strcspn(name, "."), name);
    else
        report_error(report, setting->file, setting->line, "unknown key '%s'", name);
}

/* The first words of all legal names and kinds, nearest to the first word of a section. */
static void guess_kind(const struct conf *conf, const char *word, struct guess *guess)
{
    char kind[CONF_LONGEST_NAME];
    *guess = guess_start(word);
    for (long i = 0; i < conf->known_count; i++) {
        snprintf(kind, sizeof kind, "%.*s", (int)strcspn(conf->known[i], "."), conf->known[i]);
        guess_try(guess, word, kind, kind);
    }
    for (long i = 0; i < conf->kind_count; i++)
        guess_try(guess, word, conf->kinds[i], conf->kinds[i]);
}

static void report_section(const struct conf *conf, const struct conf_section *section,
                           struct report *report)
{
    char word[CONF_LONGEST_NAME];
    const char *blank = strchr(section->header, ' ');
    size_t length = strcspn(section->header, " ");
    snprintf(word, sizeof word, "%.*s", (int)length, section->header);
    struct guess guess;
    guess_kind(conf, word, &guess);
    bool same = strcmp(guess.name, word) == 0;
    if (same && blank != NULL && is_section(conf, word, length) && !is_kind(conf, word, length))
        report_error(report, section->file, section->line,
                     "unknown section '[%s]', did you mean '[%s]'?", section->header, word);
    else if (same && blank == NULL && is_kind(conf, word, length))
        report_error(report, section->file, section->line,
                     "unknown section '[%s]', expected '[%s NAME]'", section->header, word);
    else if (!same && guess.name[0] != '\0')
        report_error(report, section->file, section->line,
                     "unknown section '[%s]', did you mean '[%s%s]'?", section->header, guess.name,
                     blank != NULL ? blank : "");
    else
        report_error(report, section->file, section->line, "unknown section '[%s]'",
                     section->header);
}

/* Which sections somebody reads: a legal name lies below them, or all their keys are known (those
 * of a variant). NULL when there is no memory. */
static bool *find_claimed(const struct conf *conf)
{
    bool *claimed = mem_new((size_t)conf->section_count, sizeof *claimed);
    bool *refuted = mem_new((size_t)conf->section_count, sizeof *refuted);
    if (claimed == NULL || refuted == NULL) {
        mem_free(claimed);
        mem_free(refuted);
        return NULL;
    }
    for (long i = 0; i < conf->setting_count; i++) {
        const struct setting *setting = &conf->settings[i];
        if (setting->section >= 0 && setting->known)
            claimed[setting->section] = true;
        else if (setting->section >= 0)
            refuted[setting->section] = true;
    }
    for (long i = 0; i < conf->section_count; i++)
        claimed[i] = (claimed[i] && !refuted[i]) ||
                     is_section(conf, conf->sections[i].name, strlen(conf->sections[i].name));
    mem_free(refuted);
    return claimed;
}

void conf_report_unknown(struct conf *conf, struct report *report)
{
    enum { MOST_ERRORS = 1000 };
    int found = 0;
    bool *claimed = find_claimed(conf);
    if (claimed == NULL) {
        report_error(report, "", 0, "%s", error_text(LOFT_ENOMEM));
        return;
    }
    for (long i = 0; i < conf->section_count && found < MOST_ERRORS; i++)
        if (!claimed[i]) {
            report_section(conf, &conf->sections[i], report);
            found++;
        }
    for (long i = 0; i < conf->setting_count && found < MOST_ERRORS; i++) {
        const struct setting *setting = &conf->settings[i];
        if (setting->known || conf_is_known(conf, setting->name) ||
            (setting->section >= 0 && !claimed[setting->section]))
            continue;
        report_key(conf, setting, report);
        found++;
    }
    if (found == MOST_ERRORS)
        report_error(report, "", 0, "%d unknown names: there may be more", MOST_ERRORS);
    mem_free(claimed);
}
