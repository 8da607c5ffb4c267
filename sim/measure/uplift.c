/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/measure/tally.h"

#include <math.h>

/* Individual uplift: what happened to the people who lived there, wherever they went. Area uplift:
 * what happened to the place, whoever lives there now. */

static size_t attained_cell(int cohort, int area, int age, int sex, int origin)
{
    return ((((size_t)cohort * AREA_CODES + (size_t)area) * ATTAINED_AGES + (size_t)age) * SEXES +
            (size_t)sex) *
               ORIGINS +
           (size_t)origin;
}

static bool in_span(struct param_span span, int value)
{
    return value >= span.low && value <= span.high;
}

static unsigned cohorts_of(const struct tally *t, const struct world *w, int32_t i, int age)
{
    const struct person *p = &w->person;
    unsigned bits = 0;
    for (int c = 0; c < t->plan->cohort_count; c++) {
        const struct cohort *cohort = &t->plan->cohorts[c];
        if (cohort->areas >> p->row[i].area & 1u && in_span(cohort->ages, age) &&
            cohort->sex >> p->row[i].sex & 1u && cohort->origin >> p->row[i].origin & 1u &&
            cohort->statuses >> p->row[i].status & 1u)
            bits |= 1u << c;
    }
    return bits;
}

/* Age as the cohorts see it: that of the status first, so that nobody is 18-64 by one measure and
 * not by the other. */
static int cohort_age(const struct world *w, int32_t i, int32_t week)
{
    int age = date_years(w->person.row[i].birth_week, week);
    enum status status = (enum status)w->person.row[i].status;
    if (status == STATUS_CHILD)
        return age > 17 ? 17 : age;
    if (status == STATUS_PENSION)
        return age < AGE_PENSION ? AGE_PENSION : age;
    return age < AGE_ADULT ? AGE_ADULT : age >= AGE_PENSION ? AGE_PENSION - 1 : age;
}

static void add_standard(struct tally *t, const struct world *w, int32_t i, int age)
{
    const struct person *p = &w->person;
    uint32_t state = p->row[i].seen;
    if (state_group(state) != GROUP_WORKING || state_area(state) >= AREA_OUTSIDE)
        return;
    t->standard->people[age][p->row[i].sex][p->row[i].origin]++;
    for (int e = 0; e < EMPLOYMENTS; e++)
        if (state_employment(state) >> e & 1u)
            t->standard->employed[age][p->row[i].sex][p->row[i].origin][e]++;
}

int uplift_set_cohorts(struct tally *t, const struct world *w)
{
    struct person *p = (struct person *)(uintptr_t)&w->person;
    int32_t date = t->plan->cohort_week;
    for (int32_t i = 0; i < p->count; i++) {
        p->cohort_bits[i] = 0;
        p->cohort_area[i] = p->row[i].area;
        if (p->row[i].area >= AREA_OUTSIDE)
            continue;
        int age = cohort_age(w, i, date);
        add_standard(t, w, i, age);
        unsigned bits = cohorts_of(t, w, i, age);
        p->cohort_bits[i] = (uint8_t)bits;
        p->cohort_age[i] = (uint8_t)age;
        uint32_t state = p->row[i].seen;
        for (int c = 0; c < t->plan->cohort_count; c++) {
            if (!(bits >> c & 1u))
                continue;
            struct cohort_count *count = &t->cohorts[c][p->row[i].area];
            count->size++;
            count->end += state_group(state) == GROUP_WORKING;
            for (int e = 0; e < EMPLOYMENTS; e++) {
                bool works =
                    state_group(state) == GROUP_WORKING && state_employment(state) >> e & 1u;
                count->employed_start[e] += works;
                count->employed[e] += works;
            }
            if (age < ATTAINED_AGES)
                t->attained[attained_cell(c, p->row[i].area, age, p->row[i].sex,
                                          p->row[i].origin)]++;
        }
    }
    for (int area = 0; area < t->plan->areas; area++) {
        t->residents_start[area] = t->working[area];
        for (int e = 0; e < EMPLOYMENTS; e++)
            t->residents_employed_start[area][e] = t->employed[area][e];
    }
    t->cohorts_set = true;
    return 0;
}

/* Where a member stands: 0 in scope (alive, in Denmark, 18-64), 1 over 64, 2 dead, 3 emigrated,
 * 4 still a child. */
static int standing(uint32_t state)
{
    switch (state_area(state)) {
    case AREA_GONE:
        return 2;
    case AREA_ABROAD:
        return 3;
    default:
        return state_group(state) == GROUP_WORKING ? 0 : state_group(state) == GROUP_OLD ? 1 : 4;
    }
}

