/* SPDX-License-Identifier: MIT */
#include "loft/model/search.h"

#include "loft/model/settle.h"
#include "loft/model/week.h"
#include "loft/world/tie.h"

bool search_concerns(unsigned class)
{
    switch (class_stage(class)) {
    case STAGE_INSURED:
    case STAGE_CASH:
    case STAGE_PRACTICE:
    case STAGE_LANGUAGE:
    case STAGE_COURSE:
    case STAGE_COMBINED:
    case STAGE_SELF:
        return true;
    default:
        return false;
    }
}

bool search_by_status(enum status status)
{
    return status == STATUS_INSURED_UNEMPLOYED || status == STATUS_SELF_SUPPORTED ||
           kind_is_recipient(status);
}

/* On a programme place one searches less than on cash benefit. */
static int64_t locked_in(const struct params *params, enum programme kind)
{
    const struct search_params *s = &params->search;
    return fixed_scale(s->weekly,
                       fixed_scale(s->cash_benefit, activation_terms(params, kind).search));
}

/* Base chance by stage, policies not included. */
static int64_t base_chance(const struct params *params, enum stage stage)
{
    const struct search_params *s = &params->search;
    switch (stage) {
    case STAGE_INSURED:
        return fixed_scale(s->weekly, s->insured);
    case STAGE_CASH:
        return fixed_scale(s->weekly, s->cash_benefit);
    case STAGE_PRACTICE:
        return locked_in(params, PROGRAMME_PRACTICE);
    case STAGE_LANGUAGE:
        return locked_in(params, PROGRAMME_LANGUAGE);
    case STAGE_COURSE:
        return locked_in(params, PROGRAMME_COURSE);
    case STAGE_COMBINED:
        return locked_in(params, PROGRAMME_COMBINED);
    case STAGE_SELF:
        return fixed_scale(s->weekly, s->self_supported);
    default:
        return 0;
    }
}

int64_t search_chance(const struct week *week, int32_t person)
{
    enum stage stage = class_stage(week->world->person.class[person]);
    return week_chance(week, PROCESS_SEARCH, person, base_chance(week->params, stage));
}

/* Hours of a job outside: drawn as those of a job here. */
static void file_outside_job(struct act *act, int32_t person)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    uint32_t u = week_draw(week, p->key[person], PURPOSE_OUTSIDE_JOB, 0);
    int32_t hours = schedule_pick(&week->schedules->hours[p->row[person].sex], u);
    act_file(act, EVENT_HIRE_OUTSIDE, p->key[person], person, hours, 0);
}

/* Chance that a search ends in a job outside. */
static int64_t outside_chance(const struct week *week, int32_t person)
{
    const struct person *p = &week->world->person;
    const struct search_params *s = &week->params->search;
    int64_t chance = p->row[person].area == AREA_OUTSIDE ? s->finding_outside : s->outside_offer;
    return fixed_scale(chance * p->row[person].readiness / 100, week->offers);
}

static int best_ring(enum education education)
{
    return education <= EDUCATION_UPPER ? 0 : (int)education - 1;
}

enum channel search_channel(const struct week *week, int32_t person, uint32_t u)
{
    const struct search_params *s = &week->params->search;
    bool referred = kind_is_benefit((enum status)week->world->person.row[person].status);
    return referred && u < s->jobcentre ? CHANNEL_JOBCENTRE : CHANNEL_DIRECT;
}

/* Who searches this week, into the batch. */
static bool who_searches(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    const uint16_t *class = week->world->person.class;
    bool plain = week->modifiers.count[PROCESS_SEARCH] == 0; /* no policy on searching */
    int64_t base[STAGES + 1] = {0};
    for (int stage = 0; stage < STAGES; stage++)
        base[stage] = base_chance(week->params, (enum stage)stage);
    if (!batch_draw_people(b, week, act->searchers.data, act->searchers.count, PURPOSE_SEARCH) ||
        vec_reserve(&b->rows, act->searchers.count) != 0 ||
        vec_reserve(&b->others, act->searchers.count) != 0)
        return false;
    int64_t kept = 0;
    for (int64_t n = 0; n < act->searchers.count; n++) {
        int32_t person = act->searchers.data[n];
        int64_t chance = base[class_stage(class[person])];
        if (!plain)
            chance = week_chance(week, PROCESS_SEARCH, person, chance);
        b->rows.data[kept] = person;
        b->keys.data[kept] = b->keys.data[n];
        b->others.data[kept] = 0;
        kept += b->words.data[n] < chance;
    }
    b->rows.count = b->keys.count = b->others.count = kept;
    return true;
}

