/* SPDX-License-Identifier: MIT */
#include "loft/model/slots.h"

#include "loft/model/week.h"

enum { LN2_MICRO = 693147 };

int64_t slots_q(uint64_t key)
{
    uint32_t u = (uint32_t)(hash_mix(key ^ UINT64_C(0x51075)) >> 32);
    return (int64_t)u * SLOTS_SPARE_EIGHTHS / 8;
}

static int by_q(const void *a, const void *b)
{
    const struct slot_point *x = a, *y = b;
    if (x->q != y->q)
        return x->q < y->q ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* q is below 2^33. */
static uint64_t leading(const void *point)
{
    return (uint64_t)((const struct slot_point *)point)->q << 31;
}

/* Vacancies that are usual for so many jobs of a kind, 2^16 = 1. */
static int64_t usual_vacancies(const struct demand_params *d, int ring, int64_t jobs)
{
    const int64_t shares[VACANCY_RINGS] = {d->vacant_unskilled, d->vacant_vocational,
                                           d->vacant_medium, d->vacant_long, d->vacant_small};
    return fixed_both(jobs * FACTOR_ONE, shares[ring]);
}

static bool is_unskilled(int ring)
{
    return ring == 0 || ring == VACANCY_SMALL;
}

/* Jobs that ask for no education change more than others in the cycle, all together as they must.
 */
static void share_swing(struct week *week, const int64_t held[VACANCY_RINGS])
{
    int64_t unskilled = 0, all = 0;
    for (int r = 0; r < VACANCY_RINGS; r++) {
        all += held[r];
        unskilled += is_unskilled(r) ? held[r] : 0;
    }
    int64_t most = unskilled > 0 ? FACTOR_ONE * all / unskilled : FACTOR_ONE;
    int64_t high = week->params->cycle.unskilled < most ? week->params->cycle.unskilled : most;
    int64_t low = unskilled < all ? (FACTOR_ONE * all - high * unskilled) / (all - unskilled) : 0;
    for (int r = 0; r < VACANCY_RINGS; r++)
        week->levels[r].swing = is_unskilled(r) ? high : low;
}

/* Of the weeks of a review period, the one in which a slot is reviewed. */
static int review_of(uint64_t key)
{
    return (int)draw_below((uint32_t)(hash_mix(key ^ UINT64_C(0x4e71e3)) >> 32), SLOTS_REVIEW);
}

static int sort_group(struct week *week, struct slot_group *group)
{
    int code = sort_spread(group->slots.data, group->slots.count, sizeof *group->slots.data,
                           leading, by_q, &week->buffer);
    while (group->existing < group->slots.count && group->slots.data[group->existing].q < FIXED_ONE)
        group->existing++;
    return code;
}

int slots_line_up(struct week *week)
{
    const struct slot *s = &week->world->slot;
    int64_t held[VACANCY_RINGS] = {0};
    for (int32_t row = 0; row < s->count; row++) {
        int r = demand_ring(s->skill[row], s->hours[row]);
        struct slot_point point = {slots_q(s->key[row]), s->key[row], row};
        if (vec_push(&week->levels[r].groups[review_of(point.key)].slots, point) != 0)
            return LOFT_ENOMEM;
        held[r] += s->person[row] != SLOT_CLOSED;
    }
    for (int r = 0; r < VACANCY_RINGS; r++) {
        struct slot_level *level = &week->levels[r];
        for (int n = 0; n < SLOTS_REVIEW; n++)
            if (sort_group(week, &level->groups[n]) != 0)
                return LOFT_ENOMEM;
        level->usual = fixed_both(held[r], week->params->demand.vacant);
        week->vacancies[r].reach = FIXED_ONE / (level->usual > 0 ? level->usual : 1);
        int64_t usual = usual_vacancies(&week->params->demand, r, held[r]);
        level->response = (struct slot_response){.usual = usual, .open = usual};
    }
    share_swing(week, held);
    return 0;
}

/* Share by which fewer vacancies are open than usual, below 0: by which usual is fewer than open.
 */
static int64_t scarcity_of(int64_t open, int64_t usual)
{
    return open <= usual ? FIXED_ONE - open * FACTOR_ONE / usual * FACTOR_ONE
                         : usual * FACTOR_ONE / open * FACTOR_ONE - FIXED_ONE;
}

void slots_respond(struct slot_response *r, const struct demand_params *d, int64_t open,
                   int64_t cycle)
{
    int64_t usual = fixed_scale(r->usual, cycle);
    r->open += (open * FACTOR_ONE - r->open) / d->smoothing;
    if (usual == 0 || d->slot_elasticity == 0)
        return;
    int64_t lambda = FIXED_ONE * LN2_MICRO / 1000000 / d->adjustment;
    int64_t up =
        fixed_both(fixed_both(scarcity_of(r->open, usual), d->slot_elasticity), d->response);
    int64_t down = fixed_both(r->growth, FIXED_ONE - d->slot_elasticity);
    r->growth += fixed_both(up - down, lambda);
}

static int file(struct week *week, const struct slot_point *slot, enum event_kind kind)
{
    struct event event = {.key = slot->key, .subject = slot->row, .kind = (uint8_t)kind};
    return vec_push(&week->events, event);
}

int slots_follow(struct week *week)
{
    int code = 0;
    const struct params *params = week->params;
    int32_t start = week->world->start_week;
    int64_t jobs = cycle_jobs(params, week->schedules, start, week->now);
    int64_t vacancies = cycle_vacancies(params, week->schedules, start, week->now);
    for (int r = 0; r < VACANCY_RINGS && code == 0; r++) {
        struct slot_level *level = &week->levels[r];
        slots_respond(&level->response, &params->demand, week->vacancies[r].ring.count, vacancies);
        int64_t cycle = FACTOR_ONE + fixed_scale(jobs - FACTOR_ONE, level->swing);
        int64_t L = fixed_scale(FIXED_ONE + level->response.growth, cycle);
        struct slot_group *group = &level->groups[(week->now - start) % SLOTS_REVIEW];
        const struct slot_point *slots = group->slots.data;
        while (code == 0 && group->existing < group->slots.count && slots[group->existing].q < L)
            code = file(week, &slots[group->existing++], EVENT_SLOT_OPENS);
        while (code == 0 && group->existing > 0 && slots[group->existing - 1].q >= L)
            code = file(week, &slots[--group->existing], EVENT_SLOT_CLOSES);
    }
    return code;
}

void slots_free(struct week *week)
{
    for (int r = 0; r < VACANCY_RINGS; r++)
        for (int n = 0; n < SLOTS_REVIEW; n++)
            vec_clear(&week->levels[r].groups[n].slots);
}

bool slots_open(struct week *week, const struct event *event)
{
    int32_t slot = event->subject;
    if (week->world->slot.person[slot] != SLOT_CLOSED)
        return false;
    SET(&week->changes, slot, person, slot, -1);
    SET(&week->changes, slot, since, slot, week->now);
    return true;
}

bool slots_close(struct week *week, const struct event *event)
{
    int32_t slot = event->subject, holder = week->world->slot.person[slot];
    if (holder == SLOT_CLOSED)
        return false;
    if (holder >= 0)
        separation_dismiss(week, holder);
    SET(&week->changes, slot, person, slot, SLOT_CLOSED);
    SET(&week->changes, slot, since, slot, week->now);
    return true;
}
