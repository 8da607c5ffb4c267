/* SPDX-License-Identifier: MIT */
#include "loft/model/demand.h"

#include "loft/math/table.h"
#include "loft/model/week.h"

bool demand_is_offered(const struct week *week, int32_t slot)
{
    const struct slot *s = &week->world->slot;
    return s->person[slot] == -1 && s->since[slot] < week->now;
}

static int ring_of(int skill)
{
    return skill <= EDUCATION_UPPER ? 0 : skill - 1;
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

/* Commuters leave: one uniform per slot that a commuter holds, drawn in one sweep. */
static int commuters_leave(struct week *week)
{
    const struct slot *s = &week->world->slot;
    week->rows.count = week->keys.count = 0;
    for (int32_t slot = 0; slot < s->count; slot++)
        if (s->person[slot] == SLOT_COMMUTER)
            if (vec_push(&week->rows, slot) != 0 || vec_push(&week->keys, s->key[slot]) != 0)
                return LOFT_ENOMEM;
    int64_t count = week->rows.count;
    if (week->uniforms.room < count && vec_reserve(&week->uniforms, count) != 0)
        return LOFT_ENOMEM;
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

static int open_vacancies(struct week *week)
{
    const struct slot *s = &week->world->slot;
    for (int r = 0; r < VACANCY_RINGS; r++)
        ring_reset(&week->vacancies[r]);
    bool hiring = week->params->hiring.enabled;
    for (int32_t slot = 0; slot < s->count && hiring; slot++) {
        if (!demand_is_offered(week, slot))
            continue;
        int code = ring_add(&week->vacancies[ring_of(s->skill[slot])], s->key[slot], slot,
                            (uint32_t)week->now);
        if (code == 0)
            code = commuter_applies(week, slot);
        if (code != 0)
            return code;
    }
    for (int r = 0; r < VACANCY_RINGS; r++)
        ring_close(&week->vacancies[r]);
    return 0;
}

static int open_dwellings(struct week *week)
{
    const struct dwelling *d = &week->world->dwelling;
    const struct moving_params *m = &week->params->moving;
    for (int r = 0; r < HOME_RINGS; r++)
        ring_reset(&week->vacant[r]);
    if (!m->enabled && !week->params->migration.enabled)
        return 0;
    for (int32_t row = 0; row < d->count; row++) {
        if (d->household[row] >= 0)
            continue;
        int r = d->tenure[row] == TENURE_SOCIAL ? 0 : 1;
        int64_t turnaround = r == 0 ? m->turnaround_social : m->turnaround_market;
        if (d->vacant_since[row] + turnaround >= week->now)
            continue;
        int code = ring_add(&week->vacant[r], d->key[row], row, (uint32_t)week->now);
        if (code != 0)
            return code;
    }
    for (int r = 0; r < HOME_RINGS; r++)
        ring_close(&week->vacant[r]);
    return 0;
}

int demand_open(struct week *week)
{
    int code = 0;
    if (week->params->separation.enabled)
        code = commuters_leave(week);
    if (code == 0)
        code = open_vacancies(week);
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
