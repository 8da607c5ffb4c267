/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SLOTS_H
#define LOFT_MODEL_SLOTS_H

#include "loft/base/mem.h"

#include <stdbool.h>
#include <stdint.h>

/* Which job slots exist. Each slot has a fixed number q, a hash of its identity, spread evenly over
 * 0 .. SLOTS_SPARE; it exists if and only if q < L, the level of its kind of job (ring of
 * vacancies), in the week in which it was last reviewed: employers decide twice a year about each
 * of their jobs, about one in SLOTS_REVIEW every week. (Were all reviewed every week, the least
 * difference between two variants would let other jobs open a week sooner or later all the time.)
 * L is 1 at the start, so that a ninth of the slots of a place wait for better times,
 * and
 *
 *     L = jobs of the cycle x (1 + g)
 *     g grows by lambda x (elasticity x response x scarcity - (1 - elasticity) x g) a week
 *     scarcity = 1 - open / usual, where more are open than usual usual / open - 1
 *
 * Scarcity is how much faster than usual vacancies have lately been filled (open ones, smoothed
 * over `smoothing` weeks): where they are, employers make more jobs. What is usual is a share of
 * the jobs of each kind (vacant_..), times the vacancies of the cycle, so that the jobs follow the
 * series of the cycle while policies change nothing. `response` is the ratio of extra labour, as a
 * share of jobs, to the scarcity that it causes while the number of jobs is fixed. So with m of
 * extra labour
 *
 *     response x scarcity = m - g,  hence  g(t) = elasticity x m x (1 - 2^(-t / adjustment))
 *
 * With slot_elasticity 0 the number of jobs is fixed and every extra hire takes somebody's place;
 * with 1 jobs grow by as much as labour, half of the way in `adjustment` weeks. A slot that closes
 * costs its holder the job. Where `hiring` is off nothing opens or closes. */

enum { SLOTS_SPARE_EIGHTHS = 9 }; /* q runs from 0 to 9/8 */
enum { SLOTS_REVIEW = 26 };       /* weeks from one review of a slot to the next */

struct demand_params;
struct event;
struct week;

struct slot_point {
    int64_t q;
    uint64_t key;
    int32_t row;
};

/* Scarcity of labour for one kind of job and what has come of it. */
struct slot_response {
    int64_t usual;  /* vacancies that are open when nothing is scarce, 2^16 = 1 */
    int64_t open;   /* those that are, smoothed, 2^16 = 1 */
    int64_t growth; /* g, 2^32 = 1 */
};

/* Slots that are reviewed in the same weeks, by ascending q. */
struct slot_group {
    VEC(struct slot_point) slots;
    int64_t existing; /* the first ones */
};

/* One kind of job: its slots, and what L is made of. */
struct slot_level {
    struct slot_group groups[SLOTS_REVIEW];
    int64_t usual; /* open at the start, for how far one sees */
    int64_t swing; /* change of these jobs in the cycle, all jobs: 1; 2^16 = 1 */
    struct slot_response response;
};

/* q of a slot, 2^32 = 1. */
int64_t slots_q(uint64_t key);

/* The first week: all slots by kind and q; the usual number of vacancies of each kind, and with it
 * how far one look reaches on its ring. The reach must not follow the number of vacancies of the
 * week: then one vacancy less would show everybody who pointed at it another one instead, and fill
 * that one earlier, and so on through the whole municipality. 0 or LOFT_ENOMEM. */
int slots_line_up(struct week *week);

/* One week of g: `open` vacancies now, `cycle` the factor on usual vacancies (FACTOR_ONE = 1). */
void slots_respond(struct slot_response *response, const struct demand_params *demand, int64_t open,
                   int64_t cycle);

/* Phase *demand*: move the levels; events for the slots that open and close. 0 or LOFT_ENOMEM. */
int slots_follow(struct week *week);
void slots_free(struct week *week);

/* SLOT_OPENS: closed -> open. SLOT_CLOSES: anything -> closed; the holder is out of work. */
bool slots_open(struct week *week, const struct event *event);
bool slots_close(struct week *week, const struct event *event);

#endif
