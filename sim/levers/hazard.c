/* SPDX-License-Identifier: MIT */
#include "loft/levers/policy.h"

/* The test lever: multiplies the weekly chance of one process. On `hiring` it scales the call-back
 * chance per (person, vacancy), on `search` the weekly chance of searching, on `moving` the wish to
 * move; on every other process its weekly chance. `ageing` accepts none. */

/* clang-format off */
#define HAZARD_PROCESSES "search|hiring|separation|activation|education|health|family|migration|moving"
#define HAZARD_PARAMS(P, S) \
    P(S, CHOICE, process, "1", NULL, NULL, NULL, HAZARD_PROCESSES, "a choice", CHOICE, false, \
      "Process whose weekly chance is multiplied.") \
    P(S, FACTOR, factor, "1", NULL, "0", "20", NULL, "a choice", CHOICE, false, \
      "Factor; 1 changes nothing.")
/* clang-format on */
struct hazard_params {
    HAZARD_PARAMS(PARAM_FIELD, hazard_params)
};
static const struct param hazard_rows[] = {HAZARD_PARAMS(PARAM_ROW, hazard_params)};

static enum process process_of(const struct hazard_params *p)
{
    static const enum process order[] = {PROCESS_SEARCH,     PROCESS_HIRING,    PROCESS_SEPARATION,
                                         PROCESS_ACTIVATION, PROCESS_EDUCATION, PROCESS_HEALTH,
                                         PROCESS_FAMILY,     PROCESS_MIGRATION, PROCESS_MOVING};
    return order[p->process];
}

static int64_t most(const void *own, enum process process)
{
    const struct hazard_params *p = own;
    return process_of(p) == process ? p->factor : FACTOR_ONE;
}

static void write(const struct policy *policy, const void *own, struct week *week)
{
    const struct hazard_params *p = own;
    struct modifier modifier = {.policy = policy->id,
                                .factor = p->factor,
                                .areas = policy->areas,
                                .target = policy->target};
    if (!modifiers_add(&week->modifiers, process_of(p), modifier))
        fault_set(&week->fault, LOFT_ELAW, "more than %d factors on one process", MODIFIERS_MOST);
}

const struct lever lever_hazard = {
    .name = "hazard",
    .text =
        "Multiplies the weekly chance of one process, for people who live in the areas that week. "
        "For tests, textbook cases and what-if questions; no instrument by itself.",
    .equation =
        "chance(person, week) = base x factor, while active, in the areas, for the target group",
    .params = hazard_rows,
    .param_count = sizeof hazard_rows / sizeof *hazard_rows,
    .size = sizeof(struct hazard_params),
    .most = most,
    .write = write,
};
