/* SPDX-License-Identifier: MIT */
#include "micro.h"

/* Tables, changes, digests and invariants, on worlds made by hand. */

static void make_empty(struct world *w)
{
    const int32_t room[TABLES] = {0};
    cr_assert_eq(world_create(w, 3, room), 0);
}

static int32_t count_of(struct world *w, int table)
{
    return *(int32_t *)((char *)w + world_tables[table].offset);
}

/* Fails when a row starts with something else than 0 and -1 for rows of other
 * tables, or when a key is written to another row. Every column must have unit
 * and text. */
Test(world, new_rows_are_empty)
{
    struct world w;
    make_empty(&w);
    int32_t (*const add[TABLES])(struct world *, uint64_t) = {
        world_add_person,   world_add_household, world_add_dwelling,
        world_add_employer, world_add_slot,      world_add_placement};
    for (int t = 0; t < TABLES; t++) {
        cr_assert_eq(count_of(&w, t), 0);
        cr_assert_eq(add[t](&w, 100u + (unsigned)t), 0);
        cr_assert_eq(add[t](&w, 200u + (unsigned)t), 1);
        cr_assert_eq(count_of(&w, t), 2);
        for (int c = 0; c < world_tables[t].column_count; c++) {
            const struct column *column = &world_tables[t].columns[c];
            cr_assert(column->unit != NULL && column->unit[0] != '\0', "%s", column->name);
            cr_assert(column->text != NULL && strlen(column->text) > 2, "%s", column->name);
            cr_assert(column->width == 1 || column->width == 2 || column->width == 4 ||
                      column->width == 8);
            bool area = t == TABLE_person && c == COLUMN_person_area;
            int64_t expected = c == 0                         ? 200 + t
                               : area                         ? AREA_GONE
                               : column->refers != TABLE_none ? -1
                                                              : 0;
            cr_assert_eq(world_get(&w, (enum table)t, c, 1), expected, "%s.%s",
                         world_tables[t].name, column->name);
            cr_assert(column->refers == TABLE_none || (column->width == 4 && column->is_signed));
        }
        cr_assert_eq(strcmp(world_tables[t].columns[0].name, "key"), 0);
    }
    world_free(&w);
}

static uint64_t nth_key(int32_t i)
{
    return i % 2 == 0 ? (uint64_t)i * 64
                      : hash_mix((uint64_t)i); /* many in one corner of the index */
}

/* Fails when the index is not rebuilt as it fills up, when a collision ends the
 * search, or when growth loses what the columns held. */
Test(world, tables_grow_and_the_index_finds_everybody)
{
    enum { MANY = 5000 };
    struct world w;
    make_empty(&w);
    for (int32_t i = 0; i < MANY; i++) {
        cr_assert_eq(world_add_person(&w, nth_key(i)), i);
        w.person.row[i].birth_week = (int16_t)i;
        if (i % 617 == 0)
            for (int32_t j = 0; j <= i; j++)
                cr_assert_eq(world_find_person(&w, nth_key(j)), j);
    }
    for (int32_t i = 0; i < MANY; i++) {
        cr_assert_eq(world_find_person(&w, nth_key(i)), i);
        cr_assert_eq(w.person.key[i], nth_key(i));
        cr_assert_eq(w.person.row[i].birth_week, i);
        cr_assert_eq(w.person.row[i].slot, -1);
    }
    cr_assert_eq(world_find_person(&w, 3), -1);
    int64_t before = world_bytes(&w);
    for (int32_t i = 0; i < MANY; i++)
        cr_assert_eq(world_add_slot(&w, nth_key(i)), i);
    for (int32_t i = 0; i < MANY; i++)
        cr_assert_eq(w.slot.key[i], nth_key(i));
    cr_assert_gt(world_bytes(&w), before + MANY * 18);
    world_free(&w);
}

/* Fails when a second person of the same key is let in: two people would share
 * all their luck. */
Test(world, a_key_twice_is_refused)
{
    struct world w;
    make_empty(&w);
    for (uint64_t key = 0; key < 300; key++)
        cr_assert_eq(world_add_person(&w, key), (int32_t)key);
    for (uint64_t key = 0; key < 300; key++)
        cr_assert_eq(world_add_person(&w, key), LOFT_ELAW);
    cr_assert_eq(w.person.count, 300);
    world_free(&w);
}

