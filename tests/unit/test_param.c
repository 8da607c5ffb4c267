/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/conf/describe.h"
#include "loft/conf/param.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONE ((int64_t)1 << 32)

/* One parameter of each type, written as a module would write its section. */
#define TOY_PARAMS(P, S)                                                                           \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, "a switch", CHOICE, false, "On or off.")     \
    P(S, COUNT, weeks, "week", "26", "0", "5200", NULL, "ours", ASSUMPTION, true, "How long.")     \
    P(S, SHARE, rate, "share", "70 %", "0", "1", NULL, "some trial", A, true, "The | cap.")        \
    P(S, FACTOR, link, "1", "1.3", "1", "2.5", NULL, "register study", C, true, "A multiplier.")   \
    P(S, MONEY, wage, "kr a month", "13324.50", "0", NULL, NULL, "law", CHOICE, false, "Pay.")     \
    P(S, DATE, from, "date", "2008-01-01", NULL, NULL, NULL, "ours", CHOICE, false, "Begins.")     \
    P(S, DATE, until, "date", "", NULL, NULL, NULL, "ours", CHOICE, false, "Ends.")                \
    P(S, CHOICE, basis, "1", "average", NULL, NULL, "average|marginal", "ours", CHOICE, false,     \
      "Which rate is capped.")                                                                     \
    P(S, SET, areas, "1", NULL, NULL, NULL, "areas", "the user", CHOICE, false, "Where.")          \
    P(S, SPAN, ages, "year", "18-64", "0", "120", NULL, "ours", CHOICE, false, "Who.")             \
    P(S, TEXT, title, "1", NULL, NULL, NULL, NULL, "the user", CHOICE, false, "A name.")           \
    P(S, FILE, margins, "file", "", NULL, NULL, NULL, "the user", CHOICE, false, "A table.")
struct toy {
    TOY_PARAMS(PARAM_FIELD, toy)
};
static const struct param toy_params[] = {TOY_PARAMS(PARAM_ROW, toy)};
enum { TOY_COUNT = sizeof toy_params / sizeof *toy_params };

static const char *const area_names[] = {"vollsmose", "other_social", "rental", "rest_of_odense"};
static const uint64_t area_bits[] = {1, 2, 4, 6};
static const struct param_names lists[] = {{"areas", area_names, area_bits, 4}};

static const struct param *find(const char *key)
{
    for (size_t i = 0; i < TOY_COUNT; i++)
        if (strcmp(toy_params[i].key, key) == 0)
            return &toy_params[i];
    return NULL;
}

static char why[600];

static bool parse(const char *key, const char *text, void *out)
{
    why[0] = '\0';
    return param_parse(find(key), text, lists, 1, out, why, sizeof why);
}

static int64_t number(const char *key, const char *text)
{
    int64_t value = -777;
    cr_assert(parse(key, text, &value), "%s = %s: %s", key, text, why);
    return value;
}

static void refused(const char *key, const char *text, const char *message)
{
    char before[64], out[64];
    memset(out, 0x5a, sizeof out);
    memcpy(before, out, sizeof out);
    cr_assert_not(parse(key, text, out), "%s = '%s' was accepted", key, text);
    cr_assert_eq(memcmp(before, out, sizeof out), 0, "%s = '%s' was stored", key, text);
    cr_assert_not_null(strstr(why, message), "%s = '%s': \"%s\" lacks \"%s\"", key, text, why,
                       message);
}

