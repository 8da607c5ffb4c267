/* SPDX-License-Identifier: MIT */
/* loft budget --rules YEAR --household S0|S1|S2|C0|C2 [--rate grund|forhoejet] [--wage KR]
 *             [--rent KR] [--children AGES] [--cap PERCENT] [--cap-basis average|marginal]
 *             [--format text|csv|json]
 *
 * What a household has left at 0 to 37 hours of one adult's work: every component, net income, PTR
 * and METR without a cap, net income and PTR with it. Text is rounded to kroner and ends with the
 * hours of the part-time trap; CSV and JSON are not rounded and have the columns below. Reads
 * scenarios/rules, writes nothing. Exit 0; 2 for a wrong option or a faulty rulebook, which is
 * reported with file and line. */
#include "app.h"

#include "loft/conf/param.h"
#include "loft/rules/cap.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_RULES = 1000,
    KEY_HOUSEHOLD,
    KEY_RATE,
    KEY_WAGE,
    KEY_RENT,
    KEY_CHILDREN,
    KEY_CAP,
    KEY_CAP_BASIS,
    KEY_FORMAT
};

struct budget_options {
    const char *rules, *household, *rate, *children, *basis, *format;
    int64_t wage, rent; /* øre an hour, øre a month; -1: from the rules */
    struct cap cap;
};

static const struct argp_option options_known[] = {
    {"rules", KEY_RULES, "YEAR", 0,
     "Rules of this date, such as 2009 or 2025h2 (loft explain rules)", 0},
    {"household", KEY_HOUSEHOLD, "S0|S1|S2|C0|C2", 0,
     "Single, lone parent of a child of 4, of 4 and 8; married couple without, with children of 4 "
     "and 8. All on cash benefit; one adult works",
     0},
    {"rate", KEY_RATE, "grund|forhoejet", 0,
     "Base or raised rate: needed for rules from July 2025 on, refused before", 0},
    {"wage", KEY_WAGE, "KR", 0, "Kroner an hour before tax (default: the rules' entry wage)", 0},
    {"rent", KEY_RENT, "KR", 0,
     "Kroner a month without heating (default: the rules' rent of such a household)", 0},
    {"children", KEY_CHILDREN, "AGES", 0,
     "Ages of the children, such as 2,4,8, or none, instead of the household's own", 0},
    {"cap", KEY_CAP, "PERCENT", 0, "Most that tax and taper may take of earnings (default 70)", 0},
    {"cap-basis", KEY_CAP_BASIS, "average|marginal", 0,
     "average: of all earnings; marginal: of each further hour (default average)", 0},
    {"format", KEY_FORMAT, "text|csv|json", 0, "Text is rounded; CSV and JSON are not", 0},
    {0}};

/* A number of an option, scaled; argp_error when it is none or out of range. */
static int64_t number(struct argp_state *state, const char *option, const char *text, int64_t scale,
                      int64_t low, int64_t high, const char *expected)
{
    bool comma = false;
    int64_t value;
    if (param_decimal(text, scale, false, &value, &comma) && value >= low && value <= high)
        return value;
    char point[40];
    snprintf(point, sizeof point, "%s", text);
    if (comma && strchr(point, ',') != NULL)
        *strchr(point, ',') = '.';
    argp_error(state, "--%s: expected %s, got '%s'%s%s", option, expected, text,
               comma ? "; write " : "", comma ? point : "");
    return -1;
}