/* Those whose search ends in a job outside leave the batch, and everybody who lives outside. */
static bool look_outside(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    int64_t kept = 0;
    if (!batch_draw(b, week, PURPOSE_OUTSIDE_OFFER, week->now))
        return false;
    const struct person *p = &week->world->person;
    for (int64_t n = 0; n < b->rows.count; n++) {
        int32_t person = b->rows.data[n];
        if (n + 2 * AHEAD < b->rows.count)
            world_fetch_person(week->world, b->rows.data[n + 2 * AHEAD]);
        if (b->words.data[n] < outside_chance(week, person)) {
            file_outside_job(act, person);
        } else if (p->row[person].area < AREA_OUTSIDE) {
            b->rows.data[kept] = person;
            b->keys.data[kept++] = b->keys.data[n];
        }
    }
    b->rows.count = b->keys.count = b->others.count = kept;
    return true;
}

static bool is_qualified(enum education education, const struct vacancy *vacancy)
{
    return vacancy->skill == EDUCATION_BASIC || education >= vacancy->skill;
}

/* Look at the vacancies on an arc of one ring: as many as `views`, when as many are open as usual.
 * Those that ask for more education are passed over. */
static bool look_along(struct act *act, const struct view *who, int ring, uint32_t point, int views)
{
    const struct vacancies *v = &act->week->vacancies[ring];
    enum education education = (enum education)act->week->world->person.row[who->person].education;
    int32_t at;
    int32_t seen = ring_arc(&v->ring, (uint64_t)point << 32, views * v->reach, &at);
    if (vec_reserve(&act->views, seen) != 0)
        return false;
    for (int32_t n = 0; n < seen; n++, at = at + 1 == v->ring.count ? 0 : at + 1) {
        struct view *view = &act->views.data[act->views.count];
        *view = *who;
        view->vacancy = &v->seats.data[at];
        act->views.count += is_qualified(education, view->vacancy);
    }
    return true;
}

/* Somebody who looks, whether at advertisements or to acquaintances. */
static struct view viewer(const struct week *week, int32_t person)
{
    bool at_work = week->world->person.row[person].status == STATUS_EMPLOYED;
    return (struct view){.person = person,
                         .chance = hiring_chance(week, person),
                         .beat = at_work ? jobtojob_beat(week, person) : INT64_MIN,
                         .seen = true};
}

/* The vacancies that somebody looks at: of his or her education, and one of them a step down, where
 * it suffices as well; small jobs are the step below basic school, at which one looks in some
 * searches only, as u says. Students look at these only. */
static bool look_around(struct act *act, const struct view *who, const uint32_t points[2],
                        uint32_t u)
{
    const struct week *week = act->week;
    const struct person *p = &week->world->person;
    int views = (int)week->params->search.views;
    if (p->row[who->person].status == STATUS_EDUCATION)
        return look_along(act, who, VACANCY_SMALL, points[0],
                          (int)week->params->student_jobs.views);
    int best = best_ring((enum education)p->row[who->person].education);
    int below = best > 0 ? best - 1 : VACANCY_SMALL;
    int down = views > 1 && (best > 0 || u < week->params->search.small_jobs) ? 1 : 0;
    return look_along(act, who, best, points[0], views - down) &&
           look_along(act, who, below, points[1], down);
}

void search_look_later(struct act *act, int32_t person)
{
    if (vec_push(&act->lookers, person) != 0)
        fault_set(&act->fault, LOFT_ENOMEM, "out of memory for those who look at vacancies");
}

static bool add_lookers(struct act *act)
{
    if (!batch_reserve(&act->batch, act->lookers.count))
        return false;
    for (int64_t n = 0; n < act->lookers.count; n++) {
        int32_t person = act->lookers.data[n];
        batch_put(&act->batch, person, act->week->world->person.key[person], 0);
    }
    return true;
}

/* Which open vacancy of an employer an acquaintance tells of: of those that suit the education, the
 * next one on a ring of their own. */
