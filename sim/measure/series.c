/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"
#include "loft/measure/quantities.h"
#include "loft/measure/tally.h"

#define COLUMN(name_, type_, list_, unit_, text_)                                                  \
    {                                                                                              \
        .name = name_, .type = FRAME_##type_, .list = list_, .unit = unit_, .text = text_          \
    }
#define WHERE                                                                                      \
    COLUMN("variant", CODE, "variant", "1", "variant"),                                            \
        COLUMN("area", CODE, "area", "1", "area or declared sum of areas"),                        \
        COLUMN("replicate", COUNT, NULL, "1", "replicate, from 0")
#define PERSONS(name, text) COLUMN(name, COUNT, NULL, "person", text)
#define HOUSEHOLDS(name, text) COLUMN(name, COUNT, NULL, "household", text)

static const struct frame_column uplift_columns[] = {
    WHERE,
    COLUMN("cohort", CODE, "cohort", "1", "who is followed; area = where they lived at the date"),
    COLUMN("definition", CODE, "definition", "1", "what counts as employed"),
    COLUMN("from_week", COUNT, NULL, "week", "the cohorts' date, weeks since the start"),
    COLUMN("to_week", COUNT, NULL, "week", "Monday of measurement, weeks since the start"),
    PERSONS("cohort_size", "members at the date"),
    PERSONS("cohort_employed_start", "of them employed at the date"),
    PERSONS("cohort_end", "members alive, in Denmark and 18-64 at the end"),
    PERSONS("cohort_employed_end", "of them employed at the end"),
    PERSONS("cohort_over64", "members over 64 at the end"),
    PERSONS("cohort_dead", "members who died"),
    PERSONS("cohort_emigrated", "members who left Denmark"),
    COLUMN("individual_uplift", REAL, NULL, "1", "share employed at the end minus at the start"),
    COLUMN("individual_uplift_age_adjusted", REAL, NULL, "1",
           "share employed at the end minus what their age then would give at the start's rates"),
    PERSONS("residents_start", "residents of 18-64 at the date"),
    PERSONS("residents_employed_start", "of them employed"),
    PERSONS("residents_end", "residents of 18-64 at the end"),
    PERSONS("residents_employed_end", "of them employed"),
    COLUMN("area_uplift", REAL, NULL, "1", "share employed at the end minus at the start")};

static const struct frame_column decomposition_columns[] = {
    WHERE,
    COLUMN("definition", CODE, "definition", "1", "what counts as employed"),
    COLUMN("year", YEAR, NULL, "year", "calendar year; all = the two ends of the run"),
    PERSONS("employed_start", "employed residents of 18-64 at the start of the period"),
    PERSONS("stayers_change", "change in employment among those who lived there at both dates"),
    PERSONS("arrivals_employed", "employed at the end among those who moved in"),
    PERSONS("leavers_employed", "employed at the start among those who moved out"),
    PERSONS("aged_in_employed", "employed at the end among those who came of age there"),
    PERSONS("aged_out_employed", "employed at the start among those who turned 65 or died"),
    PERSONS("employed_end", "employed residents of 18-64 at the end, counted on its own"),
    PERSONS("residual", "employed_end minus the sum of the parts: always 0"),
    PERSONS("stayers", "lived there at both dates"),
    PERSONS("arrivals", "moved in"),
    PERSONS("leavers", "moved out"),
    PERSONS("aged_in", "came of age there"),
    PERSONS("aged_out", "turned 65 or died")};

static const struct frame_column status_columns[] = {
    WHERE, COLUMN("week", COUNT, NULL, "week", "weeks since the start; state on that Monday"),
    COLUMN("monday", DAY, NULL, "1", "the Monday"),
    COLUMN("status", CODE, "status", "1", "main status"),
    PERSONS("persons", "residents of all ages with this status")};

