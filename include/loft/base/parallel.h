/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_PARALLEL_H
#define LOFT_BASE_PARALLEL_H

/* Threads. The only user of omp.h and of OpenMP pragmas. Nothing in loft depends on which thread
 * does what: work is cut into numbered tasks, results go to the task's own place. */

/* Call work(context, task) for task = 0 .. tasks-1 on up to `threads` threads, and wait. Tasks are
 * handed out in ascending order. With one thread they run in the calling thread. A call from inside
 * a task may ask for threads of its own; they then come on top. */
void parallel_for(int tasks, int threads, void (*work)(void *context, int task), void *context);

/* Threads to use when the user asks for none: SLURM_CPUS_PER_TASK, else OMP_NUM_THREADS, else the
 * processors this process may run on. At least 1. */
int parallel_default_threads(void);

#endif
