/* SPDX-License-Identifier: MIT */
#ifndef LOFT_TESTS_MADE_UP_H
#define LOFT_TESTS_MADE_UP_H

#include "loft/base/date.h"
#include "loft/base/hash.h"
#include "loft/base/mem.h"
#include "loft/io/result.h"
#include "loft/world/kinds.h"

#include <math.h>
#include <stdio.h>

/* Made-up results for the tests of tables, spool and result file: no model, every number a hash.
 * The uplift table is shaped like a transit neighbourhood so that a plot of it can be judged. */

#define MADE_CODE(name, text)                                                                      \
    {                                                                                              \
#name, FRAME_CODE, #name, "1", text                                                        \
    }
#define MADE_COUNT(name, unit, text)                                                               \
    {                                                                                              \
#name, FRAME_COUNT, NULL, unit, text                                                       \
    }
#define MADE_REAL(name, text)                                                                      \
    {                                                                                              \
#name, FRAME_REAL, NULL, "1", text                                                         \
    }

static const struct frame_column made_uplift_columns[] = {
    MADE_CODE(variant, "variant"),
    MADE_CODE(area, "where the cohort lived"),
    MADE_COUNT(replicate, "1", "replicate"),
    MADE_CODE(cohort, "cohort"),
    MADE_CODE(definition, "employment definition"),
    MADE_COUNT(from_week, "week", "week of the cohort's date"),
    MADE_COUNT(to_week, "week", "week of the end"),
    MADE_COUNT(cohort_size, "person", "members at the start"),
    MADE_COUNT(cohort_employed_start, "person", "members in work at the start"),
    MADE_COUNT(cohort_end, "person", "members counted at the end"),
    MADE_COUNT(cohort_employed_end, "person", "members in work at the end"),
    MADE_COUNT(cohort_over64, "person", "members over 64"),
    MADE_COUNT(cohort_dead, "person", "members who died"),
    MADE_COUNT(cohort_emigrated, "person", "members who emigrated"),
    MADE_REAL(individual_uplift, "change of the cohort's share in work"),
    MADE_REAL(individual_uplift_age_adjusted, "the same, adjusted for age"),
    MADE_COUNT(residents_start, "person", "18-64 living there at the start"),
    MADE_COUNT(residents_employed_start, "person", "of them in work"),
    MADE_COUNT(residents_end, "person", "18-64 living there at the end"),
    MADE_COUNT(residents_employed_end, "person", "of them in work"),
    MADE_REAL(area_uplift, "change of the place's share in work"),
};

static const struct frame_column made_status_columns[] = {
    MADE_CODE(variant, "variant"),
    MADE_CODE(area, "area of residence"),
    MADE_COUNT(replicate, "1", "replicate"),
    MADE_COUNT(week, "week", "whole weeks since the start"),
    {"monday", FRAME_DAY, NULL, "day", "Monday of the week"},
    MADE_CODE(status, "main status"),
    MADE_COUNT(persons, "person", "persons, all ages"),
};

static const struct frame_column made_channels_columns[] = {
    MADE_CODE(variant, "variant"),
    MADE_CODE(area, "area of residence"),
    MADE_COUNT(replicate, "1", "replicate"),
    {"year", FRAME_YEAR, NULL, "year", "calendar year"},
    MADE_CODE(channel, "how the job was found"),
    MADE_COUNT(hires, "1", "hires"),
};

static const struct frame_column made_empty_columns[] = {
    MADE_CODE(variant, "variant"),
    MADE_COUNT(persons, "person", "persons"),
    MADE_REAL(share, "share"),
};

#define MADE_INFO(name, text, danish)                                                              \
    {                                                                                              \
#name, text, danish, made_##name##_columns,                                                \
            sizeof made_##name##_columns / sizeof *made_##name##_columns, true                     \
    }
static const struct frame_info made_info[] = {
    MADE_INFO(uplift, "people against place", "Mennesker og sted"),
    MADE_INFO(status, "persons by area, week and main status", "Personer efter status"),
    MADE_INFO(channels, "hires by channel", "Ansættelser efter kanal"),
    MADE_INFO(empty, "a table without rows", "En tom tabel"),
};
enum { MADE_TABLES = sizeof made_info / sizeof *made_info };
static const struct frame_info *const made_infos[MADE_TABLES] = {&made_info[0], &made_info[1],
                                                                 &made_info[2], &made_info[3]};

static const char *const made_variants[] = {"base", "part time", "shelf", "fourth", "fifth"};
static const char *const made_areas[] = {
    "vollsmose",      "other_deprived_social", "other_social", "private_rental",
    "owner_occupied", "rest_of_odense",        "odense",       "outside"};
static const char *const made_area_labels[] = {"Vollsmose",
                                               "other deprived social housing",
                                               "other social housing",
                                               "private rental",
                                               "owner-occupied",
                                               "the rest of Odense",
                                               "Odense",
                                               "outside"};