static struct digest digest_of(const struct world *w)
{
    struct digest digest = {0};
    world_digest(w, &digest);
    return digest;
}

/* A household with a couple, a child and jobs; one alone; somebody outside; an
 * open slot, a vacant dwelling, a free place. */
struct town {
    struct micro m;
    int32_t couple, single, away;
    int32_t anna, bent, carl, dora, erik;
    int32_t job, open, taken, vacant, place, free_place;
};

static void make_town(struct town *t)
{
    struct micro *m = &t->m;
    micro_start(m);
    t->couple = micro_household(m, 0);
    t->single = micro_household(m, 1);
    t->away = micro_household(m, AREA_OUTSIDE);
    t->anna = micro_person(m, t->couple, 40, SEX_FEMALE, STATUS_EMPLOYED, 0);
    t->bent = micro_person(m, t->couple, 38, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
    t->carl = micro_person(m, t->couple, 9, SEX_MALE, STATUS_CHILD, 0);
    t->dora = micro_person(m, t->single, 30, SEX_FEMALE, STATUS_PRACTICE, 0);
    t->erik = micro_person(m, t->away, 50, SEX_MALE, STATUS_EMPLOYED, 30);
    t->job = micro_slot(m, EDUCATION_BASIC, 37);
    t->open = micro_slot(m, EDUCATION_VOCATIONAL, 25);
    t->taken = micro_slot(m, EDUCATION_BASIC, 30);
    m->world.slot.person[t->taken] = SLOT_COMMUTER;
    micro_employ(m, t->anna, t->job, 100);
    t->vacant = micro_dwelling(m, 2, TENURE_OWNER, 5);
    t->place = micro_placement(m);
    t->free_place = micro_placement(m);
    m->world.placement.person[t->place] = t->dora;
    m->world.person.row[t->dora].placement = t->place;
    int32_t employer = world_add_employer(&m->world, micro_key(m));
    m->world.employer.sector[employer] = 3;
    m->world.slot.employer[t->job] = employer;
    micro_assert_sound(m);
}

/* Fails when a copy shares columns with the original, forgets a table, or has
 * no index of its own. */
Test(world, a_copy_is_deep)
{
    struct town t;
    make_town(&t);
    struct world copy;
    cr_assert_eq(world_copy(&copy, &t.m.world), 0);
    for (int table = 0; table < TABLES; table++) {
        cr_assert_eq(count_of(&copy, table), count_of(&t.m.world, table));
        for (int c = 0; c < world_tables[table].column_count; c++)
            for (int32_t row = 0; row < count_of(&copy, table); row++)
                cr_assert_eq(world_get(&copy, (enum table)table, c, row),
                             world_get(&t.m.world, (enum table)table, c, row));
    }
    cr_assert_eq(copy.week, t.m.world.week);
    cr_assert_eq(copy.start_week, t.m.world.start_week);
    cr_assert_eq(copy.areas, 3);
    struct digest before = digest_of(&t.m.world);
    cr_assert(same_digest(before, digest_of(&copy)));
    copy.person.row[t.anna].hours = 3;
    cr_assert_geq(world_add_person(&copy, 999), 0);
    cr_assert_eq(world_find_person(&t.m.world, 999), -1);
    cr_assert(same_digest(before, digest_of(&t.m.world)));
    cr_assert(!same_digest(before, digest_of(&copy)));
    world_free(&copy);
    micro_free(&t.m);
}

/* Fails when a reference does not follow its row, when the index keeps old
 * rows, or when the digest depends on row numbers (value_seen without the key).
 */
Test(world, rows_in_another_order_are_the_same_world)
{
    struct town t;
    make_town(&t);
    struct digest before = digest_of(&t.m.world);
    uint64_t anna = t.m.world.person.key[t.anna];
    bool moved = false;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct world copy;
        cr_assert_eq(world_copy(&copy, &t.m.world), 0);
        cr_assert_eq(world_shuffle(&copy, seed), 0);
        struct fault fault = {0};
        cr_assert_eq(invariant_check(&copy, &fault), 0, "%s", fault.text);
        cr_assert(same_digest(before, digest_of(&copy)));
        int32_t row = world_find_person(&copy, anna);
        cr_assert_eq(copy.person.key[row], anna);
        cr_assert_eq(copy.person.row[row].hours, 37);
        moved |= row != t.anna;
        for (int32_t i = 0; i < copy.person.count; i++)
            cr_assert_eq(world_find_person(&copy, copy.person.key[i]), i);
        world_free(&copy);
    }
    cr_assert(moved);
    micro_free(&t.m);
}

