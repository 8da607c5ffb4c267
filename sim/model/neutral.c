/* SPDX-License-Identifier: MIT */
#include "loft/model/neutral.h"

#include "loft/model/week.h"

#include <stdlib.h>

int64_t neutral_score(const struct applicant *a, const struct home *home, int64_t ordinary)
{
    if (home->left_workers < 0)
        return ordinary;
    return ordinary - ((int64_t)abs(a->workers - home->left_workers) << 40);
}
