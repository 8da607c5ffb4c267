/* SPDX-License-Identifier: MIT */
#include "loft/model/allocate.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

#include <stdlib.h>

/* Drop the claims whose claimant or slot changed in *settle*, and count them. */
static void drop(struct week *week, struct market *market,
                 bool (*holds)(const struct week *, const struct claim *))
{
    int64_t kept = 0;
    for (int64_t n = 0; n < market->claims.count; n++)
        if (holds(week, &market->claims.data[n]))
            market->claims.data[kept++] = market->claims.data[n];
    market->dropped += market->claims.count - kept;
    market->claims.count = kept;
}

/* Award, turn awards into events, apply them. */
static int award(struct week *week, struct market *market, int32_t slots, int32_t capacity,
                 struct event (*event_of)(const struct week *, const struct claim *))
{
    int code = allocator_run(week->allocator, market->claims.data, (int32_t)market->claims.count,
                             slots, capacity, 0);
    week->events.count = 0;
    for (int64_t n = 0; n < market->claims.count && code == 0; n++)
        if (market->claims.data[n].awarded)
            code = vec_push(&week->events, event_of(week, &market->claims.data[n]));
    if (code != 0)
        return fault_set(&week->fault, code, "out of memory for awards");
    return settle_apply(week, week->events.data, week->events.count);
}

static struct event job_event(const struct week *week, const struct claim *claim)
{
    if (claim->claimant < 0)
        return (struct event){
            .key = claim->slot_key, .subject = claim->slot, .kind = EVENT_HIRE_COMMUTER};
    enum status status = (enum status)week->world->person.row[claim->claimant].status;
    enum event_kind kind = status == STATUS_EMPLOYED    ? EVENT_CHANGE_JOB
                           : status == STATUS_EDUCATION ? EVENT_STUDENT_JOB
                                                        : EVENT_HIRE;
    return (struct event){.key = claim->claimant_key,
                          .subject = claim->claimant,
                          .a = claim->slot,
                          .b = claim->channel,
                          .kind = (uint8_t)kind};
}

static struct event home_event(const struct week *week, const struct claim *claim)
{
    const struct seeker *seeker = &week->seekers.data[claim->claimant];
    if (seeker->household < 0)
        return (struct event){
            .key = seeker->key, .subject = claim->claimant, .a = claim->slot, .kind = EVENT_ARRIVE};
    if (seeker->leaves)
        return (struct event){.key = seeker->key,
                              .subject = seeker->person,
                              .a = claim->slot,
                              .kind = EVENT_MOVE_OUT};
    return (struct event){.key = seeker->key,
                          .subject = seeker->household,
                          .a = claim->slot,
                          .b = week->world->household.dwelling[seeker->household],
                          .kind = EVENT_MOVE};
}

static int by_place_key(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    return (x->slot_key > y->slot_key) - (x->slot_key < y->slot_key);
}

/* Free places of one kind, in the order of their keys. */
static int find_places(const struct week *week, int kind, claim_vec *open)
{
    const struct placement *p = &week->world->placement;
    int code = 0;
    open->count = 0;
    for (int32_t row = 0; row < p->count && code == 0; row++)
        if (p->person[row] == -1 && p->programme[row] == kind)
            code = vec_push(open, ((struct claim){.slot_key = p->key[row], .slot = row}));
    if (open->count > 0)
        qsort(open->data, (size_t)open->count, sizeof *open->data, by_place_key);
    return code;
}

/* Award one kind of programme: a slot of as many places as are free. Its places are alike: the
 * winners take them in the order of their keys. */
static int award_kind(struct week *week, int kind, claim_vec *claims, claim_vec *open)
{
    const struct market *market = &week->places;
    int code = find_places(week, kind, open);
    claims->count = 0;
    for (int64_t n = 0; n < market->claims.count && code == 0; n++)
        if (market->claims.data[n].slot == kind) {
            code = vec_push(claims, market->claims.data[n]);
            if (code == 0)
                claims->data[claims->count - 1].slot = 0;
        }
    if (code == 0)
        code = allocator_run(week->allocator, claims->data, (int32_t)claims->count, 1,
                             (int32_t)open->count, 0);
    int64_t next = 0;
    for (int64_t n = 0; n < claims->count && code == 0; n++) {
        const struct claim *claim = &claims->data[n];
        if (claim->awarded)
            code = vec_push(&week->events, ((struct event){.key = claim->claimant_key,
                                                           .subject = claim->claimant,
                                                           .a = open->data[next++].slot,
                                                           .kind = EVENT_TAKE_PLACE}));
    }
    return code;
}

static int award_places(struct week *week)
{
    claim_vec claims = {0}, open = {0};
    int code = 0;
    week->events.count = 0;
    for (int kind = 0; kind < PROGRAMMES && code == 0; kind++)
        code = award_kind(week, kind, &claims, &open);
    vec_clear(&claims);
    vec_clear(&open);
    if (code != 0)
        return fault_set(&week->fault, code, "out of memory for programme places");
    return settle_apply(week, week->events.data, week->events.count);
}

int markets_run(struct week *week)
{
    drop(week, &week->jobs, hiring_claim_holds);
    int code = award(week, &week->jobs, week->world->slot.count, 1, job_event);
    if (code == 0) {
        /* a hire voids the claim on a programme place: the status has changed */
        drop(week, &week->places, activation_claim_holds);
        code = award_places(week);
    }
    if (code == 0) {
        drop(week, &week->homes, moving_claim_holds);
        code = award(week, &week->homes, week->world->dwelling.count, 1, home_event);
    }
    return code;
}
