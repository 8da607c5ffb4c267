/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_WEEK_H
#define LOFT_MODEL_WEEK_H

#include "loft/base/error.h"
#include "loft/base/mem.h"
#include "loft/base/sort.h"
#include "loft/math/draw.h"
#include "loft/model/class.h"
#include "loft/model/params.h"
#include "loft/model/schedule.h"
#include "loft/model/slots.h"
#include "loft/world/change.h"
#include "loft/world/event.h"
#include "loft/world/modifier.h"
#include "loft/world/purpose.h"
#include "loft/world/ring.h"
#include "loft/world/world.h"

/* One simulated week: what the behaviours read, and where what they want is collected.
 *
 *   calendar -> demand -> screen -> act -> settle -> allocate -> measure -> record
 *
 * *act* is pure: it sees the world as it was on Monday and appends events and claims to its own
 * block. Everything that changes the world happens in *settle* and *allocate*, in key order. */

struct act;
struct allocator;
struct week;

/* A claim on a slot of one of the three markets: jobs, programme places, dwellings. */
struct claim {
    uint64_t claimant_key; /* identity: groups the claims of one claimant, breaks ties */
    uint64_t slot_key;     /* identity of the slot: breaks ties of utility */
    int64_t utility;       /* the claimant's own order, highest first */
    int64_t score;         /* the slot's order, highest first */
    uint32_t noise;        /* ties of score: keyed by (claimant, slot) */
    int32_t claimant;      /* row of the person, or number of the seeker */
    int32_t slot;          /* row of the slot, programme, or dwelling */
    int32_t held;          /* job market: the slot that the claimant held when filing; -1: none */
    uint8_t channel;       /* enum channel, in the job market */
    bool awarded;          /* set by the allocator */
};
typedef VEC(struct claim) claim_vec;
typedef VEC(struct event) event_vec;

/* Who looks at dwellings this week: one of our households, somebody who wants to leave one, or an
 * applicant from outside. */
struct seeker {
    uint64_t key;
    int32_t household;          /* row, or -1: an applicant from outside */
    bool leaves;                /* `person` looks, to leave `household` */
    int32_t person;             /* row */
    int32_t type;               /* type of pool household */
    int32_t address;            /* index in the pool */
    struct applicant applicant; /* as landlords see it */
    int64_t beat;               /* utility that a dwelling must exceed */
};
typedef VEC(struct seeker) seeker_vec;

/* A rare process as the screen sees it: an interval of the uniform of constant width `cap`,
 * anchored [law]: it fires iff the uniform lies in its first `chance` part. */
struct segment {
    enum event_kind event;
    /* constant bound of the weekly chance in a class, the same in every file, variant and week */
    int64_t (*cap)(unsigned class);
    /* largest chance before policies that these parameters can give in a class */
    int64_t (*top)(const struct params *params, const struct schedules *schedules, unsigned class);
    /* this week's exact chance for a person, policies included; at most the cap */
    int64_t (*chance)(const struct week *week, int32_t person);
    /* what it does when it fires; NULL: file `event` with the person as its subject */
    void (*act)(struct act *act, int32_t person);
};

/* How events are applied: false = precondition failed, nothing was changed, the event is void. */
typedef bool event_rule(struct week *week, const struct event *event);

enum { SEGMENTS_MOST = 32 };

/* The model's parts, put together by the registry (sim/run). */
struct behaviour {
    const struct segment *const *segments; /* in anchored order */
    int segment_count;
    event_rule *rules[EVENTS];
    uint32_t (*start)[SEGMENTS_MOST]; /* [class][segment]: where its interval begins; the last one
                                         is followed by the sum of all caps; owned */
    uint32_t bound[CLASSES];          /* sum of the caps: the screen's bound */
};

/* Which letting rule a landlord follows in an area. */
enum letting_rule { LETTING_EXTERNAL, LETTING_FLEXIBLE, LETTING_COMBINED, LETTING_RULES };
struct letting_state {
    enum letting_rule rule;
    int64_t share;          /* share of lettings that follow it, 2^32 = 1 */
    int64_t refused, empty; /* combined: weeks on benefit from which applicants are refused, and
                               weeks of standing empty after which nobody is */
};
enum { LANDLORDS_MOST = 8 }; /* numbers of landlords; 0: none */

