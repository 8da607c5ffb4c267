/* SPDX-License-Identifier: MIT */
#include "loft/conf/describe.h"

#include "internal.h"

#include <string.h>

enum { EXPECTED = 4000 };

static const char *grade_meaning(enum param_grade grade)
{
    switch (grade) {
    case GRADE_A:
        return "trial or credible quasi-experiment, Nordic, similar group";
    case GRADE_B:
        return "the same from elsewhere, or a meta-analysis";
    case GRADE_C:
        return "descriptive, before-after or expert";
    case GRADE_NONE:
        return "no effect study exists";
    case GRADE_ASSUMPTION:
        return "ours";
    case GRADE_CHOICE:
        return "not a claim about the world";
    }
    return "";
}

static const char *default_of(const struct param *param)
{
    if (param->fallback == NULL)
        return "none: required";
    return param->fallback[0] == '\0' ? "empty" : param->fallback;
}

void describe_param(const char *section, const struct param *param, const struct param_names *lists,
                    size_t list_count, FILE *out)
{
    char expected[EXPECTED];
    param_expected(param, lists, list_count, expected, sizeof expected);
    fprintf(out, "%s.%s\n", section, param->key);
    fprintf(out, "  %s\n", param->text);
    fprintf(out, "  value    %s\n", expected);
    fprintf(out, "  unit     %s\n", param->unit);
    fprintf(out, "  default  %s\n", default_of(param));
    fprintf(out, "  grade    %s (%s)\n", param_grade_name(param->grade),
            grade_meaning(param->grade));
    fprintf(out, "  source   %s\n", param->source);
    if (param->contested)
        fprintf(out, "  contested: varied over its range in an uncertainty analysis\n");
}

static int width(const char *text)
{
    int columns = 0;
    for (; *text != '\0'; text++)
        columns += ((unsigned char)*text & 0xc0) != 0x80;
    return columns;
}

static void pad(const char *text, int columns, FILE *out)
{
    fprintf(out, "%s%*s", text, columns > width(text) ? columns - width(text) : 0, "");
}

static int wider(int columns, const char *text)
{
    return width(text) > columns ? width(text) : columns;
}

void describe_section(const struct param_section *section, FILE *out)
{
    int keys = 0, defaults = 0;
    fprintf(out, "[%s]\n  %s\n", section->name, section->text);
    for (size_t i = 0; i < section->count; i++) {
        keys = wider(keys, section->params[i].key);
        defaults = wider(defaults, default_of(&section->params[i]));
    }
    for (size_t i = 0; i < section->count; i++) {
        fprintf(out, "  ");
        pad(section->params[i].key, keys + 2, out);
        pad(default_of(&section->params[i]), defaults + 2, out);
        fprintf(out, "%s\n", section->params[i].text);
    }
}

/* A cell of a Markdown table. */
static void markdown_cell(const char *text, FILE *out)
{
    fputs("| ", out);
    for (; *text != '\0'; text++) {
        if (*text == '|' || *text == '\\' || *text == '<' || *text == '*' || *text == '_' ||
            *text == '`')
            fputc('\\', out);
        fputc(*text == '\n' ? ' ' : *text, out);
    }
    fputc(' ', out);
}

static void markdown_row(const struct param *param, FILE *out)
{
    char expected[EXPECTED];
    param_expected(param, NULL, 0, expected, sizeof expected);
    markdown_cell(param->key, out);
    markdown_cell(param->text, out);
    markdown_cell(param->unit, out);
    markdown_cell(default_of(param), out);
    markdown_cell(expected, out);
    markdown_cell(param_grade_name(param->grade), out);
    markdown_cell(param->contested ? "yes" : "", out);
    markdown_cell(param->source, out);
    fputs("|\n", out);
}

void describe_markdown(const struct param_section *sections, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct param_section *section = &sections[i];
        fprintf(out, "%s## `[%s]`\n\n%s\n\n", i > 0 ? "\n" : "", section->name, section->text);
        if (section->count == 0)
            continue;
        fputs("| key | meaning | unit | default | value | grade | contested | source |\n"
              "|---|---|---|---|---|---|---|---|\n",
              out);
        for (size_t k = 0; k < section->count; k++)
            markdown_row(&section->params[k], out);
    }
}

