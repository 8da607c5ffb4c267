/* SPDX-License-Identifier: MIT */
#include "failing.h"

#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/conf/conf.h"
#include "loft/conf/csv.h"
#include "loft/conf/describe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A plain program for LeakSanitizer, which sees nothing under Criterion: reads good and bad files,
 * then many random edits of them, then the good ones again with the n-th allocation failing, for
 * every n. Fails when something crashes, hangs, leaks, or an error is not an error.
 *
 *     leak_conf [EDITS [SEED]] */

#define PARAMS(P, S)                                                                               \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, "s", CHOICE, false, "t")                     \
    P(S, FACTOR, job_link, "1", "1.3", "1", "2.5", NULL, "s", C, true, "t")                        \
    P(S, COUNT, queue, "week", "26", "0", "520", NULL, "s", ASSUMPTION, false, "t")                \
    P(S, SET, areas, "1", "", NULL, NULL, "areas", "s", CHOICE, false, "t")                        \
    P(S, DATE, from, "date", "", NULL, NULL, NULL, "s", CHOICE, false, "t")                        \
    P(S, SHARE, rate, "share", "100 %", "0", "1", NULL, "s", CHOICE, false, "t")                   \
    P(S, SPAN, ages, "year", "18-64", "0", "120", NULL, "s", CHOICE, false, "t")                   \
    P(S, MONEY, wage, "kr", "100", "0", NULL, NULL, "s", CHOICE, false, "t")                       \
    P(S, CHOICE, basis, "1", "average", NULL, NULL, "average|marginal", "s", CHOICE, false, "t")   \
    P(S, TEXT, title, "1", "", NULL, NULL, NULL, "s", CHOICE, false, "t")                          \
    P(S, FILE, margins, "file", "", NULL, NULL, NULL, "s", CHOICE, false, "t")
struct section {
    PARAMS(PARAM_FIELD, section)
};
static const struct param params[] = {PARAMS(PARAM_ROW, section)};
enum { PARAM_COUNT_ALL = sizeof params / sizeof *params };
static const char *const areas[] = {"vollsmose", "rental", "owner"};
static const struct param_names lists[] = {{"areas", areas, NULL, 3}};

static const char base_ini[] = "[moving]\nenabled = yes\nqueue = 7\n";
static const char cap_ini[] = "[preset]\ntitle = x\n[lever tax]\nrate = 70 %\nwage = 12.50\n";
static const char good_ini[] =
    "; a scenario\n[scenario]\ntitle = Løft # one ; comment\nextends = base\nmargins = t.csv\n\n"
    "[moving]\r\nenabled = no\r\njob_link = 1.25\n\n[policy cap]\nareas = vollsmose, rental\n"
    "from = 2008-01-01\nrate = 70 %\nages = 18-24\nbasis = marginal\nwage = 1200\n\n"
    "[variant half]\npolicy.cap.rate = 0.5\nmoving.queue = 12\n";
static const char good_csv[] = "# note\nsex,ages,persons,share,from,note,source,grade\n"
                               "male,18-24,120,0.25,2008-01-01,\"a, \"\"b\"\"\",StatBank,seen\n"
                               "female,85+,7,1,2009-01-05,,other,assumption\n";

static const char *const sexes[] = {"male", "female"};
static const struct csv_column columns[] = {
    {"sex", CSV_CODE, sexes, 2, 0, 0, "1", "t"},
    {"ages", CSV_SPAN, NULL, 0, 0, 0, "year", "t"},
    {"persons", CSV_COUNT, NULL, 0, 0, 1000, "person", "t"},
    {"share", CSV_MICRO, NULL, 0, 0, 1000000, "share", "t"},
    {"from", CSV_DATE, NULL, 0, 0, 0, "date", "t"},
    {"note", CSV_TEXT, NULL, 0, 0, 0, "1", "t"},
};

static void put(const char *path, const char *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    if (out == NULL || fwrite(bytes, 1, length, out) != length || fclose(out) != 0)
        abort();
}

static int bind_all(struct conf *conf, struct report *report)
{
    static const char *const prefixes[] = {"scenario", "moving", "policy.cap.tax|policy.cap"};
    static const char *const variants[] = {NULL, "half"};
    int code = 0;
    for (int v = 0; v < 2; v++)
        for (int i = 0; i < 3 && code != LOFT_ENOMEM; i++) {
            struct section out;
            int got = conf_bind(conf, variants[v], prefixes[i], params, PARAM_COUNT_ALL, lists, 1,
                                &out, true, report);
            code = got != 0 ? got : code;
            if (got != LOFT_ENOMEM && out.title[0] == 'x')
                abort();
        }
    return code;
}

