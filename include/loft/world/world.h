/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_WORLD_H
#define LOFT_WORLD_WORLD_H

#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The world: tables of columns. Rows are never reused and row numbers never decide anything;
 * identities are 64-bit keys (base/hash.h). Inside a table other rows are named by row number, -1 =
 * none. Weeks are weeks since 1900 (base/date.h).
 *
 * Each table is one X-macro, C(type, name, refers, logged, unit, text):
 *   refers  the table that the value is a row of (TABLE_none: a plain number)
 *   logged  1: part of the state, changed only through SET (world/change.h) and in the digest;
 *           0: bookkeeping that is a function of the rest or of the observer
 * and R(the same) for what lies in the row of a person: person.row[i].status, not person.key[i]. */

#define PERSON_COLUMNS(C, R)                                                                       \
    C(uint64_t, key, none, 1, "1", "identity")                                                     \
    R(int16_t, birth_week, none, 1, "week", "week of birth")                                       \
    R(uint8_t, sex, none, 1, "1", "sex (enum sex)")                                                \
    R(uint8_t, origin, none, 1, "1", "origin (enum origin)")                                       \
    R(uint8_t, education, none, 1, "1", "highest completed education (enum education)")            \
    R(uint8_t, readiness, none, 1, "percent",                                                      \
      "readiness for work, 0-100, not seen by caseworkers")                                        \
    R(uint8_t, attachment, none, 1, "1",                                                           \
      "attachment to the labour market, lasting and unseen: 0 weak, 1 firm")                       \
    R(uint8_t, status, none, 1, "1", "main status (enum status)")                                  \
    R(uint8_t, hours, none, 1, "hour a week", "ordinary hours")                                    \
    R(int32_t, slot, slot, 1, "1", "job slot held; SLOT_OUTSIDE: a job outside the municipality")  \
    R(int16_t, job_since, none, 1, "week", "first week in the present job")                        \
    R(int16_t, status_since, none, 1, "week", "first week of the present main status")             \
    R(int16_t, until, none, 1, "week",                                                             \
      "last week of the status (in work: of an old insured period); -1: open")                     \
    R(int32_t, placement, placement, 1, "1", "programme place held")                               \
    R(int16_t, effect_from, none, 1, "week", "week a programme was completed; -1: never")          \
    R(uint8_t, effect_kind, none, 1, "1", "programme that was completed (model/activation.h)")     \
    R(uint8_t, match_group, none, 1, "1",                                                          \
      "match group (enum match_group), a caseworker's verdict")                                    \
    R(uint8_t, health, none, 1, "1", "severity of the illness that is being lived through")        \
    R(int16_t, paused, none, 1, "week", "weeks left of an insured period when falling ill")        \
    R(int16_t, arrived, none, 1, "week", "week of arrival in Denmark; 0: long ago or born here")   \
    R(int32_t, household, household, 1, "1", "household")                                          \
    R(uint8_t, area, none, 1, "1", "residence: area of the partition, or AREA_OUTSIDE ...")        \
    R(uint8_t, births, none, 1, "1", "children born (women)")                                      \
    R(int32_t, partner, person, 1, "1", "partner, in the same household")                          \
    R(uint8_t, couple, none, 1, "1", "couple (enum couple_kind)")                                  \
    R(int16_t, couple_since, none, 1, "week", "first week of the couple; 0: no partner")           \
    R(int32_t, mother, person, 1, "1", "mother, where she is known")                               \
    R(int32_t, father, person, 1, "1", "father or mother's partner, where known")                  \
    R(int16_t, leave_since, none, 1, "week",                                                       \
      "week he or she began to look for a dwelling of own; 0: doesn't")                            \
    R(int32_t, next, person, 0, "1", "next member of the household")                               \
    C(uint16_t, class, none, 0, "1", "hazard class (model/class.h)")                               \
    C(uint32_t, bound, none, 0, "1", "sum of the caps of the class: the screen's bound")           \
    C(int16_t, due, none, 0, "week", "next week in which something is due by itself")              \
    R(uint32_t, targets, none, 0, "1", "target groups of the policies, a bit each")                \
    R(uint32_t, seen, none, 0, "1", "state that the counters know (measure/state.h)")              \
    R(uint16_t, mark_start, none, 0, "1", "state at the start of the run, and touched since")      \
    R(uint16_t, mark_year, none, 0, "1", "state at the start of the year, and touched since")      \
    C(uint8_t, cohort_area, none, 0, "1", "area at the cohorts' date")                             \
    C(uint8_t, cohort_age, none, 0, "year", "age at the cohorts' date, as the cohorts count it")   \
    C(uint8_t, cohort_bits, none, 0, "1", "cohorts that the person belongs to")                    \
    R(int32_t, neighbour1, person, 1, "1", "acquaintance: a neighbour (world/tie.h)")              \
    R(int32_t, neighbour2, person, 1, "1", "another one")                                          \
    R(int32_t, colleague1, person, 1, "1", "acquaintance: a colleague")                            \
    R(int32_t, colleague2, person, 1, "1", "another one")                                          \
    R(int32_t, kin1, person, 1, "1", "acquaintance: kin")                                          \
    R(int32_t, kin2, person, 1, "1", "another one")                                                \
    R(uint64_t, ends1, none, 1, "week",                                                            \
      "first weeks without the first three of them, 21 bits each")                                 \
    R(uint64_t, ends2, none, 1, "week", "first weeks without the last three")                      \
    R(uint64_t, works1, none, 0, "1", "where the first three work (employer + 1), 21 bits each")   \
    R(uint64_t, works2, none, 0, "1", "where the last three work")

