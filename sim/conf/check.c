/* SPDX-License-Identifier: MIT */
#include "loft/conf/param.h"

#include "internal.h"
#include "loft/base/text.h"

#include <stdio.h>
#include <string.h>

/* The widest field of any type. */
union field {
    int32_t narrow;
    int64_t wide;
    uint64_t bits;
    const char *text;
    struct param_span span;
};

static bool is_missing(const char *text)
{
    return text == NULL || text[0] == '\0';
}

static bool has_list(const struct param *param, const struct param_names *lists, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(lists[i].id, param->names) == 0)
            return lists[i].count > 0 && lists[i].count <= CONF_MOST_NAMES;
    return false;
}

/* What is wrong with the range, or NULL. An end of a range is itself a legal value of the rest. */
static const char *check_range(const struct param *param)
{
    struct param low = *param, high = *param;
    union field field;
    char why[600];
    if (param->type == PARAM_SPAN)
        low.type = high.type = PARAM_COUNT;
    low.low = low.high = high.low = high.high = NULL;
    low.fallback = high.fallback = NULL;
    bool wide = param->type == PARAM_SHARE; /* its implied range must not judge its own ends */
    if (wide) {
        low.type = high.type = PARAM_FACTOR;
        if ((param->low != NULL && strchr(param->low, '%') != NULL) ||
            (param->high != NULL && strchr(param->high, '%') != NULL))
            return "write the ends of a share's range as decimals";
    }
    if (param->low != NULL && !param_parse(&low, param->low, NULL, 0, &field, why, sizeof why))
        return "the low end of the range can't be read";
    if (param->high == NULL)
        return NULL;
    high.low = param->low;
    if (!param_parse(&high, param->high, NULL, 0, &field, why, sizeof why))
        return "the high end of the range can't be read or is below the low end";
    return NULL;
}

static const char *check_kind(const struct param *param)
{
    bool number = param->type == PARAM_COUNT || param->type == PARAM_SHARE ||
                  param->type == PARAM_FACTOR || param->type == PARAM_MONEY ||
                  param->type == PARAM_DATE;
    bool named = param->type == PARAM_CHOICE || param->type == PARAM_SET;
    char copy[1000];
    const char *parts[CONF_MOST_NAMES];
    if ((unsigned)param->type > PARAM_FILE)
        return "no such type";
    if ((unsigned)param->grade > GRADE_CHOICE)
        return "no such grade";
    if (named != !is_missing(param->names))
        return named ? "names are missing" : "this type has no names";
    if (param->type == PARAM_CHOICE && conf_split(param->names, copy, sizeof copy, parts) < 2)
        return "fewer than two choices, or too many";
    if (!number && param->type != PARAM_SPAN && (param->low != NULL || param->high != NULL))
        return "this type has no range";
    if (param->contested && (!number || param->low == NULL || param->high == NULL))
        return "contested, but not a number with both ends of a range";
    return check_range(param);
}

static const char *check_texts(const struct param *param)
{
    if (is_missing(param->key))
        return "no key";
    if (strspn(param->key, "abcdefghijklmnopqrstuvwxyz_") != strlen(param->key))
        return "a key consists of lower-case letters and '_'";
    if (is_missing(param->unit))
        return "no unit (write \"1\" where there is none)";
    if (is_missing(param->text))
        return "no text";
    return is_missing(param->source) ? "no source" : NULL;
}

/* Describe what is wrong with one descriptor; false when it is right. */
static bool check_one(const struct param *params, size_t at, const struct param_names *lists,
                      size_t list_count, char *why, size_t size)
{
    const struct param *param = &params[at];
    const char *fault = check_texts(param);
    if (fault == NULL)
        fault = check_kind(param);
    if (fault != NULL) {
        snprintf(why, size, "'%s': %s", param->key != NULL ? param->key : "", fault);
        return true;
    }
    for (size_t i = 0; i < at; i++)
        if (!is_missing(params[i].key) && text_distance(params[i].key, param->key) <= 1) {
            snprintf(why, size, "'%s': at most one edit away from '%s'", param->key, params[i].key);
            return true;
        }
    bool set = param->type == PARAM_SET;
    if (set && lists != NULL && !has_list(param, lists, list_count)) {
        snprintf(why, size, "'%s': no list '%s' of 1 to %d names", param->key, param->names,
                 CONF_MOST_NAMES);
        return true;
    }
    union field field;
    char expected[600] = "";
    if (param->fallback == NULL || (set && lists == NULL) ||
        param_parse(param, param->fallback, lists, list_count, &field, expected, sizeof expected))
        return false;
    snprintf(why, size, "'%s': the default is '%s', expected %s", param->key, param->fallback,
             expected);
    return true;
}

size_t param_check_all(const struct param *params, size_t count, const struct param_names *lists,
                       size_t list_count, char *why, size_t size)
{
    size_t faulty = 0;
    if (size > 0)
        why[0] = '\0';
    for (size_t i = 0; i < count; i++)
        faulty += check_one(params, i, lists, list_count, faulty == 0 ? why : NULL,
                            faulty == 0 ? size : 0);
    return faulty;
}
