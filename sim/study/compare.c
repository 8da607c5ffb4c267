/* SPDX-License-Identifier: MIT */
#include "loft/study/compare.h"

#include "loft/base/mem.h"
#include "loft/measure/tally.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COLUMN(name_, type_, unit_, text_)                                                         \
    {                                                                                              \
        .name = name_, .type = FRAME_##type_, .unit = unit_, .text = text_                         \
    }
static const struct frame_column compare_columns[] = {
    COLUMN("measure", TEXT, "1", "what is compared"),
    {.name = "area", .type = FRAME_CODE, .list = "area", .unit = "1", .text = "area or sum"},
    {.name = "variant", .type = FRAME_CODE, .list = "variant", .unit = "1", .text = "variant"},
    {.name = "base", .type = FRAME_CODE, .list = "variant", .unit = "1", .text = "compared with"},
    COLUMN("estimate", REAL, "unit of the measure", "mean difference, paired by replicate"),
    COLUMN("mc_se", REAL, "unit of the measure", "its standard error from simulation noise"),
    COLUMN("mc_low", REAL, "unit of the measure", "95 % interval from simulation noise"),
    COLUMN("mc_high", REAL, "unit of the measure", "95 % interval from simulation noise"),
    COLUMN("world_low", REAL, "unit of the measure", "empty: assumptions are not yet varied"),
    COLUMN("world_high", REAL, "unit of the measure", "empty: assumptions are not yet varied"),
    COLUMN("worlds", REAL, "1", "empty: assumptions are not yet varied"),
    COLUMN("sign_agree", REAL, "1", "empty: assumptions are not yet varied"),
    COLUMN("replicates", COUNT, "1", "replicates of each variant"),
    COLUMN("replicates_needed", COUNT, "1",
           "replicates with which the interval would exclude 0; 0 = cannot be told")};
const struct frame_info compare_info = {.name = "compare",
                                        .text = "Paired differences between variants",
                                        .danish = "Forskelle mellem varianter",
                                        .columns = compare_columns,
                                        .column_count =
                                            sizeof compare_columns / sizeof *compare_columns};

/* Values of one measure: [area][variant][replicate], NaN where there is none. */
struct cube {
    double *values;
    int areas, variants, replicates;
};

static double *cube_cell(const struct cube *cube, int64_t area, int64_t variant, int64_t replicate)
{
    return &cube->values[(area * cube->variants + variant) * cube->replicates + replicate];
}

static int cube_create(struct cube *cube, const struct result_file *file)
{
    const struct frame_list *areas = frame_find_list(file->lists, file->list_count, "area");
    const struct frame_list *variants = frame_find_list(file->lists, file->list_count, "variant");
    cube->areas = areas->count;
    cube->variants = variants->count;
    cube->replicates = file->replicates;
    size_t cells = (size_t)cube->areas * (size_t)cube->variants * (size_t)cube->replicates;
    cube->values = mem_new(cells, sizeof *cube->values);
    return cube->values != NULL ? 0 : LOFT_ENOMEM;
}

static void cube_clear(struct cube *cube, double value)
{
    int64_t cells = (int64_t)cube->areas * cube->variants * cube->replicates;
    for (int64_t n = 0; n < cells; n++)
        cube->values[n] = value;
}

static const char *keep_text(struct compare_texts *texts, const char *text)
{
    char *copy = mem_string(text);
    if (copy == NULL || mem_vec_reserve((void **)&texts->data, &texts->room, texts->count + 1,
                                        sizeof *texts->data) != 0) {
        mem_free(copy);
        return NULL;
    }
    texts->data[texts->count++] = copy;
    return copy;
}

void compare_free_texts(struct compare_texts *texts)
{
    for (int64_t i = 0; i < texts->count; i++)
        mem_free(texts->data[i]);
    mem_free(texts->data);
    *texts = (struct compare_texts){0};
}

/* Paired differences of one area and variant; false when the measure is not defined there. */
static bool differences(const struct cube *cube, int area, int variant, int base, double *out)
{
    for (int r = 0; r < cube->replicates; r++) {
        out[r] = *cube_cell(cube, area, variant, r) - *cube_cell(cube, area, base, r);
        if (isnan(out[r]))
            return false;
    }
    return true;
}

