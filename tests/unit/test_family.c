/* SPDX-License-Identifier: MIT */
#include "micro.h"

#include "loft/model/kin.h"
#include "loft/model/leaving.h"

/* What events do to couples, to those who leave a household, and to parents in work. */

enum { NOW = MICRO_WEEK };

/* Eva (40, lone, with Finn, 8) in area 0; Gorm (42) in area 1; a couple, Hans (50) and Ida (48),
 * with Jens (20), Karla (10), theirs, in area 2. */
struct street {
    struct micro m;
    int32_t eva, finn, gorm, hans, ida, jens, karla;
    int32_t evas, gorms, hanss; /* households */
};

static void make(struct street *s)
{
    struct micro *m = &s->m;
    micro_start(m);
    struct person *p = &m->world.person;
    s->evas = micro_household(m, 0);
    s->eva = micro_person(m, s->evas, 40, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    s->finn = micro_person(m, s->evas, 8, SEX_MALE, STATUS_CHILD, 0);
    s->gorms = micro_household(m, 1);
    s->gorm = micro_person(m, s->gorms, 42, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    s->hanss = micro_household(m, 2);
    s->hans = micro_person(m, s->hanss, 50, SEX_MALE, STATUS_EMPLOYED, 37);
    s->ida = micro_person(m, s->hanss, 48, SEX_FEMALE, STATUS_EMPLOYED, 37);
    s->jens = micro_person(m, s->hanss, 20, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    s->karla = micro_person(m, s->hanss, 10, SEX_FEMALE, STATUS_CHILD, 0);
    p->mother[s->finn] = s->eva;
    p->mother[s->jens] = p->mother[s->karla] = s->ida;
    p->father[s->jens] = p->father[s->karla] = s->hans;
    p->partner[s->hans] = s->ida;
    p->partner[s->ida] = s->hans;
    p->couple[s->hans] = p->couple[s->ida] = COUPLE_COHABITING;
    p->couple_since[s->hans] = p->couple_since[s->ida] = NOW - 104;
    micro_assert_sound(m);
}

static int32_t first_of(const struct world *w, int32_t a, int32_t b)
{
    return w->person.key[a] < w->person.key[b] ? a : b;
}

static void next_week(struct street *s)
{
    micro_week(&s->m, s->m.week.now + 1);
}

/* A partner who dies leaves a widow. Fails when the survivor keeps a dead partner, or the tenancy.
 */
Test(couple, death_ends_it)
{
    struct street s;
    make(&s);
    const struct world *w = &s.m.world;
    micro_apply(&s.m, EVENT_DEATH, s.hans, 0, 0);
    cr_assert_eq(w->person.partner[s.ida], -1);
    cr_assert_eq(w->person.couple[s.ida], COUPLE_NONE);
    cr_assert_eq(w->person.partner[s.hans], -1);
    cr_assert_eq(w->household.reference[s.hanss], s.ida);
    micro_refuse(&s.m, EVENT_PART, s.ida, 0, 0);
    micro_free(&s.m);
}

/* The household that is awarded a dwelling by parting: it stays one until then, and one household
 * event a week. Fails when a parted partner leaves at once, when the tenant goes without handing
 * the tenancy over, when children get lost or go with the wrong parent. */
static void part_and_move(int64_t man_leaves, int64_t custody_mother)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    micro_params(&s.m)->family.man_leaves = man_leaves;
    micro_params(&s.m)->family.custody_mother = custody_mother;
    int32_t leaver = man_leaves > 0 ? s.hans : s.ida, stayer = man_leaves > 0 ? s.ida : s.hans;
    int32_t first = first_of(w, s.hans, s.ida), home = micro_dwelling(&s.m, 1, TENURE_SOCIAL, 2);
    micro_apply(&s.m, EVENT_PART, first, 0, 0);
    cr_assert_eq(w->person.partner[s.hans], -1);
    cr_assert_eq(w->person.household[leaver], s.hanss);
    cr_assert_eq(w->household.reference[s.hanss], stayer);
    cr_assert_eq(w->household.key[s.hanss], w->person.key[stayer]);
    cr_assert_eq(w->person.leave_since[leaver], NOW);
    micro_refuse(&s.m, EVENT_MOVE_OUT, leaver, home, 0); /* one event a week */
    next_week(&s);
    bool karla_goes = (custody_mother > 0) == (leaver == s.ida);
    cr_assert_eq(kin_children_along(&s.m.week, leaver), karla_goes);
    int32_t households = w->household.count;
    micro_apply(&s.m, EVENT_MOVE_OUT, leaver, home, 0);
    cr_assert_eq(w->household.count, households + 1);
    int32_t h = w->person.household[leaver];
    cr_assert_eq(h, households);
    cr_assert_eq(w->household.key[h], w->person.key[leaver]);
    cr_assert_eq(w->household.dwelling[h], home);
    cr_assert_eq(w->household.adults[h], 1);
    cr_assert_eq(w->household.children[h], karla_goes);
    cr_assert_eq(w->person.household[s.karla], karla_goes ? h : s.hanss);
    cr_assert_eq(w->person.area[s.karla], karla_goes ? 1 : 2);
    cr_assert_eq(w->person.household[s.jens], s.hanss);
    cr_assert_eq(w->household.adults[s.hanss], 2);
    cr_assert_eq(w->person.leave_since[leaver], 0);
    cr_assert_eq(w->household.event_week[s.hanss], NOW + 1);
    micro_free(&s.m);
}

Test(couple, parting_is_a_wish_until_there_is_a_dwelling)
{
    part_and_move(0, 0);
    part_and_move(0, FIXED_ONE);
    part_and_move(FIXED_ONE, 0);
    part_and_move(FIXED_ONE, FIXED_ONE);
}

/* Two households become one in the dwelling with more rooms per person; the other one falls vacant.
 * Fails when the smaller one is taken, when it stays let, or when the child is left behind. */
Test(couple, merges_into_the_dwelling_with_more_rooms)
{
    for (int gorms_rooms = 2; gorms_rooms <= 4; gorms_rooms += 2) {
        struct street s;
        make(&s);
        struct world *w = &s.m.world;
        int32_t eva_home = w->household.dwelling[s.evas];
        int32_t gorm_home = w->household.dwelling[s.gorms];
        w->dwelling.rooms[gorm_home] = (uint8_t)gorms_rooms; /* Eva's has 3 */
        int32_t i = first_of(w, s.eva, s.gorm), j = i == s.eva ? s.gorm : s.eva;
        micro_apply(&s.m, EVENT_COUPLE, i, j, 0);
        int32_t to = gorms_rooms > 3 ? s.gorms : s.evas, from = to == s.evas ? s.gorms : s.evas;
        cr_assert_eq(w->person.partner[s.eva], s.gorm);
        cr_assert_eq(w->person.couple[s.gorm], COUPLE_COHABITING);
        cr_assert_eq(w->person.couple_since[s.eva], NOW + 1);
        cr_assert_eq(w->person.household[s.eva], to);
        cr_assert_eq(w->person.household[s.gorm], to);
        cr_assert_eq(w->person.household[s.finn], to);
        cr_assert_eq(w->household.adults[to], 2);
        cr_assert_eq(w->household.children[to], 1);
        cr_assert_eq(w->household.reference[from], -1);
        int32_t vacated = to == s.gorms ? eva_home : gorm_home;
        cr_assert_eq(w->dwelling.household[vacated], -1);
        cr_assert_eq(w->dwelling.vacant_since[vacated], NOW);
        micro_free(&s.m);
    }
}

/* Somebody who lives with the parents moves in with the partner; the parents stay, nothing falls
 * vacant. Fails when the whole household goes, or the partner moves in with the parents. */
Test(couple, who_lives_at_home_moves_out)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    w->person.leave_since[s.jens] = NOW - 3;
    int32_t i = first_of(w, s.eva, s.jens), j = i == s.eva ? s.jens : s.eva;
    micro_apply(&s.m, EVENT_COUPLE, i, j, 0);
    cr_assert_eq(w->person.household[s.jens], s.evas);
    cr_assert_eq(w->person.area[s.jens], 0);
    cr_assert_eq(w->person.leave_since[s.jens], 0);
    cr_assert_eq(w->household.adults[s.hanss], 2);
    cr_assert_eq(w->household.reference[s.hanss], s.hans);
    micro_free(&s.m);
}

/* Preconditions of a couple. Fails when one of them is dropped: relatives, partners, children, one
 * household, people who left, a household that had its event this week. */
Test(couple, is_refused)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    micro_refuse(&s.m, EVENT_COUPLE, s.eva, s.hans, 0);  /* has a partner */
    micro_refuse(&s.m, EVENT_COUPLE, s.gorm, s.finn, 0); /* a child */
    micro_refuse(&s.m, EVENT_COUPLE, s.jens, s.jens, 0);
    w->person.mother[s.gorm] = s.eva;
    micro_refuse(&s.m, EVENT_COUPLE, s.eva, s.gorm, 0); /* mother and son */
    w->person.mother[s.eva] = w->person.mother[s.gorm] = s.ida;
    micro_refuse(&s.m, EVENT_COUPLE, s.eva, s.gorm, 0); /* siblings */
    w->person.mother[s.eva] = w->person.mother[s.gorm] = -1;
    w->household.event_week[s.gorms] = NOW;
    micro_refuse(&s.m, EVENT_COUPLE, s.eva, s.gorm, 0);
    next_week(&s);
    micro_apply(&s.m, EVENT_LEAVE, s.gorms, 0, 1);
    next_week(&s);
    micro_refuse(&s.m, EVENT_COUPLE, s.eva, s.gorm, 0); /* lives elsewhere */
    micro_free(&s.m);
}

