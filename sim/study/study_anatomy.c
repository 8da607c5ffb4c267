/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include <stdio.h>
#include <string.h>

/* The anatomy of the gap between the people and the place (DESIGN.md section 9): every variant
 * again with the same luck, from the cohorts' date on with parts of the model taken away.
 *
 *   link_off          a new job does not raise the wish to move: moving.job_link = 1
 *   arrivals_neutral  a vacated dwelling goes to the household most like the one that left it:
 *                     letting.neutral = yes (model/neutral.h)
 *   both_off          the two together
 *   ageing_off        the life course stands still: ageing, family, education and health.grants off
 *   neutral           both_off and ageing_off together
 *
 * With ageing_off nobody is born, comes of age, forms a couple, parts or leaves home, begins or
 * ends an education, is granted a pension or a flexjob, retires or dies. These belong together:
 * each goes one way, and what keeps the numbers where they are is that the next generation comes
 * along. With some of them only, those who live here drift (all students graduate, the disabled
 * pile up, couples part and are not followed by new ones) while those who come from outside are as
 * ever. What goes on: jobs, unemployment, activation, illness and recovery, moving and migration
 * (whoever is on parental leave stays on it, and keeps the job). In `neutral` the people and the
 * place must rise alike: tests/cli/long_neutral.py.
 *
 * All this only lowers chances, so that the caps that held for the variant hold here. */

static const struct {
    const char *what;
    bool link, arrivals, ageing;
} parts[] = {
    {"link_off", true, false, false}, {"arrivals_neutral", false, true, false},
    {"both_off", true, true, false},  {"ageing_off", false, false, true},
    {"neutral", true, true, true},
};
enum { PARTS = sizeof parts / sizeof *parts };

static void take_away(struct params *params, int n)
{
    if (parts[n].link)
        params->moving.job_link = FACTOR_ONE;
    if (parts[n].arrivals)
        params->letting.neutral = 1;
    if (parts[n].ageing) {
        params->ageing.enabled = params->family.enabled = params->education.enabled = 0;
        params->health.grants = 0;
    }
}

/* Variant `of` again, without part n. 0 or LOFT_ENOMEM. */
static int add(struct reader *r, int of, int n)
{
    struct experiment *e = &r->study->experiment;
    struct variant *v = &e->variants[e->variant_count];
    const struct variant *like = &e->variants[of];
    size_t size = strlen(like->name) + strlen(parts[n].what) + 2;
    *v = *like;
    v->of = of;
    v->shares = true;
    v->what = parts[n].what;
    v->late_from = e->plan.cohort_week;
    v->late = mem_new(1, sizeof *v->late);
    v->made = mem_new(size, 1);
    r->study->names[e->variant_count++] = v->name = v->made;
    if (v->late == NULL || v->made == NULL)
        return LOFT_ENOMEM;
    snprintf(v->made, size, "%s+%s", like->name, v->what);
    *v->late = like->params;
    take_away(v->late, n);
    return 0;
}

void study_make_anatomy(struct reader *r)
{
    struct experiment *e = &r->study->experiment;
    int written = e->variant_count;
    if (e->variants == NULL)
        return;
    if (written * (PARTS + 1) > VARIANTS_MOST) {
        report_error(r->report, NULL, 0,
                     "[study] anatomy = yes makes %d variants of each; with %d variants that is "
                     "more than %d",
                     PARTS + 1, written, VARIANTS_MOST);
        return;
    }
    for (int v = 0; v < written; v++)
        for (int n = 0; n < PARTS; n++)
            if (reader_memory(r, add(r, v, n)) != 0)
                return;
}
