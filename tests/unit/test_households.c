/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/pool.h"

/* What events do to households: death, birth, wishes, moves, leaving and
 * arriving. */

enum { NOW = MICRO_WEEK };

/* Anna (60), Bent (58), their child Carl (10) in area 0; Bent works on a slot,
 * Anna is in practice. */
struct home_town {
    struct micro m;
    int32_t household, dwelling, anna, bent, carl, slot, place;
};

static void make(struct home_town *t)
{
    struct micro *m = &t->m;
    micro_start(m);
    t->household = micro_household(m, 0);
    t->dwelling = m->world.household.dwelling[t->household];
    t->anna = micro_person(m, t->household, 60, SEX_FEMALE, STATUS_PRACTICE, 0);
    t->bent = micro_person(m, t->household, 58, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
    t->carl = micro_person(m, t->household, 10, SEX_MALE, STATUS_CHILD, 0);
    t->slot = micro_slot(m, EDUCATION_BASIC, 37);
    micro_employ(m, t->bent, t->slot, 80);
    t->place = micro_placement(m);
    m->world.placement.person[t->place] = t->anna;
    m->world.person.row[t->anna].placement = t->place;
    m->world.person.row[t->anna].until = NOW + 5;
    micro_assert_sound(m);
}

/* Fails when the household keeps its dead reference person or its old key, when
 * somebody other than the oldest follows, or when counts and places are not
 * given back. */
Test(death, the_oldest_follows_the_reference_person)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    micro_apply(&t.m, EVENT_DEATH, t.anna, 0, 0);
    cr_assert_eq(w->household.reference[t.household], t.bent);
    cr_assert_eq(w->household.key[t.household], w->person.key[t.bent]);
    cr_assert_eq(w->household.adults[t.household], 1);
    cr_assert_eq(w->household.children[t.household], 1);
    cr_assert_eq(w->person.row[t.anna].area, AREA_GONE);
    cr_assert_eq(w->person.row[t.anna].household, -1);
    cr_assert_eq(w->person.row[t.anna].until, -1);
    cr_assert_eq(w->person.row[t.anna].placement, -1);
    cr_assert_eq(w->placement.person[t.place], -1);
    cr_assert_eq(w->household.dwelling[t.household], t.dwelling);
    micro_refuse(&t.m, EVENT_DEATH, t.anna, 0, 0);
    micro_apply(&t.m, EVENT_DEATH, t.carl, 0, 0); /* no reference person: the key stays */
    cr_assert_eq(w->household.children[t.household], 0);
    cr_assert_eq(w->household.reference[t.household], t.bent);
    micro_free(&t.m);
}

/* Fails when a slot or a dwelling stays with the dead, or the last death leaves
 * a household behind. */
Test(death, the_last_member_leaves_a_vacant_dwelling)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    micro_apply(&t.m, EVENT_DEATH, t.carl, 0, 0);
    micro_apply(&t.m, EVENT_DEATH, t.bent, 0, 0);
    cr_assert_eq(w->slot.person[t.slot], -1);
    cr_assert_eq(w->slot.since[t.slot], NOW);
    cr_assert_eq(w->person.row[t.bent].hours, 0);
    cr_assert_eq(w->person.row[t.bent].slot, -1);
    micro_apply(&t.m, EVENT_DEATH, t.anna, 0, 0);
    cr_assert_eq(w->household.reference[t.household], -1);
    cr_assert_eq(w->household.dwelling[t.household], -1);
    cr_assert_eq(w->dwelling.household[t.dwelling], -1);
    cr_assert_eq(w->dwelling.vacant_since[t.dwelling], NOW);
    micro_refuse(&t.m, EVENT_WISH, t.household, 0, 0);
    micro_refuse(&t.m, EVENT_LEAVE, t.household, 0, 0);
    micro_free(&t.m);
}

/* Two of the same age: the lower key. Fails when the order of the list decides.
 */
