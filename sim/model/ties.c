/* SPDX-License-Identifier: MIT */
#include "loft/model/ties.h"

#include "loft/model/settle.h"
#include "loft/model/tenure.h"
#include "loft/model/week.h"
#include "loft/world/tie.h"

bool ties_accepts(const struct world *w, const struct luck *luck, uint32_t purpose,
                  int64_t own_group, int32_t i, int32_t other)
{
    const struct person *p = &w->person;
    if (p->row[i].origin == p->row[other].origin)
        return true;
    uint32_t u = draw_one(luck, p->key[i], purpose, w->week, week_other(p->key[other]));
    return fixed_scale(u, own_group) < FIXED_ONE;
}

int32_t ties_life(const struct ties_params *t, bool bonding, int32_t now, uint32_t u)
{
    int64_t chance = bonding ? t->fading_bonding : t->fading_bridging;
    return now + 1 + tenure_elapsed(u, chance, 52 * 60);
}

/* --- rings --- */

/* A quarter of the residents each year: those who may meet somebody new. */
static bool is_open(uint64_t key, int32_t now)
{
    return hash_mix(key + hash_mix((uint64_t)now)) >> 62 == 0;
}

static int list_neighbours(struct week *week)
{
    const struct person *p = &week->world->person;
    struct ring *rings = week->circles.neighbours;
    int code = 0;
    for (int area = 0; area < AREAS_MOST; area++)
        ring_reset(&rings[area]);
    for (int32_t i = 0; i < p->count && code == 0; i++)
        if (is_open(p->key[i], week->now) && p->row[i].area < AREA_OUTSIDE &&
            kind_is_working_age((enum status)p->row[i].status))
            code = ring_add(&rings[p->row[i].area], p->key[i], i, (uint32_t)week->now);
    for (int area = 0; area < AREAS_MOST && code == 0; area++)
        code = ring_close(&rings[area]);
    return code;
}

struct desk {
    uint64_t point;
    int32_t slot;
};

static int by_point(const void *a, const void *b)
{
    const struct desk *x = a, *y = b;
    return (x->point > y->point) - (x->point < y->point);
}

static uint64_t point_of(const void *desk)
{
    return ((const struct desk *)desk)->point;
}

/* Slots in the order of their points, employer by employer: circles->slots[from[e]] ... */
static int share_out(struct week *week, const struct desk *desks)
{
    const struct slot *s = &week->world->slot;
    struct circles *c = &week->circles;
    VEC(int32_t) employer = {0};
    if (vec_reserve(&employer, s->count + 1) != 0)
        return LOFT_ENOMEM;
    for (int32_t n = 0; n < s->count; n++)
        employer.data[n] = s->employer[desks[n].slot];
    sort_groups(employer.data, s->count, c->from.count - 1, c->from.data, c->slots.data);
    for (int64_t n = 0; n < c->from.data[c->from.count - 1]; n++)
        c->slots.data[n] = desks[c->slots.data[n]].slot;
    vec_clear(&employer);
    return 0;
}

static int list_slots(struct week *week)
{
    const struct slot *s = &week->world->slot;
    struct circles *c = &week->circles;
    int64_t employers = week->world->employer.count;
    if (c->slots.count == s->count && c->from.count == employers + 1)
        return 0; /* as they were */
    VEC(struct desk) desks = {0};
    c->slots.count = c->from.count = 0;
    int code = vec_reserve(&desks, s->count + 1);
    if (code == 0 &&
        (vec_reserve(&c->slots, s->count + 1) != 0 || vec_reserve(&c->from, employers + 1) != 0))
        code = LOFT_ENOMEM;
    for (int32_t n = 0; n < s->count && code == 0; n++)
        desks.data[n] = (struct desk){hash_mix(s->key[n]), n};
    if (code == 0)
        code = sort_spread(desks.data, s->count, sizeof *desks.data, point_of, by_point,
                           &week->buffer);
    if (code == 0) {
        c->slots.count = s->count;
        c->from.count = employers + 1;
        code = share_out(week, desks.data);
    }
    vec_clear(&desks);
    return code;
}

int ties_open(struct week *week)
{
    int32_t weeks = week->now - week->world->start_week;
    if (!week->params->ties.enabled || weeks % 52 != 0)
        return 0;
    int code = list_neighbours(week);
    return code == 0 ? list_slots(week) : code;
}

void ties_release(struct week *week)
{
    for (int area = 0; area < AREAS_MOST; area++)
        ring_free(&week->circles.neighbours[area]);
    vec_clear(&week->circles.slots);
    vec_clear(&week->circles.from);
}

/* --- choosing --- */

static bool accepts(const struct week *week, int32_t i, int32_t other)
{
    return ties_accepts(week->world, &week->luck, PURPOSE_TIE_CHOICE, week->params->ties.own_group,
                        i, other);
}

