/* SPDX-License-Identifier: MIT */
#include "loft/model/screen.h"

#include "loft/base/parallel.h"
#include "loft/model/week.h"

static int blocks_for(const struct week *week, int64_t people)
{
    int64_t blocks = (people + week->block - 1) / week->block;
    return blocks > 0 ? (int)blocks : 1;
}

/* Blocks are added as the population grows. */
static int add_blocks(struct week *week, int wanted)
{
    if (wanted <= week->block_count)
        return 0;
    struct act *blocks = mem_resize(week->blocks, (size_t)wanted, sizeof *blocks);
    if (blocks == NULL)
        return LOFT_ENOMEM;
    week->blocks = blocks;
    for (int b = week->block_count; b < wanted; b++) {
        blocks[b] = (struct act){.week = week};
        blocks[b].uniforms = mem_new((size_t)week->block, sizeof *blocks[b].uniforms);
        if (blocks[b].uniforms == NULL)
            return LOFT_ENOMEM;
        week->block_count = b + 1;
    }
    return 0;
}

int screen_prepare(struct week *week)
{
    return add_blocks(week, blocks_for(week, week->world->person.count));
}

void screen_release(struct week *week)
{
    for (int b = 0; b < week->block_count; b++) {
        struct act *act = &week->blocks[b];
        mem_free(act->uniforms);
        vec_clear(&act->picks);
        vec_clear(&act->searchers);
        vec_clear(&act->due);
        vec_clear(&act->events);
        vec_clear(&act->job_claims);
        vec_clear(&act->place_claims);
        vec_clear(&act->home_claims);
        vec_clear(&act->seekers);
    }
    mem_free(week->blocks);
    week->blocks = NULL;
    week->block_count = 0;
}

/* Room for everybody in the block, so that the inner loop need not ask. */
static int reserve_lists(struct act *act, int64_t people)
{
    act->picks.count = act->searchers.count = act->due.count = 0;
    if (vec_reserve(&act->picks, people) != 0 || vec_reserve(&act->searchers, people) != 0 ||
        vec_reserve(&act->due, people) != 0)
        return LOFT_ENOMEM;
    return 0;
}

static void screen_block(void *context, int b)
{
    struct week *week = context;
    struct act *act = &week->blocks[b];
    const struct person *p = &week->world->person;
    int32_t from = b * week->block;
    int32_t people = p->count - from < week->block ? p->count - from : week->block;
    if (people <= 0) {
        act->picks.count = act->searchers.count = act->due.count = 0;
        return;
    }
    if (reserve_lists(act, people / 4 + 64) != 0) {
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for the short list");
        return;
    }
    draw_many(&week->luck, p->key + from, people, PURPOSE_SCREEN, week->now, act->uniforms);
    const uint32_t *bound = week->behaviour->bound;
    const uint16_t *class = p->class + from;
    const int16_t *due = p->due + from;
    int16_t now = (int16_t)week->now;
    for (int32_t i = 0; i < people; i++) {
        bool picked = act->uniforms[i] < bound[class[i]];
        bool is_due = due[i] <= now;
        bool searches = week->behaviour->searches[class[i]];
        if (!(picked | is_due | searches))
            continue;
        int code = 0;
        if (picked)
            code |= vec_push(&act->picks, ((struct pick){from + i, act->uniforms[i]}));
        if (is_due)
            code |= vec_push(&act->due, from + i);
        if (searches)
            code |= vec_push(&act->searchers, from + i);
        if (code != 0)
            fault_set(&act->fault, LOFT_ENOMEM, "out of memory for the short list");
    }
}

static int collect_faults(struct week *week)
{
    for (int b = 0; b < week->block_count; b++)
        if (week->blocks[b].fault.code != 0)
            return fault_set(&week->fault, week->blocks[b].fault.code, "%s",
                             week->blocks[b].fault.text);
    return 0;
}

int screen_run(struct week *week)
{
    int code = screen_prepare(week);
    if (code != 0)
        return fault_set(&week->fault, code, "out of memory for the screen");
    for (int b = 0; b < week->block_count; b++)
        week->blocks[b].week = week;
    parallel_for(week->block_count, week->threads, screen_block, week);
    week->people += week->world->person.count;
    for (int b = 0; b < week->block_count; b++)
        week->short_list += week->blocks[b].picks.count + week->blocks[b].due.count;
    return collect_faults(week);
}