/* Fails when one partner marries alone, or when a couple marries twice. */
Test(couple, both_marry)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    micro_apply(&s.m, EVENT_MARRY, first_of(w, s.hans, s.ida), 0, 0);
    cr_assert_eq(w->person.couple[s.hans], COUPLE_MARRIED);
    cr_assert_eq(w->person.couple[s.ida], COUPLE_MARRIED);
    micro_refuse(&s.m, EVENT_MARRY, s.hans, 0, 0);
    micro_refuse(&s.m, EVENT_MARRY, s.eva, 0, 0);
    micro_free(&s.m);
}

/* Wish and leaving. Fails when reference persons, partners or children wish to leave, when a wish
 * is counted twice, or when the leaver goes although nobody gave him a dwelling. */
Test(leaving, grown_children_wish_then_go)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    micro_refuse(&s.m, EVENT_LEAVE_HOME, s.hans, 0, 0);
    micro_refuse(&s.m, EVENT_LEAVE_HOME, s.ida, 0, 0);
    micro_refuse(&s.m, EVENT_LEAVE_HOME, s.karla, 0, 0);
    int32_t home = micro_dwelling(&s.m, 0, TENURE_SOCIAL, 1);
    micro_refuse(&s.m, EVENT_MOVE_OUT, s.jens, home, 0); /* no wish */
    micro_apply(&s.m, EVENT_LEAVE_HOME, s.jens, 0, 0);
    cr_assert_eq(w->person.household[s.jens], s.hanss);
    micro_refuse(&s.m, EVENT_LEAVE_HOME, s.jens, 0, 0);
    micro_refuse(&s.m, EVENT_MOVE_OUT, s.jens, w->household.dwelling[s.evas], 0); /* not vacant */
    micro_apply(&s.m, EVENT_MOVE_OUT, s.jens, home, 0);
    cr_assert_eq(w->person.area[s.jens], 0);
    cr_assert_eq(w->household.adults[s.hanss], 2);
    cr_assert_eq(w->household.children[s.hanss], 1);
    micro_free(&s.m);
}

