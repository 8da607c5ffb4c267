/* SPDX-License-Identifier: MIT */
#ifndef LOFT_RULES_BENEFIT_H
#define LOFT_RULES_BENEFIT_H

#include "loft/rules/rulebook.h"

/* Benefits that are not cash benefit: taxable, not tested against the household's budget. Each is
 * an amount in øre a year, to be put into `other` of the adult's part of a household (budget.h). 0
 * where the rules of the date do not have the benefit or its amount is not known.
 *
 * State pension, parental leave and rehabilitation are not here: the evidence gives no amounts. */

/* Unemployment benefit (dagpenge) at the highest rate beside these hours of work a week: whole
 * without work, less in proportion to 37 hours, nothing above RULE_INSURED_HOURS. Sickness benefit
 * (sygedagpenge) of a whole week is the amount at 0 hours. */
int64_t benefit_insured(const struct rules *rules, int32_t hours);

/* Education grant (SU) of those who live away from home. */
int64_t benefit_student_grant(const struct rules *rules);

/* Disability pension (førtidspension) of one person. `couple`: lives with a partner; then `income`
 * is that of both besides pensions, before tax, øre a year; else the person's own. */
int64_t benefit_disability_pension(const struct rules *rules, bool couple, int64_t income);

/* Supplement to the pay of a flexjob (fleksløntilskud, from 2013), by pay in øre a year; and the
 * benefit between flexjobs (ledighedsydelse). Before 2013 a flexjob pays its full wage. */
int64_t benefit_flexjob(const struct rules *rules, int64_t pay);
int64_t benefit_waiting(const struct rules *rules);

#endif
