/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_PARAMS_H
#define LOFT_MODEL_PARAMS_H

#include "loft/model/activation.h"
#include "loft/model/ageing.h"
#include "loft/model/attachment.h"
#include "loft/model/cycle.h"
#include "loft/model/benefits.h"
#include "loft/model/demand.h"
#include "loft/model/education.h"
#include "loft/model/family.h"
#include "loft/model/health.h"
#include "loft/model/hiring.h"
#include "loft/model/jobtojob.h"
#include "loft/model/ladder.h"
#include "loft/model/letting.h"
#include "loft/model/meetings.h"
#include "loft/model/migration.h"
#include "loft/model/moving.h"
#include "loft/model/reforms.h"
#include "loft/model/search.h"
#include "loft/model/separation.h"
#include "loft/model/student_jobs.h"
#include "loft/model/sickness.h"
#include "loft/model/ties.h"
#include "loft/world/event.h"

/* Processes that have their switch but are not built: they do nothing, and `loft check` says so. */
#define UNBUILT_PARAMS(P, S)                                                                       \
    P(S, FLAG, enabled, "1", "yes", NULL, NULL, NULL, "a switch", CHOICE, false,                   \
      "Not built yet: this process does nothing.")
struct unbuilt_params {
    UNBUILT_PARAMS(PARAM_FIELD, unbuilt_params)
};

/* Every parameter of the model, one member per section of the scenario file. Each behaviour's
 * header holds its own list; this table puts them together. M(section, MACRO, struct, text) */
#define MODEL_SECTIONS(M)                                                                          \
    M(search, SEARCH_PARAMS, search_params, "Looking for a job")                                   \
    M(hiring, HIRING_PARAMS, hiring_params, "Call-backs and hiring on finite job slots")           \
    M(attachment, ATTACHMENT_PARAMS, attachment_params, "Lasting differences between people")      \
    M(separation, SEPARATION_PARAMS, separation_params, "Losing or leaving a job")                 \
    M(jobtojob, JOBTOJOB_PARAMS, jobtojob_params, "Changing jobs")                                 \
    M(student_jobs, STUDENT_JOBS_PARAMS, student_jobs_params, "Jobs beside a course of study")     \
    M(activation, ACTIVATION_PARAMS, activation_params, "Programmes")                              \
    M(education, EDUCATION_PARAMS, education_params, "Education")                                  \
    M(health, HEALTH_PARAMS, health_params, "Sickness, clarification, pensions")                   \
    M(family, FAMILY_PARAMS, family_params, "Births, parental leave, couples, leaving home")       \
    M(ageing, AGEING_PARAMS, ageing_params, "Birthdays, retirement, death")                        \
    M(migration, MIGRATION_PARAMS, migration_params, "In and out of the municipality")             \
    M(moving, MOVING_PARAMS, moving_params, "Changes of dwelling")                                 \
    M(ties, TIES_PARAMS, ties_params, "Acquaintances")                                             \
    M(enterprise, UNBUILT_PARAMS, unbuilt_params, "Own firms")                                     \
    M(cycle, CYCLE_PARAMS, cycle_params, "The business cycle")                                     \
    M(reforms, REFORMS_PARAMS, reforms_params, "Dated changes of institutions")                    \
    M(meetings, MEETINGS_PARAMS, meetings_params, "Match groups assigned at meetings")             \
    M(demand, DEMAND_PARAMS, demand_params, "Job slots and commuters")                             \
    M(letting, LETTING_PARAMS, letting_params, "Who may have a dwelling")

struct params {
#define PARAMS_MEMBER(section, MACRO, type, text) struct type section;
    MODEL_SECTIONS(PARAMS_MEMBER)
#undef PARAMS_MEMBER
};

/* The descriptors of all sections, and their number. */
extern const struct param_section params_sections[];
extern const size_t params_section_count;

/* Whether a process is switched on, and whether it is built at all. */
bool params_enabled(const struct params *params, enum process process);
bool params_is_built(enum process process);

#endif
