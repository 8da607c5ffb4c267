/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/conf/csv.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const sexes[] = {"male", "female"};
static const struct csv_column columns[] = {
    {"sex", CSV_CODE, sexes, 2, 0, 0, "1", "Sex."},
    {"ages", CSV_SPAN, NULL, 0, 0, 0, "year", "Ages."},
    {"persons", CSV_COUNT, NULL, 0, 0, 1000000, "person", "How many."},
    {"share", CSV_MICRO, NULL, 0, -500000, 1500000, "share", "Of them."},
    {"from", CSV_DATE, NULL, 0, 0, 0, "date", "Valid from."},
    {"note", CSV_TEXT, NULL, 0, 0, 0, "1", "Anything."},
};
enum { SEX, AGES, PERSONS, SHARE, FROM, NOTE, COLUMNS };
#define HEADER "sex,ages,persons,share,from,note,source,grade\n"
#define GOOD "male,18-24,120,0.25,2008-01-01,x,StatBank,seen\n"

static struct csv_table table;
static struct report report;
static char root[] = "/tmp/loft-csv-XXXXXX";

static void start(void)
{
    cr_assert_not_null(mkdtemp(root));
    cr_assert_eq(chdir(root), 0);
}

static void finish(void)
{
    struct fault fault = {0};
    csv_clear(&table);
    report_clear(&report);
    if (chdir("/") == 0)
        folder_remove(root, &fault);
}

TestSuite(csv, .init = start, .fini = finish);

static int read_bytes(const char *bytes, size_t length)
{
    FILE *out = fopen("t.csv", "wb");
    cr_assert_not_null(out);
    cr_assert_eq(fwrite(bytes, 1, length, out), length);
    fclose(out);
    return csv_read("t.csv", columns, COLUMNS, &table, &report);
}

static int read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static bool says(const char *message)
{
    for (long i = 0; i < report.count; i++) {
        char line[2100];
        snprintf(line, sizeof line, "%s:%d: %s", report.entries[i].file, report.entries[i].line,
                 report.entries[i].text);
        if (strstr(line, message) != NULL)
            return true;
    }
    return false;
}

static const char *first(void)
{
    return report.count > 0 ? report.entries[0].text : "(nothing)";
}

/* Fails when a type is stored in another way, a row loses its line, or a comment counts as a row.
 */
Test(csv, good_tables_are_read)
{
    cr_assert_eq(read_text("\xef\xbb\xbf# where it comes from\r\n"
                           "grade,note,ages,sex,source,share,persons,from\r\n"
                           "\r\n"
                           "seen,\"a \"\"b\"\", c\",18-24,male,StatBank,0.25,120,2008-01-01\r\n"
                           "# between\r\n"
                           "assumption, plain ,85+,female,StatBank,-0.0000005,0,2008-01-07\r\n"
                           "derived,,18,male,\"a; b, c\",1.5,1000000,1900-01-01"),
                 0, "%s", first());
    cr_assert(table.rows == 3 && table.columns == COLUMNS);
    cr_assert_eq(csv_cell(&table, 0, SEX), 0);
    cr_assert_eq(csv_cell(&table, 1, SEX), 1);
    cr_assert_eq(csv_cell(&table, 0, AGES), 18024);
    cr_assert_eq(csv_cell(&table, 1, AGES), 85999);
    cr_assert_eq(csv_cell(&table, 2, AGES), 18018);
    cr_assert_eq(csv_cell(&table, 2, PERSONS), 1000000);
    cr_assert_eq(csv_cell(&table, 0, SHARE), 250000);
    cr_assert_eq(csv_cell(&table, 1, SHARE), -1); /* half a millionth, away from zero */
    cr_assert_eq(csv_cell(&table, 2, SHARE), 1500000);
    int32_t monday;
    cr_assert(date_parse("2008-01-07", &monday));
    cr_assert_eq(csv_cell(&table, 0, FROM), date_week(monday));
    cr_assert_eq(csv_cell(&table, 1, FROM), date_week(monday));
    cr_assert_str_eq(csv_text(&table, 0, NOTE), "a \"b\", c");
    cr_assert_str_eq(csv_text(&table, 1, NOTE), "plain");
    cr_assert_str_eq(csv_text(&table, 2, NOTE), "");
    cr_assert_str_eq(csv_source(&table, 1), "StatBank");
    cr_assert_str_eq(csv_source(&table, 2), "a; b, c");
    cr_assert(table.lines[0] == 4 && table.lines[1] == 6 && table.lines[2] == 7);
    cr_assert(table.grades[0] == CSV_SEEN && table.grades[1] == CSV_ASSUMPTION);
    cr_assert_str_eq(table.path, "t.csv");
    int64_t totals[CSV_GRADES] = {10, 0, 0, 0};
    csv_count_grades(&table, columns, totals);
    cr_assert(totals[CSV_SEEN] == 12 && totals[CSV_DERIVED] == 2 && totals[CSV_ASSUMPTION] == 2);
}

