/* SPDX-License-Identifier: MIT */
#include "../tools/folder.h"
#include "../tools/made_up.h"

#include "loft/base/build.h"
#include "loft/base/file.h"

#include <limits.h>
#include <string.h>

enum { SEAL = 24 };

/* A result file in a new folder, and its bytes. */
struct written {
    char folder[200], path[PATH_MAX];
    char *bytes;
    size_t length;
};

static void setup(struct written *w)
{
    struct fault fault = {0};
    folder_new(w->folder, sizeof w->folder);
    snprintf(w->path, sizeof w->path, "%s/made.h5", w->folder);
    cr_assert_eq(made_file(w->path, &made_small, "here", &fault), 0, "%s", fault.text);
    cr_assert_eq(file_read(w->path, &w->bytes, &w->length, &fault), 0);
}

static void teardown(struct written *w)
{
    struct fault fault = {0};
    mem_free(w->bytes);
    cr_assert_eq(folder_remove(w->folder, &fault), 0);
}

static int open_it(const char *path)
{
    struct result_file file;
    struct fault fault = {0};
    int code = result_open(path, &file, &fault);
    if (code == 0)
        result_close_file(&file);
    else
        cr_assert_neq(fault.text[0], '\0');
    return code;
}

/* Fails when the head of a file comes back changed: `loft table` works from the file alone. */
Test(result, head_comes_back)
{
    struct written w;
    struct result_file file;
    struct fault fault = {0};
    struct frame_list lists[MADE_LISTS];
    setup(&w);
    made_lists(&made_small, lists);
    struct result_head head = made_head(&made_small, lists);
    cr_assert_eq(result_open(w.path, &file, &fault), 0, "%s", fault.text);
    cr_assert_str_eq(file.title, head.title);
    cr_assert_str_eq(file.scenario, head.scenario);
    cr_assert_str_eq(file.place, head.place);
    cr_assert_str_eq(file.calibration, "none");
    cr_assert_str_eq(file.version, build_version());
    cr_assert_str_eq(file.revision, build_revision());
    cr_assert(file.seed == head.seed && file.start_day == head.start_day && file.sealed);
    cr_assert(file.weeks == made_small.weeks && file.replicates == made_small.replicates);
    for (int i = 0; i < MADE_LISTS; i++) {
        const struct frame_list *list = frame_find_list(file.lists, file.list_count, lists[i].id);
        cr_assert_not_null(list);
        cr_assert_eq(list->count, lists[i].count);
        for (int k = 0; k < list->count; k++) {
            cr_assert_str_eq(list->names[k], lists[i].names[k]);
            cr_assert_str_eq(list->labels[k], lists[i].labels[k]);
        }
    }
    for (int v = 0; v < 2; v++)
        for (int r = 0; r < 2; r++) {
            cr_assert_eq(file.digests[v * 2 + r].low, hash_mix((uint64_t)v));
            cr_assert_eq(file.digests[v * 2 + r].high, (uint64_t)r);
        }
    result_close_file(&file);
    result_close_file(&file);
    teardown(&w);
}

/* Fails when a cell of a table changes on its way through the file, or outcomes change places. */
Test(result, tables_come_back)
{
    struct written w;
    struct result_file file;
    struct fault fault = {0};
    setup(&w);
    cr_assert_eq(result_open(w.path, &file, &fault), 0, "%s", fault.text);
    for (int t = 0; t < MADE_TABLES; t++) {
        struct frame frame;
        int64_t at = 0;
        cr_assert_eq(result_read(&file, made_infos[t], &frame, &fault), 0, "%s", fault.text);
        for (int i = 0; i < 4; i++) {
            struct outcome outcome;
            cr_assert_eq(made_outcome(&made_small, i / 2, i % 2, &outcome), 0);
            int64_t cells = outcome.frames[t].rows * frame.info->column_count;
            cr_assert_leq(at + cells, frame.rows * frame.info->column_count);
            cr_assert(cells == 0 || memcmp(frame.cells + at, outcome.frames[t].cells,
                                           (size_t)cells * sizeof *frame.cells) == 0);
            at += cells;
            outcome_clear(&outcome);
        }
        cr_assert_eq(at, frame.rows * frame.info->column_count);
        frame_clear(&frame);
    }
    result_close_file(&file);
    teardown(&w);
}

