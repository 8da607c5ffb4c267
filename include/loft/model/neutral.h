/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_NEUTRAL_H
#define LOFT_MODEL_NEUTRAL_H

#include <stdint.h>

/* Neutral arrivals, a question to the model ([study] anatomy; letting.neutral): what if whoever
 * moves in were like whoever moved out?
 *
 * Alike are households with the same numbers of members of working age
 *
 *     in work 20+ hours; not so; of these in education; of these on a disability pension or early
 *     retired; and, of those who are neither, of firm attachment (model/attachment.h)
 *
 * the first two because they make the share in work, the others because they tell what it will be:
 * two people out of work are not alike when one is a student and the other a pensioner, and those
 * who come with a job that they will lose again are not like those who leave with one to keep.
 *
 * A vacated dwelling goes to the claimant household, from this municipality or from outside, that
 * is nearest to the one that left it; the ordinary list (model/letting.h) decides ties:
 *
 *     score = ordinary score - 2^40 (2^12 |workers| + 2^6 |others| + |the rest|)
 *
 * (of differences; ordinary scores are below 2^40). Two things would still make arrivals differ
 * from leavers, and are mended.
 *
 * First, two or three households claim a social dwelling, of those who happen to see it: hardly
 * half of the dwellings find one that is alike, and large households without work are the rarest.
 * So whoever looks sees all vacant social dwellings, as if moving.sight_social were 1.
 *
 * Second, nobody is quite alike, and some people cross the border of an area without a letting:
 * partners who move in, grown children and partners who move out. So each area keeps an account of
 * whom it misses: everybody of working age who left it, less those who came, less the households
 * whose dwellings stand vacant still. What it misses is made good by the next lettings, in equal
 * parts: each dwelling on offer asks for the household that left it and its part of the account,
 * rounded by a keyed uniform.
 *
 * A dwelling that nobody has left since the start of the run goes by the ordinary list. Deaths and
 * birthdays are not on the account. Who looks for a dwelling, and what they think of it, is not
 * touched: nobody is made up, and an area that nobody alike wants does without. */

enum like { LIKE_WORKERS, LIKE_OTHERS, LIKE_STUDENTS, LIKE_PENSIONED, LIKE_FIRM, LIKES };

struct likeness {
    int32_t of[LIKES];
};

struct applicant;
struct home;
struct week;
struct world;

/* Add an adult of this status, hours and attachment. */
void neutral_count(struct likeness *likeness, int status, int hours, int attachment);

/* The members of a household. */
struct likeness neutral_household(const struct world *world, int32_t household);

/* As a column of the dwelling holds it (at most 63 of each), and back; -1: nobody has left it. */
int32_t neutral_pack(const struct likeness *likeness);
struct likeness neutral_unpack(int32_t left);

/* The account of an area: call before somebody's residence changes, once a household has been taken
 * out of its dwelling, and once one has been put into it. */
void neutral_crosses(struct week *week, int32_t person, int to);
void neutral_vacates(struct week *week, int32_t dwelling);
void neutral_occupies(struct week *week, int32_t household, int32_t dwelling);

/* Share of the vacant social dwellings that a searching household looks at. */
int64_t neutral_sight(const struct week *week);

/* What the dwellings on offer this week ask for. */
void neutral_aim(struct week *week);

int64_t neutral_score(const struct applicant *applicant, const struct home *home, int64_t ordinary);

#endif