Test(death, ties_of_age_go_by_key)
{
    for (int order = 0; order < 2; order++) {
        struct micro m;
        micro_start(&m);
        m.next_key = order == 0 ? 10 : 500; /* other keys, other orders */
        int32_t h = micro_household(&m, 0);
        int32_t old = micro_person(&m, h, 70, SEX_MALE, STATUS_PENSION, 0), lowest = -1;
        for (int n = 0; n < 5; n++) {
            int32_t i = micro_person(&m, h, 40, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
            if (lowest < 0 || m.world.person.key[i] < m.world.person.key[lowest])
                lowest = i;
        }
        micro_apply(&m, EVENT_DEATH, old, 0, 0);
        cr_assert_eq(m.world.household.reference[h], lowest);
        micro_free(&m);
    }
}

/* Jobs are kept by those who move away within Denmark. Fails when the slot is
 * vacated, when the programme place is kept, when the members stay behind, or
 * when the dwelling is not vacated. */
Test(leave, jobs_are_kept_in_denmark)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    w->household.wish_since[t.household] = NOW - 4;
    w->household.link_until[t.household] = NOW + 50;
    micro_apply(&t.m, EVENT_LEAVE, t.household, 0, 0);
    for (int32_t i = t.anna; i <= t.carl; i++) {
        cr_assert_eq(w->person.row[i].area, AREA_OUTSIDE);
        cr_assert_eq(w->person.row[i].household, t.household);
    }
    cr_assert_eq(w->person.row[t.bent].slot, t.slot);
    cr_assert_eq(w->slot.person[t.slot], t.bent);
    cr_assert_eq(w->person.row[t.bent].status, STATUS_EMPLOYED);
    cr_assert_eq(w->person.row[t.anna].status, STATUS_CASH_BENEFIT);
    cr_assert_eq(w->person.row[t.anna].until, -1);
    cr_assert_eq(w->placement.person[t.place], -1);
    cr_assert_eq(w->household.dwelling[t.household], -1);
    cr_assert_eq(w->household.wish_since[t.household], -1);
    cr_assert_eq(w->household.link_until[t.household], -1);
    cr_assert_eq(w->household.event_week[t.household], NOW);
    cr_assert_eq(w->dwelling.vacant_since[t.dwelling], NOW);
    micro_week(&t.m, NOW + 1);
    micro_refuse(&t.m, EVENT_LEAVE, t.household, 0, 0); /* does not live here any more */
    micro_refuse(&t.m, EVENT_EMIGRATE, t.household, 0, 0);
    micro_refuse(&t.m, EVENT_WISH, t.household, 0, 0);
    micro_free(&t.m);
}

/* ... and lost by those who go abroad. Fails when a slot stays with somebody
 * who has left Denmark. */
Test(leave, jobs_are_lost_abroad)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    micro_apply(&t.m, EVENT_EMIGRATE, t.household, 0, 0);
    cr_assert_eq(w->person.row[t.bent].area, AREA_ABROAD);
    cr_assert_eq(w->person.row[t.bent].slot, -1);
    cr_assert_eq(w->person.row[t.bent].hours, 0);
    cr_assert_eq(w->person.row[t.bent].status, STATUS_SELF_SUPPORTED);
    cr_assert_eq(w->slot.person[t.slot], -1);
    cr_assert_eq(w->slot.since[t.slot], NOW);
    cr_assert_eq(w->person.row[t.anna].placement, -1);
    micro_refuse(&t.m, EVENT_DEATH, t.bent, 0, 0); /* nothing happens to people abroad */
    micro_refuse(&t.m, EVENT_RETIRE, t.bent, 0, 0);
    micro_free(&t.m);
}

/* The column says "first week of the present main status". Fails when a status
 * changes without it. */
Test(leave, a_new_status_begins_now)
{
    for (int abroad = 0; abroad <= 1; abroad++) {
        struct home_town t;
        make(&t);
        enum event_kind kind = abroad ? EVENT_EMIGRATE : EVENT_LEAVE;
        micro_apply(&t.m, kind, t.household, 0, 0);
        cr_assert_eq(t.m.world.person.row[t.anna].status_since, NOW + 1);
        cr_assert_eq(t.m.world.person.row[t.bent].status_since, abroad ? NOW + 1 : NOW + 1 - 80);
        micro_free(&t.m);
    }
}

/* One household event a week. Fails when event_week is not asked for, or not
 * set. */
