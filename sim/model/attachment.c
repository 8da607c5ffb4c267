/* SPDX-License-Identifier: MIT */
#include "loft/model/attachment.h"

#include "loft/math/fixed.h"

/* Share `part` of `whole` as a chance, between 0 and 1. */
static int64_t share_of(int64_t part, int64_t whole)
{
    return whole <= 0 || part <= 0 ? 0
           : part >= whole         ? FIXED_ONE
                                   : fixed_portion(FIXED_ONE, part, whole);
}

/* Among those without work, firm people are rarer the longer the status usually lasts. */
static int64_t weight_of(const struct attachment_params *a, enum status status)
{
    return status == STATUS_INSURED_UNEMPLOYED ? a->insured_weight
           : status == STATUS_SELF_SUPPORTED   ? a->idle_weight
                                               : 1;
}

int64_t attachment_chance(const struct attachment_params *a, const struct attachment_group *group,
                          enum status status)
{
    int64_t force = 0, weighted = 0, at_work = group->people[STATUS_EMPLOYED];
    for (int s = 0; s < STATUSES; s++)
        if (attachment_concerns((enum status)s)) {
            force += group->people[s];
            if (s != STATUS_EMPLOYED)
                weighted += group->people[s] * weight_of(a, (enum status)s);
        }
    int64_t share = share_of(at_work, force);
    int64_t firm = share_of(share - a->weak_at_work, a->firm_at_work - a->weak_at_work);
    if (!attachment_concerns(status))
        return firm;
    if (status == STATUS_EMPLOYED)
        return share_of(fixed_both(firm, a->firm_at_work), share);
    /* firm people without work, spread by weight */
    int64_t idle = fixed_both(firm, FIXED_ONE - a->firm_at_work);
    return share_of(fixed_portion(idle, force * weight_of(a, status), FIXED_ONE), weighted);
}
