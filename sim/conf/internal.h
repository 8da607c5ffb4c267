/* SPDX-License-Identifier: MIT */
#ifndef LOFT_CONF_INTERNAL_H
#define LOFT_CONF_INTERNAL_H

#include "loft/conf/conf.h"

/* Shared by the files of this floor only. */

enum {
    CONF_LONGEST_LINE = 4000,    /* bytes of a line, without its end */
    CONF_LARGEST_FILE = 1 << 20, /* bytes of a scenario file */
    CONF_LONGEST_NAME = 512,     /* room for a dotted name */
    CONF_MOST_NAMES = 64         /* names of a CHOICE or SET */
};

/* lines.c: the lines of a text file. Refuses, and reports, lines that are not clean text. */
struct conf_lines {
    const char *file; /* for messages */
    struct report *report;
    const char *at, *end;
    int number;       /* of the line returned last, from 1 */
    int faults, most; /* errors reported for this file, and after how many to stop reading */
    bool not_utf8;    /* reported, once a file */
    bool lost_header; /* a refused line looked like a section header; the reader resets it */
    char text[CONF_LONGEST_LINE + 1];
};
void conf_lines_open(struct conf_lines *lines, const char *file, const char *bytes, size_t length,
                     int most, struct report *report);
/* The next good line without its end, writable, or NULL after the last one. */
char *conf_lines_next(struct conf_lines *lines);
/* Report an error at the line returned last. */
void conf_complain(struct conf_lines *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Beginning of a text, cut between characters and marked with "..." when it is long. */
enum { CONF_EXCERPT = 72 };
const char *conf_excerpt(const char *text, char buffer[CONF_EXCERPT]);

/* The spelling with a decimal point of a number with a decimal comma; false if it is none. */
bool conf_point(const char *text, char *buffer, size_t size);

/* Split "a|b|c" into at most CONF_MOST_NAMES names in a copy; returns their number, -1 when it does
 * not fit. */
int conf_split(const char *names, char *copy, size_t size, const char **parts);

/* Append to a bounded string; what does not fit is dropped. */
void conf_append(char *buffer, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Make room for one more element of an array of conf: 0 or LOFT_ENOMEM. */
int conf_grow(void **data, long *room, long count, size_t size);

/* reader.c: parse one file into an empty conf: its settings and sections. 0 or LOFT_ENOMEM; faults
 * go to the report. */
int conf_parse(struct conf *layer, const char *file, const char *bytes, size_t length,
               struct report *report);
bool conf_is_name(const char *text, bool dotted);

/* conf.c: append a setting, taking copies: 0 or LOFT_ENOMEM. */
int conf_add(struct conf *conf, const char *name, const char *value, const char *file, int line);

/* locate.c: the two halves of conf_locate: beside a folder, and in the program's scenarios. */
bool conf_locate_beside(const char *name, const char *folder, const char *extension, char *path,
                        size_t size);
bool conf_locate_program(const char *name, const char *extension, char *path, size_t size);

/* conf.c: a dotted name from its parts; asserted to fit. Returns the buffer. */
char *conf_name(char buffer[CONF_LONGEST_NAME], const char *variant, const char *prefix,
                size_t prefix_length, const char *key);

/* The same for a section header, "policy cap70". */
int conf_add_section(struct conf *conf, const char *header, const char *file, int line);

/* Keep a text until conf_clear; NULL when there is no memory. */
char *conf_keep(struct conf *conf, const char *text);

/* bind.c */
void conf_free_effective(struct conf_effective *row);

#endif
