/* SPDX-License-Identifier: MIT */
#include "loft/model/slots.h"

#include "loft/model/week.h"

enum { SMOOTH_WEEKS = 26, LN2_MICRO = 693147 };

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

int slots_line_up(struct week *week)
{
    const struct slot *s = &week->world->slot;
    int64_t held[VACANCY_RINGS] = {0};
    for (int32_t row = 0; row < s->count; row++) {
        int r = demand_ring(s->skill[row], s->hours[row]);
        struct slot_point point = {slots_q(s->key[row]), s->key[row], row};
        if (vec_push(&week->levels[r].slots, point) != 0)
            return LOFT_ENOMEM;
        held[r] += s->person[row] != SLOT_CLOSED;
    }
    for (int r = 0; r < VACANCY_RINGS; r++) {
        struct slot_level *level = &week->levels[r];
        if (sort_spread(level->slots.data, level->slots.count, sizeof *level->slots.data, leading,
                        by_q, &week->buffer) != 0)
            return LOFT_ENOMEM;
        while (level->existing < level->slots.count &&
               level->slots.data[level->existing].q < FIXED_ONE)
            level->existing++;
        level->usual = fixed_both(held[r], week->params->demand.vacant);
        level->open = level->usual * FACTOR_ONE;
        week->vacancies[r].reach = FIXED_ONE / (level->usual > 0 ? level->usual : 1);
    }
    return 0;
}

/* Next week's g of one kind, from the vacancies of this week. */
static void adjust(struct week *week, struct slot_level *level, int64_t open)
{
    const struct demand_params *d = &week->params->demand;
    level->open += (open * FACTOR_ONE - level->open) / SMOOTH_WEEKS;
    if (level->usual == 0 || d->slot_elasticity == 0)
        return;
    int64_t lambda = FIXED_ONE * LN2_MICRO / 1000000 / d->adjustment;
    int64_t scarcity = FIXED_ONE - level->open * FACTOR_ONE / level->usual;
    int64_t up = fixed_both(fixed_both(scarcity, d->slot_elasticity), d->response);
    int64_t down = fixed_both(level->growth, FIXED_ONE - d->slot_elasticity);
    level->growth += fixed_both(up - down, lambda);
}

static int file(struct week *week, const struct slot_point *slot, enum event_kind kind)
{
    struct event event = {.key = slot->key, .subject = slot->row, .kind = (uint8_t)kind};
    return vec_push(&week->events, event);
}

int slots_follow(struct week *week)
{
    int code = 0;
    int64_t jobs = cycle_jobs(week->params, week->schedules, week->world->start_week, week->now);
    for (int r = 0; r < VACANCY_RINGS && code == 0; r++) {
        struct slot_level *level = &week->levels[r];
        adjust(week, level, week->vacancies[r].ring.count);
        int64_t L = fixed_scale(FIXED_ONE + level->growth, jobs);
        const struct slot_point *slots = level->slots.data;
        while (code == 0 && level->existing < level->slots.count && slots[level->existing].q < L)
            code = file(week, &slots[level->existing++], EVENT_SLOT_OPENS);
        while (code == 0 && level->existing > 0 && slots[level->existing - 1].q >= L)
            code = file(week, &slots[--level->existing], EVENT_SLOT_CLOSES);
    }
    return code;
}

void slots_free(struct week *week)
{
    for (int r = 0; r < VACANCY_RINGS; r++)
        vec_clear(&week->levels[r].slots);
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
