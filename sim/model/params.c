/* SPDX-License-Identifier: MIT */
#include "loft/model/params.h"

#include <string.h>

#define SECTION_ARRAY(section, MACRO, type, text)                                                  \
    static const struct param section##_rows[] = {MACRO(PARAM_ROW, type)};
MODEL_SECTIONS(SECTION_ARRAY)

const struct param_section params_sections[] = {
#define SECTION_ROW(section, MACRO, type, words)                                                   \
    {.name = #section,                                                                             \
     .text = words,                                                                                \
     .params = section##_rows,                                                                     \
     .count = sizeof section##_rows / sizeof *section##_rows,                                      \
     .offset = offsetof(struct params, section)},
    MODEL_SECTIONS(SECTION_ROW)};
const size_t params_section_count = sizeof params_sections / sizeof *params_sections;

bool params_enabled(const struct params *params, enum process process)
{
    switch (process) {
#define ENABLED(NAME, id, text)                                                                    \
    case PROCESS_##NAME:                                                                           \
        return params->id.enabled != 0;
        PROCESS_LIST(ENABLED)
    default:
        return false;
    }
}

bool params_is_built(enum process process)
{
    for (size_t i = 0; i < params_section_count; i++)
        if (strcmp(params_sections[i].name, process_ids[process]) == 0)
            return params_sections[i].count > 1; /* more than the switch */
    return false;
}
