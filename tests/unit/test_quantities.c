/* SPDX-License-Identifier: MIT */
#include "ledger.h"

#include "loft/measure/quantities.h"

#include <math.h>

/* Yearly quantities of a world of a few people, against numbers counted by hand. */

static void ledger_start(struct ledger *l, int32_t weeks)
{
    ledger_plan(l, weeks);
    micro_params(&l->m)->separation.insured_share = 0; /* who loses a job is on cash benefit */
    micro_params(&l->m)->separation.cash_share = FIXED_ONE;
}

static int32_t lone(struct ledger *l, int area, int years, enum sex sex, enum status status,
                    int hours)
{
    return micro_person(&l->m, micro_household(&l->m, area), years, sex, status, hours);
}

static int32_t home_of(const struct ledger *l, int32_t person)
{
    return l->m.world.person.row[person].household;
}

/* Numerator and denominator of all years together; the value of each row must follow from them. */
static void expect(const struct ledger *l, enum quantity quantity, int area, int64_t part,
                   int64_t whole)
{
    const struct frame *f = l->tally.quantities_frame;
    int64_t parts = 0, wholes = 0;
    for (int64_t row = 0; row < f->rows; row++) {
        if (frame_cell(f, row, 2).count != (int64_t)quantity || frame_cell(f, row, 3).count != area)
            continue;
        int64_t n = frame_cell(f, row, 5).count, d = frame_cell(f, row, 6).count;
        double value = frame_cell(f, row, 7).real;
        double times = quantities_infos[quantity].form == QUANTITY_A_YEAR ? 52 : 1;
        cr_assert(d == 0 ? isnan(value) : value == times * ((double)n / (double)d));
        parts += n;
        wholes += d;
    }
    cr_assert(parts == part && wholes == whole, "%s in %d: %d of %d, expected %d of %d",
              quantities_ids[quantity], area, (int)parts, (int)wholes, (int)part, (int)whole);
}

/* Persons and Mondays. Fails when a week counts the state after its events, when a status is put
 * into another stock, or when a sum or an area is mixed up. */
