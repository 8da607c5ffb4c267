/* SPDX-License-Identifier: MIT */
#include "loft/model/attachment.h"
#include "loft/model/pool.h"
#include "loft/model/schedule.h"

#include "loft/math/fixed.h"

/* Share of an outcome among the alternatives of a choice. */
static int64_t share_of(const struct schedule_choice *choice, int32_t value)
{
    int64_t share = 0, before = 0;
    for (int k = 0; k < choice->count; k++) {
        if (choice->value[k] == value)
            share += choice->until[k] - before;
        before = choice->until[k];
    }
    return share;
}

/* Statuses of one type's applicants of one origin. */
static void status_of(struct pool_type *type, const struct schedule_choice *by_origin, int origin)
{
    struct schedule_choice *out = &type->status_of[origin];
    *out = type->status;
    int64_t weight[32] = {0}, sum = 0;
    for (int k = 0; k < out->count; k++) {
        int32_t status = out->value[k];
        int64_t mean = 0, mine = share_of(&by_origin[origin], status);
        for (int o = 0; o < ORIGINS; o++)
            mean += fixed_both(share_of(&type->origin, o), share_of(&by_origin[o], status));
        int64_t share = share_of(&type->status, status);
        weight[k] =
            mean > 0 && by_origin[origin].count > 0 ? fixed_portion(share, mine, mean) : share;
        sum += weight[k];
    }
    int64_t until = 0;
    for (int k = 0; k < out->count && sum > 0; k++) {
        until += weight[k];
        out->until[k] = k + 1 == out->count ? FIXED_ONE : fixed_portion(FIXED_ONE, until, sum);
    }
}

void pool_statuses(struct schedules *schedules, const struct schedule_choice *by_origin,
                   const struct attachment_params *params)
{
    for (int t = 0; t < schedules->pool.count; t++) {
        struct pool_type *type = &schedules->pool_types[t];
        for (int origin = 0; origin < ORIGINS; origin++) {
            struct attachment_group group = {{0}};
            status_of(type, by_origin, origin);
            for (int status = 0; status < STATUSES; status++)
                group.people[status] = share_of(&type->status_of[origin], status) >> 12;
            for (int status = 0; status < STATUSES; status++)
                type->firm[origin][status] = attachment_chance(params, &group, (enum status)status);
        }
    }
}
