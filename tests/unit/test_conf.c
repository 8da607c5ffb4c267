/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/conf/conf.h"
#include "loft/conf/describe.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOVING_PARAMS(P, S)                                                                        \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, "a switch", CHOICE, false, "On or off.")     \
    P(S, FACTOR, job_link, "1", "1.3", "1", "2.5", NULL, "register study", C, true, "Link.")       \
    P(S, COUNT, queue, "week", "26", "0", "520", NULL, "ours", ASSUMPTION, false, "Waiting.")
#define POLICY_PARAMS(P, S)                                                                        \
    P(S, SET, areas, "1", NULL, NULL, NULL, "areas", "the user", CHOICE, false, "Where.")          \
    P(S, DATE, from, "date", "", NULL, NULL, NULL, "the user", CHOICE, false, "Begins.")           \
    P(S, SHARE, rate, "share", "100 %", "0", "1", NULL, "law", CHOICE, false, "The cap.")
#define SCENARIO_PARAMS(P, S)                                                                      \
    P(S, TEXT, title, "1", NULL, NULL, NULL, NULL, "the user", CHOICE, false, "What it is.")       \
    P(S, FILE, margins, "file", "", NULL, NULL, NULL, "the user", CHOICE, false, "People.")
struct moving {
    MOVING_PARAMS(PARAM_FIELD, moving)
};
struct policy {
    POLICY_PARAMS(PARAM_FIELD, policy)
};
struct scenario {
    SCENARIO_PARAMS(PARAM_FIELD, scenario)
};
static const struct param moving_params[] = {MOVING_PARAMS(PARAM_ROW, moving)};
static const struct param policy_params[] = {POLICY_PARAMS(PARAM_ROW, policy)};
static const struct param scenario_params[] = {SCENARIO_PARAMS(PARAM_ROW, scenario)};

static const char *const areas[] = {"vollsmose", "rental", "owner"};
static const struct param_names lists[] = {{"areas", areas, NULL, 3}};

static struct conf conf;
static struct report report;
static char root[] = "/tmp/loft-conf-XXXXXX";

/* An empty folder with a program's scenarios in it; tests run in processes of their own. */
static void start(void)
{
    cr_assert_not_null(mkdtemp(root));
    cr_assert_eq(chdir(root), 0);
    cr_assert(mkdir("program", 0700) == 0 && mkdir("program/places", 0700) == 0);
    cr_assert(mkdir("program/studies", 0700) == 0 && mkdir("program/presets", 0700) == 0);
    char scenarios[PATH_MAX];
    snprintf(scenarios, sizeof scenarios, "%s/program", root);
    setenv("LOFT_SCENARIOS", scenarios, 1);
}

static void finish(void)
{
    conf_clear(&conf);
    report_clear(&report);
    static const char *const folders[] = {"program/places", "program/studies", "program/presets",
                                          "program", "."};
    struct fault fault = {0};
    for (size_t i = 0; i < 4; i++)
        folder_remove(folders[i], &fault);
    if (chdir("/") == 0)
        folder_remove(root, &fault);
}

TestSuite(conf, .init = start, .fini = finish);

static void put_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    cr_assert_not_null(out);
    cr_assert_eq(fwrite(bytes, 1, length, out), length);
    fclose(out);
}

static void put(const char *path, const char *text)
{
    put_bytes(path, text, strlen(text));
}

static int read_text(const char *text)
{
    put("s.ini", text);
    return conf_read(&conf, "s.ini", &report);
}

static const char *value_of(const char *name)
{
    const struct setting *setting = conf_find(&conf, NULL, name);
    return setting != NULL ? setting->value : NULL;
}

static char *messages(void)
{
    static char text[200000];
    FILE *out = fmemopen(text, sizeof text, "w");
    report_print(&report, out);
    fputc('\0', out);
    fclose(out);
    return text;
}

static void says(const char *message)
{
    cr_assert_not_null(strstr(messages(), message), "\"%s\" lacks \"%s\"", messages(), message);
}

