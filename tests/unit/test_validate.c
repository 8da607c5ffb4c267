/* SPDX-License-Identifier: MIT */
#include "village.h"

#include "loft/study/validate.h"

#include <math.h>
#include <unistd.h>

/* Verdicts on made-up values, and tables of targets that are wrong. Runs are in tests/cli. */

static struct validate_row judged(const double *values, int32_t count, double low, double high)
{
    struct validate_row row = {
        .low = low, .high = high, .replicates = count, .values = (double *)(uintptr_t)values};
    cr_assert_eq(validate_judge(&row), 0);
    return row;
}

/* Nine of ten replicates suffice, eight do not; the ends of the band belong to it. Fails when the
 * mean decides, or when a bound is strict. */
Test(validate, nine_of_ten_replicates_decide)
{
    double values[10] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.4, 0.6, 0.5, 0.5, 9};
    struct validate_row row = judged(values, 10, 0.4, 0.6);
    cr_assert_eq(row.verdict, VALIDATE_AGREES);
    cr_assert_float_eq(row.share, 0.9, 1e-12);
    cr_assert_float_eq(row.simulated, 1.35, 1e-12);
    values[0] = 9;
    cr_assert_eq(judged(values, 10, 0.4, 0.6).verdict, VALIDATE_HIGH);
    for (int k = 1; k < 4; k++)
        values[k] = -9;
    cr_assert_eq(judged(values, 10, 0.4, 0.6).verdict, VALIDATE_LOW);
    /* of four replicates all must lie in it */
    cr_assert_eq(judged(values + 4, 4, 0.4, 0.6).verdict, VALIDATE_AGREES);
    cr_assert_eq(judged(values + 3, 4, 0.4, 0.6).verdict, VALIDATE_LOW);
}

/* Fails when a replicate in which there was nothing to measure passes for one that agrees. */
Test(validate, nothing_measured_is_no_agreement)
{
    double values[3] = {0.5, NAN, 0.5};
    struct validate_row row = judged(values, 3, 0, 1);
    cr_assert_eq(row.verdict, VALIDATE_NOT_MEASURED);
    cr_assert(isnan(row.simulated) && isnan(row.sim_low));
    struct validation v = {.rows = &row, .count = 1};
    cr_assert_eq(validate_failures(&v), 0);
    row.hard = true;
    cr_assert_eq(validate_failures(&v), 1);
}

/* Between the nearest two of the ordered values. Fails when the values are not ordered, or the ends
 * are taken. */
Test(validate, range_of_the_replicates)
{
    double values[21];
    for (int k = 0; k < 21; k++)
        values[k] = (k * 8) % 21;
    struct validate_row row = judged(values, 21, 0, 1);
    cr_assert_float_eq(row.sim_low, 1, 1e-12);
    cr_assert_float_eq(row.sim_high, 19, 1e-12);
    double one[1] = {7};
    row = judged(one, 1, 0, 1);
    cr_assert(row.sim_low == 7 && row.sim_high == 7);
}

static const char head[] =
    "row,quantity,against,statistic,area,kind,target,low,high,hard,study,text,source,grade\n";

/* Read a table of one line; what is wrong goes into `report`. */
static int read_line(const char *line, struct validation *v, struct report *report)
{
    char path[] = "/tmp/loft-targets-XXXXXX";
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    FILE *out = fdopen(file, "w");
    fprintf(out, "%s%s\n", head, line);
    fclose(out);
    int code = validate_read(v, path, report);
    unlink(path);
    return code;
}

/* Fails when a column is read as another one. */
Test(validate, a_row_is_read)
{
    struct validation v;
    struct report report = {0};
    cr_assert_eq(
        read_line("a,births,deaths,drift,estate,input,0.2,-0.1,0.3,other,village,Births,Here,"
                  "recalled",
                  &v, &report),
        0);
    const struct validate_row *r = &v.rows[0];
    cr_assert(v.count == 1 && strcmp(r->id, "a") == 0 && r->quantity == QUANTITY_BIRTHS);
    cr_assert(r->against == QUANTITY_DEATHS && r->statistic == VALIDATE_DRIFT);
    cr_assert(strcmp(r->area, "estate") == 0 && r->kind == VALIDATE_INPUT && !r->hard);
    cr_assert(r->target == 0.2 && r->low == -0.1 && r->high == 0.3);
    cr_assert(strcmp(r->study, "village") == 0 && strcmp(r->text, "Births") == 0);
    cr_assert(strcmp(r->source, "Here") == 0 && strcmp(r->grade, "recalled") == 0);
    validate_free(&v);
    report_clear(&report);
}

/* Fails when a table is accepted that cannot be meant so. */
Test(validate, wrong_rows_are_refused)
{
    static const char *const lines[] = {
        "a,birth,,mean,all,input,1,0,2,hard,village,t,s,seen",       /* unknown quantity */
        "a,births,death,mean,all,input,1,0,2,hard,village,t,s,seen", /* unknown `against` */
        "a,births,,median,all,input,1,0,2,hard,village,t,s,seen",    /* unknown statistic */
        "a,births,,mean,all,guess,1,0,2,hard,village,t,s,seen",      /* unknown kind */
        "a,births,,mean,all,input,3,0,2,hard,village,t,s,seen",      /* target beyond the band */
        "a,births,,mean,all,input,1,2,0,hard,village,t,s,seen",      /* band upside down */
        "a,births,,mean,all,input,1,0,2,hard,village,t,,seen",       /* no source */
        "a,births,,mean,all,input,1,0,2,maybe,village,t,s,seen",     /* neither hard nor other */
        "a,births,,mean,all,input,1,0,2,hard,village,t,s,seen\n"     /* the same name twice */
        "a,deaths,,mean,all,input,1,0,2,hard,village,t,s,seen"};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        struct validation v;
        struct report report = {0};
        cr_assert_neq(read_line(lines[k], &v, &report), 0, "%s", lines[k]);
        cr_assert_gt(report.errors, 0);
        validate_free(&v);
        report_clear(&report);
    }
}

/* The program's own targets. Fails when a quantity is renamed without them, or when a hard row
 * loses its place. */
Test(validate, own_targets_are_read)
{
    struct validation v;
    struct report report = {0};
    int code = validate_read(&v, LOFT_SOURCE "/scenarios/validation/targets.csv", &report);
    report_print(&report, stderr);
    cr_assert_eq(code, 0);
    int hard = 0;
    for (int64_t n = 0; n < v.count; n++)
        hard += v.rows[n].hard;
    cr_assert_geq(hard, 7);
    validate_free(&v);
    report_clear(&report);
}
