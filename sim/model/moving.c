/* SPDX-License-Identifier: MIT */
#include "loft/model/moving.h"

#include "loft/math/table.h"
#include "loft/model/kin.h"
#include "loft/model/pool.h"
#include "loft/model/segment.h"
#include "loft/model/week.h"
#include "loft/world/household.h"

static int64_t cap(unsigned class)
{
    /* 1.9 times the rates of Odense and more; 2.5 times that (the range of job_link) while linked
     */
    static const int64_t plain[MOVERS] = {0,
                                          SEGMENT_CAP(0.0155),
                                          SEGMENT_CAP(0.012),
                                          SEGMENT_CAP(0.006),
                                          SEGMENT_CAP(0.0035),
                                          SEGMENT_CAP(0.0015)};
    return plain[class_mover(class)] * (class_linked(class) ? 5 : 2) / 2;
}

static int64_t base_chance(const struct params *params, int64_t wish, unsigned class)
{
    return class_linked(class) ? fixed_scale(wish, params->moving.job_link) : wish;
}

static int64_t top(const struct params *params, const struct schedules *schedules, unsigned class)
{
    static const int bound[MOVERS + 1] = {0, 0, 25, 30, 40, 65, SCHEDULE_AGES};
    enum mover mover = class_mover(class);
    int64_t most = 0;
    for (int tenure = 0; tenure < TENURES && mover != MOVER_NONE; tenure++)
        for (int age = bound[mover]; age < bound[mover + 1]; age++)
            if (schedules->wish[tenure][age] > most)
                most = schedules->wish[tenure][age];
    return base_chance(params, most, class);
}

static int64_t chance(const struct week *week, int32_t i)
{
    const struct world *w = week->world;
    int32_t dwelling = w->household.dwelling[w->person.row[i].household];
    if (dwelling < 0)
        return 0;
    int age = schedule_age(world_age(w, i));
    int64_t wish = week->schedules->wish[w->dwelling.tenure[dwelling]][age];
    return week_chance(week, PROCESS_MOVING, i,
                       base_chance(week->params, wish, w->person.class[i]));
}

static void act_wish(struct act *act, int32_t person)
{
    const struct person *p = &act->week->world->person;
    act_file(act, EVENT_WISH, p->key[person], p->row[person].household, 0, 0);
}

const struct segment moving_segment = {
    .event = EVENT_WISH, .cap = cap, .top = top, .chance = chance, .act = act_wish};

/* An adult of ours, as landlords see him or her. */
static void count_adult(const struct week *week, int32_t i, struct applicant *a)
{
    const struct person *p = &week->world->person;
    letting_count(week, a, p->row[i].education, p->row[i].status, p->row[i].hours,
                  week->now - p->row[i].status_since, p->row[i].attachment);
}

/* What landlords see of one of our households. */
static void describe_household(const struct week *week, int32_t household, struct applicant *a)
{
    const struct world *w = week->world;
    int32_t since = w->household.wish_since[household], d = w->household.dwelling[household];
    *a = (struct applicant){.key = w->household.key[household],
                            .adults = w->household.adults[household],
                            .children = w->household.children[household],
                            .oldest = world_age(w, w->household.reference[household]),
                            .minority = w->person.row[w->household.reference[household]].origin ==
                                        ORIGIN_NONWESTERN,
                            .waited = since >= 0 ? week->now - since : 0,
                            .homeless = d < 0,
                            .landlord = d >= 0 ? w->dwelling.landlord[d] : 0,
                            .area = d >= 0 ? w->dwelling.area[d] : AREA_OUTSIDE,
                            .tenancy = d >= 0 ? week->now - w->household.since[household] : 0};
    for (int32_t i = household_first(w, household); i >= 0; i = w->person.row[i].next)
        if (w->person.row[i].status != STATUS_CHILD)
            count_adult(week, i, a);
}