static void count_member(struct cohort_count *count, uint32_t state, int sign)
{
    int where = standing(state);
    count->end += where == 0 ? sign : 0;
    count->over64 += where == 1 ? sign : 0;
    count->dead += where == 2 ? sign : 0;
    count->emigrated += where == 3 ? sign : 0;
    for (int e = 0; e < EMPLOYMENTS && where == 0; e++)
        if (state_employment(state) >> e & 1u)
            count->employed[e] += sign;
}

void uplift_change(struct tally *t, const struct world *w, int32_t i, uint32_t before,
                   uint32_t after)
{
    const struct person *p = &w->person;
    bool lost = standing(after) == 2 || standing(after) == 3;
    bool was_lost = standing(before) == 2 || standing(before) == 3;
    int area = p->cohort_area[i];
    int age = p->cohort_age[i];
    for (int c = 0; c < t->plan->cohort_count; c++) {
        if (!((unsigned)p->cohort_bits[i] >> c & 1u))
            continue;
        count_member(&t->cohorts[c][area], before, -1);
        count_member(&t->cohorts[c][area], after, 1);
        if (lost != was_lost && age < ATTAINED_AGES)
            t->attained[attained_cell(c, area, age, p->row[i].sex, p->row[i].origin)] +=
                lost ? -1 : 1;
    }
}

/* Expected employed members at `years` after the date, if everyone worked at the municipality's
 * rate of that date for their age then, sex and origin. */
static double expected(const struct tally *t, int cohort, int area, int years, int e)
{
    double sum = 0;
    for (int age = 0; age + years < AGE_PENSION && age < ATTAINED_AGES; age++) {
        if (age + years < AGE_ADULT)
            continue;
        for (int sex = 0; sex < SEXES; sex++)
            for (int origin = 0; origin < ORIGINS; origin++) {
                int64_t people = t->standard->people[age + years][sex][origin];
                int64_t members = t->attained[attained_cell(cohort, area, age, sex, origin)];
                if (people > 0 && members > 0)
                    sum += (double)members *
                           (double)t->standard->employed[age + years][sex][origin][e] /
                           (double)people;
            }
    }
    return sum;
}

static double share(int64_t part, int64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : NAN;
}

static void add_counts(struct cohort_count *sum, const struct cohort_count *count)
{
    sum->size += count->size;
    sum->end += count->end;
    sum->over64 += count->over64;
    sum->dead += count->dead;
    sum->emigrated += count->emigrated;
    for (int e = 0; e < EMPLOYMENTS; e++) {
        sum->employed_start[e] += count->employed_start[e];
        sum->employed[e] += count->employed[e];
    }
}

static int record_row(struct tally *t, int32_t week, int column, int cohort, int e)
{
    struct cohort_count sum = {0};
    int64_t residents_start = 0, employed_start = 0, residents = 0, employed = 0;
    double standard_end = 0;
    int years = (week - t->plan->cohort_week + 26) / 52;
    for (int area = 0; area < t->plan->areas; area++) {
        if (!(t->plan->bits[column] >> area & 1u))
            continue;
        add_counts(&sum, &t->cohorts[cohort][area]);
        residents_start += t->residents_start[area];
        employed_start += t->residents_employed_start[area][e];
        residents += t->working[area];
        employed += t->employed[area][e];
        standard_end += expected(t, cohort, area, years, e);
    }
    double end = share(sum.employed[e], sum.end);
    double individual = end - share(sum.employed_start[e], sum.size);
    double adjusted = end - (sum.end > 0 ? standard_end / (double)sum.end : NAN);
    union frame_cell row[] = {
        {.count = t->variant},
        {.count = column},
        {.count = t->replicate},
        {.count = cohort},
        {.count = e},
        {.count = t->plan->cohort_week - t->plan->start_week},
        {.count = week - t->plan->start_week},
        {.count = sum.size},
        {.count = sum.employed_start[e]},
        {.count = sum.end},
        {.count = sum.employed[e]},
        {.count = sum.over64},
        {.count = sum.dead},
        {.count = sum.emigrated},
        {.real = individual},
        {.real = adjusted},
        {.count = residents_start},
        {.count = employed_start},
        {.count = residents},
        {.count = employed},
        {.real = share(employed, residents) - share(employed_start, residents_start)}};
    return frame_add(t->uplift, row);
}

int uplift_record(struct tally *t, int32_t week)
{
    int code = 0;
    for (int column = 0; column < t->plan->columns && code == 0; column++)
        for (int cohort = 0; cohort < t->plan->cohort_count && code == 0; cohort++)
            for (int e = 0; e < EMPLOYMENTS && code == 0; e++)
                code = record_row(t, week, column, cohort, e);
    return code;
}
