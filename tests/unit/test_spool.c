/* SPDX-License-Identifier: MIT */
#include "../tools/folder.h"
#include "../tools/made_up.h"

#include "loft/base/file.h"
#include "loft/io/spool.h"

#include <limits.h>
#include <string.h>

static const struct made tiny = {
    .weeks = 3, .replicates = 4, .variants = 2, .areas = 2, .people = 5, .most_spells = 3};

/* A spool file for variant 1, replicate 2 in a new folder, and its bytes. */
struct spooled {
    char folder[200], path[PATH_MAX];
    struct outcome outcome;
    char *bytes;
    size_t length;
};

static void setup(struct spooled *spooled)
{
    struct fault fault = {0};
    folder_new(spooled->folder, sizeof spooled->folder);
    cr_assert_eq(made_outcome(&tiny, 1, 2, &spooled->outcome), 0);
    cr_assert_eq(spool_write(spooled->folder, 77, &spooled->outcome, &fault), 0, "%s", fault.text);
    snprintf(spooled->path, sizeof spooled->path, "%s/1-2.spool", spooled->folder);
    cr_assert_eq(file_read(spooled->path, &spooled->bytes, &spooled->length, &fault), 0);
}

static void teardown(struct spooled *spooled)
{
    struct fault fault = {0};
    outcome_clear(&spooled->outcome);
    mem_free(spooled->bytes);
    cr_assert_eq(folder_remove(spooled->folder, &fault), 0);
}

static int read_it(const struct spooled *spooled, struct outcome *outcome)
{
    struct fault fault = {0};
    return spool_read(spooled->folder, 77, 1, 2, made_infos, MADE_TABLES, outcome, &fault);
}

static void expect_refused(const struct spooled *spooled, const char *what, size_t where)
{
    struct outcome outcome;
    cr_assert_eq(read_it(spooled, &outcome), LOFT_EFORMAT, "%s %zu", what, where);
    cr_assert_not(spool_has(spooled->folder, 77, 1, 2), "%s %zu", what, where);
}

/* Fails when a part of an outcome is not spooled, or comes back changed. */
Test(spool, round_trip)
{
    struct spooled s;
    struct outcome back;
    setup(&s);
    cr_assert(spool_has(s.folder, 77, 1, 2));
    cr_assert_eq(read_it(&s, &back), 0);
    const struct outcome *o = &s.outcome;
    cr_assert(back.variant == 1 && back.replicate == 2 && back.void_events == o->void_events &&
              back.agent_weeks == o->agent_weeks && back.digest.low == o->digest.low &&
              back.digest.high == o->digest.high);
    cr_assert(back.weeks == o->weeks && back.areas == o->areas && back.statuses == o->statuses);
    cr_assert_eq(memcmp(back.persons, o->persons, (size_t)(3 * 2 * STATUSES) * 4), 0);
    cr_assert_eq(back.frame_count, o->frame_count);
    for (int i = 0; i < back.frame_count; i++) {
        const struct frame *a = &back.frames[i], *b = &o->frames[i];
        cr_assert(a->info == made_infos[i] && a->rows == b->rows);
        size_t cells = (size_t)(a->rows * a->info->column_count);
        cr_assert(cells == 0 || memcmp(a->cells, b->cells, cells * sizeof *a->cells) == 0);
    }
    cr_assert_eq(back.person_count, o->person_count);
    cr_assert_eq(memcmp(back.people, o->people, (size_t)o->person_count * sizeof *o->people), 0);
    cr_assert_eq(back.spell_count, o->spell_count);
    for (int64_t i = 0; i < o->spell_count; i++) {
        struct outcome_spell a = back.spells[i], b = o->spells[i];
        cr_assert(a.start == b.start && a.end == b.end && a.status == b.status &&
                  a.area == b.area && a.hours == b.hours);
    }
    outcome_clear(&back);
    teardown(&s);
}

