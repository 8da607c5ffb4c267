/* SPDX-License-Identifier: MIT */
#include "loft/measure/tally.h"

/* Between two Mondays everyone who is 18-64 and in the area at either date is in exactly one group:
 *
 *   S  at both dates
 *   O  at the start only, and by the end over 64 or dead, wherever
 *   L  at the start only, else
 *   I  at the end only, and living in the area under 18 at the start, or born since
 *   A  at the end only, else
 *
 *   employed at end = employed at start + change among S + A's employed at end - L's employed at
 *                     start + I's at end - O's at start
 *
 * People whose state did not change in the period are in S and add nothing: only those who were
 * touched are looked at, so the sum of the parts is checked against counters that know nothing of
 * the groups. */

enum { MARK_TOUCHED = 1 << 15, MARK_PRESENT = 1 << 14 };

/* State at a date: residence (4 bits) | employment (5) | age group (2) | present | touched since.
 */
uint16_t decomposition_mark(uint32_t state)
{
    return (uint16_t)(state_area(state) | state_employment(state) << 4 |
                      (unsigned)state_group(state) << 9 | MARK_PRESENT);
}

static unsigned mark_area(unsigned mark)
{
    return mark & MARK_PRESENT ? mark & 15u : AREA_GONE;
}

static unsigned mark_employment(unsigned mark)
{
    return mark >> 4 & 31u;
}

static enum age_group mark_group(unsigned mark)
{
    return mark & MARK_PRESENT ? (enum age_group)(mark >> 9 & 3u) : GROUP_CHILD;
}

/* The first change in the period puts a person on its list. */
static int touch(uint16_t *mark, uint16_t plain, int32_t i, int64_t *count, int64_t *room,
                 int32_t **data)
{
    if (*mark & MARK_TOUCHED)
        return 0;
    if (*count == *room) {
        int code = mem_vec_reserve((void **)data, room, *count + 1, sizeof **data);
        if (code != 0)
            return code;
    }
    (*data)[(*count)++] = i;
    *mark = plain | MARK_TOUCHED;
    return 0;
}

int decomposition_touch(struct tally *t, const struct world *w, int32_t i, uint32_t before)
{
    /* somebody new (before = 0) was not present at the start of any period */
    uint16_t year = w->person.row[i].mark_year, run = w->person.row[i].mark_start;
    if (before == 0)
        year = run = 0;
    int code = touch(&w->person.row[i].mark_year, year, i, &t->touched_year.count,
                     &t->touched_year.room, &t->touched_year.data);
    if (code == 0)
        code = touch(&w->person.row[i].mark_start, run, i, &t->touched_run.count,
                     &t->touched_run.room, &t->touched_run.data);
    return code;
}

struct parts {
    int64_t stayers, arrivals, leavers, aged_in, aged_out;
    int64_t stayers_change[EMPLOYMENTS], arrivals_employed[EMPLOYMENTS],
        leavers_employed[EMPLOYMENTS], aged_in_employed[EMPLOYMENTS],
        aged_out_employed[EMPLOYMENTS];
};

static void add_bits(int64_t out[EMPLOYMENTS], unsigned bits, int sign)
{
    for (int e = 0; e < EMPLOYMENTS; e++)
        if (bits >> e & 1u)
            out[e] += sign;
}

/* Put one touched person into a group of one column. `stayers` collects the correction to
 * "everybody who was here at the start stayed". */
static void classify(struct parts *p, uint32_t bits, unsigned mark, uint32_t state, bool born_since)
{
    bool start = bits >> mark_area(mark) & 1u && mark_group(mark) == GROUP_WORKING;
    bool end = bits >> state_area(state) & 1u && state_group(state) == GROUP_WORKING;
    if (start && end) {
        add_bits(p->stayers_change, state_employment(state), 1);
        add_bits(p->stayers_change, mark_employment(mark), -1);
    } else if (start) {
        p->stayers--;
        bool out = state_area(state) == AREA_GONE || state_group(state) == GROUP_OLD;
        *(out ? &p->aged_out : &p->leavers) += 1;
        add_bits(out ? p->aged_out_employed : p->leavers_employed, mark_employment(mark), 1);
    } else if (end) {
        bool in = born_since || (bits >> mark_area(mark) & 1u && mark_group(mark) == GROUP_CHILD);
        *(in ? &p->aged_in : &p->arrivals) += 1;
        add_bits(in ? p->aged_in_employed : p->arrivals_employed, state_employment(state), 1);
    }
}