/* Leaving for another municipality: a household of one's own there, the job kept, the programme
 * place given back. Fails when the family goes along, or the place stays taken. */
Test(leaving, another_municipality)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    int32_t place = micro_placement(&s.m);
    w->placement.person[place] = s.jens;
    w->person.placement[s.jens] = place;
    w->person.status[s.jens] = STATUS_PRACTICE;
    w->person.leave_since[s.jens] = NOW - 20;
    micro_apply(&s.m, EVENT_MOVE_AWAY, s.jens, 0, 2);
    cr_assert_eq(w->person.area[s.jens], AREA_OUTSIDE);
    cr_assert_eq(w->placement.person[place], -1);
    cr_assert_eq(w->person.status[s.jens], STATUS_CASH_BENEFIT);
    cr_assert_eq(w->household.dwelling[w->person.household[s.jens]], -1);
    cr_assert_eq(w->person.leave_since[s.jens], 0);
    cr_assert_eq(w->household.adults[s.hanss], 2);
    micro_refuse(&s.m, EVENT_MOVE_AWAY, s.hans, 0, 2);
    micro_free(&s.m);
}

/* Wishes end with their reason. Fails when somebody who inherits the tenancy, dies or moves away
 * with the household still looks for a dwelling. */
Test(leaving, the_wish_ends)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    micro_apply(&s.m, EVENT_LEAVE_HOME, s.jens, 0, 0);
    micro_apply(&s.m, EVENT_DEATH, s.hans, 0, 0);
    cr_assert_gt(w->person.leave_since[s.jens], 0);
    micro_apply(&s.m, EVENT_DEATH, s.ida, 0, 0);
    cr_assert_eq(w->household.reference[s.hanss], s.jens);
    cr_assert_eq(w->person.leave_since[s.jens], 0);
    micro_free(&s.m);
    make(&s);
    micro_apply(&s.m, EVENT_LEAVE_HOME, s.jens, 0, 0);
    next_week(&s);
    micro_apply(&s.m, EVENT_LEAVE, s.hanss, 0, 2);
    cr_assert_eq(s.m.world.person.leave_since[s.jens], 0);
    micro_free(&s.m);
}