/* Fails when rounding stops being to nearest with halves away from zero, or digits get lost. */
Test(param, decimals_are_exact)
{
    static const struct {
        const char *text;
        int64_t scale, value;
    } cases[] = {
        {"0", 10, 0},
        {"-0", 10, 0},
        {"+7", 10, 70},
        {"0.25", 10, 3},
        {"-0.25", 10, -3},
        {"0.249999999999999999", 10, 2},
        {"1.3", 65536, 85197},
        {"0.5", ONE, ONE / 2},
        {" 2 ", 1, 2},
        {"0.1", ONE, 429496730},
        {"9223372036854775807", 1, INT64_MAX},
        {"-9223372036854775807", 1, -INT64_MAX},
        {"0.000000000000000001", 1000000000000000000, 1},
        {"9.223372036854775807", 1000000000000000000, INT64_MAX},
        {"0009", 1, 9},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = -1;
        cr_assert(param_decimal(cases[i].text, cases[i].scale, false, &value, NULL), "%s",
                  cases[i].text);
        cr_assert_eq(value, cases[i].value, "%s gives %lld", cases[i].text, (long long)value);
    }
    int64_t value;
    cr_assert(param_decimal("70 %", ONE, true, &value, NULL));
    cr_assert_eq(value, 3006477107); /* 0.7 x 2^32 = 3006477107.2 */
    cr_assert(param_decimal("12.5%", 1000, true, &value, NULL));
    cr_assert_eq(value, 125);
    cr_assert(param_decimal("0.05 %", 1000, true, &value, NULL));
    cr_assert_eq(value, 1); /* half a unit goes up */
}

/* Fails when anything that is no plain decimal number passes, or a comma is not recognised. */
Test(param, other_numbers_are_refused)
{
    static const char *const wrong[] = {
        "",
        "-",
        ".5",
        "5.",
        "1e3",
        "0x10",
        "1 2",
        "nan",
        "inf",
        "1.2.3",
        "--1",
        "+-1",
        "%",
        "7 % %",
        "7 kr",
        "1_000",
        "9223372036854775808",
        "99999999999999999999",
        "0.0000000000000000001",
        "5 %",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        int64_t value = 5;
        bool comma = true;
        cr_assert_not(param_decimal(wrong[i], 1, false, &value, &comma), "%s", wrong[i]);
        cr_assert_not(comma, "%s", wrong[i]);
        cr_assert_eq(value, 5);
    }
    static const char *const commas[] = {"0,5", "-1,25", "1.000,50", "1 000,5"};
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        int64_t value;
        bool comma = false;
        cr_assert_not(param_decimal(commas[i], 1, true, &value, &comma));
        cr_assert(comma, "%s", commas[i]);
    }
    bool comma = true;
    int64_t value;
    cr_assert_not(param_decimal("a,b", 1, true, &value, &comma));
    cr_assert_not(comma);
    cr_assert_not(param_decimal("1,2,3", 1, true, &value, &comma));
    cr_assert_not(comma);
}

/* Fails when a type is stored in another unit, or an end of a range is left out. */
Test(param, values_of_each_type)
{
    int32_t narrow;
    cr_assert(parse("enabled", " yes ", &narrow));
    cr_assert_eq(narrow, 1);
    cr_assert(parse("enabled", "no", &narrow));
    cr_assert_eq(narrow, 0);
    cr_assert_eq(number("weeks", "0"), 0);
    cr_assert_eq(number("weeks", "5200"), 5200);
    cr_assert_eq(number("rate", "0.7"), 3006477107);
    cr_assert_eq(number("rate", "70 %"), 3006477107);
    cr_assert_eq(number("rate", "70%"), 3006477107);
    cr_assert_eq(number("rate", "100 %"), ONE);
    cr_assert_eq(number("link", "2.5"), 163840);
    cr_assert_eq(number("wage", "13324.5"), 1332450);
    cr_assert_eq(number("wage", "120"), 12000);
    cr_assert(parse("basis", "marginal", &narrow));
    cr_assert_eq(narrow, 1);
    struct param_span span;
    cr_assert(parse("ages", "18 - 24", &span));
    cr_assert(span.low == 18 && span.high == 24);
    cr_assert(parse("ages", "18", &span));
    cr_assert(span.low == 18 && span.high == 18);
    const char *text = NULL, *title = "Løft: a; b # c";
    cr_assert(parse("title", title, &text));
    cr_assert_eq(text, title);
    cr_assert(parse("margins", "", &text));
    cr_assert_null(text);
}

/* Fails when a date takes effect on another day than the first Monday on or after it. */
Test(param, dates_become_mondays)
{
    int32_t week, day;
    cr_assert(parse("from", "2008-01-01", &week));
    cr_assert(date_parse("2008-01-07", &day));
    cr_assert_eq(date_week_monday(week), day);
    cr_assert(parse("from", "2008-01-07", &week));
    cr_assert_eq(date_week_monday(week), day);
    cr_assert(parse("until", "", &week));
    cr_assert_eq(week, PARAM_NO_DATE);
    refused("from", "2008-02-30", "a date such as 2008-01-07");
    refused("from", "07-01-2008", "; write 2008-01-07");
    refused("from", "7.1.2008", "; write 2008-01-07");
    refused("from", "9999-01-01", "a date");
    refused("from", "1899-12-31", "a date");
    refused("from", "-2008-01-01", "a date");
    refused("from", "2008-01-01x", "a date");
}

