/* SPDX-License-Identifier: MIT */
#include "loft/model/cycle.h"

#include "loft/math/fixed.h"
#include "loft/model/params.h"
#include "loft/model/schedule.h"

/* Between two knots linear; before the first and after the last as there. */
static int64_t level_at(const struct cycle_series *s, const int64_t *level, int32_t week)
{
    if (s->count == 0)
        return FACTOR_ONE;
    int k = 0;
    while (k < s->count && s->week[k] <= week)
        k++;
    if (k == 0 || k == s->count)
        return level[k == 0 ? 0 : k - 1];
    int32_t past = week - s->week[k - 1], span = s->week[k] - s->week[k - 1];
    return level[k - 1] + (level[k] - level[k - 1]) * past / span;
}

static int64_t relative(const struct params *params, const struct cycle_series *s,
                        const int64_t *level, int32_t start, int32_t week)
{
    if (!params->cycle.enabled)
        return FACTOR_ONE;
    return level_at(s, level, week) * FACTOR_ONE / level_at(s, level, start);
}

int64_t cycle_jobs(const struct params *params, const struct schedules *schedules, int32_t start,
                   int32_t week)
{
    const struct cycle_series *s = &schedules->cycle;
    return relative(params, s, s->jobs, start, week);
}

int64_t cycle_separations(const struct params *params, const struct schedules *schedules,
                          int32_t start, int32_t week)
{
    const struct cycle_series *s = &schedules->cycle;
    return relative(params, s, s->separations, start, week);
}

int64_t cycle_worst(const struct params *params, const struct schedules *schedules)
{
    const struct cycle_series *s = &schedules->cycle;
    int64_t least = INT64_MAX, most = 0;
    for (int k = 0; k < s->count; k++) {
        least = s->separations[k] < least ? s->separations[k] : least;
        most = s->separations[k] > most ? s->separations[k] : most;
    }
    return s->count == 0 || !params->cycle.enabled ? FACTOR_ONE : most * FACTOR_ONE / least + 1;
}
