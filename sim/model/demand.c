/* SPDX-License-Identifier: MIT */
#include "loft/model/demand.h"

#include "loft/math/table.h"
#include "loft/model/week.h"

bool demand_is_offered(const struct week *week, int32_t slot)
{
    const struct slot *s = &week->world->slot;
    return s->person[slot] == -1 && s->since[slot] < week->now;
}

int demand_ring(int skill, int hours)
{
    return hours < STUDENT_HOURS ? VACANCY_SMALL : skill <= EDUCATION_UPPER ? 0 : skill - 1;
}

static int commuter_applies(struct week *week, int32_t slot)
{
    const struct slot *s = &week->world->slot;
    uint64_t key = hash_identity(HASH_VACANCY, s->key[slot], (uint64_t)s->since[slot], 0);
    uint32_t u[4];
    draw_four(&week->luck, key, PURPOSE_COMMUTER_APPLIES, week->now, 0, u);
    if (u[0] >= week->params->demand.commuter_applies)
        return 0;
    struct claim claim = {.claimant_key = key,
                          .slot_key = s->key[slot],
                          .score = FACTOR_ONE * s->skill[slot] + table_gumbel(u[2]),
                          .noise = u[3],
                          .claimant = -1,
                          .slot = slot};
    return vec_push(&week->jobs.claims, claim);
}

/* One sweep over the slots: those that commuters hold go into week->rows, open ones that may be
 * claimed into week->open. */
static int sweep_slots(struct week *week)
{
    const struct slot *s = &week->world->slot;
    week->rows.count = week->open.count = 0;
    if (vec_reserve(&week->rows, s->count + 1) != 0 || vec_reserve(&week->open, s->count + 1) != 0)
        return LOFT_ENOMEM;
    int64_t commuters = 0, open = 0;
    for (int32_t slot = 0; slot < s->count; slot++) { /* without a branch: a third are commuters' */
        int32_t holder = s->person[slot];
        week->rows.data[commuters] = slot;
        commuters += holder == SLOT_COMMUTER;
        week->open.data[open] = slot;
        open += holder == -1;
    }
    week->rows.count = commuters;
    week->open.count = open;
    return 0;
}

/* Commuters leave: one uniform per slot that a commuter holds, drawn in one sweep. */
static int commuters_leave(struct week *week)
{
    const struct slot *s = &week->world->slot;
    int64_t count = week->rows.count;
    week->keys.count = week->uniforms.count = 0;
    if (vec_reserve(&week->keys, count) != 0 || vec_reserve(&week->uniforms, count) != 0)
        return LOFT_ENOMEM;
    for (int64_t n = 0; n < count; n++)
        week->keys.data[n] = s->key[week->rows.data[n]];
    draw_many(&week->luck, week->keys.data, (int32_t)count, PURPOSE_COMMUTER_LEAVES, week->now,
              week->uniforms.data);
    for (int64_t n = 0; n < count; n++) {
        if (week->uniforms.data[n] >= week->params->demand.commuter_leaves)
            continue;
        struct event event = {
            .key = week->keys.data[n], .subject = week->rows.data[n], .kind = EVENT_SLOT_LOST};
        if (vec_push(&week->events, event) != 0)
            return LOFT_ENOMEM;
    }
    return 0;
}

static int offer_slot(struct week *week, int32_t slot)
{
    const struct slot *s = &week->world->slot;
    struct vacancies *v = &week->vacancies[demand_ring(s->skill[slot], s->hours[slot])];
    struct vacancy vacancy = {.key = s->key[slot],
                              .slot = slot,
                              .employer = s->employer[slot],
                              .pair = week_other(s->key[slot] + (uint64_t)s->since[slot]),
                              .skill = s->skill[slot],
                              .hours = s->hours[slot]};
    int code = ring_add(&v->ring, vacancy.key, (int32_t)v->found.count, (uint32_t)week->now);
    return code == 0 ? vec_push(&v->found, vacancy) : code;
}

static int close_vacancies(struct vacancies *v)
{
    int code = ring_close(&v->ring);
    v->seats.count = 0;
    for (int32_t n = 0; n < v->ring.count && code == 0; n++)
        code = vec_push(&v->seats, v->found.data[v->ring.seats[n].row]);
    return code;
}

/* Who hears of a vacancy at work: lists of the open ones of each employer. Only what the last week
 * wrote is taken back. */
static int open_at_work(struct week *week)
{
    struct openings *o = &week->openings;
    int64_t employers = week->world->employer.count;
    for (int64_t n = 0; n < o->list.count; n++)
        o->first.data[o->list.data[n].employer + 1] = -1;
    o->list.count = 0;
    while (o->first.count < employers + 1)
        if (vec_push(&o->first, -1) != 0)
            return LOFT_ENOMEM;
    for (int r = 0; r < VACANCY_RINGS; r++)
        for (int64_t n = 0; n < week->vacancies[r].seats.count; n++) {
            const struct vacancy *vacancy = &week->vacancies[r].seats.data[n];
            int32_t employer = vacancy->employer;
            if (employer < 0)
                continue;
            struct opening opening = {vacancy, employer, o->first.data[employer + 1]};
            o->first.data[employer + 1] = (int32_t)o->list.count;
            if (vec_push(&o->list, opening) != 0)
                return LOFT_ENOMEM;
        }
    return 0;
}

