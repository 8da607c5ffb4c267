/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_NEUTRAL_H
#define LOFT_MODEL_NEUTRAL_H

#include <stdint.h>

/* Neutral arrivals, a question to the model ([study] anatomy; letting.neutral): what if whoever
 * moves in were like whoever moved out? A vacated dwelling goes to the claimant household, from
 * this municipality or from outside, that is nearest to the one that left it in number of adults in
 * work 20+ hours; the ordinary list (model/letting.h) decides ties:
 *
 *     score = - 2^40 |workers of the claimant - workers of the household that left| + ordinary
 * score
 *
 * (ordinary scores are below 2^40). A dwelling that nobody has left since the start of the run goes
 * by the ordinary list. Who applies is not touched, and two or three households a week claim a
 * social dwelling: about six of ten find one that is alike. Alike on the day, that is: what becomes
 * of them later (health, origin, education) is not matched. */

struct applicant;
struct home;

int64_t neutral_score(const struct applicant *applicant, const struct home *home, int64_t ordinary);

#endif