static int bind_moving(const char *variant, struct moving *moving, bool list)
{
    return conf_bind(&conf, variant, "moving", moving_params, 3, lists, 1, moving, list, &report);
}

static int bind_policy(const char *variant, const char *prefix, struct policy *policy)
{
    return conf_bind(&conf, variant, prefix, policy_params, 3, lists, 1, policy, true, &report);
}

static int bind_scenario(struct scenario *scenario)
{
    return conf_bind(&conf, NULL, "scenario", scenario_params, 2, lists, 1, scenario, true,
                     &report);
}

/* Fails when comments, blanks, CRLF, a BOM or `#` in a value are read in another way. */
Test(conf, good_files_are_read)
{
    cr_assert_eq(read_text("\xef\xbb\xbf; a comment\r\n"
                           "# another\r\n"
                           "   ; indented comment\r\n"
                           "\t\r\n"
                           "[scenario]  ; header\r\n"
                           "title=Løft #1: a;b  ; comment\r\n"
                           "empty =   \r\n"
                           "commented = ; nothing\r\n"
                           "[policy  cap70]\r\n"
                           "rate = 70 %\t; share\r\n"
                           "lever.cost = a = b"),
                 0, "%s", messages());
    cr_assert_str_eq(value_of("scenario.title"), "Løft #1: a;b");
    cr_assert_str_eq(value_of("scenario.empty"), "");
    cr_assert_str_eq(value_of("scenario.commented"), "");
    cr_assert_str_eq(value_of("policy.cap70.rate"), "70 %");
    cr_assert_str_eq(value_of("policy.cap70.lever.cost"), "a = b");
    cr_assert_null(value_of("scenario.policy"));
    const struct setting *setting = conf_find(&conf, NULL, "policy.cap70.rate");
    cr_assert_str_eq(setting->file, "s.ini");
    cr_assert_str_eq(setting->folder, ".");
    cr_assert_eq(setting->line, 10);
    cr_assert_eq(conf.section_count, 2);
    cr_assert_eq(conf.sections[1].line, 9);
    cr_assert_str_eq(conf.sections[1].name, "policy.cap70");
}

