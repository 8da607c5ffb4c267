/* SPDX-License-Identifier: MIT */
#include "loft/model/reforms.h"

#include "loft/base/date.h"
#include "loft/model/week.h"

bool reforms_change(const struct week *week, int32_t when)
{
    const struct reforms_params *r = &week->params->reforms;
    const int32_t dates[] = {r->three_groups, r->two_groups, r->education_benefit,
                             r->introduction_ends, r->integration_begins};
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++)
        if (r->enabled && dates[k] == when)
            return true;
    return false;
}

int32_t reforms_insured_period(const struct params *params, int32_t start, int32_t when)
{
    const struct reforms_params *r = &params->reforms;
    bool shortened = reforms_hold(r, r->insured_period, start, when);
    return (int32_t)(shortened ? r->insured_weeks : params->search.insured_weeks);
}

int32_t reforms_insured_weeks(const struct week *week)
{
    return reforms_insured_period(week->params, week->world->start_week, week->now);
}

/* The law's table: half a year more for each half year of birth from 1954 on, at 63 for those born
 * from July 1956 to 1958. */
int reforms_later(int32_t born)
{
    static const struct {
        int year, month, later;
    } steps[] = {{1954, 1, 1}, {1954, 7, 2}, {1955, 1, 3}, {1955, 7, 4},
                 {1956, 1, 5}, {1956, 7, 6}, {1959, 1, 7}, {1959, 7, 8}};
    int later = 0;
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        if (born >= date_week(date_day(steps[k].year, steps[k].month, 1)))
            later = steps[k].later;
    return later;
}

int32_t reforms_early_week(const struct week *week, int32_t born)
{
    int32_t sixty = date_week_of_age(born, AGE_EARLY);
    const struct reforms_params *r = &week->params->reforms;
    bool later = reforms_hold(r, r->later_retirement, week->world->start_week, week->now);
    return later ? sixty + HALF_YEAR * reforms_later(born) : sixty;
}
