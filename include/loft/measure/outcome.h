/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MEASURE_OUTCOME_H
#define LOFT_MEASURE_OUTCOME_H

#include "loft/base/hash.h"
#include "loft/measure/frame.h"

#include <stdint.h>

/* Everything that one replicate of one variant leaves behind. It is what is spooled, appended to
 * the result file in order, and compared by digest. */

enum { OUTCOME_FRAMES_MOST = 16 };

struct outcome_person {
    uint64_t key;
    int16_t birth_week;
    uint8_t sex, origin;
    int32_t spell_count; /* its spells follow those of the person before */
};

/* One stretch of weeks in which status, residence and hours stayed the same; both weeks included,
 * counted from the start of the run. */
struct outcome_spell {
    int16_t start, end;
    uint8_t status; /* enum status */
    uint8_t area;   /* column of the file's area list */
    uint8_t hours;
};

struct outcome {
    int32_t variant, replicate;
    struct digest digest;
    int32_t weeks, areas, statuses; /* extent of the series; areas = partition, sums, outside */
    int32_t *persons;               /* [week][area][status]; owned */
    struct frame frames[OUTCOME_FRAMES_MOST];
    int frame_count;
    int64_t person_count, spell_count;
    struct outcome_person *people; /* ordered by key; owned */
    struct outcome_spell *spells;  /* ordered by person, start; owned */
    int64_t void_events;           /* events whose precondition failed, all processes */
    int64_t agent_weeks;           /* person-weeks simulated */
};

void outcome_clear(struct outcome *outcome);

#endif