/* Fails when a long value, key or section name is cut instead of kept or refused. */
Test(conf, long_lines_are_kept_or_refused)
{
    char text[12000], value[3993], section[51], key[102];
    memset(value, 'v', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    memset(section, 's', sizeof section - 1);
    section[sizeof section - 1] = '\0';
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    snprintf(text, sizeof text, "[s]\ntitle = %s\n[%.49s]\nx = 1\n%.100s = 2\n", value, section,
             key);
    cr_assert_eq(read_text(text), 0, "%s", messages());
    cr_assert_str_eq(value_of("s.title"), value);
    snprintf(text, sizeof text, "%.49s.x", section);
    cr_assert_str_eq(value_of(text), "1");
    snprintf(text, sizeof text, "%.49s.%.100s", section, key);
    cr_assert_str_eq(value_of(text), "2");
    snprintf(text, sizeof text, "[s]\ntitle =  %s\nnext = 1\n%s = 1\n[%s]\na = 1\n", value, key,
             section);
    cr_assert_eq(read_text(text), LOFT_ESCENARIO);
    says("s.ini:2: error: line of 4001 bytes, at most 4000 are read");
    says("s.ini:4: error: key of 101 bytes, at most 100 are read");
    says("s.ini:5: error: section name of 50 bytes, at most 49 are read");
    cr_assert_str_eq(value_of("s.next"), "1");
    cr_assert_null(value_of("s.a"));
}

/* Fails when a broken line passes, is reported at another line, or its keys reach another section.
 */
Test(conf, broken_lines_are_reported)
{
    static const struct {
        const char *text, *message;
        int errors;
    } cases[] = {
        {"[s]\nnothing\n", "s.ini:2: error: expected 'key = value' or '[section]'", 1},
        {"[s]\na : b\n", "write '=' instead of ':'", 1},
        {"[s]\n = b\n", "s.ini:2: error: indented line '= b': remove the white space", 1},
        {"[s]\n= b\n", "s.ini:2: error: no key before '='", 1},
        {"[s]\na = 1\n  b = 2\n", "s.ini:3: error: indented line 'b = 2': remove", 1},
        {"[s]\na = 1\n  more text\n", "s.ini:3: error: indented line", 1},
        {"a = 1\nb = 2\n[s]\n", "s.ini:1: error: 'a' stands before the first [section]", 1},
        {"[s]\nx y = 1\n", "'x y' can't be a key", 1},
        {"[s]\na..b = 1\n", "can't be a key", 1},
        {"[s]\na. = 1\n", "can't be a key", 1},
        {"[s\na = 1\nb = 2\n", "s.ini:1: error: section header without ']'", 1},
        {"[s ;]\na = 1\n", "section header without ']'", 1},
        {"[s] x\na = 1\n", "text after the ']'", 1},
        {"[]\na = 1\n", "section header '[]', expected", 1},
        {"[a b c]\nx = 1\n", "section header '[a b c]', expected", 1},
        {"[policy.a]\nx = 1\n", "section header '[policy.a]', expected", 1},
        {"[s]\na = 1\nb = 2\na = 3\n", "s.ini:4: error: duplicate key 's.a' (first on line 2)", 1},
        {"[p q]\na = 1\n[x]\n[p  q]\nb = 1\n",
         "s.ini:4: error: duplicate section '[p q]' (first on line 1)", 1},
        {"[p]\nq.a = 1\n[p q]\na = 1\n", "s.ini:4: error: duplicate key 'p.q.a'", 1},
        {"[s]\na = \"quoted\"\n", "s.ini:2: error: remove the quotation marks", 1},
        {"[s]\na = \"x ; y\"\n", "quotation marks don't keep ';'", 1},
        {"[s]\na = b\x01\n", "s.ini:2: error: control character 0x01 in byte 6", 1},
        {"[s]\rb = 1\r", "control character 0x0d", 1},
        {"[s]\nx = \xe6\ny = \xe6\n[t \xe6]\nz = 1\n", "s.ini:2: error: not UTF-8", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(read_text(cases[i].text), LOFT_ESCENARIO, "%s", cases[i].text);
        says(cases[i].message);
        cr_assert_eq(report.errors, cases[i].errors, "%s gives %s", cases[i].text, messages());
        conf_clear(&conf);
        report_clear(&report);
    }
}

/* Fails when keys below a header that could not be read are given to the section before it. */
Test(conf, keys_below_a_broken_header_are_skipped)
{
    read_text("[a]\nx = 1\n[b\nx = 2\ny = 2\n[d]\nw = 4\n[c \xff]\nz = 3\n");
    cr_assert_str_eq(value_of("a.x"), "1");
    cr_assert_null(value_of("a.y"));
    cr_assert_null(value_of("d.z"));
    cr_assert_str_eq(value_of("d.w"), "4");
    cr_assert_eq(report.errors, 2, "%s", messages());
}

/* Fails when a binary file, a folder or no file at all is taken for a scenario. */
Test(conf, files_that_are_no_scenario)
{
    put_bytes("s.ini", "[s]\na = 1\n\0\0", 12);
    cr_assert_eq(conf_read(&conf, "s.ini", &report), LOFT_ESCENARIO);
    says("s.ini:3: error: NUL byte");
    cr_assert_eq(conf_read(&conf, "program", &report), LOFT_ESCENARIO);
    says("is a folder");
    cr_assert_eq(conf_read(&conf, "absent.ini", &report), LOFT_ESCENARIO);
    says("absent.ini: error: cannot open 'absent.ini'");
    char *large = malloc(1100000);
    memset(large, '\n', 1100000);
    put_bytes("s.ini", large, 1100000);
    free(large);
    cr_assert_eq(conf_read(&conf, "s.ini", &report), LOFT_ESCENARIO);
    says("over 1 MiB");
    cr_assert_eq(read_text(""), 0);
}

/* Fails when thousands of errors make the reader slow or go unmentioned. */
Test(conf, endless_errors_end, .timeout = 20)
{
    char *text = malloc(1000001);
    memset(text, 'x', 1000000);
    for (size_t i = 1; i < 1000000; i += 2)
        text[i] = '\n';
    text[1000000] = '\0';
    cr_assert_eq(read_text(text), LOFT_ESCENARIO);
    free(text);
    cr_assert_eq(report.errors, 1001);
    cr_assert_not_null(strstr(report.entries[1000].text, "the rest of the file was not read"));
}

/* Fails when a large scenario that nobody reads makes the check slow. */
Test(conf, endless_names_end, .timeout = 20)
{
    char *text = malloc(1000000);
    size_t length = 0;
    for (int i = 0; length < 950000; i++)
        length += (size_t)snprintf(text + length, 1000, "[p n%d]\na = 1\nb = 2\nc = 3\nd = 4\n", i);
    cr_assert_eq(read_text(text), 0, "%s", messages());
    free(text);
    conf_know(&conf, "p.n1.a");
    conf_report_unknown(&conf, &report);
    cr_assert_eq(report.errors, 1001);
    says("1000 unknown names: there may be more");
}

/* Fails when a lower layer wins, or an extended file is searched for in another order. */
Test(conf, layers_override_each_other)
{
    put("program/places/odense.ini", "[moving]\njob_link = 1.1\nqueue = 1\nenabled = no\n");
    put("program/studies/mid.ini", "[scenario]\nextends = odense\n[moving]\nqueue = 2\n");
    cr_assert_eq(read_text("[scenario]\nextends = mid\n[moving]\njob_link = 1.4\n"), 0, "%s",
                 messages());
    cr_assert_str_eq(value_of("moving.enabled"), "no");
    cr_assert_str_eq(value_of("moving.queue"), "2");
    cr_assert_str_eq(value_of("moving.job_link"), "1.4");
    cr_assert_eq(conf_set(&conf, "moving.job_link = 1.5", &report), 0);
    cr_assert_eq(conf_set(&conf, "moving.job_link=1.6", &report), 0);
    cr_assert_str_eq(value_of("moving.job_link"), "1.6");
    put("odense.ini", "[moving]\nqueue = 7\n");
    conf_clear(&conf);
    cr_assert_eq(read_text("[scenario]\nextends = odense.ini\n"), 0);
    cr_assert_str_eq(value_of("moving.queue"), "7");
    cr_assert_not_null(strstr(conf.text, "; file odense.ini\n[moving]\nqueue = 7\n; file s.ini\n"));
    cr_assert_null(strstr(conf.text, root));
}

/* Fails when a file that bears the name of the place it extends finds itself. */
Test(conf, a_study_may_bear_its_place_s_name)
{
    put("program/places/odense.ini", "[moving]\nqueue = 3\n");
    put("program/studies/odense.ini", "[scenario]\nextends = odense\n");
    cr_assert_eq(conf_read(&conf, "program/studies/odense.ini", &report), 0, "%s", messages());
    cr_assert_str_eq(value_of("moving.queue"), "3");
}

/* Fails when a circle is followed, or its message does not show the way round. */
Test(conf, circles_are_found)
{
    put("a.ini", "[scenario]\nextends = b\n");
    put("b.ini", "[scenario]\n\nextends = c\n");
    put("c.ini", "[scenario]\nextends = a\n");
    cr_assert_eq(conf_read(&conf, "a.ini", &report), LOFT_ESCENARIO);
    says("c.ini:2: error: 'scenario.extends': circular: a.ini -> b.ini -> c.ini -> a.ini");
    cr_assert_eq(report.errors, 1);
    put("self.ini", "[scenario]\nextends = self\n");
    cr_assert_eq(conf_read(&conf, "self.ini", &report), LOFT_ESCENARIO);
    says("self.ini:2: error: 'scenario.extends': circular: self.ini -> self.ini");
    for (int i = 0; i < 20; i++) {
        char path[20], text[60];
        snprintf(path, sizeof path, "d%d.ini", i);
        snprintf(text, sizeof text, "[scenario]\nextends = d%d\n", i + 1);
        put(path, text);
    }
    cr_assert_eq(conf_read(&conf, "d0.ini", &report), LOFT_ESCENARIO);
    says("more than 16 files extend one another");
}

/* Fails when a missing place is not named with where it was looked for and what is near. */
Test(conf, a_missing_place_is_explained)
{
    put("program/places/odense.ini", "");
    cr_assert_eq(read_text("[scenario]\nextends = odensee\n"), LOFT_ESCENARIO);
    says("s.ini:2: error: 'scenario.extends': cannot find 'odensee', did you mean 'odense'? "
         "(looked for odensee.ini in . and /tmp/loft-conf-");
    says("places, studies, presets");
    cr_assert_eq(read_text("[scenario]\nextends =\n"), LOFT_ESCENARIO);
    says("cannot find ''");
    char path[PATH_MAX];
    cr_assert(conf_locate("odense", ".", ".ini", path, sizeof path));
    cr_assert(strstr(path, "/program/places/odense.ini") != NULL && path[0] == '/', "%s", path);
    cr_assert(conf_locate("places/odense", NULL, ".ini", path, sizeof path));
    cr_assert_not(conf_locate("s", NULL, ".ini", path, sizeof path));
    cr_assert(conf_locate("s", ".", ".ini", path, sizeof path));
    cr_assert_str_eq(path, "s.ini");
    cr_assert_not(conf_locate("", ".", NULL, path, sizeof path));
    cr_assert_not(conf_locate("places", NULL, NULL, path, sizeof path));
}

/* Fails when the command line takes what is no assignment. */
Test(conf, assignments_of_the_command_line)
{
    static const char *const wrong[] = {
        "",     "=",       "a=1",    "a.b",      ".b=1",
        "a.=1", "a b.c=1", "a.b=\n", "a.b=\xff", "scenario.extends=odense"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_assert_eq(conf_set(&conf, wrong[i], &report), LOFT_ESCENARIO, "%s", wrong[i]);
    says("--set: error: 'a=1': expected SECTION.KEY=VALUE");
    cr_assert_eq(conf.setting_count, 0);
    cr_assert_eq(conf_set(&conf, " a.b = c = d ; e ", &report), 0);
    cr_assert_str_eq(value_of("a.b"), "c = d ; e");
    cr_assert_not_null(strstr(conf.text, "; --set  a.b = c = d ; e \n"));
}

/* Fails when defaults, settings and overlays mix, or an overlay reaches another variant. */
Test(conf, binding_fills_the_struct)
{
    read_text("[moving]\njob_link = 1.5\n[policy cap]\nareas = all\nfrom = 2008-01-01\n"
              "rate = 70 %\n[variant half]\npolicy.cap.rate = 50 %\n[variant none]\n");
    conf_set(&conf, "policy.cap.rate=0.6", &report);
    conf_set(&conf, "variant.none.moving.queue=9", &report);
    struct moving moving;
    struct policy policy;
    cr_assert_eq(bind_moving(NULL, &moving, false), 0, "%s", messages());
    cr_assert(moving.enabled == 1 && moving.job_link == 98304 && moving.queue == 26);
    cr_assert_eq(bind_moving("none", &moving, false), 0);
    cr_assert_eq(moving.queue, 9);
    cr_assert_eq(bind_moving("half", &moving, false), 0);
    cr_assert_eq(moving.queue, 26);
    cr_assert_eq(bind_policy(NULL, "policy.cap", &policy), 0);
    cr_assert_eq(policy.areas, 7);
    cr_assert_eq(policy.rate, 2576980378); /* 0.6 x 2^32 */
    cr_assert_eq(bind_policy("half", "policy.cap", &policy), 0);
    cr_assert_eq(policy.rate, (int64_t)1 << 31);
    cr_assert_eq(bind_policy("none", "policy.cap", &policy), 0);
    cr_assert_eq(policy.rate, 2576980378);
    conf_report_unknown(&conf, &report);
    cr_assert_eq(report.errors, 1, "%s", messages()); /* nobody reads the empty section */
    says("s.ini:9: error: unknown section '[variant none]'");
}

/* Fails when a wrong or missing value is not reported where it stands, or is reported twice. */
Test(conf, wrong_values_are_reported_at_their_line)
{
    read_text("[moving]\njob_link = 1,5\nqueue = many # weeks\n\n[policy cap]\nrate = 70\n"
              "[variant v]\nmoving.queue = 521\n");
    struct moving moving;
    struct policy policy;
    cr_assert_eq(bind_moving(NULL, &moving, true), LOFT_ESCENARIO);
    cr_assert_eq(bind_moving("v", &moving, true), LOFT_ESCENARIO);
    cr_assert_eq(bind_policy(NULL, "policy.cap", &policy), LOFT_ESCENARIO);
    says("s.ini:2: error: 'moving.job_link': found '1,5', expected a number from 1 to 2.5; write "
         "1.5 instead of 1,5");
    says("s.ini:3: error: 'moving.queue': found 'many # weeks', expected a whole number from 0 to "
         "520; a comment after a value starts with ';'");
    says("s.ini:5: error: 'policy.cap.areas' is missing, expected 'all' or names separated by "
         "commas, out of vollsmose, rental, owner");
    says("s.ini:6: error: 'policy.cap.rate': found '70', expected a share from 0 to 1, such as 0.7 "
         "or 70 %; write '70 %'");
    says("s.ini:8: error: 'variant.v.moving.queue': found '521', expected a whole number");
    cr_assert_eq(report.errors, 5, "%s", messages());
    cr_assert(moving.job_link == 85197 && moving.queue == 26); /* the defaults */
    struct scenario scenario;
    cr_assert_eq(bind_scenario(&scenario), LOFT_ESCENARIO);
    says("s.ini: error: 'scenario.title' is missing, expected a text");
    cr_assert_str_eq(scenario.title, "");
    cr_assert_eq(bind_scenario(&scenario), LOFT_ESCENARIO); /* reported before, still wrong */
}

/* Fails when a typing error is not named, is blamed on the wrong line, or hides a good key. */
Test(conf, unknown_names_are_reported)
{
    read_text("[moving]\njob_lnk = 1\nzzzzzz = 1\nareas = all\n[movng]\na = 1\nb = 2\n"
              "[policy cap]\nareas = all\nrat = 0.5\n[polcy cop]\n[moving x]\n[policy]\n[zebra]\n"
              "[variant v]\npolicy.cap.rte = 1\nmoving.queue = 2\nscenario.title = x\n");
    conf_set(&conf, "movin.queue=1", &report);
    conf_set(&conf, "variant.w.moving.queue=1", &report);
    struct moving moving;
    struct policy policy;
    struct scenario scenario;
    cr_assert_eq(conf_know_kind(&conf, "policy"), 0);
    cr_assert_eq(conf_know(&conf, "variant.v.enable"), 0);
    bind_moving(NULL, &moving, false);
    bind_moving("v", &moving, false);
    bind_policy(NULL, "policy.cap", &policy);
    bind_policy("v", "policy.cap", &policy);
    bind_scenario(&scenario);
    report_clear(&report);
    conf_report_unknown(&conf, &report);
    static const char *const expected[] = {
        "s.ini:5: error: unknown section '[movng]', did you mean '[moving]'?\n",
        "s.ini:11: error: unknown section '[polcy cop]', did you mean '[policy cop]'?\n",
        "s.ini:12: error: unknown section '[moving x]', did you mean '[moving]'?\n",
        "s.ini:14: error: unknown section '[zebra]'\n",
        "s.ini:2: error: unknown key 'moving.job_lnk', did you mean 'moving.job_link'?\n",
        "s.ini:3: error: unknown key 'moving.zzzzzz' (loft explain moving lists the keys)\n",
        "s.ini:4: error: unknown key 'moving.areas', did you mean 'policy.cap.areas'?\n",
        "s.ini:10: error: unknown key 'policy.cap.rat', did you mean 'policy.cap.rate'?\n",
        "s.ini:16: error: unknown key 'variant.v.policy.cap.rte', did you mean "
        "'variant.v.policy.cap.rate'?\n",
        "s.ini:18: error: unknown key 'variant.v.scenario.title': 'scenario.title' can't differ "
        "between variants\n",
        "--set: error: unknown key 'movin.queue', did you mean 'moving.queue'?\n",
        "--set: error: unknown key 'variant.w.moving.queue', did you mean "
        "'variant.v.moving.queue'?\n",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        says(expected[i]);
    cr_assert_eq(report.errors, sizeof expected / sizeof *expected, "%s", messages());
}

/* Fails when declared names, or those below `x.*`, are still unknown. */
Test(conf, declared_names_are_known)
{
    read_text("[sweep]\nmoving.queue = 1, 2\n[policy broken]\npreset = absent\nrate = 1\n"
              "[policy]\n[variant v]\npolicy.broken.rate = 2\nenable = broken\n");
    conf_know(&conf, "sweep.moving.queue");
    conf_know(&conf, "policy.broken.*");
    conf_know(&conf, "variant.v.enable");
    conf_report_unknown(&conf, &report);
    cr_assert_eq(report.errors, 0, "%s", messages());
    conf_clear(&conf);
    read_text("[policy]\n");
    conf_know_kind(&conf, "policy");
    conf_report_unknown(&conf, &report);
    says("s.ini:1: error: unknown section '[policy]', expected '[policy NAME]'");
}

/* Fails when instances come twice, out of order, or from names below them. */
Test(conf, instances_in_reading_order)
{
    put("base.ini", "[policy b]\n[policy a]\n[cohort x]\n");
    read_text("[scenario]\nextends = base\n[policy a]\nq.r = 1\n[policy c]\n[policies d]\n");
    const char *names[2];
    cr_assert_eq(conf_instances(&conf, "policy", names, 2), 3);
    cr_assert_str_eq(names[0], "b");
    cr_assert_str_eq(names[1], "a");
    cr_assert_eq(conf_instances(&conf, "nothing", names, 2), 0);
}

/* Fails when a preset overrides the scenario, or its levers are not found under both spellings. */
Test(conf, presets_lie_below)
{
    put("cap.ini", "[preset]\ntitle = A cap\n[lever tax]\nrate = 80 %\nareas = all\n"
                   "from = 2001-01-01\n[lever rule]\nrate = 90 %\nareas = rental\n");
    read_text("[policy p]\npreset = cap\nareas = owner\nrule.rate = 40 %\n[variant v]\n"
              "policy.p.tax.rate = 30 %\n");
    cr_assert_eq(conf_read_below(&conf, "cap.ini", "policy.p", &report), 0, "%s", messages());
    const char *names[4];
    cr_assert_eq(conf_instances(&conf, "policy.p", names, 4), 2);
    cr_assert_str_eq(names[0], "tax");
    cr_assert_eq(conf_instances(&conf, "policy", names, 4), 1);
    cr_assert_str_eq(value_of("policy.p.preset.title"), "A cap");
    cr_assert_lt(conf_find(&conf, NULL, "policy.p.tax.rate")->layer,
                 conf_find(&conf, NULL, "policy.p.areas")->layer);
    struct policy tax, rule;
    cr_assert_eq(bind_policy(NULL, "policy.p.tax|policy.p", &tax), 0, "%s", messages());
    cr_assert_eq(bind_policy(NULL, "policy.p.rule|policy.p", &rule), 0);
    cr_assert_eq(tax.areas, 4); /* the scenario's key serves both levers */
    cr_assert_eq(rule.areas, 4);
    cr_assert_eq(tax.rate, 3435973837);  /* 80 % of the preset */
    cr_assert_eq(rule.rate, 1717986918); /* 40 % of the scenario */
    cr_assert_eq(bind_policy("v", "policy.p.tax|policy.p", &tax), 0);
    cr_assert_eq(tax.rate, 1288490189); /* 30 % */
    for (int i = 0; i < 3; i++) {
        static const char *const more[] = {"policy.p.preset", "policy.p.preset.title",
                                           "variant.v.enable"};
        conf_know(&conf, more[i]);
    }
    conf_report_unknown(&conf, &report);
    cr_assert_eq(report.errors, 0, "%s", messages());
    cr_assert_eq(conf_read_below(&conf, "absent.ini", "policy.q", &report), LOFT_ESCENARIO);
}

/* Fails when a file key is not found beside the file that names it, or its path is not whole. */
Test(conf, files_are_found)
{
    put("program/places/odense.ini", "[scenario]\nmargins = people.csv\n");
    put("program/places/people.csv", "x\n");
    struct scenario scenario;
    read_text("[scenario]\nextends = odense\ntitle = t\n");
    cr_assert_eq(bind_scenario(&scenario), 0, "%s", messages());
    cr_assert_not_null(strstr(scenario.margins, "/program/places/people.csv"));
    conf_clear(&conf);
    put("people.csv", "x\n");
    read_text("[scenario]\ntitle = t\nmargins = people.csv\n");
    cr_assert_eq(bind_scenario(&scenario), 0);
    cr_assert_str_eq(scenario.margins, "people.csv");
    conf_clear(&conf);
    read_text("[scenario]\ntitle = t\nmargins = absent.csv\n");
    cr_assert_eq(bind_scenario(&scenario), LOFT_ESCENARIO);
    cr_assert_null(scenario.margins);
    says("s.ini:3: error: 'scenario.margins': cannot find the file 'absent.csv' (looked in . and ");
}

/* Fails when a listed value hides where it came from, or claims the evidence of another value. */
Test(conf, effective_values_are_listed)
{
    read_text("[moving]\njob_link = 1.30\nqueue = 5\n[policy cap]\nareas = all\nfrom = 2008-01-01\n"
              "[variant v]\nmoving.job_link = 1.4\n[scenario]\ntitle = a, \"b\" \\ c\n");
    conf_set(&conf, "moving.enabled=no", &report);
    struct moving moving;
    struct policy policy;
    struct scenario scenario;
    bind_moving(NULL, &moving, true);
    bind_moving("v", &moving, true);
    bind_policy(NULL, "policy.cap", &policy);
    bind_scenario(&scenario);
    cr_assert_eq(conf.effective_count, 9);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    describe_effective(&conf, DESCRIBE_CSV, out);
    describe_effective(&conf, DESCRIBE_JSON, out);
    describe_effective(&conf, DESCRIBE_TEXT, out);
    fclose(out);
    static const char *const rows[] = {
        "name,value,unit,source,grade,set_at\n",
        "moving.enabled,no,1,set in the scenario,choice,--set\n",
        "moving.job_link,1.30,1,register study,C,s.ini:2\n",
        "moving.queue,5,week,set in the scenario; the default 26: ours,assumption,s.ini:3\n",
        "variant.v.moving.job_link,1.4,1,set in the scenario; the default 1.3",
        ": register study,assumption,s.ini:8\n",
        "policy.cap.from,2008-01-07,date,",
        "policy.cap.rate,100 %,share,law,choice,default\n",
        "scenario.title,\"a, \"\"b\"\" \\ c\",1,the user,choice,s.ini:10\n",
        "{\"name\": \"scenario.title\", \"value\": \"a, \\\"b\\\" \\\\ c\", \"unit\": \"1\"",
        "\nname                       value       unit   grade       set_at\n",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_assert_not_null(strstr(text, rows[i]), "%s lacks %s", text, rows[i]);
    free(text);
}
