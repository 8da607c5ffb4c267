/* SPDX-License-Identifier: MIT */
#include "loft/measure/tally.h"

#include <stdlib.h>

/* Trajectories: the stretches of weeks in which status, residence and hours stayed the same. */

struct life {
    uint64_t key;
    int32_t person;
};

static int by_key(const void *a, const void *b)
{
    const struct life *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_person_week(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    if (x->person != y->person)
        return (x->person > y->person) - (x->person < y->person);
    return (x->week > y->week) - (x->week < y->week);
}

/* First mark of each person in the sorted marks; -1 where there is none. */
static int32_t *index_marks(const struct tally *t, int32_t people)
{
    int32_t *first = mem_new((size_t)people, sizeof *first);
    if (first == NULL)
        return NULL;
    for (int32_t i = 0; i < people; i++)
        first[i] = -1;
    for (int64_t n = t->marks.count - 1; n >= 0; n--)
        first[t->marks.data[n].person] = (int32_t)n;
    return first;
}

static bool wanted(const struct tally *t, const struct world *w, const int32_t *first, int32_t i)
{
    if (t->plan->trajectories == TRAJECTORIES_ALL)
        return true;
    if (t->plan->trajectories == TRAJECTORIES_COHORT)
        return w->person.cohort_bits[i] != 0 && t->plan->focus >> w->person.cohort_area[i] & 1u;
    if (i < t->first_count && t->plan->focus >> state_area(t->first_seen[i]) & 1u)
        return true;
    for (int32_t n = first[i]; n >= 0 && n < t->marks.count && t->marks.data[n].person == i; n++)
        if (t->plan->focus >> state_area(t->marks.data[n].state) & 1u)
            return true;
    return false;
}

typedef VEC(struct outcome_spell) spell_vec;

/* Column of the area list: areas and sums first, then `outside`. */
static uint8_t area_column(const struct tally *t, uint32_t state)
{
    unsigned area = state_area(state);
    return (uint8_t)(area == AREA_OUTSIDE ? (unsigned)t->plan->columns : area);
}

static int add_spell(const struct tally *t, spell_vec *spells, int32_t start, int32_t end,
                     uint32_t state)
{
    if (state_area(state) > AREA_OUTSIDE || end < start)
        return 0; /* abroad or dead: the trajectory is over */
    struct outcome_spell spell = {.start = (int16_t)start,
                                  .end = (int16_t)end,
                                  .status = (uint8_t)state_status(state),
                                  .area = area_column(t, state),
                                  .hours = (uint8_t)state_hours(state)};
    return vec_push(spells, spell);
}

static int add_life(const struct tally *t, spell_vec *spells, const int32_t *first, int32_t i)
{
    bool initial = i < t->first_count;
    uint32_t state = initial ? t->first_seen[i] : 0;
    int32_t since = 0;
    bool open = initial;
    int code = 0;
    for (int32_t n = first[i]; n >= 0 && n < t->marks.count && code == 0; n++) {
        const struct mark *mark = &t->marks.data[n];
        if (mark->person != i)
            break;
        if (open)
            code = add_spell(t, spells, since, mark->week - 1, state);
        state = mark->state;
        since = mark->week;
        open = true;
    }
    return code != 0 || !open ? code : add_spell(t, spells, since, t->plan->weeks, state);
}

static int list_lives(const struct tally *t, const struct world *w, const int32_t *first,
                      struct life **lives, int64_t *count)
{
    VEC(struct life) list = {0};
    for (int32_t i = 0; i < w->person.count; i++)
        if (wanted(t, w, first, i))
            if (vec_push(&list, ((struct life){w->person.key[i], i})) != 0) {
                vec_clear(&list);
                return LOFT_ENOMEM;
            }
    if (list.count > 0)
        qsort(list.data, (size_t)list.count, sizeof *list.data, by_key);
    *lives = list.data;
    *count = list.count;
    return 0;
}

int spells_make(struct tally *t, const struct world *w)
{
    struct outcome *o = t->outcome;
    spell_vec spells = {0};
    struct life *lives = NULL;
    int64_t count = 0;
    if (t->marks.count > 0)
        qsort(t->marks.data, (size_t)t->marks.count, sizeof *t->marks.data, by_person_week);
    int32_t *first = index_marks(t, w->person.count);
    int code = first == NULL ? LOFT_ENOMEM : list_lives(t, w, first, &lives, &count);
    if (code == 0) {
        o->people = mem_new((size_t)count, sizeof *o->people);
        code = o->people == NULL ? LOFT_ENOMEM : 0;
    }
    for (int64_t n = 0; n < count && code == 0; n++) {
        int64_t before = spells.count;
        int32_t i = lives[n].person;
        code = add_life(t, &spells, first, i);
        o->people[n] = (struct outcome_person){.key = lives[n].key,
                                               .birth_week = w->person.row[i].birth_week,
                                               .sex = w->person.row[i].sex,
                                               .origin = w->person.row[i].origin,
                                               .spell_count = (int32_t)(spells.count - before)};
    }
    o->person_count = code == 0 ? count : 0;
    o->spells = spells.data;
    o->spell_count = spells.count;
    mem_free(first);
    mem_free(lives);
    return code;
}
