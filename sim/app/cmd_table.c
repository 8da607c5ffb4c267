/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/mem.h"
#include "loft/base/text.h"
#include "loft/study/compare.h"

#include <stdio.h>
#include <string.h>

enum {
    KEY_AREA = 1000,
    KEY_VARIANT,
    KEY_FORMAT,
    KEY_LANGUAGE,
    KEY_BASE,
    KEY_AT,
    KEY_COHORT,
    KEY_DEFINITION,
    KEY_QUANTITY
};

struct options {
    const char *name, *path, *area, *variant, *cohort, *definition, *quantity, *base;
    long long at;
    struct table_options table;
    bool wants_name;
};

static const struct argp_option table_options_known[] = {
    {"area", KEY_AREA, "AREA", 0, "Only this area or declared sum", 0},
    {"variant", KEY_VARIANT, "VARIANT", 0, "Only this variant", 0},
    {"cohort", KEY_COHORT, "COHORT", 0, "Only this cohort (text: residents unless given; `all`)",
     0},
    {"definition", KEY_DEFINITION, "eN", 0, "Only this definition (text: e2 unless given; `all`)",
     0},
    {"quantity", KEY_QUANTITY, "QUANTITY", 0, "Only this quantity (loft explain quantity)", 0},
    {"format", KEY_FORMAT, "text|csv|json", 0, "Text is rounded; CSV and JSON are not", 0},
    {"language", KEY_LANGUAGE, "en|da", 0, "Language of text", 0},
    {0}};

