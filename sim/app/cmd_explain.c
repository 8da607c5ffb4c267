/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/build.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"
#include "loft/conf/describe.h"
#include "loft/run/registry.h"
#include "loft/measure/quantities.h"
#include "loft/study/compare.h"
#include "loft/study/validate.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_MARKDOWN = 1000, KEY_FORMAT };

struct explain_options {
    const char *word, *second, *format;
    bool markdown;
};

static const struct argp_option options_known[] = {
    {"markdown", KEY_MARKDOWN, NULL, 0, "All parameters as Markdown (docs/parameters.md)", 0},
    {"format", KEY_FORMAT, "text|csv", 0, "Of `rules` only: csv has one row per set and rule", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct explain_options *o = state->input;
    switch (key) {
    case KEY_MARKDOWN:
        o->markdown = true;
        break;
    case ARGP_KEY_ARG:
        if (o->word == NULL)
            o->word = arg;
        else if (strcmp(o->word, "rules") == 0 && o->second == NULL)
            o->second = arg;
        else
            argp_error(state, "one word at a time");
        break;
    case KEY_FORMAT:
        o->format = arg;
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {
    .options = options_known,
    .parser = parse,
    .args_doc = "[KEY, SECTION, PLACE, PRESET, LEVER, TABLE or STATUS]\nrules [YEAR or RULE]",
    .doc =
        "Explain a parameter, a section, a place, a preset, a lever kind, a table or a status; "
        "without operand, list what there is. `rules` is the rulebook of taxes and benefits: every "
        "value with its source and grade."};

static struct param_section lever_section(const struct lever *lever)
{
    return (struct param_section){.name = lever->name,
                                  .text = lever->text,
                                  .params = lever->params,
                                  .count = lever->param_count};
}

/* Every section there is: the file's, the model's, the levers'. */
typedef void visit(const struct param_section *section, void *context);

static void for_each_section(visit *call, void *context)
{
    for (size_t i = 0; i < study_section_count; i++)
        call(&study_sections[i], context);
    for (size_t i = 0; i < params_section_count; i++)
        call(&params_sections[i], context);
    for (int i = 0; i < registry_lever_count; i++) {
        struct param_section section = lever_section(registry_levers[i]);
        call(&section, context);
    }
}

static void print_markdown(const struct param_section *section, void *context)
{
    (void)context;
    describe_markdown(section, 1, stdout);
}

static int explain_markdown(void)
{
    printf(
        "# Parameters\n\nMade by `loft explain --markdown`; do not edit. Grades: A = randomised or "
        "credible quasi-experiment in the Nordic countries on a similar group, B = the same "
        "elsewhere or a meta-analysis, C = descriptive or expert, none = no study exists, "
        "assumption = ours, choice = not a claim about the world. Contested parameters are those "
        "that an uncertainty analysis varies.\n\n");
    for_each_section(print_markdown, NULL);
    return 0;
}

struct search {
    const char *word;
    bool found;
    const char *near; /* nearest name so far */
    int distance;
    char buffer[160];
};

static void consider(struct search *s, const char *name)
{
    int distance = text_distance(s->word, name);
    if (distance < s->distance) {
        s->distance = distance;
        snprintf(s->buffer, sizeof s->buffer, "%s", name);
        s->near = s->buffer;
    }
}

static void try_section(const struct param_section *section, void *context)
{
    struct search *s = context;
    if (strcmp(section->name, s->word) == 0) {
        describe_section(section, stdout);
        s->found = true;
        return;
    }
    consider(s, section->name);
    for (size_t i = 0; i < section->count; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s.%s", section->name, section->params[i].key);
        consider(s, name);
        if (strcmp(name, s->word) != 0)
            continue;
        describe_param(section->name, &section->params[i], NULL, 0, stdout);
        s->found = true;
    }
}

/* policy.NAME.key and variant.NAME.key stand for their section's key. */
static void simplify(const char *word, char *buffer, size_t size)
{
    static const char *const kinds[] = {"policy", "cohort", "variant"};
    snprintf(buffer, size, "%s", word);
    const char *last = strrchr(word, '.');
    for (int k = 0; k < 3; k++) {
        size_t length = strlen(kinds[k]);
        if (strncmp(word, kinds[k], length) == 0 && word[length] == '.' && last > word + length)
            snprintf(buffer, size, "%s%s", kinds[k], last);
    }
}

static bool explain_lever(const char *word)
{
    const struct lever *lever = registry_find_lever(word);
    if (lever == NULL)
        return false;
    struct param_section section = lever_section(lever);
    describe_section(&section, stdout);
    printf("\nEquation: %s\nA policy uses it with `lever = %s`; keys of every policy: loft explain "
           "policy\n",
           lever->equation, lever->name);
    return true;
}

static bool explain_table(const char *word)
{
    const struct frame_info *found = strcmp(word, compare_info.name) == 0    ? &compare_info
                                     : strcmp(word, validate_info.name) == 0 ? &validate_info
                                                                             : NULL;
    for (int i = 0; i < TALLY_INFOS; i++)
        if (strcmp(tally_infos[i]->name, word) == 0)
            found = tally_infos[i];
    if (found == NULL)
        return false;
    printf("table %s: %s (%s)\n\n", found->name, found->text, found->danish);
    for (int c = 0; c < found->column_count; c++)
        printf("  %-30s %-12s %s\n", found->columns[c].name, found->columns[c].unit,
               found->columns[c].text);
    return true;
}

static bool explain_kind(const char *word)
{
    static const struct kind *const kinds[] = {&kind_status, &kind_employment, &kind_channel,
                                               &kind_origin, &kind_sex,        &kind_education,
                                               &kind_tenure, &kind_age_band,   &kind_match_group};
    bool found = false;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        int code = kind_find(kinds[k], word);
        if (code >= 0)
            printf("%s %s: %s (%s)\n", kinds[k]->name, word, kinds[k]->english[code],
                   kinds[k]->danish[code]);
        bool named = strcmp(kinds[k]->name, word) == 0;
        for (size_t i = 0; named && i < kinds[k]->count; i++)
            printf("  %-22s %s (%s)\n", kinds[k]->ids[i], kinds[k]->english[i],
                   kinds[k]->danish[i]);
        found |= named || code >= 0;
    }
    return found;
}

static bool explain_quantity(const char *word)
{
    static const char *const forms[] = {"share", "a year", "ratio"};
    bool found = false, all = strcmp(word, "quantity") == 0;
    for (int k = 0; k < QUANTITIES; k++) {
        if (!all && strcmp(word, quantities_ids[k]) != 0)
            continue;
        printf("%s%-28s %-7s %s\n", all ? "  " : "quantity ", quantities_ids[k],
               forms[quantities_infos[k].form], quantities_texts[k]);
        found = true;
    }
    return found;
}

/* Comment lines at the top of a file: what a place says of itself. */
static void print_opening(const char *text)
{
    for (const char *line = text; *line == ';' || *line == '#';) {
        const char *end = strchr(line, '\n');
        int length = end != NULL ? (int)(end - line) : (int)strlen(line);
        printf("%.*s\n", length > 1 ? length - 1 : 0, line + 1);
        line = end != NULL ? end + 1 : line + length;
    }
}

static bool explain_file(const char *word)
{
    static const char *const folders[] = {"places", "presets"};
    for (int f = 0; f < 2; f++) {
        char root[PATH_MAX], path[PATH_MAX + 200];
        snprintf(path, sizeof path, "%s/%s/%s.ini", build_scenarios(root, sizeof root), folders[f],
                 word);
        struct fault fault = {0};
        char *text = NULL;
        size_t length;
        if (strchr(word, '/') != NULL || file_read(path, &text, &length, &fault) != 0)
            continue;
        printf("%s %s\n\n", f == 0 ? "place" : "preset", word);
        print_opening(text);
        if (f == 1)
            printf("\n%s", text);
        mem_free(text);
        printf("\n`loft check %s` prints every value.\n", path);
        return true;
    }
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_folder(const char *label, const char *folder)
{
    char root[PATH_MAX], path[PATH_MAX + 40];
    char *names[64];
    size_t count = 0;
    snprintf(path, sizeof path, "%s/%s", build_scenarios(root, sizeof root), folder);
    DIR *stream = opendir(path);
    for (struct dirent *e = stream != NULL ? readdir(stream) : NULL; e != NULL;
         e = readdir(stream)) {
        const char *dot = strrchr(e->d_name, '.');
        if (dot == NULL || strcmp(dot, ".ini") != 0 || count == 64)
            continue;
        names[count] = mem_string(e->d_name);
        if (names[count] != NULL)
            names[count++][dot - e->d_name] = '\0';
    }
    if (stream != NULL)
        closedir(stream);
    qsort(names, count, sizeof *names, by_name);
    printf("%-9s", label);
    for (size_t i = 0; i < count; i++) {
        printf(" %s", names[i]);
        mem_free(names[i]);
    }
    printf("\n");
}

static void print_name(const struct param_section *section, void *context)
{
    (void)context;
    printf(" %s", section->name);
}

static int explain_nothing(void)
{
    printf("sections ");
    for_each_section(print_name, NULL);
    printf("\ntables   ");
    for (int i = 0; i < TALLY_INFOS; i++)
        printf(" %s", tally_infos[i]->name);
    printf(" compare validate\nlevers   ");
    for (int i = 0; i < registry_lever_count; i++)
        printf(" %s", registry_levers[i]->name);
    printf("\n");
    list_folder("places", "places");
    list_folder("presets", "presets");
    printf("rules     taxes and benefits by year: loft explain rules, loft budget\n");
    printf("lists     status definition channel origin sex education tenure age_band match_group "
           "quantity\n\n"
           "`loft explain moving` lists a section's keys, `loft explain moving.job_link` explains "
           "one.\n");
    return 0;
}

int cmd_explain(int argc, char **argv)
{
    struct explain_options o = {.format = "text"};
    if (argp_parse(&parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    if (o.markdown)
        return explain_markdown();
    bool csv = strcmp(o.format, "csv") == 0, rules = o.word != NULL && strcmp(o.word, "rules") == 0;
    if ((!csv && strcmp(o.format, "text") != 0) || (csv && !rules))
        return app_usage("explain", "--format: expected text, or csv of rules, got '%s'", o.format);
    if (rules)
        return explain_rules(o.second, o.format);
    if (o.word == NULL)
        return explain_nothing();
    if (strcmp(o.word, "levers") == 0 || strcmp(o.word, "presets") == 0 ||
        strcmp(o.word, "places") == 0)
        return explain_nothing();
    if (explain_lever(o.word))
        return 0;
    /* a word may name several things: `education` is a status, a list and a section */
    bool found = explain_table(o.word);
    found |= explain_kind(o.word);
    found |= explain_quantity(o.word);
    found |= explain_file(o.word);
    char word[160];
    simplify(o.word, word, sizeof word);
    struct search search = {.word = word, .distance = 1 + (int)strlen(word) / 3 + 1};
    for_each_section(try_section, &search);
    if (found || search.found)
        return 0;
    return app_usage("explain", "nothing is called '%s'%s%s%s (loft explain lists what there is)",
                     o.word, search.near != NULL ? ", did you mean '" : "",
                     search.near != NULL ? search.near : "", search.near != NULL ? "'?" : "");
}
