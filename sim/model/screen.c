/* SPDX-License-Identifier: MIT */
#include "loft/model/screen.h"

#include "loft/base/kernel.h"
#include "loft/base/parallel.h"
#include "loft/model/week.h"

#include <string.h>

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
        week->block_count = b + 1;
        blocks[b].uniforms = mem_new((size_t)week->block, sizeof *blocks[b].uniforms);
        blocks[b].flags = mem_new((size_t)week->block + 8, sizeof *blocks[b].flags);
        if (blocks[b].uniforms == NULL || blocks[b].flags == NULL)
            return LOFT_ENOMEM;
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
        mem_free(act->flags);
        batch_free(&act->batch);
        vec_clear(&act->views);
        vec_clear(&act->sights);
        vec_clear(&act->lookers);
        vec_clear(&act->at_risk);
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

enum { FLAG_PICKED = 1, FLAG_DUE = 2, FLAG_LISTED = 4 };

/* What is up with each person of the block, a byte each: dense and without a branch. */
KERNEL
static void flag_people(int32_t people, const uint32_t *restrict u, const uint32_t *restrict bound,
                        const int16_t *restrict due, int16_t now, const uint16_t *restrict class,
                        uint8_t *restrict flags)
{
    for (int32_t i = 0; i < people; i++)
        flags[i] = (uint8_t)((u[i] < bound[i] ? FLAG_PICKED : 0) | (due[i] <= now ? FLAG_DUE : 0) |
                             (class[i] >= CLASS_LISTED ? FLAG_LISTED : 0));
}

/* Room for everybody, so that the loop over the flags need not ask. */
static int reserve_lists(struct act *act, int64_t people)
{
    act->picks.count = act->searchers.count = act->due.count = 0;
    return vec_reserve(&act->picks, people) != 0 || vec_reserve(&act->searchers, people) != 0 ||
                   vec_reserve(&act->due, people) != 0
               ? LOFT_ENOMEM
               : 0;
}

/* Put a flagged person on the lists: written on all three, counted on those that the flags name. */
static void list_person(struct act *act, int32_t person, unsigned flags, uint32_t u)
{
    act->picks.data[act->picks.count] = (struct pick){person, u};
    act->picks.count += flags & FLAG_PICKED;
    act->due.data[act->due.count] = person;
    act->due.count += flags >> 1 & 1u;
    act->searchers.data[act->searchers.count] = person;
    act->searchers.count += flags >> 2 & 1u;
}

static void screen_block(void *context, int b)
{
    struct week *week = context;
    struct act *act = &week->blocks[b];
    const struct person *p = &week->world->person;
    int32_t from = b * week->block;
    int32_t people = p->count - from < week->block ? p->count - from : week->block;
    if (reserve_lists(act, week->block + 1) != 0) {
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for the short list");
        return;
    }
    if (people <= 0)
        return;
    draw_many(&week->luck, p->key + from, people, PURPOSE_SCREEN, week->now, act->uniforms);
    flag_people(people, act->uniforms, p->bound + from, p->due + from, (int16_t)week->now,
                p->class + from, act->flags);
    for (int32_t i = 0; i < people; i += 8) {
        uint64_t eight; /* flags are padded to a multiple of eight with zeros */
        memcpy(&eight, act->flags + i, sizeof eight);
        while (eight != 0) {
            int byte = __builtin_ctzll(eight) >> 3;
            list_person(act, from + i + byte, act->flags[i + byte], act->uniforms[i + byte]);
            eight &= ~((uint64_t)0xff << 8 * byte);
        }
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