/* Everything one does with a scenario. Returns the worst code. */
static int read_scenario(bool print)
{
    struct conf conf = {0};
    struct report report = {0};
    int code = conf_read(&conf, "s.ini", &report);
    if (code != LOFT_ENOMEM)
        code = conf_read_below(&conf, "cap.ini", "policy.cap", &report) == LOFT_ENOMEM ? LOFT_ENOMEM
                                                                                       : code;
    if (code != LOFT_ENOMEM && conf_set(&conf, "moving.queue=3", &report) == LOFT_ENOMEM)
        code = LOFT_ENOMEM;
    if (code != LOFT_ENOMEM && conf_know(&conf, "policy.cap.preset.*") != 0)
        code = LOFT_ENOMEM;
    if (code != LOFT_ENOMEM) {
        int got = bind_all(&conf, &report);
        code = got != 0 ? got : code;
    }
    if (code != LOFT_ENOMEM) {
        conf_report_unknown(&conf, &report);
        code = report_code(&report) != 0 ? report_code(&report) : code;
    }
    FILE *out = print ? stdout : NULL;
    if (out != NULL) {
        report_print(&report, out);
        describe_effective(&conf, DESCRIBE_TEXT, out);
    }
    conf_clear(&conf);
    report_clear(&report);
    return code;
}

static int read_table(void)
{
    struct csv_table table;
    struct report report = {0};
    int code = csv_read("t.csv", columns, 6, &table, &report);
    if (code != 0 && (table.rows > 0 || (code == LOFT_ESCENARIO && report.errors == 0)))
        abort();
    csv_clear(&table);
    report_clear(&report);
    return code;
}

static unsigned long long state;

static size_t pick(size_t count)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)((state >> 33) % count);
}

/* One byte replaced, inserted or removed. Returns the new length. */
static size_t edit(char *bytes, size_t length)
{
    static const char likely[] = "[]=;#., \t\r\n\"|%-+0a_\xc3\xe6";
    size_t at = pick(length);
    char byte = pick(4) == 0 ? (char)pick(256) : likely[pick(sizeof likely)];
    switch (pick(3)) {
    case 0:
        bytes[at] = byte;
        return length;
    case 1:
        memmove(bytes + at + 1, bytes + at, length - at);
        bytes[at] = byte;
        return length + 1;
    default:
        memmove(bytes + at, bytes + at + 1, length - at - 1);
        return length - 1;
    }
}

static long edits_that_fail(const char *path, const char *good, size_t length, long edits)
{
    long failed = 0;
    char bytes[2000];
    for (long i = 0; i < edits; i++) {
        size_t now = length;
        memcpy(bytes, good, length);
        for (size_t more = pick(8) == 0 ? 5 : 1; more > 0; more--)
            now = edit(bytes, now);
        put(path, bytes, now);
        int code = path[0] == 's' ? read_scenario(false) : read_table();
        failed += code != 0;
    }
    put(path, good, length);
    return failed;
}

static long failures(int (*run)(void))
{
    long survived = 0;
    for (failing = 0;; failing++) {
        allocations = 0;
        int code = run();
        if (allocations <= failing)
            break;
        survived += code == 0; /* an allocation that nothing depends on */
    }
    if (survived > 0)
        printf("%ld failed allocations went unnoticed\n", survived);
    long count = failing;
    failing = -1;
    return count;
}

static int quiet_scenario(void)
{
    return read_scenario(false);
}

int main(int count, char **words)
{
    char root[] = "/tmp/loft-leak-XXXXXX";
    long edits = count > 1 ? atol(words[1]) : 10000;
    state = count > 2 ? strtoull(words[2], NULL, 10) : 1;
    if (mkdtemp(root) == NULL || chdir(root) != 0)
        return 3;
    put("base.ini", base_ini, sizeof base_ini - 1);
    put("cap.ini", cap_ini, sizeof cap_ini - 1);
    put("t.csv", good_csv, sizeof good_csv - 1);
    put("s.ini", good_ini, sizeof good_ini - 1);
    bool good = read_scenario(true) == 0 && read_table() == 0;
    long bad_ini = edits_that_fail("s.ini", good_ini, sizeof good_ini - 1, edits);
    long bad_csv = edits_that_fail("t.csv", good_csv, sizeof good_csv - 1, edits);
    long denied = failures(quiet_scenario);
    long denied_table = failures(read_table);
    printf("good files %s; of %ld edits each %ld scenarios and %ld tables were refused; "
           "%ld + %ld allocations failed in turn\n",
           good ? "read" : "REFUSED", edits, bad_ini, bad_csv, denied, denied_table);
    struct fault fault = {0};
    return chdir("/") != 0 || folder_remove(root, &fault) != 0 || !good;
}