static int open_vacancies(struct week *week)
{
    int code = 0;
    for (int r = 0; r < VACANCY_RINGS; r++) {
        ring_reset(&week->vacancies[r].ring);
        week->vacancies[r].found.count = 0;
    }
    bool hiring = week->params->hiring.enabled;
    for (int64_t n = 0; n < week->open.count && hiring && code == 0; n++) {
        int32_t slot = week->open.data[n];
        if (!demand_is_offered(week, slot))
            continue;
        code = offer_slot(week, slot);
        if (code == 0)
            code = commuter_applies(week, slot);
    }
    for (int r = 0; r < VACANCY_RINGS && code == 0; r++)
        code = close_vacancies(&week->vacancies[r]);
    return code == 0 ? open_at_work(week) : code;
}

static struct home home_of(const struct world *w, int32_t row)
{
    const struct dwelling *d = &w->dwelling;
    return (struct home){.key = d->key[row],
                         .dwelling = row,
                         .rent = d->rent[row],
                         .rooms = d->rooms[row],
                         .tenure = d->tenure[row],
                         .area = d->area[row],
                         .landlord = d->landlord[row],
                         .vacant_since = d->vacant_since[row],
                         .left = d->left[row]};
}

static int follow_change(struct week *week, const struct change *c)
{
    const struct world *w = week->world;
    if (c->table == TABLE_person && c->column == COLUMN_person_area) {
        week->residents[c->before][w->person.row[c->row].origin]--;
        week->residents[c->after][w->person.row[c->row].origin]++;
    }
    bool vacated = c->table == TABLE_dwelling && c->column == COLUMN_dwelling_household &&
                   c->after < 0 && w->dwelling.household[c->row] < 0;
    return vacated ? vec_push(&week->vacant_homes, home_of(w, c->row)) : 0;
}

int demand_follow(struct week *week)
{
    const struct world *w = week->world;
    int64_t kept = 0;
    for (int64_t n = 0; n < week->vacant_homes.count; n++)
        if (w->dwelling.household[week->vacant_homes.data[n].dwelling] < 0)
            week->vacant_homes.data[kept++] = week->vacant_homes.data[n];
    week->vacant_homes.count = kept;
    int code = 0;
    for (int64_t n = 0; n < week->changes.count && code == 0; n++)
        code = follow_change(week, &week->changes.data[n]);
    return code;
}

/* The first week: everything that is vacant, and who lives where. */
static int find_vacant(struct week *week)
{
    const struct dwelling *d = &week->world->dwelling;
    const struct person *p = &week->world->person;
    for (int32_t i = 0; i < p->count; i++)
        week->residents[p->row[i].area][p->row[i].origin]++;
    for (int32_t row = 0; row < d->count; row++)
        if (d->household[row] < 0 && vec_push(&week->vacant_homes, home_of(week->world, row)) != 0)
            return LOFT_ENOMEM;
    return 0;
}

static int close_homes(struct homes *h)
{
    int code = ring_close(&h->ring);
    h->seats.count = 0;
    for (int32_t n = 0; n < h->ring.count && code == 0; n++)
        code = vec_push(&h->seats, h->found.data[h->ring.seats[n].row]);
    return code;
}

static int open_dwellings(struct week *week)
{
    const struct moving_params *m = &week->params->moving;
    int code = week->now == week->world->start_week ? find_vacant(week) : 0;
    for (int r = 0; r < HOME_RINGS; r++) {
        ring_reset(&week->vacant[r].ring);
        week->vacant[r].found.count = 0;
    }
    bool open = m->enabled || week->params->migration.enabled;
    for (int64_t n = 0; n < week->vacant_homes.count && open && code == 0; n++) {
        const struct home *home = &week->vacant_homes.data[n];
        int r = home->tenure == TENURE_SOCIAL ? 0 : 1;
        struct homes *h = &week->vacant[r];
        int64_t turnaround = r == 0 ? m->turnaround_social : m->turnaround_market;
        if (home->vacant_since + turnaround >= week->now)
            continue;
        code = ring_add(&h->ring, home->key, (int32_t)h->found.count, (uint32_t)week->now);
        if (code == 0)
            code = vec_push(&h->found, *home);
    }
    neutral_aim(week);
    for (int r = 0; r < HOME_RINGS && code == 0; r++)
        code = close_homes(&week->vacant[r]);
    return code;
}

void demand_free_vacancies(struct vacancies *v)
{
    ring_free(&v->ring);
    vec_clear(&v->found);
    vec_clear(&v->seats);
}

void demand_free_openings(struct openings *openings)
{
    vec_clear(&openings->first);
    vec_clear(&openings->list);
}

void demand_free_homes(struct homes *h)
{
    ring_free(&h->ring);
    vec_clear(&h->found);
    vec_clear(&h->seats);
}

int demand_open(struct week *week)
{
    int code = week->now == week->world->start_week ? slots_line_up(week) : 0;
    if (code == 0)
        code = sweep_slots(week);
    if (code == 0 && week->params->separation.enabled)
        code = commuters_leave(week);
    if (code == 0)
        code = open_vacancies(week);
    if (code == 0 && week->params->hiring.enabled)
        code = slots_follow(week);
    return code == 0 ? open_dwellings(week) : code;
}

bool demand_slot_lost(struct week *week, const struct event *event)
{
    if (week->world->slot.person[event->subject] != SLOT_COMMUTER)
        return false;
    SET(&week->changes, slot, person, event->subject, -1);
    SET(&week->changes, slot, since, event->subject, week->now);
    return true;
}
