/* SPDX-License-Identifier: MIT */
#include "loft/study/validate.h"

#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/base/parallel.h"
#include "loft/base/text.h"
#include "loft/math/stat.h"
#include "loft/study/study.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUICK = 4 };

const char *const validate_kinds[] = {"calibrated", "input", "emergent"};
const char *const validate_verdicts[] = {"agrees", "too low", "too high", "not measured"};
static const char *const statistics[] = {"mean", "drift"};
static const char *const hardness[] = {"hard", "other"};

#define CODES(list) .codes = list, .code_count = sizeof list / sizeof *list
#define MICRO(name_, text_)                                                                        \
    {                                                                                              \
        .name = name_, .type = CSV_MICRO, .low = -1000000000, .high = 1000000000, .unit = "1",     \
        .text = text_                                                                              \
    }
#define TEXT(name_, text_)                                                                         \
    {                                                                                              \
        .name = name_, .type = CSV_TEXT, .unit = "1", .text = text_                                \
    }
enum { ROW, QUANTITY, AGAINST, STATISTIC, AREA, KIND, TARGET, LOW, HIGH, HARD, STUDY, WORDS };
static const struct csv_column columns[] = {
    TEXT("row", "name of the row"),
    {.name = "quantity", .type = CSV_CODE, .codes = quantities_ids, .code_count = QUANTITIES},
    TEXT("against", "quantity that is subtracted; empty: none"),
    {.name = "statistic", .type = CSV_CODE, CODES(statistics)},
    TEXT("area", "area or declared sum; all: the municipality"),
    {.name = "kind", .type = CSV_CODE, CODES(validate_kinds)},
    MICRO("target", "the published figure"),
    MICRO("low", "lower end of the band"),
    MICRO("high", "upper end of the band"),
    {.name = "hard", .type = CSV_CODE, CODES(hardness)},
    TEXT("study", "file of the study, by path or bare name"),
    TEXT("text", "what the row says, in plain words"),
};

static int find_quantity(const char *id)
{
    for (int k = 0; k < QUANTITIES; k++)
        if (strcmp(quantities_ids[k], id) == 0)
            return k;
    return -1;
}

static double micro(const struct csv_table *table, size_t row, size_t column)
{
    return (double)csv_cell(table, row, column) / 1e6;
}

static void read_row(struct validation *v, size_t n, struct report *report)
{
    const struct csv_table *t = &v->table;
    struct validate_row *row = &v->rows[n];
    const char *against = csv_text(t, n, AGAINST);
    *row = (struct validate_row){.id = csv_text(t, n, ROW),
                                 .area = csv_text(t, n, AREA),
                                 .study = csv_text(t, n, STUDY),
                                 .text = csv_text(t, n, WORDS),
                                 .source = csv_source(t, n),
                                 .grade = csv_grade_name((enum csv_grade)t->grades[n]),
                                 .quantity = (enum quantity)csv_cell(t, n, QUANTITY),
                                 .against = against[0] != '\0' ? find_quantity(against) : -1,
                                 .statistic = (enum validate_statistic)csv_cell(t, n, STATISTIC),
                                 .kind = (enum validate_kind)csv_cell(t, n, KIND),
                                 .hard = csv_cell(t, n, HARD) == 0,
                                 .target = micro(t, n, TARGET),
                                 .low = micro(t, n, LOW),
                                 .high = micro(t, n, HIGH),
                                 .line = t->lines[n]};
    if (against[0] != '\0' && row->against < 0)
        report_error(report, t->path, row->line, "column 'against': unknown quantity '%s'",
                     against);
    if (row->low > row->high || row->target < row->low || row->target > row->high)
        report_error(report, t->path, row->line,
                     "low <= target <= high is expected: found %g, %g, %g", row->low, row->target,
                     row->high);
    for (size_t k = 0; k < n; k++)
        if (strcmp(v->rows[k].id, row->id) == 0)
            report_error(report, t->path, row->line, "row '%s' stands in line %d already", row->id,
                         v->rows[k].line);
}

int validate_read(struct validation *v, const char *path, struct report *report)
{
    *v = (struct validation){.count = 0};
    int code = csv_read(path, columns, sizeof columns / sizeof *columns, &v->table, report);
    if (code != 0)
        return code;
    v->rows = mem_new(v->table.rows, sizeof *v->rows);
    if (v->rows == NULL)
        return LOFT_ENOMEM;
    v->count = (int64_t)v->table.rows;
    for (size_t n = 0; n < v->table.rows; n++)
        read_row(v, n, report);
    return report_code(report);
}

/* ---- one study ---- */

struct campaign {
    struct validation *validation;
    const char *name; /* rows with this study take part */
    struct study study;
    int32_t replicates;
    struct fault *faults; /* one per replicate */
};

