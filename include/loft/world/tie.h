/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_TIE_H
#define LOFT_WORLD_TIE_H

#include "loft/base/error.h"
#include "loft/world/change.h"

/* Ties: who knows whom. A tie is an unordered pair of people; its identity is the hash of their two
 * keys. It is *bonding* while both live in the same area of the municipality, else *bridging*, and
 * it holds until a week that was drawn when it began or became of the other sort (model/ties.h).
 *
 * Everybody has two seats for each kind of tie. A tie sits on the same seat at both of its ends:
 * the kind and one bit of its identity say which. So no tie is in another's place, wherever and
 * whenever it is made; a seat that is taken takes no other; and a list that one would have to walk
 * through, or rows of ties that are over, need not be kept. A person's row also holds when each tie
 * ends and, as bookkeeping, at which employer the acquaintance has worked for TIE_TENURE weeks: who
 * looks for a job learns from own columns alone whether an acquaintance may know of a vacancy. 56
 * bytes a person. */

enum tie_kind { TIE_NEIGHBOUR, TIE_COLLEAGUE, TIE_KIN, TIE_KINDS };
enum { TIE_EACH = 2, TIE_SEATS = TIE_KINDS * TIE_EACH };

/* Three numbers of 21 bits in a word. */
enum { TIE_LANES = 3, TIE_LANE_BITS = 21, TIE_LANE_MOST = (1 << TIE_LANE_BITS) - 1 };

static inline int32_t tie_lane(uint64_t word, int lane)
{
    return (int32_t)(word >> (TIE_LANE_BITS * lane) & TIE_LANE_MOST);
}

/* Identity of a pair, whichever is named first. */
uint64_t tie_key(uint64_t a, uint64_t b);

/* The seat of a tie of this kind. */
static inline int tie_seat(enum tie_kind kind, uint64_t key)
{
    return (int)kind * TIE_EACH + (int)(key >> 63);
}

_Static_assert(offsetof(struct person_row, kin2) ==
                   offsetof(struct person_row, neighbour1) + (TIE_SEATS - 1) * sizeof(int32_t),
               "the seats of a person lie side by side");

/* Who sits there, -1: nobody ever did. */
static inline int32_t *tie_cell(const struct world *world, int32_t person, int seat)
{
    char *row = (char *)&world->person.row[person];
    return (int32_t *)(void *)(row + offsetof(struct person_row, neighbour1)) + seat;
}

/* First week in which the tie on this seat holds no more; 0: no tie. */
static inline int32_t tie_end(const struct world *world, int32_t person, int seat)
{
    const struct person_row *row = &world->person.row[person];
    return tie_lane(seat < TIE_LANES ? row->ends1 : row->ends2, seat % TIE_LANES);
}

/* Whether both live in the same area of the municipality. */
bool tie_is_bonding(const struct world *world, int32_t a, int32_t b);

/* Whether two people have a tie of any kind in this week. */
bool tie_between(const struct world *world, int32_t a, int32_t b, int32_t week);

/* Make a tie that holds until before `end`; false when one of the two seats is taken in this week,
 * or when there is a tie between the two. With `changes` NULL it is written without a log: before
 * the first week. */
bool tie_make(struct world *world, struct changes *changes, int32_t a, int32_t b,
              enum tie_kind kind, int32_t week, int32_t end);

/* Another end for a tie, at both of its ends. */
void tie_set_end(struct changes *changes, int32_t person, int seat, int32_t end);

/* Weeks in a job from which on its holder is asked about vacancies there. */
enum { TIE_TENURE = 52 };

/* What acquaintances note of a person's job for week `week`, when it has changed or lasts
 * TIE_TENURE weeks: tell their rows. And for everybody. */
void tie_tell(struct world *world, int32_t person, int32_t week);
void tie_tell_all(struct world *world, int32_t week);

/* Ask ahead: a person's seats; then the rows of those who sit there; rows that tie_tell writes to.
 */
void tie_fetch_seats(const struct world *world, int32_t person);
void tie_fetch_others(const struct world *world, int32_t person);
void tie_fetch_works(const struct world *world, int32_t person);

/* Ties that hold in this week: [kind][1: bonding, 0: bridging]. */
struct tie_counts {
    int64_t number[TIE_KINDS][2];
};
struct tie_counts tie_count(const struct world *world, int32_t week);

/* Ties have two ends that agree, and no pair has two. 0 or LOFT_ELAW. */
int tie_check(const struct world *world, struct fault *fault);

/* How many notes about where an acquaintance works are wrong in week `week` (on its Monday: 0). */
int64_t tie_check_works(const struct world *world, int32_t week);

#endif
