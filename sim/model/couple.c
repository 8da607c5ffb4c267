/* SPDX-License-Identifier: MIT */
#include "loft/model/couple.h"

#include "loft/math/table.h"
#include "loft/model/kin.h"
#include "loft/model/segment.h"
#include "loft/model/start.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

enum { CANDIDATES = 16, AGES_OF_BAND = 5 };

static int64_t union_cap(unsigned class)
{
    bool free = class_bond(class) == BOND_SINGLE || class_bond(class) == BOND_HOME;
    return free ? SEGMENT_CAP(0.0029) : 0;
}

/* Each couple has two who may look for the other. */
static int64_t union_rate(const struct params *params, const struct schedules *schedules, int sex,
                          int age)
{
    return fixed_scale(schedules->unions[sex][age], params->family.union_factor) / 2;
}

static int64_t union_top(const struct params *params, const struct schedules *schedules,
                         unsigned class)
{
    int64_t most = 0;
    for (int sex = 0; sex < SEXES && union_cap(class) > 0; sex++)
        for (int age = AGE_ADULT; age < SCHEDULE_AGES; age++) {
            int64_t rate = union_rate(params, schedules, sex, age);
            most = rate > most ? rate : most;
        }
    return most;
}

static int64_t union_chance(const struct week *week, int32_t i)
{
    int age = schedule_age(world_age(week->world, i));
    int64_t base = union_rate(week->params, week->schedules, week->world->person.row[i].sex, age);
    return week_chance(week, PROCESS_FAMILY, i, base);
}

/* What somebody looks for. */
struct wanted {
    int sex, origin, age;
    uint64_t point; /* on the ring */
};

static struct wanted wish_of(const struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    const struct family_params *f = &week->params->family;
    uint32_t u[4];
    draw_four(&week->luck, p->key[i], PURPOSE_PARTNER, week->now, 0, u);
    bool same = draw_one(&week->luck, p->key[i], PURPOSE_PARTNER, 0, 1) < f->same_sex;
    bool far = p->row[i].origin == ORIGIN_NONWESTERN, man = p->row[i].sex == SEX_MALE;
    int64_t gap = same ? 0 : far ? f->gap_nonwestern : f->gap_years;
    int64_t spread = far ? f->spread_nonwestern : f->spread_years;
    /* two uniforms: standard deviation 1/2.449 */
    int64_t noise = spread * 2449 / 1000 * ((int64_t)u[1] + u[2] - FIXED_ONE) / FIXED_ONE;
    int64_t age = world_age(week->world, i) * FACTOR_ONE + (man ? -gap : gap) + noise;
    int years = (int)((age + FACTOR_ONE / 2) / FACTOR_ONE);
    bool mixed = p->row[i].origin != ORIGIN_DANISH && u[0] < f->mixed;
    return (struct wanted){.sex = same == man ? SEX_MALE : SEX_FEMALE,
                           .origin = mixed ? ORIGIN_DANISH : p->row[i].origin,
                           .age = years < AGE_ADULT ? AGE_ADULT : years,
                           .point = (uint64_t)u[3] << 32};
}

static int ring_of(int sex, int origin, int age)
{
    int band = (age - AGE_ADULT) / AGES_OF_BAND;
    return (sex * ORIGINS + origin) * SINGLE_AGES + (band < SINGLE_AGES ? band : SINGLE_AGES - 1);
}

static bool is_free(const struct world *w, int32_t i)
{
    const struct person *p = &w->person;
    return p->row[i].area < AREA_OUTSIDE && p->row[i].partner < 0 &&
           p->row[i].status != STATUS_CHILD;
}

static bool is_reference(const struct world *w, int32_t i)
{
    return w->household.reference[w->person.row[i].household] == i;
}

/* Whether two people may become a couple: somebody has a dwelling to offer. */
static bool may_pair(const struct world *w, int32_t i, int32_t j)
{
    const struct person *p = &w->person;
    return is_free(w, i) && is_free(w, j) && p->row[i].household != p->row[j].household &&
           !kin_related(w, i, j) && (is_reference(w, i) || is_reference(w, j));
}

static int64_t utility_of(const struct week *week, int32_t i, int32_t j, int wanted)
{
    const struct person *p = &week->world->person;
    int years = world_age(week->world, j) - wanted;
    int steps = (int)p->row[j].education - (int)p->row[i].education;
    uint32_t u = draw_one(&week->luck, p->key[i], PURPOSE_PARTNER_TASTE, 0, week_other(p->key[j]));
    return table_gumbel(u) -
           FACTOR_ONE / 2 * ((years < 0 ? -years : years) + (steps < 0 ? -steps : steps));
}