#define HOUSEHOLD_COLUMNS(C, R)                                                                    \
    C(uint64_t, key, none, 1, "1", "identity: the key of the reference person")                    \
    C(int32_t, reference, person, 1, "1", "reference person: holds the tenancy; -1: dissolved")    \
    C(int32_t, first, person, 0, "1", "first member; the others follow by person.next")            \
    C(int32_t, dwelling, dwelling, 1, "1", "dwelling; -1: lives outside the municipality")         \
    C(uint8_t, adults, none, 1, "person", "members of 18 and more")                                \
    C(uint8_t, children, none, 1, "person", "members under 18")                                    \
    C(int16_t, wish_since, none, 1, "week",                                                        \
      "week it began to look for a dwelling; -1: it doesn't")                                      \
    C(int16_t, event_week, none, 1, "week", "week of its last household event")                    \
    C(int16_t, link_until, none, 1, "week", "job_link raises the wish to move until this week")    \
    C(int16_t, since, none, 1, "week", "week it last moved into a dwelling of the municipality")

#define DWELLING_COLUMNS(C, R)                                                                     \
    C(uint64_t, key, none, 1, "1", "identity")                                                     \
    C(uint8_t, area, none, 1, "1", "area of the partition")                                        \
    C(uint8_t, tenure, none, 1, "1", "tenure (enum tenure)")                                       \
    C(uint8_t, rooms, none, 1, "room", "rooms")                                                    \
    C(int32_t, rent, none, 1, "øre a month", "rent, or user cost where owned")                     \
    C(int32_t, household, household, 1, "1", "household that lives there; -1: vacant")             \
    C(int16_t, vacant_since, none, 1, "week", "week it was vacated; -1: occupied")                 \
    C(int32_t, left, none, 1, "1",                                                                 \
      "the household that left it last (model/neutral.h); -1: none has")                           \
    C(uint8_t, landlord, none, 1, "1", "landlord of a social dwelling, from 1; 0: not social")

#define EMPLOYER_COLUMNS(C, R)                                                                     \
    C(uint64_t, key, none, 1, "1", "identity")                                                     \
    C(uint8_t, sector, none, 1, "1", "sector: row of the place's table of sectors")

#define SLOT_COLUMNS(C, R)                                                                         \
    C(uint64_t, key, none, 1, "1", "identity")                                                     \
    C(int32_t, employer, employer, 1, "1", "employer")                                             \
    C(uint8_t, skill, none, 1, "1", "education asked for (enum education)")                        \
    C(uint8_t, hours, none, 1, "hour a week", "weekly hours")                                      \
    C(int32_t, person, person, 1, "1", "who holds it; -1: open; SLOT_COMMUTER, SLOT_CLOSED")       \
    C(int16_t, since, none, 1, "week", "week it was filled, or posted when open")

#define PLACEMENT_COLUMNS(C, R)                                                                    \
    C(uint64_t, key, none, 1, "1", "identity")                                                     \
    C(uint8_t, programme, none, 1, "1", "programme")                                               \
    C(int32_t, person, person, 1, "1", "who occupies it; -1: free")

#define TABLE_LIST(T)                                                                              \
    T(person, PERSON_COLUMNS)                                                                      \
    T(household, HOUSEHOLD_COLUMNS)                                                                \
    T(dwelling, DWELLING_COLUMNS)                                                                  \
    T(employer, EMPLOYER_COLUMNS)                                                                  \
    T(slot, SLOT_COLUMNS)                                                                          \
    T(placement, PLACEMENT_COLUMNS)

enum {
    SLOT_OUTSIDE = -2,  /* person.slot: a job outside the municipality */
    SLOT_COMMUTER = -2, /* slot.person: somebody who lives elsewhere */
    SLOT_CLOSED = -3,   /* slot.person: the slot does not exist at present (model/slots.h) */
};

