/* SPDX-License-Identifier: MIT */
#include "loft/world/invariant.h"

#include "loft/base/mem.h"
#include "loft/world/household.h"
#include "loft/world/tie.h"

#include <inttypes.h>

static int broken(struct fault *fault, const char *what, uint64_t key)
{
    return fault_set(fault, LOFT_ELAW, "conservation: %s (key %016" PRIx64 ")", what, key);
}

static int check_persons(const struct world *w, struct fault *fault)
{
    const struct person *p = &w->person;
    for (int32_t i = 0; i < p->count; i++) {
        int32_t household = p->row[i].household;
        bool gone = p->row[i].area == AREA_GONE;
        if (gone != (household < 0))
            return broken(fault, "a living person without household, or a dead one with",
                          p->key[i]);
        if (p->row[i].area >= w->areas && p->row[i].area < AREA_OUTSIDE)
            return broken(fault, "a person lives in an area that does not exist", p->key[i]);
        if ((p->row[i].hours > 0) != (p->row[i].slot != -1))
            return broken(fault, "hours without a job, or a job without hours", p->key[i]);
        if (p->row[i].status == STATUS_EMPLOYED && p->row[i].hours == 0 && !gone)
            return broken(fault, "a person in work without a job", p->key[i]);
        if (p->row[i].slot >= 0 && w->slot.person[p->row[i].slot] != i)
            return broken(fault, "a person's job slot is held by somebody else", p->key[i]);
        if (p->row[i].placement >= 0 && w->placement.person[p->row[i].placement] != i)
            return broken(fault, "a person's programme place is occupied by somebody else",
                          p->key[i]);
        if (gone)
            continue;
        int32_t dwelling = w->household.dwelling[household];
        if (p->row[i].area < AREA_OUTSIDE &&
            (dwelling < 0 || w->dwelling.area[dwelling] != p->row[i].area))
            return broken(fault, "a person does not live where the household's dwelling is",
                          p->key[i]);
        if (p->row[i].area >= AREA_OUTSIDE && dwelling >= 0)
            return broken(fault, "a person who left still has a dwelling here", p->key[i]);
    }
    return 0;
}

static int check_couples(const struct world *w, struct fault *fault)
{
    const struct person *p = &w->person;
    for (int32_t i = 0; i < p->count; i++) {
        int32_t partner = p->row[i].partner;
        if ((partner >= 0) != (p->row[i].couple != COUPLE_NONE))
            return broken(fault, "a couple of one, or partners who are no couple", p->key[i]);
        if (partner >= 0 &&
            (p->row[partner].partner != i || p->row[partner].household != p->row[i].household ||
             p->row[partner].couple != p->row[i].couple ||
             p->row[partner].couple_since != p->row[i].couple_since))
            return broken(fault, "partners differ about each other or live apart", p->key[i]);
        if (p->row[i].leave_since > 0 &&
            (partner >= 0 || p->row[i].area >= AREA_OUTSIDE || p->row[i].status == STATUS_CHILD ||
             w->household.reference[p->row[i].household] == i))
            return broken(fault, "somebody wishes to leave the own household", p->key[i]);
    }
    return 0;
}

static int check_household(const struct world *w, int32_t h, int64_t *listed, struct fault *fault)
{
    int adults = 0, children = 0;
    bool reference_is_member = false;
    for (int32_t i = household_first(w, h); i >= 0; i = w->person.row[i].next) {
        if (w->person.row[i].household != h)
            return broken(fault, "a member of a household belongs to another", w->person.key[i]);
        if (w->person.row[i].status == STATUS_CHILD)
            children++;
        else
            adults++;
        reference_is_member |= w->household.reference[h] == i;
        if (++*listed > w->person.count)
            return broken(fault, "a household's list of members is circular", w->household.key[h]);
    }
    if (adults != w->household.adults[h] || children != w->household.children[h])
        return broken(fault, "a household's counts differ from its members", w->household.key[h]);
    if (adults + children == 0)
        return w->household.dwelling[h] < 0
                   ? 0
                   : broken(fault, "an empty household has a dwelling", w->household.key[h]);
    if (!reference_is_member || w->person.key[w->household.reference[h]] != w->household.key[h])
        return broken(fault, "a household's reference person is no member or has another key",
                      w->household.key[h]);
    return 0;
}

static int check_households(const struct world *w, struct fault *fault)
{
    int64_t listed = 0, living = 0;
    for (int32_t h = 0; h < w->household.count; h++) {
        int code = check_household(w, h, &listed, fault);
        if (code != 0)
            return code;
        int32_t dwelling = w->household.dwelling[h];
        if (dwelling >= 0 && w->dwelling.household[dwelling] != h)
            return broken(fault, "a household's dwelling is another's", w->household.key[h]);
    }
    for (int32_t i = 0; i < w->person.count; i++)
        living += w->person.row[i].area != AREA_GONE;
    if (listed != living)
        return broken(fault, "living people and household members differ in number",
                      (uint64_t)(living - listed));
    return 0;
}

int invariant_check(const struct world *w, struct fault *fault)
{
    int code = check_persons(w, fault);
    if (code == 0)
        code = tie_check(w, fault);
    if (code == 0)
        code = check_households(w, fault);
    if (code == 0)
        code = check_couples(w, fault);
    for (int32_t d = 0; d < w->dwelling.count && code == 0; d++) {
        int32_t household = w->dwelling.household[d];
        if (household >= 0 && w->household.dwelling[household] != d)
            code = broken(fault, "a dwelling's household lives elsewhere", w->dwelling.key[d]);
        else if ((household < 0) != (w->dwelling.vacant_since[d] >= 0))
            code = broken(fault, "a vacant dwelling without date, or an occupied one with",
                          w->dwelling.key[d]);
        else if (w->dwelling.landlord[d] != 0 && w->dwelling.tenure[d] != TENURE_SOCIAL)
            code = broken(fault, "a dwelling that is not social has a social landlord",
                          w->dwelling.key[d]);
    }
    for (int32_t s = 0; s < w->slot.count && code == 0; s++)
        if (w->slot.person[s] >= 0 && w->person.row[w->slot.person[s]].slot != s)
            code = broken(fault, "a job slot's holder does not hold it", w->slot.key[s]);
    for (int32_t s = 0; s < w->placement.count && code == 0; s++)
        if (w->placement.person[s] >= 0 && w->person.row[w->placement.person[s]].placement != s)
            code = broken(fault, "a programme place's occupant is not there", w->placement.key[s]);
    return code;
}
