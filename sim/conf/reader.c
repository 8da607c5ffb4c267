/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <ini.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* inih cuts lines of over 198 bytes and section names of over 49, takes an indented line for a
 * continuation, gives keys below a broken header to the section before, and does not tell lines. So
 * it is fed line by line: a header as such, followed by a line "section = @" that makes inih name
 * the section it is in; a setting as "key = @", the value being kept here. What inih answers is
 * compared with what it was fed, so that nothing is lost whatever options it was built with. */

enum { LONGEST_SECTION = 49, LONGEST_KEY = 100, MOST_ERRORS = 1000 };

enum fed { FED_NOTHING, FED_HEADER, FED_SECTION, FED_KEY };

struct reader {
    struct conf_lines lines;
    struct conf *layer;
    char header[LONGEST_SECTION + 1]; /* the section now: "policy cap70"; "" before the first */
    char key[LONGEST_KEY + 1];
    const char *value; /* within the line */
    enum fed fed;
    bool answered;
    bool lost;   /* below a header that could not be read: keys are skipped */
    bool orphan; /* a key before the first header was reported */
    int code;
};

bool conf_is_name(const char *text, bool dotted)
{
    char before = '.';
    for (const char *p = text; *p != '\0'; before = *p++) {
        bool letter =
            (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (unsigned char)*p >= 0x80;
        bool good = letter || (*p >= '0' && *p <= '9') || *p == '_' || *p == '-';
        if (!good && !(dotted && *p == '.' && before != '.'))
            return false;
    }
    return before != '.';
}

/* Cut a comment off: `;` at the start or after white space. True when there was one. */
static bool cut_comment(char *line)
{
    for (char *p = line; *p != '\0'; p++)
        if (*p == ';' && (p == line || p[-1] == ' ' || p[-1] == '\t')) {
            *p = '\0';
            return true;
        }
    return false;
}

static bool read_header(struct reader *r, char *line)
{
    char excerpt[CONF_EXCERPT];
    char *close = strchr(line, ']');
    if (close == NULL) {
        conf_complain(&r->lines, "section header without ']'; the keys below it were skipped");
        return false;
    }
    if (close[1] != '\0') {
        conf_complain(&r->lines,
                      "text after the ']' of a section header; the keys below it were skipped");
        return false;
    }
    *close = '\0';
    char *kind = text_trim(line + 1);
    char *name = kind + strcspn(kind, " \t");
    if (*name != '\0')
        *name++ = '\0';
    name = text_trim(name);
    if (!conf_is_name(kind, false) || (*name != '\0' && !conf_is_name(name, false))) {
        conf_complain(&r->lines,
                      "section header '[%s%s%s]', expected '[kind]' or '[kind NAME]' of letters, "
                      "digits, '_' and '-'; the keys below it were skipped",
                      conf_excerpt(kind, excerpt), *name != '\0' ? " " : "",
                      strlen(name) < 40 ? name : "...");
        return false;
    }
    size_t length = strlen(kind) + (*name != '\0') + strlen(name);
    if (length > LONGEST_SECTION) {
        conf_complain(
            &r->lines,
            "section name of %zu bytes, at most %d are read; the keys below it were skipped",
            length, LONGEST_SECTION);
        return false;
    }
    r->header[0] = '\0';
    conf_append(r->header, sizeof r->header, "%s%s%s", kind, *name != '\0' ? " " : "", name);
    return true;
}

static bool quotes_wrong(struct reader *r, const char *value, bool commented)
{
    size_t length = strlen(value), quotes = 0;
    for (const char *p = value; *p != '\0'; p++)
        quotes += *p == '"';
    if (value[0] != '"')
        return false;
    if (quotes == 2 && value[length - 1] == '"') {
        conf_complain(&r->lines, "remove the quotation marks: a value is written without");
        return true;
    }
    if (quotes % 2 == 1 && commented) {
        conf_complain(&r->lines,
                      "quotation marks don't keep ';' from starting a comment: write the value "
                      "without both");
        return true;
    }
    return false;
}

static bool read_setting(struct reader *r, char *line, bool commented)
{
    char excerpt[CONF_EXCERPT];
    char *equals = strchr(line, '=');
    if (equals == NULL) {
        conf_complain(&r->lines, "expected 'key = value' or '[section]', found '%s'%s",
                      conf_excerpt(line, excerpt),
                      strchr(line, ':') != NULL ? "; write '=' instead of ':'" : "");
        return false;
    }
    *equals = '\0';
    char *key = text_trim(line);
    if (*key == '\0') {
        conf_complain(&r->lines, "no key before '='");
        return false;
    }
    if (strlen(key) > LONGEST_KEY) {
        conf_complain(&r->lines, "key of %zu bytes, at most %d are read", strlen(key), LONGEST_KEY);
        return false;
    }
    if (!conf_is_name(key, true)) {
        conf_complain(&r->lines, "'%s' can't be a key, expected letters, digits, '_', '-' and '.'",
                      conf_excerpt(key, excerpt));
        return false;
    }
    snprintf(r->key, sizeof r->key, "%s", key);
    r->value = text_trim(equals + 1);
    return !quotes_wrong(r, r->value, commented);
}

static enum fed read_body(struct reader *r, char *line, bool commented)
{
    if (line[0] == '[') {
        r->lost = !read_header(r, line);
        return r->lost ? FED_NOTHING : FED_HEADER;
    }
    if (r->lost || !read_setting(r, line, commented))
        return FED_NOTHING;
    if (r->header[0] != '\0')
        return FED_KEY;
    if (!r->orphan)
        conf_complain(&r->lines, "'%s' stands before the first [section]", r->key);
    r->orphan = true;
    return FED_NOTHING;
}

static enum fed read_line(struct reader *r, char *line)
{
    char excerpt[CONF_EXCERPT];
    bool indented = line[0] == ' ' || line[0] == '\t';
    line = text_trim(line);
    if (line[0] == '#')
        return FED_NOTHING;
    bool commented = cut_comment(line);
    line = text_trim(line);
    if (line[0] == '\0')
        return FED_NOTHING;
    if (indented) {
        conf_complain(&r->lines,
                      "indented line '%s': remove the white space before it (a value stays on one "
                      "line)",
                      conf_excerpt(line, excerpt));
        if (line[0] != '[')
            return FED_NOTHING;
    }
    return read_body(r, line, commented);
}

/* One line for inih into its buffer. What does not fit there is refused, never cut. */
static char *hand_over(struct reader *r, char *buffer, int size, enum fed fed, const char *text)
{
    const char *format = fed == FED_HEADER ? "[%s]\n" : "%s = @\n";
    int length = snprintf(buffer, (size_t)size, format, text);
    r->fed = fed;
    r->answered = fed == FED_HEADER; /* inih is silent about a header until the first key */
    if (length >= size)
        snprintf(buffer, (size_t)size, "\n");
    return buffer;
}

static void expect_answer(struct reader *r)
{
    if (r->code == 0 && r->fed != FED_NOTHING && !r->answered)
        conf_complain(&r->lines, "this line can't be read; try shorter names");
    r->fed = FED_NOTHING;
}

static char *feed(char *buffer, int size, void *context)
{
    struct reader *r = context;
    if (r->fed == FED_HEADER)
        return hand_over(r, buffer, size, FED_SECTION, "section");
    expect_answer(r);
    char *line;
    while (r->code == 0 && (line = conf_lines_next(&r->lines)) != NULL) {
        r->lost = r->lost || r->lines.lost_header;
        r->lines.lost_header = false;
        enum fed fed = read_line(r, line);
        if (fed != FED_NOTHING)
            return hand_over(r, buffer, size, fed, fed == FED_HEADER ? r->header : r->key);
    }
    return NULL;
}

static char *dotted(char *text)
{
    char *blank = strchr(text, ' ');
    if (blank != NULL)
        *blank = '.';
    return text;
}

static int take(void *context, const char *section, const char *name, const char *value)
{
    struct reader *r = context;
    if (r->fed == FED_NOTHING || r->code != 0 || r->answered || strcmp(section, r->header) != 0 ||
        strcmp(value, "@") != 0 || strcmp(name, r->fed == FED_KEY ? r->key : "section") != 0)
        return 1; /* expect_answer reports it */
    r->answered = true;
    if (r->fed == FED_SECTION) {
        r->code = conf_add_section(r->layer, r->header, r->lines.file, r->lines.number);
        return 1;
    }
    char full[CONF_LONGEST_NAME], kind[LONGEST_SECTION + 1];
    snprintf(kind, sizeof kind, "%s", r->header);
    snprintf(full, sizeof full, "%s.%s", dotted(kind), r->key);
    r->code = conf_add(r->layer, full, r->value, r->lines.file, r->lines.number);
    return 1;
}

/* A setting or a section, to find the ones written twice. */
struct mention {
    const char *name;  /* what must be unique */
    const char *shown; /* how it is written */
    int line;
};

static int order_mentions(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void report_twice(struct reader *r, struct mention *mentions, size_t count, const char *open,
                         const char *close)
{
    qsort(mentions, count, sizeof *mentions, order_mentions);
    size_t first = 0;
    for (size_t i = 1; i < count && r->lines.faults < MOST_ERRORS; i++) {
        if (strcmp(mentions[first].name, mentions[i].name) != 0) {
            first = i;
            continue;
        }
        r->lines.number = mentions[i].line;
        conf_complain(&r->lines, "duplicate %s%s%s (first on line %d)", open, mentions[i].shown,
                      close, mentions[first].line);
    }
}

static int report_all_twice(struct reader *r)
{
    const struct conf *layer = r->layer;
    size_t settings = (size_t)layer->setting_count, sections = (size_t)layer->section_count;
    struct mention *mentions = mem_new(settings > sections ? settings : sections, sizeof *mentions);
    if (mentions == NULL)
        return LOFT_ENOMEM;
    for (size_t i = 0; i < settings; i++)
        mentions[i] = (struct mention){layer->settings[i].name, layer->settings[i].name,
                                       layer->settings[i].line};
    report_twice(r, mentions, settings, "key '", "'");
    for (size_t i = 0; i < sections; i++)
        mentions[i] = (struct mention){layer->sections[i].name, layer->sections[i].header,
                                       layer->sections[i].line};
    report_twice(r, mentions, sections, "section '[", "]'");
    mem_free(mentions);
    return 0;
}

int conf_parse(struct conf *layer, const char *file, const char *bytes, size_t length,
               struct report *report)
{
    struct reader r = {.layer = layer};
    conf_lines_open(&r.lines, file, bytes, length, MOST_ERRORS, report);
    int fault = ini_parse_stream(feed, &r, take, &r);
    expect_answer(&r);
    if (r.code == 0)
        r.code = fault == -2 ? LOFT_ENOMEM : report_all_twice(&r);
    layer->faults += r.lines.faults;
    return r.code;
}
