/* SPDX-License-Identifier: MIT */
#include "loft/base/parallel.h"

#include <omp.h>
#include <stdlib.h>

void parallel_for(int tasks, int threads, void (*work)(void *context, int task), void *context)
{
    if (threads <= 1 || tasks <= 1) {
        for (int task = 0; task < tasks; task++)
            work(context, task);
        return;
    }
    omp_set_max_active_levels(2);
    int team = threads < tasks ? threads : tasks;
#pragma omp parallel for schedule(dynamic, 1) num_threads(team)
    for (int task = 0; task < tasks; task++)
        work(context, task);
}

int parallel_default_threads(void)
{
    const char *slurm = getenv("SLURM_CPUS_PER_TASK");
    int wanted = slurm != NULL ? atoi(slurm) : omp_get_max_threads();
    return wanted > 0 ? wanted : 1;
}
