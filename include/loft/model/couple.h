/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_COUPLE_H
#define LOFT_MODEL_COUPLE_H

#include <stdbool.h>
#include <stdint.h>

/* Couples: how they form, marry and part. Parameters: section `family` (model/family.h). Only
 * people who live in the municipality form couples and part.
 *
 * Forming. An adult without partner looks for one with half the weekly chance of the yearly rate by
 * sex and age (family.unions, times union_factor): each couple has two who may look. The age looked
 * for is the own one plus the age gap (minus for men) plus noise of the spread; the origin is the
 * own one, or Danish with chance `mixed` for those of other origin. Candidates are the next 16 on
 * the yearly ring of people without partner of that sex, origin and five years of age; those who
 * have left it since count as empty. Possible are those who live in another household, are no known
 * relatives, have the higher key (so only the partner with the lower key files) and, unless the
 * chooser is one, are the reference person of their household: somebody must have a dwelling. Best
 * is
 *
 *     utility = - (years from the age looked for) / 2 - (steps of education apart) / 2 +
 * noise(pair)
 *
 * The couple moves into one of the two dwellings, the one with more rooms per person (ties: that of
 * the lower key); the other one moves in with the children who go along (model/kin.h); if nobody is
 * left, that dwelling falls vacant. With `moving` off no couple forms.
 *
 * Marrying. On each anniversary a cohabiting couple marries with chance `marriage`, or
 * marriage_children with children under 18 in the household.
 *
 * Parting. Weekly chance of the yearly rate: cohabiting by age of the partner with the lower key
 * (family.parting), parting_children with children in the household; married by years since the
 * couple began (family.divorce). The man has to move out with chance man_leaves; he or she looks
 * for a dwelling (model/leaving.h), and children go along by the draw of custody (model/kin.h). */

struct act;
struct event;
struct segment;
struct start;
struct week;
struct world;

extern const struct segment couple_union_segment, couple_part_segment;

/* File what is due for somebody this week: MARRY. */
void couple_due(struct act *act, int32_t person);

/* Rebuild the rings of people without partner when a year since the start is over. 0 or
 * LOFT_ENOMEM.
 */
int couple_open(struct week *week);
void couple_release(struct week *week);

/* COUPLE: subject = the partner with the lower key, a = the other. PART, MARRY: subject = the
 * partner with the lower key. */
bool couple_form(struct week *week, const struct event *event);
bool couple_part(struct week *week, const struct event *event);
bool couple_marry(struct week *week, const struct event *event);

/* At the start: which couples are married, and since when couples exist. */
void couple_start(struct world *world, const struct start *start);

#endif
