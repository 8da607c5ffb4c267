/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/hash.h"
#include "loft/base/report.h"
#include "loft/base/text.h"

#include <criterion/criterion.h>
#include <string.h>

/* Fails when an error code loses its text or exit status. */
Test(base, every_error_has_text_and_status)
{
#define CHECK(name, value, status, text)                                                           \
    cr_assert(strlen(error_text(name)) > 5);                                                       \
    cr_assert_eq(error_exit_status(name), status);
    ERROR_LIST(CHECK)
#undef CHECK
    cr_assert_str_eq(error_text(-999), "unknown error");
}

/* Fails when the epoch, the leap-year rule or the Monday rule changes. */
Test(base, dates)
{
    int32_t day;
    cr_assert(date_parse("2006-01-02", &day));
    cr_assert_eq(day, 13150);
    cr_assert_eq(date_monday(day), day); /* 2 January 2006 was a Monday */
    cr_assert_eq(date_monday(day + 1), day + 7);
    cr_assert_eq(date_week_monday(date_week(day + 6)), day);
    cr_assert_eq(date_week_year(date_week(day)), 2006);
    cr_assert_eq(date_week_monday(0), -25567);
    char buffer[11];
    cr_assert_str_eq(date_format(day, buffer), "2006-01-02");
    const char *wrong[] = {"2006-02-29", "2006-13-01", "06-01-02", "2006-1-02", "2006-01-02 ", ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_not(date_parse(wrong[i], &day), "%s", wrong[i]);
    cr_assert(date_parse("2008-02-29", &day));
}

/* Fails when the week in which somebody turns an age disagrees with the age itself. */
Test(base, ages_and_birthdays_agree)
{
    for (int32_t born = 1000; born < 9000; born += 37)
        for (int age = 0; age < 100; age++) {
            int32_t week = date_week_of_age(born, age);
            cr_assert_eq(date_years(born, week), age);
            if (age > 0)
                cr_assert_eq(date_years(born, week - 1), age - 1);
        }
    cr_assert_eq(date_years(100, 99), -1);
}

/* Fails when a swap stops counting as one edit, or a far word is offered. */
Test(base, nearest_word)
{
    const char *words[] = {"moving.job_link", "moving.enabled", "policy.cap70.rate"};
    cr_assert_eq(text_distance("abcd", "abdc"), 1);
    cr_assert_eq(text_distance("", "abc"), 3);
    cr_assert_str_eq(text_nearest_of("policy.cap70.rat", words, 3), "policy.cap70.rate");
    cr_assert_null(text_nearest_of("zzzz", words, 3));
}

/* Fails when overlong forms, surrogates or cut sequences pass. */
Test(base, utf8)
{
    cr_assert(text_is_utf8("Løft æøå €", strlen("Løft æøå €")));
    cr_assert_not(text_is_utf8("\xc0\xaf", 2));
    cr_assert_not(text_is_utf8("\xed\xa0\x80", 3));
    cr_assert_not(text_is_utf8("\xe6", 1));
    cr_assert_not(text_is_utf8("a\0b", 3));
}

/* Fails when the order of the parts matters to a digest, or a carry is lost. */
Test(base, digest_is_a_sum)
{
    struct digest a = {0}, b = {0}, part = {0};
    digest_add(&a, "one", 3);
    digest_add(&a, "two", 3);
    digest_add(&b, "two", 3);
    digest_add(&part, "one", 3);
    digest_join(&b, part);
    cr_assert_eq(a.low, b.low);
    cr_assert_eq(a.high, b.high);
    struct digest big = {.low = UINT64_MAX, .high = 1}, one = {.low = 1, .high = 0};
    digest_join(&big, one);
    cr_assert_eq(big.low, 0);
    cr_assert_eq(big.high, 2);
    char hex[33];
    cr_assert_str_eq(digest_hex((struct digest){.low = 15, .high = 1}, hex),
                     "0000000000000001000000000000000f");
}

/* Fails when warnings count as errors or equal entries are kept twice. */
Test(base, report_collects)
{
    struct report report = {0};
    report_warning(&report, "a.ini", 3, "unused");
    cr_assert_eq(report_code(&report), 0);
    report_error(&report, "a.ini", 4, "unknown key '%s'", "x");
    report_error(&report, "a.ini", 4, "unknown key '%s'", "x");
    cr_assert_eq(report.count, 2);
    cr_assert_eq(report.errors, 1);
    cr_assert_eq(report_code(&report), LOFT_ESCENARIO);
    report_clear(&report);
}
