/* SPDX-License-Identifier: MIT */
/* The reader of the rulebook: what it carries, and what it refuses, with file and line. */
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/rules/rulebook.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER "key,value,unit,source,grade\n"

static char root[] = "/tmp/loft-rules-XXXXXX";
static struct rulebook book;
static struct report report;

static void start(void)
{
    cr_assert_not_null(mkdtemp(root));
}

static void finish(void)
{
    struct fault fault = {0};
    rulebook_clear(&book);
    report_clear(&report);
    folder_remove(root, &fault);
}

TestSuite(rulebook, .init = start, .fini = finish);

static void put(const char *name, const char *text)
{
    char path[200];
    struct fault fault = {0};
    snprintf(path, sizeof path, "%s/%s", root, name);
    cr_assert_eq(file_write(path, text, strlen(text), &fault), 0);
}

/* A complete set: every rule that the hourly system needs is 1 or what the text says. */
static void put_complete(const char *name, const char *more)
{
    char text[20000] = HEADER;
    for (int key = 0; key < RULES; key++) {
        char line[200], start_of_line[60];
        const struct rule_info *info = &rule_infos[key];
        snprintf(start_of_line, sizeof start_of_line, "%s,", info->key);
        if ((info->need != NEED_ALWAYS && info->need != NEED_HOURLY) ||
            strstr(more, start_of_line) != NULL)
            continue;
        snprintf(line, sizeof line, "%s,1,%s,made up,assumption\n", info->key,
                 rule_units[info->unit]);
        strcat(text, line);
    }
    strcat(text, more);
    put(name, text);
}

static void put_rest(void)
{
    put("common.csv", HEADER "cash_young,50,kr a month,everywhere,derived\n");
    put("series.csv", "series,year,level,source,grade\n"
                      "rate_adjustment,2001,100,made up,derived\n"
                      "rate_adjustment,2002,103,made up,derived\n"
                      "rate_adjustment,2003,104,made up,derived\n"
                      "allowances,2001,1,made up,derived\nallowances,2002,1,made up,derived\n"
                      "allowances,2003,1,made up,derived\n"
                      "housing_support,2001,1,made up,derived\n"
                      "housing_support,2002,1,made up,derived\n"
                      "housing_support,2003,1,made up,derived\n"
                      "child_benefit,2001,1,made up,derived\nchild_benefit,2002,1,made up,derived\n"
                      "child_benefit,2003,1,made up,derived\n"
                      "rents,2001,1,made up,derived\nrents,2002,1,made up,derived\n"
                      "rents,2003,1,made up,derived\n");
}

static int read_all(void)
{
    rulebook_clear(&book);
    report_clear(&report);
    return rulebook_read(root, &book, &report);
}

static bool says(const char *message)
{
    for (long i = 0; i < report.count; i++) {
        char line[2100];
        const char *slash = strrchr(report.entries[i].file, '/');
        snprintf(line, sizeof line, "%s:%d: %s", slash != NULL ? slash + 1 : report.entries[i].file,
                 report.entries[i].line, report.entries[i].text);
        if (strstr(line, message) != NULL)
            return true;
    }
    return false;
}

static void refused(const char *message)
{
    cr_assert_eq(read_all(), LOFT_ESCENARIO, "%s", message);
    cr_assert(says(message), "expected '%s', got '%s'", message,
              report.count > 0 ? report.entries[0].text : "nothing");
    cr_assert_eq(book.count, 0);
}

/* 1,000 kr of 2001 by 103 / 100 are 1,030 kr of 2002 and by 104 / 100 1,040 of 2003, not 1,040.1
 * from 1,030; what 2002 states is carried on from 2002: 500 x 104 / 103 = 504.85 -> 505; an hourly
 * amount to the øre: 12.34 x 1.03 = 12.7102 -> 12.71; rates do not move. Fails when a set is
 * carried from another base, or rounded otherwise. */
