/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/model/class.h"
#include "loft/model/params.h"
#include "loft/model/start.h"
#include "loft/world/purpose.h"
#include "loft/world/world.h"

#include <stdlib.h>

void start_schemes(struct world *w, const struct start *start, const struct luck *luck)
{
    struct person *p = &w->person;
    for (int32_t i = 0; i < p->count; i++) {
        p->row[i].arrived = (int16_t)benefits_arrival(start->params, w, luck, i, w->start_week);
        if (p->row[i].status != STATUS_CASH_BENEFIT)
            continue;
        p->row[i].status = (uint8_t)benefits_scheme(start->params, w, i, w->start_week);
        /* the last meeting before the first week */
        int32_t since = (w->start_week - 1 - p->row[i].status_since) % MEETING_WEEKS;
        if (start->params->activation.enabled)
            p->row[i].match_group = (uint8_t)meetings_group(
                start->params, w, luck, i, w->start_week - 1 - since, w->start_week);
    }
}

struct ticket {
    uint32_t point;
    uint64_t key;
    int32_t row;
};
typedef VEC(struct ticket) ticket_vec;

static int by_point(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->point != y->point)
        return x->point < y->point ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* One kind of programme at the start. */
struct kind_start {
    int64_t places, weeks, inside;
    int32_t first; /* row of its first place */
    int64_t taken;
};

static int make_places(struct world *w, const struct start *start, struct kind_start *kinds)
{
    for (int k = 0; k < PROGRAMMES; k++) {
        struct programme_terms terms = activation_terms(start->params, (enum programme)k);
        kinds[k] = (struct kind_start){.places = fixed_scale(terms.places, start->scale),
                                       .weeks = terms.weeks,
                                       .first = w->placement.count};
        for (int64_t n = 0; n < kinds[k].places; n++) {
            int32_t row = world_add_placement(
                w, hash_identity(HASH_PROGRAMME, start->place_key, (uint64_t)k, (uint64_t)n));
            if (row < 0)
                return row;
            w->placement.programme[row] = (uint8_t)k;
        }
    }
    return 0;
}

static int find_recipients(const struct world *w, const struct luck *luck, ticket_vec *tickets)
{
    int code = 0;
    for (int32_t i = 0; i < w->person.count && code == 0; i++)
        if (kind_is_assistance((enum status)w->person.row[i].status))
            code = vec_push(tickets, ((struct ticket){draw_one(luck, w->person.key[i],
                                                               PURPOSE_START_SPELL, 0, 1),
                                                      w->person.key[i], i}));
    if (tickets->count > 0)
        qsort(tickets->data, (size_t)tickets->count, sizeof *tickets->data, by_point);
    return code;
}

/* As many as in a steady state: referral x weeks of those who are eligible, at most all places. */
static void find_stocks(const struct world *w, const struct start *start, const ticket_vec *tickets,
                        struct kind_start *kinds)
{
    for (int k = 0; k < PROGRAMMES; k++) {
        int64_t eligible = 0; /* chances */
        for (int64_t n = 0; n < tickets->count; n++)
            eligible += activation_share(start->params, w, tickets->data[n].row, (enum programme)k);
        int64_t inside =
            fixed_both(eligible, start->params->activation.referral) * kinds[k].weeks / FIXED_ONE;
        kinds[k].inside = inside < kinds[k].places ? inside : kinds[k].places;
    }
}

static void put_on_place(struct world *w, const struct ticket *ticket, int kind,
                         struct kind_start *k)
{
    int32_t i = ticket->row, place = k->first + (int32_t)k->taken++;
    int32_t elapsed = (int32_t)draw_below(hash_mix(ticket->key) >> 32 & UINT32_MAX, k->weeks);
    w->placement.person[place] = i;
    w->person.row[i].placement = place;
    w->person.row[i].status = (uint8_t)(STATUS_PRACTICE + kind);
    w->person.row[i].status_since = (int16_t)(w->start_week - elapsed);
    w->person.row[i].until = (int16_t)(w->start_week - elapsed + k->weeks - 1);
}

int start_places(struct world *w, const struct start *start, const struct luck *luck)
{
    ticket_vec tickets = {0};
    struct kind_start kinds[PROGRAMMES];
    int code = make_places(w, start, kinds);
    if (code == 0 && start->params->activation.enabled)
        code = find_recipients(w, luck, &tickets);
    if (code == 0)
        find_stocks(w, start, &tickets, kinds);
    for (int64_t n = 0; n < tickets.count && code == 0; n++) {
        const struct ticket *ticket = &tickets.data[n];
        uint32_t u = draw_one(luck, ticket->key, PURPOSE_PROGRAMME, 0, 0);
        int kind = activation_choose(start->params, w, ticket->row, u);
        if (kind >= 0 && kinds[kind].taken < kinds[kind].inside)
            put_on_place(w, ticket, kind, &kinds[kind]);
    }
    vec_clear(&tickets);
    return code;
}
