/* SPDX-License-Identifier: MIT */
#include "result_parts.h"

#include "loft/base/build.h"
#include "loft/base/date.h"
#include "loft/base/mem.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { TABLE_CHUNK = 8192, PEOPLE_CHUNK = 32768, SERIES_BYTES = 1 << 20 };

/* A column of a group that grows. */
struct field {
    const char *name;
    enum h5_type stored, memory; /* `stored` is chosen by the list where there is one */
    size_t offset;
    bool common;
    const char *list, *unit, *text, *comment; /* list, comment may be NULL */
    int64_t low, high;                        /* both 0: any */
};

#define PERSON(member) offsetof(struct outcome_person, member), false
#define SPELL(member) offsetof(struct outcome_spell, member), false
#define OUTCOME(member) offsetof(struct outcome, member), true

static const struct field person_fields[] = {
    {"key", H5_U64, H5_U64, PERSON(key), NULL, "1", "identity of the person",
     "the same in all variants and replicates", 0, 0},
    {"variant", H5_I8, H5_I32, OUTCOME(variant), "variant", "1", "variant", NULL, 0, 0},
    {"replicate", H5_I32, H5_I32, OUTCOME(replicate), NULL, "1", "replicate", NULL, 0, 0},
    {"birth_week", H5_I16, H5_I16, PERSON(birth_week), NULL, "week", "week of birth",
     "weeks after Monday 1900-01-01", 0, 0},
    {"sex", H5_I8, H5_U8, PERSON(sex), "sex", "1", "sex", NULL, 0, 0},
    {"origin", H5_I8, H5_U8, PERSON(origin), "origin", "1", "origin", NULL, 0, 0},
    {"spell_count", H5_I32, H5_I32, PERSON(spell_count), NULL, "1",
     "number of spells of the person", "they follow those of the person before", 0, 0},
};

static const struct field spell_fields[] = {
    {"start", H5_I16, H5_I16, SPELL(start), NULL, "week", "first week of the spell",
     "index of the coordinate week, 0 = the first", 0, 0},
    {"end", H5_I16, H5_I16, SPELL(end), NULL, "week", "last week of the spell",
     "index of the coordinate week; the spell includes it", 0, 0},
    {"status", H5_I8, H5_U8, SPELL(status), "status", "1", "main status", NULL, 0, 0},
    {"area", H5_I8, H5_U8, SPELL(area), "area", "1", "area of residence", NULL, 0, 0},
    {"hours", H5_I16, H5_U8, SPELL(hours), NULL, "hour week-1", "ordinary weekly hours", NULL, 0,
     0},
};

static int no_memory(struct fault *fault)
{
    return fault_set(fault, LOFT_ENOMEM, "out of memory while writing a result file");
}

static const struct frame_list *need_list(const struct result_head *head, const char *id,
                                          struct fault *fault)
{
    const struct frame_list *list = frame_find_list(head->lists, head->list_count, id);
    if (list == NULL)
        fault_set(fault, LOFT_ELAW, "result file: no list of names for '%s'", id);
    return list;
}

/* ---- codes ---- */

static enum h5_type code_type(int count)
{
    return count <= 127 ? H5_I8 : count <= 32767 ? H5_I16 : H5_I32;
}

/* flag_meanings: ids between single spaces; a space inside an id becomes an underscore. */
static char *join_names(const struct frame_list *list)
{
    size_t bytes = 1, at = 0;
    for (int i = 0; i < list->count; i++)
        bytes += strlen(list->names[i]) + 1;
    char *text = mem_new(bytes, 1);
    for (int i = 0; text != NULL && i < list->count; i++) {
        if (i > 0)
            text[at++] = ' ';
        for (const char *from = list->names[i]; *from != '\0'; from++)
            text[at++] = *from == ' ' ? '_' : *from;
    }
    return text;
}

static int put_flags(hid_t dataset, enum h5_type type, const struct frame_list *list,
                     struct fault *fault)
{
    char *meanings = join_names(list);
    int64_t *values = mem_new((size_t)list->count, sizeof *values);
    if (meanings == NULL || values == NULL) {
        no_memory(fault);
    } else if (list->count > 0) {
        for (int i = 0; i < list->count; i++)
            values[i] = i;
        h5_attribute_numbers(dataset, "flag_values", type, values, list->count, fault);
        h5_attribute_text(dataset, "flag_meanings", meanings, fault);
    }
    mem_free(values);
    mem_free(meanings);
    return fault->code;
}

/* ---- strings ---- */