/* ... of somebody who wants to leave a household, with the children who go along ... */
static void describe_leaver(const struct week *week, int32_t i, struct applicant *a)
{
    const struct world *w = week->world;
    const struct person *p = &w->person;
    *a = (struct applicant){.key = p->key[i],
                            .adults = 1,
                            .children = kin_children_along(week, i),
                            .oldest = world_age(w, i),
                            .minority = p->row[i].origin == ORIGIN_NONWESTERN,
                            .waited = week->now - p->row[i].leave_since};
    count_adult(week, i, a);
}

/* ... and of applicants from outside. */
static void describe_pool(const struct week *week, const struct seeker *seeker, struct applicant *a)
{
    struct pool_household from;
    pool_household(week, seeker->type, seeker->address, &from);
    *a = (struct applicant){.key = seeker->key,
                            .adults = from.adults,
                            .children = from.children,
                            .oldest = (week->now - from.members[0].birth_week) / 52,
                            .minority = from.members[0].origin == ORIGIN_NONWESTERN,
                            .waited = from.waited,
                            .area = AREA_OUTSIDE};
    for (int n = 0; n < from.adults; n++) {
        const struct pool_member *m = &from.members[n];
        letting_count(week, a, m->education, m->status, m->hours, m->spell, m->attachment);
    }
}

/* What a household loses in an area with many residents of non-Western origin: all of `avoidance`
 * from one half on; of non-Western origin itself, nothing, or a part of it when it has work. */
static int64_t avoided(const struct week *week, const struct applicant *a, int area)
{
    const struct moving_params *m = &week->params->moving;
    int64_t residents = 0, minority = week->residents[area][ORIGIN_NONWESTERN];
    int64_t most = !a->minority     ? m->avoidance
                   : a->workers > 0 ? fixed_scale(m->avoidance, m->avoidance_at_work)
                                    : 0;
    for (int origin = 0; origin < ORIGINS; origin++)
        residents += week->residents[area][origin];
    if (2 * minority >= residents)
        return residents > 0 ? most : 0;
    return most * 2 * minority / residents;
}

/* What a dwelling is worth to a household, without its lasting noise about this very dwelling. */
static int64_t worth_of(const struct week *week, const struct applicant *a, const struct home *home)
{
    const struct moving_params *m = &week->params->moving;
    int wanted = 1 + (a->adults + a->children > 5 ? 5 : a->adults + a->children);
    int missing = wanted - home->rooms;
    int64_t rooms = missing > 0 ? m->room_weight * missing : m->room_weight * -missing / 2;
    int64_t burden =
        a->income > 0 ? m->rent_weight * letting_rent(week, a, home) / a->income : m->rent_weight;
    int64_t owner = home->tenure == TENURE_OWNER && a->workers > 0 ? m->owner_taste : 0;
    return owner - rooms - burden - avoided(week, a, home->area);
}

static struct home present_home(const struct world *w, int32_t dwelling)
{
    return (struct home){.key = w->dwelling.key[dwelling],
                         .dwelling = dwelling,
                         .rent = w->dwelling.rent[dwelling],
                         .rooms = w->dwelling.rooms[dwelling],
                         .tenure = w->dwelling.tenure[dwelling],
                         .area = w->dwelling.area[dwelling],
                         .landlord = w->dwelling.landlord[dwelling]};
}

/* Noise is lasting: not keyed by week, so that a dwelling that was passed over stays passed over.
 */
static int64_t noise_about(const struct week *week, uint64_t household, uint64_t dwelling)
{
    return table_gumbel(
        draw_one(&week->luck, household, PURPOSE_HOME_TASTE, 0, week_other(dwelling)));
}

/* What the present dwelling is worth, with noise; applicants from outside have a fitting one at a
 * quarter of their income; people who want to leave a household put up with one that is worse than
 * that, by `reluctance`. */
static int64_t worth_now(const struct week *week, const struct seeker *seeker)
{
    const struct moving_params *m = &week->params->moving;
    if (seeker->leaves)
        return -m->rent_weight / 4 - m->reluctance;
    if (seeker->household < 0)
        return noise_about(week, seeker->key, 0) - m->rent_weight / 4;
    struct home home =
        present_home(week->world, week->world->household.dwelling[seeker->household]);
    return worth_of(week, &seeker->applicant, &home) + noise_about(week, seeker->key, home.key) +
           m->reluctance;
}

