/* SPDX-License-Identifier: MIT */
#ifndef LOFT_CONF_DESCRIBE_H
#define LOFT_CONF_DESCRIBE_H

#include "loft/conf/conf.h"
#include "loft/conf/param.h"

#include <stdio.h>

/* Descriptors and effective values for people and programs: `loft explain`, `loft check`,
 * docs/parameters.md. All functions write to `out` and leave checking it (ferror) to the caller. */

/* One parameter in full, as plain text: name, what it means, unit, default, range, grade, source.
 * `lists` (or NULL, 0) spells out the names a SET may use. */
void describe_param(const char *section, const struct param *param, const struct param_names *lists,
                    size_t list_count, FILE *out);

/* A section as plain text: its sentence and one line per key. */
void describe_section(const struct param_section *section, FILE *out);

/* Sections as Markdown: for each a heading, its sentence and a table of its parameters. */
void describe_markdown(const struct param_section *sections, size_t count, FILE *out);

enum describe_format {
    DESCRIBE_TEXT, /* aligned columns for a terminal; sources are left to CSV, JSON and explain */
    DESCRIBE_CSV,  /* header name,value,unit,source,grade,set_at */
    DESCRIBE_JSON, /* an array of objects with these keys, all values strings */
};

/* The effective values of a conf. Where a value differs from its default, the default's evidence
 * does not cover it: the source says so and cites the default, and the grade is `assumption`
 * (`choice` stays). */
void describe_effective(const struct conf *conf, enum describe_format format, FILE *out);

/* Source and grade of one effective value by that rule; the text is put into a buffer (400 bytes
 * do). */
const char *describe_source(const struct conf_effective *row, char *buffer, size_t size);
const char *describe_grade(const struct conf_effective *row);

/* A text as one JSON string with its quotation marks, and as one CSV cell, quoted where needed. */
void describe_json_string(const char *text, FILE *out);
void describe_csv_cell(const char *text, FILE *out);

#endif
