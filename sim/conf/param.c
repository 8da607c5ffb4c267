/* SPDX-License-Identifier: MIT */
#include "loft/conf/param.h"

#include "internal.h"
#include "loft/base/date.h"
#include "loft/base/text.h"
#include "loft/math/fixed.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PLACES = 18, NAMES_SIZE = 1000, TOKEN_SIZE = 128, DAYS_1900 = -25567 };

const char *param_grade_name(enum param_grade grade)
{
    static const char *const names[] = {
        [GRADE_A] = "A",       [GRADE_B] = "B",           [GRADE_C] = "C",
        [GRADE_NONE] = "none", [GRADE_CHOICE] = "choice", [GRADE_ASSUMPTION] = "assumption",
    };
    return (size_t)grade < sizeof names / sizeof *names ? names[grade] : "unknown";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_blank(const char *text)
{
    return text + strspn(text, " \t");
}

/* Decimal text taken apart: whole + part / 10^places. */
struct decimal {
    bool negative, percent;
    uint64_t whole, part;
    int places;
};

static bool read_decimal(const char *text, struct decimal *d)
{
    *d = (struct decimal){0};
    text = skip_blank(text);
    d->negative = *text == '-';
    if (*text == '-' || *text == '+')
        text++;
    if (!is_digit(*text))
        return false;
    for (; is_digit(*text); text++) {
        if (d->whole > (UINT64_MAX - 9) / 10)
            return false;
        d->whole = 10 * d->whole + (uint64_t)(*text - '0');
    }
    if (*text == '.') {
        text++;
        if (!is_digit(*text))
            return false;
        for (; is_digit(*text); text++, d->places++) {
            if (d->places == MOST_PLACES)
                return false;
            d->part = 10 * d->part + (uint64_t)(*text - '0');
        }
    }
    text = skip_blank(text);
    d->percent = *text == '%';
    text = skip_blank(text + d->percent);
    return *text == '\0';
}

bool param_decimal(const char *text, int64_t scale, bool percent, int64_t *value, bool *comma)
{
    char point[TOKEN_SIZE];
    if (comma != NULL)
        *comma = false;
    struct decimal d;
    if (!read_decimal(text, &d) || (d.percent && !percent)) {
        if (comma != NULL)
            *comma = conf_point(text, point, sizeof point);
        return false;
    }
    fixed_wide power = 1;
    for (int i = 0; i < d.places; i++)
        power *= 10;
    /* whole x scale is below 2^127; its remainder by 100 leaves room for 18 more digits. */
    fixed_wide percent_by = d.percent ? 100 : 1, scaled = (fixed_wide)d.whole * scale;
    fixed_wide result = scaled / percent_by;
    fixed_wide rest = scaled % percent_by * power + (fixed_wide)d.part * scale;
    fixed_wide divisor = power * percent_by;
    result += (2 * rest + divisor) / (2 * divisor);
    if (result > INT64_MAX)
        return false;
    *value = d.negative ? -(int64_t)result : (int64_t)result;
    return true;
}

static bool is_number(enum param_type type)
{
    return type == PARAM_COUNT || type == PARAM_SHARE || type == PARAM_FACTOR ||
           type == PARAM_MONEY || type == PARAM_DATE;
}

/* Number as stored, or the day of a date. Ranges are compared in this form. */
static bool read_number(enum param_type type, const char *text, int64_t *value)
{
    const char *point = strchr(text, '.');
    int32_t day;
    char token[TOKEN_SIZE];
    switch (type) {
    case PARAM_COUNT:
        return point == NULL && param_decimal(text, 1, false, value, NULL);
    case PARAM_SHARE:
        return param_decimal(text, FIXED_ONE, true, value, NULL);
    case PARAM_FACTOR:
        return param_decimal(text, FACTOR_ONE, false, value, NULL);
    case PARAM_MONEY:
        if (point != NULL && strspn(point + 1, "0123456789") > 2)
            return false;
        return param_decimal(text, 100, false, value, NULL);
    case PARAM_DATE:
        if (strlen(text) >= sizeof token)
            return false;
        snprintf(token, sizeof token, "%s", text);
        if (!date_parse(text_trim(token), &day))
            return false;
        *value = day;
        return day >= DAYS_1900 && day < date_day(2500, 1, 1);
    default:
        return false;
    }
}

static const char *low_of(const struct param *param)
{
    return param->low == NULL && param->type == PARAM_SHARE ? "0" : param->low;
}

static const char *high_of(const struct param *param)
{
    return param->high == NULL && param->type == PARAM_SHARE ? "1" : param->high;
}

static bool in_range(const struct param *param, enum param_type type, int64_t value)
{
    int64_t bound;
    const char *low = low_of(param), *high = high_of(param);
    if (low != NULL && read_number(type, low, &bound) && value < bound)
        return false;
    return high == NULL || !read_number(type, high, &bound) || value <= bound;
}

static bool is_empty(const char *text)
{
    return *skip_blank(text) == '\0';
}

static bool parse_number(const struct param *param, const char *text, void *out)
{
    int64_t value;
    if (param->type == PARAM_DATE && param->fallback != NULL && is_empty(text)) {
        *(int32_t *)out = PARAM_NO_DATE;
        return true;
    }
    if (!read_number(param->type, text, &value) || !in_range(param, param->type, value))
        return false;
    if (param->type == PARAM_DATE)
        *(int32_t *)out = date_week(date_monday((int32_t)value));
    else
        *(int64_t *)out = value;
    return true;
}

static bool parse_flag(const char *text, void *out)
{
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0)
        return false;
    *(int32_t *)out = yes;
    return true;
}

