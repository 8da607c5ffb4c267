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
 *         P(S, SHARE, weekly, "share a week", "0.25", "0", "1", ASSUMED, "...")
 *     struct search_params { SEARCH_PARAMS(PARAM_FIELD, search_params) };
 *     static const struct param search_params[] = { SEARCH_PARAMS(PARAM_ROW, search_params) };
 */

enum param_type {
    PARAM_FLAG,   /* yes | no                            -> int32_t 0 or 1 */
    PARAM_COUNT,  /* whole number                        -> int64_t */
    PARAM_SHARE,  /* 0.7 or 70 %: probability, share     -> int64_t, 2^32 = 1 (see math/fixed.h) */
    PARAM_FACTOR, /* decimal multiplier or plain number  -> int64_t, 2^16 = 1 */
    PARAM_MONEY,  /* kroner, at most two decimals        -> int64_t øre */
    PARAM_DATE,   /* YYYY-MM-DD                          -> int32_t week of the first Monday on or
                     after it (base/date.h); PARAM_NO_DATE when empty */
    PARAM_CHOICE, /* one of `choices` ("a|b|c")          -> int32_t index */
    PARAM_SET,    /* comma list of names of a name list; `all`; empty = none -> uint64_t bits */
    PARAM_SPAN,   /* whole numbers `18-24` or `18`       -> struct param_span */
    PARAM_TEXT,   /* any text                            -> char * (owned by the conf) */
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
    size_t offset;        /* of the field in the section's struct */
    const char *unit;     /* "week", "share a week", "kr a month", "1" for none */
    const char *fallback; /* default, as a user would write it; NULL = required */
    const char *low, *high; /* range, both included, as a user would write it; NULL = none */
    const char *names;    /* CHOICE: "a|b|c"; SET: id of a name list ("areas", "statuses", ...) */
    const char *source;   /* where the default comes from */
    enum param_grade grade;
    bool contested;       /* varied in the worlds of an uncertainty analysis */
    const char *text;     /* one or two plain sentences */
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

/* Parse `text` into the field of type `type` at `out`. On failure returns false and writes what was
 * expected ("a share such as 0.7 or 70 %", "a number from 1 to 2.5") into `expected`. Ranges are
 * checked here too. FILE is stored as written by this function; conf_bind resolves it. */
bool param_parse(const struct param *param, const char *text, const struct param_names *lists,
                 size_t list_count, void *out, char *expected, size_t expected_size);

/* The fixed-point value of decimal text (optional sign, digits, optional fraction; ` %` allowed when
 * `percent`), scaled by `scale` and rounded to nearest, half away from zero, without floating point.
 * False on any other text, on overflow, and on a decimal comma (then *comma is set). */
bool param_decimal(const char *text, int64_t scale, bool percent, int64_t *value, bool *comma);

#endif
