/* SPDX-License-Identifier: MIT */
#include "loft/world/tie.h"

#include <inttypes.h>

uint64_t tie_key(uint64_t a, uint64_t b)
{
    return hash_identity(HASH_PAIR, a < b ? a : b, a < b ? b : a, 0);
}

bool tie_is_bonding(const struct world *w, int32_t a, int32_t b)
{
    return w->person.row[a].area < AREA_OUTSIDE && w->person.row[a].area == w->person.row[b].area;
}

bool tie_between(const struct world *w, int32_t a, int32_t b, int32_t week)
{
    for (int seat = 0; seat < TIE_SEATS; seat++)
        if (*tie_cell(w, a, seat) == b && tie_end(w, a, seat) > week)
            return true;
    return false;
}

static uint64_t with_lane(uint64_t word, int lane, int32_t value)
{
    int shift = TIE_LANE_BITS * lane;
    return (word & ~((uint64_t)TIE_LANE_MOST << shift)) | (uint64_t)value << shift;
}

static void put_other(struct world *w, struct changes *changes, int32_t i, int seat, int32_t other)
{
    int32_t *cell = tie_cell(w, i, seat), before = *cell;
    *cell = other;
    if (changes != NULL && before != other)
        changes_add(changes, TABLE_person, COLUMN_person_neighbour1 + seat, i, before, other);
}

static void put_end(struct world *w, struct changes *changes, int32_t i, int seat, int32_t end)
{
    bool first = seat < TIE_LANES;
    struct person_row *row = &w->person.row[i];
    uint64_t *cell = first ? &row->ends1 : &row->ends2, before = *cell;
    *cell = with_lane(before, seat % TIE_LANES, end);
    if (changes != NULL && before != *cell)
        changes_add(changes, TABLE_person, first ? COLUMN_person_ends1 : COLUMN_person_ends2, i,
                    (int64_t)before, (int64_t)*cell);
}

static void put_work(struct world *w, int32_t i, int seat, int32_t code)
{
    struct person_row *row = &w->person.row[i];
    uint64_t *cell = seat < TIE_LANES ? &row->works1 : &row->works2;
    *cell = with_lane(*cell, seat % TIE_LANES, code);
}

/* What acquaintances note in week `week`: the employer here, 0 for none and for a new job. */
static int32_t work_code(const struct world *w, int32_t i, int32_t week)
{
    int32_t slot = w->person.row[i].slot;
    if (slot < 0 || week - w->person.row[i].job_since < TIE_TENURE)
        return 0;
    int32_t employer = w->slot.employer[slot];
    return employer >= 0 && employer < TIE_LANE_MOST ? employer + 1 : 0;
}

/* A tie that is over leaves its seats when one of them is wanted. */
static void clear_seat(struct world *w, struct changes *changes, int32_t i, int seat)
{
    int32_t other = *tie_cell(w, i, seat);
    if (other < 0)
        return;
    put_other(w, changes, other, seat, -1);
    put_end(w, changes, other, seat, 0);
    put_work(w, other, seat, 0);
    put_other(w, changes, i, seat, -1);
}

bool tie_make(struct world *w, struct changes *changes, int32_t a, int32_t b, enum tie_kind kind,
              int32_t week, int32_t end)
{
    int seat = tie_seat(kind, tie_key(w->person.key[a], w->person.key[b]));
    if (a == b || tie_end(w, a, seat) > week || tie_end(w, b, seat) > week ||
        tie_between(w, a, b, week))
        return false;
    clear_seat(w, changes, a, seat);
    clear_seat(w, changes, b, seat);
    end = end < TIE_LANE_MOST ? end : TIE_LANE_MOST;
    put_other(w, changes, a, seat, b);
    put_other(w, changes, b, seat, a);
    put_end(w, changes, a, seat, end);
    put_end(w, changes, b, seat, end);
    put_work(w, a, seat, work_code(w, b, week + 1));
    put_work(w, b, seat, work_code(w, a, week + 1));
    return true;
}

