/* SPDX-License-Identifier: MIT */
#include "loft/model/segment.h"

#include "loft/model/week.h"

int segment_prepare(struct behaviour *b)
{
    b->start = mem_new(CLASSES, sizeof *b->start);
    if (b->start == NULL)
        return LOFT_ENOMEM;
    for (unsigned class = 0; class < CLASSES; class ++) {
        int64_t at = 0;
        for (int k = 0; k < b->segment_count; k++) {
            b->start[class][k] = (uint32_t)at;
            at += class_exists(class) ? b->segments[k]->cap(class) : 0;
        }
        b->start[class][b->segment_count] = b->bound[class] = (uint32_t)at;
    }
    return 0;
}

void segment_release(struct behaviour *b)
{
    mem_free(b->start);
    b->start = NULL;
}

static int too_high(const struct segment *segment, int64_t chance, int64_t cap, unsigned class,
                    struct fault *fault)
{
    fault_set(fault, LOFT_ELAW,
              "event '%s': a weekly chance of %.6f is above the cap %.6f of class %u",
              event_ids[segment->event], (double)chance / (double)FIXED_ONE,
              (double)cap / (double)FIXED_ONE, class);
    return -1;
}

int segment_fires(const struct week *week, int32_t person, uint32_t u, struct fault *fault)
{
    const struct behaviour *b = week->behaviour;
    unsigned class = week->world->person.class[person] & (CLASSES - 1u);
    const uint32_t *start = b->start[class];
    int k = 0;
    while (k < b->segment_count && u >= start[k + 1])
        k++;
    if (k == b->segment_count)
        return -1;
    int64_t chance = b->segments[k]->chance(week, person), cap = (int64_t)start[k + 1] - start[k];
    if (chance < 0 || chance > cap)
        return too_high(b->segments[k], chance, cap, class, fault);
    return u - start[k] < chance ? k : -1;
}
