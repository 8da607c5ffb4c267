/* SPDX-License-Identifier: MIT */
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/model/class.h"
#include "loft/model/params.h"
#include "loft/model/schedule.h"
#include "loft/model/slots.h"
#include "loft/model/start.h"
#include "loft/model/tenure.h"
#include "loft/world/purpose.h"
#include "loft/world/world.h"

#include <stdlib.h>

enum { HOURS_STUDENT = 8 }; /* a week, of a student's job at the start */

/* Somebody or something in a keyed order. */
struct ticket {
    int32_t level; /* education or skill, highest first */
    uint32_t point;
    uint64_t key;
    int32_t row;
};

static int by_level(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->level != y->level)
        return y->level - x->level;
    if (x->point != y->point)
        return x->point < y->point ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

struct jobs {
    struct world *world;
    const struct start *start;
    struct luck luck;
    VEC(struct ticket) workers; /* employed residents whose job lies here */
    VEC(struct ticket) slots;
    int64_t skill_until[EDUCATIONS]; /* cumulative, among slots that ask for an education */
};

static void give_hours(struct jobs *jobs, int32_t person, uint32_t u)
{
    struct person *p = &jobs->world->person;
    const struct schedules *s = jobs->start->schedules;
    p->row[person].hours = (uint8_t)schedule_pick(&s->hours[p->row[person].sex], u);
}

/* A student has a small job here, or none. */
static int start_student(struct jobs *jobs, int32_t i, const uint32_t u[4])
{
    struct person *p = &jobs->world->person;
    const struct student_jobs_params *s = &jobs->start->params->student_jobs;
    if (u[0] >= s->at_start)
        return 0;
    int32_t adult = world_age(jobs->world, i) - AGE_ADULT;
    int32_t elapsed = tenure_elapsed(u[1], s->ends, 52 * (adult > 0 ? adult : 0));
    p->row[i].job_since = (int16_t)(jobs->world->start_week - elapsed);
    p->row[i].hours = HOURS_STUDENT;
    return vec_push(&jobs->workers, ((struct ticket){EDUCATION_BASIC, u[3], p->key[i], i}));
}

/* Who has a job, where, since when. */
static int find_workers(struct jobs *jobs, struct fault *fault)
{
    struct world *w = jobs->world;
    struct person *p = &w->person;
    struct tenure_table tenure[ATTACHMENTS] = {{NULL}};
    static const int64_t never[SEPARATION_BANDS] = {0};
    bool lost = jobs->start->params->separation.enabled;
    int code = 0;
    for (int a = 0; a < ATTACHMENTS && code == 0; a++)
        code = tenure_create(&tenure[a], lost ? jobs->start->schedules->separation[a] : never);
    if (code != 0)
        return fault_set(fault, LOFT_ENOMEM, "out of memory for the jobs at the start");
    for (int32_t i = 0; i < p->count && code == 0; i++) {
        p->row[i].job_since = -1;
        uint32_t u[4];
        draw_four(&jobs->luck, p->key[i], PURPOSE_START_JOB, 0, 0, u);
        if (p->row[i].status == STATUS_EDUCATION)
            code = start_student(jobs, i, u);
        if (p->row[i].status != STATUS_EMPLOYED)
            continue;
        int years = world_age(w, i) - 17;
        int32_t elapsed =
            tenure_draw(&tenure[p->row[i].attachment], u[1], 52 * (years > 1 ? years : 1));
        p->row[i].job_since = (int16_t)(w->start_week - elapsed);
        give_hours(jobs, i, u[2]);
        p->row[i].slot = SLOT_OUTSIDE;
        if (u[0] >= jobs->start->params->demand.out_commuters)
            code = vec_push(&jobs->workers,
                            ((struct ticket){p->row[i].education, u[3], p->key[i], i}));
    }
    for (int a = 0; a < ATTACHMENTS; a++)
        tenure_free(&tenure[a]);
    return code == 0 ? 0 : fault_set(fault, code, "out of memory for the jobs at the start");
}

/* Slots that ask for an education ask for those that the workers have, in the same proportions. */
static void find_skills(struct jobs *jobs)
{
    int64_t count[EDUCATIONS] = {0}, total = 0, sum = 0;
    for (int64_t n = 0; n < jobs->workers.count; n++)
        if (jobs->workers.data[n].level >= EDUCATION_VOCATIONAL)
            count[jobs->workers.data[n].level]++, total++;
    for (int level = 0; level < EDUCATIONS; level++) {
        sum += count[level];
        jobs->skill_until[level] = total > 0 ? fixed_portion(FIXED_ONE, sum, total) : 0;
    }
}

static int skill_of(const struct jobs *jobs, int sector, uint32_t u, uint32_t v)
{
    if (u < jobs->start->schedules->unskilled[sector])
        return EDUCATION_BASIC;
    for (int level = EDUCATION_VOCATIONAL; level < EDUCATIONS; level++)
        if (v < jobs->skill_until[level])
            return level;
    return EDUCATION_BASIC;
}

