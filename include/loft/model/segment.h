/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SEGMENT_H
#define LOFT_MODEL_SEGMENT_H

#include <stdint.h>

/* Anchored segments [law]: each rare process owns an interval of the person's weekly uniform, whose
 * place and width depend on the class alone. Raising one process's chance moves only that process;
 * events are nested in the chance; and the screen, which compares the uniform with the sum of the
 * widths, stays exact whatever policies do while chance <= cap. */

struct behaviour;
struct fault;
struct week;

/* Fill cap, start and bound of all classes from the segments. 0 or LOFT_ENOMEM. */
int segment_prepare(struct behaviour *behaviour);
void segment_release(struct behaviour *behaviour);

/* The segment that fires for a person whose uniform is u, or -1. A chance above its cap is
 * LOFT_ELAW in `fault`: fatal in all builds, never clamped. */
int segment_fires(const struct week *week, int32_t person, uint32_t u, struct fault *fault);

/* Widths, written as shares: SEGMENT_CAP(0.005). */
#define SEGMENT_CAP(share) ((int64_t)((share)*4294967296.0 + 0.5))

#endif