/* Fails when a column that is marked as logged is left out of the digest, or
 * one that is not is in. */
Test(world, digest_sees_every_logged_column)
{
    struct town t;
    make_town(&t);
    struct world *w = &t.m.world;
    struct digest before = digest_of(w);
    for (int table = 0; table < TABLES; table++)
        for (int c = 0; c < world_tables[table].column_count; c++) {
            const struct column *column = &world_tables[table].columns[c];
            char *at = world_cell(w, (enum table)table, c, 0), saved[8];
            memcpy(saved, at, column->width);
            if (column->refers != TABLE_none) { /* another row, or none */
                int32_t other = world_get(w, (enum table)table, c, 0) < 0 ? 0 : -1;
                memcpy(at, &other, sizeof other);
            } else {
                at[0] = (char)(at[0] ^ 1);
            }
            cr_assert_eq(same_digest(before, digest_of(w)), !column->logged, "%s.%s",
                         world_tables[table].name, column->name);
            if (column->width > 1 && column->refers == TABLE_none) {
                memcpy(at, saved, column->width);
                at[column->width - 1] = (char)(at[column->width - 1] ^ 0x40);
                cr_assert_eq(same_digest(before, digest_of(w)), !column->logged, "%s.%s, high byte",
                             world_tables[table].name, column->name);
            }
            memcpy(at, saved, column->width);
        }
    cr_assert(same_digest(before, digest_of(w)));
    micro_free(&t.m);
}

/* Fails when the value before is read after the write, when an unchanged value
 * is logged, or when the event's kind is not noted. */
Test(change, set_logs_exactly_the_changes)
{
    struct town t;
    make_town(&t);
    struct changes *c = &t.m.week.changes;
    c->event = EVENT_EARLY;
    SET(c, person, status, t.anna, STATUS_EARLY_RETIREMENT);
    SET(c, person, status, t.anna, STATUS_EARLY_RETIREMENT);
    SET(c, person, slot, t.anna, -1);
    SET(c, person, slot, t.bent, -1); /* had none */
    c->event = EVENT_SEPARATE;
    SET(c, slot, since, t.job, t.m.week.now);
    const struct change expected[] = {
        {TABLE_person, COLUMN_person_status, EVENT_EARLY, t.anna, STATUS_EMPLOYED,
         STATUS_EARLY_RETIREMENT},
        {TABLE_person, COLUMN_person_slot, EVENT_EARLY, t.anna, t.job, -1},
        {TABLE_slot, COLUMN_slot_since, EVENT_SEPARATE, t.job, t.m.week.now - 100, t.m.week.now}};
    cr_assert_eq(c->count, 3);
    for (int i = 0; i < 3; i++) {
        cr_assert_eq(c->data[i].table, expected[i].table);
        cr_assert_eq(c->data[i].column, expected[i].column);
        cr_assert_eq(c->data[i].event, expected[i].event);
        cr_assert_eq(c->data[i].row, expected[i].row);
        cr_assert_eq(c->data[i].before, expected[i].before);
        cr_assert_eq(c->data[i].after, expected[i].after);
    }
    cr_assert_eq(t.m.world.person.row[t.anna].status, STATUS_EARLY_RETIREMENT);
    cr_assert_eq(t.m.world.slot.since[t.job], t.m.week.now);
    changes_reset(c);
    cr_assert_eq(c->count, 0);
    micro_free(&t.m);
}

static struct digest digest_changes(struct changes *c, int32_t week)
{
    struct digest digest = {0};
    changes_digest(c, week, &digest);
    return digest;
}

