/* SPDX-License-Identifier: MIT */
#include "app.h"

#include <errno.h>
#include <stdlib.h>

bool app_number(struct argp_state *state, const char *option, const char *text, long long low,
                long long high, long long *value)
{
    char *end;
    errno = 0;
    *value = strtoll(text, &end, 10);
    if (errno == 0 && end != text && *end == '\0' && *value >= low && *value <= high)
        return true;
    argp_error(state, "--%s: expected a whole number from %lld to %lld, got '%s'", option, low,
               high, text);
    return false;
}

int app_read_study(const struct scenario_options *options, struct study *study)
{
    struct report report = {0};
    struct study_overrides overrides = {.sets = options->sets,
                                        .set_count = options->set_count,
                                        .weeks = options->weeks,
                                        .replicates = options->replicates,
                                        .seed = options->seed};
    int code = study_read(study, options->path, &overrides, &report);
    report_print(&report, stderr);
    if (code == LOFT_ENOMEM)
        fprintf(stderr, "loft: error: %s\n", error_text(code));
    report_clear(&report);
    if (code != 0)
        study_free(study);
    return error_exit_status(code);
}

int app_print(const struct frame *frame, const struct frame_list *lists, int list_count,
              const struct table_options *options)
{
    int code = frame_print(frame, lists, list_count, options->format, options->danish, stdout);
    if (code == LOFT_EUSAGE)
        return app_usage("", "unknown format '%s': expected text, csv or json", options->format);
    return error_exit_status(code);
}