/* A dataset of strings along one axis. A scale (`axis` NULL) stays open and is returned. */
static hid_t put_texts(hid_t where, const char *name, const char *const *values, int count,
                       struct h5_scale *axis, const char *text, struct fault *fault)
{
    struct h5_shape shape = {.type = H5_TEXT,
                             .rank = 1,
                             .length = {(hsize_t)count},
                             .axes = {axis},
                             .text = text,
                             .unit = "1"};
    hid_t dataset = h5_dataset(where, name, &shape, fault);
    if (count > 0)
        h5_write(dataset, H5_TEXT, values, fault);
    if (axis == NULL)
        return dataset;
    h5_done(dataset, fault);
    return H5I_INVALID_HID;
}

static void put_text(hid_t where, const char *name, const char *value, const char *text,
                     struct fault *fault)
{
    struct h5_shape shape = {.type = H5_TEXT, .text = text, .unit = "1"};
    hid_t dataset = h5_dataset(where, name, &shape, fault);
    h5_write(dataset, H5_TEXT, &value, fault);
    h5_done(dataset, fault);
}

/* ---- coordinates ---- */

static void put_names(struct result *result, int axis, const char *name, const char *const *values,
                      int count, const char *text, struct fault *fault)
{
    hid_t dataset = put_texts(result->file, name, values, count, NULL, text, fault);
    h5_scale_of(&result->axes[axis], dataset, count, fault);
}

static hid_t put_count(struct result *result, int axis, const char *name, int32_t count,
                       int32_t step, const char *text, const char *unit, struct fault *fault)
{
    struct h5_shape shape = {
        .type = H5_I32, .rank = 1, .length = {(hsize_t)count}, .text = text, .unit = unit};
    hid_t dataset = h5_dataset(result->file, name, &shape, fault);
    int32_t *values = mem_new((size_t)count, sizeof *values);
    if (values == NULL)
        no_memory(fault);
    for (int32_t i = 0; values != NULL && i < count; i++)
        values[i] = i * step;
    h5_write(dataset, H5_I32, values, fault);
    mem_free(values);
    h5_scale_of(&result->axes[axis], dataset, count, fault);
    return dataset;
}

static void lay_coordinates(struct result *result, const struct result_head *head,
                            struct fault *fault)
{
    const struct frame_list *areas = need_list(head, "area", fault);
    const struct frame_list *statuses = need_list(head, "status", fault);
    if (fault->code != 0)
        return;
    char unit[40] = "days since ";
    date_format(head->start_day, unit + strlen(unit));
    put_names(result, RESULT_VARIANT, "variant", head->variants, head->variant_count,
              "variant of the scenario", fault);
    put_count(result, RESULT_REPLICATE, "replicate", head->replicates, 1,
              "replicate: the same luck in every variant", "1", fault);
    hid_t week =
        put_count(result, RESULT_WEEK, "week", head->weeks, 7, "Monday of the week", unit, fault);
    h5_attribute_text(week, "calendar", "proleptic_gregorian", fault);
    h5_attribute_text(week, "standard_name", "time", fault);
    h5_attribute_text(week, "axis", "T", fault);
    put_names(result, RESULT_AREA, "area", areas->names, areas->count,
              "area of residence; declared sums are listed beside their parts", fault);
    put_names(result, RESULT_STATUS, "status", statuses->names, statuses->count, "main status",
              fault);
}

static void lay_series(struct result *result, struct fault *fault)
{
    struct h5_shape shape = {.type = H5_I32,
                             .rank = RESULT_AXES,
                             .text = "persons by week, area and main status, all ages",
                             .unit = "person"};
    hid_t series = h5_group(result->file, "series", fault);
    for (int i = 0; i < RESULT_AXES; i++) {
        shape.axes[i] = &result->axes[i];
        shape.length[i] = shape.chunk[i] = (hsize_t)result->axes[i].length;
    }
    shape.chunk[RESULT_VARIANT] = shape.chunk[RESULT_REPLICATE] = 1;
    hsize_t week = shape.length[RESULT_AREA] * shape.length[RESULT_STATUS] * sizeof(int32_t);
    while (shape.chunk[RESULT_WEEK] > 1 && shape.chunk[RESULT_WEEK] * week > SERIES_BYTES)
        shape.chunk[RESULT_WEEK] = (shape.chunk[RESULT_WEEK] + 1) / 2;
    result->persons = h5_dataset(series, "persons", &shape, fault);
    h5_done(series, fault);
}

/* ---- groups that grow ---- */

