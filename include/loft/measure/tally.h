/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MEASURE_TALLY_H
#define LOFT_MEASURE_TALLY_H

#include "loft/measure/outcome.h"
#include "loft/model/week.h"

#include <stdbool.h>
#include <stdint.h>

/* Measures: counters that follow the week's changes and applied events, never a re-scan of the
 * population. All dates are Mondays: "at week W" is the state on the Monday of week W, before the
 * events of that week; week `weeks` is the Monday after the last one.
 *
 * A person's state, as the counters know it, is packed into person.seen:
 *     residence (4 bits) | status (5) | employment definitions (5) | age group (2) | hours (7)
 * Age group follows the status: child, working age (18-64), old. */

enum age_group { GROUP_CHILD, GROUP_WORKING, GROUP_OLD };

static inline unsigned state_area(uint32_t state)
{
    return state & 15u;
}
static inline enum status state_status(uint32_t state)
{
    return (enum status)(state >> 4 & 31u);
}
static inline unsigned state_employment(uint32_t state)
{
    return state >> 9 & 31u;
}
static inline enum age_group state_group(uint32_t state)
{
    return (enum age_group)(state >> 14 & 3u);
}
static inline unsigned state_hours(uint32_t state)
{
    return state >> 16 & 127u;
}
uint32_t state_of(const struct world *world, int32_t person);

/* Whether somebody was born this week to a mother who lives here, and did not arrive as an infant
 * (the children of a household that has just arrived are not counted in its mother's `births`). */
bool tally_is_newborn(const struct world *world, int32_t person);

/* Columns of every table: the areas of the partition, then the declared sums. A sum is computed on
 * its own, never by adding its parts. */
enum { COLUMNS_MOST = 30, COHORTS_MOST = 8, DEFAULT_COHORTS = 3 };

enum trajectories { TRAJECTORIES_NONE, TRAJECTORIES_COHORT, TRAJECTORIES_AREAS, TRAJECTORIES_ALL };

/* A cohort: who is in it at the cohorts' date. The three default ones come first. */
struct cohort {
    const char *name; /* not owned */
    uint32_t areas;   /* bits of residence codes */
    struct param_span ages;
    uint64_t sex, origin, statuses;
};

/* What is measured; the same for all variants and replicates of a file. */
struct tally_plan {
    int areas;                   /* areas of the partition */
    int columns;                 /* areas and sums */
    uint32_t bits[COLUMNS_MOST]; /* residence codes of each column */
    uint32_t focus;              /* residence codes of the focus area */
    int32_t start_week, weeks;
    int32_t cohort_week; /* the cohorts' date, weeks since 1900 */
    struct cohort cohorts[COHORTS_MOST];
    int cohort_count;
    enum trajectories trajectories;
};

/* State of the cohorts: [cohort][residence code at the cohorts' date]. */
struct cohort_count {
    int64_t size, end, over64, dead, emigrated;
    int64_t employed_start[EMPLOYMENTS], employed[EMPLOYMENTS];
};

/* Counts of one year and column. */
struct move_count {
    int64_t in_households, out_households, within_households;
    int64_t in_persons, out_persons, in_adults, out_adults, in_employed, out_employed;
    int64_t vacant_weeks; /* sum over weeks of the vacant dwellings */
    int64_t hires[CHANNELS];
};

enum { ATTAINED_AGES = 65 };

/* Employment by age, sex and origin at the cohorts' date, for the age-adjusted uplift. */
struct standard {
    int64_t people[ATTAINED_AGES][SEXES][ORIGINS];
    int64_t employed[ATTAINED_AGES][SEXES][ORIGINS][EMPLOYMENTS];
};

/* A change of what a trajectory shows. */
struct mark {
    int32_t person;
    int32_t week; /* since the start of the run */
    uint32_t state;
};

