/* SPDX-License-Identifier: MIT */
#include "loft/model/separation.h"

#include "loft/math/table.h"
#include "loft/model/segment.h"
#include "loft/model/settle.h"
#include "loft/model/week.h"

/* a^(1 - s) x b^s for chances a, b and a share s. */
static int64_t blend(int64_t a, int64_t b, int64_t s)
{
    if (a <= 0 || s == 0)
        return a;
    if (b <= 0 || s == FIXED_ONE)
        return b;
    int64_t whole = table_ln((uint64_t)FIXED_ONE);
    int64_t below = fixed_both(whole - table_ln((uint64_t)a), FIXED_ONE - s) +
                    fixed_both(whole - table_ln((uint64_t)b), s);
    return table_exp_minus(below >> 16); /* 2^-32 -> 2^-16 */
}

void separation_chances(const struct separation_params *s,
                        int64_t chances[ATTACHMENTS][SEPARATION_BANDS])
{
    const int64_t bands[SEPARATION_BANDS] = {s->first_quarter, s->first_year, s->later, s->settled};
    for (int band = 0; band < SEPARATION_BANDS; band++) {
        chances[ATTACHMENT_WEAK][band] = blend(bands[band], s->weak, s->heterogeneity_share);
        chances[ATTACHMENT_FIRM][band] = blend(bands[band], s->firm, s->heterogeneity_share);
    }
}

static int band_of(unsigned class)
{
    enum stage stage = class_stage(class);
    return stage >= STAGE_JOB_NEW && stage <= STAGE_JOB_SETTLED ? (int)(stage - STAGE_JOB_NEW) : -1;
}

bool separation_is_common(unsigned class)
{
    return band_of(class) >= 0 && (class_stage(class) == STAGE_JOB_NEW || !class_firm(class));
}

static int64_t cap(unsigned class)
{
    static const int64_t caps[SEPARATION_BANDS] = {0, SEGMENT_CAP(0.018), SEGMENT_CAP(0.0125),
                                                   SEGMENT_CAP(0.0075)};
    return separation_is_common(class) || band_of(class) < 0 ? 0 : caps[band_of(class)];
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    int band = band_of(class);
    if (cap(class) == 0)
        return 0;
    int64_t base =
        fixed_scale(schedules->separation[class_firm(class)][band], params->separation.unskilled);
    return fixed_scale(base, cycle_worst(params, schedules));
}

static int64_t chance(const struct week *week, int32_t person)
{
    unsigned class = week->world->person.class[person];
    int32_t slot = week->world->person.row[person].slot;
    int64_t base = week->schedules->separation[class_firm(class)][band_of(class)];
    bool unskilled = slot >= 0 && week->world->slot.skill[slot] == EDUCATION_BASIC;
    if (unskilled)
        base = fixed_scale(base, week->params->separation.unskilled);
    bool first = unskilled || class_stage(class) <= STAGE_JOB_YEAR; /* they go first in a slump */
    base = fixed_scale(base, first ? week->slump : week->quits);
    return week_chance(week, PROCESS_SEPARATION, person, base);
}

const struct segment separation_segment = {
    .event = EVENT_SEPARATE, .cap = cap, .top = top, .chance = chance};

/* The highest chances that this week gives without policies. */
static void highest(const struct week *week, int64_t most[ATTACHMENTS][SEPARATION_BANDS])
{
    int64_t slump = week->slump > week->quits ? week->slump : week->quits;
    for (int a = 0; a < ATTACHMENTS; a++)
        for (int band = 0; band < SEPARATION_BANDS; band++)
            most[a][band] = 1 + fixed_scale(fixed_scale(week->schedules->separation[a][band],
                                                        week->params->separation.unskilled),
                                            slump);
}

bool separation_act(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    int64_t count = act->at_risk.count;
    if (!week->params->separation.enabled || count == 0)
        return true;
    if (!batch_draw_people(b, week, act->at_risk.data, count, PURPOSE_JOB_LOSS))
        return false;
    bool plain = week->modifiers.count[PROCESS_SEPARATION] == 0; /* no policy on job losses */
    int64_t most[ATTACHMENTS][SEPARATION_BANDS];
    highest(week, most);
    for (int64_t n = 0; n < count; n++) {
        int32_t person = act->at_risk.data[n];
        unsigned class = week->world->person.class[person];
        if (plain && b->words.data[n] >= most[class_firm(class)][band_of(class)])
            continue; /* most keep their job: their slot need not be looked up */
        if (b->words.data[n] < chance(week, person))
            act_file(act, EVENT_SEPARATE, b->keys.data[n], person, 0, 0);
    }
    return true;
}

void separation_end_job(struct week *week, int32_t i)
{
    struct person *p = &week->world->person;
    int32_t slot = p->row[i].slot;
    if (slot == -1)
        return;
    if (slot >= 0) {
        SET(&week->changes, slot, person, slot, -1);
        SET(&week->changes, slot, since, slot, week->now);
    }
    SET(&week->changes, person, slot, i, -1);
    SET(&week->changes, person, hours, i, 0);
    SET(&week->changes, person, job_since, i, -1);
}

/* Whether an insured period has been earned in this job, or is left from before. */
static bool has_right(const struct week *week, int32_t i, int32_t weeks_in_job)
{
    return weeks_in_job >= week->params->separation.insured_weeks ||
           week->world->person.row[i].until > week->now;
}

int separation_next_status(const struct week *week, int32_t i, int32_t weeks_in_job)
{
    const struct separation_params *s = &week->params->separation;
    uint64_t key = week->world->person.key[i];
    /* membership of an unemployment fund is a lasting trait: not keyed by week */
    bool member = draw_one(&week->luck, key, PURPOSE_AFTER_JOB, 0, 1) < s->insured_share;
    if (member && has_right(week, i, weeks_in_job))
        return STATUS_INSURED_UNEMPLOYED;
    return week_draw(week, key, PURPOSE_AFTER_JOB, 0) < s->cash_share ? STATUS_CASH_BENEFIT
                                                                      : STATUS_SELF_SUPPORTED;
}

void separation_dismiss(struct week *week, int32_t i)
{
    const struct person *p = &week->world->person;
    if (p->row[i].status != STATUS_EMPLOYED) {
        separation_end_job(week, i);
        return;
    }
    int32_t weeks_in_job = week->now + 1 - p->row[i].job_since;
    int next = separation_next_status(week, i, weeks_in_job);
    int32_t until = weeks_in_job >= week->params->separation.insured_weeks
                        ? week->now + reforms_insured_weeks(week)
                        : p->row[i].until;
    separation_end_job(week, i);
    settle_status(week, i, next, next == STATUS_INSURED_UNEMPLOYED ? until : -1);
}

bool separation_separate(struct week *week, const struct event *event)
{
    const struct person *p = &week->world->person;
    if (p->row[event->subject].status != STATUS_EMPLOYED || p->row[event->subject].slot == -1)
        return false;
    separation_dismiss(week, event->subject);
    return true;
}
