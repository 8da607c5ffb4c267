/* SPDX-License-Identifier: MIT */
#include "loft/levers/policy.h"

#include <stdio.h>
#include <string.h>

bool policy_changes(const struct policy *policies, int count, int32_t week)
{
    for (int i = 0; i < count; i++)
        if (policies[i].from == week || policies[i].to == week)
            return true;
    return false;
}

int policy_calendar(const struct policy *policies, int count, struct week *week)
{
    if (week->now != week->world->start_week && !policy_changes(policies, count, week->now))
        return 0;
    memset(week->modifiers.count, 0, sizeof week->modifiers.count);
    memset(week->letting, 0, sizeof week->letting);
    for (int i = 0; i < count; i++) {
        const struct policy *policy = &policies[i];
        if (week->now < policy->from || week->now >= policy->to)
            continue;
        for (int u = 0; u < policy->use_count; u++)
            policy->uses[u].kind->write(policy, policy->uses[u].own, week);
    }
    return week->fault.code;
}

/* Product of the largest factors of all policies on a process, and their names. */
static int64_t most_of(const struct policy *policies, int count, enum process process, char *names,
                       size_t size)
{
    int64_t product = FACTOR_ONE;
    size_t used = 0;
    names[0] = '\0';
    for (int i = 0; i < count; i++)
        for (int u = 0; u < policies[i].use_count; u++) {
            const struct lever_use *use = &policies[i].uses[u];
            int64_t factor = use->kind->most(use->own, process);
            if (factor <= FACTOR_ONE)
                continue; /* lowers: others may stand alone in another area */
            product = fixed_scale(product, factor);
            if (used < size)
                used += (size_t)snprintf(names + used, size - used, "%s'%s' (%s x %.4g)",
                                         used > 0 ? ", " : "", policies[i].name, use->kind->name,
                                         (double)factor / (double)FACTOR_ONE);
        }
    return product;
}

static bool complain(char *why, size_t size, const char *what, int64_t chance, int64_t cap,
                     const char *names)
{
    snprintf(
        why, size,
        "%s could reach a weekly chance of %.4g, above the cap of %.4g that the model sets for "
        "this process%s%s; choose smaller factors or a lower base rate",
        what, (double)chance / (double)FIXED_ONE, (double)cap / (double)FIXED_ONE,
        names[0] != '\0' ? ", by the policies " : "", names);
    return false;
}

/* Chances that are no segments: they must not exceed 1. */
static bool lists_within_one(const struct policy *policies, int count, const struct params *params,
                             char *why, size_t size)
{
    char names[600];
    const struct search_params *s = &params->search;
    int64_t highest = s->insured > s->cash_benefit ? s->insured : s->cash_benefit;
    highest = highest > s->self_supported ? highest : s->self_supported;
    int64_t factor = most_of(policies, count, PROCESS_SEARCH, names, sizeof names);
    int64_t chance = fixed_scale(fixed_scale(s->weekly, highest), factor);
    if (chance > FIXED_ONE)
        return complain(why, size, "process 'search'", chance, FIXED_ONE, names);
    factor = most_of(policies, count, PROCESS_HIRING, names, sizeof names);
    chance = params->hiring.call_back;
    chance = fixed_scale(chance, activation_most_effect(params));
    chance = fixed_scale(chance, factor);
    if (chance > FIXED_ONE)
        return complain(why, size, "process 'hiring'", chance, FIXED_ONE, names);
    return true;
}

bool policy_within_caps(const struct policy *policies, int count, const struct behaviour *behaviour,
                        const struct params *params, const struct schedules *schedules, char *why,
                        size_t size)
{
    if (!lists_within_one(policies, count, params, why, size))
        return false;
    for (int k = 0; k < behaviour->segment_count; k++) {
        const struct segment *segment = behaviour->segments[k];
        enum process process = event_processes[segment->event];
        char names[600];
        int64_t factor = most_of(policies, count, process, names, sizeof names);
        for (unsigned class = 0; class < CLASSES; class ++) {
            int64_t cap = class_exists(class) ? segment->cap(class) : 0;
            if (cap == 0)
                continue;
            int64_t chance = fixed_scale(segment->top(params, schedules, class), factor);
            if (chance > cap) {
                char what[80];
                snprintf(what, sizeof what, "process '%s' (event '%s')", process_ids[process],
                         event_ids[segment->event]);
                return complain(why, size, what, chance, cap, names);
            }
        }
    }
    return true;
}