void describe_json_string(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

void describe_csv_cell(const char *text, FILE *out)
{
    size_t length = strlen(text);
    bool plain = strcspn(text, ",\"\r\n") == length &&
                 (length == 0 || (text[0] != ' ' && text[0] != '#' && text[length - 1] != ' '));
    if (plain) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

const char *describe_source(const struct conf_effective *row, char *buffer, size_t size)
{
    if (!row->changed)
        return row->param->source;
    if (row->param->grade == GRADE_CHOICE)
        return "set in the scenario";
    snprintf(buffer, size, "set in the scenario; the default %s: %s", default_of(row->param),
             row->param->source);
    return buffer;
}

const char *describe_grade(const struct conf_effective *row)
{
    bool covered = !row->changed || row->param->grade == GRADE_CHOICE;
    return param_grade_name(covered ? row->param->grade : GRADE_ASSUMPTION);
}

enum { CELLS = 6 };
static const char *const cell_names[CELLS] = {"name", "value", "unit", "source", "grade", "set_at"};

static void fill_cells(const struct conf_effective *row, const char *cells[CELLS], char *buffer,
                       size_t size)
{
    cells[0] = row->name;
    cells[1] = row->value;
    cells[2] = row->param->unit;
    cells[3] = describe_source(row, buffer, size);
    cells[4] = describe_grade(row);
    cells[5] = row->set_at;
}

static void effective_text(const struct conf *conf, FILE *out)
{
    static const int order[] = {0, 1, 2, 4, 5};
    enum { SHOWN = sizeof order / sizeof *order, WIDEST = 40 };
    int columns[SHOWN];
    char buffer[EXPECTED], excerpt[CONF_EXCERPT];
    const char *cells[CELLS];
    for (int k = 0; k < SHOWN; k++)
        columns[k] = width(cell_names[order[k]]);
    for (long i = 0; i < conf->effective_count; i++) {
        fill_cells(&conf->effective[i], cells, buffer, sizeof buffer);
        for (int k = 0; k < SHOWN; k++)
            columns[k] = wider(columns[k], cells[order[k]]);
    }
    for (int k = 1; k < SHOWN; k++)
        columns[k] = columns[k] < WIDEST ? columns[k] : WIDEST;
    for (long i = -1; i < conf->effective_count; i++) {
        if (i >= 0)
            fill_cells(&conf->effective[i], cells, buffer, sizeof buffer);
        for (int k = 0; k < SHOWN; k++) {
            const char *cell = i < 0 ? cell_names[order[k]] : cells[order[k]];
            pad(conf_excerpt(cell, excerpt), k + 1 < SHOWN ? columns[k] + 2 : 0, out);
        }
        fputc('\n', out);
    }
}

static void effective_csv(const struct conf *conf, FILE *out)
{
    char buffer[EXPECTED];
    const char *cells[CELLS];
    for (int k = 0; k < CELLS; k++)
        fprintf(out, "%s%s", k > 0 ? "," : "", cell_names[k]);
    fputc('\n', out);
    for (long i = 0; i < conf->effective_count; i++) {
        fill_cells(&conf->effective[i], cells, buffer, sizeof buffer);
        for (int k = 0; k < CELLS; k++) {
            if (k > 0)
                fputc(',', out);
            describe_csv_cell(cells[k], out);
        }
        fputc('\n', out);
    }
}

static void effective_json(const struct conf *conf, FILE *out)
{
    char buffer[EXPECTED];
    const char *cells[CELLS];
    fputs("[", out);
    for (long i = 0; i < conf->effective_count; i++) {
        fill_cells(&conf->effective[i], cells, buffer, sizeof buffer);
        fputs(i > 0 ? ",\n {" : "\n {", out);
        for (int k = 0; k < CELLS; k++) {
            fprintf(out, "%s\"%s\": ", k > 0 ? ", " : "", cell_names[k]);
            describe_json_string(cells[k], out);
        }
        fputs("}", out);
    }
    fputs("\n]\n", out);
}

void describe_effective(const struct conf *conf, enum describe_format format, FILE *out)
{
    switch (format) {
    case DESCRIBE_TEXT:
        effective_text(conf, out);
        break;
    case DESCRIBE_CSV:
        effective_csv(conf, out);
        break;
    case DESCRIBE_JSON:
        effective_json(conf, out);
        break;
    }
}