/* One workplace with its slots, as long as slots are wanted. Slots come without holder. */
static int make_workplace(struct jobs *jobs, int64_t number, int64_t wanted)
{
    struct world *w = jobs->world;
    const struct schedules *s = jobs->start->schedules;
    uint64_t key = hash_identity(HASH_EMPLOYER, jobs->start->place_key, (uint64_t)number, 0);
    int32_t employer = world_add_employer(w, key);
    if (employer < 0)
        return employer;
    uint32_t u[4];
    draw_four(&jobs->luck, key, PURPOSE_EMPLOYER, 0, 0, u);
    int sector = schedule_pick(&s->sector, u[0]);
    w->employer.sector[employer] = (uint8_t)sector;
    const struct workplace_size *size = &s->workplace_sizes[schedule_pick(&s->workplace, u[1])];
    int64_t jobs_here = size->least + draw_below(u[2], size->most - size->least + 1);
    for (int64_t n = 0; n < jobs_here && jobs->slots.count < wanted; n++) {
        uint64_t slot_key = hash_identity(HASH_SLOT, key, (uint64_t)n, 0);
        int32_t slot = world_add_slot(w, slot_key);
        if (slot < 0)
            return slot;
        draw_four(&jobs->luck, slot_key, PURPOSE_START_SLOT, 0, 0, u);
        w->slot.employer[slot] = employer;
        w->slot.skill[slot] = (uint8_t)skill_of(jobs, sector, u[0], u[1]);
        int sex = u[3] & 1;
        w->slot.hours[slot] = (uint8_t)schedule_pick(&s->hours[sex], u[3] >> 1 << 1);
        if (w->slot.hours[slot] < STUDENT_HOURS)
            w->slot.skill[slot] = EDUCATION_BASIC;
        if (slots_q(slot_key) >= FIXED_ONE) { /* waits for better times */
            w->slot.person[slot] = SLOT_CLOSED;
            w->slot.since[slot] = (int16_t)w->start_week;
            continue;
        }
        int code = vec_push(&jobs->slots, ((struct ticket){0, u[2], slot_key, slot}));
        if (code != 0)
            return code;
    }
    return 0;
}

/* In the order of their points the slots go to residents, commuters, and stay open. */
static void assign_holders(struct jobs *jobs, int64_t commuters)
{
    struct world *w = jobs->world;
    const struct demand_params *d = &jobs->start->params->demand;
    qsort(jobs->slots.data, (size_t)jobs->slots.count, sizeof *jobs->slots.data, by_level);
    for (int64_t n = jobs->workers.count; n < jobs->slots.count; n++) {
        int32_t slot = jobs->slots.data[n].row;
        uint32_t u = draw_one(&jobs->luck, w->slot.key[slot], PURPOSE_START_SLOT, 0, 1);
        bool commuter = n < jobs->workers.count + commuters;
        w->slot.person[slot] = commuter ? SLOT_COMMUTER : -1;
        /* an open slot was vacated some weeks ago: three to four on average */
        int64_t ends = commuter ? d->commuter_leaves : FIXED_ONE * 2 / 7;
        w->slot.since[slot] = (int16_t)(w->start_week - 1 - tenure_elapsed(u, ends, 1000));
    }
}

/* The best educated residents hold the slots that ask for most; a slot never asks for more than its
 * holder has. */
static void pair_workers(struct jobs *jobs)
{
    struct world *w = jobs->world;
    struct person *p = &w->person;
    for (int64_t n = 0; n < jobs->workers.count; n++)
        jobs->slots.data[n].level = w->slot.skill[jobs->slots.data[n].row];
    qsort(jobs->slots.data, (size_t)jobs->workers.count, sizeof *jobs->slots.data, by_level);
    qsort(jobs->workers.data, (size_t)jobs->workers.count, sizeof *jobs->workers.data, by_level);
    for (int64_t n = 0; n < jobs->workers.count; n++) {
        int32_t i = jobs->workers.data[n].row, slot = jobs->slots.data[n].row;
        int has = p->row[i].education == EDUCATION_UPPER ? EDUCATION_BASIC : p->row[i].education;
        if (w->slot.skill[slot] > has)
            w->slot.skill[slot] = (uint8_t)has;
        if (p->row[i].hours < STUDENT_HOURS)
            w->slot.skill[slot] = EDUCATION_BASIC;
        w->slot.hours[slot] = p->row[i].hours;
        w->slot.person[slot] = i;
        w->slot.since[slot] = p->row[i].job_since;
        p->row[i].slot = slot;
    }
}

int start_jobs(struct world *world, const struct start *start, struct fault *fault)
{
    const struct demand_params *d = &start->params->demand;
    struct jobs jobs = {
        .world = world, .start = start, .luck = draw_luck(start->seed, DRAW_NO_REPLICATE)};
    int code = find_workers(&jobs, fault);
    int64_t workers = jobs.workers.count;
    int64_t filled = fixed_portion(workers, FIXED_ONE, FIXED_ONE - d->commuters);
    int64_t wanted = fixed_portion(filled, FIXED_ONE, FIXED_ONE - d->vacant);
    find_skills(&jobs);
    for (int64_t n = 0; code == 0 && jobs.slots.count < wanted; n++)
        code = make_workplace(&jobs, n, wanted);
    if (code == 0) {
        assign_holders(&jobs, filled - workers);
        pair_workers(&jobs);
    } else {
        fault_set(fault, code, "out of memory for the jobs at the start");
    }
    vec_clear(&jobs.workers);
    vec_clear(&jobs.slots);
    return code;
}