Test(household, one_event_a_week)
{
    static const enum event_kind kinds[] = {EVENT_LEAVE, EVENT_EMIGRATE, EVENT_MOVE};
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            struct home_town t;
            make(&t);
            int32_t homes[2] = {micro_dwelling(&t.m, 1, TENURE_OWNER, 4),
                                micro_dwelling(&t.m, 2, TENURE_OWNER, 4)};
            micro_apply(&t.m, kinds[a], t.household, homes[0], t.dwelling);
            micro_refuse(&t.m, kinds[b], t.household, homes[1], homes[0]);
            micro_week(&t.m, NOW + 1);
            if (kinds[a] == EVENT_MOVE) /* still here, and another week */
                micro_apply(&t.m, kinds[b], t.household, homes[1], homes[0]);
            micro_free(&t.m);
        }
}

/* Fails when a wish begins twice, when somebody without a dwelling here may
 * wish, or when a lapse needs no wish. */
Test(household, wishes_begin_and_lapse)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    micro_refuse(&t.m, EVENT_WISH_LAPSES, t.household, 0, 0);
    micro_apply(&t.m, EVENT_WISH, t.household, 0, 0);
    cr_assert_eq(w->household.wish_since[t.household], NOW);
    micro_week(&t.m, NOW + 3);
    micro_refuse(&t.m, EVENT_WISH, t.household, 0, 0);
    cr_assert_eq(w->household.wish_since[t.household], NOW);
    micro_apply(&t.m, EVENT_WISH_LAPSES, t.household, 0, 0);
    cr_assert_eq(w->household.wish_since[t.household], -1);
    cr_assert_eq(w->household.event_week[t.household], -1); /* a wish is no event of its own */
    int32_t away = micro_household(&t.m, AREA_OUTSIDE);
    micro_person(&t.m, away, 40, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
    micro_refuse(&t.m, EVENT_WISH, away, 0, 0);
    micro_free(&t.m);
}

/* Fails when somebody of the household stays behind, when the old dwelling
 * stays occupied, when the wish is not fulfilled, or when two households share
 * a dwelling. */
Test(household, moves_with_all_its_members)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    int32_t home = micro_dwelling(&t.m, 2, TENURE_OWNER, 4);
    w->household.wish_since[t.household] = NOW - 20;
    w->household.link_until[t.household] = NOW + 9;
    micro_apply(&t.m, EVENT_MOVE, t.household, home, t.dwelling);
    for (int32_t i = t.anna; i <= t.carl; i++)
        cr_assert_eq(w->person.row[i].area, 2);
    cr_assert_eq(w->household.dwelling[t.household], home);
    cr_assert_eq(w->household.wish_since[t.household], -1);
    cr_assert_eq(w->household.event_week[t.household], NOW);
    cr_assert_eq(w->household.link_until[t.household], NOW + 9);
    cr_assert_eq(w->dwelling.household[home], t.household);
    cr_assert_eq(w->dwelling.vacant_since[home], -1);
    cr_assert_eq(w->dwelling.household[t.dwelling], -1);
    cr_assert_eq(w->dwelling.vacant_since[t.dwelling], NOW);
    cr_assert_eq(w->person.row[t.bent].slot, t.slot); /* jobs and places stay */
    cr_assert_eq(w->person.row[t.anna].placement, t.place);
    int32_t other = micro_household(&t.m, 1);
    micro_person(&t.m, other, 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    micro_refuse(&t.m, EVENT_MOVE, other, home, w->household.dwelling[other]);
    micro_free(&t.m);
}

/* Fails when the identity does not come from mother and number of birth, or
 * when counts, residence or columns of the child are wrong. */