void tie_set_end(struct changes *changes, int32_t person, int seat, int32_t end)
{
    struct world *w = changes->world;
    end = end < TIE_LANE_MOST ? end : TIE_LANE_MOST;
    put_end(w, changes, person, seat, end);
    put_end(w, changes, *tie_cell(w, person, seat), seat, end);
}

void tie_tell(struct world *w, int32_t person, int32_t week)
{
    int32_t code = work_code(w, person, week);
    for (int seat = 0; seat < TIE_SEATS; seat++) {
        int32_t other = *tie_cell(w, person, seat);
        if (other >= 0)
            put_work(w, other, seat, code);
    }
}

void tie_fetch_seats(const struct world *w, int32_t person)
{
    world_fetch_ties(w, person);
    world_fetch_person(w, person);
    __builtin_prefetch(&w->person.key[person]);
}

void tie_fetch_others(const struct world *w, int32_t person)
{
    for (int seat = 0; seat < TIE_SEATS; seat++) {
        int32_t other = *tie_cell(w, person, seat);
        if (other < 0)
            continue;
        world_fetch_ties(w, other);
        world_fetch_person(w, other);
        __builtin_prefetch(&w->person.key[other]);
    }
}

void tie_fetch_works(const struct world *w, int32_t person)
{
    for (int seat = 0; seat < TIE_SEATS; seat++) {
        int32_t other = *tie_cell(w, person, seat);
        if (other >= 0)
            world_fetch_ties(w, other);
    }
}

void tie_tell_all(struct world *w, int32_t week)
{
    for (int32_t i = 0; i < w->person.count; i++)
        w->person.row[i].works1 = w->person.row[i].works2 = 0;
    for (int32_t i = 0; i < w->person.count; i++)
        if (w->person.row[i].slot >= 0)
            tie_tell(w, i, week);
}

struct tie_counts tie_count(const struct world *w, int32_t week)
{
    struct tie_counts counts = {0};
    for (int seat = 0; seat < TIE_SEATS; seat++)
        for (int32_t i = 0; i < w->person.count; i++) {
            int32_t other = *tie_cell(w, i, seat);
            if (other > i && tie_end(w, i, seat) > week)
                counts.number[seat / TIE_EACH][tie_is_bonding(w, i, other)]++;
        }
    return counts;
}

static int broken(struct fault *fault, const char *what, uint64_t key)
{
    return fault_set(fault, LOFT_ELAW, "conservation: %s (key %016" PRIx64 ")", what, key);
}

int tie_check(const struct world *w, struct fault *fault)
{
    const struct person *p = &w->person;
    for (int32_t i = 0; i < p->count; i++)
        for (int seat = 0; seat < TIE_SEATS; seat++) {
            int32_t other = *tie_cell(w, i, seat);
            if (other < 0 && tie_end(w, i, seat) != 0)
                return broken(fault, "a tie with nobody", p->key[i]);
            if (other < 0)
                continue;
            if (other == i || other >= p->count || *tie_cell(w, other, seat) != i ||
                tie_end(w, other, seat) != tie_end(w, i, seat))
                return broken(fault, "a tie whose two ends differ", p->key[i]);
            if (seat !=
                tie_seat((enum tie_kind)(seat / TIE_EACH), tie_key(p->key[i], p->key[other])))
                return broken(fault, "a tie on a seat that is not its own", p->key[i]);
            for (int after = seat + 1; after < TIE_SEATS; after++)
                if (*tie_cell(w, i, after) == other && tie_end(w, i, after) > w->week &&
                    tie_end(w, i, seat) > w->week)
                    return broken(fault, "two ties between the same two people", p->key[i]);
        }
    return 0;
}

int64_t tie_check_works(const struct world *w, int32_t week)
{
    int64_t wrong = 0;
    for (int32_t i = 0; i < w->person.count; i++)
        for (int seat = 0; seat < TIE_SEATS; seat++) {
            int32_t other = *tie_cell(w, i, seat);
            uint64_t word = seat < TIE_LANES ? w->person.row[i].works1 : w->person.row[i].works2;
            int32_t noted = tie_lane(word, seat % TIE_LANES);
            wrong += noted != (other >= 0 ? work_code(w, other, week) : 0);
        }
    return wrong;
}
