/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/build.h"
#include "loft/base/date.h"
#include "loft/base/mem.h"
#include "loft/conf/describe.h"
#include "loft/study/compare.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What `loft run` prints, in words of a policy analyst: at most 40 lines. Every number comes from
 * the tables of the file that was just written. */

static const char *day(int32_t week, char *buffer)
{
    return date_format(date_week_monday(week), buffer);
}

void summary_begin(const struct study *study, int threads, const char *out)
{
    const struct experiment *e = &study->experiment;
    char from[11], to[11];
    printf("%s\n", study->scenario.title);
    printf("%s, %s to %s (%d weeks); %d variant%s x %d replicate%s on %d thread%s -> %s\n",
           e->place.title, day(e->plan.start_week, from), day(e->plan.start_week + e->weeks, to),
           (int)e->weeks, e->variant_count, e->variant_count == 1 ? "" : "s", (int)e->replicates,
           e->replicates == 1 ? "" : "s", threads, threads == 1 ? "" : "s", out);
}

void summary_people(const struct study *study, int threads)
{
    const struct experiment *e = &study->experiment;
    const struct world *w = &e->world;
    int32_t jobs = 0; /* that exist: others wait for better times */
    for (int32_t slot = 0; slot < w->slot.count; slot++)
        jobs += w->slot.person[slot] != SLOT_CLOSED;
    /* people grow by those who move in and out; 45 million person-weeks a second and thread */
    double person_weeks =
        1.4 * w->person.count * (double)e->weeks * e->variant_count * (double)e->replicates;
    printf("%d people in %d households, %d dwellings, %d jobs; this takes about %.0f s\n",
           w->person.count, w->household.count, w->dwelling.count, jobs,
           1 + person_weeks / (4.5e7 * threads));
}

struct summary {
    const struct study *study;
    struct frame uplift, decomposition;
    int focus;    /* column of the focus area */
    int64_t last; /* week of the last row */
    int64_t year; /* week one year after the cohorts' date, or the last */
};

static int64_t count_of(const struct frame *f, int64_t row, const char *column)
{
    return frame_cell(f, row, frame_column(f->info, column)).count;
}

static bool is_row(const struct summary *s, int64_t row, int area, int variant, int64_t week)
{
    const struct frame *f = &s->uplift;
    return count_of(f, row, "cohort") == 0 && count_of(f, row, "definition") == EMPLOYMENT_E2 &&
           count_of(f, row, "area") == area && count_of(f, row, "variant") == variant &&
           count_of(f, row, "to_week") == week;
}

/* Mean over replicates of part / whole in percent. */
static double mean_share(const struct summary *s, int variant, const char *part, const char *whole)
{
    double sum = 0;
    int64_t rows = 0;
    for (int64_t row = 0; row < s->uplift.rows; row++) {
        if (!is_row(s, row, s->focus, variant, s->last))
            continue;
        sum += 100.0 * (double)count_of(&s->uplift, row, part) /
               (double)count_of(&s->uplift, row, whole);
        rows++;
    }
    return rows > 0 ? sum / (double)rows : NAN;
}

/* Mean over replicates of a column of the decomposition of the whole run, base, e2. */
static double mean_part(const struct summary *s, const char *column)
{
    const struct frame *f = &s->decomposition;
    double sum = 0;
    int64_t rows = 0;
    for (int64_t row = 0; row < f->rows; row++)
        if (count_of(f, row, "year") == 0 && count_of(f, row, "variant") == 0 &&
            count_of(f, row, "area") == s->focus &&
            count_of(f, row, "definition") == EMPLOYMENT_E2) {
            sum += (double)count_of(f, row, column);
            rows++;
        }
    return rows > 0 ? sum / (double)rows : NAN;
}

