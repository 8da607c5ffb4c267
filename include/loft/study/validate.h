/* SPDX-License-Identifier: MIT */
#ifndef LOFT_STUDY_VALIDATE_H
#define LOFT_STUDY_VALIDATE_H

#include "loft/base/error.h"
#include "loft/base/report.h"
#include "loft/conf/csv.h"
#include "loft/measure/quantities.h"

#include <stdbool.h>
#include <stdint.h>

/* Validation: the model beside published figures. A table of targets
 * (scenarios/validation/targets.csv unless told otherwise) names, per row, a quantity
 * (measure/quantities.h), where, in which study, the published figure and the band that counts as
 * agreement. The studies are run without policy, and each replicate gives one value per row:
 *
 *   mean    numerators over denominators, both summed over the years of the run
 *   drift   (value of the last calendar year - that of the first) / years between, per year
 *
 * `against` another quantity: the difference of the two. Area `all`: the whole municipality. A row
 * agrees when at least 90 % of the replicates lie in the band (ends included). Hard rows must
 * agree; the others are told. Kind says what an agreement is worth: `input` = the figure went into
 * a parameter, so it shows only that the machinery does what it is told; `calibrated` = parameters
 * were chosen so that it agrees; `emergent` = neither, a test of the model. */

enum validate_kind { VALIDATE_CALIBRATED, VALIDATE_INPUT, VALIDATE_EMERGENT };
enum validate_statistic { VALIDATE_MEAN, VALIDATE_DRIFT };
enum validate_verdict { VALIDATE_AGREES, VALIDATE_LOW, VALIDATE_HIGH, VALIDATE_NOT_MEASURED };
extern const char *const validate_kinds[];
extern const char *const validate_verdicts[]; /* in plain words */

struct validate_row {
    const char *id, *area, *study, *text, *source, *grade; /* owned by the table */
    enum quantity quantity;
    int against; /* enum quantity; -1: none */
    enum validate_statistic statistic;
    enum validate_kind kind;
    bool hard;
    double target, low, high;
    int line;
    double *values; /* one per replicate, NaN where not measured; owned */
    int32_t replicates;
    double simulated, sim_low, sim_high; /* mean, 5 and 95 % over the replicates */
    double share;                        /* of the replicates that lie in the band */
    enum validate_verdict verdict;
};

struct validation {
    struct csv_table table;
    struct validate_row *rows; /* in the order of the file; owned */
    int64_t count;
};

struct validate_options {
    bool quick;              /* 4 replicates instead of the study's own number */
    int32_t replicates;      /* not 0: this many */
    int threads;             /* at least 1 */
    const char *const *sets; /* --set, each "SECTION.KEY=VALUE", for every study */
    int set_count;
};

/* Read the targets. Everything wrong goes into the report, with file:line. 0 or a code. */
int validate_read(struct validation *validation, const char *path, struct report *report);

/* Run the studies and judge every row. Faulty studies go into the report. 0 or a code. */
int validate_run(struct validation *validation, const struct validate_options *options,
                 struct report *report, struct fault *fault);

/* Judge one row from its values. */
int validate_judge(struct validate_row *row);

/* Hard rows that do not agree. */
int64_t validate_failures(const struct validation *validation);

/* The table `validate`, for programs; and a narrow one for people. Texts belong to the validation,
 * or to `texts`, which the caller frees with validate_free_texts. 0 or LOFT_ENOMEM. */
extern const struct frame_info validate_info;
struct validate_texts {
    char **data;
    int64_t count, room;
};
int validate_frame(const struct validation *validation, struct frame *frame);
int validate_people(const struct validation *validation, bool danish, struct frame *frame,
                    struct validate_texts *texts);
void validate_free_texts(struct validate_texts *texts);

void validate_free(struct validation *validation);

#endif