/* Fails when a wrong value passes or its message no longer says how to write it. */
Test(param, wrong_values_say_how_to_write_them)
{
    refused("enabled", "true", "yes or no; write 'yes'");
    refused("enabled", "0", "write 'no'");
    refused("weeks", "-1", "a whole number from 0 to 5200");
    refused("weeks", "5201", "a whole number from 0 to 5200");
    refused("weeks", "1.5", "a whole number");
    refused("weeks", "1.000", "; write 1000");
    refused("weeks", "", "a whole number");
    refused("weeks", "99999999999999999999999", "a whole number");
    refused("rate", "70", "a share from 0 to 1, such as 0.7 or 70 %; write '70 %'");
    refused("rate", "0,7", "write 0.7 instead of 0,7");
    refused("rate", "70,5 %", "write 70.5 % instead of 70,5 %");
    refused("rate", "101 %", "a share from 0 to 1");
    refused("rate", "-0.1", "a share from 0 to 1");
    refused("link", "120 %", "a number from 1 to 2.5; write 1.2");
    refused("link", "1,2", "write 1.2 instead of 1,2");
    refused("link", "2.51", "a number from 1 to 2.5");
    refused("wage", "1.234", "at most two decimals; write 1234");
    refused("wage", "1.234,50", "write 1234.50 instead of 1.234,50");
    refused("wage", "100 kr", "an amount in kroner of at least 0");
    refused("basis", "avarage", "one of average, marginal; did you mean 'average'?");
    refused("basis", "", "one of average, marginal");
    refused("ages", "24-18", "whole numbers such as 18-24 or 18 from 0 to 120");
    refused("ages", "18-", "whole numbers");
    refused("ages", "-5", "whole numbers");
    refused("ages", "18-200", "whole numbers");
    refused("ages", "99999999999-99999999999", "whole numbers");
    refused("title", " ", "a text");
}

/* Fails when a sum of areas loses its parts, `all` misses one, or unknown names pass. */
Test(param, sets_of_names)
{
    uint64_t bits = 99;
    cr_assert(parse("areas", "vollsmose, rest_of_odense", &bits));
    cr_assert_eq(bits, 7);
    cr_assert(parse("areas", "rental", &bits));
    cr_assert_eq(bits, 4);
    cr_assert(parse("areas", "all", &bits));
    cr_assert_eq(bits, 7);
    cr_assert(parse("areas", "", &bits));
    cr_assert_eq(bits, 0);
    refused("areas", "volsmose", "'volsmose' is unknown, did you mean 'vollsmose'?");
    refused("areas", "volsmose", "out of vollsmose, other_social, rental, rest_of_odense");
    refused("areas", "vollsmose,", "a name is missing beside a comma");
    refused("areas", "rental, rental", "'rental' is named twice");
    refused("areas", "vollsmose rental", "'vollsmose rental' is unknown");
    refused("areas", "al", "did you mean 'all'?");
    cr_assert_not(param_parse(find("areas"), "all", NULL, 0, &bits, why, sizeof why));
}

/* Fails when a value of thousands of bytes breaks a message or a buffer. */
Test(param, long_values_are_safe)
{
    char *text = malloc(100000);
    memset(text, '7', 99999);
    text[99999] = '\0';
    for (size_t i = 0; i < TOY_COUNT; i++) {
        union {
            int64_t wide;
            const char *text;
            struct param_span span;
        } out;
        bool kept = toy_params[i].type == PARAM_TEXT || toy_params[i].type == PARAM_FILE;
        cr_assert_eq(param_parse(&toy_params[i], text, lists, 1, &out, why, sizeof why), kept);
        cr_assert(strlen(why) < sizeof why);
    }
    free(text);
}

