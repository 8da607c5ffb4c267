/* SPDX-License-Identifier: MIT */
#include "village.h"

#include "loft/model/letting.h"
#include "loft/world/household.h"

/* Promises 3 and 5 on the people of the village: luck belongs to the person; more chance or a
 * better alternative never takes anything away from the one who has it. */

/* --- promise 3: events of people whom a process did not touch --- */

typedef VEC(uint64_t) key_vec;

/* A run's events, and the households (by all their members) in which `process` did something. */
struct record {
    enum process process;
    happening_vec events;
    key_vec touched;
    int32_t *home; /* household of each person on Monday */
    int32_t people;
    int64_t own; /* events of the process */
};

static void remember_homes(struct record *r, const struct world *w)
{
    r->people = w->person.count;
    r->home = realloc(r->home, (size_t)r->people * sizeof *r->home);
    for (int32_t i = 0; i < r->people; i++)
        r->home[i] = w->person.row[i].household;
}

static void touch_household(struct record *r, const struct world *w, int32_t household)
{
    for (int32_t i = 0; i < w->person.count; i++)
        if (w->person.row[i].household == household || (i < r->people && r->home[i] == household))
            cr_assert_eq(vec_push(&r->touched, w->person.key[i]), 0);
}

/* Leaving home for another municipality needs two processes. */
static bool belongs_to(const struct event *event, enum process process)
{
    return event_processes[event->kind] == process ||
           (event->kind == EVENT_MOVE_AWAY && process == PROCESS_MIGRATION);
}

static void note_week(void *context, struct simulation *s)
{
    struct record *r = context;
    const struct world *w = &s->world;
    for (int64_t n = 0; n < s->week.applied.count; n++) {
        const struct event *event = &s->week.applied.data[n];
        /* getting to know each other takes two: what one does, the other sees */
        if (event->kind != EVENT_TIE)
            happenings_add(&r->events, w, s->week.now, event);
        if (!belongs_to(event, r->process))
            continue;
        r->own++;
        int32_t i = world_find_person(w, event->key);
        if (i >= 0) /* commuters' slots have no household */
            touch_household(r, w, i < r->people ? r->home[i] : w->person.row[i].household);
        cr_assert_eq(vec_push(&r->touched, event->key), 0);
    }
    remember_homes(r, w);
}

static void record_run(struct village *v, enum process process, struct record *r)
{
    *r = (struct record){.process = process};
    remember_homes(r, &v->study.experiment.world);
    struct simulate_options options = {.watch = note_week, .watch_context = r};
    village_digest(v, &options);
}