Test(birth, identity_from_mother_and_number)
{
    struct home_town t;
    make(&t);
    struct world *w = &t.m.world;
    uint64_t mother = w->person.key[t.anna];
    w->person.row[t.anna].origin = ORIGIN_NONWESTERN;
    w->person.row[t.anna].births = 2;
    w->person.row[t.anna].readiness = 30;
    for (int nth = 3; nth <= 4; nth++) {
        micro_apply(&t.m, EVENT_BIRTH, t.anna, 0, 0);
        int32_t child = world_find_person(w, hash_identity(HASH_CHILD, mother, (uint64_t)nth, 0));
        cr_assert_geq(child, 0);
        cr_assert_eq(w->person.row[t.anna].births, nth);
        cr_assert_eq(w->person.row[child].birth_week, NOW);
        cr_assert_eq(w->person.row[child].status, STATUS_CHILD);
        cr_assert_eq(w->person.row[child].status_since, NOW + 1);
        cr_assert_eq(w->person.row[child].origin, ORIGIN_NONWESTERN);
        cr_assert_eq(w->person.row[child].area, 0);
        cr_assert_eq(w->person.row[child].household, t.household);
        cr_assert_eq(w->person.row[child].education, EDUCATION_BASIC);
        cr_assert_eq(w->person.row[child].births, 0);
        cr_assert_eq(w->person.row[child].hours, 0);
        cr_assert(w->person.row[child].slot == -1 && w->person.row[child].placement == -1);
        cr_assert(w->person.row[child].until == -1 && w->person.row[child].job_since == -1 &&
                  w->person.row[child].effect_from == -1);
        cr_assert_leq(w->person.row[child].readiness, 100);
        cr_assert_eq(w->household.children[t.household], nth - 1);
        cr_assert_eq(w->household.adults[t.household], 2);
    }
    micro_apply(&t.m, EVENT_DEATH, t.anna, 0, 0);
    micro_refuse(&t.m, EVENT_BIRTH, t.anna, 0, 0); /* no orphans of the dead */
    micro_free(&t.m);
}

/* Boys and girls by the share. Fails when the sexes are swapped or drawn by the
 * mother's key. */
Test(birth, boys_by_their_share)
{
    struct home_town t;
    make(&t);
    micro_params(&t.m)->family.boys = FIXED_ONE * 9 / 10;
    for (int n = 0; n < 200; n++)
        cr_assert(micro_try(&t.m, EVENT_BIRTH, t.anna, 0, 0));
    int boys = 0;
    for (int32_t i = t.carl + 1; i < t.m.world.person.count; i++)
        boys += t.m.world.person.row[i].sex == SEX_MALE;
    cr_assert(boys > 160 && boys < 196, "%d boys of 200, expected 180", boys);
    micro_free(&t.m);
}

/* Let the household at an address of the pool move in. */
static int32_t arrive(struct micro *m, int32_t type, int32_t address, int32_t dwelling)
{
    struct seeker seeker = {.key = pool_member_key(m->week.place_key, type, address, 0),
                            .household = -1,
                            .type = type,
                            .address = address};
    m->week.seekers.count = 0;
    cr_assert_eq(vec_push(&m->week.seekers, seeker), 0);
    struct event event = {.key = seeker.key, .subject = 0, .a = dwelling, .kind = EVENT_ARRIVE};
    m->week.changes.event = EVENT_ARRIVE;
    return m->week.behaviour->rules[EVENT_ARRIVE](&m->week, &event) ? m->world.household.count - 1
                                                                    : -1;
}

/* Who arrives is who lives at the address. Fails when identities, attributes or
 * counts differ from the pool's, when the oldest does not lend the key, or when
 * those in work lose the job they had. */