/* The last adult takes everybody along. Fails when children stay without an adult. */
Test(leaving, no_child_stays_alone)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    w->person.mother[s.finn] = -1; /* a foster child */
    int32_t i = first_of(w, s.eva, s.gorm), j = i == s.eva ? s.gorm : s.eva;
    w->dwelling.rooms[w->household.dwelling[s.gorms]] = 6;
    micro_apply(&s.m, EVENT_COUPLE, i, j, 0);
    cr_assert_eq(w->person.household[s.finn], s.gorms);
    cr_assert_eq(w->household.adults[s.evas] + w->household.children[s.evas], 0);
    micro_free(&s.m);
}

/* Parents in work are on leave from next week, keep slot and hours, and are back after it. Fails
 * when the job is lost, when the leave is a week too long or short, or when parents without job get
 * it. */
Test(parental_leave, keeps_the_job)
{
    struct street s;
    make(&s);
    struct world *w = &s.m.world;
    struct person *p = &w->person;
    p->birth_week[s.ida] = (int16_t)(NOW - 30 * 52);
    struct family_params *f = &micro_params(&s.m)->family;
    micro_apply(&s.m, EVENT_BIRTH, s.ida, 0, 0);
    int32_t baby = w->person.count - 1;
    cr_assert_eq(p->mother[baby], s.ida);
    cr_assert_eq(p->father[baby], s.hans);
    cr_assert_eq(p->status[s.ida], STATUS_PARENTAL_LEAVE);
    cr_assert_eq(p->status_since[s.ida], NOW + 1);
    cr_assert_eq(p->until[s.ida], NOW + f->leave_mother);
    cr_assert_eq(p->until[s.hans], NOW + f->leave_father);
    cr_assert_eq(p->hours[s.ida], 37);
    cr_assert_eq(p->slot[s.ida], SLOT_OUTSIDE);
    cr_assert_eq(class_stage(class_of(w, s.ida, NOW + 1)), STAGE_LEAVE);
    cr_assert_eq(class_due(w, s.hans, NOW), NOW + f->leave_father);
    micro_week(&s.m, NOW + (int32_t)f->leave_father);
    micro_apply(&s.m, EVENT_RETURN, s.hans, 0, 0);
    cr_assert_eq(p->status[s.hans], STATUS_EMPLOYED);
    cr_assert_eq(p->until[s.hans], -1);
    micro_refuse(&s.m, EVENT_RETURN, s.hans, 0, 0);
    micro_apply(&s.m, EVENT_BIRTH, s.eva, 0, 0);
    cr_assert_eq(p->status[s.eva], STATUS_CASH_BENEFIT);
    micro_free(&s.m);
}