/* Fails when time, memory addresses or the order of notes get into the data (promise 1). */
Test(result, same_bytes)
{
    struct written w;
    struct fault fault = {0};
    char other[PATH_MAX], *bytes;
    size_t length;
    setup(&w);
    snprintf(other, sizeof other, "%s/other.h5", w.folder);
    sleep(1);
    cr_assert_eq(made_file(other, &made_small, "here", &fault), 0);
    cr_assert_eq(file_read(other, &bytes, &length, &fault), 0);
    cr_assert(length == w.length && memcmp(bytes, w.bytes, length) == 0);
    mem_free(bytes);
    teardown(&w);
}

/* Fails when a cut file is read: every length but the one where only the seal is gone. */
Test(result, cut_anywhere)
{
    struct written w;
    setup(&w);
    for (size_t i = 0; i < 50; i++) {
        put_file(w.path, w.bytes, w.length * i / 50);
        cr_assert_eq(open_it(w.path), LOFT_EFORMAT, "cut at %zu/50", i);
    }
    for (size_t off = 1; off < 60; off++) {
        put_file(w.path, w.bytes, w.length - off);
        cr_assert_eq(open_it(w.path), off == SEAL ? 0 : LOFT_EFORMAT, "short by %zu", off);
    }
    teardown(&w);
}

/* Fails when a flipped byte goes unseen (or HDF5 crashes on it, as it does without the seal). */
Test(result, bytes_flipped)
{
    struct written w;
    setup(&w);
    for (size_t i = 0; i < 200; i++) {
        size_t at = i < 60 ? i : hash_mix(i) % w.length;
        w.bytes[at] ^= (char)(1 << i % 8);
        put_file(w.path, w.bytes, w.length);
        cr_assert_eq(open_it(w.path), LOFT_EFORMAT, "flipped %zu", at);
        w.bytes[at] ^= (char)(1 << i % 8);
    }
    teardown(&w);
}

/* Fails when a file that another program has written anew is refused, or passes as sealed. */
Test(result, without_seal)
{
    struct written w;
    struct result_file file;
    struct fault fault = {0};
    setup(&w);
    put_file(w.path, w.bytes, w.length - SEAL);
    cr_assert_eq(result_open(w.path, &file, &fault), 0, "%s", fault.text);
    cr_assert_not(file.sealed);
    result_close_file(&file);
    teardown(&w);
}

/* Fails when something that is no result file is opened, or a missing one called damaged. */
Test(result, not_ours)
{
    struct written w;
    char missing[PATH_MAX];
    setup(&w);
    cr_assert_eq(open_it(w.folder), LOFT_EFILE);
    snprintf(missing, sizeof missing, "%s/missing.h5", w.folder);
    cr_assert_eq(open_it(missing), LOFT_EFILE);
    put_file(w.path, "", 0);
    cr_assert_eq(open_it(w.path), LOFT_EFORMAT);
    char *text = mem_new(5000, 1);
    memset(text, 'x', 5000);
    put_file(w.path, text, 5000);
    cr_assert_eq(open_it(w.path), LOFT_EFORMAT);
    mem_free(text);
    teardown(&w);
}