/* What is read and written together when something happens to somebody lies in one line of the
 * processor's cache, for memory is what a week waits for; acquaintances, and what the counters
 * know, in a second one. Columns that are swept over for everybody lie on their own. */
struct person_row {
    int32_t slot, placement, household, partner, mother, father, next;
    uint32_t targets;
    int16_t birth_week, job_since, status_since, until, effect_from, paused, arrived, couple_since,
        leave_since;
    uint8_t sex, origin, education, readiness, attachment, status, hours, effect_kind, match_group,
        health, area, births, couple, spare;
    uint64_t ends1, ends2, works1, works2;
    int32_t neighbour1, neighbour2, colleague1, colleague2, kin1, kin2;
    uint32_t seen;
    uint16_t mark_start, mark_year;
};
enum { CACHE_LINE = 64 };
_Static_assert(sizeof(struct person_row) == 2 * CACHE_LINE &&
                   offsetof(struct person_row, ends1) == CACHE_LINE,
               "two lines of the cache");

/* struct person { int32_t count, room; char *block; struct person_row *row;
 * uint64_t *key; ... }, and so on for each table: rows, if any, and columns lie one after the other
 * in one block of memory. */
#define COLUMN_POINTER(type, name, refers, logged, unit, text) type *name;
#define COLUMN_NO_POINTER(...)
#define ROW_POINTER_person struct person_row *row;
#define ROW_POINTER_household
#define ROW_POINTER_dwelling
#define ROW_POINTER_employer
#define ROW_POINTER_slot
#define ROW_POINTER_placement
#define TABLE_STRUCT(table, COLUMNS)                                                               \
    struct table {                                                                                 \
        int32_t count, room;                                                                       \
        char *block;                                                                               \
        ROW_POINTER_##table COLUMNS(COLUMN_POINTER, COLUMN_NO_POINTER)                             \
    };
TABLE_LIST(TABLE_STRUCT)

#define TABLE_ENUM(table, COLUMNS) TABLE_##table,
enum table { TABLE_LIST(TABLE_ENUM) TABLES, TABLE_none = TABLES };

/* Column numbers: COLUMN_person_key, ... */
#define COLUMN_ENUM_person(type, name, ...) COLUMN_person_##name,
enum { PERSON_COLUMNS(COLUMN_ENUM_person, COLUMN_ENUM_person) PERSON_COLUMN_COUNT };
#define COLUMN_ENUM_household(type, name, ...) COLUMN_household_##name,
enum { HOUSEHOLD_COLUMNS(COLUMN_ENUM_household, COLUMN_ENUM_household) HOUSEHOLD_COLUMN_COUNT };
#define COLUMN_ENUM_dwelling(type, name, ...) COLUMN_dwelling_##name,
enum { DWELLING_COLUMNS(COLUMN_ENUM_dwelling, COLUMN_ENUM_dwelling) DWELLING_COLUMN_COUNT };
#define COLUMN_ENUM_employer(type, name, ...) COLUMN_employer_##name,
enum { EMPLOYER_COLUMNS(COLUMN_ENUM_employer, COLUMN_ENUM_employer) EMPLOYER_COLUMN_COUNT };
#define COLUMN_ENUM_slot(type, name, ...) COLUMN_slot_##name,
enum { SLOT_COLUMNS(COLUMN_ENUM_slot, COLUMN_ENUM_slot) SLOT_COLUMN_COUNT };
#define COLUMN_ENUM_placement(type, name, ...) COLUMN_placement_##name,
enum { PLACEMENT_COLUMNS(COLUMN_ENUM_placement, COLUMN_ENUM_placement) PLACEMENT_COLUMN_COUNT };

/* What is known about each column, for growth, copies, digests and the manual. */
struct column {
    const char *name, *unit, *text;
    uint16_t width; /* bytes */
    bool is_signed;
    bool logged;
    enum table refers; /* TABLE_none: a plain number */
    uint32_t offset;   /* of the pointer to the data in the table's struct */
    uint16_t stride;   /* bytes from one row to the next ... */
    uint16_t within;   /* ... and of the value in its row */
    bool in_row;       /* of a table whose rows hold several columns */
};
struct table_info {
    const char *name;
    uint32_t offset; /* of the table in struct world */
    const struct column *columns;
    int column_count;
};
extern const struct table_info world_tables[TABLES];

/* Row of each person key: open addressing, rows only. */
struct index {
    int32_t *rows; /* -1 = free */
    uint32_t mask;
};

struct world {
#define TABLE_MEMBER(table, COLUMNS) struct table table;
    TABLE_LIST(TABLE_MEMBER)
    struct index index;
    int32_t week;       /* the week that is being simulated */
    int32_t start_week; /* first week of the run */
    int areas;          /* areas of the partition */
};