/* Codes of the table's areas that make up a row's: the partition for `all`, one column otherwise.
 */
static uint32_t row_columns(const struct study *study, const char *area)
{
    const struct tally_plan *plan = &study->experiment.plan;
    if (strcmp(area, "all") == 0)
        return (1u << plan->areas) - 1;
    for (int c = 0; c < plan->columns; c++)
        if (strcmp(study->column_names[c], area) == 0)
            return 1u << c;
    return 0;
}

static bool adds(const struct validate_row *row)
{
    return quantities_infos[row->quantity].adds &&
           (row->against < 0 || quantities_infos[row->against].adds);
}

static void check_areas(struct campaign *c, struct report *report)
{
    struct validation *v = c->validation;
    for (int64_t n = 0; n < v->count; n++) {
        struct validate_row *row = &v->rows[n];
        if (strcmp(row->study, c->name) != 0)
            continue;
        uint32_t bits = row_columns(&c->study, row->area);
        const char *near = text_nearest_of(row->area, c->study.column_names,
                                           (size_t)c->study.experiment.plan.columns);
        if (bits == 0)
            report_error(report, v->table.path, row->line, "unknown area '%s'%s%s%s", row->area,
                         near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
                         near != NULL ? "'?" : "");
        else if (strcmp(row->area, "all") == 0 && !adds(row))
            report_error(report, v->table.path, row->line,
                         "'%s' is counted at the border of an area: name one, not 'all'",
                         quantities_ids[row->quantity]);
    }
}

/* Counts of one quantity in the areas of a row, by year of the run. */
enum { YEARS_MOST = 64 };
struct counts {
    int64_t part[YEARS_MOST], whole[YEARS_MOST];
    int years;
};

static void gather(const struct frame *frame, enum quantity quantity, uint32_t areas,
                   struct counts *counts)
{
    enum { AT_QUANTITY = 2, AT_AREA, AT_YEAR, AT_NUMERATOR, AT_DENOMINATOR };
    int64_t first = 0;
    *counts = (struct counts){.years = 0};
    for (int64_t n = 0; n < frame->rows; n++) {
        int64_t year = frame_cell(frame, n, AT_YEAR).count;
        if (first == 0)
            first = year;
        if (frame_cell(frame, n, AT_QUANTITY).count != (int64_t)quantity ||
            !(areas >> frame_cell(frame, n, AT_AREA).count & 1u) || year - first >= YEARS_MOST)
            continue;
        counts->part[year - first] += frame_cell(frame, n, AT_NUMERATOR).count;
        counts->whole[year - first] += frame_cell(frame, n, AT_DENOMINATOR).count;
        if (counts->years <= year - first)
            counts->years = (int)(year - first) + 1;
    }
}

static double statistic_of(const struct frame *frame, enum quantity quantity, uint32_t areas,
                           enum validate_statistic statistic)
{
    struct counts c;
    gather(frame, quantity, areas, &c);
    if (statistic == VALIDATE_DRIFT) {
        int last = c.years - 1;
        if (last < 1)
            return NAN;
        return (quantities_value(quantity, c.part[last], c.whole[last]) -
                quantities_value(quantity, c.part[0], c.whole[0])) /
               last;
    }
    int64_t part = 0, whole = 0;
    for (int y = 0; y < c.years; y++) {
        part += c.part[y];
        whole += c.whole[y];
    }
    return quantities_value(quantity, part, whole);
}

static double row_value(const struct campaign *c, const struct validate_row *row,
                        const struct frame *frame)
{
    uint32_t areas = row_columns(&c->study, row->area);
    double value = statistic_of(frame, row->quantity, areas, row->statistic);
    return row->against < 0
               ? value
               : value - statistic_of(frame, (enum quantity)row->against, areas, row->statistic);
}

static void run_replicate(void *context, int replicate)
{
    struct campaign *c = context;
    struct outcome outcome;
    struct simulate_options options = {.threads = 1};
    struct fault *fault = &c->faults[replicate];
    if (simulate_run(&c->study.experiment, 0, replicate, &options, &outcome, fault) != 0)
        return;
    const struct frame *frame = NULL;
    for (int f = 0; f < outcome.frame_count; f++)
        if (outcome.frames[f].info == &quantities_frame)
            frame = &outcome.frames[f];
    for (int64_t n = 0; n < c->validation->count; n++) {
        struct validate_row *row = &c->validation->rows[n];
        if (strcmp(row->study, c->name) == 0)
            row->values[replicate] = row_value(c, row, frame);
    }
    outcome_clear(&outcome);
}

static int make_room(struct campaign *c)
{
    c->faults = mem_new((size_t)c->replicates, sizeof *c->faults);
    if (c->faults == NULL)
        return LOFT_ENOMEM;
    for (int64_t n = 0; n < c->validation->count; n++) {
        struct validate_row *row = &c->validation->rows[n];
        if (strcmp(row->study, c->name) != 0)
            continue;
        row->replicates = c->replicates;
        row->values = mem_new((size_t)c->replicates, sizeof *row->values);
        if (row->values == NULL)
            return LOFT_ENOMEM;
    }
    return 0;
}

