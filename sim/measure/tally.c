/* SPDX-License-Identifier: MIT */
#include "loft/measure/tally.h"

#include "loft/base/date.h"
#include "loft/measure/quantities.h"
#include "loft/world/household.h"

#include <string.h>

uint32_t state_of(const struct world *world, int32_t i)
{
    const struct person *p = &world->person;
    enum status status = (enum status)p->row[i].status;
    enum age_group group = status == STATUS_CHILD     ? GROUP_CHILD
                           : status == STATUS_PENSION ? GROUP_OLD
                                                      : GROUP_WORKING;
    unsigned hours = p->row[i].hours > 127 ? 127u : p->row[i].hours;
    return (uint32_t)p->row[i].area | (uint32_t)status << 4 |
           kind_employment_bits(status, p->row[i].hours) << 9 | (uint32_t)group << 14 | hours << 16;
}

bool tally_is_newborn(const struct world *world, int32_t i)
{
    const struct person *p = &world->person;
    return p->row[i].birth_week == world->week && p->row[i].mother >= 0 &&
           p->row[p->row[i].mother].births > 0;
}

static void count_state(struct tally *t, uint32_t state, int sign)
{
    unsigned area = state_area(state);
    t->population[area][state_status(state)] += sign;
    if (state_group(state) != GROUP_WORKING)
        return;
    t->working[area] += sign;
    for (int e = 0; e < EMPLOYMENTS; e++)
        if (state_employment(state) >> e & 1u)
            t->employed[area][e] += sign;
}

static int out_of_memory(struct tally *t)
{
    return fault_set(&t->fault, LOFT_ENOMEM, "out of memory for the measures");
}

/* Add the row of the series for Monday `row`. */
static void record_series(struct tally *t, int32_t row)
{
    struct outcome *o = t->outcome;
    int32_t *cell = o->persons + (size_t)row * (size_t)o->areas * (size_t)o->statuses;
    for (int column = 0; column < o->areas; column++) {
        uint32_t bits = column < t->plan->columns ? t->plan->bits[column] : 1u << AREA_OUTSIDE;
        for (int s = 0; s < STATUSES; s++, cell++)
            for (int area = 0; area < AREA_CODES; area++)
                if (bits >> area & 1u)
                    *cell += t->population[area][s];
    }
}

/* Residents of 18-64 of every column now, and the employed among them. */
static void count_columns(const struct tally *t, int64_t working[COLUMNS_MOST],
                          int64_t employed[COLUMNS_MOST][EMPLOYMENTS])
{
    for (int c = 0; c < t->plan->columns; c++) {
        working[c] = 0;
        for (int e = 0; e < EMPLOYMENTS; e++)
            employed[c][e] = 0;
        for (int area = 0; area < t->plan->areas; area++) {
            if (!(t->plan->bits[c] >> area & 1u))
                continue;
            working[c] += t->working[area];
            for (int e = 0; e < EMPLOYMENTS; e++)
                employed[c][e] += t->employed[area][e];
        }
    }
}

static void start_year(struct tally *t, int32_t monday)
{
    t->year = date_week_year(monday);
    t->year_week = monday;
    count_columns(t, t->year_working, t->year_employed);
}

static int allocate_parts(struct tally *t, const struct world *world)
{
    struct outcome *o = t->outcome;
    const struct tally_plan *plan = t->plan;
    *o = (struct outcome){.variant = t->variant,
                          .replicate = t->replicate,
                          .weeks = plan->weeks + 1,
                          .areas = plan->columns + 1,
                          .statuses = STATUSES};
    size_t cells = (size_t)o->weeks * (size_t)o->areas * (size_t)o->statuses;
    size_t attained = (size_t)COHORTS_MOST * AREA_CODES * ATTAINED_AGES * SEXES * ORIGINS;
    o->persons = mem_new(cells, sizeof *o->persons);
    t->attained = mem_new(attained, sizeof *t->attained);
    t->standard = mem_new(1, sizeof *t->standard);
    if (o->persons == NULL || t->attained == NULL || t->standard == NULL)
        return out_of_memory(t);
    if (plan->trajectories != TRAJECTORIES_NONE) {
        t->first_count = world->person.count;
        t->first_seen = mem_new((size_t)t->first_count, sizeof *t->first_seen);
        if (t->first_seen == NULL)
            return out_of_memory(t);
    }
    for (int i = 0; i < TALLY_INFOS; i++)
        o->frames[i].info = tally_infos[i];
    o->frame_count = TALLY_INFOS;
    t->uplift = &o->frames[0];
    t->decomposition = &o->frames[1];
    t->moves_frame = &o->frames[3];
    t->channels = &o->frames[4];
    t->quantities_frame = &o->frames[5];
    return 0;
}

int tally_begin(struct tally *t, const struct tally_plan *plan, const struct world *world,
                int32_t variant, int32_t replicate, struct outcome *outcome)
{
    *t = (struct tally){
        .plan = plan, .outcome = outcome, .variant = variant, .replicate = replicate};
    int code = allocate_parts(t, world);
    if (code != 0)
        return code;
    const struct person *p = &world->person;
    for (int32_t i = 0; i < p->count; i++) {
        uint32_t state = state_of(world, i);
        p->row[i].seen = state;
        p->row[i].mark_start = p->row[i].mark_year = decomposition_mark(state);
        count_state(t, state, 1);
        if (t->first_seen != NULL)
            t->first_seen[i] = state;
    }
    for (int32_t d = 0; d < world->dwelling.count; d++) {
        t->dwellings[world->dwelling.area[d]]++;
        t->vacant[world->dwelling.area[d]] += world->dwelling.household[d] < 0;
    }
    if (quantities_begin(t, world) != 0)
        return out_of_memory(t);
    count_columns(t, t->start_working, t->start_employed);
    start_year(t, plan->start_week);
    record_series(t, 0);
    if (plan->cohort_week == plan->start_week)
        code = uplift_set_cohorts(t, world);
    return code;
}

