/* SPDX-License-Identifier: MIT */
#include "loft/run/experiment.h"

#include "loft/model/settle.h"
#include "loft/model/start.h"

static void classify(const struct experiment *e, struct world *world)
{
    struct week week = {.world = world,
                        .behaviour = &e->behaviour,
                        .targets = e->targets,
                        .target_count = e->target_count};
    refresh_all(&week, world->start_week);
}

int experiment_draw_world(const struct experiment *e, uint64_t seed, struct world *world,
                          margin_vec *margins, struct fault *fault)
{
    int code = population_create(&e->place, &e->population, seed, world, fault);
    if (code != 0)
        return code;
    world->start_week = world->week = e->plan.start_week;
    struct start start = {.place = &e->place,
                          .params = &e->start_params,
                          .schedules = &e->start_schedules,
                          .place_key = hash_text(e->place.name),
                          .scale = e->population.scale,
                          .seed = seed};
    if (margins != NULL)
        code = margins_compare(&e->place, &e->population, world, margins);
    if (code == 0)
        code = start_attachment(world, &start, fault);
    if (code == 0)
        start_ladder(world, &start);
    if (code == 0)
        code = start_jobs(world, &start, fault);
    if (code == 0)
        code = start_durations(world, &start, fault);
    if (code == 0)
        code = start_ties(world, &start, fault);
    if (code == 0)
        classify(e, world);
    else
        world_free(world);
    return code;
}

int experiment_populate(struct experiment *e, struct fault *fault)
{
    margin_vec margins = {0};
    int code = experiment_draw_world(e, e->seed, &e->world, &margins, fault);
    e->margins = margins.count;
    e->margins_met = margins.count - margins_failures(&margins);
    vec_clear(&margins);
    return code == 0 ? 0 : fault_set(fault, code, "%s", error_text(code));
}