/* Fails when a file that was cut at any length, or grew, counts as finished. */
Test(spool, cut_anywhere)
{
    struct spooled s;
    setup(&s);
    for (size_t length = 0; length < s.length; length += length < 300 ? 1 : 61) {
        put_file(s.path, s.bytes, length);
        expect_refused(&s, "cut at", length);
    }
    char *longer = mem_new(s.length + 8, 1);
    memcpy(longer, s.bytes, s.length);
    put_file(s.path, longer, s.length + 8);
    expect_refused(&s, "longer by", 8);
    mem_free(longer);
    teardown(&s);
}

/* Fails when a byte is outside the checksum. */
Test(spool, any_byte_flipped)
{
    struct spooled s;
    setup(&s);
    for (size_t at = 0; at < s.length; at += at < 300 ? 1 : 13) {
        s.bytes[at] ^= (char)(1 << at % 8);
        put_file(s.path, s.bytes, s.length);
        expect_refused(&s, "flipped", at);
        s.bytes[at] ^= (char)(1 << at % 8);
    }
    teardown(&s);
}

/* Fails when a size in the header is believed, even under a good checksum: a crash or a huge
 * allocation (seen under the address sanitizer). */
Test(spool, absurd_sizes)
{
    static const uint32_t absurd[] = {0xffffffff, 0x7fffffff, 0x80000000, 0x10000000, 0};
    struct spooled s;
    struct outcome back;
    int refused = 0;
    setup(&s);
    char *copy = mem_new(s.length, 1);
    for (size_t at = 0; at < 96 + 24 * MADE_TABLES; at += 4)
        for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
            memcpy(copy, s.bytes, s.length);
            memcpy(copy + at, &absurd[i], sizeof absurd[i]);
            uint64_t sum = hash_bytes(copy, s.length - sizeof sum);
            memcpy(copy + s.length - sizeof sum, &sum, sizeof sum);
            put_file(s.path, copy, s.length);
            int code = read_it(&s, &back);
            cr_assert(code == 0 || code == LOFT_EFORMAT, "at %zu: %d", at, code);
            refused += code != 0;
            if (code == 0)
                outcome_clear(&back);
        }
    cr_assert_gt(refused, 100);
    mem_free(copy);
    teardown(&s);
}

/* Fails when a file of another scenario, replicate or set of tables is used, or an absent one. */
Test(spool, somebody_elses)
{
    struct spooled s;
    struct outcome back;
    struct fault fault = {0};
    char other[PATH_MAX];
    setup(&s);
    cr_assert_not(spool_has(s.folder, 78, 1, 2));
    cr_assert_not(spool_has(s.folder, 77, 1, 1));
    cr_assert_eq(spool_read(s.folder, 78, 1, 2, made_infos, MADE_TABLES, &back, &fault),
                 LOFT_EFORMAT);
    fault = (struct fault){0};
    cr_assert_eq(spool_read(s.folder, 77, 1, 2, made_infos, MADE_TABLES - 1, &back, &fault),
                 LOFT_EFORMAT);
    fault = (struct fault){0};
    const struct frame_info *swapped[] = {made_infos[1], made_infos[0], made_infos[2],
                                          made_infos[3]};
    cr_assert_eq(spool_read(s.folder, 77, 1, 2, swapped, MADE_TABLES, &back, &fault), LOFT_EFORMAT);
    fault = (struct fault){0};
    cr_assert_eq(spool_read("/no/such/folder", 77, 1, 2, made_infos, MADE_TABLES, &back, &fault),
                 LOFT_EFORMAT);
    cr_assert_neq(fault.text[0], '\0');
    snprintf(other, sizeof other, "%s/1-3.spool", s.folder);
    cr_assert_eq(rename(s.path, other), 0);
    cr_assert_not(spool_has(s.folder, 77, 1, 3));
    teardown(&s);
}

/* Fails when a temporary is left behind, or a folder that cannot be made is no error. */
Test(spool, files_left)
{
    struct spooled s;
    struct fault fault = {0};
    char name[PATH_MAX + 8];
    setup(&s);
    snprintf(name, sizeof name, "%s.tmp", s.path);
    cr_assert_not(file_exists(name));
    cr_assert_eq(spool_write(s.path, 77, &s.outcome, &fault), LOFT_EFILE);
    teardown(&s);
}
