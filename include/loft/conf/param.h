/* SPDX-License-Identifier: MIT */
#ifndef LOFT_CONF_PARAM_H
#define LOFT_CONF_PARAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Descriptors: one per parameter. From it come the field in the struct, the parser, validation,
 * `loft explain`, `loft check`, docs/parameters.md and /parameters in the result file.
 *
 * A section's parameters are written once, as an X-macro, in the header of the module that uses
 * them, and turned into a struct and a descriptor array:
 *
 *     #define SEARCH_PARAMS(P, S)                                                  \
 *         P(S, SHARE, weekly, "share a week", "0.25", "0", "1", NULL, "our estimate", ASSUMPTION, \
 *           true, "How many of the unemployed search in a week.")
 *     struct search_params { SEARCH_PARAMS(PARAM_FIELD, search_params) };
 *     static const struct param search_params[] = { SEARCH_PARAMS(PARAM_ROW, search_params) };
 */

enum param_type {
    PARAM_FLAG,   /* yes | no                            -> int32_t 0 or 1 */
    PARAM_COUNT,  /* whole number                        -> int64_t */
    PARAM_SHARE,  /* 0.7 or 70 %: probability, share     -> int64_t, 2^32 = 1 (see math/fixed.h);
                     without a range of its own it lies from 0 to 1 */
    PARAM_FACTOR, /* decimal multiplier or plain number  -> int64_t, 2^16 = 1 */
    PARAM_MONEY,  /* kroner, at most two decimals        -> int64_t øre */
    PARAM_DATE,   /* YYYY-MM-DD                          -> int32_t week of the first Monday on or
                     after it (base/date.h); PARAM_NO_DATE when empty and not required; any
                     date lies from 1900-01-01 to 2499-12-31 */
    PARAM_CHOICE, /* one of `choices` ("a|b|c")          -> int32_t index */
    PARAM_SET,    /* comma list of names of a name list; `all`; empty = none -> uint64_t bits */
    PARAM_SPAN,   /* whole numbers `18-24` or `18`       -> struct param_span */
    PARAM_TEXT,   /* any text, not empty when required   -> char * (owned by the conf) */
    PARAM_FILE,   /* file, looked up beside the file that names it, then in the program's
                     scenarios/places -> char * full path (owned by the conf); NULL when empty */
};

enum { PARAM_NO_DATE = INT32_MIN };

struct param_span {
    int32_t low, high; /* both included */
};

/* How good the evidence behind a default is. */
enum param_grade {
    GRADE_A,          /* RCT or credible quasi-experiment, Nordic, similar group */
    GRADE_B,          /* the same elsewhere, or a meta-analysis */
    GRADE_C,          /* descriptive, before-after, expert */
    GRADE_NONE,       /* no effect study exists */
    GRADE_ASSUMPTION, /* ours */
    GRADE_CHOICE,     /* not a claim about the world: a switch, a date, a name */
};
const char *param_grade_name(enum param_grade grade); /* "A" .. "assumption", "choice" */

struct param {
    const char *key;
    enum param_type type;
    size_t offset;          /* of the field in the section's struct */
    const char *unit;       /* "week", "share a week", "kr a month", "1" for none */
    const char *fallback;   /* default, as a user would write it; NULL = required */
    const char *low, *high; /* range, both included, as a user would write it; NULL = none */
    const char *names;      /* CHOICE: "a|b|c"; SET: id of a name list ("areas", "statuses", ...) */
    const char *source;     /* where the default comes from */
    enum param_grade grade;
    bool contested;   /* varied in the worlds of an uncertainty analysis */
    const char *text; /* one or two plain sentences */
};

/* Storage of each type, and the two expansions of a section's X-macro. Row arguments:
 * P(struct, TYPE, key, unit, default, low, high, names, source, grade, contested, text) */
#define PARAM_C_FLAG int32_t
#define PARAM_C_COUNT int64_t
#define PARAM_C_SHARE int64_t
#define PARAM_C_FACTOR int64_t
#define PARAM_C_MONEY int64_t
#define PARAM_C_DATE int32_t
#define PARAM_C_CHOICE int32_t
#define PARAM_C_SET uint64_t
#define PARAM_C_SPAN struct param_span
#define PARAM_C_TEXT const char *
#define PARAM_C_FILE const char *
#define PARAM_FIELD(S, TYPE, key, ...) PARAM_C_##TYPE key;
#define PARAM_ROW(S, TYPE, field, unit_, default_, low_, high_, names_, source_, grade_,           \
                  contested_, text_)                                                               \
    {.key = #field,                                                                                \
     .type = PARAM_##TYPE,                                                                         \
     .offset = offsetof(struct S, field),                                                          \
     .unit = unit_,                                                                                \
     .fallback = default_,                                                                         \
     .low = low_,                                                                                  \
     .high = high_,                                                                                \
     .names = names_,                                                                              \
     .source = source_,                                                                            \
     .grade = GRADE_##grade_,                                                                      \
     .contested = contested_,                                                                      \
     .text = text_},

/* A section of the scenario file: its name, its parameters, where they go. */
struct param_section {
    const char *name; /* "moving"; for lever kinds the kind's name */
    const char *text; /* one sentence for `loft explain` */
    const struct param *params;
    size_t count;
    size_t offset; /* of the section's struct in the whole parameter block */
};

/* A list of names that a PARAM_SET may use, with the bits each stands for (a declared sum of areas
 * stands for several). `all` is always understood as the union. */
struct param_names {
    const char *id; /* "areas" */
    const char *const *names;
    const uint64_t *bits; /* NULL: name i is bit i */
    size_t count;
};

/* Parse `text` into the field of type `type` at `out`. On failure returns false, leaves `out` alone
 * and writes what was expected ("a share from 0 to 1, such as 0.7 or 70 %; write '70 %'") into
 * `expected`: 600 bytes hold every message whole. Ranges are checked here too. White space around
 * the text is ignored. TEXT stores the pointer `text` itself (the caller trims and keeps it); so
 * does FILE, as written (conf_bind resolves it), or NULL when empty. */
bool param_parse(const struct param *param, const char *text, const struct param_names *lists,
                 size_t list_count, void *out, char *expected, size_t expected_size);

/* Store what stands for "nothing" into the field at `out`: 0, no names, no date, "" for TEXT, NULL
 * for FILE. */
void param_store_nothing(const struct param *param, void *out);

/* What a value of this parameter looks like, without hints: "a whole number from 0 to 5200". */
void param_expected(const struct param *param, const struct param_names *lists, size_t list_count,
                    char *expected, size_t size);

/* Check descriptors as a programmer wrote them. Returns the number of faulty ones and describes the
 * first in `why`. Every descriptor has a key (lower-case letters and `_`, no digits, more than one
 * edit away from every other key of the array), a unit, a text and a source, a range that can be
 * read and is not empty, and a default within it (or NULL: required). CHOICE and SET have names; a
 * SET's default is checked when its list is among `lists` (pass NULL and 0 to leave it out). A
 * contested parameter has a number type and both ends of its range. */
size_t param_check_all(const struct param *params, size_t count, const struct param_names *lists,
                       size_t list_count, char *why, size_t size);

/* The fixed-point value of decimal text (optional sign, digits, optional fraction; ` %` allowed
 * when `percent`), scaled by `scale` > 0 and rounded to nearest, half away from zero, without
 * floating point. False on any other text, on overflow, on more than 18 decimals, and on a decimal
 * comma (then *comma is set; `comma` may be NULL). */
bool param_decimal(const char *text, int64_t scale, bool percent, int64_t *value, bool *comma);

#endif
