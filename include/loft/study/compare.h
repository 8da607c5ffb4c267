/* SPDX-License-Identifier: MIT */
#ifndef LOFT_STUDY_COMPARE_H
#define LOFT_STUDY_COMPARE_H

#include "loft/io/result.h"
#include "loft/math/stat.h"

/* Paired differences between variants: same replicate, same luck. `mc` is simulation noise only. */

extern const struct frame_info compare_info;

struct compare_request {
    const char *base; /* name of the variant that others are compared with */
    int64_t at;       /* weeks after the cohorts' date; -1 = the end of the run */
};

/* The table `compare` of a file: every measure, area and variant. Measures: individual_uplift.eN,
 * area_uplift.eN, gap.eN, employed.eN at that date, moves.COLUMN summed over the years, and
 * decomposition.COLUMN of the run (e2). A measure that is not defined in the base is left out.
 * LOFT_EUSAGE when the base or the date is not in the file (told in `fault`). Texts of the frame
 * belong to `file` or are static, except the names of measures, which belong to `texts`. */
struct compare_texts {
    char **data;
    int64_t count, room;
};
int compare_make(const struct result_file *file, const struct compare_request *request,
                 struct frame *frame, struct compare_texts *texts, struct fault *fault);
void compare_free_texts(struct compare_texts *texts);

/* One paired difference, for the summary: a column of `uplift` (or "gap") for cohort `residents`.
 */
int compare_uplift(const struct frame *uplift, const char *column, int area, int definition,
                   int variant, int base, int64_t to_week, int32_t replicates,
                   struct stat_interval *interval);

#endif