/* A birth of hers during a longer leave. Fails when the second leave ends the first one early. */
Test(parental_leave, the_longer_one_counts)
{
    struct street s;
    make(&s);
    struct person *p = &s.m.world.person;
    p->status[s.hans] = STATUS_PARENTAL_LEAVE;
    p->until[s.hans] = NOW + 30;
    micro_apply(&s.m, EVENT_BIRTH, s.ida, 0, 0);
    cr_assert_eq(p->until[s.hans], NOW + 30);
    micro_free(&s.m);
}

/* Bonds. Fails when the partner with the higher key files as well, or tenants wish to leave. */
Test(bond, who_may_do_what)
{
    struct street s;
    make(&s);
    const struct world *w = &s.m.world;
    int32_t first = first_of(w, s.hans, s.ida), second = first == s.hans ? s.ida : s.hans;
    cr_assert_eq(class_bond(class_of(w, first, NOW)), BOND_FIRST);
    cr_assert_eq(class_bond(class_of(w, second, NOW)), BOND_NONE);
    cr_assert_eq(class_bond(class_of(w, s.jens, NOW)), BOND_HOME);
    cr_assert_eq(class_bond(class_of(w, s.karla, NOW)), BOND_NONE);
    cr_assert_eq(class_bond(class_of(w, s.eva, NOW)), BOND_SINGLE);
    /* the anniversary of a cohabiting couple is due */
    cr_assert_eq(class_due(w, first, NOW + 1), NOW + 52);
    micro_free(&s.m);
}

/* --- closed forms --- */

/* Processes other than family and ageing do nothing. */
static void only_family(struct village *v)
{
    struct params *p = village_params(v);
    p->search.enabled = p->hiring.enabled = p->separation.enabled = p->activation.enabled = 0;
    p->education.enabled = p->health.enabled = p->migration.enabled = p->moving.enabled = 0;
}

struct count {
    int64_t couples, married, living, children, events[EVENTS];
};

static void count_week(void *context, struct simulation *s)
{
    struct count *c = context;
    const struct person *p = &s->world.person;
    c->couples = c->married = c->living = c->children = 0;
    for (int32_t i = 0; i < p->count; i++) {
        c->couples += p->partner[i] > i;
        c->married += p->partner[i] > i && p->couple[i] == COUPLE_MARRIED;
        c->living += p->area[i] != AREA_GONE;
        c->children += p->area[i] != AREA_GONE && p->status[i] == STATUS_CHILD;
    }
    for (int64_t n = 0; n < s->week.applied.count; n++)
        c->events[s->week.applied.data[n].kind]++;
}

static void set_rates(int64_t *rates, int64_t chance)
{
    for (int age = 0; age < SCHEDULE_AGES; age++)
        rates[age] = chance;
}

static void assert_near(int64_t hits, int64_t trials, double chance)
{
    double expected = (double)trials * chance, error = expected * (1 - chance);
    double off = (double)hits - expected;
    cr_assert_leq(off * off, 16 * error, "%d of %d, expected %.1f", (int)hits, (int)trials,
                  expected);
}

/* At a constant weekly chance c, (1 - c)^n of the couples are left after n weeks (four standard
 * errors). Fails when both partners may file a parting, or one that has a purpose of its own week.
 */
Test(closed_form, couples_that_last)
{
    enum { WEEKS = 260 };
    struct village v;
    village_make(&v, WEEKS);
    only_family(&v);
    struct params *p = village_params(&v);
    p->ageing.enabled = 0;
    p->family.marriage = p->family.marriage_children = 0;
    struct schedules *s = &village_experiment(&v)->variants[0].schedules;
    int64_t chance = FIXED_ONE / 500;
    set_rates(s->part, chance);
    set_rates(s->divorce, chance);
    p->family.parting_children = chance * 52;
    for (int origin = 0; origin < ORIGINS; origin++)
        set_rates(s->birth[origin], 0);
    struct simulation start;
    stepper_start(&start, village_experiment(&v));
    struct count before = {0}, after = {0};
    count_week(&before, &start);
    stepper_end(&start);
    struct simulate_options options = {.watch = count_week, .watch_context = &after, .check = true};
    village_digest(&v, &options);
    double lasts = 1;
    for (int week = 0; week < WEEKS; week++)
        lasts *= 1 - (double)chance / (double)FIXED_ONE;
    cr_assert_gt(before.couples, 300);
    assert_near(after.couples, before.couples, lasts);
    cr_assert_eq(after.couples + after.events[EVENT_PART], before.couples);
    cr_assert_eq(after.living, before.living);
    village_free(&v);
}