Test(quantities, stocks_are_counted_every_monday)
{
    struct ledger l;
    ledger_start(&l, 10);
    lone(&l, 0, 40, SEX_MALE, STATUS_EMPLOYED, 37);
    lone(&l, 0, 40, SEX_MALE, STATUS_EMPLOYED, 10);
    int32_t c = lone(&l, 0, 40, SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    lone(&l, 0, 22, SEX_FEMALE, STATUS_EDUCATION, 0);
    lone(&l, 0, 55, SEX_MALE, STATUS_DISABILITY_PENSION, 0);
    lone(&l, 0, 40, SEX_MALE, STATUS_INSURED_UNEMPLOYED, 0);
    lone(&l, 0, 62, SEX_MALE, STATUS_EARLY_RETIREMENT, 0);
    lone(&l, 0, 70, SEX_MALE, STATUS_PENSION, 0);
    micro_person(&l.m, home_of(&l, c), 8, SEX_MALE, STATUS_CHILD, 0);
    lone(&l, 1, 40, SEX_MALE, STATUS_EMPLOYED, 37);
    int32_t n = lone(&l, 2, 40, SEX_MALE, STATUS_PRACTICE, 0);
    l.m.world.person.row[n].origin = ORIGIN_NONWESTERN;
    micro_dwelling(&l.m, 1, TENURE_OWNER, 3); /* vacant */
    ledger_begin(&l);
    until(&l, 3);
    add(&l, EVENT_HIRE_OUTSIDE, c, 30, 0); /* in work on Mondays 4 to 9 */
    end_run(&l);
    expect(&l, QUANTITY_IN_WORK, 0, 20 + 6, 70);
    expect(&l, QUANTITY_IN_WORK, 1, 10, 10);
    expect(&l, QUANTITY_IN_WORK, 2, 0, 10);
    expect(&l, QUANTITY_IN_WORK, SUM, 36, 80);
    expect(&l, QUANTITY_IN_WORK_TWENTY, 0, 10 + 6, 70);
    expect(&l, QUANTITY_EMPLOYED, 0, 26, 70);
    expect(&l, QUANTITY_OUTSIDE, 0, 4 + 3 * 10, 70); /* c until she works, and three who do not */
    expect(&l, QUANTITY_IN_EDUCATION, 0, 10, 70);
    expect(&l, QUANTITY_ON_CASH, 0, 4, 70);
    expect(&l, QUANTITY_ON_CASH, 2, 10, 10); /* a programme is done on cash benefit */
    expect(&l, QUANTITY_INSURED, 0, 10, 70);
    expect(&l, QUANTITY_DISABLED, 0, 10, 70);
    expect(&l, QUANTITY_EARLY, 0, 10, 70);
    expect(&l, QUANTITY_UNDER_AGE, 0, 10, 90);
    expect(&l, QUANTITY_PENSIONERS, 0, 10, 90);
    expect(&l, QUANTITY_NONWESTERN, 2, 10, 10);
    expect(&l, QUANTITY_NONWESTERN, 0, 0, 90);
    expect(&l, QUANTITY_VACANT, 1, 10, 20);
    expect(&l, QUANTITY_VACANT, SUM, 10, 100);
    ledger_free(&l);
}

/* Fails when a hire goes to another channel or sex, or when a job outside is left out. */
Test(quantities, hires_by_channel_and_sex)
{
    struct ledger l;
    ledger_start(&l, 4);
    int32_t who[5];
    for (int k = 0; k < 5; k++)
        who[k] = lone(&l, k == 4, 30, k % 2 == 0 ? SEX_MALE : SEX_FEMALE, STATUS_CASH_BENEFIT, 0);
    int32_t slots[4];
    for (int k = 0; k < 4; k++)
        slots[k] = micro_slot(&l.m, EDUCATION_BASIC, 37);
    ledger_begin(&l);
    add(&l, EVENT_HIRE, who[0], slots[0], CHANNEL_ACQUAINTANCE);
    add(&l, EVENT_HIRE, who[1], slots[1], CHANNEL_ACQUAINTANCE);
    add(&l, EVENT_HIRE, who[2], slots[2], CHANNEL_JOBCENTRE);
    add(&l, EVENT_HIRE, who[3], slots[3], CHANNEL_DIRECT);
    add(&l, EVENT_HIRE_OUTSIDE, who[4], 20, 0);
    end_week(&l);
    end_run(&l);
    expect(&l, QUANTITY_HIRES_ACQUAINTANCE, 0, 2, 4);
    expect(&l, QUANTITY_HIRES_ACQUAINTANCE_MEN, 0, 1, 2);
    expect(&l, QUANTITY_HIRES_ACQUAINTANCE_WOMEN, 0, 1, 2);
    expect(&l, QUANTITY_HIRES_JOBCENTRE, 0, 1, 4);
    expect(&l, QUANTITY_HIRES_JOBCENTRE_MEN, 0, 1, 2);
    expect(&l, QUANTITY_HIRES_JOBCENTRE_WOMEN, 0, 0, 2);
    expect(&l, QUANTITY_HIRES_DIRECT, 0, 1, 4);
    expect(&l, QUANTITY_HIRES_DIRECT_WOMEN, 0, 1, 2);
    expect(&l, QUANTITY_HIRES_DIRECT_MEN, 1, 1, 1);
    expect(&l, QUANTITY_HIRES_DIRECT, SUM, 2, 5);
    expect(&l, QUANTITY_HIRES_JOBLESS, 0, 4, 3 * 4); /* nobody worked on the first Monday */
    expect(&l, QUANTITY_HIRES_JOBLESS, 1, 1, 3);
    ledger_free(&l);
}

/* Fails when weeks 1-13 or 40-52 begin or end a week off, or when leaving work by another way than
 * separation is a job loss. */
Test(quantities, job_losses_and_the_start)
{
    static const int weeks[] = {1, 13, 14, 39, 40, 52, 53}; /* of the run, from 1 */
    struct ledger l;
    ledger_start(&l, 60);
    int32_t who[7], retired = lone(&l, 0, 64, SEX_MALE, STATUS_EMPLOYED, 37);
    for (int k = 0; k < 7; k++)
        who[k] = lone(&l, 0, 30, SEX_MALE, STATUS_EMPLOYED, 37);
    ledger_begin(&l);
    int64_t in_work = 1 + 7;
    add(&l, EVENT_RETIRE, retired, 0, 0);
    for (int k = 0; k < 7; k++) {
        until(&l, weeks[k] - 1);
        add(&l, EVENT_SEPARATE, who[k], 0, 0);
        in_work += weeks[k] - 1; /* Mondays in work after the first */
    }
    end_run(&l);
    expect(&l, QUANTITY_JOB_LOSSES, 0, 7, in_work);
    expect(&l, QUANTITY_LOSSES_START, 0, 2, 2);
    ledger_free(&l);
}

enum { A, B, C, D, E, F, G, H, I, J, PEOPLE };

/* Ten begin a job in week 0 (first Monday in work: 1); all but g from cash benefit. What becomes of
 * them: a out of work on Monday 14; b on Monday 15; c works on; d dies before Monday 14, e after
 * it; f is out for a week and back; h came from a programme place and works on; i changes jobs; j
 * leaves the municipality and works on there. Fails when the weeks are off by one, when a break is
 * overlooked, when a change of job is an end, when the dead are counted, or g. */
Test(quantities, jobs_found_from_cash_benefit)
{
    struct ledger l;
    ledger_start(&l, 60);
    int32_t who[PEOPLE];
    for (int k = 0; k < PEOPLE; k++)
        who[k] = lone(&l, k == J ? 1 : 0, 30, SEX_MALE,
                      k == G   ? STATUS_INSURED_UNEMPLOYED
                      : k == H ? STATUS_PRACTICE
                               : STATUS_CASH_BENEFIT,
                      0);
    ledger_begin(&l);
    for (int k = 0; k < PEOPLE; k++)
        add(&l, EVENT_HIRE_OUTSIDE, who[k], 37, 0);
    until(&l, 5);
    add(&l, EVENT_DEATH, who[D], 0, 0);
    add(&l, EVENT_SEPARATE, who[F], 0, 0);
    end_week(&l);
    add(&l, EVENT_HIRE_OUTSIDE, who[F], 37, 0); /* begins anew: a job that lasts */
    l.m.week.changes.event = EVENT_HIRE;
    SET(&l.m.week.changes, person, job_since, who[I], l.m.week.now + 1);
    SET(&l.m.week.changes, person, hours, who[I], 20);
    add(&l, EVENT_LEAVE, home_of(&l, who[J]), 0, 1);
    until(&l, 13);
    add(&l, EVENT_SEPARATE, who[A], 0, 0);
    end_week(&l);
    add(&l, EVENT_SEPARATE, who[B], 0, 0);
    until(&l, 20);
    add(&l, EVENT_DEATH, who[E], 0, 0);
    end_run(&l);
    expect(&l, QUANTITY_CASH_TO_WORK, 0, 8 + 1, 8 + 1 + 46 + 45); /* a and b are back on it */
    /* area 0: a b c e h i and f twice, of whom a and f's first ended; without e, c h i and f's
     * second lasted */
    expect(&l, QUANTITY_JOBS_ENDED, 0, 2, 8);
    expect(&l, QUANTITY_JOBS_LASTED, 0, 4, 7);
    expect(&l, QUANTITY_JOBS_ENDED, 1, 0, 1);
    expect(&l, QUANTITY_JOBS_LASTED, 1, 1, 1);
    ledger_free(&l);
}

/* The recipients at the start after 208 weeks: a works throughout from week 10, b only for a while
 * and few hours, c never; d worked and died, e retired; f came later and is no member; g left
 * Denmark. Fails when `ever` forgets, when the dead count at the end, or when week 208 is another
 * one. */
Test(quantities, cohort_of_recipients)
{
    struct ledger l;
    ledger_start(&l, 210);
    int32_t who[7];
    for (int k = 0; k < 7; k++)
        who[k] = lone(&l, k == 2 ? 1 : 0, k == 4 ? 63 : 30, SEX_MALE,
                      k == 5 ? STATUS_SELF_SUPPORTED : STATUS_CASH_BENEFIT, 0);
    ledger_begin(&l);
    until(&l, 10);
    add(&l, EVENT_HIRE_OUTSIDE, who[0], 37, 0);
    add(&l, EVENT_HIRE_OUTSIDE, who[1], 12, 0);
    add(&l, EVENT_HIRE_OUTSIDE, who[3], 37, 0);
    add(&l, EVENT_HIRE_OUTSIDE, who[5], 37, 0);
    add(&l, EVENT_RETIRE, who[4], 0, 0);
    add(&l, EVENT_EMIGRATE, home_of(&l, who[6]), 0, 0);
    until(&l, 20);
    add(&l, EVENT_SEPARATE, who[1], 0, 0);
    add(&l, EVENT_DEATH, who[3], 0, 0);
    int32_t h = home_of(&l, who[0]);
    add(&l, EVENT_LEAVE, h, 0, 0);
    until(&l, 208);
    add(&l, EVENT_HIRE_OUTSIDE, who[2], 37, 0); /* too late: in work on Monday 209 */
    end_run(&l);
    expect(&l, QUANTITY_COHORT_EVER, 0, 3, 5);
    expect(&l, QUANTITY_COHORT_EVER_TWENTY, 0, 2, 5);
    expect(&l, QUANTITY_COHORT_LATER, 0, 1, 2);
    expect(&l, QUANTITY_COHORT_LATER_TWENTY, 0, 1, 2);
    expect(&l, QUANTITY_COHORT_EVER, 1, 0, 1);
    expect(&l, QUANTITY_COHORT_LATER, SUM, 1, 3);
    ledger_free(&l);
}

/* Households and dwellings; persons who come and go; births and deaths. Fails when a move within a
 * sum crosses its border, when a move within an area begins no tenancy, when a child is a migrant,
 * or when an event goes to another area. */
Test(quantities, moves_births_and_deaths)
{
    struct ledger l;
    ledger_start(&l, 4);
    int32_t stays = lone(&l, 0, 30, SEX_FEMALE, STATUS_EMPLOYED, 37);
    int32_t goes = lone(&l, 0, 30, SEX_MALE, STATUS_EMPLOYED, 37);
    int32_t away = lone(&l, 0, 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    micro_person(&l.m, home_of(&l, away), 5, SEX_MALE, STATUS_CHILD, 0);
    int32_t comes = lone(&l, AREA_OUTSIDE, 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    int32_t dies = lone(&l, 2, 80, SEX_MALE, STATUS_PENSION, 0);
    int32_t homes[3] = {micro_dwelling(&l.m, 0, TENURE_OWNER, 3),
                        micro_dwelling(&l.m, 1, TENURE_OWNER, 3),
                        micro_dwelling(&l.m, 2, TENURE_OWNER, 3)};
    const struct household *h = &l.m.world.household;
    ledger_begin(&l);
    add(&l, EVENT_BIRTH, stays, 0, 0);
    add(&l, EVENT_MOVE, home_of(&l, stays), homes[0], h->dwelling[home_of(&l, stays)]);
    add(&l, EVENT_MOVE, home_of(&l, goes), homes[1], h->dwelling[home_of(&l, goes)]);
    add(&l, EVENT_MOVE, home_of(&l, comes), homes[2], -1);
    add(&l, EVENT_LEAVE, home_of(&l, away), 0, 0);
    add(&l, EVENT_DEATH, dies, 0, 0);
    end_week(&l);
    end_run(&l);
    expect(&l, QUANTITY_TENANCIES, 0, 1, 4 * 4);
    expect(&l, QUANTITY_TENANCIES, 1, 1, 4);
    expect(&l, QUANTITY_TENANCIES, 2, 1, 4 * 2);
    expect(&l, QUANTITY_TENANCIES, SUM, 2, 4 * 5);
    expect(&l, QUANTITY_LEAVING, 0, 2, 4 * 4);
    expect(&l, QUANTITY_LEAVING, SUM, 1, 4 * 5);
    expect(&l, QUANTITY_ENTERING, 1, 1, 4);
    expect(&l, QUANTITY_ENTERING, 2, 1, 4 * 2);
    expect(&l, QUANTITY_ENTERING, SUM, 0, 4 * 5);
    expect(&l, QUANTITY_LEAVERS_WORK, 0, 1, 2);
    expect(&l, QUANTITY_ARRIVALS_WORK, 2, 0, 1);
    expect(&l, QUANTITY_BIRTHS, 0, 1, 4 + 3 * 2);
    expect(&l, QUANTITY_DEATHS, 2, 1, 1 + 3);
    expect(&l, QUANTITY_MIGRANTS_OUT, 0, 2, 4 + 3 * 2);
    expect(&l, QUANTITY_MIGRANTS_IN, 0, 0, 4 + 3 * 2);
    expect(&l, QUANTITY_MIGRANTS_IN, 2, 1, 1 + 3);
    ledger_free(&l);
}

/* Fails when a pension or a course of study is counted for somebody else, or people on a pension
 * are among those who may get one. */
Test(quantities, pensions_and_courses)
{
    struct ledger l;
    ledger_start(&l, 4);
    int32_t cash = lone(&l, 0, 30, SEX_MALE, STATUS_CASH_BENEFIT, 0);
    int32_t other = lone(&l, 0, 30, SEX_MALE, STATUS_SELF_SUPPORTED, 0);
    int32_t ill = lone(&l, 0, 50, SEX_MALE, STATUS_EMPLOYED, 37);
    lone(&l, 0, 50, SEX_MALE, STATUS_DISABILITY_PENSION, 0);
    ledger_begin(&l);
    add(&l, EVENT_ENROL, cash, 0, 0);
    add(&l, EVENT_ENROL, other, 0, 0);
    add(&l, EVENT_DISABLED, ill, 0, 0);
    end_week(&l);
    end_run(&l);
    expect(&l, QUANTITY_CASH_TO_STUDY, 0, 1, 1);
    expect(&l, QUANTITY_TO_DISABILITY, 0, 1, 3 + 3 * 2);
    expect(&l, QUANTITY_JOB_LOSSES, 0, 0, 1);
    ledger_free(&l);
}

/* A row per quantity, column and calendar year; each year counts its own weeks. Fails when counters
 * are not emptied, or a year without anything to count has no row. */
Test(quantities, rows_of_every_year)
{
    struct ledger l;
    ledger_start(&l, 100);
    lone(&l, 0, 40, SEX_MALE, STATUS_EMPLOYED, 37);
    ledger_begin(&l);
    end_run(&l);
    const struct frame *f = l.tally.quantities_frame;
    int years = date_week_year(MICRO_WEEK + 99) - date_week_year(MICRO_WEEK) + 1;
    cr_assert_eq(f->rows, (int64_t)QUANTITIES * 4 * years);
    int64_t weeks[3] = {0};
    for (int32_t w = MICRO_WEEK; w < MICRO_WEEK + 100; w++)
        weeks[date_week_year(w) - date_week_year(MICRO_WEEK)]++;
    for (int64_t row = 0; row < f->rows; row++)
        if (frame_cell(f, row, 2).count == QUANTITY_IN_WORK && frame_cell(f, row, 3).count == 0)
            cr_assert_eq(frame_cell(f, row, 5).count,
                         weeks[frame_cell(f, row, 4).count - date_week_year(MICRO_WEEK)]);
    ledger_free(&l);
}
