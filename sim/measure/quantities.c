/* SPDX-License-Identifier: MIT */
#include "loft/measure/quantities.h"

#include "loft/measure/tally.h"

#include <math.h>

#define INFO(NAME, id, form_, unit_, adds_, text)                                                  \
    {.form = QUANTITY_##form_, .unit = unit_, .adds = adds_},
#define ID(NAME, id, form, unit, adds, text) #id,
#define TEXT(NAME, id, form, unit, adds, text) text,
const struct quantity_info quantities_infos[QUANTITIES] = {QUANTITY_LIST(INFO)};
const char *const quantities_ids[QUANTITIES] = {QUANTITY_LIST(ID)};
const char *const quantities_texts[QUANTITIES] = {QUANTITY_LIST(TEXT)};

/* Residents in states that are shares, or that events happen to, by residence. */
enum stock {
    PEOPLE,
    WORKING_AGE,
    WORK,
    WORK_TWENTY,
    EMPLOYED,
    OUTSIDE,
    STUDY,
    CASH,
    INSURED,
    DISABLED,
    ABLE, /* 18-64 and not on disability pension */
    EARLY,
    UNDER_AGE,
    OLD,
    STOCKS
};

/* Somebody whose way is followed. */
struct followed {
    int16_t job;  /* first week of the present time in work that began from cash benefit, from 1;
                     negative: died or left Denmark in it; 0: none */
    uint8_t bits; /* of the cohort; and what he or she has done since */
    uint8_t area; /* where the cohort's member lived at the start */
};
enum { MEMBER = 1, EVER = 2, EVER_TWENTY = 4 };

/* Work that began from cash benefit, in the order of its first week. */
struct begun {
    int32_t person;
    int16_t week; /* the first, since the start of the run, from 1 */
    uint8_t area;
};

struct quantities {
    VEC(struct followed) people; /* by row */
    VEC(struct begun) begun;
    int64_t soon, later; /* the first of `begun` that was not yet looked at */
    VEC(int32_t) members;
    int64_t stock[AREA_CODES][STOCKS];
    int64_t nonwestern[AREA_CODES];
    int64_t part[AREAS_MOST][QUANTITIES], whole[AREAS_MOST][QUANTITIES]; /* of this year */
};

/* Shares of stocks, and the stocks whose weeks rates are divided by. */
static const struct {
    uint8_t quantity, part, whole;
} shares[] = {
    {QUANTITY_IN_WORK, WORK, WORKING_AGE},
    {QUANTITY_IN_WORK_TWENTY, WORK_TWENTY, WORKING_AGE},
    {QUANTITY_EMPLOYED, EMPLOYED, WORKING_AGE},
    {QUANTITY_OUTSIDE, OUTSIDE, WORKING_AGE},
    {QUANTITY_IN_EDUCATION, STUDY, WORKING_AGE},
    {QUANTITY_ON_CASH, CASH, WORKING_AGE},
    {QUANTITY_INSURED, INSURED, WORKING_AGE},
    {QUANTITY_DISABLED, DISABLED, WORKING_AGE},
    {QUANTITY_EARLY, EARLY, WORKING_AGE},
    {QUANTITY_UNDER_AGE, UNDER_AGE, PEOPLE},
    {QUANTITY_PENSIONERS, OLD, PEOPLE},
};
static const struct {
    uint8_t quantity, whole;
} rates[] = {
    {QUANTITY_MIGRANTS_IN, PEOPLE}, {QUANTITY_MIGRANTS_OUT, PEOPLE}, {QUANTITY_BIRTHS, PEOPLE},
    {QUANTITY_DEATHS, PEOPLE},      {QUANTITY_JOB_LOSSES, WORK},     {QUANTITY_HIRES_JOBLESS, WORK},
    {QUANTITY_CASH_TO_WORK, CASH},  {QUANTITY_CASH_TO_STUDY, CASH},  {QUANTITY_TO_DISABILITY, ABLE},
};

double quantities_value(enum quantity quantity, int64_t numerator, int64_t denominator)
{
    if (denominator == 0)
        return NAN;
    double value = (double)numerator / (double)denominator;
    return quantities_infos[quantity].form == QUANTITY_A_YEAR ? 52 * value : value;
}

static bool studies(enum status status)
{
    return status == STATUS_EDUCATION || status == STATUS_APPRENTICESHIP;
}

/* In work at 18-64, by a definition. */
static bool works(uint32_t state, enum employment definition)
{
    return state_group(state) == GROUP_WORKING && state_employment(state) >> definition & 1u;
}

/* The stocks that a state belongs to, as bits. */
static unsigned stocks_of(uint32_t state)
{
    enum status s = state_status(state);
    if (state_group(state) != GROUP_WORKING)
        return 1u << PEOPLE | 1u << (s == STATUS_CHILD ? UNDER_AGE : OLD);
    bool work = works(state, EMPLOYMENT_E1);
    return 1u << PEOPLE | 1u << WORKING_AGE | (unsigned)work << WORK |
           (unsigned)works(state, EMPLOYMENT_E2) << WORK_TWENTY |
           (unsigned)(s == STATUS_EMPLOYED || s == STATUS_SELF_EMPLOYED) << EMPLOYED |
           (unsigned)(!work && !studies(s)) << OUTSIDE | (unsigned)studies(s) << STUDY |
           (unsigned)kind_is_recipient(s) << CASH |
           (unsigned)(s == STATUS_INSURED_UNEMPLOYED) << INSURED |
           (unsigned)(s == STATUS_DISABILITY_PENSION) << DISABLED |
           (unsigned)(s != STATUS_DISABILITY_PENSION) << ABLE |
           (unsigned)(s == STATUS_EARLY_RETIREMENT) << EARLY;
}

static void count_stocks(struct quantities *q, uint32_t state, int sign)
{
    unsigned bits = stocks_of(state);
    for (int s = 0; s < STOCKS; s++)
        if (bits >> s & 1u)
            q->stock[state_area(state)][s] += sign;
}

static bool inside(const struct tally *t, unsigned area)
{
    return area < (unsigned)t->plan->areas;
}

static void count(struct tally *t, unsigned area, enum quantity quantity)
{
    if (inside(t, area))
        t->quantities->part[area][quantity]++;
}

/* One more of those of whom a share is counted, and whether it is one of the share. */
static void count_one_of(struct tally *t, unsigned area, enum quantity quantity, bool hit)
{
    if (!inside(t, area))
        return;
    t->quantities->part[area][quantity] += hit;
    t->quantities->whole[area][quantity]++;
}

/* Room for a person's row. NULL: out of memory. */
static struct followed *follow(struct quantities *q, int32_t i)
{
    while (q->people.count <= i)
        if (vec_push(&q->people, ((struct followed){0})) != 0)
            return NULL;
    return &q->people.data[i];
}

static void note_work(struct followed *f, uint32_t state)
{
    if (works(state, EMPLOYMENT_E1))
        f->bits |= EVER;
    if (works(state, EMPLOYMENT_E2))
        f->bits |= EVER_TWENTY;
}

int quantities_begin(struct tally *t, const struct world *w)
{
    struct quantities *q = t->quantities = mem_new(1, sizeof *q);
    if (q == NULL)
        return LOFT_ENOMEM;
    for (int32_t i = 0; i < w->person.count; i++) {
        uint32_t state = w->person.row[i].seen;
        count_stocks(q, state, 1);
        q->nonwestern[state_area(state)] += w->person.row[i].origin == ORIGIN_NONWESTERN;
        if (!inside(t, state_area(state)) || state_group(state) != GROUP_WORKING ||
            !kind_is_recipient(state_status(state)))
            continue;
        struct followed *f = follow(q, i);
        if (f == NULL || vec_push(&q->members, i) != 0)
            return LOFT_ENOMEM;
        f->bits = MEMBER;
        f->area = (uint8_t)state_area(state);
        note_work(f, state);
    }
    return 0;
}

void quantities_monday(struct tally *t)
{
    struct quantities *q = t->quantities;
    for (int area = 0; area < t->plan->areas; area++) {
        const int64_t *stock = q->stock[area];
        int64_t *part = q->part[area], *whole = q->whole[area];
        for (size_t n = 0; n < sizeof shares / sizeof *shares; n++) {
            part[shares[n].quantity] += stock[shares[n].part];
            whole[shares[n].quantity] += stock[shares[n].whole];
        }
        for (size_t n = 0; n < sizeof rates / sizeof *rates; n++)
            whole[rates[n].quantity] += stock[rates[n].whole];
        part[QUANTITY_NONWESTERN] += q->nonwestern[area];
        whole[QUANTITY_NONWESTERN] += stock[PEOPLE];
        part[QUANTITY_VACANT] += t->vacant[area];
        whole[QUANTITY_VACANT] += t->dwellings[area];
        whole[QUANTITY_TENANCIES] += t->dwellings[area];
    }
}

static void count_loss(struct tally *t, const struct week *week, unsigned area)
{
    int32_t nth = week->now - t->plan->start_week + 1;
    count(t, area, QUANTITY_JOB_LOSSES);
    if (!inside(t, area))
        return;
    t->quantities->part[area][QUANTITY_LOSSES_START] += nth <= 13;
    t->quantities->whole[area][QUANTITY_LOSSES_START] += nth >= 40 && nth <= 52;
}

static void count_hire(struct tally *t, const struct week *week, int32_t person, int channel)
{
    static const uint8_t all[CHANNELS] = {QUANTITY_HIRES_DIRECT, QUANTITY_HIRES_ACQUAINTANCE,
                                          QUANTITY_HIRES_JOBCENTRE};
    static const uint8_t by_sex[CHANNELS][SEXES] = {
        {QUANTITY_HIRES_DIRECT_MEN, QUANTITY_HIRES_DIRECT_WOMEN},
        {QUANTITY_HIRES_ACQUAINTANCE_MEN, QUANTITY_HIRES_ACQUAINTANCE_WOMEN},
        {QUANTITY_HIRES_JOBCENTRE_MEN, QUANTITY_HIRES_JOBCENTRE_WOMEN}};
    const struct person *p = &week->world->person;
    unsigned area = p->row[person].area;
    for (int c = 0; c < CHANNELS; c++) {
        count_one_of(t, area, all[c], c == channel);
        count_one_of(t, area, by_sex[c][p->row[person].sex], c == channel);
    }
    if (!(state_employment(p->row[person].seen) >> EMPLOYMENT_E1 & 1u))
        count(t, area, QUANTITY_HIRES_JOBLESS);
}

void quantities_event(struct tally *t, const struct week *week, const struct event *event)
{
    int channel = moves_channel(event);
    if (channel >= 0)
        count_hire(t, week, event->subject, channel);
    else if (event->kind == EVENT_SEPARATE)
        count_loss(t, week, week->world->person.row[event->subject].area);
}

static void count_flows(struct tally *t, const struct week *week, int32_t i, bool is_new,
                        uint32_t before, uint32_t after)
{
    unsigned from = is_new ? AREA_OUTSIDE : state_area(before), to = state_area(after);
    enum status was = state_status(before), is = state_status(after);
    if (is_new && tally_is_newborn(week->world, i)) {
        count(t, to, QUANTITY_BIRTHS);
        return;
    }
    if (to == AREA_GONE)
        count(t, from, QUANTITY_DEATHS);
    else if (!inside(t, to))
        count(t, from, QUANTITY_MIGRANTS_OUT);
    else if (!inside(t, from))
        count(t, to, QUANTITY_MIGRANTS_IN);
    if (is_new || to == AREA_GONE)
        return;
    if (is == STATUS_DISABILITY_PENSION && was != is)
        count(t, from, QUANTITY_TO_DISABILITY);
    if (kind_is_recipient(was) && studies(is))
        count(t, from, QUANTITY_CASH_TO_STUDY);
}

/* Work that begins from cash benefit, and the end of such work. */
static int follow_job(struct tally *t, const struct week *week, int32_t i, uint32_t before,
                      uint32_t after)
{
    struct quantities *q = t->quantities;
    bool worked = works(before, EMPLOYMENT_E1), work = works(after, EMPLOYMENT_E1);
    bool lost = state_area(after) > AREA_OUTSIDE;
    if (!worked && work && kind_is_recipient(state_status(before)) &&
        !kind_is_recipient(state_status(after)) && inside(t, state_area(before))) {
        struct begun begun = {.person = i,
                              .week = (int16_t)(week->now + 1 - t->plan->start_week),
                              .area = (uint8_t)state_area(before)};
        struct followed *f = follow(q, i);
        if (f == NULL || vec_push(&q->begun, begun) != 0)
            return LOFT_ENOMEM;
        f->job = begun.week;
        count(t, begun.area, QUANTITY_CASH_TO_WORK);
    } else if (worked && (!work || lost) && i < q->people.count) {
        struct followed *f = &q->people.data[i];
        f->job = lost && f->job > 0 ? (int16_t)-f->job : 0;
    }
    return 0;
}

void quantities_fetch(const struct tally *t, int32_t i)
{
    if (i < t->quantities->people.count)
        __builtin_prefetch(&t->quantities->people.data[i], 1);
}

int quantities_change(struct tally *t, const struct week *week, int32_t i, bool is_new,
                      uint32_t before, uint32_t after)
{
    struct quantities *q = t->quantities;
    if (!is_new)
        count_stocks(q, before, -1);
    count_stocks(q, after, 1);
    if ((is_new || state_area(before) != state_area(after)) &&
        week->world->person.row[i].origin == ORIGIN_NONWESTERN) {
        q->nonwestern[state_area(before)] -= !is_new;
        q->nonwestern[state_area(after)]++;
    }
    count_flows(t, week, i, is_new, before, after);
    if (is_new)
        return 0;
    if (works(after, EMPLOYMENT_E1) && i < q->people.count && q->people.data[i].bits & MEMBER &&
        state_area(after) <= AREA_OUTSIDE)
        note_work(&q->people.data[i], after);
    return follow_job(t, week, i, before, after);
}

void quantities_tenancy(struct tally *t, int area)
{
    count(t, (unsigned)area, QUANTITY_TENANCIES);
}

/* What became of work whose first week lies `weeks` before this Monday. */
static void look_at(struct tally *t, int32_t nth, int64_t *next, int32_t weeks,
                    enum quantity quantity, bool lasting)
{
    struct quantities *q = t->quantities;
    for (; *next < q->begun.count; ++*next) {
        const struct begun *b = &q->begun.data[*next];
        if (b->week + weeks > nth)
            return;
        int job = q->people.data[b->person].job;
        if (job != -b->week)
            count_one_of(t, b->area, quantity, (job == b->week) == lasting);
    }
}

static void count_cohort(struct tally *t, const struct world *w)
{
    struct quantities *q = t->quantities;
    for (int64_t n = 0; n < q->members.count; n++) {
        int32_t i = q->members.data[n];
        const struct followed *f = &q->people.data[i];
        uint32_t state = w->person.row[i].seen;
        count_one_of(t, f->area, QUANTITY_COHORT_EVER, f->bits & EVER);
        count_one_of(t, f->area, QUANTITY_COHORT_EVER_TWENTY, f->bits & EVER_TWENTY);
        if (state_area(state) > AREA_OUTSIDE || state_group(state) != GROUP_WORKING)
            continue;
        count_one_of(t, f->area, QUANTITY_COHORT_LATER, works(state, EMPLOYMENT_E1));
        count_one_of(t, f->area, QUANTITY_COHORT_LATER_TWENTY, works(state, EMPLOYMENT_E2));
    }
}

void quantities_follow(struct tally *t, const struct world *w, int32_t monday)
{
    struct quantities *q = t->quantities;
    int32_t nth = monday - t->plan->start_week;
    look_at(t, nth, &q->soon, QUANTITIES_SOON, QUANTITY_JOBS_ENDED, false);
    look_at(t, nth, &q->later, QUANTITIES_LATER, QUANTITY_JOBS_LASTED, true);
    if (nth == QUANTITIES_COHORT)
        count_cohort(t, w);
}

/* What is counted at the border of each column, never a sum over its parts. */
static void count_border(const struct tally *t, int column, int64_t *part, int64_t *whole)
{
    const struct move_count *m = &t->moves[column];
    part[QUANTITY_LEAVING] = m->out_households;
    part[QUANTITY_ENTERING] = m->in_households;
    whole[QUANTITY_LEAVING] = whole[QUANTITY_ENTERING] = whole[QUANTITY_TENANCIES];
    part[QUANTITY_ARRIVALS_WORK] = m->in_employed;
    whole[QUANTITY_ARRIVALS_WORK] = m->in_adults;
    part[QUANTITY_LEAVERS_WORK] = m->out_employed;
    whole[QUANTITY_LEAVERS_WORK] = m->out_adults;
}

int quantities_close(struct tally *t, int year)
{
    struct quantities *q = t->quantities;
    int code = 0;
    for (int column = 0; column < t->plan->columns && code == 0; column++) {
        int64_t part[QUANTITIES] = {0}, whole[QUANTITIES] = {0};
        for (int area = 0; area < t->plan->areas; area++)
            for (int k = 0; k < QUANTITIES && t->plan->bits[column] >> area & 1u; k++) {
                part[k] += q->part[area][k];
                whole[k] += q->whole[area][k];
            }
        count_border(t, column, part, whole);
        for (int k = 0; k < QUANTITIES && code == 0; k++) {
            union frame_cell row[] = {
                {.count = t->variant},
                {.count = t->replicate},
                {.count = k},
                {.count = column},
                {.count = year},
                {.count = part[k]},
                {.count = whole[k]},
                {.real = quantities_value((enum quantity)k, part[k], whole[k])}};
            code = frame_add(t->quantities_frame, row);
        }
    }
    for (int area = 0; area < AREAS_MOST; area++)
        for (int k = 0; k < QUANTITIES; k++)
            q->part[area][k] = q->whole[area][k] = 0;
    return code;
}

void quantities_free(struct tally *t)
{
    if (t->quantities == NULL)
        return;
    vec_clear(&t->quantities->people);
    vec_clear(&t->quantities->begun);
    vec_clear(&t->quantities->members);
    mem_free(t->quantities);
    t->quantities = NULL;
}