static const struct vacancy *hear_of(const struct week *week, int32_t person, int32_t employer)
{
    const struct person *p = &week->world->person;
    const struct openings *o = &week->openings;
    const struct vacancy *best = NULL;
    uint64_t least = 0;
    for (int32_t n = o->first.data[employer]; n >= 0; n = o->list.data[n].next) {
        const struct vacancy *vacancy = o->list.data[n].vacancy;
        bool small = vacancy->hours < STUDENT_HOURS;
        if (!is_qualified((enum education)p->row[person].education, vacancy) ||
            (p->row[person].status == STATUS_EDUCATION && !small))
            continue;
        uint64_t point = hash_mix(vacancy->key + hash_mix(p->key[person] + (uint64_t)week->now));
        if (best == NULL || point < least || (point == least && vacancy->key < best->key)) {
            best = vacancy;
            least = point;
        }
    }
    return best;
}

/* A vacancy that an acquaintance recommends; seen otherwise too, it is still one view. */
static bool recommend(struct act *act, int64_t from, const struct view *who,
                      const struct vacancy *vacancy)
{
    struct view view = *who;
    view.vacancy = vacancy;
    view.chance = hiring_recommended(act->week, who->chance);
    view.seen = false;
    view.told = true;
    for (int64_t n = from; n < act->views.count; n++)
        if (act->views.data[n].vacancy == vacancy) {
            view.seen = act->views.data[n].seen;
            act->views.data[n] = view;
            return true;
        }
    return vec_push(&act->views, view) == 0;
}

/* Ask acquaintances, of whom u names the first; views from `from` on are this person's. */
static bool ask_around(struct act *act, const struct view *who, int64_t from, uint32_t u)
{
    const struct week *week = act->week;
    const struct person_row *row = &week->world->person.row[who->person];
    int asked = (int)week->params->ties.consulted;
    int seat = (int)draw_below(u, TIE_SEATS);
    for (int n = 0; n < asked; n++, seat = seat + 1 == TIE_SEATS ? 0 : seat + 1) {
        uint64_t word = seat < TIE_LANES ? row->works1 : row->works2;
        int32_t employer = tie_lane(word, seat % TIE_LANES); /* 0: none */
        if (week->openings.first.data[employer] < 0 ||
            tie_end(week->world, who->person, seat) <= week->now)
            continue;
        const struct vacancy *vacancy = hear_of(week, who->person, employer);
        if (vacancy != NULL && !recommend(act, from, who, vacancy))
            return false;
    }
    return true;
}

/* What is read of somebody who looks around, steps ahead. */
static void fetch_viewer(const struct week *week, int32_t person)
{
    world_fetch_person(week->world, person);
    if (week->params->ties.enabled)
        world_fetch_ties(week->world, person);
}

bool search_act(struct act *act)
{
    const struct week *week = act->week;
    struct batch *b = &act->batch;
    batch_reset(b);
    bool good = !week->params->search.enabled || (who_searches(act) && look_outside(act));
    act->views.count = 0;
    if (!good || !week->params->hiring.enabled)
        return good;
    good = add_lookers(act) && batch_draw(b, week, PURPOSE_VIEW, week->now);
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        if (n + 2 * AHEAD < b->rows.count)
            fetch_viewer(week, b->rows.data[n + 2 * AHEAD]);
        int64_t from = act->views.count;
        struct view who = viewer(week, b->rows.data[n]);
        uint32_t points[2] = {batch_word(b, n, 0), batch_word(b, n, 1)};
        good = look_around(act, &who, points, batch_word(b, n, 3));
        if (week->params->ties.enabled)
            good = good && ask_around(act, &who, from, batch_word(b, n, 2));
    }
    return good && hiring_act(act);
}

bool search_exhaust(struct week *week, const struct event *event)
{
    struct person *p = &week->world->person;
    int32_t i = event->subject;
    if (p->row[i].status != STATUS_INSURED_UNEMPLOYED || p->row[i].until != week->now)
        return false;
    settle_status(week, i, STATUS_CASH_BENEFIT, -1);
    return true;
}

bool search_hire_outside(struct week *week, const struct event *event)
{
    int32_t i = event->subject;
    if (!hiring_may_start(week, i))
        return false;
    hiring_start_job(week, i, SLOT_OUTSIDE, event->a);
    return true;
}