static int32_t find_neighbour(const struct week *week, int32_t i, uint32_t point)
{
    const struct person *p = &week->world->person;
    if (p->row[i].area >= AREA_OUTSIDE)
        return -1;
    const struct ring *ring = &week->circles.neighbours[p->row[i].area];
    int32_t at = ring_after(ring, (uint64_t)point << 32);
    for (int n = 0; n < TIES_CANDIDATES && n < ring->count; n++) {
        int32_t other = ring->seats[at].row;
        if (other != i && p->row[other].area == p->row[i].area &&
            p->row[other].household != p->row[i].household &&
            kind_is_working_age((enum status)p->row[other].status) && accepts(week, i, other))
            return other;
        at = at + 1 == ring->count ? 0 : at + 1;
    }
    return -1;
}

static uint64_t slot_point(const struct week *week, int32_t at)
{
    return hash_mix(week->world->slot.key[week->circles.slots.data[at]]);
}

/* The first slot of an employer at or after a point: points are spread evenly. */
static int32_t slot_after(const struct week *week, int32_t from, int32_t to, uint64_t point)
{
    int32_t at = from + (int32_t)((point >> 32) * (uint64_t)(to - from) >> 32);
    while (at > from && slot_point(week, at - 1) >= point)
        at--;
    while (at < to && slot_point(week, at) < point)
        at++;
    return at == to ? from : at;
}

static int32_t find_colleague(const struct week *week, int32_t i, uint32_t point)
{
    const struct world *w = week->world;
    const struct circles *c = &week->circles;
    int32_t employer = w->person.row[i].slot >= 0 ? w->slot.employer[w->person.row[i].slot] : -1;
    if (employer < 0 || employer + 1 >= c->from.count)
        return -1;
    int32_t from = c->from.data[employer], to = c->from.data[employer + 1];
    int32_t at = slot_after(week, from, to, (uint64_t)point << 32);
    for (int32_t n = 0; n < TIES_CANDIDATES && n < to - from; n++) {
        int32_t other = w->slot.person[c->slots.data[at]];
        if (other >= 0 && other != i && accepts(week, i, other))
            return other;
        at = at + 1 == to ? from : at + 1;
    }
    return -1;
}

/* --- events --- */

/* `word` of the block drawn for somebody who may meet somebody: does it happen, where on the ring.
 */
static uint32_t meeting(const struct week *week, int32_t i, int32_t kind, int word)
{
    uint32_t u[4];
    draw_four(&week->luck, week->world->person.key[i], PURPOSE_TIE_MEET, week->now, (uint32_t)kind,
              u);
    return u[word];
}

static int32_t life_of(const struct week *week, int32_t a, int32_t b)
{
    const struct person *p = &week->world->person;
    uint32_t u = week_draw(week, tie_key(p->key[a], p->key[b]), PURPOSE_TIE_LIFE, 0);
    return ties_life(&week->params->ties, tie_is_bonding(week->world, a, b), week->now, u);
}

/* Ties of somebody who lives elsewhere now: out of the country or dead, they end; else they last as
 * long as is drawn anew. */
static bool moved(struct week *week, int32_t i)
{
    const struct world *w = week->world;
    bool gone = w->person.row[i].area > AREA_OUTSIDE, any = false;
    for (int seat = 0; seat < TIE_SEATS; seat++) {
        if (tie_end(w, i, seat) <= week->now)
            continue;
        int32_t other = *tie_cell(w, i, seat);
        tie_set_end(&week->changes, i, seat, gone ? week->now : life_of(week, i, other));
        any = true;
    }
    return any;
}

/* With whom a new tie of the event begins, -1: nobody. */
static int32_t somebody(const struct week *week, const struct event *event)
{
    const struct world *w = week->world;
    int32_t i = event->subject;
    switch (event->a) {
    case TIE_NEIGHBOUR:
        return find_neighbour(week, i, meeting(week, i, TIE_NEIGHBOUR, 1));
    case TIE_COLLEAGUE:
        return find_colleague(week, i, meeting(week, i, TIE_COLLEAGUE, 1));
    default: /* kin: whoever holds the tenancy of a household that i leaves, or grew up in */
        return w->household
            .reference[event->a == TIES_LEFT ? event->b : w->person.row[i].household];
    }
}

bool ties_tie(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (event->a == TIES_MOVED)
        return moved(week, i);
    if (p->row[i].area > AREA_OUTSIDE)
        return false;
    int32_t other = somebody(week, event);
    if (other < 0 || other == i || p->row[other].area > AREA_OUTSIDE)
        return false;
    enum tie_kind kind = event->a < (int)TIE_KINDS ? (enum tie_kind)event->a : TIE_KIN;
    return tie_make(week->world, &week->changes, i, other, kind, week->now,
                    life_of(week, i, other));
}