bool moving_look(struct act *act, struct seeker seeker)
{
    const struct week *week = act->week;
    if (seeker.leaves)
        describe_leaver(week, seeker.person, &seeker.applicant);
    else if (seeker.household >= 0)
        describe_household(week, seeker.household, &seeker.applicant);
    else
        describe_pool(week, &seeker, &seeker.applicant);
    letting_limit(week, &seeker.applicant);
    seeker.beat = worth_now(week, &seeker);
    int32_t number = (int32_t)act->seekers.count;
    if (vec_push(&act->seekers, seeker) != 0)
        return false;
    uint32_t u[4];
    draw_four(&week->luck, seeker.key, PURPOSE_HOME_SIGHT, week->now, 0, u);
    const int64_t sight[HOME_RINGS] = {neutral_sight(week), week->params->moving.sight_market};
    for (int r = 0; r < HOME_RINGS; r++) {
        const struct homes *h = &week->vacant[r];
        int32_t first;
        int32_t seen = ring_arc(&h->ring, (uint64_t)u[r] << 32, sight[r], &first);
        for (int32_t n = 0, at = first; n < seen; n++, at = at + 1 == h->ring.count ? 0 : at + 1) {
            const struct home *home = &h->seats.data[at];
            if (!letting_allows(week, &seeker.applicant, home))
                continue;
            struct sight s = {number, home, worth_of(week, &seeker.applicant, home)};
            if (vec_push(&act->sights, s) != 0)
                return false;
        }
    }
    return true;
}

/* A household, then what it points to, steps ahead. */
static void fetch_lookers(const struct world *w, const int32_t *households, int64_t left)
{
    if (2 * AHEAD < left) {
        world_fetch_household(w, households[2 * AHEAD]);
        __builtin_prefetch(&w->household.adults[households[2 * AHEAD]]);
        __builtin_prefetch(&w->household.children[households[2 * AHEAD]]);
        __builtin_prefetch(&w->household.since[households[2 * AHEAD]]);
    }
    if (AHEAD < left) {
        int32_t first = w->household.first[households[AHEAD]];
        int32_t reference = w->household.reference[households[AHEAD]];
        world_fetch_dwelling(w, w->household.dwelling[households[AHEAD]]);
        if (first >= 0)
            world_fetch_person(w, first);
        if (reference >= 0)
            world_fetch_person(w, reference);
    }
}

bool moving_act(struct act *act)
{
    const struct week *week = act->week;
    const struct household *h = &week->world->household;
    const struct moving_params *m = &week->params->moving;
    struct batch *b = &act->batch;
    bool good = batch_draw(b, week, PURPOSE_HOME_SEARCH, week->now);
    int64_t looking = 0;
    for (int64_t n = 0; n < b->rows.count && good; n++) {
        int32_t household = b->rows.data[n];
        if (week->now - h->wish_since[household] >= m->patience) {
            act_file(act, EVENT_WISH_LAPSES, b->keys.data[n], household, 0, 0);
        } else if (b->words.data[n] < m->search) {
            b->rows.data[looking] = household;
            b->keys.data[looking++] = b->keys.data[n];
        }
    }
    for (int64_t n = 0; n < looking && good; n++) {
        fetch_lookers(week->world, b->rows.data + n, looking - n);
        if (h->dwelling[b->rows.data[n]] >= 0)
            good = moving_look(
                act, (struct seeker){.key = b->keys.data[n], .household = b->rows.data[n]});
    }
    return good;
}

