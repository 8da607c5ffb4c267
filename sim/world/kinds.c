/* SPDX-License-Identifier: MIT */
#include "loft/world/kinds.h"

#include <string.h>

#define ID(NAME, id, en, da) #id,
#define ENGLISH(NAME, id, en, da) en,
#define DANISH(NAME, id, en, da) da,
#define KIND(variable, LIST, text)                                                                 \
    static const char *const variable##_ids[] = {LIST(ID)};                                        \
    static const char *const variable##_english[] = {LIST(ENGLISH)};                               \
    static const char *const variable##_danish[] = {LIST(DANISH)};                                 \
    const struct kind variable = {text, variable##_ids, variable##_english, variable##_danish,     \
                                  sizeof variable##_ids / sizeof *variable##_ids};

KIND(kind_status, STATUS_LIST, "status")
KIND(kind_sex, SEX_LIST, "sex")
KIND(kind_origin, ORIGIN_LIST, "origin")
KIND(kind_education, EDUCATION_LIST, "education")
KIND(kind_tenure, TENURE_LIST, "tenure")
KIND(kind_channel, CHANNEL_LIST, "channel")
KIND(kind_age_band, AGE_BAND_LIST, "age_band")
KIND(kind_match_group, MATCH_GROUP_LIST, "match_group")
KIND(kind_employment, EMPLOYMENT_LIST, "definition")

int kind_find(const struct kind *kind, const char *id)
{
    for (size_t i = 0; i < kind->count; i++)
        if (strcmp(kind->ids[i], id) == 0)
            return (int)i;
    return -1;
}

enum age_band kind_age_band_of(int years)
{
    static const int from[AGE_BANDS] = {0, 18, 25, 30, 40, 50, 60, 65};
    int band = AGE_BANDS - 1;
    while (band > 0 && years < from[band])
        band--;
    return (enum age_band)band;
}

bool kind_is_benefit(enum status status)
{
    switch (status) {
    case STATUS_EMPLOYED:
    case STATUS_SELF_EMPLOYED:
    case STATUS_EDUCATION:
    case STATUS_APPRENTICESHIP:
    case STATUS_SELF_SUPPORTED:
    case STATUS_CHILD:
        return false;
    default:
        return true;
    }
}

unsigned kind_employment_bits(enum status status, int hours)
{
    unsigned bits = 0;
    if (hours >= 1)
        bits |= 1u << EMPLOYMENT_E1;
    if (hours >= 20)
        bits |= 1u << EMPLOYMENT_E2;
    if (hours >= 1 && !kind_is_benefit(status))
        bits |= 1u << EMPLOYMENT_E3;
    if (hours >= 20 || status == STATUS_EDUCATION || status == STATUS_APPRENTICESHIP)
        bits |= 1u << EMPLOYMENT_E4;
    if (status == STATUS_DISABILITY_PENSION || status == STATUS_PENSION ||
        status == STATUS_FLEXJOB || status == STATUS_SHELTERED_JOB)
        bits |= 1u << EMPLOYMENT_E5;
    return bits;
}