static int add_measure(struct frame *frame, struct compare_texts *texts, const struct cube *cube,
                       const char *measure, int base)
{
    const char *name = keep_text(texts, measure);
    double *d = mem_new((size_t)cube->replicates, sizeof *d);
    int code = name == NULL || d == NULL ? LOFT_ENOMEM : 0;
    for (int area = 0; area < cube->areas && code == 0; area++)
        for (int v = 0; v < cube->variants && code == 0; v++) {
            if (v == base || !differences(cube, area, v, base, d))
                continue;
            struct stat_interval s = stat_paired(d, cube->replicates);
            union frame_cell row[] = {{.text = name},
                                      {.count = area},
                                      {.count = v},
                                      {.count = base},
                                      {.real = s.estimate},
                                      {.real = s.se},
                                      {.real = s.low},
                                      {.real = s.high},
                                      {.real = NAN},
                                      {.real = NAN},
                                      {.real = NAN},
                                      {.real = NAN},
                                      {.count = cube->replicates},
                                      {.count = stat_needed(&s)}};
            code = frame_add(frame, row);
        }
    mem_free(d);
    return code;
}

static int64_t count_of(const struct frame *frame, int64_t row, const char *column)
{
    return frame_cell(frame, row, frame_column(frame->info, column)).count;
}

static double real_of(const struct frame *frame, int64_t row, const char *column)
{
    int at = frame_column(frame->info, column);
    union frame_cell cell = frame_cell(frame, row, at);
    return frame->info->columns[at].type == FRAME_REAL ? cell.real : (double)cell.count;
}

/* A value of the uplift table; "gap" is what people gained beyond the place. */
static double uplift_value(const struct frame *uplift, int64_t row, const char *column)
{
    if (strcmp(column, "gap") == 0)
        return real_of(uplift, row, "individual_uplift") - real_of(uplift, row, "area_uplift");
    return real_of(uplift, row, column);
}

static void fill_uplift(struct cube *cube, const struct frame *uplift, const char *column,
                        int definition, int64_t to_week)
{
    cube_clear(cube, NAN);
    for (int64_t row = 0; row < uplift->rows; row++)
        if (count_of(uplift, row, "cohort") == 0 &&
            count_of(uplift, row, "definition") == definition &&
            count_of(uplift, row, "to_week") == to_week)
            *cube_cell(cube, count_of(uplift, row, "area"), count_of(uplift, row, "variant"),
                       count_of(uplift, row, "replicate")) = uplift_value(uplift, row, column);
}

/* The week of the rows that are asked for, or -1: then `fault` lists those there are. */
static int64_t find_week(const struct frame *uplift, int64_t at, struct fault *fault)
{
    int64_t last = -1, wanted = -1;
    char known[300] = "";
    for (int64_t row = 0; row < uplift->rows; row++) {
        int64_t to = count_of(uplift, row, "to_week"), from = count_of(uplift, row, "from_week");
        if (at >= 0 && to - from == at)
            wanted = to;
        if (to > last) {
            last = to;
            size_t used = strlen(known);
            snprintf(known + used, sizeof known - used, "%s%lld", used > 0 ? ", " : "",
                     (long long)(to - from));
        }
    }
    if (at < 0)
        return last;
    if (wanted < 0)
        fault_set(fault, LOFT_EUSAGE,
                  "the file has no row %lld weeks after the cohorts' date; it has %s",
                  (long long)at, known);
    return wanted;
}

static int compare_uplifts(const struct frame *uplift, struct cube *cube, int base, int64_t week,
                           struct frame *frame, struct compare_texts *texts)
{
    static const char *const names[][2] = {{"individual_uplift", "individual_uplift"},
                                           {"area_uplift", "area_uplift"},
                                           {"gap", "gap"},
                                           {"employed", "residents_employed_end"}};
    int code = 0;
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        for (int e = 0; e < EMPLOYMENTS && code == 0; e++) {
            char measure[60];
            snprintf(measure, sizeof measure, "%s.%s", names[n][0], kind_employment.ids[e]);
            fill_uplift(cube, uplift, names[n][1], e, week);
            code = add_measure(frame, texts, cube, measure, base);
        }
    return code;
}