static const struct argp_option compare_options_known[] = {
    {"base", KEY_BASE, "VARIANT", 0, "Variant that the others are compared with (default: base)",
     0},
    {"at", KEY_AT, "WEEKS", 0, "Weeks after the cohorts' date (default: the end)", 0},
    {"area", KEY_AREA, "AREA", 0, "Only this area or declared sum", 0},
    {"variant", KEY_VARIANT, "VARIANT", 0, "Only this variant", 0},
    {"format", KEY_FORMAT, "text|csv|json", 0, "Text is rounded; CSV and JSON are not", 0},
    {"language", KEY_LANGUAGE, "en|da", 0, "Language of text", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct options *o = state->input;
    switch (key) {
    case KEY_AREA:
        o->area = arg;
        break;
    case KEY_VARIANT:
        o->variant = arg;
        break;
    case KEY_COHORT:
        o->cohort = arg;
        break;
    case KEY_DEFINITION:
        o->definition = arg;
        break;
    case KEY_QUANTITY:
        o->quantity = arg;
        break;
    case KEY_BASE:
        o->base = arg;
        break;
    case KEY_AT:
        app_number(state, "at", arg, 0, 100000, &o->at);
        break;
    case KEY_FORMAT:
        o->table.format = arg;
        break;
    case KEY_LANGUAGE:
        if (strcmp(arg, "en") != 0 && strcmp(arg, "da") != 0)
            argp_error(state, "--language: expected en or da, got '%s'", arg);
        o->table.danish = strcmp(arg, "da") == 0;
        break;
    case ARGP_KEY_ARG:
        if (o->wants_name && o->name == NULL)
            o->name = arg;
        else if (o->path == NULL)
            o->path = arg;
        else
            argp_error(state, "too many operands: '%s'", arg);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp table_parser = {
    .options = table_options_known,
    .parser = parse,
    .args_doc = "[NAME OUT.h5]",
    .doc = "Print a table of a result file; without operands, list the tables."};
static const struct argp compare_parser = {
    .options = compare_options_known,
    .parser = parse,
    .args_doc = "OUT.h5",
    .doc = "Paired differences between variants, replicate by replicate, with 95 % intervals of "
           "simulation noise. Assumptions are not varied."};
static const struct argp digest_parser = {
    .parser = parse,
    .args_doc = "OUT.h5",
    .doc = "Print VARIANT REPLICATE DIGEST for every run in a result file."};

static int list_tables(void)
{
    for (int i = 0; i < TALLY_INFOS; i++)
        printf("%-14s %s\n", tally_infos[i]->name, tally_infos[i]->text);
    return 0;
}

static const char *table_name(const void *list, size_t index)
{
    (void)list;
    return tally_infos[index]->name;
}

static const struct frame_info *find_table(const char *name)
{
    for (int i = 0; i < TALLY_INFOS; i++)
        if (strcmp(tally_infos[i]->name, name) == 0)
            return tally_infos[i];
    const char *near = text_nearest(name, table_name, NULL, TALLY_INFOS);
    app_usage("table", "unknown table '%s'%s%s%s (loft table lists them)", name,
              near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
              near != NULL ? "'?" : "");
    return NULL;
}

/* Keep the rows whose code column has this name. False: no such name in the file. */
static bool filter(struct frame *frame, const struct result_file *file, const char *column,
                   const char *name)
{
    int at = frame_column(frame->info, column);
    if (name == NULL || at < 0 || strcmp(name, "all") == 0)
        return true;
    const struct frame_list *list =
        frame_find_list(file->lists, file->list_count, frame->info->columns[at].list);
    int64_t code = -1;
    for (int i = 0; list != NULL && i < list->count; i++)
        if (strcmp(list->names[i], name) == 0)
            code = i;
    if (code < 0) {
        const char *near =
            list != NULL ? text_nearest_of(name, list->names, (size_t)list->count) : NULL;
        app_usage("", "the file has no %s '%s'%s%s%s", column, name,
                  near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
                  near != NULL ? "'?" : "");
        return false;
    }
    int64_t kept = 0;
    size_t width = (size_t)frame->info->column_count * sizeof *frame->cells;
    for (int64_t row = 0; row < frame->rows; row++)
        if (frame_cell(frame, row, at).count == code)
            memmove((char *)frame->cells + (size_t)kept++ * width,
                    (char *)frame->cells + (size_t)row * width, width);
    frame->rows = kept;
    return true;
}

static bool filter_all(struct frame *frame, const struct result_file *file, const struct options *o)
{
    bool text = strcmp(o->table.format, "text") == 0;
    const char *cohort = o->cohort != NULL ? o->cohort : text ? "residents" : NULL;
    const char *definition = o->definition != NULL ? o->definition : text ? "e2" : NULL;
    return filter(frame, file, "area", o->area) && filter(frame, file, "variant", o->variant) &&
           filter(frame, file, "cohort", cohort) && filter(frame, file, "definition", definition) &&
           filter(frame, file, "quantity", o->quantity);
}

static int open_file(const struct options *o, struct result_file *file)
{
    struct fault fault = {0};
    return result_open(o->path, file, &fault) == 0 ? 0 : app_fail(&fault);
}

int cmd_table(int argc, char **argv)
{
    struct options o = {.table = {.format = "text"}, .wants_name = true};
    if (argp_parse(&table_parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    if (o.name == NULL)
        return list_tables();
    const struct frame_info *info = find_table(o.name);
    if (info == NULL)
        return error_exit_status(LOFT_EUSAGE);
    if (o.path == NULL)
        return app_usage("table", "which result file? loft table %s OUT.h5", o.name);
    struct result_file file;
    int status = open_file(&o, &file);
    if (status != 0)
        return status;
    struct fault fault = {0};
    struct frame frame = {0};
    if (result_read(&file, info, &frame, &fault) != 0)
        status = app_fail(&fault);
    else if (!filter_all(&frame, &file, &o))
        status = error_exit_status(LOFT_EUSAGE);
    else
        status = app_print(&frame, file.lists, file.list_count, &o.table);
    frame_clear(&frame);
    result_close_file(&file);
    return status;
}

static bool is_share(const char *measure)
{
    return strstr(measure, "uplift.") != NULL || strncmp(measure, "gap.", 4) == 0;
}

/* As text in two parts: beside persons the differences of shares would all be rounded to 0. */
static int print_compare(const struct frame *frame, const struct result_file *file,
                         const struct options *o)
{
    if (strcmp(o->table.format, "text") != 0)
        return app_print(frame, file->lists, file->list_count, &o->table);
    int status = 0;
    for (int part = 0; part < 2 && status == 0; part++) {
        struct frame rows = {.info = frame->info};
        int code = 0;
        for (int64_t row = 0; row < frame->rows && code == 0; row++)
            if (is_share(frame_cell(frame, row, 0).text) == (part == 0))
                code = frame_add(&rows, &frame->cells[row * frame->info->column_count]);
        if (part == 1)
            printf("\n");
        status = code != 0 ? error_exit_status(code)
                           : app_print(&rows, file->lists, file->list_count, &o->table);
        frame_clear(&rows);
    }
    return status;
}

int cmd_compare(int argc, char **argv)
{
    struct options o = {.table = {.format = "text"}, .base = "base", .at = -1};
    if (argp_parse(&compare_parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    if (o.path == NULL)
        return app_usage("compare", "which result file? loft compare OUT.h5");
    struct result_file file;
    int status = open_file(&o, &file);
    if (status != 0)
        return status;
    struct fault fault = {0};
    struct frame frame;
    struct compare_texts texts;
    struct compare_request request = {.base = o.base, .at = o.at};
    if (compare_make(&file, &request, &frame, &texts, &fault) != 0)
        status = app_fail(&fault);
    else if (!filter(&frame, &file, "area", o.area) || !filter(&frame, &file, "variant", o.variant))
        status = error_exit_status(LOFT_EUSAGE);
    else
        status = print_compare(&frame, &file, &o);
    frame_clear(&frame);
    compare_free_texts(&texts);
    result_close_file(&file);
    return status;
}

int cmd_digest(int argc, char **argv)
{
    struct options o = {.table = {.format = "text"}};
    if (argp_parse(&digest_parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    if (o.path == NULL)
        return app_usage("digest", "which result file? loft digest OUT.h5");
    struct result_file file;
    int status = open_file(&o, &file);
    if (status != 0)
        return status;
    const struct frame_list *variants = frame_find_list(file.lists, file.list_count, "variant");
    for (int v = 0; v < variants->count; v++)
        for (int r = 0; r < file.replicates; r++) {
            char hex[33];
            printf("%s %d %s\n", variants->names[v], r,
                   digest_hex(file.digests[v * file.replicates + r], hex));
        }
    result_close_file(&file);
    return 0;
}
