/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_CLASS_H
#define LOFT_MODEL_CLASS_H

#include "loft/world/world.h"

/* Hazard classes: what the screen needs to know of a person to bound the chance that anything rare
 * happens to him or her this week. A class is a pure function of the person's columns, recomputed
 * when the person is touched or when something is due. What lasts weeks (tenure band, the 104 weeks
 * after a job) is part of the class, never a multiplier.
 *
 * A class number packs the members of struct class_parts. The column person.class holds it with
 * CLASS_LISTED added for those whom the screen lists whatever their uniform: they may look for a
 * job, or may well lose one (CLASS_AT_RISK). */

enum stage {
    STAGE_NONE,        /* dead or abroad: nothing happens */
    STAGE_CHILD,       /* under 18 */
    STAGE_JOB_NEW,     /* in a job, weeks 0-12 */
    STAGE_JOB_YEAR,    /* weeks 13-51 */
    STAGE_JOB_LATER,   /* weeks 52-155 */
    STAGE_JOB_SETTLED, /* week 156 and later */
    STAGE_INSURED,     /* insured unemployed */
    STAGE_CASH,        /* on a scheme of cash benefit */
    STAGE_PRACTICE,    /* on a programme place: work practice */
    STAGE_EDUCATION,
    STAGE_STUDENT_JOB, /* in education, with a job beside it */
    STAGE_DISABLED,    /* disability pension */
    STAGE_EARLY,       /* early retirement pay */
    STAGE_SELF,        /* without work or benefit */
    STAGE_OLD,         /* 65-79 */
    STAGE_OLDEST,      /* 80 and older */
    STAGE_LANGUAGE,    /* on a programme place: language training, course, combined */
    STAGE_COURSE,
    STAGE_COMBINED,
    STAGE_SICK,    /* on sickness benefit */
    STAGE_CLARIFY, /* rehabilitation, resource course, job clarification */
    STAGE_FLEXJOB,
    STAGE_WAITING, /* waiting benefit, between flexjobs */
    STAGE_LEAVE,   /* on parental leave from a job */
    STAGES
};

/* Who decides about a household's dwelling, by age: only a reference person who lives in the
 * municipality or elsewhere in Denmark; everybody else is MOVER_NONE. */
enum mover { MOVER_NONE, MOVER_18, MOVER_25, MOVER_30, MOVER_40, MOVER_65, MOVERS };

/* Where an adult who lives here stands between partners and households. */
enum bond {
    BOND_NONE,   /* a child, somebody who lives elsewhere, or the partner with the higher key */
    BOND_SINGLE, /* reference person without partner */
    BOND_HOME,   /* lives in another's household without a partner: may leave it */
    BOND_FIRST,  /* the partner with the lower key: files what happens to the couple */
};

/* What a class is made of. */
struct class_parts {
    enum stage stage;
    enum mover mover;
    bool linked;  /* the household's wish to move is raised by a new job */
    bool fertile; /* a woman of 15-49 */
    bool outside; /* lives elsewhere in Denmark */
    bool firm;    /* of firm attachment to the labour market */
    enum bond bond;
};

/* First bit of each part. */
enum {
    CLASS_STAGE = 0,
    CLASS_MOVER = 5,
    CLASS_LINKED = 8,
    CLASS_FERTILE = 9,
    CLASS_OUTSIDE = 10,
    CLASS_FIRM = 11,
    CLASS_BOND = 12,
    CLASS_BITS = 14,
    CLASSES = 1 << CLASS_BITS,
    CLASS_AT_RISK = 1 << 14, /* these two in person.class only */
    CLASS_LISTED = 1 << 15,
};

static inline unsigned class_make(struct class_parts parts)
{
    return (unsigned)parts.stage << CLASS_STAGE | (unsigned)parts.mover << CLASS_MOVER |
           (unsigned)parts.linked << CLASS_LINKED | (unsigned)parts.fertile << CLASS_FERTILE |
           (unsigned)parts.outside << CLASS_OUTSIDE | (unsigned)parts.firm << CLASS_FIRM |
           (unsigned)parts.bond << CLASS_BOND;
}
static inline enum stage class_stage(unsigned class)
{
    return (enum stage)(class >> CLASS_STAGE & 31u);
}
static inline enum mover class_mover(unsigned class)
{
    return (enum mover)(class >> CLASS_MOVER & 7u);
}
static inline bool class_linked(unsigned class)
{
    return class >> CLASS_LINKED & 1u;
}
static inline bool class_fertile(unsigned class)
{
    return class >> CLASS_FERTILE & 1u;
}
static inline bool class_outside(unsigned class)
{
    return class >> CLASS_OUTSIDE & 1u;
}
static inline bool class_firm(unsigned class)
{
    return class >> CLASS_FIRM & 1u;
}
static inline enum bond class_bond(unsigned class)
{
    return (enum bond)(class >> CLASS_BOND & 3u);
}
/* Not every number is a class. */
static inline bool class_exists(unsigned class)
{
    return class_stage(class) < STAGES && class_mover(class) < MOVERS;
}

/* The class of a person in week `week`. */
unsigned class_of(const struct world *world, int32_t person, int32_t week);

/* The first week after `week` in which something happens to this person by itself: an event that is
 * due (a birthday, the end of a status) or, one week early so that the screen of that week knows
 * it, a change of class. INT16_MAX when nothing will. */
int32_t class_due(const struct world *world, int32_t person, int32_t week);

/* Weeks of tenure at which the bands of a job begin. */
enum { TENURE_YEAR = 13, TENURE_LATER = 52, TENURE_SETTLED = 156 };

/* Weeks from one meeting with a caseworker to the next, while on cash benefit or a programme: at
 * least every third month (lov om en aktiv beskæftigelsesindsats), recalled. */
enum { MEETING_WEEKS = 13 };
/* Weeks of a year of a couple. */
enum { COUPLE_YEAR = 52 };

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