/* Fails when a wrong cell passes, or its message lacks the line, the column or the way out. */
Test(csv, wrong_cells_are_reported)
{
    static const struct {
        const char *row, *message;
    } cases[] = {
        {"mle,18,1,0,2008-01-01,x,s,seen", "t.csv:3: column 'sex': unknown code 'mle', did you "
                                           "mean 'male'?"},
        {"x,18,1,0,2008-01-01,x,s,seen", "unknown code 'x', expected one of male, female"},
        {"male,24-18,1,0,2008-01-01,x,s,seen", "t.csv:3: column 'ages': found '24-18', expected"},
        {"male,18-,1,0,2008-01-01,x,s,seen", "column 'ages'"},
        {"male,18-999,1,0,2008-01-01,x,s,seen", "column 'ages'"},
        {"male,18+x,1,0,2008-01-01,x,s,seen", "column 'ages'"},
        {"male,,1,0,2008-01-01,x,s,seen", "column 'ages'"},
        {"male,18,1000001,0,2008-01-01,x,s,seen",
         "column 'persons': found '1000001', expected a whole number from 0 to 1000000"},
        {"male,18,1.0,0,2008-01-01,x,s,seen", "column 'persons': found '1.0'"},
        {"male,18,,0,2008-01-01,x,s,seen", "column 'persons': found ''"},
        {"male,18,1,1.6,2008-01-01,x,s,seen",
         "column 'share': found '1.6', expected a number from -0.5 to 1.5"},
        {"male,18,1,\"0,5\",2008-01-01,x,s,seen", "write 0.5 instead of 0,5"},
        {"male,18,1,50 %,2008-01-01,x,s,seen", "column 'share': found '50 %'"},
        {"male,18,1,0,2008-1-1,x,s,seen", "column 'from': found '2008-1-1', expected a date"},
        {"male,18,1,0,2600-01-01,x,s,seen", "column 'from'"},
        {"male,18,1,0,2008-01-01,x,,seen", "t.csv:3: no source"},
        {"male,18,1,0,2008-01-01,x,s,sen", "unknown grade 'sen', expected seen, derived, recalled "
                                           "or assumption; did you mean 'seen'?"},
        {"male,18,1,0,2008-01-01,x,s,", "unknown grade ''"},
        {"male,18,1,0,2008-01-01,x,s", "t.csv:3: 7 cells, the header has 8"},
        {"male,18,1,0,5,2008-01-01,x,s,seen", "9 cells, the header has 8 (a decimal comma?"},
        {"male,18,1,0,2008-01-01,\"x,s,seen", "t.csv:3: broken quotation"},
        {"male,18,1,0,2008-01-01,\"x\"y,s,seen", "t.csv:3: broken quotation"},
        {"male,18,1,0,2008-01-01,\xe6,s,seen", "t.csv:3: not UTF-8"},
        {"male,18,1,0,2008-01-01,\x02,s,seen", "t.csv:3: control character 0x02"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        snprintf(text, sizeof text, "%s%s%s\n%s", HEADER, GOOD, cases[i].row, GOOD);
        cr_assert_eq(read_text(text), LOFT_ESCENARIO, "%s", cases[i].row);
        cr_assert(says(cases[i].message), "%s gives %s", cases[i].row, first());
        cr_assert_eq(report.errors, 1, "%s", cases[i].row);
        cr_assert(table.rows == 0 && table.cells == NULL && table.path == NULL);
        cr_assert_eq(read_text(text), LOFT_ESCENARIO); /* reported before, still wrong */
        report_clear(&report);
    }
}

/* Fails when a wrong header is read past, or its message lacks the nearest name. */
Test(csv, wrong_headers_are_reported)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"sex,ages,person,share,from,note,source,grade\n" GOOD,
         "t.csv:1: unknown column 'person', did you mean 'persons'?"},
        {"sex,ages,person,share,from,note,source,grade\n" GOOD, "column 'persons' is missing"},
        {"sex,ages,persons,share,from,note,source\n", "column 'grade' is missing"},
        {"sex,sex,ages,persons,share,from,note,source,grade\n", "column 'sex' is there twice"},
        {"sex;ages;persons;share;from;note;source;grade\n",
         "columns are separated by commas, not by ';'"},
        {HEADER, "the table has no rows"},
        {"", "the table has no rows"},
        {"# only\n", "the table has no rows"},
        {"\"sex,ages\n", "broken quotation"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(read_text(cases[i].text), LOFT_ESCENARIO);
        cr_assert(says(cases[i].message), "%s gives %s", cases[i].text, first());
        report_clear(&report);
    }
}