static int add_rows(struct tally *t, const struct parts *p, int column, int year,
                    const int64_t start[EMPLOYMENTS], const int64_t end[EMPLOYMENTS])
{
    int code = 0;
    for (int e = 0; e < EMPLOYMENTS && code == 0; e++) {
        int64_t sum = start[e] + p->stayers_change[e] + p->arrivals_employed[e] -
                      p->leavers_employed[e] + p->aged_in_employed[e] - p->aged_out_employed[e];
        union frame_cell row[] = {{.count = t->variant},
                                  {.count = column},
                                  {.count = t->replicate},
                                  {.count = e},
                                  {.count = year},
                                  {.count = start[e]},
                                  {.count = p->stayers_change[e]},
                                  {.count = p->arrivals_employed[e]},
                                  {.count = p->leavers_employed[e]},
                                  {.count = p->aged_in_employed[e]},
                                  {.count = p->aged_out_employed[e]},
                                  {.count = end[e]},
                                  {.count = end[e] - sum},
                                  {.count = p->stayers},
                                  {.count = p->arrivals},
                                  {.count = p->leavers},
                                  {.count = p->aged_in},
                                  {.count = p->aged_out}};
        code = frame_add(t->decomposition, row);
    }
    return code;
}

/* Put everybody who was touched into a group of every column: people lie far apart, so each is
 * looked up once. */
static void classify_all(const struct tally *t, const struct world *w, bool run,
                         struct parts parts[COLUMNS_MOST])
{
    const int32_t *touched = run ? t->touched_run.data : t->touched_year.data;
    int64_t count = run ? t->touched_run.count : t->touched_year.count;
    int32_t since = run ? t->plan->start_week : t->year_week;
    for (int64_t n = 0; n < count; n++) {
        if (n + AHEAD < count) {
            world_fetch_person(w, touched[n + AHEAD]);
            world_fetch_ties(w, touched[n + AHEAD]);
        }
        const struct person_row *row = &w->person.row[touched[n]];
        unsigned mark = run ? row->mark_start : row->mark_year;
        for (int column = 0; column < t->plan->columns; column++)
            classify(&parts[column], t->plan->bits[column], mark, row->seen,
                     row->birth_week >= since);
    }
}

/* The rows of one column for a period that ends now. */
static int close_column(struct tally *t, const struct parts *parts, int column, int year)
{
    bool run = year == 0;
    uint32_t bits = t->plan->bits[column];
    int64_t end[EMPLOYMENTS] = {0};
    for (int area = 0; area < t->plan->areas; area++)
        for (int e = 0; e < EMPLOYMENTS; e++)
            end[e] += bits >> area & 1u ? t->employed[area][e] : 0;
    return add_rows(t, parts, column, year,
                    run ? t->start_employed[column] : t->year_employed[column], end);
}

int decomposition_close(struct tally *t, const struct world *w, int year)
{
    struct parts parts[COLUMNS_MOST];
    for (int column = 0; column < t->plan->columns; column++)
        parts[column] = (struct parts){.stayers = year == 0 ? t->start_working[column]
                                                            : t->year_working[column]};
    classify_all(t, w, year == 0, parts);
    int code = 0;
    for (int column = 0; column < t->plan->columns && code == 0; column++)
        code = close_column(t, &parts[column], column, year);
    if (year == 0)
        return code;
    for (int64_t n = 0; n < t->touched_year.count; n++) {
        int32_t i = t->touched_year.data[n];
        w->person.row[i].mark_year = decomposition_mark(w->person.row[i].seen);
    }
    t->touched_year.count = 0;
    return code;
}