/* Target group of a policy, as a bit of person.targets. */
struct target {
    struct param_span ages, weeks_on_benefit; /* whole range: anybody */
    uint64_t sex, origin, statuses, match_groups;
};
enum { TARGETS_MOST = 32 };

struct market {
    claim_vec claims;
    int64_t dropped; /* claims whose claimant or slot had changed in settle, all weeks */
};

/* Decisions that are drawn in one sweep: who (row and identity) and, in pair purposes, about whom.
 */
struct batch {
    VEC(int32_t) rows;
    VEC(uint64_t) keys;
    VEC(uint32_t) others;
    VEC(uint32_t) words; /* four per decision: words[w * count + i] */
};

/* Somebody looks at a vacancy; somebody who may have it looks at a vacant dwelling. */
struct view {
    int32_t person;
    const struct vacancy *vacancy;
    int64_t chance;  /* of a call-back */
    int64_t beat;    /* utility that the job must exceed */
    bool seen, told; /* by looking around, by an acquaintance, or both */
};
struct sight {
    int32_t seeker; /* number in act->seekers */
    const struct home *home;
    int64_t worth; /* utility without noise */
};

/* A person whom the screen picked, with the uniform that decides what happens. */
struct pick {
    int32_t person;
    uint32_t u;
};

/* What one block of persons, households and addresses produces in *screen* and *act*. */
struct act {
    const struct week *week;
    VEC(struct pick) picks;
    VEC(int32_t) searchers, due;
    VEC(int32_t) at_risk; /* in a job that they may well lose: model/separation.h */
    VEC(int32_t) lookers; /* those whom a segment lets look at vacancies: in work or education */
    event_vec events;
    claim_vec job_claims, place_claims, home_claims;
    seeker_vec seekers;
    uint32_t *uniforms; /* scratch of the screen, one per person of the block; owned */
    uint8_t *flags;     /* the same */
    struct batch batch; /* scratch of *act*: decisions that are drawn together */
    VEC(struct view) views;
    VEC(struct sight) sights;
    struct fault fault;
};

/* What is on offer this week, in the order of the ring, so that a look around touches little
 * memory. */
struct vacancy {
    uint64_t key;     /* of the slot */
    int32_t slot;     /* row */
    int32_t employer; /* row */
    uint32_t pair;    /* `other` word of draws about (person, this vacancy) */
    uint8_t skill, hours;
};
struct home {
    uint64_t key;     /* of the dwelling */
    int32_t dwelling; /* row */
    int32_t rent;     /* øre a month */
    uint8_t rooms, tenure, area, landlord;
    int16_t vacant_since;
    int32_t left;         /* who left it: model/neutral.h */
    struct likeness asks; /* with letting.neutral: whom it goes to */
};

/* One market segment: a ring and what sits on it, seat by seat. */
struct vacancies {
    struct ring ring;
    VEC(struct vacancy) found, seats; /* as found; in ring order */
    int64_t reach; /* share of the circle on which one vacancy is seen, were as many open as at the
                      start; the same in every variant and week */
};
struct homes {
    struct ring ring;
    VEC(struct home) found, seats;
};

/* Rings of vacancies: by education asked for; and small jobs. */
enum { VACANCY_SMALL = 4, VACANCY_RINGS = 5, HOME_RINGS = 2 };
/* The same vacancies by employer, for those who hear of them at work. */
struct opening {
    const struct vacancy *vacancy;
    int32_t employer;
    int32_t next; /* of the same employer, -1: none; their order decides nothing */
};
struct openings {
    VEC(int32_t) first; /* by employer + 1, -1: none; [0]: no employer */
    VEC(struct opening) list;
};

/* Among whom acquaintances are found (model/ties.c). */
struct circles {
    struct ring neighbours[AREAS_MOST]; /* residents of working age, a quarter of them, yearly */
    VEC(int32_t) slots;                 /* by employer, in the order of their points */
    VEC(int32_t) from;                  /* first one of each employer; one more at the end */
};

/* Rings of people without partner: 5 years of age each, the last one open. */
enum { SINGLE_AGES = 11, SINGLES = SEXES * ORIGINS * SINGLE_AGES };