/* Fails when a table that the file lacks is invented. */
Test(result, other_tables)
{
    static const struct frame_column wrong[] = {{"nothing", FRAME_COUNT, NULL, "1", ""}};
    static const struct frame_column text[] = {{"variant", FRAME_REAL, NULL, "1", ""}};
    static const struct frame_info none = {"none", "", "", wrong, 1, true};
    static const struct frame_info column = {"uplift", "", "", wrong, 1, true};
    static const struct frame_info type = {"uplift", "", "", text, 1, true};
    const struct frame_info *infos[] = {&none, &column, &type};
    struct written w;
    struct result_file file;
    setup(&w);
    struct fault fault = {0};
    cr_assert_eq(result_open(w.path, &file, &fault), 0);
    for (int i = 0; i < 3; i++) {
        struct frame frame;
        struct fault why = {0};
        cr_assert_eq(result_read(&file, infos[i], &frame, &why), LOFT_EFORMAT, "%d", i);
        cr_assert_null(frame.cells);
    }
    result_close_file(&file);
    teardown(&w);
}

/* Open a new file over an old one, ready for the first outcome. */
static struct result *start(const char *path, struct frame_list lists[MADE_LISTS])
{
    struct result *result = NULL;
    struct fault fault = {0};
    made_lists(&made_small, lists);
    struct result_head head = made_head(&made_small, lists);
    cr_assert_eq(result_create(path, &head, &result, &fault), 0, "%s", fault.text);
    return result;
}

static void expect_untouched(const struct written *w)
{
    char name[PATH_MAX + 8], *bytes;
    size_t length;
    struct fault fault = {0};
    snprintf(name, sizeof name, "%s.tmp", w->path);
    cr_assert_not(file_exists(name));
    cr_assert_eq(file_read(w->path, &bytes, &length, &fault), 0);
    cr_assert(length == w->length && memcmp(bytes, w->bytes, length) == 0);
    mem_free(bytes);
}

/* Fails when a half-written file bears the final name (promise 8), or a temporary stays. */
Test(result, given_up)
{
    struct written w;
    struct frame_list lists[MADE_LISTS];
    struct outcome outcome;
    struct fault fault = {0};
    setup(&w);
    result_drop(NULL);
    result_drop(start(w.path, lists));
    expect_untouched(&w);
    struct result *result = start(w.path, lists);
    cr_assert_eq(made_outcome(&made_small, 0, 0, &outcome), 0);
    cr_assert_eq(result_append(result, &outcome, &fault), 0, "%s", fault.text);
    cr_assert_eq(result_close(result, &fault), LOFT_ELAW);
    expect_untouched(&w);
    outcome_clear(&outcome);
    teardown(&w);
}

/* Fails when an outcome that doesn't belong is written: HDF5 would clip or misplace it silently. */
Test(result, wrong_outcomes)
{
    struct written w;
    struct frame_list lists[MADE_LISTS];
    struct outcome outcome;
    setup(&w);
    struct result *result = start(w.path, lists);
    for (int kind = 0; kind < 8; kind++) {
        struct fault fault = {0};
        cr_assert_eq(made_outcome(&made_small, kind == 0, kind == 1, &outcome), 0);
        outcome.weeks -= kind == 2;
        outcome.spell_count -= kind == 3;
        outcome.spells[5].status = kind == 4 ? STATUSES : 0;
        outcome.people[3].origin = kind == 5 ? ORIGINS : 0;
        if (kind == 6)
            outcome.frames[1].cells[4].count = (int64_t)INT32_MAX + 1;
        if (kind == 7)
            outcome.frames[0].cells[1].count = -1;
        cr_assert_eq(result_append(result, &outcome, &fault), LOFT_ELAW, "kind %d", kind);
        outcome_clear(&outcome);
    }
    result_drop(result);
    expect_untouched(&w);
    teardown(&w);
}

/* Fails when a folder that cannot be written to is no error with the system's reason. */
Test(result, no_folder)
{
    struct fault fault = {0};
    cr_assert_eq(made_file("/no/such/folder/x.h5", &made_small, "here", &fault), LOFT_EFILE);
    cr_assert_not_null(strstr(fault.text, "No such file"));
}