static void act_union(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct world *w = week->world;
    if (!week->params->moving.enabled)
        return;
    struct wanted wanted = wish_of(week, i);
    const struct ring *ring = &week->singles[ring_of(wanted.sex, wanted.origin, wanted.age)];
    int32_t at = ring_after(ring, wanted.point), best = -1;
    int64_t highest = 0;
    for (int n = 0; n < CANDIDATES && n < ring->count;
         n++, at = at + 1 == ring->count ? 0 : at + 1) {
        int32_t j = ring->seats[at].row;
        if (w->person.key[j] <= w->person.key[i] || !may_pair(w, i, j))
            continue;
        int64_t utility = utility_of(week, i, j, wanted.age);
        if (best < 0 || utility > highest ||
            (utility == highest && w->person.key[j] < w->person.key[best])) {
            best = j;
            highest = utility;
        }
    }
    if (best >= 0)
        act_file(act, EVENT_COUPLE, w->person.key[i], i, best, 0);
}

const struct segment couple_union_segment = {.event = EVENT_COUPLE,
                                             .cap = union_cap,
                                             .top = union_top,
                                             .chance = union_chance,
                                             .act = act_union};

static int64_t part_cap(unsigned class)
{
    return class_bond(class) == BOND_FIRST ? SEGMENT_CAP(0.004) : 0;
}

static int64_t part_top(const struct params *params, const struct schedules *schedules,
                        unsigned class)
{
    int64_t most = params->family.parting_children / COUPLE_YEAR;
    for (int age = 0; age < SCHEDULE_AGES; age++) {
        most = schedules->part[age] > most ? schedules->part[age] : most;
        most = schedules->divorce[age] > most ? schedules->divorce[age] : most;
    }
    return part_cap(class) > 0 ? most : 0;
}

static int64_t part_chance(const struct week *week, int32_t i)
{
    const struct world *w = week->world;
    const struct person *p = &w->person;
    int64_t base;
    if (p->row[i].couple == COUPLE_MARRIED)
        base = week->schedules->divorce[schedule_age((week->now - p->row[i].couple_since) / 52)];
    else if (w->household.children[p->row[i].household] > 0)
        base = week->params->family.parting_children / COUPLE_YEAR;
    else
        base = week->schedules->part[schedule_age(world_age(w, i))];
    return week_chance(week, PROCESS_FAMILY, i, base);
}

const struct segment couple_part_segment = {
    .event = EVENT_PART, .cap = part_cap, .top = part_top, .chance = part_chance};

void couple_due(struct act *act, int32_t i)
{
    const struct week *week = act->week;
    const struct world *w = week->world;
    const struct person *p = &w->person;
    if (p->row[i].couple != COUPLE_COHABITING || class_bond(p->class[i]) != BOND_FIRST)
        return;
    int32_t weeks = week->now - p->row[i].couple_since;
    if (weeks <= 0 || weeks % COUPLE_YEAR != 0)
        return;
    bool children = w->household.children[p->row[i].household] > 0;
    int64_t base =
        children ? week->params->family.marriage_children : week->params->family.marriage;
    if (week_draw(week, p->key[i], PURPOSE_MARRY, 0) < week_chance(week, PROCESS_FAMILY, i, base))
        act_file(act, EVENT_MARRY, p->key[i], i, 0, 0);
}

int couple_open(struct week *week)
{
    const struct world *w = week->world;
    const struct person *p = &w->person;
    if ((week->now - w->start_week) % COUPLE_YEAR != 0 || !week->params->family.enabled)
        return 0;
    int code = 0;
    for (int r = 0; r < SINGLES; r++)
        ring_reset(&week->singles[r]);
    for (int32_t i = 0; i < p->count && code == 0; i++)
        if (is_free(w, i) && world_age(w, i) >= AGE_ADULT) {
            int r = ring_of(p->row[i].sex, p->row[i].origin, world_age(w, i));
            code = ring_add(&week->singles[r], p->key[i], i, (uint32_t)week->now);
        }
    for (int r = 0; r < SINGLES && code == 0; r++)
        code = ring_close(&week->singles[r]);
    return code;
}

void couple_release(struct week *week)
{
    for (int r = 0; r < SINGLES; r++)
        ring_free(&week->singles[r]);
    vec_clear(&week->leavers);
}

/* Rooms per person of the dwelling of `host`, were `guest` to come with the children: whether the
 * first pair has more. */
