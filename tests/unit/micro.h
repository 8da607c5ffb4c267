/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_MICRO_H
#define LOFT_TESTS_MICRO_H

#include "village.h"

#include "loft/base/date.h"
#include "loft/model/settle.h"
#include "loft/world/household.h"
#include "loft/world/invariant.h"

/* A world of a few people, made by hand, with the parameters and schedules of the village. */

struct micro {
    struct village village;
    struct world world;
    struct week week;
    uint64_t next_key;
};

enum { MICRO_WEEK = 5600 };

static inline void micro_week(struct micro *m, int32_t now)
{
    m->week.now = m->world.week = now;
    m->week.slump = m->week.quits = m->week.offers = FACTOR_ONE;
    m->week.events.count = m->week.applied.count = 0;
    changes_reset(&m->week.changes);
}

/* An empty world of three areas. */
static inline void micro_start(struct micro *m)
{
    *m = (struct micro){.next_key = 1};
    village_read(&m->village, "village", 52, NULL, 0);
    struct experiment *e = village_experiment(&m->village);
    const int32_t room[TABLES] = {0};
    cr_assert_eq(world_create(&m->world, 3, room), 0);
    m->world.start_week = MICRO_WEEK;
    m->week = (struct week){.world = &m->world,
                            .params = &e->variants[0].params,
                            .schedules = &e->variants[0].schedules,
                            .behaviour = &e->behaviour,
                            .luck = draw_luck(1, 0),
                            .place_key = hash_text("micro"),
                            .scale = FACTOR_ONE,
                            .threads = 1,
                            .block = 64,
                            .changes = {.world = &m->world},
                            .allocator = allocator_create()};
    micro_week(m, MICRO_WEEK);
}

static inline void micro_free(struct micro *m)
{
    week_release(&m->week);
    world_free(&m->world);
    village_free(&m->village);
}

static inline struct params *micro_params(struct micro *m)
{
    return village_params(&m->village);
}

static inline uint64_t micro_key(struct micro *m)
{
    return hash_mix(m->next_key++);
}

/* A vacant dwelling, vacated ten weeks ago. */
static inline int32_t micro_dwelling(struct micro *m, int area, enum tenure tenure, int rooms)
{
    int32_t d = world_add_dwelling(&m->world, micro_key(m));
    m->world.dwelling.area[d] = (uint8_t)area;
    m->world.dwelling.tenure[d] = (uint8_t)tenure;
    m->world.dwelling.rooms[d] = (uint8_t)rooms;
    m->world.dwelling.rent[d] = 100000;
    m->world.dwelling.vacant_since[d] = (int16_t)(m->week.now - 10);
    return d;
}

/* An empty household in a dwelling of an area of the partition, or AREA_OUTSIDE. */
static inline int32_t micro_household(struct micro *m, int area)
{
    struct world *w = &m->world;
    int32_t h = world_add_household(w, 0);
    w->household.wish_since[h] = w->household.event_week[h] = w->household.link_until[h] = -1;
    if (area < AREA_OUTSIDE) {
        int32_t d = micro_dwelling(m, area, TENURE_SOCIAL, 3);
        w->dwelling.household[d] = h;
        w->dwelling.vacant_since[d] = -1;
        w->household.dwelling[h] = d;
    }
    return h;
}

/* A member who had a birthday half a year ago; the first one is the reference person. Under 18: a
 * child, whatever the status. Someone with hours has a job outside, held for a year. */