static bool parse_span(const struct param *param, const char *text, void *out)
{
    char low[TOKEN_SIZE];
    size_t length = strspn(text, "0123456789");
    const char *rest = skip_blank(text + length);
    if (length == 0 || length >= sizeof low)
        return false;
    snprintf(low, sizeof low, "%.*s", (int)length, text);
    const char *high = low;
    if (*rest == '-') {
        high = skip_blank(rest + 1);
        if (!is_digit(*high))
            return false;
    } else if (*rest != '\0') {
        return false;
    }
    int64_t first, last;
    if (!read_number(PARAM_COUNT, low, &first) || !read_number(PARAM_COUNT, high, &last) ||
        first > last || last > INT32_MAX || !in_range(param, PARAM_COUNT, first) ||
        !in_range(param, PARAM_COUNT, last))
        return false;
    *(struct param_span *)out = (struct param_span){(int32_t)first, (int32_t)last};
    return true;
}

static bool parse_choice(const struct param *param, const char *text, void *out, char *hint,
                         size_t size)
{
    char copy[NAMES_SIZE];
    const char *parts[CONF_MOST_NAMES];
    int count = conf_split(param->names, copy, sizeof copy, parts);
    for (int i = 0; i < count; i++)
        if (strcmp(parts[i], text) == 0) {
            *(int32_t *)out = i;
            return true;
        }
    const char *nearest = count > 0 ? text_nearest_of(text, parts, (size_t)count) : NULL;
    if (nearest != NULL)
        snprintf(hint, size, "; did you mean '%s'?", nearest);
    return false;
}

static const struct param_names *find_list(const char *id, const struct param_names *lists,
                                           size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(lists[i].id, id) == 0)
            return &lists[i];
    return NULL;
}

static uint64_t bits_of(const struct param_names *list, size_t i)
{
    return list->bits != NULL ? list->bits[i] : (uint64_t)1 << i;
}

/* Bits of one name; 0 with a hint when it is unknown. *index tells the names apart. */
static uint64_t set_bits(const struct param_names *list, const char *name, size_t *index,
                         char *hint, size_t size)
{
    uint64_t all = 0;
    for (size_t i = 0; i < list->count; i++) {
        all |= bits_of(list, i);
        if (strcmp(list->names[i], name) == 0) {
            *index = i;
            return bits_of(list, i);
        }
    }
    *index = list->count;
    if (strcmp(name, "all") == 0)
        return all;
    char excerpt[CONF_EXCERPT];
    const char *nearest = text_nearest_of(name, list->names, list->count);
    if (nearest == NULL && text_distance(name, "all") <= 1)
        nearest = "all";
    if (name[0] == '\0')
        snprintf(hint, size, "; a name is missing beside a comma");
    else if (nearest != NULL)
        snprintf(hint, size, "; '%s' is unknown, did you mean '%s'?", conf_excerpt(name, excerpt),
                 nearest);
    else
        snprintf(hint, size, "; '%s' is unknown", conf_excerpt(name, excerpt));
    return 0;
}

static bool parse_set(const struct param_names *list, const char *text, void *out, char *hint,
                      size_t size)
{
    uint64_t bits = 0;
    bool seen[CONF_MOST_NAMES + 1] = {false};
    for (const char *at = is_empty(text) ? NULL : text; at != NULL;) {
        const char *comma = strchr(at, ',');
        size_t length = comma != NULL ? (size_t)(comma - at) : strlen(at);
        char token[CONF_LONGEST_LINE + 1];
        snprintf(token, sizeof token, "%.*s", (int)length, at);
        size_t index;
        const char *name = text_trim(token);
        uint64_t more = set_bits(list, name, &index, hint, size);
        if (hint[0] != '\0')
            return false;
        if (seen[index]) {
            snprintf(hint, size, "; '%s' is named twice", name);
            return false;
        }
        seen[index] = true;
        bits |= more;
        at = comma != NULL ? comma + 1 : NULL;
    }
    *(uint64_t *)out = bits;
    return true;
}