static int run_campaign(struct campaign *c, const struct validate_options *o, struct fault *fault)
{
    int32_t own = c->study.experiment.replicates;
    c->replicates = o->replicates > 0 ? o->replicates : o->quick && own > QUICK ? QUICK : own;
    int code = make_room(c);
    if (code == 0)
        code = study_populate(&c->study, fault);
    if (code == 0)
        parallel_for(c->replicates, o->threads, run_replicate, c);
    for (int32_t r = 0; r < c->replicates && code == 0; r++)
        if (c->faults[r].code != 0)
            code = fault_set(fault, c->faults[r].code, "%s", c->faults[r].text);
    mem_free(c->faults);
    return code == 0 ? 0 : fault_set(fault, code, "%s", error_text(code));
}

static int run_study(struct validation *v, const struct validate_row *first,
                     const struct validate_options *o, struct report *report, struct fault *fault)
{
    char folder[PATH_MAX], path[PATH_MAX], why[1000];
    file_folder(v->table.path, folder, sizeof folder);
    if (!conf_locate(first->study, folder, ".ini", path, sizeof path)) {
        report_error(report, v->table.path, first->line, "%s",
                     conf_missing(first->study, folder, ".ini", why, sizeof why));
        return LOFT_ESCENARIO;
    }
    struct campaign c = {.validation = v, .name = first->study};
    struct study_overrides overrides = {
        .sets = o->sets, .set_count = o->set_count, .weeks = -1, .replicates = -1, .seed = -1};
    int code = study_read(&c.study, path, &overrides, report);
    if (code == 0 && c.study.scenario.title == NULL)
        report_error(report, path, 0, "a place or preset is not run by itself");
    if (code == 0)
        check_areas(&c, report);
    if (code == 0)
        code = report_code(report);
    if (code == 0)
        code = run_campaign(&c, o, fault);
    study_free(&c.study);
    return code;
}

int validate_run(struct validation *v, const struct validate_options *o, struct report *report,
                 struct fault *fault)
{
    int code = 0;
    for (int64_t n = 0; n < v->count && code == 0; n++) {
        bool done = false;
        for (int64_t k = 0; k < n; k++)
            done |= strcmp(v->rows[k].study, v->rows[n].study) == 0;
        if (!done)
            code = run_study(v, &v->rows[n], o, report, fault);
    }
    for (int64_t n = 0; n < v->count && code == 0; n++)
        code = validate_judge(&v->rows[n]);
    return code;
}

/* ---- verdicts ---- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Between the two nearest of the ordered values. */
static double quantile(const double *sorted, int64_t count, double q)
{
    double at = q * (double)(count - 1);
    int64_t low = (int64_t)at;
    double rest = at - (double)low;
    return low + 1 < count ? sorted[low] * (1 - rest) + sorted[low + 1] * rest : sorted[low];
}

int validate_judge(struct validate_row *row)
{
    int64_t count = row->replicates, inside = 0, below = 0, above = 0;
    row->simulated = row->sim_low = row->sim_high = row->share = NAN;
    row->verdict = VALIDATE_NOT_MEASURED;
    for (int64_t r = 0; r < count; r++) {
        below += row->values[r] < row->low;
        above += row->values[r] > row->high;
        inside += row->values[r] >= row->low && row->values[r] <= row->high;
    }
    if (count == 0 || below + above + inside < count)
        return 0; /* somewhere there was nothing to measure */
    double *sorted = mem_new((size_t)count, sizeof *sorted);
    if (sorted == NULL)
        return LOFT_ENOMEM;
    memcpy(sorted, row->values, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, ascending);
    row->simulated = stat_mean(row->values, count);
    row->sim_low = quantile(sorted, count, 0.05);
    row->sim_high = quantile(sorted, count, 0.95);
    row->share = (double)inside / (double)count;
    row->verdict = 10 * inside >= 9 * count ? VALIDATE_AGREES
                   : above > below          ? VALIDATE_HIGH
                                            : VALIDATE_LOW;
    mem_free(sorted);
    return 0;
}

int64_t validate_failures(const struct validation *v)
{
    int64_t failures = 0;
    for (int64_t n = 0; n < v->count; n++)
        failures += v->rows[n].hard && v->rows[n].verdict != VALIDATE_AGREES;
    return failures;
}

void validate_free(struct validation *v)
{
    for (int64_t n = 0; n < v->count; n++)
        mem_free(v->rows[n].values);
    mem_free(v->rows);
    csv_clear(&v->table);
    *v = (struct validation){.count = 0};
}