struct tally {
    const struct tally_plan *plan;
    struct outcome *outcome; /* not owned: what is filled */
    int32_t variant, replicate;
    int32_t population[AREA_CODES][STATUSES];
    int64_t working[AREA_CODES];               /* residents of 18-64 */
    int64_t employed[AREA_CODES][EMPLOYMENTS]; /* of them */
    int64_t vacant[AREA_CODES];                /* vacant dwellings */
    int64_t dwellings[AREA_CODES];
    struct cohort_count cohorts[COHORTS_MOST][AREA_CODES];
    int64_t residents_start[AREA_CODES], residents_employed_start[AREA_CODES][EMPLOYMENTS];
    /* members still in scope, by age at the cohorts' date: [cohort][area][age][sex][origin] */
    int32_t *attained;         /* owned */
    struct standard *standard; /* owned */
    bool cohorts_set;
    int32_t cohort_age_week;
    int year;
    int32_t year_weeks; /* weeks of the year counted so far */
    int32_t year_week;  /* first Monday of the year, or of the run */
    int64_t year_employed[COLUMNS_MOST][EMPLOYMENTS], year_working[COLUMNS_MOST];
    int64_t start_employed[COLUMNS_MOST][EMPLOYMENTS], start_working[COLUMNS_MOST];
    struct move_count moves[COLUMNS_MOST];
    VEC(int32_t) touched_year, touched_run; /* people whose state changed since */
    VEC(struct mark) marks;
    uint32_t *first_seen; /* state of the initial people; owned; only with trajectories */
    int32_t first_count;
    struct frame *uplift, *decomposition, *moves_frame, *channels, *quantities_frame;
    struct quantities *quantities; /* owned; measure/quantities.h */
    struct digest digest;
    struct fault fault;
};

/* Descriptors of the tables that a tally fills, in file order; `status` is derived from the series.
 */
extern const struct frame_info tally_uplift, tally_decomposition, tally_status, tally_moves,
    tally_channels;
extern const struct frame_info *const tally_infos[];
enum { TALLY_INFOS = 6 };

/* Start: count everybody once and record the first Monday. 0 or a code (text in tally->fault). */
int tally_begin(struct tally *tally, const struct tally_plan *plan, const struct world *world,
                int32_t variant, int32_t replicate, struct outcome *outcome);

/* Phase *measure*: follow the week's events and changes; they also go into the digest. */
int tally_week(struct tally *tally, const struct week *week);

/* Phase *record*: rows that are due on the Monday after week `now`. */
int tally_record(struct tally *tally, const struct week *week);

/* End: last rows, trajectories, digest of the final rows; the outcome is complete. */
int tally_end(struct tally *tally, const struct week *week);

void tally_free(struct tally *tally);

/* --- parts, one file each; used by tally.c --- */

/* uplift.c: mark the cohorts; a person's change of state; the row of a Monday. */
int uplift_set_cohorts(struct tally *tally, const struct world *world);
void uplift_change(struct tally *tally, const struct world *world, int32_t person, uint32_t before,
                   uint32_t after);
int uplift_record(struct tally *tally, int32_t week);

/* decomposition.c: what was marked at the start of the year or run; the rows of a closed period. */
uint16_t decomposition_mark(uint32_t state);
int decomposition_touch(struct tally *tally, const struct world *world, int32_t person,
                        uint32_t before);
int decomposition_close(struct tally *tally, const struct world *world, int year);

/* moves.c: how the job was found that an event begins (enum channel), -1: it begins none; an
 * applied event; persons who moved without their household; the rows of a closed year. */
int moves_channel(const struct event *event);
void moves_event(struct tally *tally, const struct week *week, const struct event *event);
void moves_persons(struct tally *tally, const struct week *week);
int moves_close(struct tally *tally, int year);

/* spells.c: the trajectories of those who are asked for. */
int spells_make(struct tally *tally, const struct world *world);

/* series.c: rows of the table `status` from the weekly series. */
int series_status(const struct outcome *outcome, const struct tally_plan *plan,
                  struct frame *frame);

#endif
