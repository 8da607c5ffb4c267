/* SPDX-License-Identifier: MIT */
#include "loft/base/date.h"

#include <stdio.h>
#include <string.h>

enum { EPOCH_MONDAY = -25567 }; /* 1900-01-01 as a day number; it was a Monday */

/* Days from civil and back: H. Hinnant, "chrono-compatible low-level date algorithms". */
int32_t date_day(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void date_civil(int32_t day, int *year, int *month, int *dom)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *dom = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

bool date_parse(const char *text, int32_t *day)
{
    static const char pattern[] = "dddd-dd-dd";
    if (strlen(text) != sizeof pattern - 1)
        return false;
    int part[3] = {0, 0, 0};
    int at = 0;
    for (int i = 0; pattern[i] != '\0'; i++) {
        if (pattern[i] == '-') {
            if (text[i] != '-')
                return false;
            at++;
        } else {
            if (text[i] < '0' || text[i] > '9')
                return false;
            part[at] = 10 * part[at] + (text[i] - '0');
        }
    }
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
        return false;
    int32_t result = date_day(part[0], part[1], part[2]);
    int year, month, dom;
    date_civil(result, &year, &month, &dom);
    if (year != part[0] || month != part[1] || dom != part[2])
        return false;
    *day = result;
    return true;
}

char *date_format(int32_t day, char *buffer)
{
    int year, month, dom;
    date_civil(day, &year, &month, &dom);
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, dom);
    memcpy(buffer, text, 10);
    buffer[10] = '\0';
    return buffer;
}

static int32_t floor_divide(int32_t a, int32_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

int32_t date_week(int32_t day)
{
    return floor_divide(day - EPOCH_MONDAY, 7);
}

int32_t date_week_monday(int32_t week)
{
    return EPOCH_MONDAY + 7 * week;
}

int32_t date_monday(int32_t day)
{
    return date_week_monday(date_week(day + 6));
}

int date_week_year(int32_t week)
{
    int year, month, dom;
    date_civil(date_week_monday(week), &year, &month, &dom);
    return year;
}

int date_years(int32_t from_week, int32_t to_week)
{
    int64_t days = 7 * (int64_t)(to_week - from_week);
    return (int)(days >= 0 ? days * 10000 / 3652425 : -((-days * 10000 + 3652424) / 3652425));
}

int32_t date_week_of_age(int32_t from_week, int years)
{
    int64_t ticks = (int64_t)years * 3652425; /* ten-thousandths of a day */
    return from_week + (int32_t)((ticks + 69999) / 70000);
}
