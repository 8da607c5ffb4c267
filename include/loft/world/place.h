/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_PLACE_H
#define LOFT_WORLD_PLACE_H

#include "loft/base/report.h"
#include "loft/conf/csv.h"
#include "loft/conf/param.h"
#include "loft/world/kinds.h"

#include <stdint.h>

/* A place: a municipality, its areas, and the margins from which its population is made. Everything
 * comes from two sections of a scenario file (usually scenarios/places/NAME.ini) and the CSV tables
 * that they name; each row of a table carries its source and grade.
 *
 * Counts in the tables are those of the place itself; population.scale multiplies them later
 * (world/population.h). */

/* clang-format off */
#define PLACE_PARAMS(P, S) \
    P(S, TEXT, name, "1", NULL, NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "Short name of the place. Identities of its people and dwellings are derived from it.") \
    P(S, TEXT, title, "1", NULL, NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "Name of the place in tables and reports.") \
    P(S, DATE, start, "1", NULL, NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "Date that the margins describe; runs start here unless the scenario says otherwise.") \
    P(S, TEXT, focus, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "Area or declared sum that reports are about unless told otherwise; empty = the first area.") \
    P(S, FILE, areas, "1", NULL, NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: the areas, a partition of the municipality, with tenure, dwellings and rent.") \
    P(S, FILE, sums, "1", "", NULL, NULL, NULL, \
      "the place", CHOICE, false, \
      "CSV: declared sums of areas.")
/* clang-format on */
struct place_params {
    PLACE_PARAMS(PARAM_FIELD, place_params)
};

/* clang-format off */
#define POPULATION_FILE(P, S, key, text) \
    P(S, FILE, key, "1", NULL, NULL, NULL, NULL, "the place", CHOICE, false, text)
#define POPULATION_PARAMS(P, S) \
    POPULATION_FILE(P, S, age_sex, "CSV: residents of the whole place by age and sex.") \
    POPULATION_FILE(P, S, area_age, "CSV: residents by area and age.") \
    POPULATION_FILE(P, S, area_origin, "CSV: residents by area and origin; its sums are the size of the areas.") \
    POPULATION_FILE(P, S, origin_age, "CSV: age profile of each origin.") \
    POPULATION_FILE(P, S, household_size, "CSV: share of households of 1 to 6 or more persons, by area.") \
    POPULATION_FILE(P, S, household_type, "CSV: kinds of household and how common they are before fitting.") \
    POPULATION_FILE(P, S, couples, "CSV: share who live in a couple, by sex and age.") \
    POPULATION_FILE(P, S, at_home, "CSV: share who live with a parent or other relatives, by age.") \
    POPULATION_FILE(P, S, rooms, "CSV: share of dwellings of 1 to 6 or more rooms, by area.") \
    POPULATION_FILE(P, S, area_status, "CSV: main status of residents of 18-64, by area.") \
    POPULATION_FILE(P, S, origin_status, "CSV: main status of residents of 18-64, by origin; gives way to area_status.") \
    POPULATION_FILE(P, S, status_age, "CSV: age profile of each status.") \
    POPULATION_FILE(P, S, education, "CSV: highest completed education by origin and age.") \
    P(S, FILE, area_education, "1", "", NULL, NULL, NULL, "the place", CHOICE, false, \
      "CSV: highest completed education of residents of 25-64 in areas that differ.") \
    POPULATION_FILE(P, S, status_education, "CSV: educational profile of each status.") \
    POPULATION_FILE(P, S, readiness, "CSV: range of the readiness for work of each status.") \
    P(S, FACTOR, scale, "1", "1", "0.01", "100", NULL, \
      "a switch", CHOICE, false, \
      "Multiplies the place: people, households, dwellings, jobs and programme places.") \
    P(S, FLAG, redraw, "1", "no", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "Make another population for every replicate instead of one for all.") \
    P(S, SHARE, mixed_western, "share", "0.45", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of partnered adults of Western origin whose partner is of Danish origin, were all others Danish.") \
    P(S, SHARE, mixed_nonwestern, "share", "0.13", "0", "1", NULL, \
      "new marriages 2000-2010: men 11-12 %, women 18-34 % (Fakta om integration 2011 p. 41); the stock is an assumption", ASSUMPTION, false, \
      "The same for non-Western origin.") \
    P(S, SHARE, lone_fathers, "share", "0.15", "0", "1", NULL, \
      "children of separated parents live with the father in 15 of 100 cases, recalled", C, false, \
      "Share of lone parents of children under 18 who are men.") \
    P(S, SHARE, same_sex, "share", "0.006", "0", "0.5", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of couples without children under 18 of the same sex.") \
    P(S, FACTOR, age_gap, "year", "2.6", "-20", "20", NULL, \
      "Danmarks Statistik, recalled, +-0.5", C, false, \
      "Mean years by which the man of a couple is older.") \
    P(S, FACTOR, age_gap_nonwestern, "year", "4.5", "-20", "20", NULL, \
      "recalled, +-0.5", C, false, \
      "The same where both are of non-Western origin.") \
    P(S, FACTOR, age_spread, "year", "4.6", "0", "20", NULL, \
      "Danmarks Statistik, recalled, +-0.5", C, false, \
      "Standard deviation of that age gap.") \
    P(S, FACTOR, age_spread_nonwestern, "year", "6", "0", "20", NULL, \
      "recalled, +-0.5", C, false, \
      "The same where both are of non-Western origin.") \
    P(S, FACTOR, first_birth, "year", "28.9", "18", "40", NULL, \
      "Danmarks Statistik, mean age at first birth 2006, recalled, +-0.2", C, false, \
      "Mean age of a mother at the birth of the oldest child at home.") \
    P(S, FACTOR, first_birth_spread, "year", "4.8", "0", "10", NULL, \
      "assumption", ASSUMPTION, false, \
      "Standard deviation of that age.")
/* clang-format on */
struct population_params {
    POPULATION_PARAMS(PARAM_FIELD, population_params)
};

enum { PLACE_SUMS_MOST = 16, PLACE_NAMES_MOST = AREAS_MOST + PLACE_SUMS_MOST };
enum { PLACE_SIZES = 6, PLACE_ROOMS = 6 }; /* the last means "or more" */

/* The tables of a place. */
enum place_table {
    PLACE_AREAS,
    PLACE_SUMS,
    PLACE_AGE_SEX,
    PLACE_AREA_AGE,
    PLACE_AREA_ORIGIN,
    PLACE_ORIGIN_AGE,
    PLACE_HOUSEHOLD_SIZE,
    PLACE_HOUSEHOLD_TYPE,
    PLACE_COUPLES,
    PLACE_AT_HOME,
    PLACE_ROOMS_SHARE,
    PLACE_AREA_STATUS,
    PLACE_ORIGIN_STATUS,
    PLACE_STATUS_AGE,
    PLACE_EDUCATION,
    PLACE_AREA_EDUCATION,
    PLACE_STATUS_EDUCATION,
    PLACE_READINESS,
    PLACE_TABLES
};

/* What a table looks like and what must hold in it. Columns are numbered from 0; sets of columns
 * are bits. */
struct place_table_info {
    const char *key;                  /* of [place] or [population] */
    const struct csv_column *columns; /* codes of a CSV_CODE column are NULL where they follow from
                                         its name: area, sex, origin, tenure, status, education */
    size_t count;
    unsigned keys;     /* columns that tell rows apart */
    unsigned complete; /* CODE columns of which every code must occur */
    int shares;        /* column of shares that add up to 1, -1 = none ... */
    unsigned within;   /* ... among rows that agree in these columns */
    int ages;          /* column of age spans, -1 = none: rows that agree in the other keys ... */
    int from, to;      /* ... must cover these ages, each once */
};
extern const struct place_table_info place_tables[PLACE_TABLES];

struct place_area {
    const char *id, *english, *danish; /* not owned: texts of the table */
    enum tenure tenure;
    int32_t dwellings, occupied;
    int64_t size_m2; /* mean floor space, millionths of a m2 */
    int64_t rent_m2; /* kr per m2 a year in millionths; user cost where owned */
};

struct place {
    char *name, *title; /* owned */
    int32_t start;      /* week that the margins describe */
    int areas;
    struct place_area area[AREAS_MOST];
    /* Areas first, then declared sums; a sum is never added to its parts. Texts are not owned. */
    int names;
    const char *ids[PLACE_NAMES_MOST], *english[PLACE_NAMES_MOST], *danish[PLACE_NAMES_MOST];
    uint64_t bits[PLACE_NAMES_MOST]; /* areas that the name stands for */
    int focus;                       /* index into ids */
    struct csv_table tables[PLACE_TABLES];
    int64_t grades[CSV_GRADES]; /* numbers of each grade in all of its tables */
};

/* Read a place from its bound sections. Everything that is wrong with the tables is reported with
 * file:line: besides what csv_read finds, unknown areas, rows given twice or missing, shares that
 * do not add up to 1 within 0.001, ages that are not covered or covered twice, and tables that
 * contradict each other by more than 2 % (number of residents) or cannot hold the residents in the
 * households. Returns 0, LOFT_ESCENARIO (reported) or LOFT_ENOMEM; on failure the place is empty.
 */
int place_read(struct place *place, const struct place_params *params,
               const struct population_params *population, struct report *report);

void place_free(struct place *place);

/* Index of an area or declared sum in ids, or -1. */
int place_find(const struct place *place, const char *id);

/* The list "areas" for PARAM_SET. Valid as long as the place. */
struct param_names place_names(const struct place *place);

/* Checks for any table, also those of other floors. `columns` are those the table was read with,
 * for the messages. Rows are grouped by the columns in `within` (bits; 0: all rows are one group).
 */

/* The CSV_MICRO column `shares` adds up to 1 within 0.001 in every group. */
void place_check_shares(const struct csv_table *table, const struct csv_column *columns,
                        unsigned within, int shares, struct report *report);

/* The CSV_SPAN column `ages` covers every age from .. to once in every group; spans may begin
 * earlier and end later, but must not overlap. */
void place_check_ages(const struct csv_table *table, const struct csv_column *columns,
                      unsigned within, int ages, int from, int to, struct report *report);

/* No two rows agree in all columns of `keys`. */
void place_check_keys(const struct csv_table *table, const struct csv_column *columns,
                      unsigned keys, struct report *report);

/* Every code of the CSV_CODE column `code` occurs. */
void place_check_codes(const struct csv_table *table, const struct csv_column *columns, int code,
                       struct report *report);

#endif
