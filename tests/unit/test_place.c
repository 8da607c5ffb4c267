/* SPDX-License-Identifier: MIT */
#include "loft/base/error.h"
#include "loft/base/file.h"
#include "loft/base/mem.h"
#include "loft/conf/conf.h"
#include "loft/world/place.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct param place_list[] = {PLACE_PARAMS(PARAM_ROW, place_params)};
static const struct param population_list[] = {POPULATION_PARAMS(PARAM_ROW, population_params)};
#define COUNT(array) (sizeof array / sizeof *array)

struct bound {
    struct conf conf;
    struct report report;
    struct place_params place;
    struct population_params population;
};

static void bind(struct bound *b, const char *name)
{
    *b = (struct bound){.conf = {0}};
    char path[600];
    snprintf(path, sizeof path, "%s/scenarios/places/%s.ini", LOFT_SOURCE, name);
    conf_read(&b->conf, path, &b->report);
    conf_bind(&b->conf, NULL, "place", place_list, COUNT(place_list), NULL, 0, &b->place, false,
              &b->report);
    conf_bind(&b->conf, NULL, "population", population_list, COUNT(population_list), NULL, 0,
              &b->population, false, &b->report);
    cr_assert_eq(b->report.errors, 0);
}

static void unbind(struct bound *b)
{
    report_clear(&b->report);
    conf_clear(&b->conf);
}

/* Fails when a parameter of [place] or [population] lacks its unit, text, range or source. */
Test(place, descriptors)
{
    char why[600] = "";
    cr_assert_eq(param_check_all(place_list, COUNT(place_list), NULL, 0, why, sizeof why), 0, "%s",
                 why);
    cr_assert_eq(param_check_all(population_list, COUNT(population_list), NULL, 0, why, sizeof why),
                 0, "%s", why);
}

/* Fails when a shipped place no longer passes its own checks, or its areas change their order, or a
 * sum loses an area. */
Test(place, odense)
{
    struct bound b;
    struct place place;
    bind(&b, "odense");
    int code = place_read(&place, &b.place, &b.population, &b.report);
    if (code != 0)
        report_print(&b.report, stderr);
    cr_assert_eq(code, 0);
    static const char *const ids[] = {"vollsmose", "other_deprived_social", "other_social",
                                      "private_rental", "owner_occupied"};
    cr_assert_eq(place.areas, 5);
    cr_assert_eq(place.names, 6);
    for (int a = 0; a < 5; a++) {
        cr_assert_str_eq(place.ids[a], ids[a]);
        cr_assert_eq(place.bits[a], (uint64_t)1 << a);
    }
    cr_assert_str_eq(place.ids[5], "rest_of_odense");
    cr_assert_eq(place.bits[5], 0x1e);
    cr_assert_str_eq(place.ids[place.focus], "vollsmose");
    cr_assert_eq(place_find(&place, "rest_of_odense"), 5);
    cr_assert_eq(place_find(&place, "gellerup"), -1);
    cr_assert_eq(place.area[4].tenure, TENURE_OWNER);
    cr_assert_gt(place.grades[CSV_RECALLED], 300);
    struct param_names names = place_names(&place);
    cr_assert(names.count == 6 && strcmp(names.id, "areas") == 0);
    place_free(&place);
    unbind(&b);
}

Test(place, village)
{
    struct bound b;
    struct place place;
    bind(&b, "village");
    cr_assert_eq(place_read(&place, &b.place, &b.population, &b.report), 0);
    cr_assert_eq(place.areas, 3);
    cr_assert_eq(place.bits[3], 6);
    place_free(&place);
    unbind(&b);
}

/* A copy of a table with one line replaced (line 0: nothing; text NULL: line left out). */
static void edit(const char *source, int line, const char *text, char *copy, size_t size)
{
    char *bytes, *out;
    size_t length;
    struct fault fault = {0};
    cr_assert_eq(file_read(source, &bytes, &length, &fault), 0);
    size_t used = 0, room = length + (text != NULL ? strlen(text) : 0) + 2;
    out = mem_new(room, 1);
    int n = 1;
    for (char *at = bytes; *at != '\0'; n++) {
        size_t span = strcspn(at, "\n") + 1;
        if (n == line && text != NULL)
            used += (size_t)sprintf(out + used, "%s\n", text);
        else if (n != line)
            used += (size_t)sprintf(out + used, "%.*s", (int)span, at);
        at += span;
    }
    snprintf(copy, size, "/tmp/loft-test-place-%d.csv", (int)getpid());
    cr_assert_eq(file_write(copy, out, used, &fault), 0);
    mem_free(bytes);
    mem_free(out);
}

