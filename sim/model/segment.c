/* SPDX-License-Identifier: MIT */
#include "loft/model/segment.h"

#include "loft/model/week.h"

int segment_prepare(struct behaviour *behaviour)
{
    size_t cells = (size_t)behaviour->segment_count * CLASSES;
    behaviour->cap = mem_new(cells, sizeof *behaviour->cap);
    behaviour->start = mem_new(cells, sizeof *behaviour->start);
    if (behaviour->cap == NULL || behaviour->start == NULL)
        return LOFT_ENOMEM;
    for (unsigned class = 0; class < CLASSES; class ++) {
        int64_t at = 0;
        if (!class_exists(class))
            continue;
        for (int k = 0; k < behaviour->segment_count; k++) {
            behaviour->start[k * CLASSES + (int)class] = at;
            int64_t cap = behaviour->segments[k]->cap(class);
            behaviour->cap[k * CLASSES + (int)class] = cap;
            at += cap;
        }
        behaviour->bound[class] = (uint32_t)at;
        behaviour->searches[class] = search_concerns(class);
    }
    return 0;
}

void segment_release(struct behaviour *behaviour)
{
    mem_free(behaviour->cap);
    mem_free(behaviour->start);
    behaviour->cap = behaviour->start = NULL;
}

int segment_fires(const struct week *week, int32_t person, uint32_t u, struct fault *fault)
{
    const struct behaviour *b = week->behaviour;
    int class = week->world->person.class[person];
    for (int k = 0; k < b->segment_count; k++) {
        int64_t within = (int64_t)u - b->start[k * CLASSES + class];
        if (within < 0)
            return -1;
        int64_t cap = b->cap[k * CLASSES + class];
        if (within >= cap)
            continue;
        int64_t chance = b->segments[k]->chance(week, person);
        if (chance < 0 || chance > cap) {
            fault_set(fault, LOFT_ELAW,
                      "event '%s': a weekly chance of %.6f is above the cap %.6f of class %d",
                      event_ids[b->segments[k]->event], (double)chance / (double)FIXED_ONE,
                      (double)cap / (double)FIXED_ONE, class);
            return -1;
        }
        return within < chance ? k : -1;
    }
    return -1;
}
