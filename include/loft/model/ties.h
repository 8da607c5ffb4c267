/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_TIES_H
#define LOFT_MODEL_TIES_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Acquaintances (world/tie.h): neighbours, colleagues, kin, at most two of each.
 *
 * At the start people of working age have ties with neighbours of the same area, with colleagues of
 * the same employer and with kin of the same origin anywhere in the municipality. During the run
 *   - who comes to live in another area, or turns 18, gets to know a neighbour with chance
 *     `neighbour`;
 *   - who has been in a job for 12 weeks gets to know a colleague with chance `colleague`;
 *   - who turns 18 or leaves a household keeps a tie with its reference person.
 * Whom: six people of the area, or of the employer, that follow a keyed point of a ring (those of
 * an area are listed once a year, a quarter of the residents each year); the choice is theirs by
 * noise, people of the same origin being `own_group` times as likely as others.
 *
 * A tie is bonding while both live in the same area, else bridging. It ends with a constant chance
 * a week, fading_bonding or fading_bridging: its last week is drawn when it begins, and anew when
 * one of the two moves to another area, emigrates (it ends) or dies (it ends).
 *
 * Nothing says how often an acquaintance leads to a job. Who searches asks `consulted` of the six
 * seats; an acquaintance who has been a year at an employer with an open vacancy that suits the
 * searcher's education shows it (model/search.h): who is new there has no say yet. So who knows
 * people in work finds work, and an estate whose workers leave keeps them as bridging ties, for a
 * while. */

/* clang-format off */
#define TIES_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "acquaintances tell of vacancies; ties begin and fade") \
    P(S, COUNT, consulted, "acquaintance", "6", "1", "6", NULL, \
      "assumption: all acquaintances know that somebody looks for a job", ASSUMPTION, false, \
      "Acquaintances (seats, some of them empty) whom somebody who searches asks in a week.") \
    P(S, FACTOR, own_group, "1", "3", "1", "10", NULL, \
      "assumption: own-group contacts are contested; 1 = origin does not matter", ASSUMPTION, true, \
      "How much sooner somebody of the same origin becomes an acquaintance than somebody of another.") \
    P(S, SHARE, neighbour, "chance a move", "0.8", "0", "1", NULL, \
      "assumption: keeps the number of ties", ASSUMPTION, false, \
      "Chance that who comes to live in an area, or turns 18 there, meets a neighbour.") \
    P(S, SHARE, colleague, "chance a job", "0.8", "0", "1", NULL, \
      "assumption: keeps the number of ties", ASSUMPTION, false, \
      "Chance that somebody who has been in a job for 12 weeks meets a colleague.") \
    P(S, SHARE, fading_bonding, "chance a week", "0.0006", "0", "0.05", NULL, \
      "assumption: 3 % a year", ASSUMPTION, false, \
      "Chance a week that a tie within an area ends.") \
    P(S, SHARE, fading_bridging, "chance a week", "0.0016", "0", "0.05", NULL, \
      "assumption: 8 % a year; weak ties fade faster", ASSUMPTION, false, \
      "Chance a week that a tie across areas ends.")
/* clang-format on */
struct ties_params {
    TIES_PARAMS(PARAM_FIELD, ties_params)
};

struct act;
struct event;
struct luck;
struct week;
struct world;

/* What an event TIE is about: a new tie (the kinds of world/tie.h), a move, or leaving a household
 * (b), which makes kin of those who lived together. */
enum { TIES_MOVED = 3, TIES_LEFT = 4 };

/* People whom a choice of an acquaintance is made among. */
enum { TIES_CANDIDATES = 6 };

/* Whether a person takes the next one on the ring as an acquaintance. */
bool ties_accepts(const struct world *world, const struct luck *luck, uint32_t purpose,
                  int64_t own_group, int32_t i, int32_t other);

/* First week in which a tie that begins or changes now holds no more, from a uniform. */
int32_t ties_life(const struct ties_params *params, bool bonding, int32_t now, uint32_t u);

/* Rings of people and of the employers' slots, when they are to be made anew. 0 or LOFT_ENOMEM. */
int ties_open(struct week *week);
void ties_release(struct week *week);

/* What is due: 12 weeks in the job. */
void ties_due(struct act *act, int32_t person);

/* After *allocate*: who moved, came of age or left a household; notes about jobs that have changed
 * or last a year. 0 or a code. */
int ties_follow(struct week *week);

/* TIE: a = what it is about. */
bool ties_tie(struct week *week, const struct event *event);

#endif
