/* SPDX-License-Identifier: MIT */
#include "app.h"

#include "loft/base/build.h"
#include "loft/world/kinds.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS_MOST = 16 };

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

int app_read_rules(struct rulebook *book)
{
    struct report report = {0};
    char root[PATH_MAX], folder[PATH_MAX + 8];
    snprintf(folder, sizeof folder, "%s/rules", build_scenarios(root, sizeof root));
    int code = rulebook_read(folder, book, &report);
    report_print(&report, stderr);
    if (code == LOFT_ENOMEM)
        fprintf(stderr, "loft: error: %s\n", error_text(code));
    report_clear(&report);
    return error_exit_status(code);
}

/* The lists with Danish labels, as far as loft itself knows them: those of its enumerations. */
static int danish_lists(const struct frame_list *lists, int count,
                        struct frame_list danish[LISTS_MOST])
{
    static const struct kind *const kinds[] = {&kind_status, &kind_employment, &kind_channel,
                                               &kind_sex, &kind_origin};
    for (int i = 0; i < count && i < LISTS_MOST; i++) {
        danish[i] = lists[i];
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (strcmp(lists[i].id, kinds[k]->name) == 0 && lists[i].count == (int)kinds[k]->count)
                danish[i].labels = kinds[k]->danish;
    }
    return count < LISTS_MOST ? count : LISTS_MOST;
}

int app_print(const struct frame *frame, const struct frame_list *lists, int list_count,
              const struct table_options *options)
{
    struct frame_list danish[LISTS_MOST];
    if (options->danish) {
        list_count = danish_lists(lists, list_count, danish);
        lists = danish;
    }
    int code = frame_print(frame, lists, list_count, options->format, options->danish, stdout);
    if (code == LOFT_EUSAGE)
        return app_usage("", "unknown format '%s': expected text, csv or json", options->format);
    return error_exit_status(code);
}
