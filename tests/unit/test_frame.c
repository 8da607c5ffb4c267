/* SPDX-License-Identifier: MIT */
#include "loft/base/error.h"
#include "loft/measure/frame.h"
#include "loft/measure/outcome.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct frame_column columns[] = {
    {"area", FRAME_CODE, "area", "1", "area"},
    {"persons", FRAME_COUNT, NULL, "person", "persons"},
    {"area_uplift", FRAME_REAL, NULL, "1", "change of the share in work"},
    {"kroner", FRAME_REAL, NULL, "kr", "money"},
    {"monday", FRAME_DAY, NULL, "day", "Monday"},
    {"year", FRAME_YEAR, NULL, "year", "year"},
    {"note", FRAME_TEXT, NULL, NULL, "a note"},
};
static const struct frame_info info = {"made", "a made-up table", "en tabel", columns, 7, false};

static const char *const ids[] = {"vollsmose", "south"};
static const char *const labels[] = {"Vollsmose", "Sønder Bro"};
static const struct frame_list lists[] = {{"area", ids, labels, 2}};

static void add(struct frame *frame, int64_t area, int64_t persons, double uplift, double kroner,
                int64_t day, int64_t year, const char *note)
{
    union frame_cell row[] = {{.count = area},  {.count = persons}, {.real = uplift},
                              {.real = kroner}, {.count = day},     {.count = year},
                              {.text = note}};
    cr_assert_eq(frame_add(frame, row), 0);
}

/* Print into a new string. */
static char *print(const struct frame *frame, const char *format, bool danish)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cr_assert_eq(frame_print(frame, lists, 1, format, danish, out), 0);
    fclose(out);
    return text;
}

static void check(const char *format, bool danish, const char *expected)
{
    struct frame frame = {.info = &info};
    add(&frame, 0, 9417, 0.0312, 1234.5, 13150, 2006, "plain");
    add(&frame, 1, -3, NAN, 0.1, 0, 0, "a, \"b\"\n\x01");
    add(&frame, 7, 0, -0.0004, NAN, -1, 2007, NULL);
    char *text = print(&frame, format, danish);
    cr_assert_str_eq(text, expected);
    free(text);
    frame_clear(&frame);
    cr_assert_eq(frame.rows, 0);
}

/* Fails when CSV rounds, uses labels, forgets to quote, or writes NaN. */
Test(frame, csv)
{
    check("csv", true,
          "area,persons,area_uplift,kroner,monday,year,note\n"
          "vollsmose,9417,0.0312,1234.5,2006-01-02,2006,plain\n"
          "south,-3,,0.1,1970-01-01,all,\"a, \"\"b\"\"\n\x01\"\n"
          "7,0,-0.0004,,1969-12-31,2007,\n");
}

/* Fails when a control character, a quote or NaN makes the JSON invalid. */
Test(frame, json)
{
    check(
        "json", false,
        "[\n"
        "{\"area\": \"vollsmose\", \"persons\": 9417, \"area_uplift\": 0.0312, \"kroner\": 1234.5, "
        "\"monday\": \"2006-01-02\", \"year\": 2006, \"note\": \"plain\"},\n"
        "{\"area\": \"south\", \"persons\": -3, \"area_uplift\": null, \"kroner\": 0.1, "
        "\"monday\": \"1970-01-01\", \"year\": \"all\", \"note\": \"a, \\\"b\\\"\\n\\u0001\"},\n"
        "{\"area\": \"7\", \"persons\": 0, \"area_uplift\": -0.0004, \"kroner\": null, "
        "\"monday\": \"1969-12-31\", \"year\": 2007, \"note\": null}\n"
        "]\n");
}

/* Fails when columns lose their alignment, a share its percentage points, or zero gets a minus. */
Test(frame, text)
{
    struct frame frame = {.info = &info};
    add(&frame, 0, 9417, 0.0312, 1234.5, 13150, 2006, "x");
    add(&frame, 1, 3, -0.0004, NAN, 0, 0, "");
    char *english = print(&frame, "text", false), *danish = print(&frame, "text", true);
    cr_assert_str_eq(english,
                     "area        persons  area_uplift (pp)  kroner  monday      year  note\n"
                     "Vollsmose      9417               3.1    1234  2006-01-02  2006  x\n"
                     "Sønder Bro        3               0.0       -  1970-01-01   all  \n");
    cr_assert_str_eq(
        danish, "area        persons  area_uplift (pct.point)  kroner  monday      year  note\n"
                "Vollsmose      9417                      3,1    1234  2006-01-02  2006  x\n"
                "Sønder Bro        3                      0,0       -  1970-01-01  alle  \n");
    free(english);
    free(danish);
    frame_clear(&frame);
}

static double from_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Fails when a printed real reads back as another number, or 0.1 gets 17 digits. */
Test(frame, reals_read_back_the_same_bits)
{
    static const struct frame_column real[] = {{"value", FRAME_REAL, NULL, "kr", "value"}};
    static const struct frame_info reals = {"reals", "", "", real, 1, false};
    struct frame frame = {.info = &reals};
    double fixed[] = {0.1, 1.0 / 3, 1e300, 5e-324, -0.0, 1.7976931348623157e308, 100, 1e22};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        cr_assert_eq(frame_add(&frame, &(union frame_cell){.real = fixed[i]}), 0);
    uint64_t bits = 1;
    for (int i = 0; i < 20000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        if (isfinite(from_bits(bits)))
            cr_assert_eq(frame_add(&frame, &(union frame_cell){.real = from_bits(bits)}), 0);
    }
    char *text = print(&frame, "csv", false), *at = text + strlen("value\n");
    const char *first = "0.1\n0.3333333333333333\n1e+300\n";
    cr_assert_eq(strncmp(at, first, strlen(first)), 0);
    for (int64_t row = 0; row < frame.rows; row++) {
        double value = strtod(at, &at), expected = frame_cell(&frame, row, 0).real;
        cr_assert_eq(memcmp(&value, &expected, sizeof value), 0, "row %" PRId64, row);
        cr_assert_eq(*at++, '\n');
    }
    free(text);
    frame_clear(&frame);
}

/* Fails when a table without rows prints no header, or JSON that isn't an array. */
Test(frame, empty_and_unknown_format)
{
    struct frame frame = {.info = &info};
    char *json = print(&frame, "json", false), *csv = print(&frame, "csv", false);
    cr_assert_str_eq(json, "[]\n");
    cr_assert_str_eq(csv, "area,persons,area_uplift,kroner,monday,year,note\n");
    free(json);
    free(csv);
    cr_assert_eq(frame_print(&frame, lists, 1, "xml", false, stdout), LOFT_EUSAGE);
    cr_assert_eq(frame_column(&info, "kroner"), 3);
    cr_assert_eq(frame_column(&info, "krone"), -1);
    cr_assert_null(frame_find_list(lists, 1, "status"));
    cr_assert_null(frame_find_list(lists, 1, NULL));
}

/* Fails when growing loses rows, or clearing an outcome leaves something to be freed twice. */
Test(frame, rows_survive_growth)
{
    struct outcome outcome = {.frame_count = 1, .frames[0] = {.info = &info}};
    for (int64_t i = 0; i < 1000; i++)
        add(&outcome.frames[0], 0, i, 0, 0, 0, 0, NULL);
    for (int64_t i = 0; i < 1000; i++)
        cr_assert_eq(frame_cell(&outcome.frames[0], i, 1).count, i);
    outcome_clear(&outcome);
    cr_assert_eq(outcome.frame_count, 0);
    outcome_clear(&outcome);
}
