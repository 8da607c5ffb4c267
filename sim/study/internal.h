/* SPDX-License-Identifier: MIT */
#ifndef LOFT_STUDY_INTERNAL_H
#define LOFT_STUDY_INTERNAL_H

#include "loft/study/study.h"

/* Parts of reading a scenario, shared by the files of this floor. */

enum { NAME_LISTS = 8 };

struct reader {
    struct study *study;
    struct report *report;
    const char *path;                     /* the file that was asked for */
    struct param_names lists[NAME_LISTS]; /* areas, sex, origin, status, ... */
    int list_count;
    bool has_scenario, has_place, has_preset;
    bool no_memory; /* something could not be read for lack of memory */
    /* policies as bound for the variant at hand */
    struct policy_params policies[POLICIES_MOST];
};

/* A section of `study_sections` by name. */
const struct param_section *study_section(const char *name);

/* Remember that memory ran out when a code says so; hands the code on. */
int reader_memory(struct reader *reader, int code);

/* Bind one section of `study_sections` under a prefix; variant NULL = base. */
int reader_bind(struct reader *reader, const char *variant, const char *prefix,
                const struct param_section *section, void *out, bool list);

/* study_tables.c: note the tables that a section's parameters name, with a checksum of each, in the
 * text of the scenario. */
void study_note_tables(struct reader *reader, const struct param_section *section,
                       const void *values);

/* Where a section of the scenario stands, for messages: file and line of its header; NULL and 0
 * when no file has it. `name` is dotted, "policy.cap70". */
const char *reader_where(const struct reader *reader, const char *name, int *line);

/* study_policies.c: read the presets of all policies (before anything is bound). */
void reader_presets(struct reader *reader);

/* Bind the policies that `enabled` names (bits) for a variant, with their levers. */
void reader_policies(struct reader *reader, struct variant *variant, const char *name,
                     uint64_t enabled);

/* Bind the levers of policies that no variant enables, so that they are checked all the same. */
void reader_idle_policies(struct reader *reader, uint64_t used);

/* Levers of a preset file that is checked on its own. */
void reader_preset_alone(struct reader *reader);

/* study_anatomy.c: the variants of `[study] anatomy`; after the cohorts' date is known. */
void study_make_anatomy(struct reader *reader);

/* study_lists.c: names of codes for tables and files. */
void study_make_lists(struct study *study);

void variant_free(struct variant *variant);

#endif