static inline int32_t micro_person(struct micro *m, int32_t household, int years, enum sex sex,
                                   enum status status, int hours)
{
    struct world *w = &m->world;
    int32_t i = world_add_person(w, micro_key(m));
    struct person *p = &w->person;
    int32_t d = w->household.dwelling[household];
    p->row[i].birth_week = (int16_t)(date_week_of_age(m->week.now, -years) - 26);
    p->row[i].sex = (uint8_t)sex;
    p->row[i].origin = ORIGIN_DANISH;
    p->row[i].readiness = 100;
    p->row[i].status = (uint8_t)(years < 18 ? STATUS_CHILD : status);
    p->row[i].hours = (uint8_t)hours;
    p->row[i].slot = hours > 0 ? SLOT_OUTSIDE : -1;
    p->row[i].job_since = (int16_t)(hours > 0 ? m->week.now - 52 : -1);
    p->row[i].status_since = (int16_t)(m->week.now - 52);
    p->row[i].until = p->row[i].effect_from = -1;
    p->row[i].household = household;
    p->row[i].area = (uint8_t)(d >= 0 ? w->dwelling.area[d] : AREA_OUTSIDE);
    household_link(w, household, i);
    if (years < 18)
        w->household.children[household]++;
    else
        w->household.adults[household]++;
    if (w->household.reference[household] < 0) {
        w->household.reference[household] = i;
        w->household.key[household] = p->key[i];
    }
    return i;
}

/* A job slot, open since last week. */
static inline int32_t micro_slot(struct micro *m, enum education skill, int hours)
{
    struct world *w = &m->world;
    int32_t s = world_add_slot(w, micro_key(m));
    w->slot.skill[s] = (uint8_t)skill;
    w->slot.hours[s] = (uint8_t)hours;
    w->slot.since[s] = (int16_t)(m->week.now - 1);
    return s;
}

/* Put somebody into a job slot `weeks` ago. */
static inline void micro_employ(struct micro *m, int32_t person, int32_t slot, int weeks)
{
    struct world *w = &m->world;
    w->person.row[person].slot = slot;
    w->person.row[person].hours = w->slot.hours[slot];
    w->person.row[person].status = STATUS_EMPLOYED;
    w->person.row[person].job_since = w->person.row[person].status_since =
        (int16_t)(m->week.now + 1 - weeks);
    w->slot.person[slot] = person;
    w->slot.since[slot] = (int16_t)(m->week.now - weeks);
}

static inline int32_t micro_placement(struct micro *m)
{
    return world_add_placement(&m->world, micro_key(m));
}

static inline void micro_assert_sound(struct micro *m)
{
    struct fault fault = {0};
    cr_assert_eq(invariant_check(&m->world, &fault), 0, "%s", fault.text);
}

/* Apply one event by the registry's rule. */
static inline bool micro_try(struct micro *m, enum event_kind kind, int32_t subject, int32_t a,
                             int32_t b)
{
    struct event event = {.subject = subject, .a = a, .b = b, .kind = (uint8_t)kind};
    m->week.changes.event = (uint8_t)kind;
    bool applied = m->week.behaviour->rules[kind](&m->week, &event);
    cr_assert_eq(m->week.fault.code, 0, "%s", m->week.fault.text);
    return applied;
}

/* ... which must take effect and leave a sound world. */
static inline void micro_apply(struct micro *m, enum event_kind kind, int32_t subject, int32_t a,
                               int32_t b)
{
    cr_assert(micro_try(m, kind, subject, a, b), "%s had no effect", event_ids[kind]);
    micro_assert_sound(m);
}

/* ... which must be void and change nothing at all. */
static inline void micro_refuse(struct micro *m, enum event_kind kind, int32_t subject, int32_t a,
                                int32_t b)
{
    struct digest before = {0}, after = {0};
    int64_t changes = m->week.changes.count;
    world_digest(&m->world, &before);
    cr_assert(!micro_try(m, kind, subject, a, b), "%s was applied", event_ids[kind]);
    world_digest(&m->world, &after);
    cr_assert(same_digest(before, after), "%s was void but changed something", event_ids[kind]);
    cr_assert_eq(m->week.changes.count, changes);
}

/* Classes and target groups of everybody as of this week. */
static inline void micro_refresh(struct micro *m)
{
    refresh_all(&m->week, m->week.now);
}

/* One adult alone in area 0. */
struct one {
    struct micro m;
    int32_t household, person;
    struct person *p; /* valid until a person is added */
};

static inline void make_one(struct one *o, int years, enum status status)
{
    micro_start(&o->m);
    o->household = micro_household(&o->m, 0);
    o->person = micro_person(&o->m, o->household, years, SEX_MALE, status, 0);
    o->p = &o->m.world.person;
}

#endif
