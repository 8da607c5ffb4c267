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

/* Factor of those who go first, when all job losses change by `all` and those of the others by
 * `quits`. */
static int64_t on_first(const struct cycle_params *cycle, int64_t all, int64_t quits)
{
    int64_t others = fixed_both(quits, FIXED_ONE - cycle->first);
    int64_t theirs = (all - others) * FIXED_ONE / cycle->first;
    return theirs > 0 ? theirs : 0;
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
    if (!params->cycle.enabled)
        return FACTOR_ONE;
    return on_first(&params->cycle, relative(params, s, s->separations, start, week),
                    cycle_quits(params, schedules, start, week));
}

int64_t cycle_quits(const struct params *params, const struct schedules *schedules, int32_t start,
                    int32_t week)
{
    const struct cycle_series *s = &schedules->cycle;
    return relative(params, s, s->quits, start, week);
}

int64_t cycle_vacancies(const struct params *params, const struct schedules *schedules,
                        int32_t start, int32_t week)
{
    const struct cycle_series *s = &schedules->cycle;
    return relative(params, s, s->vacancies, start, week);
}

/* Largest ratio of two levels of a series. */
static int64_t swing_of(const int64_t *level, int count)
{
    int64_t least = INT64_MAX, most = 0;
    for (int k = 0; k < count; k++) {
        least = level[k] < least ? level[k] : least;
        most = level[k] > most ? level[k] : most;
    }
    return most * FACTOR_ONE / least + 1;
}

int64_t cycle_worst(const struct params *params, const struct schedules *schedules)
{
    const struct cycle_series *s = &schedules->cycle;
    if (s->count == 0 || !params->cycle.enabled)
        return FACTOR_ONE;
    int64_t quits = swing_of(s->quits, s->count);
    int64_t first = on_first(&params->cycle, swing_of(s->separations, s->count),
                             FACTOR_ONE * FACTOR_ONE / quits);
    return (first > quits ? first : quits) + 1;
}