/* Sum of a column over rows of a table; `keep` chooses the rows. */
static void fill_sum(struct cube *cube, const struct frame *table, const char *column,
                     bool (*keep)(const struct frame *, int64_t))
{
    cube_clear(cube, NAN);
    for (int64_t row = 0; row < table->rows; row++) {
        if (!keep(table, row))
            continue;
        double *cell =
            cube_cell(cube, count_of(table, row, "area"), count_of(table, row, "variant"),
                      count_of(table, row, "replicate"));
        *cell = (isnan(*cell) ? 0 : *cell) + real_of(table, row, column);
    }
}

static bool every_row(const struct frame *table, int64_t row)
{
    (void)table;
    (void)row;
    return true;
}

static bool whole_run_e2(const struct frame *table, int64_t row)
{
    return count_of(table, row, "year") == 0 && count_of(table, row, "definition") == EMPLOYMENT_E2;
}

static int compare_table(const struct result_file *file, const struct frame_info *info,
                         bool (*keep)(const struct frame *, int64_t), struct cube *cube, int base,
                         struct frame *frame, struct compare_texts *texts, struct fault *fault)
{
    struct frame table = {0};
    int code = result_read(file, info, &table, fault);
    for (int c = 0; c < info->column_count && code == 0; c++) {
        const struct frame_column *column = &info->columns[c];
        if (column->type == FRAME_CODE || column->type == FRAME_YEAR ||
            strcmp(column->name, "replicate") == 0)
            continue;
        char measure[80];
        snprintf(measure, sizeof measure, "%s.%s", info->name, column->name);
        fill_sum(cube, &table, column->name, keep);
        code = add_measure(frame, texts, cube, measure, base);
    }
    frame_clear(&table);
    return code;
}

int compare_make(const struct result_file *file, const struct compare_request *request,
                 struct frame *frame, struct compare_texts *texts, struct fault *fault)
{
    *frame = (struct frame){.info = &compare_info};
    *texts = (struct compare_texts){0};
    const struct frame_list *variants = frame_find_list(file->lists, file->list_count, "variant");
    int base = -1;
    for (int v = 0; v < variants->count; v++)
        if (strcmp(variants->names[v], request->base) == 0)
            base = v;
    if (base < 0)
        return fault_set(fault, LOFT_EUSAGE, "the file has no variant '%s'", request->base);
    struct frame uplift = {0};
    struct cube cube = {0};
    int code = result_read(file, &tally_uplift, &uplift, fault);
    if (code == 0)
        code = cube_create(&cube, file);
    int64_t week = code == 0 ? find_week(&uplift, request->at, fault) : -1;
    if (code == 0)
        code = fault->code;
    if (code == 0)
        code = compare_uplifts(&uplift, &cube, base, week, frame, texts);
    if (code == 0)
        code = compare_table(file, &tally_moves, every_row, &cube, base, frame, texts, fault);
    if (code == 0)
        code = compare_table(file, &tally_decomposition, whole_run_e2, &cube, base, frame, texts,
                             fault);
    mem_free(cube.values);
    frame_clear(&uplift);
    return code == 0 ? 0 : fault_set(fault, code, "%s", error_text(code));
}

int compare_uplift(const struct frame *uplift, const char *column, int area, int definition,
                   int variant, int base, int64_t to_week, int32_t replicates,
                   struct stat_interval *interval)
{
    double *d = mem_new((size_t)replicates, sizeof *d);
    if (d == NULL)
        return LOFT_ENOMEM;
    for (int64_t row = 0; row < uplift->rows; row++) {
        int64_t v = count_of(uplift, row, "variant");
        if ((v != variant && v != base) || count_of(uplift, row, "cohort") != 0 ||
            count_of(uplift, row, "area") != area ||
            count_of(uplift, row, "definition") != definition ||
            count_of(uplift, row, "to_week") != to_week)
            continue;
        int64_t r = count_of(uplift, row, "replicate");
        double value = uplift_value(uplift, row, column);
        if (variant == base)
            d[r] = value; /* a level, not a difference */
        else
            d[r] += v == variant ? value : -value;
    }
    *interval = stat_paired(d, replicates);
    mem_free(d);
    return 0;
}