static void lay_column(struct result_group *group, hid_t where, const struct result_head *head,
                       const struct field *field, hsize_t chunk, struct fault *fault)
{
    const struct frame_list *list =
        field->list == NULL ? NULL : need_list(head, field->list, fault);
    struct h5_shape shape = {.type = list == NULL ? field->stored : code_type(list->count),
                             .rank = 1,
                             .chunk = {chunk},
                             .grows = true,
                             .axes = {&group->row},
                             .text = field->text,
                             .unit = list == NULL ? field->unit : "1"};
    struct result_column *column = &group->columns[group->column_count++];
    *column = (struct result_column){.dataset = h5_dataset(where, field->name, &shape, fault),
                                     .memory = field->memory,
                                     .offset = field->offset,
                                     .common = field->common,
                                     .checked = field->low != 0 || field->high != 0,
                                     .low = field->low,
                                     .high = field->high};
    if (list != NULL) {
        column->checked = true;
        column->high = list->count - 1;
        put_flags(column->dataset, shape.type, list, fault);
    }
    if (field->comment != NULL)
        h5_attribute_text(column->dataset, "comment", field->comment, fault);
}

static int open_columns(struct result_group *group, hid_t where, const char *row, int count,
                        struct fault *fault)
{
    group->columns = mem_new((size_t)count, sizeof *group->columns);
    if (group->columns == NULL)
        return no_memory(fault);
    return h5_scale_bare(&group->row, where, row, 0, true, fault);
}

static void lay_people(struct result *result, const struct result_head *head, struct fault *fault)
{
    enum { PERSONS = sizeof person_fields / sizeof *person_fields };
    enum { SPELLS = sizeof spell_fields / sizeof *spell_fields };
    hid_t person = h5_group(result->file, "person", fault);
    hid_t spell = h5_group(result->file, "spell", fault);
    h5_attribute_text(person, "title", "one row a person, ordered by variant, replicate and key",
                      fault);
    h5_attribute_text(spell, "title", "stretches of weeks with one status, area and hours", fault);
    if (open_columns(&result->people, person, "person", PERSONS, fault) == 0)
        for (int i = 0; i < PERSONS; i++)
            lay_column(&result->people, person, head, &person_fields[i], PEOPLE_CHUNK, fault);
    if (open_columns(&result->spells, spell, "spell", SPELLS, fault) == 0)
        for (int i = 0; i < SPELLS; i++)
            lay_column(&result->spells, spell, head, &spell_fields[i], PEOPLE_CHUNK, fault);
    if (fault->code == 0)
        h5_attribute_text(result->people.columns[PERSONS - 1].dataset, "sample_dimension",
                          "/spell/spell", fault);
    h5_done(spell, fault);
    h5_done(person, fault);
}

/* How a column of a table lies in the file; false for text, which is only printed. */
static bool table_field(const struct frame_column *column, int index, struct field *field)
{
    *field = (struct field){.name = column->name,
                            .stored = H5_I64,
                            .memory = H5_I64,
                            .offset = (size_t)index * sizeof(union frame_cell),
                            .unit = column->unit != NULL ? column->unit : "1",
                            .text = column->text != NULL ? column->text : column->name};
    switch (column->type) {
    case FRAME_CODE:
        field->list = column->list;
        return column->list != NULL;
    case FRAME_COUNT:
        break;
    case FRAME_REAL:
        field->stored = field->memory = H5_F64;
        break;
    case FRAME_DAY:
        field->stored = H5_I32;
        field->low = INT32_MIN;
        field->high = INT32_MAX;
        field->unit = "days since 1970-01-01";
        break;
    case FRAME_YEAR:
        field->stored = H5_I16;
        field->high = INT16_MAX;
        field->comment = "calendar year of the week's Monday; 0 = all years together";
        break;
    case FRAME_TEXT:
        return false;
    }
    return true;
}

static void lay_table(struct result_group *table, hid_t where, const struct result_head *head,
                      const struct frame_info *info, struct fault *fault)
{
    hid_t group = h5_group(where, info->name, fault);
    h5_attribute_text(group, "title", info->text, fault);
    h5_attribute_text(group, "title_da", info->danish, fault);
    h5_attribute_text(group, "calibration", head->calibration, fault);
    table->info = info;
    open_columns(table, group, "row", info->column_count, fault);
    for (int i = 0; fault->code == 0 && i < info->column_count; i++) {
        const struct frame_column *column = &info->columns[i];
        struct field field;
        if (!table_field(column, i, &field)) {
            fault_set(fault, LOFT_ELAW, "result file: column '%s.%s' cannot be stored", info->name,
                      column->name);
            break;
        }
        lay_column(table, group, head, &field, TABLE_CHUNK, fault);
        if (column->type == FRAME_DAY)
            h5_attribute_text(table->columns[i].dataset, "calendar", "proleptic_gregorian", fault);
    }
    h5_done(group, fault);
}

