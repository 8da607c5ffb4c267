/* SPDX-License-Identifier: MIT */
#include "loft/base/mem.h"
#include "loft/base/sort.h"
#include "loft/math/draw.h"
#include "loft/model/params.h"
#include "loft/model/start.h"
#include "loft/world/purpose.h"
#include "loft/world/tie.h"

#include <stdlib.h>

/* Somebody on the ring of a kind of tie: people who may know each other belong to one circle, an
 * area, an employer, or an origin. */
struct guest {
    uint64_t point;
    int32_t circle, row;
};

static int by_point(const void *a, const void *b)
{
    const struct guest *x = a, *y = b;
    return (x->point > y->point) - (x->point < y->point);
}

static uint64_t point_of(const void *guest)
{
    return ((const struct guest *)guest)->point;
}

struct ties {
    struct world *world;
    const struct start *start;
    struct luck luck;
    struct sort_buffer buffer;
    VEC(struct guest) guests, circles; /* in the order of their points; circle by circle */
    VEC(int32_t) from;                 /* first guest of each circle; one more at the end */
};

/* Rounds in which everybody turns to the next guests: enough to fill about three of four seats. */
static const int rounds[TIE_KINDS] = {4, 4, 4};

/* The circle of a person, -1: none. */
static int32_t circle_of(const struct world *w, enum tie_kind kind, int32_t i)
{
    const struct person *p = &w->person;
    if (!kind_is_working_age((enum status)p->row[i].status) || p->row[i].area >= AREA_OUTSIDE)
        return -1;
    switch (kind) {
    case TIE_NEIGHBOUR:
        return p->row[i].area;
    case TIE_COLLEAGUE:
        return p->row[i].slot >= 0 ? w->slot.employer[p->row[i].slot] : -1;
    default:
        return p->row[i].origin;
    }
}

static int list_guests(struct ties *t, enum tie_kind kind)
{
    const struct person *p = &t->world->person;
    int code = 0;
    t->guests.count = 0;
    for (int32_t i = 0; i < p->count && code == 0; i++) {
        struct guest guest = {hash_mix(hash_mix(p->key[i]) + (uint64_t)kind + 1),
                              circle_of(t->world, kind, i), i};
        if (guest.circle >= 0)
            code = vec_push(&t->guests, guest);
    }
    return code == 0 ? sort_spread(t->guests.data, t->guests.count, sizeof(struct guest), point_of,
                                   by_point, &t->buffer)
                     : code;
}

/* Circle by circle, each in the order of the points. */
static int gather(struct ties *t, int64_t circles)
{
    int64_t count = t->guests.count;
    VEC(int32_t) circle = {0}, order = {0};
    t->circles.count = t->from.count = 0;
    int code = vec_reserve(&t->circles, count + 1) != 0 ||
                       vec_reserve(&t->from, circles + 1) != 0 ||
                       vec_reserve(&circle, count + 1) != 0 || vec_reserve(&order, count + 1) != 0
                   ? LOFT_ENOMEM
                   : 0;
    if (code == 0) {
        for (int64_t n = 0; n < count; n++)
            circle.data[n] = t->guests.data[n].circle;
        sort_groups(circle.data, count, circles, t->from.data, order.data);
        for (int64_t n = 0; n < count; n++)
            t->circles.data[n] = t->guests.data[order.data[n]];
        t->circles.count = count;
        t->from.count = circles + 1;
    }
    vec_clear(&circle);
    vec_clear(&order);
    return code;
}

static void meet(struct ties *t, enum tie_kind kind, int32_t i, int32_t other)
{
    struct world *w = t->world;
    uint64_t key = tie_key(w->person.key[i], w->person.key[other]);
    uint32_t u = draw_one(&t->luck, key, PURPOSE_START_LIFE, 0, 0);
    int32_t end =
        ties_life(&t->start->params->ties, tie_is_bonding(w, i, other), w->start_week - 1, u);
    tie_make(w, NULL, i, other, kind, w->start_week - 1, end);
}

/* One guest chooses among the next ones of the circle; in later rounds, among those after them. */
static void choose(struct ties *t, enum tie_kind kind, int32_t n, int round)
{
    const struct guest *g = t->circles.data;
    const struct world *w = t->world;
    int32_t from = t->from.data[g[n].circle], size = t->from.data[g[n].circle + 1] - from;
    int32_t skip = 1 + round * TIES_CANDIDATES, i = g[n].row;
    if (tie_end(w, i, (int)kind * TIE_EACH) > 0 && tie_end(w, i, (int)kind * TIE_EACH + 1) > 0)
        return;
    for (int32_t k = skip; k < skip + TIES_CANDIDATES && k < size; k++) {
        int32_t other = g[from + (n - from + k) % size].row;
        if (w->person.row[other].household != w->person.row[i].household &&
            ties_accepts(w, &t->luck, PURPOSE_START_TIE, t->start->params->ties.own_group, i,
                         other)) {
            meet(t, kind, i, other);
            return;
        }
    }
}

static int make_kind(struct ties *t, enum tie_kind kind)
{
    int64_t circles = kind == TIE_NEIGHBOUR   ? AREAS_MOST
                      : kind == TIE_COLLEAGUE ? t->world->employer.count
                                              : ORIGINS;
    int code = list_guests(t, kind);
    if (code == 0)
        code = gather(t, circles);
    for (int round = 0; round < rounds[kind] && code == 0; round++)
        for (int32_t n = 0; n < t->circles.count; n++)
            choose(t, kind, n, round);
    return code;
}

int start_ties(struct world *world, const struct start *start, struct fault *fault)
{
    struct ties t = {
        .world = world, .start = start, .luck = draw_luck(start->seed, DRAW_NO_REPLICATE)};
    if (world->employer.count >= TIE_LANE_MOST)
        return fault_set(fault, LOFT_ELAW, "more than %d workplaces", TIE_LANE_MOST - 1);
    int code = 0;
    for (int kind = 0; kind < (int)TIE_KINDS && code == 0; kind++)
        code = make_kind(&t, (enum tie_kind)kind);
    vec_clear(&t.guests);
    vec_clear(&t.circles);
    vec_clear(&t.from);
    sort_buffer_free(&t.buffer);
    return code == 0 ? 0 : fault_set(fault, code, "out of memory for the ties at the start");
}
