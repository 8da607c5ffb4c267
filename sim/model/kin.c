/* SPDX-License-Identifier: MIT */
#include "loft/model/kin.h"

#include "loft/model/week.h"
#include "loft/world/household.h"

bool kin_related(const struct world *w, int32_t a, int32_t b)
{
    const struct person *p = &w->person;
    bool parent = p->row[a].mother == b || p->row[a].father == b || p->row[b].mother == a ||
                  p->row[b].father == a;
    bool sibling = (p->row[a].mother >= 0 && p->row[a].mother == p->row[b].mother) ||
                   (p->row[a].father >= 0 && p->row[a].father == p->row[b].father);
    return parent || sibling;
}

static bool goes_along(const struct week *week, int32_t leaver, int32_t child)
{
    const struct person *p = &week->world->person;
    if (p->row[child].status != STATUS_CHILD ||
        (p->row[child].mother != leaver && p->row[child].father != leaver))
        return false;
    int32_t mother = p->row[child].mother, father = p->row[child].father;
    int32_t other = mother == leaver ? father : mother;
    if (other < 0 || p->row[other].household != p->row[child].household)
        return true;
    bool with_mother = draw_one(&week->luck, p->key[mother], PURPOSE_CUSTODY, 0,
                                week_other(p->key[father])) < week->params->family.custody_mother;
    return with_mother == (leaver == mother);
}

/* Whether an adult other than the leaver lives in the household. */
static bool adult_stays(const struct world *w, int32_t leaver)
{
    for (int32_t i = household_first(w, w->person.row[leaver].household); i >= 0;
         i = w->person.row[i].next)
        if (i != leaver && w->person.row[i].status != STATUS_CHILD)
            return true;
    return false;
}

int kin_children_along(const struct week *week, int32_t leaver)
{
    const struct world *w = week->world;
    bool all = !adult_stays(w, leaver);
    int count = 0;
    for (int32_t i = household_first(w, w->person.row[leaver].household); i >= 0;
         i = w->person.row[i].next)
        count += i != leaver && (all || goes_along(week, leaver, i));
    return count;
}

bool kin_may_go(const struct week *week, int32_t i)
{
    const struct world *w = week->world;
    int32_t household = w->person.row[i].household;
    return household >= 0 && w->person.row[i].area < AREA_OUTSIDE && w->person.row[i].partner < 0 &&
           w->household.reference[household] != i && w->person.row[i].status != STATUS_CHILD &&
           w->household.event_week[household] != week->now;
}

bool kin_may_leave(const struct week *week, int32_t i)
{
    return week->world->person.row[i].leave_since > 0 && kin_may_go(week, i);
}

static void take(struct week *week, int32_t i, int32_t to, int area)
{
    struct world *w = week->world;
    struct changes *c = &week->changes;
    int32_t from = w->person.row[i].household;
    neutral_crosses(week, i, area);
    household_unlink(w, from, i);
    if (w->person.row[i].status == STATUS_CHILD) {
        SET(c, household, children, from, w->household.children[from] - 1);
        SET(c, household, children, to, w->household.children[to] + 1);
    } else {
        SET(c, household, adults, from, w->household.adults[from] - 1);
        SET(c, household, adults, to, w->household.adults[to] + 1);
    }
    SET(c, person, household, i, to);
    SET(c, person, area, i, area);
    household_link(w, to, i);
}

void kin_move(struct week *week, int32_t leaver, int32_t to)
{
    struct world *w = week->world;
    struct changes *c = &week->changes;
    int32_t from = w->person.row[leaver].household, dwelling = w->household.dwelling[to], next;
    int area = dwelling >= 0 ? w->dwelling.area[dwelling] : AREA_OUTSIDE;
    bool all = !adult_stays(w, leaver);
    for (int32_t i = household_first(w, from); i >= 0; i = next) {
        next = w->person.row[i].next;
        if (i != leaver && (all || goes_along(week, leaver, i)))
            take(week, i, to, area);
    }
    take(week, leaver, to, area);
    SET(c, person, leave_since, leaver, 0);
    SET(c, household, event_week, from, week->now);
    SET(c, household, event_week, to, week->now);
    int32_t reference = w->household.reference[from];
    if (w->person.row[reference].household != from)
        kin_settle(week, from);
}

int32_t kin_found(struct week *week, int32_t person)
{
    struct changes *c = &week->changes;
    int32_t household = world_add_household(week->world, week->world->person.key[person]);
    if (household < 0) {
        fault_set(&week->fault, household, "out of memory for a new household");
        return -1;
    }
    SET(c, household, wish_since, household, -1);
    SET(c, household, link_until, household, -1);
    SET(c, household, reference, household, person);
    return household;
}

void kin_refer(struct week *week, int32_t household, int32_t person)
{
    SET(&week->changes, household, reference, household, person);
    SET(&week->changes, household, key, household, week->world->person.key[person]);
    SET(&week->changes, person, leave_since, person, 0);
}

void kin_settle(struct week *week, int32_t household)
{
    int32_t oldest = household_oldest(week->world, household);
    if (oldest >= 0) {
        kin_refer(week, household, oldest);
    } else {
        SET(&week->changes, household, reference, household, -1);
        moving_vacate(week, household);
        SET(&week->changes, household, wish_since, household, -1);
    }
}

static void set_partner(struct week *week, int32_t i, int32_t partner, int couple, int32_t since)
{
    SET(&week->changes, person, partner, i, partner);
    SET(&week->changes, person, couple, i, couple);
    SET(&week->changes, person, couple_since, i, since);
}

void kin_pair(struct week *week, int32_t a, int32_t b, int couple)
{
    set_partner(week, a, b, couple, week->now + 1);
    set_partner(week, b, a, couple, week->now + 1);
}

void kin_unpair(struct week *week, int32_t i)
{
    int32_t partner = week->world->person.row[i].partner;
    if (partner < 0)
        return;
    set_partner(week, i, -1, COUPLE_NONE, 0);
    set_partner(week, partner, -1, COUPLE_NONE, 0);
}

void kin_arrive(struct week *week, int32_t first, int adults, int children)
{
    enum { AGE_MARRIED = 30 };
    const struct world *w = week->world;
    bool married = children > 0 || world_age(w, first) >= AGE_MARRIED;
    if (adults == 2)
        kin_pair(week, first, first + 1, married ? COUPLE_MARRIED : COUPLE_COHABITING);
    int32_t mother = w->person.row[first].sex == SEX_FEMALE ? first : adults == 2 ? first + 1 : -1;
    int32_t father = mother == first ? (adults == 2 ? first + 1 : -1) : first;
    for (int32_t i = first + adults; i < first + adults + children; i++) {
        SET(&week->changes, person, mother, i, mother);
        SET(&week->changes, person, father, i, father);
    }
}
