/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_ATTACHMENT_H
#define LOFT_MODEL_ATTACHMENT_H

#include "loft/base/error.h"
#include "loft/conf/param.h"
#include "loft/world/kinds.h"

#include <stdbool.h>
#include <stdint.h>

/* Attachment to the labour market: a lasting trait, firm or weak, that nobody sees. People of firm
 * attachment keep their jobs and find new ones; those of weak attachment lose jobs early
 * (model/separation.h) and are less ready for the next (readiness). Without it everybody would
 * drift to the same chance of work within a few years, whatever the neighbourhood: the published
 * course of long-term recipients (five in six still out of work after a year, half of the jobs
 * found lost within one) is that of people who differ, not of one average person.
 *
 * Who has which is not observed. At the start it follows from the published shares in work: if a
 * group (an area and origin, or a type of outside applicants) has the share E of its labour force
 * (employed, unemployed, on cash benefit, without either) in work, and would keep it, then the
 * share of firm people in it is
 *
 *     q = (E - weak_at_work) / (firm_at_work - weak_at_work), between 0 and 1
 *
 * and by Bayes' rule q x firm_at_work / E of its people in work are firm. The firm ones without
 * work are spread over insured unemployment, no benefit and cash benefit with weights
 * insured_weight : idle_weight : 1 times their numbers. Students and children are firm with chance
 * q. */

/* clang-format off */
#define ATTACHMENT_PARAMS(P, S) \
    P(S, SHARE, firm_at_work, "share", "0.965", "0", "1", NULL, \
      "assumption: what the rates of finding and losing jobs give in the long run", ASSUMPTION, false, \
      "Long-run share in work of people of firm attachment, of those in the labour force.") \
    P(S, SHARE, weak_at_work, "share", "0.125", "0", "1", NULL, \
      "assumption: what the rates of finding and losing jobs give in the long run", ASSUMPTION, false, \
      "The same of people of weak attachment.") \
    P(S, COUNT, insured_weight, "1", "20", "1", "1000", NULL, \
      "assumption: the longer a status usually lasts, the fewer firm people are in it", ASSUMPTION, false, \
      "How much likelier somebody with insured unemployment benefit is of firm attachment than somebody on cash benefit, at the start.") \
    P(S, COUNT, idle_weight, "1", "10", "1", "1000", NULL, \
      "assumption: the longer a status usually lasts, the fewer firm people are in it", ASSUMPTION, false, \
      "The same for somebody without work or benefit.")
/* clang-format on */
struct attachment_params {
    ATTACHMENT_PARAMS(PARAM_FIELD, attachment_params)
};

enum attachment { ATTACHMENT_WEAK, ATTACHMENT_FIRM, ATTACHMENTS };

/* People of a group by main status; shares of any total. */
struct attachment_group {
    int64_t people[STATUSES];
};

/* Chance that somebody of this status in this group is of firm attachment. */
int64_t attachment_chance(const struct attachment_params *params,
                          const struct attachment_group *group, enum status status);

/* Statuses of the labour force. */
static inline bool attachment_concerns(enum status status)
{
    return status == STATUS_EMPLOYED || status == STATUS_INSURED_UNEMPLOYED ||
           status == STATUS_CASH_BENEFIT || status == STATUS_SELF_SUPPORTED;
}

struct start;
struct world;

/* Attachment and readiness of everybody in a population that has just been made: readiness within
 * the range of the place's table `readiness`, in the labour force that of `employed` for firm
 * people and that of `cash_benefit` for weak ones. 0 or LOFT_ENOMEM. */
int start_attachment(struct world *world, const struct start *start, struct fault *fault);

#endif