Test(rulebook, values_are_carried)
{
    put_rest();
    put_complete("2001.csv", "cash_other,1000,kr a month,law,seen\ndisregard,12.34,kr an hour,law,"
                             "seen\nbottom_tax,0.05,share,law,seen\n");
    put("2002.csv", HEADER "carried_from,2001,year,made up,assumption\n"
                           "cash_provider,500,kr a month,letter,recalled\n");
    put("2003.csv", HEADER "carried_from,2002,year,made up,assumption\n");
    cr_assert_eq(read_all(), 0, "%s", report.count > 0 ? report.entries[0].text : "");
    const struct rules *a = rulebook_find(&book, "2002"), *b = rulebook_find(&book, "2003");
    cr_assert_eq(rule(a, RULE_CASH_OTHER), 1030 * 1200);
    cr_assert_eq(rule(b, RULE_CASH_OTHER), 1040 * 1200);
    cr_assert_eq(rule(a, RULE_CASH_PROVIDER), 500 * 1200);
    cr_assert_eq(rule(b, RULE_CASH_PROVIDER), 505 * 1200);
    cr_assert_eq(rule(a, RULE_DISREGARD), 1271);
    cr_assert_eq(rule(b, RULE_BOTTOM_TAX), 50000);
    cr_assert_eq(a->origin[RULE_CASH_PROVIDER].grade, RULE_RECALLED);
    cr_assert_eq(b->origin[RULE_CASH_PROVIDER].grade, RULE_CARRIED);
    cr_assert_eq(b->origin[RULE_CASH_PROVIDER].base_grade, RULE_RECALLED);
    cr_assert_str_eq(book.sets[b->origin[RULE_CASH_PROVIDER].base].name, "2002");
    cr_assert_str_eq(b->origin[RULE_CASH_OTHER].source, "law");
    /* common.csv is nobody's year: not carried; what nobody states is not in force */
    cr_assert_eq(rule(b, RULE_CASH_YOUNG), 50 * 1200);
    cr_assert_eq(b->origin[RULE_CASH_YOUNG].grade, RULE_DERIVED);
    cr_assert_eq(b->origin[RULE_GREEN].grade, RULE_ABSENT);
    cr_assert_eq(rule(b, RULE_GREEN), 0);
}

/* Names are dates: half-years and quarters begin in the middle of a year, keep the grades of that
 * year, and hold until the next set or the end of the year. Fails when a set begins on another day,
 * or a year without a set is answered. */
Test(rulebook, sets_by_date)
{
    put_rest();
    put_complete("2001.csv", "");
    put("2001q4.csv", HEADER "carried_from,2001,year,made up,assumption\n"
                             "cash_other,7,kr a month,law,seen\n");
    put_complete("2003h2.csv", "");
    cr_assert_eq(read_all(), 0, "%s", report.count > 0 ? report.entries[0].text : "");
    cr_assert_eq(book.count, 3);
    static const struct {
        int year, month, day;
        bool hold;
        const char *name;
    } days[] = {{2000, 12, 31, true, NULL},      {2001, 1, 1, false, "2001"},
                {2001, 9, 30, false, "2001"},    {2001, 10, 1, false, "2001q4"},
                {2001, 12, 31, false, "2001q4"}, {2002, 1, 1, false, NULL},
                {2002, 1, 1, true, "2001q4"},    {2003, 6, 30, false, NULL},
                {2003, 7, 1, false, "2003h2"},   {2004, 1, 1, false, NULL},
                {2030, 1, 1, true, "2003h2"}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        const struct rules *found =
            rulebook_at(&book, date_day(days[i].year, days[i].month, days[i].day), days[i].hold);
        cr_assert_str_eq(found != NULL ? found->name : "none",
                         days[i].name != NULL ? days[i].name : "none");
    }
    const struct rules *quarter = rulebook_find(&book, "2001q4");
    cr_assert_eq(quarter->origin[RULE_CASH_PROVIDER].grade, RULE_ASSUMPTION);
    cr_assert_null(rulebook_find(&book, "2002"));
}

/* Each mistake is named with its file and line, what was expected and the nearest name. Fails when
 * one is accepted or comes without its place. */
Test(rulebook, mistakes_are_refused)
{
    put_rest();
    put_complete("2001.csv", "cash_othr,1000,kr a month,law,seen\n");
    refused("unknown code 'cash_othr', did you mean 'cash_other'?");
    put_complete("2001.csv", "cash_other,1000,kr a year,law,seen\n");
    refused(": 'cash_other' is in kr a year, expected kr a month");
    put_complete("2001.csv", "bottom_tax,5,share,law,seen\n");
    refused("'bottom_tax': expected a share from 0 to 2");
    put_complete("2001.csv", "cash_other,10.001,kr a month,law,seen\n");
    refused("'cash_other': expected kroner with at most two decimals");
    put_complete("2001.csv",
                 "cash_other,1,kr a month,law,seen\ncash_other,2,kr a month,law,seen\n");
    refused("'cash_other' is there twice, first in line");
    put_complete("2001.csv", "cash_other,1,kr a month,,seen\n");
    refused("no source");
    put_complete("2001.csv", "cash_other,1,kr a month,law,sen\n");
    refused("unknown grade 'sen'");
    put_complete("2001.csv", "care_step,0,kr a year,law,seen\n");
    refused("'care_step' must be above 0");
    put("2001.csv", HEADER "cash_other,1,kr a month,law,seen\n");
    refused("2001.csv:0: 'atp' is missing");
    put_complete("2001.csv", "ceiling_single,1,kr a month,law,seen\n");
    refused("'ceiling_lone_one' is missing");
    put_complete("2001.csv", "base_rate,1,kr a month,law,seen\n");
    refused("'raised_rate' is missing");
}

/* Fails when a set that is carried from nowhere, from itself, in a circle or to a year without a
 * level is read all the same. */
