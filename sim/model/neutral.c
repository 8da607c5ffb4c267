/* SPDX-License-Identifier: MIT */
#include "loft/model/neutral.h"

#include "loft/model/attachment.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

#include <stdlib.h>

enum { LANE = 6, MOST = 63 };

static bool is_pensioned(int status)
{
    return status == STATUS_DISABILITY_PENSION || status == STATUS_EARLY_RETIREMENT;
}

void neutral_count(struct likeness *l, int status, int hours, int attachment)
{
    if (!kind_is_working_age((enum status)status))
        return;
    l->of[hours >= 20 ? LIKE_WORKERS : LIKE_OTHERS]++;
    l->of[LIKE_STUDENTS] += status == STATUS_EDUCATION;
    l->of[LIKE_PENSIONED] += is_pensioned(status);
    l->of[LIKE_FIRM] += attachment == ATTACHMENT_FIRM && !is_pensioned(status);
}

static void count_person(struct likeness *l, const struct world *w, int32_t i)
{
    const struct person *p = &w->person;
    neutral_count(l, p->row[i].status, p->row[i].hours, p->row[i].attachment);
}

struct likeness neutral_household(const struct world *w, int32_t household)
{
    struct likeness l = {{0}};
    for (int32_t i = household_first(w, household); i >= 0; i = w->person.row[i].next)
        count_person(&l, w, i);
    return l;
}

int32_t neutral_pack(const struct likeness *l)
{
    int32_t left = 0;
    for (int k = LIKES - 1; k >= 0; k--)
        left = left << LANE | (l->of[k] < MOST ? l->of[k] : MOST);
    return left;
}

struct likeness neutral_unpack(int32_t left)
{
    struct likeness l;
    for (int k = 0; k < LIKES; k++)
        l.of[k] = left >> (LANE * k) & MOST;
    return l;
}

static void book(struct week *week, int area, const struct likeness *l, int times)
{
    for (int k = 0; k < LIKES; k++)
        week->missed[area].of[k] += times * l->of[k];
}

void neutral_crosses(struct week *week, int32_t i, int to)
{
    int from = week->world->person.row[i].area;
    if (!week->params->letting.neutral || from == to)
        return;
    struct likeness l = {{0}};
    count_person(&l, week->world, i);
    book(week, from, &l, 1);
    book(week, to, &l, -1);
}

void neutral_vacates(struct week *week, int32_t dwelling)
{
    const struct dwelling *d = &week->world->dwelling;
    if (!week->params->letting.neutral)
        return;
    struct likeness left = neutral_unpack(d->left[dwelling]);
    book(week, d->area[dwelling], &left, -1);
}

void neutral_occupies(struct week *week, int32_t household, int32_t dwelling)
{
    const struct dwelling *d = &week->world->dwelling;
    if (!week->params->letting.neutral)
        return;
    struct likeness l = d->left[dwelling] >= 0 ? neutral_unpack(d->left[dwelling])
                                               : neutral_household(week->world, household);
    book(week, d->area[dwelling], &l, 1);
}

int64_t neutral_sight(const struct week *week)
{
    return week->params->letting.neutral ? FIXED_ONE : week->params->moving.sight_social;
}

/* missed / offered, rounded down or up with the chance that makes it right on average. */
static int32_t part_of(int64_t missed, int64_t offered, uint32_t u)
{
    int64_t sum = missed * FIXED_ONE + u * offered, whole = offered * FIXED_ONE;
    return (int32_t)(sum >= 0 ? sum / whole : -((whole - 1 - sum) / whole));
}

static void aim_home(const struct week *week, struct home *home, int64_t offered)
{
    home->asks = neutral_unpack(home->left);
    for (int k = 0; k < LIKES; k++) {
        uint32_t u = draw_one(&week->luck, home->key, PURPOSE_ASKS, week->now, (uint32_t)k);
        home->asks.of[k] += part_of(week->missed[home->area].of[k], offered, u);
    }
}

void neutral_aim(struct week *week)
{
    int64_t offered[AREA_CODES] = {0};
    if (!week->params->letting.neutral)
        return;
    for (int r = 0; r < HOME_RINGS; r++)
        for (int64_t n = 0; n < week->vacant[r].found.count; n++) {
            const struct home *home = &week->vacant[r].found.data[n];
            offered[home->area] += home->left >= 0;
        }
    for (int r = 0; r < HOME_RINGS; r++)
        for (int64_t n = 0; n < week->vacant[r].found.count; n++) {
            struct home *home = &week->vacant[r].found.data[n];
            if (home->left >= 0)
                aim_home(week, home, offered[home->area]);
        }
}

int64_t neutral_score(const struct applicant *a, const struct home *home, int64_t ordinary)
{
    static const int64_t weight[LIKES] = {1 << 12, 1 << 6, 1, 1, 1};
    int64_t distance = 0;
    if (home->left < 0)
        return ordinary;
    for (int k = 0; k < LIKES; k++)
        distance += weight[k] * abs(a->like.of[k] - home->asks.of[k]);
    return ordinary - (distance << 40);
}
