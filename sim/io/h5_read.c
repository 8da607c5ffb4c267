/* SPDX-License-Identifier: MIT */
#include "h5.h"

#include "loft/base/mem.h"

#include <stdio.h>
#include <string.h>

static int read_fault(struct fault *fault, hid_t where, const char *name)
{
    return h5_fault(fault, LOFT_EFORMAT, where, name, "read");
}

hid_t h5_open(const char *path, struct fault *fault)
{
    if (fault->code != 0)
        return H5I_INVALID_HID;
    hid_t access = h5_access();
    hid_t file = access < 0 ? H5I_INVALID_HID : H5Fopen(path, H5F_ACC_RDONLY, access);
    if (file < 0)
        fault_set(fault, LOFT_EFORMAT, "'%s' is not an HDF5 file, or it is damaged", path);
    H5Pclose(access);
    return file;
}

/* H5Lexists wants every group on the way to exist. */
bool h5_has(hid_t where, const char *name)
{
    char part[160];
    if (snprintf(part, sizeof part, "%s", name) >= (int)sizeof part)
        return false;
    for (char *slash = strchr(part, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (H5Lexists(where, part, H5P_DEFAULT) <= 0)
            return false;
        *slash = '/';
    }
    return H5Lexists(where, part, H5P_DEFAULT) > 0 &&
           H5Oexists_by_name(where, part, H5P_DEFAULT) > 0;
}

hid_t h5_open_dataset(hid_t where, const char *name, struct fault *fault)
{
    if (fault->code != 0)
        return H5I_INVALID_HID;
    hid_t dataset = H5Dopen2(where, name, H5P_DEFAULT);
    if (dataset < 0)
        read_fault(fault, where, name);
    return dataset;
}

static int64_t point_count(hid_t dataset, int *rank)
{
    hid_t space = H5Dget_space(dataset);
    int64_t points = space < 0 ? -1 : (int64_t)H5Sget_simple_extent_npoints(space);
    *rank = space < 0 ? -1 : H5Sget_simple_extent_ndims(space);
    H5Sclose(space);
    return points;
}

int64_t h5_length(hid_t dataset, int64_t largest, struct fault *fault)
{
    int rank = -1;
    if (fault->code != 0)
        return -1;
    int64_t points = point_count(dataset, &rank);
    if (rank != 1 || points < 0 || points > largest) {
        read_fault(fault, dataset, "");
        return -1;
    }
    return points;
}

int h5_read(hid_t dataset, enum h5_type memory, int64_t count, void *values, struct fault *fault)
{
    int rank = -1;
    if (fault->code != 0)
        return fault->code;
    hid_t type = H5Dget_type(dataset);
    H5T_class_t class = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    bool fits = class == (memory == H5_F64 ? H5T_FLOAT : H5T_INTEGER);
    H5Tclose(type);
    if (!fits || point_count(dataset, &rank) != count ||
        H5Dread(dataset, h5_memory(memory), H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0)
        return read_fault(fault, dataset, "");
    return 0;
}

/* True when a type in the file is text of any length, the only kind that we write. */
static bool is_text(hid_t type)
{
    return type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0;
}

/* Copy HDF5's strings into our own; a missing one is damage. */
static int copy_texts(hid_t dataset, char *const *raw, int64_t count, char **values,
                      struct fault *fault)
{
    for (int64_t i = 0; i < count; i++) {
        if (raw[i] == NULL)
            return read_fault(fault, dataset, "");
        values[i] = mem_string(raw[i]);
        if (values[i] == NULL)
            return fault_set(fault, LOFT_ENOMEM, "out of memory while reading a result file");
    }
    return 0;
}

int h5_read_texts(hid_t dataset, int64_t count, char **values, struct fault *fault)
{
    int rank = -1;
    if (fault->code != 0)
        return fault->code;
    hid_t stored = H5Dget_type(dataset), type = h5_text_type(), space = H5Dget_space(dataset);
    char **raw = mem_new((size_t)count, sizeof *raw);
    if (raw == NULL)
        fault_set(fault, LOFT_ENOMEM, "out of memory while reading a result file");
    else if (!is_text(stored) || point_count(dataset, &rank) != count ||
             H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw) < 0)
        read_fault(fault, dataset, "");
    else
        copy_texts(dataset, raw, count, values, fault);
    if (raw != NULL && count > 0)
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw);
    mem_free(raw);
    H5Sclose(space);
    H5Tclose(type);
    H5Tclose(stored);
    return fault->code;
}

char *h5_read_text(hid_t where, const char *name, struct fault *fault)
{
    char *text = NULL;
    hid_t dataset = h5_open_dataset(where, name, fault);
    if (h5_read_texts(dataset, 1, &text, fault) != 0) {
        mem_free(text);
        text = NULL;
    }
    h5_close(dataset);
    return text;
}

char *h5_attribute(hid_t where, const char *object, const char *name, struct fault *fault)
{
    char *raw = NULL, *text = NULL;
    if (fault->code != 0)
        return NULL;
    hid_t attribute = H5Aopen_by_name(where, object, name, H5P_DEFAULT, H5P_DEFAULT);
    hid_t type = attribute < 0 ? H5I_INVALID_HID : H5Aget_type(attribute);
    hid_t space = attribute < 0 ? H5I_INVALID_HID : H5Aget_space(attribute);
    if (is_text(type) && H5Sget_simple_extent_npoints(space) == 1) {
        hid_t memory = h5_text_type();
        if (H5Aread(attribute, memory, &raw) >= 0 && raw != NULL) {
            text = mem_string(raw);
            if (text == NULL)
                fault_set(fault, LOFT_ENOMEM, "out of memory while reading a result file");
        }
        if (raw != NULL)
            H5Dvlen_reclaim(memory, space, H5P_DEFAULT, &raw);
        H5Tclose(memory);
    }
    if (text == NULL)
        read_fault(fault, where, name);
    H5Sclose(space);
    H5Tclose(type);
    if (attribute >= 0)
        H5Aclose(attribute);
    return text;
}
