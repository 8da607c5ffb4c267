/* SPDX-License-Identifier: MIT */
#ifndef LOFT_APP_APP_H
#define LOFT_APP_APP_H

#include "loft/base/error.h"
#include "loft/base/report.h"
#include "loft/rules/rulebook.h"
#include "loft/study/study.h"

#include <argp.h>
#include <stdbool.h>

/* The commands. The only floor that prints for people or exits. Each command parses its own options
 * with argp and returns the program's exit status. */

struct command {
    const char *name, *usage, *text;
    int (*run)(int argc, char **argv);
};
extern const struct command app_commands[];
extern const int app_command_count;

int cmd_run(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_table(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_digest(int argc, char **argv);
int cmd_validate(int argc, char **argv);
int cmd_budget(int argc, char **argv);

/* Print a fault on stderr and return its exit status. */
int app_fail(const struct fault *fault);

/* Print a usage error on stderr and return 2. */
int app_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Options that `run` and `check` share. */
struct scenario_options {
    const char *path;
    const char **sets;
    int set_count;
    long long weeks, replicates, seed;
};

/* A whole number of an option, within bounds; false: not one (argp_error has been called). */
bool app_number(struct argp_state *state, const char *option, const char *text, long long low,
                long long high, long long *value);

/* Read a scenario: prints what is wrong. 0, or the exit status. */
int app_read_study(const struct scenario_options *options, struct study *study);

/* Read the program's rulebook, scenarios/rules: prints what is wrong. 0, or the exit status; the
 * book is empty then. */
int app_read_rules(struct rulebook *book);

/* The rulebook: all of it, the set or the rule that `word` names (NULL: an overview), or with
 * format "csv" one row per set and rule. Returns the exit status. */
int explain_rules(const char *word, const char *format);

/* --format and --language of the commands that print tables. */
struct table_options {
    const char *format;
    bool danish;
};

/* Print a frame with the lists of a file. Returns the exit status. */
int app_print(const struct frame *frame, const struct frame_list *lists, int list_count,
              const struct table_options *options);

/* The summary of `loft run`, at most 40 lines on stdout. */
void summary_begin(const struct study *study, int threads, const char *out);
void summary_people(const struct study *study, int threads);
int summary_end(const struct study *study, const char *out, const struct ensemble_result *result,
                struct fault *fault);

#endif