/* Fails when a file that is no table is read, or a long line is cut. */
Test(csv, files_that_are_no_table)
{
    cr_assert_eq(csv_read("absent.csv", columns, COLUMNS, &table, &report), LOFT_ESCENARIO);
    cr_assert(says("cannot open 'absent.csv'"));
    cr_assert_eq(csv_read(".", columns, COLUMNS, &table, &report), LOFT_ESCENARIO);
    cr_assert_eq(read_bytes(HEADER GOOD "\0", sizeof HEADER GOOD), LOFT_ESCENARIO);
    cr_assert(says("t.csv:3: NUL byte"));
    char text[9000] = HEADER;
    size_t length = strlen(text);
    memset(text + length, ',', 4001);
    memcpy(text + length + 4001, "\n" GOOD, sizeof "\n" GOOD);
    cr_assert_eq(read_text(text), LOFT_ESCENARIO);
    cr_assert(says("t.csv:2: line of 4001 bytes, at most 4000 are read"));
    text[length + 3900] = '\n'; /* thousands of cells on a line of legal length */
    cr_assert_eq(read_text(text), LOFT_ESCENARIO);
    cr_assert(says("t.csv:2: 3901 cells, the header has 8"));
}

/* Fails when a long note is cut, or memory for many rows is not found. */
Test(csv, many_rows_and_long_cells)
{
    enum { ROWS = 20000 };
    FILE *out = fopen("t.csv", "wb");
    char note[3801];
    memset(note, 'n', sizeof note - 1);
    note[sizeof note - 1] = '\0';
    fprintf(out, "%s", HEADER);
    for (int i = 0; i < ROWS; i++)
        fprintf(out, "female,18,%d,1,2008-01-01,%s,s%d,seen\n", i, i == 77 ? note : "", i % 2);
    fclose(out);
    cr_assert_eq(csv_read("t.csv", columns, COLUMNS, &table, &report), 0, "%s", first());
    cr_assert_eq(table.rows, ROWS);
    cr_assert_str_eq(csv_text(&table, 77, NOTE), note);
    for (size_t i = 0; i < ROWS; i++)
        cr_assert_eq(csv_cell(&table, i, PERSONS), (int64_t)i);
    cr_assert_str_eq(csv_source(&table, ROWS - 1), "s1");
}

/* Fails when a table full of errors is read to its end, or stops without saying so. */
Test(csv, endless_errors_end, .timeout = 20)
{
    FILE *out = fopen("t.csv", "wb");
    fprintf(out, "%s", HEADER);
    for (int i = 0; i < 100000; i++)
        fprintf(out, "nobody\n");
    fclose(out);
    cr_assert_eq(csv_read("t.csv", columns, COLUMNS, &table, &report), LOFT_ESCENARIO);
    cr_assert_eq(report.errors, 101);
    cr_assert(says("100 errors: the rest of the file was not read"));
}

/* Fails when a grade loses its name. */
Test(csv, grades_have_names)
{
    cr_assert_str_eq(csv_grade_name(CSV_SEEN), "seen");
    cr_assert_str_eq(csv_grade_name(CSV_ASSUMPTION), "assumption");
}
