/* SPDX-License-Identifier: MIT */
#include "loft/model/settle.h"

#include "loft/model/week.h"
#include "loft/world/tie.h"

/* Kind first (6 bits), then the identity: as event_compare. */
static uint64_t order_of(const void *item)
{
    const struct event *event = item;
    return (uint64_t)event->kind << 58 | event->key >> 6;
}

/* Rows that an event will touch: the subject some steps ahead, what it points to fewer steps. */
static void fetch_subject(const struct world *w, const struct event *event)
{
    switch (event->kind) {
    case EVENT_LEAVE:
    case EVENT_EMIGRATE:
    case EVENT_WISH:
    case EVENT_WISH_LAPSES:
    case EVENT_MOVE:
        world_fetch_household(w, event->subject);
        break;
    case EVENT_SLOT_LOST:
    case EVENT_HIRE_COMMUTER:
        __builtin_prefetch(&w->slot.person[event->subject]);
        __builtin_prefetch(&w->slot.since[event->subject]);
        break;
    case EVENT_ARRIVE:
        break;
    case EVENT_TIE:
        tie_fetch_seats(w, event->subject);
        break;
    default:
        world_fetch_person(w, event->subject);
        break;
    }
}

static void fetch_pointed(const struct world *w, const struct event *event)
{
    int32_t slot = -1;
    if (event->kind == EVENT_SEPARATE)
        slot = w->person.row[event->subject].slot;
    else if (event->kind == EVENT_HIRE)
        slot = event->a;
    if (slot >= 0) {
        __builtin_prefetch(&w->slot.person[slot], 1);
        __builtin_prefetch(&w->slot.since[slot], 1);
        __builtin_prefetch(&w->slot.hours[slot]);
    }
    if (event->kind == EVENT_TIE)
        tie_fetch_others(w, event->subject);
    if (event->kind == EVENT_HIRE)
        world_fetch_household(w, w->person.row[event->subject].household);
    if (event->kind == EVENT_MOVE || event->kind == EVENT_LEAVE) {
        int32_t first = w->household.first[event->subject];
        world_fetch_dwelling(w, w->household.dwelling[event->subject]);
        if (first >= 0)
            world_fetch_person(w, first);
    }
}

/* What belongs to some statuses only ends with them. */
static void end_marks(struct week *week, int32_t person, enum status status)
{
    if (status != STATUS_SICKNESS && !kind_is_clarification(status))
        SET(&week->changes, person, health, person, SEVERITY_NONE);
    if (status != STATUS_SICKNESS)
        SET(&week->changes, person, paused, person, 0);
    if (!kind_is_recipient(status))
        SET(&week->changes, person, match_group, person, MATCH_GROUP_NONE);
}

void settle_status(struct week *week, int32_t person, int status, int64_t until)
{
    if (status == STATUS_CASH_BENEFIT)
        status = benefits_scheme(week->params, week->world, person, week->now + 1);
    end_marks(week, person, (enum status)status);
    SET(&week->changes, person, status, person, status);
    SET(&week->changes, person, status_since, person, week->now + 1);
    SET(&week->changes, person, until, person, until);
}

int settle_apply(struct week *week, struct event *events, int64_t count)
{
    if (sort_spread(events, count, sizeof *events, order_of, event_compare, &week->buffer) != 0)
        return fault_set(&week->fault, LOFT_ENOMEM, "out of memory for events");
    for (int64_t n = 0; n < count; n++) {
        if (n + 2 * AHEAD < count)
            fetch_subject(week->world, &events[n + 2 * AHEAD]);
        if (n + AHEAD < count)
            fetch_pointed(week->world, &events[n + AHEAD]);
        week->changes.event = events[n].kind;
        bool applied = week->behaviour->rules[events[n].kind](week, &events[n]);
        if (week->fault.code != 0)
            return week->fault.code;
        if (week->changes.failed)
            return fault_set(&week->fault, LOFT_ENOMEM, "out of memory for the log of changes");
        if (!applied)
            week->voids[events[n].kind]++;
        else if (vec_push(&week->applied, events[n]) != 0)
            return fault_set(&week->fault, LOFT_ENOMEM, "out of memory for events");
    }
    return 0;
}

int settle_run(struct week *week)
{
    return settle_apply(week, week->events.data, week->events.count);
}