/* Fails when any part of a change is left out of its hash, or when changes are
 * chained instead of summed. */
Test(change, digest_is_a_sum_over_all_parts)
{
    struct town t;
    make_town(&t);
    struct changes *c = &t.m.week.changes;
    SET(c, person, status, t.anna, STATUS_EARLY_RETIREMENT);
    SET(c, person, slot, t.anna, -1);
    SET(c, household, dwelling, t.single, t.vacant);
    struct digest all = digest_changes(c, 5);
    cr_assert(!same_digest(all, digest_changes(c, 6)));
    struct change swap = c->data[0]; /* another order */
    c->data[0] = c->data[2];
    c->data[2] = swap;
    cr_assert(same_digest(all, digest_changes(c, 5)));
    for (int64_t i = 0; i < c->count; i++)
        for (int part = 0; part < 5; part++) {
            struct change saved = c->data[i];
            c->data[i].event = (uint8_t)(saved.event + (part == 0));
            c->data[i].row = part == 1 ? (saved.row == 0 ? 1 : 0) : saved.row;
            c->data[i].before = part == 2 ? -1 - saved.before : saved.before;
            c->data[i].after = part == 3 ? (saved.after == 0 ? 1 : 0) : saved.after;
            if (part == 4) /* another plain column of the same table */
                c->data[i].column =
                    saved.table == TABLE_person ? COLUMN_person_until : COLUMN_household_wish_since;
            cr_assert(!same_digest(all, digest_changes(c, 5)), "change %d, part %d", (int)i, part);
            c->data[i] = saved;
        }
    cr_assert(same_digest(all, digest_changes(c, 5)));
    micro_free(&t.m);
}

/* The same change of the same person, wherever the rows stand, is one and the
 * same in the digest. */
Test(change, digest_does_not_see_row_numbers)
{
    struct town t;
    make_town(&t);
    struct digest digests[2];
    for (int k = 0; k < 2; k++) {
        struct world copy;
        cr_assert_eq(world_copy(&copy, &t.m.world), 0);
        if (k == 1)
            cr_assert_eq(world_shuffle(&copy, 77), 0);
        struct changes c = {.world = &copy, .event = EVENT_SEPARATE};
        int32_t anna = world_find_person(&copy, t.m.world.person.key[t.anna]);
        int32_t slot = copy.person.row[anna].slot;
        SET(&c, slot, person, slot, -1);
        SET(&c, person, slot, anna, -1);
        digests[k] = digest_changes(&c, 9);
        changes_free(&c);
        world_free(&copy);
    }
    cr_assert(same_digest(digests[0], digests[1]));
    micro_free(&t.m);
}

static void expect_broken(struct town *t, const char *words)
{
    struct fault fault = {0};
    cr_assert_eq(invariant_check(&t->m.world, &fault), LOFT_ELAW, "not found: %s", words);
    cr_assert_not_null(strstr(fault.text, words), "expected '%s', got '%s'", words, fault.text);
}

/* Each kind of damage, and what the check says of it. Fails when a check is
 * left out. */
#define DAMAGE(name, words, ...)                                                                   \
    Test(invariant, name)                                                                          \
    {                                                                                              \
        struct town t;                                                                             \
        make_town(&t);                                                                             \
        struct world *w = &t.m.world;                                                              \
        __VA_ARGS__;                                                                               \
        expect_broken(&t, words);                                                                  \
        micro_free(&t.m);                                                                          \
    }

DAMAGE(living_without_household, "a living person without household",
       w->person.row[t.dora].household = -1)
DAMAGE(dead_with_household, "a dead one with", w->person.row[t.dora].area = AREA_GONE)
DAMAGE(area_that_is_none, "an area that does not exist", w->person.row[t.dora].area = 3)
DAMAGE(hours_without_job, "hours without a job", w->person.row[t.anna].hours = 0)
DAMAGE(job_outside_without_hours, "hours without a job", w->person.row[t.erik].hours = 0)
DAMAGE(job_lost_hours_kept, "hours without a job", w->person.row[t.erik].slot = -1)
DAMAGE(hours_of_a_student, "hours without a job", w->person.row[t.bent].status = STATUS_EDUCATION,
       w->person.row[t.bent].hours = 10)
