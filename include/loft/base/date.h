/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_DATE_H
#define LOFT_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Dates are day numbers (days since 1970-01-01, proleptic Gregorian); the model's time is weeks
 * since the epoch Monday 1900-01-01, so that a birth week and a run week share one axis and both
 * fit an int16_t until the year 2528. */

/* Day number of a civil date. */
int32_t date_day(int year, int month, int day);

/* Civil date of a day number. */
void date_civil(int32_t day, int *year, int *month, int *dom);

/* Parse `YYYY-MM-DD`, strictly; false when it is not a date of the calendar. */
bool date_parse(const char *text, int32_t *day);

/* Write `YYYY-MM-DD` into a buffer of at least 11 bytes. Returns the buffer. */
char *date_format(int32_t day, char *buffer);

/* First Monday on or after a day. */
int32_t date_monday(int32_t day);

/* Week number (since 1900-01-01) of the week that holds this day; and the day of its Monday. */
int32_t date_week(int32_t day);
int32_t date_week_monday(int32_t week);

/* Calendar year of a week's Monday. */
int date_week_year(int32_t week);

/* Completed years between two weeks, 365.2425 days to the year (a person's age). */
int date_years(int32_t from_week, int32_t to_week);

/* First week in which date_years(from_week, .) is at least `years`. */
int32_t date_week_of_age(int32_t from_week, int years);

#endif