/* A person whose columns changed: move the counters from the state they know to the present one. */
static int follow_person(struct tally *t, const struct week *week, int32_t i)
{
    const struct world *w = week->world;
    uint32_t before = w->person.row[i].seen, after = state_of(w, i);
    if (before == after)
        return 0;
    bool is_new = before == 0 && w->person.row[i].mark_start == 0;
    if (!is_new)
        count_state(t, before, -1);
    count_state(t, after, 1);
    int code = decomposition_touch(t, w, i, is_new ? 0 : before);
    if (code == 0)
        code = quantities_change(t, week, i, is_new, before, after);
    if (t->cohorts_set && w->person.cohort_bits[i] != 0)
        uplift_change(t, w, i, before, after);
    w->person.row[i].seen = after;
    if (code == 0 && t->plan->trajectories != TRAJECTORIES_NONE)
        code = vec_push(&t->marks, ((struct mark){i, week->now + 1 - t->plan->start_week, after}));
    return code;
}

static void fetch_marks(const struct tally *t, const struct world *w, int32_t i)
{
    world_fetch_person(w, i);
    world_fetch_ties(w, i);
    __builtin_prefetch(&w->person.cohort_bits[i]);
    __builtin_prefetch(&w->person.cohort_area[i]);
    quantities_fetch(t, i);
}

int tally_week(struct tally *t, const struct week *week)
{
    const struct changes *c = &week->changes;
    quantities_monday(t);
    for (int64_t n = 0; n < week->applied.count; n++) {
        moves_event(t, week, &week->applied.data[n]);
        quantities_event(t, week, &week->applied.data[n]);
    }
    moves_persons(t, week);
    int code = 0;
    int32_t last = -1;
    for (int64_t n = 0; n < c->count && code == 0; n++) {
        const struct change *change = &c->data[n];
        if (n + 3 * AHEAD < c->count && c->data[n + 3 * AHEAD].table == TABLE_person)
            fetch_marks(t, week->world, c->data[n + 3 * AHEAD].row);
        if (change->table == TABLE_person && change->row != last) {
            code = follow_person(t, week, change->row);
            last = change->row;
        } else if (change->table == TABLE_dwelling && change->column == COLUMN_dwelling_household) {
            int sign = (change->after < 0) - (change->before < 0);
            t->vacant[week->world->dwelling.area[change->row]] += sign;
            if (change->after >= 0)
                quantities_tenancy(t, week->world->dwelling.area[change->row]);
        }
    }
    if (code != 0)
        return out_of_memory(t);
    for (int column = 0; column < t->plan->columns; column++)
        for (int area = 0; area < t->plan->areas; area++)
            if (t->plan->bits[column] >> area & 1u)
                t->moves[column].vacant_weeks += t->vacant[area];
    t->year_weeks++;
    changes_digest(c, week->now, &t->digest);
    return 0;
}

static int close_year(struct tally *t, const struct world *world)
{
    int code = decomposition_close(t, world, t->year);
    if (code == 0)
        code = quantities_close(t, t->year); /* reads what moves_close empties */
    if (code == 0)
        code = moves_close(t, t->year);
    return code;
}

int tally_record(struct tally *t, const struct week *week)
{
    int32_t monday = week->now + 1, row = monday - t->plan->start_week;
    int code = 0;
    record_series(t, row);
    quantities_follow(t, week->world, monday);
    if (monday == t->plan->cohort_week)
        code = uplift_set_cohorts(t, week->world);
    int year = date_week_year(monday);
    if (code == 0 && year != t->year && row < t->plan->weeks) {
        code = close_year(t, week->world);
        start_year(t, monday);
    }
    int32_t since = monday - t->plan->cohort_week;
    bool last = row == t->plan->weeks;
    if (code == 0 && t->cohorts_set && since > 0 && (since % 52 == 0 || last))
        code = uplift_record(t, monday);
    if (code != 0)
        return out_of_memory(t);
    return 0;
}

int tally_end(struct tally *t, const struct week *week)
{
    int code = close_year(t, week->world);
    if (code == 0)
        code = decomposition_close(t, week->world, 0);
    if (code == 0 && t->plan->trajectories != TRAJECTORIES_NONE)
        code = spells_make(t, week->world);
    if (code == 0)
        code = series_status(t->outcome, t->plan, &t->outcome->frames[2]);
    if (code != 0)
        return out_of_memory(t);
    world_digest(week->world, &t->digest);
    t->outcome->digest = t->digest;
    for (int e = 0; e < EVENTS; e++)
        t->outcome->void_events += week->voids[e];
    t->outcome->agent_weeks = week->people;
    return 0;
}

void tally_free(struct tally *t)
{
    quantities_free(t);
    mem_free(t->attained);
    mem_free(t->standard);
    mem_free(t->first_seen);
    vec_clear(&t->touched_year);
    vec_clear(&t->touched_run);
    vec_clear(&t->marks);
}