Test(arrive, the_people_of_the_address_move_in)
{
    struct micro m;
    micro_start(&m);
    struct world *w = &m.world;
    int workers = 0, children = 0;
    for (int32_t type = 0; type < m.week.schedules->pool.count; type++)
        for (int32_t address = 0; address < 12; address++) {
            struct pool_household from;
            pool_household(&m.week, type, address, &from);
            int32_t d = micro_dwelling(&m, address % 3, TENURE_OWNER, 4), first = w->person.count;
            int32_t h = arrive(&m, type, address, d);
            cr_assert_geq(h, 0);
            micro_assert_sound(&m);
            cr_assert_eq(w->person.count, first + from.adults + from.children);
            cr_assert_eq(w->household.adults[h], from.adults);
            cr_assert_eq(w->household.children[h], from.children);
            cr_assert_eq(w->household.key[h], from.members[0].key);
            cr_assert_eq(w->household.reference[h], first);
            cr_assert_eq(w->household.dwelling[h], d);
            cr_assert_eq(w->household.event_week[h], NOW);
            cr_assert_eq(w->household.wish_since[h], -1);
            cr_assert_eq(w->dwelling.household[d], h);
            for (int n = 0; n < from.adults + from.children; n++) {
                int32_t i = first + n;
                const struct pool_member *member = &from.members[n];
                bool works = member->status == STATUS_EMPLOYED;
                cr_assert_eq(w->person.key[i], pool_member_key(m.week.place_key, type, address, n));
                cr_assert_eq(w->person.key[i], member->key);
                cr_assert_eq(w->person.row[i].birth_week, member->birth_week);
                cr_assert_eq(w->person.row[i].sex, member->sex);
                cr_assert_eq(w->person.row[i].origin, member->origin);
                cr_assert_eq(w->person.row[i].education, member->education);
                cr_assert(w->person.row[i].status == member->status ||
                          (member->status == STATUS_CASH_BENEFIT &&
                           w->person.row[i].status == STATUS_INTEGRATION_BENEFIT &&
                           NOW - w->person.row[i].arrived < 365));
                cr_assert_eq(w->person.row[i].area, address % 3);
                cr_assert_eq(w->person.row[i].slot, works ? SLOT_OUTSIDE : -1);
                cr_assert_eq(w->person.row[i].hours, works ? member->hours : 0);
                cr_assert_eq(w->person.row[i].job_since, works ? NOW + 1 - member->tenure : -1);
                cr_assert_eq(w->person.row[i].status == STATUS_CHILD, world_age(w, i) < 18);
                cr_assert_eq(w->person.row[i].until >= 0,
                             member->status == STATUS_EDUCATION ||
                                 member->status == STATUS_INSURED_UNEMPLOYED);
                cr_assert_geq(member->birth_week, from.members[0].birth_week);
                workers += works;
                children += member->status == STATUS_CHILD;
            }
        }
    cr_assert(workers > 20 && children > 10);
    micro_free(&m);
}

/* An address keeps its people for the year, and is empty once they have come.
 * Fails when the pool is keyed by week, or when a used address applies again.
 */
Test(arrive, a_used_address_is_empty)
{
    struct micro m;
    micro_start(&m);
    struct pool_household a, b;
    pool_household(&m.week, 5, 3, &a);
    micro_week(&m, NOW + 1);
    pool_household(&m.week, 5, 3, &b);
    cr_assert_eq(memcmp(&a.members[0].key, &b.members[0].key, sizeof(uint64_t)), 0);
    cr_assert_eq(a.adults, b.adults);
    cr_assert_eq(a.children, b.children);
    for (int n = 0; n < a.adults + a.children; n++)
        cr_assert_eq(a.members[n].status, b.members[n].status);
    int32_t d = micro_dwelling(&m, 0, TENURE_OWNER, 4);
    cr_assert_geq(arrive(&m, 5, 3, d), 0);
    cr_assert_eq(arrive(&m, 5, 4, d), -1); /* the dwelling is taken */
    /* the same household cannot come a second time: its identity is here */
    int32_t people = m.world.person.count;
    cr_assert_eq(arrive(&m, 5, 3, micro_dwelling(&m, 0, TENURE_OWNER, 4)), -1);
    cr_assert_eq(m.week.fault.code, LOFT_ELAW);
    cr_assert_eq(m.world.person.count, people);
    micro_free(&m);
}

/* No household of the pool applies twice in a run: an ARRIVE for each key at
 * most. */
static void note_arrivals(void *context, struct simulation *s)
{
    happening_vec *list = context;
    for (int64_t n = 0; n < s->week.applied.count; n++)
        if (s->week.applied.data[n].kind == EVENT_ARRIVE)
            happenings_add(list, &s->world, 0, &s->week.applied.data[n]);
}

/* With few addresses they run out. Fails when world_find_person is not asked
 * before applying (then the run ends with LOFT_ELAW). */
Test(arrive, the_pool_is_finite)
{
    struct village v;
    village_make(&v, 200);
    village_params(&v)->migration.addresses = 5;
    happening_vec list = {0};
    struct simulate_options options = {.watch = note_arrivals, .watch_context = &list};
    village_digest(&v, &options);
    happenings_sort(&list);
    cr_assert_gt(list.count, 20);
    cr_assert_leq(list.count, 5 * v.study.experiment.variants[0].schedules.pool.count);
    for (int64_t n = 1; n < list.count; n++)
        cr_assert_neq(list.data[n - 1].key, list.data[n].key);
    vec_clear(&list);
    village_free(&v);
}