/* Fails when a descriptor that breaks the rules passes the check every module relies on. */
Test(param, descriptors_are_checked)
{
    struct param copy[TOY_COUNT];
    memcpy(copy, toy_params, sizeof copy);
    cr_assert_eq(param_check_all(copy, TOY_COUNT, lists, 1, why, sizeof why), 0, "%s", why);
    cr_assert_eq(param_check_all(copy, TOY_COUNT, NULL, 0, why, sizeof why), 0, "%s", why);
#define BROKEN(index, change, message)                                                             \
    memcpy(copy, toy_params, sizeof copy);                                                         \
    copy[index].change;                                                                            \
    cr_assert_eq(param_check_all(copy, TOY_COUNT, lists, 1, why, sizeof why), 1);                  \
    cr_assert_not_null(strstr(why, message), "%s", why);
    BROKEN(1, fallback = "5201", "'weeks': the default is '5201'")
    BROKEN(1, fallback = "many", "the default")
    BROKEN(1, unit = NULL, "no unit")
    BROKEN(1, text = "", "no text")
    BROKEN(1, source = NULL, "no source")
    BROKEN(1, low = "6000", "below the low end")
    BROKEN(1, low = "a", "the low end")
    BROKEN(1, high = NULL, "contested")
    BROKEN(1, key = "weeks2", "lower-case")
    BROKEN(1, key = "rates", "one edit away")
    BROKEN(5, low = "soon", "the low end")
    BROKEN(7, names = "average", "fewer than two")
    BROKEN(7, names = NULL, "names are missing")
    BROKEN(7, fallback = "both", "the default")
    BROKEN(8, fallback = "nowhere", "the default")
    BROKEN(8, names = "places", "no list 'places'")
    BROKEN(10, low = "a", "no range")
    BROKEN(2, grade = (enum param_grade)9, "no such grade")
    copy[8].names = "places";
    copy[2].grade = GRADE_B;
    copy[3].fallback = "9";
    cr_assert_eq(param_check_all(copy, TOY_COUNT, lists, 1, why, sizeof why), 2);
    cr_assert_not_null(strstr(why, "'link'"), "%s", why);
}

/* Fails when a grade loses its name. */
Test(param, grades_have_names)
{
    cr_assert_str_eq(param_grade_name(GRADE_A), "A");
    cr_assert_str_eq(param_grade_name(GRADE_NONE), "none");
    cr_assert_str_eq(param_grade_name(GRADE_ASSUMPTION), "assumption");
    cr_assert_str_eq(param_grade_name(GRADE_CHOICE), "choice");
}

/* Fails when explain or the Markdown table leave a field of the descriptor out. */
Test(param, descriptors_are_described)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    describe_param("toy", find("rate"), lists, 1, out);
    describe_param("toy", find("areas"), lists, 1, out);
    struct param_section section = {"toy", "A toy.", toy_params, TOY_COUNT, 0};
    describe_section(&section, out);
    fclose(out);
    static const char *const parts[] = {
        "toy.rate\n",          "The | cap.",    "a share from 0 to 1",
        "unit     share",      "default  70 %", "grade    A (trial",
        "source   some trial", "contested",     "none: required",
        "out of vollsmose",    "[toy]\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_assert_not_null(strstr(text, parts[i]), "%s lacks %s", text, parts[i]);
    free(text);
    out = open_memstream(&text, &length);
    describe_markdown(&section, 1, out);
    fclose(out);
    cr_assert_not_null(strstr(text, "## `[toy]`"));
    cr_assert_not_null(strstr(text, "| rate | The \\| cap. | share | 70 % | a share from 0 to 1, "
                                    "such as 0.7 or 70 % | A | yes | some trial |\n"),
                       "%s", text);
    free(text);
}

/* Fails when control characters leave a JSON string or a CSV cell broken. */
Test(param, strings_are_escaped)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    describe_json_string("a\"\\\n\t\x01ø", out);
    describe_csv_cell("plain", out);
    describe_csv_cell("two\nlines", out);
    describe_csv_cell("#x", out);
    describe_csv_cell("", out);
    fclose(out);
    cr_assert_str_eq(text, "\"a\\\"\\\\\\u000a\\u0009\\u0001ø\"plain\"two\nlines\"\"#x\"");
    free(text);
}