static bool roomier(const struct week *week, int32_t host, int32_t guest)
{
    const struct world *w = week->world;
    int32_t h = w->person.row[host].household, g = w->person.row[guest].household;
    int64_t host_rooms = w->dwelling.rooms[w->household.dwelling[h]];
    int64_t guest_rooms = w->dwelling.rooms[w->household.dwelling[g]];
    int64_t at_host = household_size(w, h) + 1 + kin_children_along(week, guest);
    int64_t at_guest = household_size(w, g) + 1 + kin_children_along(week, host);
    int64_t difference = host_rooms * at_guest - guest_rooms * at_host;
    return difference != 0 ? difference > 0 : w->person.key[host] < w->person.key[guest];
}

bool couple_form(struct week *week, const struct event *event)
{
    const struct world *w = week->world;
    int32_t i = event->subject, j = event->a;
    if (!may_pair(w, i, j))
        return false;
    int32_t hi = w->person.row[i].household, hj = w->person.row[j].household;
    if (w->household.event_week[hi] == week->now || w->household.event_week[hj] == week->now)
        return false;
    bool to_i = is_reference(w, i) && (!is_reference(w, j) || roomier(week, i, j));
    kin_move(week, to_i ? j : i, to_i ? hi : hj);
    kin_pair(week, i, j, COUPLE_COHABITING);
    return true;
}

bool couple_part(struct week *week, const struct event *event)
{
    const struct world *w = week->world;
    const struct person *p = &w->person;
    int32_t i = event->subject, j = p->row[i].partner, household = p->row[i].household;
    if (j < 0 || p->row[i].area >= AREA_OUTSIDE || w->household.event_week[household] == week->now)
        return false;
    bool hit = week_draw(week, p->key[i], PURPOSE_PART, 0) < week->params->family.man_leaves;
    bool first = p->row[i].sex == p->row[j].sex ? hit : hit == (p->row[i].sex == SEX_MALE);
    int32_t leaver = first ? i : j, stayer = first ? j : i;
    kin_unpair(week, i);
    if (w->household.reference[household] == leaver)
        kin_refer(week, household, stayer);
    SET(&week->changes, person, leave_since, leaver, week->now);
    SET(&week->changes, household, event_week, household, week->now);
    return true;
}

bool couple_marry(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    int32_t i = event->subject, j = p->row[i].partner;
    if (j < 0 || p->row[i].couple != COUPLE_COHABITING)
        return false;
    SET(&week->changes, person, couple, i, COUPLE_MARRIED);
    SET(&week->changes, person, couple, j, COUPLE_MARRIED);
    return true;
}

/* Share of couples that are married, by the woman's (else the first partner's) age: Danmarks
 * Statistik, Denmark 2006, recalled, +-4 points. */
static int64_t married_share(int age)
{
    static const struct {
        uint8_t from, percent;
    } bands[] = {{60, 95}, {45, 88}, {35, 77}, {30, 63}, {25, 40}};
    for (size_t b = 0; b < sizeof bands / sizeof *bands; b++)
        if (age >= bands[b].from)
            return FIXED_ONE * bands[b].percent / 100;
    return FIXED_ONE * 15 / 100;
}

/* Couples have lasted for any time since the younger partner was 20, at least a week: an
 * assumption.
 */
void couple_start(struct world *w, const struct start *start)
{
    enum { AGE_FIRST = 20 };
    struct person *p = &w->person;
    struct luck luck = draw_luck(start->seed, DRAW_NO_REPLICATE);
    for (int32_t i = 0; i < p->count; i++) {
        int32_t j = p->row[i].partner;
        if (j < 0 || p->key[i] > p->key[j])
            continue;
        uint32_t u[4];
        draw_four(&luck, p->key[i], PURPOSE_START_COUPLE, 0, 0, u);
        int32_t woman = p->row[i].sex == SEX_FEMALE || p->row[j].sex != SEX_FEMALE ? i : j;
        bool married = u[0] < married_share(world_age(w, woman));
        int32_t born = p->row[i].birth_week > p->row[j].birth_week ? p->row[i].birth_week
                                                                   : p->row[j].birth_week;
        int32_t most = w->start_week - born - 52 * AGE_FIRST;
        int32_t elapsed = 1 + (int32_t)draw_below(u[1], most > 1 ? most : 1);
        p->row[i].couple = p->row[j].couple = married ? COUPLE_MARRIED : COUPLE_COHABITING;
        p->row[i].couple_since = p->row[j].couple_since = (int16_t)(w->start_week - elapsed);
    }
}