static void lay_tables(struct result *result, const struct result_head *head, struct fault *fault)
{
    hid_t group = h5_group(result->file, "table", fault);
    result->tables = mem_new((size_t)head->info_count, sizeof *result->tables);
    if (result->tables == NULL)
        no_memory(fault);
    for (int i = 0; fault->code == 0 && i < head->info_count; i++) {
        result->table_count++;
        lay_table(&result->tables[i], group, head, head->infos[i], fault);
    }
    h5_done(group, fault);
}

/* ---- what the file is about ---- */

static void lay_lists(hid_t provenance, const struct result_head *head, struct fault *fault)
{
    hid_t group = h5_group(provenance, "lists", fault);
    h5_attribute_text(group, "title", "the names that codes stand for, by code", fault);
    for (int i = 0; fault->code == 0 && i < head->list_count; i++) {
        const struct frame_list *list = &head->lists[i];
        struct h5_scale axis;
        char label[80];
        snprintf(label, sizeof label, "%s_label", list->id);
        hid_t names = put_texts(group, list->id, list->names, list->count, NULL, "id", fault);
        h5_scale_of(&axis, names, list->count, fault);
        put_texts(group, label, list->labels, list->count, &axis, "label", fault);
        h5_scale_finish(&axis, fault);
    }
    h5_done(group, fault);
}

static void lay_provenance(struct result *result, const struct result_head *head,
                           struct fault *fault)
{
    hid_t group = h5_group(result->file, "provenance", fault);
    put_text(group, "scenario", head->scenario, "all scenario files and settings", fault);
    struct h5_shape number = {.type = H5_U64, .text = "seed of all random draws", .unit = "1"};
    hid_t seed = h5_dataset(group, "seed", &number, fault);
    h5_write(seed, H5_U64, &head->seed, fault);
    h5_done(seed, fault);
    put_text(group, "version", build_version(), "version of loft", fault);
    put_text(group, "revision", build_revision(), "revision of loft's sources", fault);
    lay_lists(group, head, fault);
    h5_done(group, fault);
}

static void lay_parameters(struct result *result, const struct result_head *head,
                           struct fault *fault)
{
    static const struct {
        const char *name, *text;
        size_t offset;
    } columns[] = {
        {"key", "parameter", offsetof(struct result_parameter, key)},
        {"value", "effective value", offsetof(struct result_parameter, value)},
        {"unit", "unit of the value", offsetof(struct result_parameter, unit)},
        {"source", "where the value comes from", offsetof(struct result_parameter, source)},
        {"grade", "grade of the evidence", offsetof(struct result_parameter, grade)},
        {"set_at", "file and line that set it", offsetof(struct result_parameter, set_at)},
    };
    hid_t group = h5_group(result->file, "parameters", fault);
    struct h5_scale axis;
    const char **values = mem_new((size_t)head->parameter_count, sizeof *values);
    if (values == NULL)
        no_memory(fault);
    h5_scale_bare(&axis, group, "parameter", head->parameter_count, false, fault);
    for (size_t c = 0; fault->code == 0 && c < sizeof columns / sizeof *columns; c++) {
        for (int i = 0; i < head->parameter_count; i++) {
            const char *row = (const char *)&head->parameters[i];
            memcpy(&values[i], row + columns[c].offset, sizeof *values);
            if (values[i] == NULL)
                values[i] = "";
        }
        put_texts(group, columns[c].name, values, head->parameter_count, &axis, columns[c].text,
                  fault);
    }
    h5_scale_finish(&axis, fault);
    h5_done(group, fault);
    mem_free(values);
}

static void put_attributes(hid_t file, const struct result_head *head, struct fault *fault)
{
    char source[80];
    snprintf(source, sizeof source, "loft %s", build_version());
    h5_attribute_text(file, "Conventions", "CF-1.8", fault);
    h5_attribute_text(file, "title", head->title, fault);
    h5_attribute_text(file, "source", source, fault);
    h5_attribute_text(file, "calibration", head->calibration, fault);
    h5_attribute_text(file, "place", head->place, fault);
    h5_attribute_text(file, "loft_format", RESULT_FORMAT, fault);
}

int result_lay_out(struct result *result, const struct result_head *head, struct fault *fault)
{
    need_list(head, "variant", fault);
    put_attributes(result->file, head, fault);
    lay_coordinates(result, head, fault);
    lay_series(result, fault);
    lay_tables(result, head, fault);
    lay_people(result, head, fault);
    lay_parameters(result, head, fault);
    lay_provenance(result, head, fault);
    return fault->code;
}
