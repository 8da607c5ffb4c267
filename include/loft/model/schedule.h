/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SCHEDULE_H
#define LOFT_MODEL_SCHEDULE_H

#include "loft/base/report.h"
#include "loft/model/cycle.h"
#include "loft/model/separation.h"
#include "loft/world/kinds.h"

#include <stdint.h>

/* Schedules: the CSV tables that parameters name (rates by age, compositions), as the model uses
 * them: weekly chances (2^32 = 1) by completed year of age, cumulative shares. Read once per
 * variant. */

enum {
    SCHEDULE_AGES = 111,
    POOL_TYPES_MOST = 16,
    SECTORS_MOST = 24,
    SIZES_MOST = 16,
    HOURS_MOST = 16
};

/* Outcomes with cumulative shares: outcome i holds when share[i-1] <= u < share[i]. */
struct schedule_choice {
    int count;
    int32_t value[32];
    int64_t until[32]; /* cumulative, the last is 2^32 */
};

struct pool_type {
    const char *name;        /* owned */
    int least_age, most_age; /* of the reference person */
    int adults, least_children, most_children;
    struct schedule_choice origin, status;
    struct schedule_choice status_of[ORIGINS]; /* derived: status of an applicant of this origin */
    int64_t firm[ORIGINS][STATUSES];           /* derived: chance of firm attachment by status */
};

struct workplace_size {
    int32_t least, most; /* jobs */
};

struct schedules {
    int64_t death[SEXES][SCHEDULE_AGES];
    int64_t birth[ORIGINS][SCHEDULE_AGES];
    int64_t unions[SEXES][SCHEDULE_AGES]; /* of a person without partner */
    int64_t part[SCHEDULE_AGES];          /* cohabiting without children */
    int64_t divorce[SCHEDULE_AGES];       /* by years since the couple began */
    int64_t leave_home[SEXES][SCHEDULE_AGES];
    int64_t leave[SCHEDULE_AGES];
    int64_t emigrate[ORIGINS][SCHEDULE_AGES];
    int64_t wish[TENURES][SCHEDULE_AGES];
    struct schedule_choice of_age[ORIGINS]; /* enum status */
    struct schedule_choice pool;            /* type of an applicant household */
    struct pool_type pool_types[POOL_TYPES_MOST];
    struct schedule_choice sector;    /* sector of a job, by share of jobs */
    int64_t unskilled[SECTORS_MOST];  /* share of a sector's jobs that ask for no education */
    struct schedule_choice workplace; /* size class of a workplace */
    struct workplace_size workplace_sizes[SIZES_MOST];
    struct schedule_choice hours[SEXES]; /* weekly hours of a job */
    int64_t wage[EDUCATIONS];            /* øre an hour */
    struct cycle_series cycle;
    /* derived: chance a week of losing a job, by attachment and band of tenure */
    int64_t separation[ATTACHMENTS][SEPARATION_BANDS];
    /* derived: largest value in the ages of a class, for the bounds at load */
    int64_t death_top_adult, death_top_old, death_top_oldest, death_top_child;
    int64_t birth_top;
};

struct params;

/* Read all tables that the parameters name. Errors are reported with file:line; a missing file name
 * is an error. The numbers of each grade are added to `grades` (enum csv_grade; NULL: not counted).
 * 0, LOFT_ESCENARIO or LOFT_ENOMEM. */
int schedule_read(const struct params *params, struct schedules *schedules, int64_t *grades,
                  struct report *report);
void schedule_free(struct schedules *schedules);

/* The outcome that a uniform falls on; -1 for an empty choice. */
int32_t schedule_pick(const struct schedule_choice *choice, uint32_t u);

/* Age as an index of the schedules. */
static inline int schedule_age(int years)
{
    return years < 0 ? 0 : years >= SCHEDULE_AGES ? SCHEDULE_AGES - 1 : years;
}

#endif
