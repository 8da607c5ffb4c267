/* SPDX-License-Identifier: MIT */
#include "loft/math/draw.h"
#include "loft/math/fixed.h"
#include "loft/model/class.h"
#include "loft/model/params.h"
#include "loft/model/start.h"
#include "loft/model/tenure.h"
#include "loft/world/purpose.h"
#include "loft/world/world.h"

/* Stocks of the ladder in a steady state: chance a week x weeks, of those at risk. */

/* A spell that is going on: lengths have no memory, so what is left is drawn like a whole one. */
static void put_in_spell(struct world *w, int32_t i, int status, enum severity severity,
                         int64_t weeks, int32_t left, uint32_t u)
{
    struct person *p = &w->person;
    p->row[i].status = (uint8_t)status;
    p->row[i].health = (uint8_t)severity;
    p->row[i].status_since = (int16_t)(w->start_week - tenure_elapsed(u, FIXED_ONE / weeks, 260));
    p->row[i].until = (int16_t)(w->start_week - 1 + left);
}

/* Share of those with this chance a week who are in a spell of this scale. */
static int64_t stock(int64_t chance, int64_t weeks)
{
    return fixed_portion(FIXED_ONE, chance * weeks, FIXED_ONE + chance * weeks);
}

static void put_in_clarification(struct world *w, const struct start *start, int32_t i,
                                 enum severity severity, const uint32_t u[4])
{
    int form = ladder_form(start->params, w->start_week, w->start_week, severity);
    int64_t weeks = ladder_weeks(start->params, form);
    put_in_spell(w, i, form, severity, weeks, sickness_length(weeks, 520, u[1]), u[2]);
}

/* Weekly entries into clarification from sickness, per person in work, by severity. */
static int64_t climbing(const struct health_params *h, enum severity severity)
{
    int64_t severe = (h->severe_young + h->severe_older) / 2;
    return fixed_both(h->sick_job, severity == SEVERITY_SEVERE
                                       ? severe
                                       : fixed_both(h->middle_share, h->middle_climb));
}

void start_ladder(struct world *w, const struct start *start)
{
    const struct health_params *h = &start->params->health;
    struct luck luck = draw_luck(start->seed, DRAW_NO_REPLICATE);
    struct person *p = &w->person;
    int64_t employed = 0, others = 0;
    if (!h->enabled)
        return;
    for (int32_t i = 0; i < p->count; i++) {
        employed += p->row[i].status == STATUS_EMPLOYED;
        others += p->row[i].status == STATUS_SELF_SUPPORTED;
    }
    int64_t severe = fixed_portion(climbing(h, SEVERITY_SEVERE) * h->clarify_weeks, employed,
                                   others > 0 ? others : 1);
    int64_t middle = fixed_portion(climbing(h, SEVERITY_MIDDLE) * h->clarify_weeks, employed,
                                   others > 0 ? others : 1);
    int64_t waiting =
        fixed_portion(FIXED_ONE, h->flexjob_lost, h->flexjob_lost + h->flexjob_found + 1);
    for (int32_t i = 0; i < p->count; i++) {
        uint32_t u[4];
        draw_four(&luck, p->key[i], PURPOSE_START_HEALTH, 0, 0, u);
        if (p->row[i].status == STATUS_EMPLOYED && u[0] < h->flexjobs)
            p->row[i].status = u[3] < waiting ? STATUS_WAITING_BENEFIT : STATUS_FLEXJOB;
        else if (p->row[i].status == STATUS_CASH_BENEFIT &&
                 u[0] < stock(h->clarify_cash, h->clarify_weeks))
            put_in_clarification(w, start, i, SEVERITY_SEVERE, u);
        else if (p->row[i].status == STATUS_SELF_SUPPORTED && u[0] < severe + middle)
            put_in_clarification(w, start, i, u[0] < severe ? SEVERITY_SEVERE : SEVERITY_MIDDLE, u);
    }
}

/* Severity among those who are ill now: long illnesses weigh more. Chances of being in each. */
static enum severity severity_now(const struct health_params *h, int age, int64_t chance,
                                  uint32_t u)
{
    int64_t share[SEVERITIES] = {
        [SEVERITY_SEVERE] = sickness_severe(h, age), [SEVERITY_MIDDLE] = h->middle_share};
    share[SEVERITY_LIGHT] = FIXED_ONE - share[SEVERITY_SEVERE] - share[SEVERITY_MIDDLE];
    int64_t until = 0;
    for (int s = SEVERITY_LIGHT; s < SEVERITIES; s++) {
        until += fixed_both(chance, share[s]) * (2 * sickness_weeks(h, (enum severity)s) + 1) / 2;
        if (u < until)
            return (enum severity)s;
    }
    return SEVERITY_NONE;
}

void start_sickness(struct world *w, const struct start *start, const struct luck *luck)
{
    const struct health_params *h = &start->params->health;
    struct person *p = &w->person;
    for (int32_t i = 0; i < p->count && h->enabled; i++) {
        bool works = p->row[i].status == STATUS_EMPLOYED;
        if (works ? w->start_week - p->row[i].job_since < TENURE_YEAR
                  : p->row[i].status != STATUS_INSURED_UNEMPLOYED)
            continue;
        uint32_t u[4];
        draw_four(luck, p->key[i], PURPOSE_START_HEALTH, 0, 0, u);
        uint32_t v = draw_one(luck, p->key[i], PURPOSE_START_HEALTH, 0, 1);
        enum severity severity =
            severity_now(h, world_age(w, i), works ? h->sick_job : h->sick_insured, v);
        if (severity == SEVERITY_NONE)
            continue;
        int64_t weeks = sickness_weeks(h, severity);
        p->row[i].paused = (int16_t)(works ? 0 : p->row[i].until - w->start_week + 1);
        put_in_spell(w, i, STATUS_SICKNESS, severity, weeks,
                     sickness_length(weeks, (int32_t)h->longest, u[1]), u[2]);
    }
}
