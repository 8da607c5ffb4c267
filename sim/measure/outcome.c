/* SPDX-License-Identifier: MIT */
#include "loft/measure/outcome.h"

#include "loft/base/mem.h"

void outcome_clear(struct outcome *outcome)
{
    mem_free(outcome->persons);
    for (int i = 0; i < outcome->frame_count; i++)
        frame_clear(&outcome->frames[i]);
    mem_free(outcome->people);
    mem_free(outcome->spells);
    *outcome = (struct outcome){0};
}