static const char *const made_cohorts[] = {"residents", "cash_benefit", "children"};

struct made {
    int32_t weeks, replicates;
    int variants, areas;
    int64_t people; /* 0: no trajectories */
    int most_spells;
};

static const struct made made_small = {
    .weeks = 105, .replicates = 2, .variants = 2, .areas = 8, .people = 40, .most_spells = 6};

enum { MADE_LISTS = 8 };
static inline void made_lists(const struct made *made, struct frame_list lists[MADE_LISTS])
{
    const struct kind *kinds[] = {&kind_status, &kind_sex, &kind_origin, &kind_employment,
                                  &kind_channel};
    lists[0] = (struct frame_list){"variant", made_variants, made_variants, made->variants};
    lists[1] = (struct frame_list){"area", made_areas, made_area_labels, made->areas};
    lists[2] = (struct frame_list){"cohort", made_cohorts, made_cohorts, 3};
    for (int i = 0; i < 5; i++)
        lists[3 + i] = (struct frame_list){kinds[i]->name, kinds[i]->ids, kinds[i]->english,
                                           (int)kinds[i]->count};
}

static const struct result_parameter made_parameters[] = {
    {"moving.job_link", "1.3", "1", "made up", "assumption", "odense.ini:12"},
    {"policy.part_time.rate", "0.7", "1", "Skattestyrelsen § 9, \"2009\"", "A", "s.ini:7"},
    {"population.scale", "1", "1", "", "none", ""},
};

static inline struct result_head made_head(const struct made *made,
                                           const struct frame_list lists[MADE_LISTS])
{
    return (struct result_head){
        .title = "Made up: løft i Vollsmose",
        .scenario = "[scenario]\ntitle = Made up: løft i Vollsmose\nextends = odense\n",
        .place = "odense",
        .calibration = "none",
        .seed = 18446744073709551557u,
        .start_day = date_day(2006, 1, 2),
        .weeks = made->weeks,
        .replicates = made->replicates,
        .variants = made_variants,
        .variant_count = made->variants,
        .lists = lists,
        .list_count = MADE_LISTS,
        .infos = made_infos,
        .info_count = MADE_TABLES,
        .parameters = made_parameters,
        .parameter_count = 3,
    };
}

/* A number of [0, 1) from where it stands. */
static inline double made_luck(uint64_t a, uint64_t b, uint64_t c)
{
    return (double)(hash_mix(hash_mix(hash_mix(a) + b) + c) >> 11) * 0x1p-53;
}

static inline int64_t made_part(int64_t whole, double share)
{
    return llround((double)whole * share);
}

static inline int made_uplift_row(struct frame *frame, const struct outcome *o, int area,
                                  int cohort, int definition, int32_t from, int32_t to)
{
    double years = (to - from) / 52.0, grown = 1 - exp(-years / 4);
    double noise = 0.01 * (made_luck(o->replicate, area * 99 + cohort, to + 7 * o->variant) - 0.5);
    double start = 0.38 + 0.04 * area + 0.002 * definition;
    double people = start + (0.07 + 0.03 * o->variant) * grown + noise * grown;
    double place = start + (0.01 + 0.008 * o->variant) * grown + noise * grown;
    int64_t size = 5400 + 300 * area, end = made_part(size, 1 - 0.02 * years);
    int64_t living = made_part(size, 1 + 0.001 * years);
    union frame_cell row[] = {
        {.count = o->variant},
        {.count = area},
        {.count = o->replicate},
        {.count = cohort},
        {.count = definition},
        {.count = from},
        {.count = to},
        {.count = size},
        {.count = made_part(size, start)},
        {.count = end},
        {.count = made_part(end, people)},
        {.count = size - end},
        {.count = 0},
        {.count = 0},
        {.real = (double)made_part(end, people) / (double)end -
                 (double)made_part(size, start) / (double)size},
        {.real = cohort == 2 ? NAN : people - start - 0.01 * grown},
        {.count = size},
        {.count = made_part(size, start)},
        {.count = living},
        {.count = made_part(living, place)},
        {.real = (double)made_part(living, place) / (double)living -
                 (double)made_part(size, start) / (double)size},
    };
    return frame_add(frame, row);
}

static inline int made_uplift(struct outcome *o)
{
    int code = 0, from = 104 < o->weeks - 1 ? 104 : 0;
    for (int area = 0; area < o->areas - 1; area++)
        for (int cohort = 0; cohort < 3; cohort++)
            for (int definition = 0; definition < EMPLOYMENTS; definition++)
                for (int to = from + 52; code == 0; to += 52) {
                    int end = to < o->weeks ? to : o->weeks - 1;
                    code = made_uplift_row(&o->frames[0], o, area, cohort, definition, from, end);
                    if (end == o->weeks - 1)
                        break;
                }
    return code;
}