/* The seeker's claim on a dwelling that it has seen, when it beats the present one. */
static bool claim_home(struct act *act, const struct sight *sight, const uint32_t words[2])
{
    const struct seeker *seeker = &act->seekers.data[sight->seeker];
    int64_t utility = sight->worth + table_gumbel(words[0]);
    if (utility <= seeker->beat)
        return true;
    struct claim claim = {.claimant_key = seeker->key,
                          .slot_key = sight->home->key,
                          .utility = utility,
                          .score =
                              letting_score(act->week, &seeker->applicant, sight->home, words[1]),
                          .noise = words[1],
                          .claimant = sight->seeker,
                          .slot = sight->home->dwelling};
    return vec_push(&act->home_claims, claim) == 0;
}

bool moving_claim(struct act *act)
{
    struct batch *b = &act->batch;
    batch_reset(b);
    if (!batch_reserve(b, act->sights.count))
        return false;
    for (int64_t n = 0; n < act->sights.count; n++) {
        const struct sight *s = &act->sights.data[n];
        batch_put(b, s->seeker, act->seekers.data[s->seeker].key, week_other(s->home->key));
    }
    bool good = batch_draw(b, act->week, PURPOSE_HOME_TASTE, 0);
    for (int64_t n = 0; n < act->sights.count && good; n++) {
        uint32_t words[2] = {batch_word(b, n, 0), batch_word(b, n, 1)};
        good = claim_home(act, &act->sights.data[n], words);
    }
    return good;
}

bool moving_claim_holds(const struct week *week, const struct claim *claim)
{
    const struct world *w = week->world;
    const struct seeker *seeker = &week->seekers.data[claim->claimant];
    if (w->dwelling.household[claim->slot] >= 0)
        return false;
    if (seeker->household < 0)
        return true;
    if (seeker->leaves)
        return kin_may_leave(week, seeker->person) &&
               w->person.row[seeker->person].household == seeker->household;
    return w->household.reference[seeker->household] >= 0 &&
           w->household.key[seeker->household] == seeker->key &&
           w->household.event_week[seeker->household] != week->now &&
           w->household.dwelling[seeker->household] >= 0;
}

bool moving_wish(struct week *week, const struct event *event)
{
    const struct household *h = &week->world->household;
    int32_t household = event->subject;
    if (h->wish_since[household] >= 0 || h->dwelling[household] < 0 || h->reference[household] < 0)
        return false;
    SET(&week->changes, household, wish_since, household, week->now);
    return true;
}

bool moving_wish_lapses(struct week *week, const struct event *event)
{
    if (week->world->household.wish_since[event->subject] < 0)
        return false;
    SET(&week->changes, household, wish_since, event->subject, -1);
    return true;
}

void moving_vacate(struct week *week, int32_t household)
{
    int32_t dwelling = week->world->household.dwelling[household];
    if (dwelling < 0)
        return;
    struct likeness left = neutral_household(week->world, household);
    SET(&week->changes, dwelling, left, dwelling, neutral_pack(&left));
    neutral_vacates(week, dwelling);
    SET(&week->changes, dwelling, household, dwelling, -1);
    SET(&week->changes, dwelling, vacant_since, dwelling, week->now);
    SET(&week->changes, household, dwelling, household, -1);
}

void moving_occupy(struct week *week, int32_t household, int32_t dwelling)
{
    struct world *w = week->world;
    struct changes *c = &week->changes;
    SET(c, household, dwelling, household, dwelling);
    SET(c, household, wish_since, household, -1);
    SET(c, household, since, household, week->now);
    SET(c, household, event_week, household, week->now);
    SET(c, dwelling, household, dwelling, household);
    SET(c, dwelling, vacant_since, dwelling, -1);
    for (int32_t i = household_first(w, household); i >= 0; i = w->person.row[i].next) {
        neutral_crosses(week, i, w->dwelling.area[dwelling]);
        SET(c, person, area, i, w->dwelling.area[dwelling]);
    }
    neutral_occupies(week, household, dwelling);
}

bool moving_move(struct week *week, const struct event *event)
{
    const struct world *w = week->world;
    if (w->dwelling.household[event->a] >= 0 ||
        w->household.event_week[event->subject] == week->now)
        return false;
    moving_vacate(week, event->subject);
    moving_occupy(week, event->subject, event->a);
    return true;
}
