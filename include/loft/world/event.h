/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_EVENT_H
#define LOFT_WORLD_EVENT_H

#include <stdint.h>

/* Processes: what a scenario can switch (`[moving] enabled = no`) and what the lever `hazard`
 * scales. X(NAME, id, text). All switches exist from the first day; those not built yet do nothing.
 */
#define PROCESS_LIST(X)                                                                            \
    X(SEARCH, search, "looking for a job")                                                         \
    X(HIRING, hiring, "call-backs and hiring on finite job slots")                                 \
    X(SEPARATION, separation, "losing or leaving a job")                                           \
    X(JOBTOJOB, jobtojob, "changing from one job to another")                                      \
    X(ACTIVATION, activation, "activation: programme places")                                      \
    X(EDUCATION, education, "starting and finishing education")                                    \
    X(HEALTH, health, "health and disability pension")                                             \
    X(FAMILY, family, "couples, births, leaving home")                                             \
    X(AGEING, ageing, "birthdays into and out of 18-64, early retirement, pension, death")         \
    X(MIGRATION, migration, "in and out of the municipality")                                      \
    X(MOVING, moving, "changes of dwelling within the municipality")                               \
    X(TIES, ties, "acquaintances")                                                                 \
    X(ENTERPRISE, enterprise, "own firms")                                                         \
    X(CYCLE, cycle, "the business cycle")                                                          \
    X(REFORMS, reforms, "dated changes of institutions")

#define PROCESS_ENUM(NAME, id, text) PROCESS_##NAME,
enum process { PROCESS_LIST(PROCESS_ENUM) PROCESSES };
extern const char *const process_ids[PROCESSES];
extern const char *const process_texts[PROCESSES];

/* Events, in the order in which *settle* applies them; awards of the markets come last.
 * X(NAME, id, process, text) */
#define EVENT_LIST(X)                                                                              \
    X(DEATH, death, AGEING, "dies")                                                                \
    X(RETIRE, retire, AGEING, "reaches pension age")                                               \
    X(OF_AGE, of_age, AGEING, "turns 18")                                                          \
    X(EARLY, early_retirement, AGEING, "leaves for early retirement")                              \
    X(EMIGRATE, emigrate, MIGRATION, "household moves abroad")                                     \
    X(LEAVE, leave, MIGRATION, "household moves to another municipality")                          \
    X(BIRTH, birth, FAMILY, "has a child")                                                         \
    X(RETURN, return_to_job, FAMILY, "returns to the job from parental leave")                     \
    X(MARRY, marry, FAMILY, "marries the partner")                                                 \
    X(PART, part, FAMILY, "parts from the partner")                                                \
    X(COUPLE, couple, FAMILY, "two people become a couple and live together")                      \
    X(LEAVE_HOME, leave_home, FAMILY, "begins to look for a dwelling of his or her own")           \
    X(MOVE_AWAY, move_away, FAMILY, "leaves the household for another municipality")               \
    X(DISABLED, disabled, HEALTH, "is granted disability pension")                                 \
    X(SICK, sick, HEALTH, "falls ill and receives sickness benefit")                               \
    X(STEP, step, HEALTH, "sickness or clarification ends: recovers, or goes on to the next step") \
    X(CLARIFY, clarify, HEALTH, "leaves cash benefit for clarification")                           \
    X(FLEX_FOUND, flex_found, HEALTH, "starts in a flexjob")                                       \
    X(FLEX_LOST, flex_lost, HEALTH, "loses a flexjob")                                             \
    X(GRADUATE, graduate, EDUCATION, "ends a course of study")                                     \
    X(ENROL, enrol, EDUCATION, "starts a course of study")                                         \
    X(SEPARATE, separate, SEPARATION, "loses or leaves a job")                                     \
    X(EXHAUST, exhaust, SEARCH, "insured period runs out")                                         \
    X(LEAVE_PLACE, leave_place, ACTIVATION, "ends a stay on a programme place")                    \
    X(STUDENT_JOB_ENDS, student_job_ends, SEPARATION, "student gives up a job")                    \
    X(SLOT_CLOSES, slot_closes, HIRING, "job slot closes")                                         \
    X(SLOT_OPENS, slot_opens, HIRING, "job slot opens")                                            \
    X(MEETING, meeting, ACTIVATION, "is given another match group at a meeting")                   \
    X(SCHEME, scheme, REFORMS, "moves to another scheme of cash benefit")                          \
    X(SLOT_LOST, slot_lost, SEPARATION, "commuter leaves a job slot")                              \
    X(WISH, wish, MOVING, "household begins to look for a dwelling")                               \
    X(WISH_LAPSES, wish_lapses, MOVING, "household stops looking")                                 \
    X(HIRE_OUTSIDE, hire_outside, SEARCH, "takes a job outside the municipality")                  \
    X(HIRE, hire, HIRING, "is hired on a job slot")                                                \
    X(CHANGE_JOB, change_job, JOBTOJOB, "changes to another job slot")                             \
    X(STUDENT_JOB, student_job, SEARCH, "student is hired on a small job slot")                    \
    X(HIRE_COMMUTER, hire_commuter, HIRING, "a commuter is hired on a job slot")                   \
    X(TAKE_PLACE, take_place, ACTIVATION, "starts on a programme place")                           \
    X(MOVE, move, MOVING, "household moves to another dwelling")                                   \
    X(MOVE_OUT, move_out, FAMILY, "leaves the household for a dwelling of his or her own")         \
    X(ARRIVE, arrive, MIGRATION, "household moves in from outside")                                \
    X(TIE, tie, TIES, "acquaintances: a new one, or out of sight after a move")

#define EVENT_ENUM(NAME, id, process, text) EVENT_##NAME,
enum event_kind { EVENT_LIST(EVENT_ENUM) EVENTS };
extern const char *const event_ids[EVENTS];
extern const enum process event_processes[EVENTS];

/* Something that a person or household wants to happen this week. *act* appends events and writes
 * nothing else; *settle* checks each event's precondition and applies it or counts it as void. */
struct event {
    uint64_t key;    /* identity of the subject: decides the order within a kind */
    int32_t subject; /* row of the person, household or slot */
    int32_t a, b;    /* payload, by kind */
    uint8_t kind;    /* enum event_kind */
};

/* Order of application: kind, key, payload; a strict total order on what can be filed. */
int event_compare(const void *a, const void *b);

#endif