/* At most half of the buffer, so that the rest of a message keeps its place. */
static void append_names(const char *const *names, size_t count, char *expected, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strlen(expected) + strlen(names[i]) > size / 2) {
            conf_append(expected, size, " and %zu more", count - i);
            return;
        }
        conf_append(expected, size, "%s%s", i > 0 ? ", " : "", names[i]);
    }
}

static void append_range(const struct param *param, char *expected, size_t size)
{
    const char *low = low_of(param), *high = high_of(param);
    if (low != NULL && high != NULL)
        conf_append(expected, size, " from %s to %s", low, high);
    else if (low != NULL)
        conf_append(expected, size, " of at least %s", low);
    else if (high != NULL)
        conf_append(expected, size, " of at most %s", high);
}

static void append_choices(const char *names, char *expected, size_t size)
{
    char copy[NAMES_SIZE];
    const char *parts[CONF_MOST_NAMES];
    int count = conf_split(names, copy, sizeof copy, parts);
    conf_append(expected, size, "one of ");
    append_names(parts, count > 0 ? (size_t)count : 0, expected, size);
}

void param_expected(const struct param *param, const struct param_names *lists, size_t list_count,
                    char *expected, size_t size)
{
    static const char *const nouns[] = {
        [PARAM_FLAG] = "yes or no",
        [PARAM_COUNT] = "a whole number",
        [PARAM_SHARE] = "a share",
        [PARAM_FACTOR] = "a number",
        [PARAM_MONEY] = "an amount in kroner",
        [PARAM_DATE] = "a date such as 2008-01-07",
        [PARAM_CHOICE] = "",
        [PARAM_SET] = "",
        [PARAM_SPAN] = "whole numbers such as 18-24 or 18",
        [PARAM_TEXT] = "a text",
        [PARAM_FILE] = "the name of a file",
    };
    snprintf(expected, size, "%s", nouns[param->type]);
    if (is_number(param->type) || param->type == PARAM_SPAN)
        append_range(param, expected, size);
    if (param->type == PARAM_SHARE)
        conf_append(expected, size, ", such as 0.7 or 70 %%");
    if (param->type == PARAM_MONEY)
        conf_append(expected, size, ", with at most two decimals");
    if (param->type == PARAM_CHOICE)
        append_choices(param->names, expected, size);
    const struct param_names *list =
        param->type == PARAM_SET ? find_list(param->names, lists, list_count) : NULL;
    if (list != NULL) {
        conf_append(expected, size, "'all' or names separated by commas, out of ");
        append_names(list->names, list->count, expected, size);
    } else if (param->type == PARAM_SET) {
        conf_append(expected, size, "'all' or names of %s separated by commas", param->names);
    }
}

/* 1.000, 1 000 and 1.000.000 without their separators; false when it is not such a number. */
static bool drop_separators(const char *text, char *buffer, size_t size)
{
    size_t length = 0, group = 0;
    bool separated = false;
    for (const char *p = text; *p != '\0'; p++) {
        if (is_digit(*p)) {
            if (length + 1 >= size || ++group > 3)
                return false;
            buffer[length++] = *p;
        } else {
            if ((*p != '.' && *p != ' ' && *p != ',') || group == 0 || (separated && group != 3))
                return false;
            separated = true;
            group = 0;
        }
    }
    buffer[length] = '\0';
    return separated && group == 3;
}

static void hint_number(const struct param *param, const char *text, char *hint, size_t size)
{
    char better[2 * TOKEN_SIZE];
    int64_t value;
    enum param_type type = param->type;
    if (conf_point(text, better, sizeof better) && read_number(type, better, &value)) {
        snprintf(hint, size, "; write %s instead of %s", better, text);
    } else if (type == PARAM_SHARE && strchr(text, '%') == NULL && strlen(text) < TOKEN_SIZE) {
        snprintf(better, sizeof better, "%s %%", text);
        if (read_number(type, text, &value) && value > FIXED_ONE &&
            read_number(type, better, &value) && in_range(param, type, value))
            snprintf(hint, size, "; write '%s'", better);
    } else if (type == PARAM_FACTOR && param_decimal(text, 1000000, true, &value, NULL) &&
               value >= 0) {
        snprintf(better, sizeof better, "%" PRId64 ".%06" PRId64, value / 1000000, value % 1000000);
        size_t length = strlen(better);
        while (better[length - 1] == '0' && better[length - 2] != '.')
            better[--length] = '\0';
        if (strchr(text, '%') != NULL)
            snprintf(hint, size, "; write %s", better);
    } else if ((type == PARAM_COUNT || type == PARAM_MONEY) &&
               drop_separators(text, better, sizeof better)) {
        snprintf(hint, size, "; write %s", better);
    }
}

