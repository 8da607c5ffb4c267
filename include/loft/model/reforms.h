/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_REFORMS_H
#define LOFT_MODEL_REFORMS_H

#include "loft/conf/param.h"

#include <stdbool.h>
#include <stdint.h>

/* Institutions and their dates. A reform is in force from the first Monday on or after its date; an
 * empty date is a reform that never comes. What is in force in a week is asked for by date, here
 * and nowhere else. With `enabled = no` every week has the institutions of the first week of the
 * run.
 *
 * On the Monday of a reform of schemes or of match groups everybody whom it concerns has moved over
 * (events SCHEME and MEETING of the week before); reforms of rights and of routes hold for
 * decisions from that Monday on (a new insured period, the next clarification, the 60th birthday).
 */

/* clang-format off */
#define REFORMS_PARAMS(P, S) \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, \
      "a switch", CHOICE, false, \
      "institutions change at their dates") \
    P(S, DATE, insured_period, "1", "2010-07-01", NULL, NULL, NULL, \
      "shortening of the insured period, budget agreement of May 2010, recalled", C, false, \
      "From this day new insured periods are insured_weeks long.") \
    P(S, COUNT, insured_weeks, "week", "104", "26", "520", NULL, \
      "two years from 2010 on, recalled", C, false, \
      "Weeks of insured unemployment benefit after the shortening.") \
    P(S, DATE, three_groups, "1", "2010-04-26", NULL, NULL, NULL, \
      "three match groups in place of five from spring 2010 (Cabi), day recalled", C, false, \
      "From this day there are three match groups.") \
    P(S, DATE, two_groups, "1", "2014-01-01", NULL, NULL, NULL, \
      "cash-benefit reform, in force 1 January 2014 (jobindsats.dk)", C, false, \
      "From this day recipients are ready for a job or for activity.") \
    P(S, DATE, education_benefit, "1", "2014-01-01", NULL, NULL, NULL, \
      "cash-benefit reform, in force 1 January 2014", C, false, \
      "From this day people under 30 without an education that qualifies receive education benefit.") \
    P(S, DATE, introduction_ends, "1", "2012-01-01", NULL, NULL, NULL, \
      "start aid and introduction benefit abolished (L36, 2011), day recalled", C, false, \
      "Until this day people who came to Denmark recently receive integration benefit (start aid, introduction benefit).") \
    P(S, DATE, integration_begins, "1", "2015-09-01", NULL, NULL, NULL, \
      "integration benefit for new arrivals from 1 September 2015, recalled", C, false, \
      "From this day people who came to Denmark recently receive integration benefit again.") \
    P(S, COUNT, residence_weeks, "week", "365", "1", "1000", NULL, \
      "less than 7 of the last 8 years' residence, recalled", C, false, \
      "Who came to Denmark fewer weeks ago has come recently.") \
    P(S, SHARE, newcomers, "share", "0.3", "0", "1", NULL, \
      "assumption", ASSUMPTION, false, \
      "Share of adults of non-Western origin, at the start and among arrivals, who came to Denmark within residence_weeks.") \
    P(S, DATE, resource_course, "1", "2013-01-01", NULL, NULL, NULL, \
      "reform of disability pension and flexjob, in force 1 January 2013", C, false, \
      "From this day severe illness is clarified in a resource course, before in rehabilitation.") \
    P(S, DATE, job_clarification, "1", "2014-07-01", NULL, NULL, NULL, \
      "sickness benefit reform, in force 1 July 2014", C, false, \
      "From this day other long illness is clarified in job clarification, before in rehabilitation.") \
    P(S, DATE, disability_reform, "1", "2013-01-01", NULL, NULL, NULL, \
      "reform of disability pension and flexjob, in force 1 January 2013", C, false, \
      "From this day few people under 40 are granted disability pension.") \
    P(S, FACTOR, young_pension, "1", "0.3", "0", "1", NULL, \
      "new pensions fell from about 15-20,000 to 6,000 in 2014, recalled; the part of people under 40 assumed", ASSUMPTION, false, \
      "Factor on their share of pensions after it; the others go through another course.") \
    P(S, DATE, flexjob_reform, "1", "2013-01-01", NULL, NULL, NULL, \
      "reform of disability pension and flexjob, in force 1 January 2013", C, false, \
      "From this day there are flexjobs of few hours.") \
    P(S, FACTOR, small_flexjobs, "1", "1.25", "1", "1.5", NULL, \
      "39,000 flexjobs of at most 10 hours since 2013 (BEU 2020-21 bilag 276); size assumed", ASSUMPTION, false, \
      "Factor on the chance of finding a flexjob after it.") \
    P(S, DATE, later_retirement, "1", "2012-01-01", NULL, NULL, NULL, \
      "retirement reform of 2011, day recalled", C, false, \
      "From this day early retirement comes by half years later for people born from 1954 on, at 64 for those born after 1958.")
/* clang-format on */
struct reforms_params {
    REFORMS_PARAMS(PARAM_FIELD, reforms_params)
};

struct params;
struct week;

/* Whether a reform of this date is in force in week `when` of a run that starts in `start`. */
static inline bool reforms_hold(const struct reforms_params *r, int32_t date, int32_t start,
                                int32_t when)
{
    return date != PARAM_NO_DATE && (r->enabled ? when : start) >= date;
}

/* Whether schemes of cash benefit, or match groups, change on the Monday of week `when`. */
bool reforms_change(const struct week *week, int32_t when);

/* Weeks of an insured period that is earned in week `when` of a run that starts in `start`; this
 * week. */
int32_t reforms_insured_period(const struct params *params, int32_t start, int32_t when);
int32_t reforms_insured_weeks(const struct week *week);

/* The week in which somebody may first take early retirement pay, by the law of this week. */
int32_t reforms_early_week(const struct week *week, int32_t born);

/* Half years after the 60th birthday at which people born in this week may retire early under the
 * reform: 0 .. REFORMS_LATER_MOST. */
enum { REFORMS_LATER_MOST = 8, HALF_YEAR = 26 };
int reforms_later(int32_t born);

#endif
