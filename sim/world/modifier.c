/* SPDX-License-Identifier: MIT */
#include "loft/world/modifier.h"

bool modifiers_add(struct modifiers *modifiers, enum process process, struct modifier modifier)
{
    int32_t *count = &modifiers->count[process];
    if (*count == MODIFIERS_MOST)
        return false;
    modifiers->of[process][(*count)++] = modifier;
    return true;
}