Test(rulebook, chains_that_lead_nowhere)
{
    put_rest();
    put("2001.csv", HEADER "carried_from,1999,year,made up,assumption\n");
    refused("2001.csv:2: 'carried_from': no other set '1999', expected one of 2001");
    put("2001.csv", HEADER "carried_from,2001,year,made up,assumption\n");
    refused("no other set '2001'");
    put("2001.csv", HEADER "carried_from,2002,year,made up,assumption\n");
    put("2002.csv", HEADER "carried_from,2001,year,made up,assumption\n");
    refused("carried in a circle");
    put_complete("2001.csv", "");
    put("2002.csv", HEADER "carried_from,2001,year,made up,assumption\n");
    cr_assert_eq(read_all(), 0);
    put("2004.csv", HEADER "carried_from,2001,year,made up,assumption\n");
    refused("no level of 'allowances' for 2004, needed to carry 'top_from' from 2001 to 2004");
}

/* Fails when an unreadable or empty folder is not an error, or a file whose name is no date is left
 * out in silence. */
Test(rulebook, folders_without_rules)
{
    refused("no rules: expected files such as 2009.csv");
    put_complete("2001.csv", "");
    refused("common.csv"); /* missing */
    put_rest();
    cr_assert_eq(read_all(), 0);
    static const char *const strangers[] = {"2O02.csv", "2002h3.csv", "2002q5.csv", "02.csv",
                                            "2002x1.csv"};
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        char path[200], message[80];
        put(strangers[i], HEADER "carried_from,2001,year,made up,assumption\n");
        snprintf(message, sizeof message, "%s:0: not a set of rules", strangers[i]);
        refused(message);
        snprintf(path, sizeof path, "%s/%s", root, strangers[i]);
        cr_assert_eq(remove(path), 0);
    }
    cr_assert_eq(rulebook_read("/nowhere", &book, &report), LOFT_ESCENARIO);
}

/* The program's own book: sets of all years asked for; the complete ones carry nothing; every rule
 * has a unit, an English text and a Danish term; every value a source. Fails when a year is lost or
 * a number has no origin. */
Test(rulebook, the_programs_own)
{
    static const char *const complete[] = {"2007", "2009", "2019", "2024", "2025h2"};
    cr_assert_eq(rulebook_read(LOFT_SOURCE "/scenarios/rules", &book, &report), 0);
    for (int year = 2006; year <= 2016; year++) {
        char name[16];
        snprintf(name, sizeof name, "%d", year);
        cr_assert_not_null(rulebook_find(&book, name), "%s", name);
    }
    for (size_t i = 0; i < sizeof complete / sizeof *complete; i++) {
        const struct rules *set = rulebook_find(&book, complete[i]);
        cr_assert_not_null(set);
        for (int key = 0; key < RULES; key++)
            cr_assert_neq(set->origin[key].grade, RULE_CARRIED, "%s", rule_infos[key].key);
    }
    for (int key = 0; key < RULES; key++)
        cr_assert(rule_infos[key].text[0] != '\0' && rule_infos[key].danish[0] != '\0');
    for (int s = 0; s < book.count; s++)
        for (int key = 0; key < RULES; key++)
            cr_assert((book.sets[s].origin[key].grade == RULE_ABSENT) ==
                      (book.sets[s].origin[key].source[0] == '\0'));
    cr_assert_eq(rule(rulebook_find(&book, "2012"), RULE_CASH_PROVIDER), 13732 * 1200);
    cr_assert_eq(rule(rulebook_find(&book, "2016"), RULE_CEILING_SINGLE), 0);
    cr_assert_gt(rule(rulebook_find(&book, "2016q4"), RULE_CEILING_SINGLE), 0);
}

/* Carrying backwards and forwards agrees with what is known of other years: the rates of 2007 by
 * the yearly adjustment give those of 2012, which are printed, within 2 kr: 11,904 x 1.029 x 1.031
 * x 1.037 x 1.019 x 1.029 = 13,732. Fails when the series is not the one that the rates follow. */
Test(rulebook, the_series_close)
{
    cr_assert_eq(rulebook_read(LOFT_SOURCE "/scenarios/rules", &book, &report), 0);
    struct csv_table *series = &book.series;
    double levels[2] = {0};
    for (size_t row = 0; row < series->rows; row++)
        if (csv_cell(series, row, 0) == RULE_SERIES_RATES)
            for (int k = 0; k < 2; k++)
                if (csv_cell(series, row, 1) == (k == 0 ? 2007 : 2012))
                    levels[k] = (double)csv_cell(series, row, 2);
    double provider = 11904 * levels[1] / levels[0], other = 8959 * levels[1] / levels[0];
    cr_assert(provider > 13730 && provider < 13734, "%.1f", provider);
    cr_assert(other > 10333 && other < 10337, "%.1f", other);
}
