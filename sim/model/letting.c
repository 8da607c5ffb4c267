/* SPDX-License-Identifier: MIT */
#include "loft/model/letting.h"

#include "loft/model/week.h"

enum { AGE_EQUITY = 60 };

int64_t letting_income(const struct week *week, int education, int status, int hours)
{
    const struct letting_params *l = &week->params->letting;
    if (hours > 0)
        return fixed_both(week->schedules->wage[education] * hours * 52 / 12, l->net_wage);
    switch (status) {
    case STATUS_EDUCATION:
        return l->income_study;
    case STATUS_SELF_SUPPORTED:
        return l->income_none;
    default:
        return l->income_some;
    }
}

int64_t letting_rent(const struct week *week, const struct applicant *a, const struct home *home)
{
    bool supported = a->workers == 0 && home->tenure != TENURE_OWNER;
    return supported ? home->rent - fixed_both(home->rent, week->params->letting.support)
                     : home->rent;
}

void letting_limit(const struct week *week, struct applicant *a)
{
    a->limit = fixed_both(a->income, week->params->moving.rent_most);
}

bool letting_allows(const struct week *week, const struct applicant *a, const struct home *home)
{
    if (home->tenure == TENURE_OWNER && a->workers == 0 && a->oldest < AGE_EQUITY)
        return false;
    /* social dwellings: at most two rooms more than persons */
    if (home->tenure == TENURE_SOCIAL && home->rooms > a->adults + a->children + 2)
        return false;
    return letting_rent(week, a, home) <= a->limit;
}

/* The rule that this letting follows: keyed by the dwelling and the week it was vacated. */
enum mode { MODE_ASSIGNMENT, MODE_EXTERNAL, MODE_FLEXIBLE };

static enum mode mode_of(const struct week *week, const struct home *home)
{
    uint32_t u[4];
    draw_four(&week->luck, home->key, PURPOSE_LETTING, home->vacant_since, 0, u);
    if (u[0] < week->params->letting.assignment)
        return MODE_ASSIGNMENT;
    const struct letting_state *state = &week->letting[home->area];
    return state->rule == LETTING_FLEXIBLE && u[1] < state->share ? MODE_FLEXIBLE : MODE_EXTERNAL;
}

/* Scores are sums of steps that cannot reach each other: group (10^9), fit (10^6), weeks (10^2). */
static const int64_t STEP_GROUP = 1000000000, STEP_FIT = 1000000, STEP_WEEK = 100;

static int64_t score_social(const struct week *week, const struct applicant *a,
                            const struct home *home)
{
    int persons = a->adults + a->children;
    int64_t fit = persons + 1 >= home->rooms ? STEP_FIT : 0;
    int64_t listed = fit + STEP_WEEK * a->waited;
    switch (mode_of(week, home)) {
    case MODE_ASSIGNMENT:
        return (a->workers == 0 ? STEP_GROUP : 0) + STEP_FIT * a->children + STEP_WEEK;
    case MODE_FLEXIBLE:
        return (a->workers + a->students > 0 ? STEP_GROUP : 0) + listed;
    default:
        return listed;
    }
}

int64_t letting_score(const struct week *week, const struct applicant *a, const struct home *home,
                      uint32_t noise)
{
    if (home->tenure == TENURE_SOCIAL)
        return score_social(week, a, home);
    /* an adult in work is worth half the noise */
    return (int64_t)noise + a->workers * ((int64_t)1 << 31);
}
