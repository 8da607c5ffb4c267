/* SPDX-License-Identifier: MIT */
#include "loft/measure/tally.h"

/* Moves across the border of an area, from applied events; hires by channel. */

/* Residence codes of an event's origin and destination. */
static bool direction(const struct week *week, const struct event *event, int *from, int *to)
{
    const struct dwelling *d = &week->world->dwelling;
    switch (event->kind) {
    case EVENT_MOVE:
        *from = event->b >= 0 ? d->area[event->b] : AREA_OUTSIDE;
        *to = d->area[event->a];
        return true;
    case EVENT_ARRIVE:
        *from = AREA_OUTSIDE;
        *to = d->area[event->a];
        return true;
    case EVENT_LEAVE:
    case EVENT_EMIGRATE:
        *from = (int)event->b;
        *to = event->kind == EVENT_LEAVE ? AREA_OUTSIDE : AREA_ABROAD;
        return true;
    default:
        return false;
    }
}

/* What somebody was in the week before: person.seen still holds Monday's state; who has just
 * arrived has none, and is counted by what he or she brings. */
static uint32_t state_before(const struct world *w, int32_t i)
{
    const struct person_row *row = &w->person.row[i];
    return row->mark_start == 0 && row->seen == 0 ? state_of(w, i) : row->seen;
}

int moves_channel(const struct event *event)
{
    switch (event->kind) {
    case EVENT_HIRE:
    case EVENT_CHANGE_JOB:
    case EVENT_STUDENT_JOB:
        return event->b;
    case EVENT_HIRE_OUTSIDE:
        return CHANNEL_DIRECT;
    default:
        return -1;
    }
}

static void count_hire(struct tally *t, const struct week *week, const struct event *event,
                       int channel)
{
    int area = week->world->person.row[event->subject].area;
    for (int c = 0; c < t->plan->columns; c++)
        t->moves[c].hires[channel] += t->plan->bits[c] >> area & 1u;
}

void moves_event(struct tally *t, const struct week *week, const struct event *event)
{
    int from, to, channel = moves_channel(event);
    if (channel >= 0)
        count_hire(t, week, event, channel);
    if (!direction(week, event, &from, &to))
        return;
    for (int c = 0; c < t->plan->columns; c++) {
        struct move_count *move = &t->moves[c];
        bool was = t->plan->bits[c] >> from & 1u, is = t->plan->bits[c] >> to & 1u;
        if (was && is) {
            move->within_households++;
        } else if (is) {
            move->in_households++;
        } else if (was) {
            move->out_households++;
        }
    }
}

/* Persons, whether their household moves, they leave it or join another one: each step across a
 * border. Who was born this week has lived nowhere before, and does not move; dying is no move.
 * Called before the counters follow. */
void moves_persons(struct tally *t, const struct week *week)
{
    const struct world *w = week->world;
    for (int64_t n = 0; n < week->changes.count; n++) {
        const struct change *change = &week->changes.data[n];
        if (change->table != TABLE_person || change->column != COLUMN_person_area ||
            change->event == EVENT_DEATH || tally_is_newborn(w, change->row))
            continue;
        uint32_t state = state_before(w, change->row);
        bool adult = state_group(state) == GROUP_WORKING;
        bool employed = adult && state_employment(state) >> EMPLOYMENT_E2 & 1u;
        for (int c = 0; c < t->plan->columns; c++) {
            struct move_count *move = &t->moves[c];
            bool was = t->plan->bits[c] >> change->before & 1u;
            bool is = t->plan->bits[c] >> change->after & 1u;
            if (is && !was) {
                move->in_persons++;
                move->in_adults += adult;
                move->in_employed += employed;
            } else if (was && !is) {
                move->out_persons++;
                move->out_adults += adult;
                move->out_employed += employed;
            }
        }
    }
}

static int64_t dwellings_of(const struct tally *t, int column)
{
    int64_t sum = 0;
    for (int area = 0; area < t->plan->areas; area++)
        sum += t->plan->bits[column] >> area & 1u ? t->dwellings[area] : 0;
    return sum;
}

int moves_close(struct tally *t, int year)
{
    int code = 0;
    for (int c = 0; c < t->plan->columns && code == 0; c++) {
        struct move_count *m = &t->moves[c];
        double weeks = t->year_weeks > 0 ? (double)t->year_weeks : 1;
        union frame_cell row[] = {{.count = t->variant},
                                  {.count = c},
                                  {.count = t->replicate},
                                  {.count = year},
                                  {.count = m->in_households},
                                  {.count = m->out_households},
                                  {.count = m->within_households},
                                  {.count = m->in_persons},
                                  {.count = m->out_persons},
                                  {.count = m->in_adults},
                                  {.count = m->out_adults},
                                  {.count = m->in_employed},
                                  {.count = m->out_employed},
                                  {.count = dwellings_of(t, c)},
                                  {.real = (double)m->vacant_weeks / weeks}};
        code = frame_add(t->moves_frame, row);
        for (int channel = 0; channel < CHANNELS && code == 0; channel++) {
            union frame_cell hires[] = {{.count = t->variant},   {.count = c},
                                        {.count = t->replicate}, {.count = year},
                                        {.count = channel},      {.count = m->hires[channel]}};
            code = frame_add(t->channels, hires);
        }
        *m = (struct move_count){0};
    }
    t->year_weeks = 0;
    return code;
}