/* Whether one of the seats of a kind is free: else nobody needs to be looked for. */
static bool has_seat(const struct week *week, int32_t i, enum tie_kind kind)
{
    int seat = (int)kind * TIE_EACH;
    return tie_end(week->world, i, seat) <= week->now ||
           tie_end(week->world, i, seat + 1) <= week->now;
}

void ties_due(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    const struct ties_params *t = &week->params->ties;
    if (t->enabled && p->row[i].status == STATUS_EMPLOYED &&
        p->row[i].job_since + TENURE_YEAR - 1 == week->now && p->row[i].slot >= 0 &&
        has_seat(week, i, TIE_COLLEAGUE) && meeting(week, i, TIE_COLLEAGUE, 0) < t->colleague)
        act_file(act, EVENT_TIE, p->key[i], i, TIE_COLLEAGUE, -1);
}

static int file(struct week *week, int32_t i, int32_t about, int32_t with)
{
    struct event event = {
        .key = week->world->person.key[i], .subject = i, .a = about, .b = with, .kind = EVENT_TIE};
    return vec_push(&week->events, event);
}

static int file_neighbour(struct week *week, int32_t i)
{
    bool meets = week->world->person.row[i].area < AREA_OUTSIDE &&
                 has_seat(week, i, TIE_NEIGHBOUR) &&
                 meeting(week, i, TIE_NEIGHBOUR, 0) < week->params->ties.neighbour;
    return meets ? file(week, i, TIE_NEIGHBOUR, -1) : 0;
}

/* What a change means for a person's ties. */
static int follow_change(struct week *week, const struct change *c)
{
    const struct person *p = &week->world->person;
    int32_t i = c->row;
    int code = 0;
    if (c->column == COLUMN_person_slot)
        return c->before >= 0 || c->after >= 0 ? vec_push(&week->rows, i) : 0;
    bool matters = c->column == COLUMN_person_area || c->column == COLUMN_person_household ||
                   (c->column == COLUMN_person_status && c->before == STATUS_CHILD);
    if (!matters || !week->params->ties.enabled || p->row[i].status == STATUS_CHILD)
        return 0;
    if (c->column == COLUMN_person_area) {
        if ((p->row[i].ends1 | p->row[i].ends2) != 0)
            code = file(week, i, TIES_MOVED, -1);
        if (code == 0 && p->row[i].status != STATUS_PENSION)
            code = file_neighbour(week, i);
    } else if (c->column == COLUMN_person_household) {
        if (c->before >= 0 && c->after >= 0)
            code = file(week, i, TIES_LEFT, (int32_t)c->before);
    } else {
        code = file(week, i, TIE_KIN, -1);
        if (code == 0)
            code = file_neighbour(week, i);
    }
    return code;
}

_Static_assert((int)TIE_TENURE == (int)TENURE_LATER,
               "somebody is due when the year in the job is over");

/* Those whom one asks from next week on: TIE_TENURE weeks in the job. */
static int list_settled(struct week *week)
{
    const struct person *p = &week->world->person;
    int code = 0;
    for (int64_t n = 0; n < week->due.count && code == 0; n++) {
        int32_t i = week->due.data[n];
        if (p->row[i].slot >= 0 && p->row[i].job_since + TIE_TENURE == week->now + 1)
            code = vec_push(&week->rows, i);
    }
    return code;
}

static void tell(struct week *week)
{
    struct world *w = week->world;
    const int32_t *rows = week->rows.data;
    for (int64_t n = 0; n < week->rows.count; n++) {
        if (n + 2 * AHEAD < week->rows.count) {
            world_fetch_person(w, rows[n + 2 * AHEAD]);
            world_fetch_ties(w, rows[n + 2 * AHEAD]);
        }
        if (n + AHEAD < week->rows.count) {
            int32_t slot = w->person.row[rows[n + AHEAD]].slot;
            tie_fetch_works(w, rows[n + AHEAD]);
            if (slot >= 0)
                __builtin_prefetch(&w->slot.employer[slot]);
        }
        tie_tell(w, rows[n], week->now + 1);
    }
}

int ties_follow(struct week *week)
{
    int code = 0;
    week->rows.count = week->events.count = 0;
    for (int64_t n = 0; n < week->changes.count && code == 0; n++)
        if (week->changes.data[n].table == TABLE_person)
            code = follow_change(week, &week->changes.data[n]);
    if (code == 0)
        code = list_settled(week);
    if (code != 0)
        return fault_set(&week->fault, code, "out of memory for acquaintances");
    tell(week);
    return week->events.count > 0 ? settle_apply(week, week->events.data, week->events.count) : 0;
}
