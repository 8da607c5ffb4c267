/* SPDX-License-Identifier: MIT */
#include "loft/world/place.h"

/* The tables of a place: their columns and what must hold in them. */

#define MICRO INT64_C(1000000)
#define CODE(name_, text_)                                                                         \
    {                                                                                              \
        .name = name_, .type = CSV_CODE, .unit = "1", .text = text_                                \
    }
#define LABEL(name_, text_)                                                                        \
    {                                                                                              \
        .name = name_, .type = CSV_TEXT, .unit = "1", .text = text_                                \
    }
#define SPAN(name_, text_)                                                                         \
    {                                                                                              \
        .name = name_, .type = CSV_SPAN, .unit = "year", .text = text_                             \
    }
#define COUNT(name_, low_, high_, unit_, text_)                                                    \
    {                                                                                              \
        .name = name_, .type = CSV_COUNT, .low = low_, .high = high_, .unit = unit_, .text = text_ \
    }
#define NUMBER(name_, high_, unit_, text_)                                                         \
    {                                                                                              \
        .name = name_, .type = CSV_MICRO, .low = 0, .high = (high_)*MICRO, .unit = unit_,          \
        .text = text_                                                                              \
    }
#define SHARE(text_) NUMBER("share", 1, "share", text_)
#define WEIGHT(text_) NUMBER("weight", 1000000, "1", text_)
#define PERSONS COUNT("persons", 0, 20000000, "person", "residents")

static const char *const cores[] = {"single", "couple"};

static const struct csv_column areas[] = {
    LABEL("area", "id of the area"),
    CODE("tenure", "tenure of its dwellings"),
    COUNT("dwellings", 0, 10000000, "dwelling", "dwellings, occupied and vacant"),
    COUNT("occupied", 0, 10000000, "dwelling", "occupied dwellings: its households"),
    NUMBER("size_m2", 1000, "m2", "mean floor space of a dwelling"),
    NUMBER("rent_m2", 100000, "kr per m2 a year", "rent; where owned, an equivalent user cost"),
    LABEL("english", "English label"),
    LABEL("danish", "Danish label"),
};
static const struct csv_column sums[] = {
    LABEL("sum", "id of the declared sum"),
    CODE("area", "an area that it contains"),
    LABEL("english", "English label"),
    LABEL("danish", "Danish label"),
};
static const struct csv_column age_sex[] = {SPAN("ages", "completed years of age"),
                                            CODE("sex", "sex"), PERSONS};
static const struct csv_column area_age[] = {CODE("area", "area"),
                                             SPAN("ages", "completed years of age"), PERSONS};
static const struct csv_column area_origin[] = {CODE("area", "area"), CODE("origin", "origin"),
                                                PERSONS};
static const struct csv_column origin_age[] = {
    CODE("origin", "origin"), SPAN("ages", "completed years of age"),
    WEIGHT("share of the people of this origin who are of this age")};
static const struct csv_column household_size[] = {
    CODE("area", "area"), COUNT("size", 1, PLACE_SIZES, "person", "persons; 6 = 6 or more"),
    SHARE("share of the area's households")};
static const struct csv_column household_type[] = {
    {.name = "core",
     .type = CSV_CODE,
     .codes = cores,
     .code_count = 2,
     .unit = "1",
     .text = "one adult or a couple"},
    COUNT("children", 0, 8, "person", "members under 18"),
    COUNT("grown", 0, 8, "person", "other adults: grown children, sharers, relatives"),
    NUMBER("social", 1000000, "1", "how common it is in social housing before fitting"),
    NUMBER("private", 1000000, "1", "the same in private rental"),
    NUMBER("owner", 1000000, "1", "the same in owner-occupied dwellings")};
static const struct csv_column couples[] = {CODE("sex", "sex"),
                                            SPAN("ages", "completed years of age"),
                                            SHARE("share who live in a couple")};
static const struct csv_column at_home[] = {
    SPAN("ages", "completed years of age"),
    SHARE("share who live with a parent or another relative of another generation")};
static const struct csv_column rooms[] = {CODE("area", "area"),
                                          COUNT("rooms", 1, PLACE_ROOMS, "room", "6 = 6 or more"),
                                          SHARE("share of the area's dwellings")};
static const struct csv_column area_status[] = {CODE("area", "area"), CODE("status", "main status"),
                                                SHARE("share of the residents of 18-64")};
