/* SPDX-License-Identifier: MIT */
#include "loft/world/event.h"

#define PROCESS_ID(NAME, id, text) #id,
#define PROCESS_TEXT(NAME, id, text) text,
#define EVENT_ID(NAME, id, process, text) #id,
#define EVENT_PROCESS(NAME, id, process, text) PROCESS_##process,
const char *const process_ids[PROCESSES] = {PROCESS_LIST(PROCESS_ID)};
const char *const process_texts[PROCESSES] = {PROCESS_LIST(PROCESS_TEXT)};
const char *const event_ids[EVENTS] = {EVENT_LIST(EVENT_ID)};
const enum process event_processes[EVENTS] = {EVENT_LIST(EVENT_PROCESS)};

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int event_compare(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->kind != y->kind)
        return compare(x->kind, y->kind);
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->a != y->a ? compare(x->a, y->a) : compare(x->b, y->b);
}
