/* SPDX-License-Identifier: MIT */
#include "loft/model/settle.h"

#include "loft/model/week.h"

/* Kind first (5 bits), then the identity: as event_compare. */
static uint64_t order_of(const void *item)
{
    const struct event *event = item;
    return (uint64_t)event->kind << 59 | event->key >> 5;
}

static void prefetch(const struct world *w, const struct event *event)
{
    switch (event->kind) {
    case EVENT_LEAVE:
    case EVENT_EMIGRATE:
    case EVENT_WISH:
    case EVENT_WISH_LAPSES:
    case EVENT_MOVE:
        world_prefetch_household(w, event->subject);
        break;
    case EVENT_SLOT_LOST:
    case EVENT_HIRE_COMMUTER:
    case EVENT_ARRIVE:
        break;
    default:
        world_prefetch_person(w, event->subject);
        break;
    }
}

int settle_apply(struct week *week, struct event *events, int64_t count)
{
    if (sort_spread(events, count, sizeof *events, order_of, event_compare, &week->buffer) != 0)
        return fault_set(&week->fault, LOFT_ENOMEM, "out of memory for events");
    for (int64_t n = 0; n < count; n++) {
        if (n + PREFETCH_AHEAD < count)
            prefetch(week->world, &events[n + PREFETCH_AHEAD]);
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