/* Cohabiting couples marry at anniversaries with a chance that does not depend on how long they
 * have lived together: after five of them (1 - m)^5 are unmarried. Fails when an anniversary is
 * missed or counted twice. */
Test(closed_form, couples_that_marry)
{
    struct village v;
    village_make(&v, 5 * 52);
    only_family(&v);
    struct params *p = village_params(&v);
    p->ageing.enabled = 0;
    p->family.marriage = p->family.marriage_children = FIXED_ONE / 5;
    p->family.parting_children = 0;
    struct schedules *s = &village_experiment(&v)->variants[0].schedules;
    set_rates(s->part, 0);
    set_rates(s->divorce, 0);
    struct simulation start;
    stepper_start(&start, village_experiment(&v));
    struct count before = {0}, after = {0};
    count_week(&before, &start);
    stepper_end(&start);
    struct simulate_options options = {.watch = count_week, .watch_context = &after};
    village_digest(&v, &options);
    cr_assert_gt(before.couples - before.married, 50);
    assert_near(after.couples - after.married, before.couples - before.married, 0.32768);
    village_free(&v);
}

/* Everything on, ten years, checked after every phase. Nobody is lost or invented: the living are
 * those of the start, the born and the arrived, without the dead. The stocks of couples and
 * households stay near where they were. Fails when a child is left behind in a split, or when
 * couples form and part at rates that do not fit each other. */
Test(closed_form, nobody_is_lost)
{
    struct village v;
    village_make(&v, 520);
    struct experiment *e = village_experiment(&v);
    struct simulation start;
    stepper_start(&start, e);
    struct count before = {0}, after = {0};
    count_week(&before, &start);
    stepper_end(&start);
    struct simulate_options options = {.watch = count_week, .watch_context = &after, .check = true};
    village_digest(&v, &options);
    int64_t arrivals = after.events[EVENT_ARRIVE];
    int64_t others = before.living + after.events[EVENT_BIRTH] - after.events[EVENT_DEATH];
    cr_assert_geq(after.living, others + arrivals); /* one person at least, six at most */
    cr_assert_leq(after.living, others + 6 * arrivals);
    cr_assert_gt(after.events[EVENT_COUPLE], 100);
    cr_assert_gt(after.events[EVENT_PART], 50);
    cr_assert_gt(after.events[EVENT_MARRY], 50);
    cr_assert_gt(after.events[EVENT_MOVE_OUT], 20);
    cr_assert_gt(after.events[EVENT_MOVE_AWAY], 20);
    cr_assert_gt(after.events[EVENT_RETURN], 100);
    village_free(&v);
}

/* With moving off nobody changes dwelling within the municipality: no couple forms, no leaver goes
 * to another dwelling; with family off nothing of all this happens. Fails when a switch is not
 * asked. */
Test(switches, family_and_moving)
{
    static const char *const sets[] = {"moving.enabled=no", "family.enabled=no"};
    for (int off = 0; off < 2; off++) {
        struct village v;
        village_read(&v, "village", 104, &sets[off], 1);
        village_populate(&v);
        struct count after = {0};
        struct simulate_options options = {
            .watch = count_week, .watch_context = &after, .check = true};
        village_digest(&v, &options);
        cr_assert_eq(after.events[EVENT_COUPLE] + after.events[EVENT_MOVE_OUT], 0);
        int64_t rest = after.events[EVENT_PART] + after.events[EVENT_MARRY] +
                       after.events[EVENT_LEAVE_HOME] + after.events[EVENT_MOVE_AWAY] +
                       after.events[EVENT_RETURN] + after.events[EVENT_BIRTH];
        if (off == 0)
            cr_assert_gt(rest, 50);
        else
            cr_assert_eq(rest, 0);
        village_free(&v);
    }
}