static void print_base(const struct summary *s)
{
    const struct experiment *e = &s->study->experiment;
    const char *area = e->place.english[s->focus];
    char from[11], to[11];
    printf("\nWithout new policy, %s: share in work, 20+ hours, of those of 18-64 (mean of the "
           "replicates)\n",
           area);
    printf("%58s  %10s\n", day(e->plan.cohort_week, from),
           day(e->plan.start_week + (int32_t)s->last, to));
    double a = mean_share(s, 0, "cohort_employed_start", "cohort_size");
    double b = mean_share(s, 0, "cohort_employed_end", "cohort_end");
    double c = mean_share(s, 0, "residents_employed_start", "residents_start");
    double d = mean_share(s, 0, "residents_employed_end", "residents_end");
    printf("  %-46s %7.1f %%  %7.1f %%  %+5.1f points\n", "the people: those who lived there", a, b,
           b - a);
    printf("  %-46s %7.1f %%  %7.1f %%  %+5.1f points\n", "the place: whoever lives there", c, d,
           d - c);
    printf("  people in work who live there, from %s on: %.0f", day(e->plan.start_week, from),
           mean_part(s, "employed_start"));
    printf(" %+.0f among those who stayed %+.0f moved in %+.0f moved out\n",
           mean_part(s, "stayers_change"), mean_part(s, "arrivals_employed"),
           -mean_part(s, "leavers_employed"));
    printf("  %+.0f came of age there %+.0f turned 65 or died = %.0f in the end\n",
           mean_part(s, "aged_in_employed"), -mean_part(s, "aged_out_employed"),
           mean_part(s, "employed_end"));
}

/* One line of the anatomy: uplift of the people and of the place without policy, and the gap. */
static void print_part(const struct summary *s, int variant, const char *label)
{
    double people = mean_share(s, variant, "cohort_employed_end", "cohort_end") -
                    mean_share(s, variant, "cohort_employed_start", "cohort_size");
    double place = mean_share(s, variant, "residents_employed_end", "residents_end") -
                   mean_share(s, variant, "residents_employed_start", "residents_start");
    printf("  %-46s %+10.1f %+10.1f %+10.1f\n", label, people, place, people - place);
}

/* The same luck with parts of the model taken away ([study] anatomy). */
static void print_anatomy(const struct summary *s)
{
    static const char *const labels[][2] = {
        {"link_off", "a job makes nobody move (link_off)"},
        {"arrivals_neutral", "homes go to like households (arrivals_neutral)"},
        {"both_off", "both (both_off)"},
        {"ageing_off", "the life course stands still (ageing_off)"},
        {"neutral", "all three (neutral)"}};
    const struct experiment *e = &s->study->experiment;
    printf("\nAnatomy, without new policy, same luck: uplift in points %26s %10s\n",
           "the people  the place", "gap");
    print_part(s, 0, "as above");
    for (int v = 1; v < e->variant_count; v++)
        for (size_t n = 0; n < sizeof labels / sizeof *labels; n++)
            if (e->variants[v].shares && e->variants[v].of == 0 &&
                strcmp(e->variants[v].what, labels[n][0]) == 0)
                print_part(s, v, labels[n][1]);
}

/* "+0.12 (-0.05 to +0.29)" of a paired difference, in percentage points or persons. */
static void print_interval(const struct summary *s, const char *column, int area, int variant,
                           int64_t week, double scale, int decimals)
{
    struct stat_interval i;
    if (compare_uplift(&s->uplift, column, area, EMPLOYMENT_E2, variant, 0, week,
                       s->study->experiment.replicates, &i) != 0)
        return;
    if (isnan(i.se))
        printf("  %+8.*f (one replicate)     ", decimals, i.estimate * scale);
    else
        printf("  %+8.*f (%+.*f to %+.*f)", decimals, i.estimate * scale, decimals, i.low * scale,
               decimals, i.high * scale);
}

enum { SHOWN = 3 }; /* variants: more would not fit into 40 lines */

static void print_effects(const struct summary *s)
{
    const struct experiment *e = &s->study->experiment;
    static const struct {
        const char *label, *column;
        double scale;
        int decimals;
        bool elsewhere;
    } lines[] = {
        {"the people, points", "individual_uplift", 100, 2, false},
        {"the place, points", "area_uplift", 100, 2, false},
        {"in work there, persons", "residents_employed_end", 1, 1, false},
        {"in work elsewhere in the municipality, persons", "residents_employed_end", 1, 1, true}};
    printf("\nWhat each policy changes, against no policy, in %s (simulation noise, 95 %%; "
           "assumptions "
           "not yet varied)\n",
           e->place.english[s->focus]);
    int others = -1;
    for (int c = 0; c < e->plan.columns; c++)
        if (c >= e->plan.areas && !(e->plan.bits[c] & e->plan.focus))
            others = c;
    int policies = 0; /* variants besides base that the file has */
    for (int v = 1; v < e->variant_count; v++)
        policies += !e->variants[v].shares;
    int shown = s->study->study.anatomy ? 1 : SHOWN;
    for (int v = 1; v < e->variant_count && v <= shown && v <= policies; v++) {
        printf("  %-49s %-26s %s\n", s->study->names[v], "after 1 year", "in the end");
        for (size_t n = 0; n < sizeof lines / sizeof *lines; n++) {
            int area = lines[n].elsewhere ? others : s->focus;
            if (area < 0)
                continue;
            printf("    %-46s", lines[n].label);
            print_interval(s, lines[n].column, area, v, s->year, lines[n].scale, lines[n].decimals);
            print_interval(s, lines[n].column, area, v, s->last, lines[n].scale, lines[n].decimals);
            printf("\n");
        }
    }
    if (policies > shown)
        printf("  ... and %d more: loft compare\n", policies - shown);
}