static const struct csv_column origin_status[] = {CODE("origin", "origin"),
                                                  CODE("status", "main status"),
                                                  SHARE("share of the residents of 18-64")};
static const struct csv_column status_age[] = {
    CODE("status", "main status"), SPAN("ages", "completed years of age"),
    WEIGHT("how common the status is at this age, against the other statuses")};
static const struct csv_column education[] = {
    CODE("origin", "origin"), SPAN("ages", "completed years of age"),
    CODE("education", "highest completed education"), SHARE("share")};
static const struct csv_column area_education[] = {CODE("area", "area"),
                                                   CODE("education", "highest completed education"),
                                                   SHARE("share of the residents of 25-64")};
static const struct csv_column status_education[] = {
    CODE("status", "main status"), CODE("education", "highest completed education"),
    WEIGHT("how common the education is in this status, against the other statuses")};
static const struct csv_column readiness[] = {
    CODE("status", "main status"), COUNT("low", 0, 100, "percent", "lowest readiness for work"),
    COUNT("high", 0, 100, "percent", "highest")};

#define COLUMNS(array) .columns = array, .count = sizeof array / sizeof *array
#define ANY_SHARES .shares = -1
#define NO_AGES .ages = -1

const struct place_table_info place_tables[PLACE_TABLES] = {
    [PLACE_AREAS] = {"areas", COLUMNS(areas), .keys = 1, ANY_SHARES, NO_AGES},
    [PLACE_SUMS] = {"sums", COLUMNS(sums), .keys = 3, ANY_SHARES, NO_AGES},
    [PLACE_AGE_SEX] = {"age_sex", COLUMNS(age_sex), .keys = 2, .complete = 2, ANY_SHARES, .ages = 0,
                       .from = 0, .to = 104},
    [PLACE_AREA_AGE] = {"area_age", COLUMNS(area_age), .keys = 1, .complete = 1, ANY_SHARES,
                        .ages = 1, .from = 0, .to = 104},
    [PLACE_AREA_ORIGIN] = {"area_origin", COLUMNS(area_origin), .keys = 3, .complete = 3,
                           ANY_SHARES, NO_AGES},
    [PLACE_ORIGIN_AGE] = {"origin_age", COLUMNS(origin_age), .keys = 1, .complete = 1, .shares = 2,
                          .within = 1, .ages = 1, .from = 0, .to = 104},
    [PLACE_HOUSEHOLD_SIZE] = {"household_size", COLUMNS(household_size), .keys = 3, .complete = 1,
                              .shares = 2, .within = 1, NO_AGES},
    [PLACE_HOUSEHOLD_TYPE] = {"household_type", COLUMNS(household_type), .keys = 7, ANY_SHARES,
                              NO_AGES},
    [PLACE_COUPLES] = {"couples", COLUMNS(couples), .keys = 1, .complete = 1, ANY_SHARES, .ages = 1,
                       .from = 18, .to = 104},
    [PLACE_AT_HOME] = {"at_home", COLUMNS(at_home), ANY_SHARES, .ages = 0, .from = 18, .to = 104},
    [PLACE_ROOMS_SHARE] = {"rooms", COLUMNS(rooms), .keys = 3, .complete = 1, .shares = 2,
                           .within = 1, NO_AGES},
    [PLACE_AREA_STATUS] = {"area_status", COLUMNS(area_status), .keys = 3, .complete = 1,
                           .shares = 2, .within = 1, NO_AGES},
    [PLACE_ORIGIN_STATUS] = {"origin_status", COLUMNS(origin_status), .keys = 3, .complete = 1,
                             .shares = 2, .within = 1, NO_AGES},
    [PLACE_STATUS_AGE] = {"status_age", COLUMNS(status_age), .keys = 1, ANY_SHARES, .ages = 1,
                          .from = 18, .to = 64},
    [PLACE_EDUCATION] = {"education", COLUMNS(education), .keys = 5, .complete = 1, .shares = 3,
                         .within = 3, .ages = 1, .from = 18, .to = 104},
    [PLACE_AREA_EDUCATION] = {"area_education", COLUMNS(area_education), .keys = 3, .shares = 2,
                              .within = 1, NO_AGES},
    [PLACE_STATUS_EDUCATION] = {"status_education", COLUMNS(status_education), .keys = 3,
                                ANY_SHARES, NO_AGES},
    [PLACE_READINESS] = {"readiness", COLUMNS(readiness), .keys = 1, ANY_SHARES, NO_AGES},
};