/* Read the village with one file of it edited, and look for `words` at `line` of that file. */
static void expect(const char **field_of, struct bound *b, int line, const char *text, int at,
                   const char *words)
{
    char copy[100];
    struct place place;
    edit(*field_of, line, text, copy, sizeof copy);
    *field_of = copy;
    cr_assert_eq(place_read(&place, &b->place, &b->population, &b->report), LOFT_ESCENARIO);
    bool found = false;
    for (long i = 0; i < b->report.count; i++) {
        const struct report_entry *e = &b->report.entries[i];
        found = found ||
                (strcmp(e->file, copy) == 0 && e->line == at && strstr(e->text, words) != NULL);
    }
    if (!found)
        report_print(&b->report, stderr);
    cr_assert(found, "no error '%s' at line %d", words, at);
    cr_assert_null(place.name); /* empty on failure */
    unlink(copy);
    unbind(b);
}

/* Each of these fails when the check of that name is dropped, or loses its file or line. */
#define BROKEN(name, field, line, text, at, words)                                                 \
    Test(place_broken, name)                                                                       \
    {                                                                                              \
        struct bound b;                                                                            \
        bind(&b, "village");                                                                       \
        expect(&b.field, &b, line, text, at, words);                                               \
    }

BROKEN(unknown_area, population.area_age, 3, "estat,18-24,62,x,seen", 3, "did you mean 'estate'")
BROKEN(unknown_status, population.area_status, 2, "estate,employd,0.34,x,seen", 2, "employed")
BROKEN(shares, population.household_size, 2, "estate,1,0.19,x,seen", 2,
       "the shares of area estate add up to 0.9000")
BROKEN(row_twice, population.area_origin, 3, "estate,danish,15,x,seen", 3, "is there twice")
BROKEN(age_missing, population.area_age, 3, "estate,18-23,62,x,seen", 2, "age 24 is missing")
BROKEN(age_twice, population.age_sex, 3, "9-17,male,114,x,seen", 3, "in another row already")
BROKEN(area_missing, population.rooms, 2, NULL, 2, "add up to 0.9800")
BROKEN(other_totals, population.area_age, 2, "estate,0-17,365,x,seen", 2, "more than 2 % apart")
BROKEN(all_totals, population.age_sex, 2, "0-9,male,521,x,seen", 2, "more than 2 % apart")
BROKEN(no_household_of_one, population.household_type, 5, "single,0,0,0,0.4,0.4,x,seen", 58,
       "no household of 1 with a weight above 0 in column 'social'")
BROKEN(status_without_readiness, population.readiness, 9, NULL, 9, "no row with status 'child'")
BROKEN(too_many_occupied, place.areas, 2, "estate,social,181,182,88,550,E,D,x,seen", 2,
       "182 occupied dwellings of 181")
BROKEN(bad_name, place.areas, 2, "The Estate,social,184,182,88,550,E,D,x,seen", 2,
       "is no name for an area")
BROKEN(taken_name, place.areas, 2, "outside,social,184,182,88,550,E,D,x,seen", 2,
       "is no name for an area")
BROKEN(sum_named_as_area, place.sums, 2, "owner,rental,E,D,x,seen", 2, "'owner' is an area")
BROKEN(sum_of_unknown, place.sums, 2, "rest,rentl,E,D,x,seen", 2, "did you mean 'rental'")
BROKEN(child_as_status, population.area_status, 2, "estate,child,0.34,x,seen", 2,
       "'child' is no status of 18-64")
BROKEN(readiness_reversed, population.readiness, 2, "employed,90,50,x,seen", 2, "low is above high")
BROKEN(status_without_ages, population.area_status, 2, "estate,sickness,0.34,x,seen", 2,
       "'sickness' has no age profile")
BROKEN(decimal_comma, population.rooms, 2, "estate,1,\"0,02\",x,seen", 2, "0.02")
BROKEN(no_source, population.rooms, 2, "estate,1,0.02,,seen", 2, "source")

/* 500 people in 82 households of these sizes. Fails when the check of room is dropped. */
Test(place_broken, no_room)
{
    struct bound b;
    struct place place;
    char copy[100];
    bind(&b, "village");
    edit(b.place.areas, 2, "estate,social,84,82,88,550,E,D,x,seen", copy, sizeof copy);
    b.place.areas = copy;
    cr_assert_eq(place_read(&place, &b.place, &b.population, &b.report), LOFT_ESCENARIO);
    cr_assert_eq(b.report.count, 1);
    cr_assert_eq(b.report.entries[0].line, 2);
    cr_assert_not_null(strstr(b.report.entries[0].file, "household_size.csv"));
    cr_assert_not_null(strstr(b.report.entries[0].text, "it has 500 residents"));
    unlink(copy);
    unbind(&b);
}

/* The focus must be an area or a sum. Fails when it is taken unseen. */
Test(place, focus_unknown)
{
    struct bound b;
    struct place place;
    bind(&b, "village");
    b.place.focus = "vollsmose";
    cr_assert_eq(place_read(&place, &b.place, &b.population, &b.report), LOFT_ESCENARIO);
    unbind(&b);
}