/* The Danish way, 7-1-2008 or 07.01.2008 or 07/01/2008. */
static void hint_date(const char *text, char *hint, size_t size)
{
    int dom, month, year, length = 0;
    char better[40];
    int32_t day;
    if (sscanf(text, "%2d%*1[-./]%2d%*1[-./]%4d%n", &dom, &month, &year, &length) != 3 ||
        length == 0 || text[length] != '\0')
        return;
    snprintf(better, sizeof better, "%04d-%02d-%02d", year, month, dom);
    if (date_parse(better, &day))
        snprintf(hint, size, "; write %s", better);
}

static void hint_flag(const char *text, char *hint, size_t size)
{
    static const char *const words[][2] = {
        {"true", "yes"}, {"on", "yes"},   {"1", "yes"},   {"Yes", "yes"}, {"ja", "yes"},
        {"y", "yes"},    {"false", "no"}, {"off", "no"},  {"0", "no"},    {"No", "no"},
        {"nej", "no"},   {"n", "no"},     {"YES", "yes"}, {"NO", "no"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i][0]) == 0)
            snprintf(hint, size, "; write '%s'", words[i][1]);
}

static bool parse_any(const struct param *param, const char *text, const struct param_names *list,
                      void *out, char *hint, size_t size)
{
    switch (param->type) {
    case PARAM_FLAG:
        return parse_flag(text, out);
    case PARAM_COUNT:
    case PARAM_SHARE:
    case PARAM_FACTOR:
    case PARAM_MONEY:
    case PARAM_DATE:
        return parse_number(param, text, out);
    case PARAM_CHOICE:
        return parse_choice(param, text, out, hint, size);
    case PARAM_SET:
        if (list != NULL)
            return parse_set(list, text, out, hint, size);
        snprintf(hint, size, " (the program lacks this list: a bug in loft)");
        return false;
    case PARAM_SPAN:
        return parse_span(param, text, out);
    case PARAM_TEXT:
    case PARAM_FILE:
        break;
    }
    return false;
}

static bool parse_pointer(const struct param *param, const char *text, void *out)
{
    bool empty = is_empty(text);
    if (empty && param->fallback == NULL)
        return false;
    *(const char **)out = empty && param->type == PARAM_FILE ? NULL : text;
    return true;
}

bool param_parse(const struct param *param, const char *text, const struct param_names *lists,
                 size_t list_count, void *out, char *expected, size_t expected_size)
{
    char token[CONF_LONGEST_LINE + 1], hint[400] = "";
    snprintf(token, sizeof token, "%s", text);
    char *trimmed = text_trim(token);
    const struct param_names *list =
        param->type == PARAM_SET ? find_list(param->names, lists, list_count) : NULL;
    bool good;
    if (param->type == PARAM_TEXT || param->type == PARAM_FILE)
        good = parse_pointer(param, text, out);
    else
        good =
            strlen(text) < sizeof token && parse_any(param, trimmed, list, out, hint, sizeof hint);
    if (good)
        return true;
    if (param->type == PARAM_FLAG)
        hint_flag(trimmed, hint, sizeof hint);
    else if (param->type == PARAM_DATE)
        hint_date(trimmed, hint, sizeof hint);
    else if (is_number(param->type) && strlen(trimmed) < 60)
        hint_number(param, trimmed, hint, sizeof hint);
    param_expected(param, lists, list_count, expected, expected_size);
    conf_append(expected, expected_size, "%s", hint);
    return false;
}

void param_store_nothing(const struct param *param, void *out)
{
    switch (param->type) {
    case PARAM_FLAG:
    case PARAM_CHOICE:
        *(int32_t *)out = 0;
        break;
    case PARAM_DATE:
        *(int32_t *)out = PARAM_NO_DATE;
        break;
    case PARAM_COUNT:
    case PARAM_SHARE:
    case PARAM_FACTOR:
    case PARAM_MONEY:
        *(int64_t *)out = 0;
        break;
    case PARAM_SET:
        *(uint64_t *)out = 0;
        break;
    case PARAM_SPAN:
        *(struct param_span *)out = (struct param_span){0, 0};
        break;
    case PARAM_TEXT:
        *(const char **)out = "";
        break;
    case PARAM_FILE:
        *(const char **)out = NULL;
        break;
    }
}
