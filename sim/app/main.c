/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/build.h"
#include "loft/base/mem.h"
#include "loft/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct command app_commands[] = {
    {"run", "FILE.ini [-o OUT.h5] [--set SECTION.KEY=VALUE]...",
     "run all variants and replicates; print the summary", cmd_run},
    {"check", "FILE.ini [--set SECTION.KEY=VALUE]...",
     "validate a scenario, place or preset; print every effective parameter", cmd_check},
    {"explain", "[KEY, SECTION, PLACE, PRESET, TABLE or STATUS]",
     "what it means, unit, range, default, source, grade", cmd_explain},
    {"budget", "--rules YEAR --household S0|S1|S2|C0|C2",
     "a household's budget at 0 to 37 hours of work, without and with a cap", cmd_budget},
    {"table", "NAME OUT.h5", "print a table of a result file", cmd_table},
    {"compare", "OUT.h5", "paired differences between variants with intervals", cmd_compare},
    {"digest", "OUT.h5", "digest of every variant and replicate", cmd_digest},
    {"validate", "[--quick]", "the model beside published figures", cmd_validate},
};
const int app_command_count = sizeof app_commands / sizeof *app_commands;

int app_fail(const struct fault *fault)
{
    fprintf(stderr, "loft: error: %s\n",
            fault->text[0] != '\0' ? fault->text : error_text(fault->code));
    return error_exit_status(fault->code);
}

int app_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "loft%s%s: error: ", command[0] != '\0' ? " " : "", command);
    vfprintf(stderr, format, args);
    fprintf(stderr, "\n");
    va_end(args);
    return error_exit_status(LOFT_EUSAGE);
}

static void print_help(FILE *out)
{
    fprintf(out,
            "loft %s: every resident of a municipality, week by week, under policies.\n\n"
            "Usage: loft COMMAND [OPTION...]\n\n",
            build_version());
    for (int i = 0; i < app_command_count; i++)
        fprintf(out, "  %-8s %s\n           %s\n", app_commands[i].name, app_commands[i].usage,
                app_commands[i].text);
    fprintf(out, "\n`loft COMMAND --help` explains each command's options.\n"
                 "Start with: loft run scenarios/studies/vollsmose.ini\n");
}

static const char *command_name(const void *list, size_t index)
{
    return ((const struct command *)list)[index].name;
}

int main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0) {
        print_help(argc < 2 ? stderr : stdout);
        return argc < 2 ? error_exit_status(LOFT_EUSAGE) : 0;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("loft %s (%s, %s, %s)\n", build_version(), build_revision(), build_compiler(),
               build_type());
        return 0;
    }
    argp_err_exit_status = error_exit_status(LOFT_EUSAGE);
    mem_keep();
    for (int i = 0; i < app_command_count; i++) {
        if (strcmp(argv[1], app_commands[i].name) != 0)
            continue;
        static char name[40];
        snprintf(name, sizeof name, "loft %s", argv[1]);
        argv[1] = name; /* argp prints it in usage messages */
        int status = app_commands[i].run(argc - 1, argv + 1);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            fprintf(stderr, "loft: error: cannot write the output\n");
            return error_exit_status(LOFT_EFILE);
        }
        return status;
    }
    const char *near = text_nearest(argv[1], command_name, app_commands, (size_t)app_command_count);
    return app_usage("", "unknown command '%s'%s%s%s (loft --help lists them)", argv[1],
                     near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
                     near != NULL ? "'?" : "");
}
