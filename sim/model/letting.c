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

void letting_count(const struct week *week, struct applicant *a, int education, int status,
                   int hours, int32_t weeks, int attachment)
{
    bool claims = kind_is_recipient((enum status)status);
    int32_t claimed = claims ? weeks : 0;
    a->workers += kind_is_working_age((enum status)status) && hours >= 20;
    neutral_count(&a->like, status, hours, attachment);
    a->students += status == STATUS_EDUCATION;
    a->claimants += claims;
    a->income += letting_income(week, education, status, hours);
    if (a->counted++ == 0 || claimed < a->benefit_weeks)
        a->benefit_weeks = claimed;
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

/* The list that this letting follows: keyed by the dwelling and the week it was vacated. */
enum mode { MODE_ASSIGNMENT, MODE_FLEXIBLE, MODE_INTERNAL, MODE_EXTERNAL };
struct mode_of {
    enum mode mode;
    bool combined; /* long-term claimants are refused */
};

static struct mode_of mode_of(const struct week *week, const struct home *home)
{
    const struct letting_params *l = &week->params->letting;
    const struct letting_state *state = &week->letting[home->area][home->landlord];
    uint32_t u[4];
    draw_four(&week->luck, home->key, PURPOSE_LETTING, home->vacant_since, 0, u);
    if (u[0] < l->assignment)
        return (struct mode_of){.mode = MODE_ASSIGNMENT};
    bool ruled = u[1] < state->share;
    if (state->rule == LETTING_FLEXIBLE && ruled)
        return (struct mode_of){.mode = MODE_FLEXIBLE};
    return (struct mode_of){.mode = u[2] < l->internal ? MODE_INTERNAL : MODE_EXTERNAL,
                            .combined = state->rule == LETTING_COMBINED && ruled};
}

/* Combined letting: every adult has been on cash benefit for too long. */
static bool refuses(const struct week *week, const struct applicant *a, const struct home *home)
{
    const struct letting_state *state = &week->letting[home->area][home->landlord];
    return state->rule == LETTING_COMBINED && a->claimants > 0 &&
           a->benefit_weeks >= state->refused && week->now - home->vacant_since < state->empty &&
           mode_of(week, home).combined;
}

bool letting_allows(const struct week *week, const struct applicant *a, const struct home *home)
{
    if (home->tenure == TENURE_OWNER && a->workers == 0 && a->oldest < AGE_EQUITY)
        return false;
    int64_t most = a->adults + a->children + week->params->letting.spare_rooms;
    if (home->tenure == TENURE_SOCIAL && (home->rooms > most || refuses(week, a, home)))
        return false;
    return letting_rent(week, a, home) <= a->limit;
}

/* Scores are sums of steps that cannot reach each other: group (10^9), fit (10^6), weeks (10^2). */
static const int64_t STEP_GROUP = 1000000000, STEP_FIT = 1000000, STEP_WEEK = 100;

static int need_of(const struct applicant *a)
{
    return (a->homeless ? 2 : 0) + (a->workers == 0 && a->claimants > 0);
}

static int score_internal(const struct applicant *a, const struct home *home)
{
    if (a->landlord == 0 || a->landlord != home->landlord)
        return 0;
    return a->area == home->area ? 2 : 1;
}

static int64_t score_social(const struct week *week, const struct applicant *a,
                            const struct home *home)
{
    int persons = a->adults + a->children, group;
    int64_t fit = persons + 1 >= home->rooms ? STEP_FIT : 0;
    int64_t listed = fit + STEP_WEEK * a->waited;
    switch (mode_of(week, home).mode) {
    case MODE_ASSIGNMENT:
        return STEP_GROUP * need_of(a) + STEP_FIT * a->children + STEP_WEEK * a->waited;
    case MODE_FLEXIBLE:
        return (a->workers + a->students > 0 ? STEP_GROUP : 0) + listed;
    case MODE_INTERNAL:
        group = score_internal(a, home);
        return group > 0 ? STEP_GROUP * group + fit + STEP_WEEK * a->tenancy : listed;
    default:
        return listed;
    }
}

int64_t letting_score(const struct week *week, const struct applicant *a, const struct home *home,
                      uint32_t noise)
{
    /* an adult in work is worth half the noise */
    int64_t score = home->tenure == TENURE_SOCIAL
                        ? score_social(week, a, home)
                        : (int64_t)noise + a->workers * ((int64_t)1 << 31);
    return week->params->letting.neutral ? neutral_score(a, home, score) : score;
}