/* Where a cell lies: at_person_status(world, row), and so on. */
#define CELL(table, type, name, at)                                                                \
    static inline type *at_##table##_##name(const struct world *world, int32_t i)                  \
    {                                                                                              \
        return &world->table.at;                                                                   \
    }
#define CELL_person(type, name, ...) CELL(person, type, name, name[i])
#define CELL_household(type, name, ...) CELL(household, type, name, name[i])
#define CELL_dwelling(type, name, ...) CELL(dwelling, type, name, name[i])
#define CELL_employer(type, name, ...) CELL(employer, type, name, name[i])
#define CELL_slot(type, name, ...) CELL(slot, type, name, name[i])
#define CELL_placement(type, name, ...) CELL(placement, type, name, name[i])
#define CELL_row(type, name, ...) CELL(person, type, name, row[i].name)
PERSON_COLUMNS(CELL_person, CELL_row)
HOUSEHOLD_COLUMNS(CELL_household, CELL_row)
DWELLING_COLUMNS(CELL_dwelling, CELL_row)
EMPLOYER_COLUMNS(CELL_employer, CELL_row)
SLOT_COLUMNS(CELL_slot, CELL_row)
PLACEMENT_COLUMNS(CELL_placement, CELL_row)

/* An empty world with room for this many rows per table (0 is fine). 0 or LOFT_ENOMEM; on failure
 * the world is empty and may be freed. */
int world_create(struct world *world, int areas, const int32_t room[TABLES]);
void world_free(struct world *world);

/* A deep copy with the same rows, and room for half as many more. 0 or LOFT_ENOMEM. */
int world_copy(struct world *copy, const struct world *world);

/* Append a row with all columns zero except: row references -1, and this key. Returns the row, or
 * LOFT_ENOMEM. Tables grow by an eighth: pointers to columns do not survive the call. */
int32_t world_add_household(struct world *world, uint64_t key);
int32_t world_add_dwelling(struct world *world, uint64_t key);
int32_t world_add_employer(struct world *world, uint64_t key);
int32_t world_add_slot(struct world *world, uint64_t key);
int32_t world_add_placement(struct world *world, uint64_t key);

/* The same for a person (with residence AREA_GONE until it is set), entered in the index. A key
 * that is there already is LOFT_ELAW (two people would share one identity, and with it all their
 * luck). */
int32_t world_add_person(struct world *world, uint64_t key);

/* Row of a person key, -1 when nobody has it. */
int32_t world_find_person(const struct world *world, uint64_t key);

/* Ask ahead for what world_find_person will read first. */
void world_fetch_key(const struct world *world, uint64_t key);

/* Bytes held by all tables and the index. */
int64_t world_bytes(const struct world *world);

/* Value of any column as a number (for digests, tests and output). */
int64_t world_get(const struct world *world, enum table table, int column, int32_t row);

/* Where the value of any column lies. */
char *world_cell(const struct world *world, enum table table, int column, int32_t row);

/* Put the rows of all tables in another order (a permutation drawn from `seed`), with every
 * reference following: nothing that loft computes may change. For the tests of that promise. */
int world_shuffle(struct world *world, uint64_t seed);

/* Rows of short lists lie scattered over columns larger than the processor's caches, and a row that
 * has to be fetched costs more than what is done with it. Loops over such lists therefore ask for
 * the rows some steps ahead. Asking changes nothing but time. */
enum { AHEAD = 8 };
static inline void world_fetch_person(const struct world *world, int32_t i)
{
    __builtin_prefetch(&world->person.row[i], 1);
}
/* The second line of the row: acquaintances, and what the counters know. */
static inline void world_fetch_ties(const struct world *world, int32_t i)
{
    __builtin_prefetch(&world->person.row[i].ends1, 1);
}
static inline void world_fetch_household(const struct world *world, int32_t h)
{
    const struct household *t = &world->household;
    if (h < 0)
        return;
    __builtin_prefetch(&t->reference[h]);
    __builtin_prefetch(&t->link_until[h]);
    __builtin_prefetch(&t->dwelling[h]);
    __builtin_prefetch(&t->first[h]);
}
static inline void world_fetch_dwelling(const struct world *world, int32_t d)
{
    if (d < 0)
        return;
    __builtin_prefetch(&world->dwelling.key[d]);
    __builtin_prefetch(&world->dwelling.tenure[d]);
    __builtin_prefetch(&world->dwelling.rent[d]);
    __builtin_prefetch(&world->dwelling.rooms[d]);
    __builtin_prefetch(&world->dwelling.area[d]);
}

/* Completed years of age this week. */
int world_age(const struct world *world, int32_t person);

#endif