DAMAGE(in_work_without_job, "in work without a job", w->person.row[t.bent].status = STATUS_EMPLOYED)
DAMAGE(slot_of_another, "job slot is held by somebody else", w->slot.person[t.job] = t.bent)
DAMAGE(slot_forgets_its_holder, "job slot is held by somebody else", w->slot.person[t.job] = -1)
DAMAGE(two_on_one_place, "programme place is occupied by somebody else",
       w->person.row[t.bent].placement = t.place)
DAMAGE(lives_elsewhere, "does not live where the household's dwelling is",
       w->person.row[t.carl].area = 1)
DAMAGE(lives_here_without_dwelling, "does not live where the household's dwelling is",
       w->person.row[t.erik].area = 0)
DAMAGE(left_but_keeps_dwelling, "who left still has a dwelling",
       w->person.row[t.bent].area = AREA_OUTSIDE)
DAMAGE(member_of_another, "belongs to another", w->person.row[t.bent].household = t.single,
       w->person.row[t.bent].area = 1)
DAMAGE(circular_list, "circular", w->person.row[t.dora].next = t.dora)
DAMAGE(one_adult_too_many, "counts differ", w->household.adults[t.single]++)
DAMAGE(one_child_too_few, "counts differ", w->household.children[t.couple]--)
DAMAGE(empty_with_dwelling, "an empty household has a dwelling",
       int32_t empty = world_add_household(w, 1);
       w->household.dwelling[empty] = t.vacant)
DAMAGE(reference_is_no_member, "is no member", w->household.reference[t.single] = t.anna)
DAMAGE(no_reference, "is no member", w->household.reference[t.single] = -1)
DAMAGE(key_of_another, "has another key", w->household.key[t.single]++)
DAMAGE(two_households_in_one_dwelling, "dwelling is another's",
       int32_t d = w->household.dwelling[t.couple];
       w->dwelling.household[d] = t.single)
DAMAGE(not_in_the_list, "differ in number", household_unlink(w, t.couple, t.carl);
       w->household.children[t.couple]--)
DAMAGE(dwelling_of_nobody, "household lives elsewhere", w->dwelling.household[t.vacant] = t.single,
       w->dwelling.vacant_since[t.vacant] = -1)
DAMAGE(landlord_of_a_private_home, "a social landlord",
       (w->dwelling.tenure[t.vacant] = TENURE_PRIVATE, w->dwelling.landlord[t.vacant] = 1))
DAMAGE(vacant_without_date, "vacant dwelling without date", w->dwelling.vacant_since[t.vacant] = -1)
DAMAGE(occupied_with_date, "or an occupied one with",
       w->dwelling.vacant_since[w->household.dwelling[t.single]] = 12)
DAMAGE(holder_does_not_know, "job slot's holder does not hold it", w->slot.person[t.open] = t.bent)
DAMAGE(place_with_a_ghost, "occupant is not there", w->placement.person[t.free_place] = t.bent)

/* Fails when a dissolved household, a commuter's slot or an orphan is taken for
 * damage. */
Test(invariant, sound_worlds_pass)
{
    struct town t;
    make_town(&t);
    struct world *w = &t.m.world;
    int32_t d = w->household.dwelling[t.single]; /* the last member dies */
    household_unlink(w, t.single, t.dora);
    w->household.adults[t.single] = 0;
    w->household.reference[t.single] = -1;
    w->household.dwelling[t.single] = -1;
    w->dwelling.household[d] = -1;
    w->dwelling.vacant_since[d] = 20;
    w->person.row[t.dora].household = -1;
    w->person.row[t.dora].area = AREA_GONE;
    w->person.row[t.dora].placement = -1;
    w->placement.person[t.place] = -1;
    micro_assert_sound(&t.m);
    int32_t orphan = micro_household(&t.m, 0);
    micro_person(&t.m, orphan, 12, SEX_MALE, STATUS_CHILD, 0);
    micro_assert_sound(&t.m);
    micro_free(&t.m);
}
