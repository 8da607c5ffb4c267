/* SPDX-License-Identifier: MIT */
#include "loft/model/week.h"

#include "loft/model/allocate.h"
#include "loft/model/couple.h"
#include "loft/model/demand.h"
#include "loft/model/screen.h"
#include "loft/model/ties.h"

void week_release(struct week *w)
{
    screen_release(w);
    changes_free(&w->changes);
    vec_clear(&w->events);
    vec_clear(&w->applied);
    vec_clear(&w->jobs.claims);
    vec_clear(&w->places.claims);
    vec_clear(&w->homes.claims);
    vec_clear(&w->seekers);
    vec_clear(&w->due);
    vec_clear(&w->vacant_homes);
    vec_clear(&w->rows);
    vec_clear(&w->open);
    vec_clear(&w->keys);
    vec_clear(&w->uniforms);
    for (int r = 0; r < VACANCY_RINGS; r++)
        demand_free_vacancies(&w->vacancies[r]);
    slots_free(w);
    for (int r = 0; r < HOME_RINGS; r++)
        demand_free_homes(&w->vacant[r]);
    demand_free_openings(&w->openings);
    ties_release(w);
    couple_release(w);
    allocator_free(w->allocator);
    sort_buffer_free(&w->buffer);
}