static void read_cap(struct argp_state *state, const char *text, struct cap *cap)
{
    char bare[40];
    snprintf(bare, sizeof bare, "%s", text);
    size_t length = strlen(bare);
    while (length > 0 && (bare[length - 1] == '%' || bare[length - 1] == ' '))
        bare[--length] = '\0';
    cap->rate = number(state, "cap", bare, 10000, 0, 1000000, "per cent from 0 to 100");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct budget_options *o = state->input;
    switch (key) {
    case KEY_RULES:
        o->rules = arg;
        break;
    case KEY_HOUSEHOLD:
        o->household = arg;
        break;
    case KEY_RATE:
        o->rate = arg;
        break;
    case KEY_WAGE:
        o->wage = number(state, "wage", arg, 100, 1, BUDGET_WAGE_MOST,
                         "kroner an hour from 0.01 to 1000");
        break;
    case KEY_RENT:
        o->rent = number(state, "rent", arg, 100, 0, 10000000, "kroner a month from 0 to 100000");
        break;
    case KEY_CHILDREN:
        o->children = arg;
        break;
    case KEY_CAP:
        read_cap(state, arg, &o->cap);
        break;
    case KEY_CAP_BASIS:
        o->basis = arg;
        break;
    case KEY_FORMAT:
        o->format = arg;
        break;
    case ARGP_KEY_ARG:
        argp_error(state, "no operand is expected, got '%s'", arg);
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static const struct argp parser = {
    .options = options_known,
    .parser = parse,
    .doc = "Print a household's budget at 0 to 37 hours of work a week, in kroner a month: pay, "
           "labour-market contribution, ATP, cash benefit, tax, housing support, child benefit, "
           "child grant, day care, net; the part of earnings that does not become net income on "
           "average (ptr) and of the last hour (metr), both without the cap; net and ptr with the "
           "cap.\v--rules and --household are required. Text also prints the part-time trap: the "
           "hours at which net income with the cap is what full time brings without it. "
           "`loft explain rules` prints the rules and where they come from."};

/* --- the household --- */

/* Children's ages "2,4,8" or "none". */
static bool read_children(const char *text, struct budget_household *household)
{
    household->children = 0;
    if (strcmp(text, "none") == 0)
        return true;
    for (const char *at = text;; at++) {
        char *end;
        if (*at < '0' || *at > '9')
            return false;
        long age = strtol(at, &end, 10);
        if (age > 17 || household->children == BUDGET_CHILDREN)
            return false;
        household->age[household->children++] = (uint8_t)age;
        if (*end == '\0')
            return true;
        if (*end != ',')
            return false;
        at = end;
    }
}

/* The benefit that --rate names under these rules; 0 or an exit status. */
static int read_rate(const struct budget_options *o, const struct rules *rules,
                     enum budget_benefit *benefit)
{
    *benefit = BUDGET_CASH;
    if (rules_reformed(rules) && o->rate == NULL)
        return app_usage("budget", "rules %s need --rate: expected grund or forhoejet",
                         rules->name);
    if (o->rate == NULL)
        return 0;
    if (!rules_reformed(rules))
        return app_usage("budget", "--rate belongs to rules from July 2025 on, not to %s",
                         rules->name);
    if (strcmp(o->rate, "forhoejet") == 0)
        *benefit = BUDGET_CASH_RAISED;
    else if (strcmp(o->rate, "grund") != 0)
        return app_usage("budget", "--rate: expected grund or forhoejet, got '%s'", o->rate);
    return 0;
}

/* The household that --household names; BUDGET_TYPES: none does. */
static int type_of(const struct budget_options *o)
{
    int type = 0;
    while (type < BUDGET_TYPES && strcmp(o->household, budget_type_ids[type]) != 0)
        type++;
    return type;
}

static int read_household(const struct budget_options *o, const struct rules *rules,
                          struct budget_household *household)
{
    enum budget_benefit benefit;
    int type = type_of(o), status = read_rate(o, rules, &benefit);
    if (status != 0)
        return status;
    if (type == BUDGET_TYPES)
        return app_usage("budget", "--household: expected S0, S1, S2, C0 or C2, got '%s'",
                         o->household);
    budget_typical(rules, (enum budget_type)type, benefit, household);
    if (o->children != NULL && !read_children(o->children, household))
        return app_usage(
            "budget",
            "--children: expected at most %d whole ages from 0 to 17 such as 2,4,8, or "
            "none, got '%s'",
            BUDGET_CHILDREN, o->children);
    household->rent =
        o->rent >= 0 ? o->rent : budget_typical_rent(rules, household->adults, household->children);
    for (int i = 0; i < household->adults; i++)
        if (o->wage >= 0)
            household->adult[i].wage = o->wage;
    return 0;
}

/* --- the table --- */

#define MONTHLY "kr a month"
static const struct frame_column columns[] = {
    {"year", FRAME_YEAR, NULL, "year", "year of the rules"},
    {"hh", FRAME_TEXT, NULL, "1", "household"},
    {"h", FRAME_COUNT, NULL, "hour a week", "hours of work of one adult"},
    {"W", FRAME_REAL, NULL, MONTHLY, "gross pay"},
    {"am", FRAME_REAL, NULL, MONTHLY, "labour-market contribution"},
    {"atp", FRAME_REAL, NULL, MONTHLY, "supplementary pension, employee's third"},
    {"kh", FRAME_REAL, NULL, MONTHLY, "cash benefit before tax"},
    {"tax", FRAME_REAL, NULL, MONTHLY, "income tax"},
    {"boligsikring", FRAME_REAL, NULL, MONTHLY, "housing support"},
    {"bu", FRAME_REAL, NULL, MONTHLY, "child benefit"},
    {"boernetilskud", FRAME_REAL, NULL, MONTHLY, "child grant of lone parents"},
    {"care", FRAME_REAL, NULL, MONTHLY, "day care"},
    {"net", FRAME_REAL, NULL, MONTHLY, "net income"},
    {"ptr", FRAME_REAL, NULL, "share", "lost of all earnings"},
    {"metr", FRAME_REAL, NULL, "share", "lost of the last hour's"},
    {"net_capB", FRAME_REAL, NULL, MONTHLY, "net income with the cap"},
    {"ptr_capB", FRAME_REAL, NULL, "share", "lost of all earnings with the cap"}};
enum { COLUMNS = sizeof columns / sizeof *columns, FIRST_FLOW = 3, PTR = 13 };
static const struct frame_info budget_info = {
    "budget", "a household's budget at some hours of work", "rådighedsbeløb", columns, COLUMNS,
    false};

/* Øre a year as kroner a month; a share as a number, NaN where there is none. */
static double kroner(int64_t flow)
{
    return (double)flow / 1200;
}

static double share(int64_t rate)
{
    return rate == BUDGET_NO_RATE ? NAN : (double)rate / 1e6;
}

struct line {
    struct budget budget;
    int64_t ptr, metr, with, ptr_with;
};

static void compute_lines(const struct rules *rules, const struct budget_options *o,
                          struct budget_household *household, struct line *lines)
{
    for (int h = 0; h <= BUDGET_FULL_TIME; h++) {
        struct line *line = &lines[h], *last = &lines[h > 0 ? h - 1 : 0], *first = &lines[0];
        household->adult[0].hours = h;
        budget_compute(rules, household, &line->budget);
        line->with = line->budget.net + cap_top_up(rules, household, 0, &o->cap);
        int64_t gain = line->budget.pay - first->budget.pay;
        line->ptr = budget_rate(line->budget.net - first->budget.net, gain);
        line->metr =
            budget_rate(line->budget.net - last->budget.net, line->budget.pay - last->budget.pay);
        line->ptr_with = budget_rate(line->with - first->with, gain);
    }
}

static int add_line(struct frame *frame, const struct rules *rules, const char *household, int h,
                    const struct line *line)
{
    const struct budget *b = &line->budget;
    const int64_t flows[] = {b->pay,     b->labour_market, b->atp,         b->cash, b->tax,
                             b->housing, b->child_benefit, b->child_grant, b->care, b->net};
    union frame_cell row[COLUMNS] = {{.count = rules->year}, {.text = household}, {.count = h}};
    for (int i = FIRST_FLOW; i < PTR; i++)
        row[i].real = kroner(flows[i - FIRST_FLOW]);
    row[PTR].real = share(line->ptr);
    row[PTR + 1].real = share(line->metr);
    row[PTR + 2].real = kroner(line->with);
    row[PTR + 3].real = share(line->ptr_with);
    return frame_add(frame, row);
}

static int print_frame(const struct budget_options *o, const struct rules *rules,
                       const struct line *lines)
{
    struct frame frame = {.info = &budget_info};
    struct table_options table = {.format = o->format};
    int code = 0, status;
    for (int h = 0; h <= BUDGET_FULL_TIME && code == 0; h++)
        code = add_line(&frame, rules, o->household, h, &lines[h]);
    status = code == 0 ? app_print(&frame, NULL, 0, &table) : error_exit_status(code);
    frame_clear(&frame);
    return status;
}

/* --- text --- */

static void print_rate(int64_t rate)
{
    if (rate == BUDGET_NO_RATE)
        printf("%7s", "-");
    else
        printf("%7.1f", (double)rate / 1e4);
}

static void print_head(const struct budget_options *o, const struct rules *rules,
                       const struct budget_household *household)
{
    static const char *const heads[] = {"pay",     "contrib", "ATP",   "benefit", "tax",
                                        "housing", "child",   "grant", "care",    "net"};
    printf("Rules %s, %s%s%s: %s", rules->name, o->household, o->rate != NULL ? ", rate " : "",
           o->rate != NULL ? o->rate : "",
           o->children == NULL      ? budget_type_texts[type_of(o)]
           : household->adults == 1 ? "one adult"
                                    : "married couple");
    for (int c = 0; c < household->children && o->children != NULL; c++)
        printf("%s%d", c == 0 ? ", children of " : ", ", household->age[c]);
    printf("\nWage %.2f kr an hour, rent %.0f kr a month; kroner a month, rates in per cent; cap "
           "%.4g %% (%s)\n\n",
           (double)household->adult[0].wage / 100, (double)household->rent / 100,
           (double)o->cap.rate / 1e4, o->cap.marginal ? "marginal" : "average");
    printf("hours");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        printf("%9s", heads[i]);
    printf("%7s%7s%9s%7s\n", "PTR", "METR", "capped", "PTR");
}

static void print_trap(const struct budget_options *o, const struct rules *rules,
                       const struct budget_household *household)
{
    int64_t trap = cap_trap(rules, household, 0, &o->cap);
    if (trap == CAP_NO_TRAP)
        printf("\nNo part-time trap: the cap adds nothing at %d hours.\n", BUDGET_FULL_TIME);
    else
        printf("\nPart-time trap: with the cap %.1f hours bring what %d hours bring without it.\n",
               (double)trap / 1000, BUDGET_FULL_TIME);
}

static int print_text(const struct budget_options *o, const struct rules *rules,
                      const struct budget_household *household, const struct line *lines)
{
    print_head(o, rules, household);
    for (int h = 0; h <= BUDGET_FULL_TIME; h++) {
        const struct budget *b = &lines[h].budget;
        const int64_t flows[] = {b->pay,     b->labour_market, b->atp,         b->cash, b->tax,
                                 b->housing, b->child_benefit, b->child_grant, b->care, b->net};
        printf("%5d", h);
        for (size_t i = 0; i < sizeof flows / sizeof *flows; i++)
            printf("%9.0f", kroner(flows[i]));
        print_rate(lines[h].ptr);
        print_rate(lines[h].metr);
        printf("%9.0f", kroner(lines[h].with));
        print_rate(lines[h].ptr_with);
        printf("\n");
    }
    print_trap(o, rules, household);
    return 0;
}

static int run(const struct budget_options *o, const struct rulebook *book)
{
    struct budget_household household;
    struct line lines[BUDGET_FULL_TIME + 1];
    char names[400];
    const struct rules *rules = rulebook_find(book, o->rules);
    if (rules == NULL)
        return app_usage("budget", "--rules: no rules of '%s', expected one of %s", o->rules,
                         rulebook_names(book, names, sizeof names));
    int status = read_household(o, rules, &household);
    if (status != 0)
        return status;
    compute_lines(rules, o, &household, lines);
    return strcmp(o->format, "text") == 0 ? print_text(o, rules, &household, lines)
                                          : print_frame(o, rules, lines);
}

int cmd_budget(int argc, char **argv)
{
    struct budget_options o = {
        .format = "text", .basis = "average", .wage = -1, .rent = -1, .cap = {.rate = 700000}};
    if (argp_parse(&parser, argc, argv, 0, NULL, &o) != 0)
        return error_exit_status(LOFT_EUSAGE);
    if (o.rules == NULL || o.household == NULL)
        return app_usage("budget", "which %s? For example: loft budget --rules 2009 --household S2",
                         o.rules == NULL ? "rules" : "household");
    o.cap.marginal = strcmp(o.basis, "marginal") == 0;
    if (!o.cap.marginal && strcmp(o.basis, "average") != 0)
        return app_usage("budget", "--cap-basis: expected average or marginal, got '%s'", o.basis);
    if (strcmp(o.format, "text") != 0 && strcmp(o.format, "csv") != 0 &&
        strcmp(o.format, "json") != 0)
        return app_usage("budget", "unknown format '%s': expected text, csv or json", o.format);
    struct rulebook book;
    int status = app_read_rules(&book);
    if (status == 0)
        status = run(&o, &book);
    rulebook_clear(&book);
    return status;
}