static inline int made_series(struct outcome *o)
{
    int code = 0;
    int64_t at = 0;
    for (int32_t week = 0; week < o->weeks; week++)
        for (int32_t area = 0; area < o->areas; area++)
            for (int32_t status = 0; status < o->statuses; status++, at++) {
                double level = 20 + 3000 * made_luck(area, status, 1);
                double swing = 1 + 0.1 * sin(week / 40.0 + area + status);
                int32_t persons = (int32_t)(level * swing) +
                                  (int32_t)(0.02 * level * made_luck(o->replicate, at, o->variant));
                union frame_cell row[] = {
                    {.count = o->variant},
                    {.count = area},
                    {.count = o->replicate},
                    {.count = week},
                    {.count = date_day(2006, 1, 2) + 7 * week},
                    {.count = status},
                    {.count = persons},
                };
                o->persons[at] = persons;
                code = code != 0 ? code : frame_add(&o->frames[1], row);
            }
    return code;
}

static inline int made_channels(struct outcome *o)
{
    int code = 0;
    for (int area = 0; area < o->areas; area++)
        for (int year = 2005; year < 2006 + o->weeks / 52; year++)
            for (int channel = 0; channel < CHANNELS; channel++) {
                union frame_cell row[] = {
                    {.count = o->variant},
                    {.count = area},
                    {.count = o->replicate},
                    {.count = year == 2005 ? 0 : year},
                    {.count = channel},
                    {.count = (int64_t)(900 * made_luck(area, year, channel))},
                };
                code = code != 0 ? code : frame_add(&o->frames[2], row);
            }
    return code;
}

static inline int made_people(const struct made *made, struct outcome *o)
{
    o->people = mem_new((size_t)made->people, sizeof *o->people);
    o->spells = mem_new((size_t)(made->people * made->most_spells), sizeof *o->spells);
    if (o->people == NULL || o->spells == NULL)
        return LOFT_ENOMEM;
    o->person_count = made->people;
    for (int64_t i = 0; i < made->people; i++) {
        struct outcome_person *person = &o->people[i];
        *person = (struct outcome_person){.key = (uint64_t)i << 44 | hash_mix((uint64_t)i) >> 20,
                                          .birth_week = (int16_t)(2000 + 3000 * made_luck(i, 1, 1)),
                                          .sex = (uint8_t)(i & 1),
                                          .origin = (uint8_t)(3 * made_luck(i, 2, 2))};
        int32_t start = 0;
        for (int n = 0; n < made->most_spells && start < made->weeks; n++) {
            double luck = made_luck(o->variant * 100 + o->replicate, i, n);
            int32_t end = start + (int32_t)(luck * luck * made->weeks);
            if (n + 1 == made->most_spells || end >= made->weeks)
                end = made->weeks - 1;
            int status = (int)(STATUSES * made_luck(i, n, 3));
            o->spells[o->spell_count++] = (struct outcome_spell){
                (int16_t)start, (int16_t)end, (uint8_t)status,
                (uint8_t)(made->areas * made_luck(i, n / 3, 4)), (uint8_t)(status == 0 ? 37 : 0)};
            person->spell_count++;
            start = end + 1;
        }
    }
    return 0;
}

/* Build one outcome; the caller clears it. */
static inline int made_outcome(const struct made *made, int32_t variant, int32_t replicate,
                               struct outcome *o)
{
    *o = (struct outcome){
        .variant = variant,
        .replicate = replicate,
        .digest = {.low = hash_mix((uint64_t)variant), .high = (uint64_t)replicate},
        .weeks = made->weeks,
        .areas = made->areas,
        .statuses = STATUSES,
        .frame_count = MADE_TABLES,
        .void_events = 5,
        .agent_weeks = 1000};
    for (int i = 0; i < MADE_TABLES; i++)
        o->frames[i].info = made_infos[i];
    o->persons = mem_new((size_t)(made->weeks * made->areas * STATUSES), sizeof *o->persons);
    if (o->persons == NULL || made_series(o) != 0 || made_uplift(o) != 0 || made_channels(o) != 0)
        return LOFT_ENOMEM;
    return made_people(made, o);
}

/* Write a whole file, with one note that callers may vary. */
static inline int made_file(const char *path, const struct made *made, const char *host,
                            struct fault *fault)
{
    struct frame_list lists[MADE_LISTS];
    struct result *result = NULL;
    made_lists(made, lists);
    struct result_head head = made_head(made, lists);
    result_create(path, &head, &result, fault);
    for (int32_t v = 0; fault->code == 0 && v < made->variants; v++)
        for (int32_t r = 0; fault->code == 0 && r < made->replicates; r++) {
            struct outcome outcome;
            if (made_outcome(made, v, r, &outcome) != 0)
                fault_set(fault, LOFT_ENOMEM, "out of memory");
            else
                result_append(result, &outcome, fault);
            outcome_clear(&outcome);
        }
    if (fault->code != 0) {
        result_drop(result);
        return fault->code;
    }
    result_note(result, "host", host, fault);
    result_note(result, "threads", "2", fault);
    return result_close(result, fault);
}

#endif
