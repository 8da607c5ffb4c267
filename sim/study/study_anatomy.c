/* SPDX-License-Identifier: MIT */
#include "internal.h"

#include <stdio.h>
#include <string.h>

/* The anatomy of the gap between the people and the place (DESIGN.md section 9): every variant
 * again with the same luck, from the cohorts' date on with parts of the model taken away.
 *
 *   link_off          a new job does not raise the wish to move: moving.job_link = 1
 *   arrivals_neutral  a vacated dwelling goes to the household nearest to the one that left it in
 *                     number of adults in work 20+ hours: letting.neutral = yes
 *   both_off          the two together
 *   ageing_off        nobody comes of age, retires or dies: ageing.enabled = no
 *   neutral           all three, and nobody is granted a disability pension: health.enabled = no.
 * It is left by turning 65 or by death alone, so that with these two away those who live here would
 * pile up on it (a quarter after ten years), those who come from outside not. With all four the
 * people and the place must rise alike.
 *
 * They only lower chances, so that the caps that held for the variant hold for them. */

static const struct {
    const char *what;
    bool link, arrivals, ageing, health;
} parts[] = {
    {"link_off", true, false, false, false}, {"arrivals_neutral", false, true, false, false},
    {"both_off", true, true, false, false},  {"ageing_off", false, false, true, false},
    {"neutral", true, true, true, true},
};
enum { PARTS = sizeof parts / sizeof *parts };

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
    if (parts[n].link)
        v->late->moving.job_link = FACTOR_ONE;
    if (parts[n].arrivals)
        v->late->letting.neutral = 1;
    if (parts[n].ageing)
        v->late->ageing.enabled = 0;
    if (parts[n].health)
        v->late->health.enabled = 0;
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