struct week {
    struct world *world;
    const struct params *params;
    const struct schedules *schedules;
    const struct behaviour *behaviour;
    const struct target *targets;
    int target_count;
    struct modifiers modifiers;
    struct letting_state letting[AREA_CODES][LANDLORDS_MOST];
    struct luck luck;
    uint64_t place_key; /* hash of the place's name: part of every new identity */
    int64_t scale;      /* population.scale, 2^16 = 1 */
    int32_t now;
    int64_t slump;  /* factor of the cycle on job losses of those who go first, FACTOR_ONE = as at
                       the start */
    int64_t quits;  /* the same of the others */
    int64_t offers; /* the same on offers of jobs outside */
    int threads;
    int32_t block; /* persons in a block of the screen */
    struct act *blocks;
    int block_count;
    struct changes changes;
    event_vec events;  /* filed this week */
    event_vec applied; /* took effect this week: what the measures see */
    struct market jobs, places, homes;
    seeker_vec seekers;
    VEC(int32_t) due;                          /* persons whose due week has come */
    struct vacancies vacancies[VACANCY_RINGS]; /* open job slots by education asked for */
    struct openings openings;                  /* the same by employer */
    struct slot_level levels[VACANCY_RINGS];   /* which job slots exist */
    struct circles circles;
    struct homes vacant[HOME_RINGS];        /* vacant dwellings: social, others */
    int64_t residents[AREA_CODES][ORIGINS]; /* by origin, as on Monday */
    struct likeness missed[AREA_CODES];     /* with letting.neutral: model/neutral.h */
    VEC(struct home) vacant_homes;          /* all that are vacant, in no order that matters */
    VEC(int32_t) leavers;         /* persons who look for a dwelling of their own, in any order */
    struct ring singles[SINGLES]; /* by sex, origin and age: who may become a partner */
    VEC(int32_t) rows, open;      /* scratch of *demand* */
    VEC(uint64_t) keys;
    VEC(uint32_t) uniforms;
    struct allocator *allocator;
    struct sort_buffer buffer; /* scratch of *settle* */
    int64_t voids[EVENTS];
    int64_t short_list, people; /* persons whom the screen picked, and whom it saw, all weeks */
    struct fault fault;
};

/* Free all that a week has gathered; the world is not the week's. */
void week_release(struct week *week);

/* File an event. Out of memory goes into act->fault. */
void act_file(struct act *act, enum event_kind kind, uint64_t key, int32_t subject, int32_t a,
              int32_t b);

/* Empty a batch; make room for so many more decisions; add a decision, where there may be no room
 * or where room was made; draw the words of all. False: out of memory. */
void batch_reset(struct batch *batch);
bool batch_reserve(struct batch *batch, int64_t extra);
static inline void batch_put(struct batch *batch, int32_t row, uint64_t key, uint32_t other)
{
    batch->rows.data[batch->rows.count++] = row;
    batch->keys.data[batch->keys.count++] = key;
    batch->others.data[batch->others.count++] = other;
}
static inline bool batch_add(struct batch *batch, int32_t row, uint64_t key, uint32_t other)
{
    if (!batch_reserve(batch, 1))
        return false;
    batch_put(batch, row, key, other);
    return true;
}
bool batch_draw(struct batch *batch, const struct week *week, enum purpose purpose, int32_t when);
/* One word for each of many people, in one sweep: keys.data[n] and words.data[n] are those of
 * people[n]; the counts stay 0, so that the caller may keep some of them. */
bool batch_draw_people(struct batch *batch, const struct week *week, const int32_t *people,
                       int64_t count, enum purpose purpose);
void batch_free(struct batch *batch);
static inline uint32_t batch_word(const struct batch *batch, int64_t i, int word)
{
    return batch->words.data[word * batch->rows.count + i];
}

/* The chance of a process for a person: base chance times the factors of the active policies; 0
 * when the process is switched off. */
int64_t week_chance(const struct week *week, enum process process, int32_t person, int64_t base);

/* One uniform of a person or household for a purpose this week. */
static inline uint32_t week_draw(const struct week *week, uint64_t identity, enum purpose purpose,
                                 uint32_t other)
{
    return draw_one(&week->luck, identity, (uint32_t)purpose, week->now, other);
}

/* The purpose's `other` word for a second party. */
static inline uint32_t week_other(uint64_t second)
{
    return (uint32_t)hash_mix(second);
}

#endif
