/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_KIN_H
#define LOFT_MODEL_KIN_H

#include <stdbool.h>
#include <stdint.h>

/* Who belongs to whom, and how people change households. Used by couples, by those who leave a
 * household, by deaths and arrivals; it decides nothing by itself but with whom children live.
 *
 * A person who leaves a household takes along the children under 18 who live with him or her: all
 * own children where the other parent is not in the household; else those of the draw (mother,
 * father), with chance family.custody_mother for the mother. Where no adult would stay behind,
 * everybody goes along. */

struct week;
struct world;

/* Whether two people are parent and child, or have a parent in common, as far as is known. */
bool kin_related(const struct world *world, int32_t a, int32_t b);

/* Whether somebody may leave the household this week: an adult without partner who lives here in
 * somebody else's household, which has had no event this week; and whether he or she still wishes
 * to. */
bool kin_may_go(const struct week *week, int32_t person);
bool kin_may_leave(const struct week *week, int32_t person);

/* Children under 18 who go along when somebody leaves the household. */
int kin_children_along(const struct week *week, int32_t leaver);

/* Move somebody, with those who go along, into household `to`; residence becomes that of `to`. The
 * old household gets the oldest member left as its reference person when its own went; when nobody
 * is left, it is dissolved and its dwelling falls vacant. Both have had their event of the week. */
void kin_move(struct week *week, int32_t leaver, int32_t to);

/* A new household, still without members, with the key of the person who will hold its tenancy. The
 * row, or -1 (fault set). */
int32_t kin_found(struct week *week, int32_t person);

/* Whoever is the oldest member now holds the tenancy; nobody left: the household is dissolved. */
void kin_settle(struct week *week, int32_t household);

/* The reference person is `person` from now on, and has no wish to leave. */
void kin_refer(struct week *week, int32_t household, int32_t person);

/* Make two people a couple (enum couple_kind) from next week on; or end the couple of a person
 * (no-op without partner). */
void kin_pair(struct week *week, int32_t a, int32_t b, int couple);
void kin_unpair(struct week *week, int32_t person);

/* Partners and parents in a household that arrived: `adults` rows from `first` on, then children.
 * Couples of 30 and older, and those with children, are married: an assumption. */
void kin_arrive(struct week *week, int32_t first, int adults, int children);

#endif