static void record_free(struct record *r)
{
    vec_clear(&r->events);
    vec_clear(&r->touched);
    free(r->home);
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Events of everybody who was touched in neither run, sorted; births count under the mother. */
static void keep_untouched(const struct record *r, const key_vec *touched, happening_vec *kept)
{
    *kept = (happening_vec){0};
    for (int64_t n = 0; n < r->events.count; n++)
        if (bsearch(&r->events.data[n].key, touched->data, (size_t)touched->count,
                    sizeof *touched->data, by_key) == NULL)
            cr_assert_eq(vec_push(kept, r->events.data[n]), 0);
    happenings_sort(kept);
}

static void compare_untouched(const struct record *a, const struct record *b)
{
    key_vec touched = {0};
    const struct record *both[2] = {a, b};
    for (int k = 0; k < 2; k++)
        for (int64_t n = 0; n < both[k]->touched.count; n++)
            cr_assert_eq(vec_push(&touched, both[k]->touched.data[n]), 0);
    if (touched.count > 0)
        qsort(touched.data, (size_t)touched.count, sizeof *touched.data, by_key);
    happening_vec x, y;
    keep_untouched(a, &touched, &x);
    keep_untouched(b, &touched, &y);
    cr_assert_gt(x.count, 60, "only %d events to compare", (int)x.count);
    cr_assert_eq(happenings_differ(&x, &y), 0, "%s moved the events of %d people it did not touch",
                 process_ids[a->process], (int)happenings_differ(&x, &y));
    vec_clear(&x);
    vec_clear(&y);
    vec_clear(&touched);
}

/* Without competition nobody is in another's way: no vacancies, nobody sees a dwelling, nobody
 * waits for one, there are more programme places than people, and nobody looks for a partner. */
static void close_markets(struct params *p)
{
    p->hiring.enabled = 0;
    p->moving.sight_social = p->moving.sight_market = 0;
    p->migration.applications = 0;
    p->family.union_factor = 0;
}

static const struct {
    enum process process;
    const char *name, *factor;
} raises[] = {
    {PROCESS_FAMILY, "family", "1.4"},         {PROCESS_HEALTH, "health", "2.9"},
    {PROCESS_EDUCATION, "education", "3"},     {PROCESS_SEPARATION, "separation", "2"},
    {PROCESS_MIGRATION, "migration", "1.3"},   {PROCESS_SEARCH, "search", "2"},
    {PROCESS_ACTIVATION, "activation", "2.5"}, {PROCESS_MOVING, "moving", "1.6"},
};

/* Two years. Fails when a draw is keyed by a counter over events, or with cumulative thresholds;
 * and when the raised process does not happen more often. */
Test(luck, a_raised_process_leaves_untouched_people_alone)
{
    struct village v;
    village_make(&v, 104);
    close_markets(village_params(&v));
    for (size_t k = 0; k < sizeof raises / sizeof *raises; k++) {
        struct record base, raised;
        village_policies(&v, NULL, 0);
        record_run(&v, raises[k].process, &base);
        struct policy policy = hazard_policy(raises[k].name, raises[k].factor);
        village_policies(&v, &policy, 1);
        record_run(&v, raises[k].process, &raised);
        cr_assert_gt(raised.own, base.own, "%s", raises[k].name);
        compare_untouched(&base, &raised);
        record_free(&base);
        record_free(&raised);
        policies_clear(&policy, 1);
    }
    village_free(&v);
}

/* Two years. Fails when a switch is asked for in the wrong place (an event that is filed by a due
 * week goes by another process's switch), or when a draw depends on how many were drawn before. */
Test(luck, a_process_switched_off_leaves_untouched_people_alone)
{
    static const enum process off[] = {
        PROCESS_FAMILY, PROCESS_HEALTH, PROCESS_EDUCATION,  PROCESS_SEPARATION, PROCESS_MIGRATION,
        PROCESS_AGEING, PROCESS_SEARCH, PROCESS_ACTIVATION, PROCESS_MOVING,     PROCESS_TIES};
    struct village v;
    village_make(&v, 104);
    close_markets(village_params(&v));
    for (size_t k = 0; k < sizeof off / sizeof *off; k++) {
        struct record base, without;
        record_run(&v, off[k], &base);
        *village_switch(village_params(&v), off[k]) = 0;
        record_run(&v, off[k], &without);
        *village_switch(village_params(&v), off[k]) = 1;
        cr_assert_gt(base.own, 10, "%s", process_ids[off[k]]);
        cr_assert_eq(without.own, 0, "%s happened although it was off", process_ids[off[k]]);
        compare_untouched(&base, &without);
        record_free(&base);
        record_free(&without);
    }
    village_free(&v);
}

/* One week with all markets open: what is filed by *act* (before any market) differs by the raised
 * process alone. Fails when a uniform is shared by two purposes, or a lever writes to another
 * process. */
static void filed(struct village *v, struct policy *policy, happening_vec *list)
{
    struct simulation s;
    village_policies(v, policy, policy != NULL);
    stepper_start(&s, village_experiment(v));
    *list = (happening_vec){0};
    for (int week = 0; week < 3; week++) {
        stepper_week(&s, s.world.start_week + week);
        stepper_run(&s, STEP_CALENDAR, STEP_ACT);
        for (int64_t n = 0; n < s.week.events.count; n++)
            happenings_add(list, &s.world, s.week.now, &s.week.events.data[n]);
    }
    happenings_sort(list);
    stepper_end(&s);
}

Test(luck, what_is_filed_differs_by_the_raised_process_alone)
{
    struct village v;
    village_make(&v, 4);
    happening_vec base, raised;
    filed(&v, NULL, &base);
    for (size_t k = 0; k < sizeof raises / sizeof *raises; k++) {
        struct policy policy = hazard_policy(raises[k].name, raises[k].factor);
        filed(&v, &policy, &raised);
        int64_t kept = 0; /* only what the raised process added may be left over */
        for (int64_t n = 0; n < raised.count; n++) {
            bool found = bsearch(&raised.data[n], base.data, (size_t)base.count, sizeof *base.data,
                                 happening_compare) != NULL;
            cr_assert(found || event_processes[raised.data[n].kind] == raises[k].process);
            kept += found;
        }
        cr_assert_eq(kept, base.count, "%s took events away", raises[k].name);
        vec_clear(&raised);
        policies_clear(&policy, 1);
    }
    vec_clear(&base);
    village_free(&v);
}

/* --- promise 5: claims of one chooser --- */

static int claim_compare(const void *a, const void *b)
{
    const struct claim *x = a, *y = b;
    if (x->claimant_key != y->claimant_key)
        return x->claimant_key < y->claimant_key ? -1 : 1;
    return (x->slot_key > y->slot_key) - (x->slot_key < y->slot_key);
}

/* A labour market with something to choose: every second commuter's slot is open. */
static void open_slots(struct experiment *e)
{
    struct slot *slot = &e->world.slot;
    bool open = false;
    for (int32_t i = 0; i < slot->count; i++)
        if (slot->person[i] == SLOT_COMMUTER && (open = !open)) {
            slot->person[i] = -1;
            slot->since[i] = (int16_t)(e->plan.start_week - 3);
        }
}

/* A week up to *act*, claims sorted by identities. */
static void claims_of_week(struct simulation *s, const struct experiment *e)
{
    stepper_start(s, e);
    stepper_week(s, s->world.start_week);
    stepper_run(s, STEP_CALENDAR, STEP_ACT);
    claim_vec *markets[2] = {&s->week.jobs.claims, &s->week.homes.claims};
    for (int m = 0; m < 2; m++)
        qsort(markets[m]->data, (size_t)markets[m]->count, sizeof(struct claim), claim_compare);
}

static bool same_claim(const struct claim *a, const struct claim *b)
{
    return a->utility == b->utility && a->score == b->score && a->noise == b->noise &&
           a->channel == b->channel;
}

static const struct claim *find_claim(const claim_vec *claims, const struct claim *like)
{
    return claims->count == 0
               ? NULL
               : bsearch(like, claims->data, (size_t)claims->count, sizeof *like, claim_compare);
}

/* Raising search or call-backs: everybody keeps all claims, unchanged; people outside the target
 * group get none besides. Fails when a vacancy is picked by its place in a list, when the call-back
 * is drawn by number of claims, or when the target group is not asked for. */
Test(monotone, raising_search_or_hiring_never_removes_a_claim)
{
    static const char *const processes[2] = {"search", "hiring"}, *const factors[2] = {"3.5", "3"};
    struct village v;
    village_read(&v, "village", 4, NULL, 0);
    struct experiment *e = village_experiment(&v);
    uint64_t all = ~(uint64_t)0; /* women of 25-44 who are not of Danish origin, in the estate */
    e->targets[0] = (struct target){{25, 44}, {0, 9999}, 1u << SEX_FEMALE, 6, all, all};
    e->target_count = 1;
    village_populate(&v);
    open_slots(e);
    village_params(&v)->hiring.call_back = FIXED_ONE * 3 / 10;
    village_params(&v)->student_jobs.looks = 0;   /* its cap leaves no room for such factors */
    village_params(&v)->search.outside_offer = 0; /* who finds a job outside does not claim */
    struct simulation base, raised;
    claims_of_week(&base, e);
    int64_t claims = base.week.jobs.claims.count;
    cr_assert_gt(claims, 10);
    for (int k = 0; k < 4; k++) {
        struct policy policy = hazard_policy(processes[k % 2], factors[k % 2]);
        policy.target = k < 2 ? TARGET_EVERYONE : 0;
        policy.areas = k < 2 ? ~0u : 1u << 0;
        village_policies(&v, &policy, 1);
        claims_of_week(&raised, e);
        const claim_vec *more = &raised.week.jobs.claims;
        cr_assert_geq(more->count, claims + (k < 2 ? 10 : 1), "%s", processes[k % 2]);
        for (int64_t n = 0; n < claims; n++) {
            const struct claim *had = &base.week.jobs.claims.data[n];
            const struct claim *has = find_claim(more, had);
            cr_assert(has != NULL && same_claim(had, has), "%s removed a claim", processes[k % 2]);
        }
        for (int64_t n = 0; n < more->count; n++) {
            int32_t i = more->data[n].claimant;
            if (find_claim(&base.week.jobs.claims, &more->data[n]) != NULL || k < 2)
                continue;
            int age = world_age(&raised.world, i);
            cr_assert(i >= 0 && age >= 25 && age <= 44 && raised.world.person.row[i].area == 0 &&
                      raised.world.person.row[i].sex == SEX_FEMALE &&
                      raised.world.person.row[i].origin != ORIGIN_DANISH);
        }
        stepper_end(&raised);
        policies_clear(&policy, 1);
    }
    stepper_end(&base);
    village_free(&v);
}

/* One person's chances by direct call. Fails when week_chance divides, or rounds down to a smaller
 * chance for a larger factor. */
Test(monotone, chances_rise_with_the_factor)
{
    struct village v;
    village_make(&v, 1);
    struct simulation s;
    stepper_start(&s, village_experiment(&v));
    stepper_week(&s, s.world.start_week);
    static const char *const factors[] = {"0", "0.5", "0.9", "1", "1.05", "2", "4"};
    for (int32_t i = 0; i < s.world.person.count; i += 7) {
        int64_t search = -1, hiring = -1;
        for (size_t k = 0; k < sizeof factors / sizeof *factors; k++) {
            struct policy policies[2] = {hazard_policy("search", factors[k]),
                                         hazard_policy("hiring", factors[k])};
            policies[0].from = policies[1].from = s.week.now;
            cr_assert_eq(policy_calendar(policies, 2, &s.week), 0);
            int64_t x = search_chance(&s.week, i), y = hiring_chance(&s.week, i);
            cr_assert_geq(x, search);
            cr_assert_geq(y, hiring);
            cr_assert(k > 0 || (x == 0 && y == 0));
            search = x;
            hiring = y;
            policies_clear(policies, 2);
        }
    }
    stepper_end(&s);
    village_free(&v);
}

/* What one chooser alone in the market takes: the best of the claims. */
static const struct claim *choice_of(const claim_vec *claims, uint64_t key)
{
    const struct claim *best = NULL;
    for (int64_t n = 0; n < claims->count; n++) {
        const struct claim *c = &claims->data[n];
        if (c->claimant_key != key)
            continue;
        if (best == NULL || c->utility > best->utility ||
            (c->utility == best->utility && c->slot_key < best->slot_key))
            best = c;
    }
    return best;
}

/* Compare choosers before and after one alternative got better: choices stay or move to it, other
 * claims are as they were, and the allocator agrees with the choice of each. Returns who moved. */
static int64_t check_choices(struct simulation *after, claim_vec *x, claim_vec *y,
                             uint64_t improved, int32_t slots)
{
    int64_t moved = 0;
    for (int64_t n = 0; n < x->count; n++) {
        const struct claim *was = &x->data[n], *is = find_claim(y, was);
        cr_assert_not_null(is, "a claim was lost");
        if (was->slot_key == improved)
            cr_assert_geq(is->utility, was->utility);
        else
            cr_assert_eq(is->utility, was->utility);
    }
    for (int64_t n = 0; n < y->count; n++)
        cr_assert(find_claim(x, &y->data[n]) != NULL || y->data[n].slot_key == improved);
    for (int64_t n = 0; n < y->count; n++) {
        uint64_t key = y->data[n].claimant_key;
        if (n > 0 && y->data[n - 1].claimant_key == key)
            continue;
        const struct claim *a = choice_of(x, key), *b = choice_of(y, key);
        cr_assert(b->slot_key == improved || (a != NULL && a->slot_key == b->slot_key));
        moved += a == NULL || a->slot_key != b->slot_key;
        claim_vec alone = {0}; /* the others' choices held: nobody else claims */
        for (int64_t m = 0; m < y->count; m++)
            if (y->data[m].claimant_key == key)
                cr_assert_eq(vec_push(&alone, y->data[m]), 0);
        uint64_t chosen = b->slot_key;
        cr_assert_eq(
            allocator_run(after->week.allocator, alone.data, (int32_t)alone.count, slots, 1, 0), 0);
        for (int64_t m = 0; m < alone.count; m++)
            cr_assert_eq(alone.data[m].awarded, alone.data[m].slot_key == chosen);
        vec_clear(&alone);
    }
    return moved;
}

/* A vacancy offers more hours. Fails when utility falls with hours, or when the noise about a
 * vacancy is drawn anew for every look (keyed by number of the look). */
Test(monotone, a_better_vacancy_is_chosen_more)
{
    struct village v;
    village_make(&v, 4);
    struct experiment *e = village_experiment(&v);
    open_slots(e);
    village_params(&v)->search.weekly = FIXED_ONE; /* everybody searches and is called back */
    village_params(&v)->hiring.call_back = FIXED_ONE;
    struct simulation before, after;
    claims_of_week(&before, e);
    int64_t moved = 0, tried = 0;
    for (int64_t n = 0; n < before.week.jobs.claims.count && tried < 12; n += 37) {
        int32_t slot = before.week.jobs.claims.data[n].slot;
        uint8_t hours = e->world.slot.hours[slot];
        e->world.slot.hours[slot] = (uint8_t)(hours + 180);
        claims_of_week(&after, e);
        moved += check_choices(&after, &before.week.jobs.claims, &after.week.jobs.claims,
                               e->world.slot.key[slot], e->world.slot.count);
        e->world.slot.hours[slot] = hours;
        stepper_end(&after);
        tried++;
    }
    cr_assert_gt(tried, 5);
    cr_assert_gt(moved, tried);
    stepper_end(&before);
    village_free(&v);
}

/* A vacant dwelling becomes cheaper. Fails when utility rises with rent, when a household's limit
 * moves with the offer, or when the noise about a dwelling is not lasting and its own. */
Test(monotone, a_cheaper_dwelling_is_chosen_more)
{
    struct village v;
    village_make(&v, 4);
    struct experiment *e = village_experiment(&v);
    struct params *p = village_params(&v);
    p->moving.search = p->moving.sight_social = p->moving.sight_market = FIXED_ONE;
    p->moving.reluctance = -3 * FACTOR_ONE;
    p->migration.applications = 60;
    struct simulation before, after;
    claims_of_week(&before, e);
    cr_assert_gt(before.week.homes.claims.count, 100);
    int64_t moved = 0, tried = 0;
    for (int64_t n = 0; n < before.week.homes.claims.count && tried < 8; n += 97) {
        int32_t dwelling = before.week.homes.claims.data[n].slot;
        int32_t rent = e->world.dwelling.rent[dwelling];
        e->world.dwelling.rent[dwelling] = rent / 3;
        claims_of_week(&after, e);
        moved += check_choices(&after, &before.week.homes.claims, &after.week.homes.claims,
                               e->world.dwelling.key[dwelling], e->world.dwelling.count);
        e->world.dwelling.rent[dwelling] = rent;
        stepper_end(&after);
        tried++;
    }
    cr_assert_gt(tried, 3);
    cr_assert_gt(moved, tried);
    stepper_end(&before);
    village_free(&v);
}