static const struct frame_column moves_columns[] = {
    WHERE,
    COLUMN("year", YEAR, NULL, "year", "calendar year of the week's Monday"),
    HOUSEHOLDS("in_households", "households that moved in across the border"),
    HOUSEHOLDS("out_households", "households that moved out"),
    HOUSEHOLDS("within_households", "households that moved within"),
    PERSONS("in_persons", "persons who moved in"),
    PERSONS("out_persons", "persons who moved out"),
    PERSONS("in_adults", "of those who moved in, 18-64"),
    PERSONS("out_adults", "of those who moved out, 18-64"),
    PERSONS("in_employed", "of in_adults, in work 20+ hours the week before"),
    PERSONS("out_employed", "of out_adults, in work 20+ hours the week before"),
    COLUMN("dwellings", COUNT, NULL, "dwelling", "dwellings in the area"),
    COLUMN("vacant_dwellings", REAL, NULL, "dwelling", "vacant dwellings, mean of the weeks")};

static const struct frame_column channels_columns[] = {
    WHERE, COLUMN("year", YEAR, NULL, "year", "calendar year of the week's Monday"),
    COLUMN("channel", CODE, "channel", "1", "how the job was found"),
    COLUMN("hires", COUNT, NULL, "hire", "residents hired")};

static const struct frame_column quantities_columns[] = {
    COLUMN("variant", CODE, "variant", "1", "variant"),
    COLUMN("replicate", COUNT, NULL, "1", "replicate, from 0"),
    COLUMN("quantity", CODE, "quantity", "1", "what is counted; loft explain quantity lists them"),
    COLUMN("area", CODE, "area", "1", "area or declared sum of areas"),
    COLUMN("year", YEAR, NULL, "year", "calendar year of the week's Monday"),
    COLUMN("numerator", COUNT, NULL, "1", "cases; for stocks persons or dwellings x weeks"),
    COLUMN("denominator", COUNT, NULL, "1", "of how many; for rates persons or dwellings x weeks"),
    COLUMN("value", REAL, NULL, "1 or 1 a year",
           "numerator / denominator, for rates x 52; not defined where the denominator is 0")};

#define INFO(variable, name_, columns_, text_, danish_)                                            \
    const struct frame_info variable = {.name = name_,                                             \
                                        .text = text_,                                             \
                                        .danish = danish_,                                         \
                                        .columns = columns_,                                       \
                                        .column_count = sizeof columns_ / sizeof *columns_,        \
                                        .stored = true};
INFO(tally_uplift, "uplift", uplift_columns,
     "What happened to the people who lived there, and to the place", "Løft af personer og område")
INFO(tally_decomposition, "decomposition", decomposition_columns,
     "Change in the number of employed residents as an exact sum", "Til- og fraflytningens bidrag")
INFO(tally_status, "status", status_columns, "Residents by main status, every Monday",
     "Antal personer efter status")
INFO(tally_moves, "moves", moves_columns, "Moves across the area's border", "Til- og fraflytning")
INFO(tally_channels, "channels", channels_columns, "Hires of residents by how the job was found",
     "Ansættelser efter rekrutteringskanal")

INFO(quantities_frame, "quantities", quantities_columns,
     "Yearly shares and rates that published figures exist for, with their counts",
     "Nøgletal med tæller og nævner")

const struct frame_info *const tally_infos[] = {&tally_uplift,   &tally_decomposition,
                                                &tally_status,   &tally_moves,
                                                &tally_channels, &quantities_frame};

int series_status(const struct outcome *o, const struct tally_plan *plan, struct frame *frame)
{
    const int32_t *cell = o->persons;
    int code = 0;
    bool used[STATUSES] = {false};
    size_t cells = (size_t)o->weeks * (size_t)o->areas;
    for (size_t n = 0; n < cells; n++)
        for (int s = 0; s < o->statuses; s++)
            used[s] |= o->persons[n * (size_t)o->statuses + (size_t)s] != 0;
    for (int32_t week = 0; week < o->weeks; week++)
        for (int column = 0; column < o->areas; column++)
            for (int s = 0; s < o->statuses && code == 0; s++, cell++) {
                if (column >= plan->columns || !used[s])
                    continue;
                union frame_cell row[] = {{.count = o->variant},
                                          {.count = column},
                                          {.count = o->replicate},
                                          {.count = week},
                                          {.count = date_week_monday(plan->start_week + week)},
                                          {.count = s},
                                          {.count = *cell}};
                code = frame_add(frame, row);
            }
    return code;
}
