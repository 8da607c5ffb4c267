/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_CLASS_H
#define LOFT_MODEL_CLASS_H

#include "loft/world/world.h"

/* Hazard classes: what the screen needs to know of a person to bound the chance that anything rare
 * happens to him or her this week. A class is a pure function of the person's columns, recomputed
 * when the person is touched or when something is due. What lasts weeks (tenure band, the 104 weeks
 * after a job) is part of the class, never a multiplier.
 *
 * A class number packs: stage (4 bits) | mover (3) | linked (1) | fertile (1) | outside (1). The
 * column person.class holds it with CLASS_SEARCHES added for those who may look for a job. */

enum stage {
    STAGE_NONE,        /* dead or abroad: nothing happens */
    STAGE_CHILD,       /* under 18 */
    STAGE_JOB_NEW,     /* in a job, weeks 0-12 */
    STAGE_JOB_YEAR,    /* weeks 13-51 */
    STAGE_JOB_LATER,   /* weeks 52-155 */
    STAGE_JOB_SETTLED, /* week 156 and later */
    STAGE_INSURED,     /* insured unemployed */
    STAGE_CASH,        /* on cash benefit */
    STAGE_PRACTICE,    /* on a programme place */
    STAGE_EDUCATION,
    STAGE_DISABLED, /* disability pension */
    STAGE_EARLY,    /* early retirement pay */
    STAGE_SELF,     /* without work or benefit */
    STAGE_OLD,      /* 65-79 */
    STAGE_OLDEST,   /* 80 and older */
    STAGES
};

/* Who decides about a household's dwelling, by age: only a reference person who lives in the
 * municipality or elsewhere in Denmark; everybody else is MOVER_NONE. */
enum mover { MOVER_NONE, MOVER_18, MOVER_25, MOVER_30, MOVER_40, MOVER_65, MOVERS };

enum { CLASSES = 1024, CLASS_SEARCHES = 1 << 15 };

static inline enum stage class_stage(unsigned class)
{
    return (enum stage)(class & 15u);
}
static inline enum mover class_mover(unsigned class)
{
    return (enum mover)(class >> 4 & 7u);
}
static inline bool class_linked(unsigned class)
{
    return class >> 7 & 1u;
}
static inline bool class_fertile(unsigned class)
{
    return class >> 8 & 1u;
}
static inline bool class_outside(unsigned class)
{
    return class >> 9 & 1u;
}
/* Not every number is a class. */
static inline bool class_exists(unsigned class)
{
    return class_stage(class) < STAGES && class_mover(class) < MOVERS;
}
static inline unsigned class_make(enum stage stage, enum mover mover, bool linked, bool fertile,
                                  bool outside)
{
    return (unsigned)stage | (unsigned)mover << 4 | (unsigned)linked << 7 | (unsigned)fertile << 8 |
           (unsigned)outside << 9;
}

/* The class of a person in week `week`. */
unsigned class_of(const struct world *world, int32_t person, int32_t week);

/* The first week after `week` in which something happens to this person by itself: an event that is
 * due (a birthday, the end of a status) or, one week early so that the screen of that week knows
 * it, a change of class. INT16_MAX when nothing will. */
int32_t class_due(const struct world *world, int32_t person, int32_t week);

/* Weeks of tenure at which the bands of a job begin. */
enum { TENURE_YEAR = 13, TENURE_LATER = 52, TENURE_SETTLED = 156 };

/* Ages with a meaning. */
enum {
    AGE_ADULT = 18,
    AGE_EARLY = 60,
    AGE_PENSION = 65,
    AGE_OLDEST = 80,
    AGE_FERTILE = 15,
    AGE_BARREN = 50
};

#endif
