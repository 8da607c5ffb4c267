/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_PURPOSE_H
#define LOFT_WORLD_PURPOSE_H

/* What a draw is for [law]: one purpose per decision, so that no two decisions share a number and
 * switching one process off leaves every other process's draws unchanged. 12 bits; new purposes are
 * appended, numbers are never reused. The synthesis has its own from 3000 on (world/population.h).
 */
enum purpose {
    PURPOSE_SCREEN = 1,       /* person, week: the one uniform of all rare processes */
    PURPOSE_SEARCH,           /* person, week: does he or she search */
    PURPOSE_VIEW,             /* person, week: points on rings of vacancies; acquaintance asked */
    PURPOSE_CALL_BACK,        /* person, week, vacancy: attention and call-back */
    PURPOSE_JOB_TASTE,        /* person, week, vacancy: own noise about a job */
    PURPOSE_JOB_RANK,         /* person, week, vacancy: employer's noise about an applicant */
    PURPOSE_OUTSIDE_OFFER,    /* person, week: a job outside the municipality */
    PURPOSE_OUTSIDE_JOB,      /* person, week: its hours */
    PURPOSE_AFTER_JOB,        /* person, week: status after a job is lost */
    PURPOSE_PLACE_RANK,       /* person, week: rank for a programme place */
    PURPOSE_STUDY,            /* person, week: field and length of a course of study */
    PURPOSE_AFTER_STUDY,      /* person, week: completion and status after it */
    PURPOSE_OF_AGE,           /* person: main status at 18 */
    PURPOSE_EARLY_RETIREMENT, /* person: leaves for early retirement at 60 */
    PURPOSE_NEWBORN,          /* child: sex */
    PURPOSE_HOME_SEARCH,      /* household, week: does it look at dwellings */
    PURPOSE_HOME_SIGHT,       /* household, week, segment: start of the arc of vacant dwellings */
    PURPOSE_HOME_TASTE,       /* household, dwelling: noise about a dwelling, lasting */
    PURPOSE_HOME_RANK,        /* household, dwelling: landlord's noise about a household */
    PURPOSE_LETTING,          /* letting: which rule this letting follows */
    PURPOSE_APPLICATION,      /* address (type, n), week: index of an outside applicant */
    PURPOSE_POOL_HOUSEHOLD,   /* pool household: ages, adults, children */
    PURPOSE_POOL_MEMBER,      /* pool member: sex, origin, education, status */
    PURPOSE_POOL_WAIT,        /* pool household: weeks on waiting lists */
    PURPOSE_COMMUTER_LEAVES,  /* slot, week: the commuter who holds it leaves */
    PURPOSE_COMMUTER_APPLIES, /* vacancy, week: a commuter applies; rank */
    PURPOSE_START_JOB,   /* person: does the job lie outside; slot order; tenure at the start */
    PURPOSE_START_SPELL, /* person: elapsed duration of the status at the start */
    PURPOSE_START_HOME,  /* household or dwelling: elapsed tenancy or vacancy at the start */
    PURPOSE_START_SLOT,  /* slot: who holds it at the start, weeks, hours */
    PURPOSE_EMPLOYER,    /* employer: sector, size */
    PURPOSE_ATTACHMENT,  /* person: attachment to the labour market, readiness at the start */
    PURPOSE_JOB_LOSS,    /* person, week: loses a job that is often lost (a list, not the screen) */
    PURPOSE_LANDLORD,    /* dwelling: which landlord owns it */
    PURPOSE_TENANCY,     /* household: weeks in its dwelling at the start */
    PURPOSE_GROWTH,      /* household, week: a household that grew begins to look */
    PURPOSE_SEVERITY,    /* person, week: how ill, and for how long */
    PURPOSE_LADDER,      /* person, week: what follows sickness or clarification; its length */
    PURPOSE_MEETING,     /* person, week: error of a caseworker's assessment */
    PURPOSE_PROGRAMME,   /* person, week: kind of programme one is referred to */
    PURPOSE_START_HEALTH,  /* person: sickness, clarification, flexjob at the start */
    PURPOSE_ARRIVED,       /* person: how long ago he or she came to Denmark */
    PURPOSE_TIE_MEET,      /* person, week, kind: does he or she meet somebody; point on the ring */
    PURPOSE_TIE_CHOICE,    /* person, week, other person: accepted though of another origin */
    PURPOSE_TIE_LIFE,      /* pair, week: how long a tie lasts */
    PURPOSE_START_TIE,     /* person, other person: the same at the start */
    PURPOSE_START_LIFE,    /* pair: how long a tie of the start lasts */
    PURPOSE_PARTNER,       /* person, week: whom he or she looks for; point on the ring */
    PURPOSE_PARTNER_TASTE, /* person, candidate: noise about a possible partner, lasting */
    PURPOSE_MARRY,         /* person, week: does the couple marry */
    PURPOSE_PART,          /* person, week: which partner has to move out */
    PURPOSE_CUSTODY,       /* mother, father: which parent the children live with */
    PURPOSE_LEAVE_HOME,    /* person, week: here or to another municipality */
    PURPOSE_LEAVER_SEARCH, /* person, week: does he or she look at dwellings */
    PURPOSE_START_COUPLE,  /* person: married, and since when, at the start */
    PURPOSE_ASKS,          /* dwelling, week, kind: rounding of what neutral lettings make good */
    PURPOSES
};

#endif
