/* SPDX-License-Identifier: MIT */
#include "made_up.h"

#include "loft/base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* make_result OUT.h5 [small|plot|large|bare] [HOST]: write a made-up result file.
 * small: two variants, two replicates, two years. plot: three variants, ten replicates, ten years.
 * bare: small without trajectories. large: as much as the flagship study; prints time and size. */

static int make_large(const char *path, const struct made *made, struct fault *fault)
{
    struct frame_list lists[MADE_LISTS];
    struct result *result = NULL;
    int count = made->variants * made->replicates;
    struct outcome *outcomes = mem_new((size_t)count, sizeof *outcomes);
    if (outcomes == NULL)
        return fault_set(fault, LOFT_ENOMEM, "out of memory");
    for (int i = 0; i < count && fault->code == 0; i++)
        if (made_outcome(made, i / made->replicates, i % made->replicates, &outcomes[i]) != 0)
            fault_set(fault, LOFT_ENOMEM, "out of memory");
    made_lists(made, lists);
    struct result_head head = made_head(made, lists);
    double began = clock_seconds();
    result_create(path, &head, &result, fault);
    for (int i = 0; i < count && fault->code == 0; i++)
        result_append(result, &outcomes[i], fault);
    double appended = clock_seconds();
    if (fault->code == 0)
        result_close(result, fault);
    else
        result_drop(result);
    int64_t spells = 0;
    for (int i = 0; i < count; i++)
        spells += outcomes[i].spell_count;
    printf("%lld spells: append %.2f s, close %.2f s\n", (long long)spells, appended - began,
           clock_seconds() - appended);
    for (int i = 0; i < count; i++)
        outcome_clear(&outcomes[i]);
    mem_free(outcomes);
    return fault->code;
}

static int read_back(const char *path, struct fault *fault)
{
    struct result_file file;
    double began = clock_seconds();
    if (result_open(path, &file, fault) != 0)
        return fault->code;
    double opened = clock_seconds();
    int64_t rows = 0;
    for (int i = 0; i < MADE_TABLES && fault->code == 0; i++) {
        struct frame frame;
        result_read(&file, made_infos[i], &frame, fault);
        rows += frame.rows;
        frame_clear(&frame);
    }
    printf("open %.3f s, read %lld rows %.2f s\n", opened - began, (long long)rows,
           clock_seconds() - opened);
    result_close_file(&file);
    return fault->code;
}

int main(int count, char **words)
{
    const char *size = count > 2 ? words[2] : "small", *host = count > 3 ? words[3] : "here";
    struct made made = made_small;
    struct fault fault = {0};
    if (count < 2) {
        fprintf(stderr, "usage: make_result OUT.h5 [small|plot|large|bare] [HOST]\n");
        return 2;
    }
    if (strcmp(size, "plot") == 0)
        made = (struct made){521, 10, 3, 7, 40, 6};
    else if (strcmp(size, "large") == 0)
        made = (struct made){521, 4, 5, 8, 20000, 17};
    else if (strcmp(size, "bare") == 0)
        made.people = 0;
    if (strcmp(size, "large") == 0)
        make_large(words[1], &made, &fault);
    else
        made_file(words[1], &made, host, &fault);
    if (fault.code == 0)
        read_back(words[1], &fault);
    if (fault.code != 0) {
        fprintf(stderr, "make_result: %s\n", fault.text);
        return error_exit_status(fault.code);
    }
    struct stat info;
    if (stat(words[1], &info) == 0)
        printf("%s: %.1f MB\n", words[1], (double)info.st_size / 1e6);
    return 0;
}
