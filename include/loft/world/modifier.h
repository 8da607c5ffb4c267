/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_MODIFIER_H
#define LOFT_WORLD_MODIFIER_H

#include "loft/math/fixed.h"
#include "loft/world/event.h"
#include "loft/world/world.h"

/* What policies do to chances: factors by process, area and target group. Levers write them in the
 * phase *calendar* and nowhere else; model code reads them through modifier_of. Factors multiply in
 * ascending order of policy, each product rounded, so every variant rounds alike. */

enum { MODIFIERS_MOST = 64, TARGET_EVERYONE = -1 };

struct modifier {
    int32_t policy; /* ascending within a process */
    int64_t factor; /* 2^16 = 1 */
    uint32_t areas; /* bit per residence code */
    int32_t target; /* bit of person.targets, or TARGET_EVERYONE */
};

struct modifiers {
    struct modifier of[PROCESSES][MODIFIERS_MOST];
    int32_t count[PROCESSES];
};

/* Add a factor; policies come in ascending order. Returns false when the table is full. */
bool modifiers_add(struct modifiers *modifiers, enum process process, struct modifier modifier);

/* Product of the factors that hold for a person now (2^16 = 1). */
static inline int64_t modifier_of(const struct modifiers *modifiers, enum process process,
                                  const struct world *world, int32_t person)
{
    int64_t product = FACTOR_ONE;
    for (int32_t i = 0; i < modifiers->count[process]; i++) {
        const struct modifier *m = &modifiers->of[process][i];
        bool here = m->areas >> world->person.row[person].area & 1u;
        bool hit =
            m->target == TARGET_EVERYONE || world->person.row[person].targets >> m->target & 1u;
        if (here && hit)
            product = fixed_scale(product, m->factor);
    }
    return product;
}

#endif