static bool has_policies(const struct study *study)
{
    const struct experiment *e = &study->experiment;
    return e->variant_count > 1 && !e->variants[1].shares;
}

static void print_fit(const struct study *study)
{
    const struct experiment *e = &study->experiment;
    printf(
        "\nHow far to trust it: calibration = none. The start meets %lld of %lld margins within "
        "2 %% or "
        "10 persons;\n  some assumptions are set so that Odense stands still without cycle, "
        "reforms and "
        "policy (loft validate);\n  the course over time is not fitted to any published series.\n",
        (long long)e->margins_met, (long long)e->margins);
    long assumed = 0, graded = 0;
    for (long i = 0; i < study->conf.effective_count; i++) {
        const char *grade = describe_grade(&study->conf.effective[i]);
        graded += strcmp(grade, "choice") != 0;
        assumed += strcmp(grade, "assumption") == 0;
    }
    printf("Assumptions: %ld of %ld parameters of the model; of the place's numbers %lld are seen, "
           "%lld derived,\n  %lld recalled, %lld assumed. Who moves in is not scripted, but the "
           "composition of applicants from outside is assumed.\n",
           assumed, graded, (long long)study->grades[CSV_SEEN],
           (long long)study->grades[CSV_DERIVED], (long long)study->grades[CSV_RECALLED],
           (long long)study->grades[CSV_ASSUMPTION]);
}

static void print_end(const struct study *study, const struct result_file *file, const char *out,
                      const struct ensemble_result *result)
{
    const struct experiment *e = &study->experiment;
    if (result->seconds > 0 && result->agent_weeks > 0)
        printf("\n%lld people at the start, %.0f million person-weeks in %.1f s%s\n",
               (long long)e->world.person.count, (double)result->agent_weeks / 1e6, result->seconds,
               result->reused > 0 ? " (the rest came from an interrupted run)" : "");
    printf("Next: loft table decomposition %s --area %s; loft compare %s; loft explain policy\n",
           out, e->place.ids[e->place.focus], out);
    for (int v = 0; v < e->variant_count; v++) {
        struct digest sum = {0};
        char hex[33];
        for (int r = 0; r < file->replicates; r++)
            digest_join(&sum, file->digests[v * file->replicates + r]);
        printf("digest %s %s\n", study->names[v], digest_hex(sum, hex));
    }
}

int summary_end(const struct study *study, const char *out, const struct ensemble_result *result,
                struct fault *fault)
{
    struct summary s = {.study = study, .focus = study->experiment.place.focus};
    struct result_file file;
    int code = result_open(out, &file, fault);
    if (code != 0)
        return code;
    code = result_read(&file, &tally_uplift, &s.uplift, fault);
    if (code == 0)
        code = result_read(&file, &tally_decomposition, &s.decomposition, fault);
    if (code == 0) {
        for (int64_t row = 0; row < s.uplift.rows; row++)
            if (count_of(&s.uplift, row, "to_week") > s.last)
                s.last = count_of(&s.uplift, row, "to_week");
        int64_t from = study->experiment.plan.cohort_week - study->experiment.plan.start_week;
        s.year = from + 52 <= s.last ? from + 52 : s.last;
        print_base(&s);
        if (study->study.anatomy)
            print_anatomy(&s);
        if (has_policies(study))
            print_effects(&s);
        print_fit(study);
        print_end(study, &file, out, result);
    }
    frame_clear(&s.uplift);
    frame_clear(&s.decomposition);
    result_close_file(&file);
    return code;
}
