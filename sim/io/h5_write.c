/* SPDX-License-Identifier: MIT */
#include "h5.h"

#include "loft/base/mem.h"

#include <stdio.h>
#include <string.h>

enum { DEFLATE_LEVEL = 4 };

/* A new type, to be closed: what HDF5's dimension scales call a string. */
static hid_t word_type(size_t size)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 && H5Tset_size(type, size) < 0) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

static int write_fault(struct fault *fault, hid_t where, const char *name)
{
    return h5_fault(fault, LOFT_EFILE, where, name, "write");
}

static bool set_order(hid_t list)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    return list >= 0 && H5Pset_link_creation_order(list, order) >= 0 &&
           H5Pset_attr_creation_order(list, order) >= 0 && H5Pset_obj_track_times(list, false) >= 0;
}

hid_t h5_create(const char *path, struct fault *fault)
{
    hid_t file = H5I_INVALID_HID;
    if (fault->code != 0)
        return file;
    hid_t access = h5_access();
    hid_t create = H5Pcreate(H5P_FILE_CREATE);
    if (access >= 0 && set_order(create))
        file = H5Fcreate(path, H5F_ACC_TRUNC, create, access);
    if (file < 0) {
        char reason[80];
        fault_set(fault, LOFT_EFILE, "cannot create '%s'%s", path, h5_reason(reason));
    }
    H5Pclose(create);
    H5Pclose(access);
    return file;
}

hid_t h5_group(hid_t where, const char *name, struct fault *fault)
{
    hid_t group = H5I_INVALID_HID;
    if (fault->code != 0)
        return group;
    hid_t create = H5Pcreate(H5P_GROUP_CREATE);
    if (set_order(create))
        group = H5Gcreate2(where, name, H5P_DEFAULT, create, H5P_DEFAULT);
    if (group < 0)
        write_fault(fault, where, name);
    H5Pclose(create);
    return group;
}

/* Write one attribute; takes over `type` (in the file), `memory` and `space`. */
static int write_attribute(hid_t object, const char *name, hid_t type, hid_t memory, hid_t space,
                           const void *values, struct fault *fault)
{
    hid_t attribute = H5I_INVALID_HID;
    if (type >= 0 && memory >= 0 && space >= 0)
        attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0 || H5Awrite(attribute, memory, values) < 0)
        write_fault(fault, object, name);
    if (attribute >= 0 && H5Aclose(attribute) < 0)
        write_fault(fault, object, name);
    H5Tclose(type);
    H5Tclose(memory);
    H5Sclose(space);
    return fault->code;
}

int h5_attribute_text(hid_t object, const char *name, const char *value, struct fault *fault)
{
    if (fault->code != 0)
        return fault->code;
    return write_attribute(object, name, h5_text_type(), h5_text_type(), H5Screate(H5S_SCALAR),
                           &value, fault);
}

int h5_attribute_numbers(hid_t object, const char *name, enum h5_type type, const int64_t *values,
                         int count, struct fault *fault)
{
    if (fault->code != 0 || count <= 0)
        return fault->code;
    hsize_t length = (hsize_t)count;
    return write_attribute(object, name, H5Tcopy(h5_stored(type)), H5Tcopy(H5T_NATIVE_INT64),
                           H5Screate_simple(1, &length, NULL), values, fault);
}

static int attribute_word(hid_t object, const char *name, const char *value, struct fault *fault)
{
    if (fault->code != 0)
        return fault->code;
    size_t size = strlen(value) + 1;
    return write_attribute(object, name, word_type(size), word_type(size), H5Screate(H5S_SCALAR),
                           value, fault);
}

/* Creation properties: fixed order, no times, chunks; a zero or unlimited axis needs chunks. */
static hid_t creation_list(const struct h5_shape *shape)
{
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    bool good = list >= 0 && H5Pset_attr_creation_order(list, order) >= 0 &&
                H5Pset_obj_track_times(list, false) >= 0;
    if (good && shape->rank > 0 && shape->chunk[0] > 0) {
        good = H5Pset_chunk(list, shape->rank, shape->chunk) >= 0;
        if (shape->type != H5_TEXT)
            good = good && H5Pset_shuffle(list) >= 0 && H5Pset_deflate(list, DEFLATE_LEVEL) >= 0;
    }
    if (good)
        return list;
    H5Pclose(list);
    return H5I_INVALID_HID;
}

/* Access properties: room for a few chunks, so that hundreds of open columns stay small. */
static hid_t cache_list(const struct h5_shape *shape)
{
    hid_t list = H5Pcreate(H5P_DATASET_ACCESS);
    size_t bytes = h5_size(shape->type);
    for (int i = 0; i < shape->rank; i++)
        bytes *= shape->chunk[i] > 0 ? (size_t)shape->chunk[i] : 1;
    if (list >= 0 && H5Pset_chunk_cache(list, 53, 4 * bytes, 1.0) < 0) {
        H5Pclose(list);
        return H5I_INVALID_HID;
    }
    return list;
}

static hid_t make_dataset(hid_t where, const char *name, const struct h5_shape *shape)
{
    hsize_t most[H5_RANK_MOST];
    memcpy(most, shape->length, sizeof most);
    if (shape->grows)
        most[0] = H5S_UNLIMITED;
    hid_t space = shape->rank == 0 ? H5Screate(H5S_SCALAR)
                                   : H5Screate_simple(shape->rank, shape->length, most);
    hid_t type = shape->type == H5_TEXT ? h5_text_type() : H5Tcopy(h5_stored(shape->type));
    hid_t create = creation_list(shape), cache = cache_list(shape);
    hid_t dataset = H5I_INVALID_HID;
    if (space >= 0 && type >= 0 && create >= 0 && cache >= 0)
        dataset = H5Dcreate2(where, name, type, space, H5P_DEFAULT, create, cache);
    H5Pclose(cache);
    H5Pclose(create);
    H5Tclose(type);
    H5Sclose(space);
    return dataset;
}

/* Name the axes, and let each scale know. By hand rather than by H5DSattach_scale, which rewrites
 * the scale's list at every call and leaves undefined bytes in it. */
static int name_axes(hid_t dataset, const struct h5_shape *shape, struct fault *fault)
{
    hobj_ref_t refs[H5_RANK_MOST] = {0};
    hvl_t lists[H5_RANK_MOST];
    for (int i = 0; i < shape->rank; i++) {
        struct h5_scale *scale = shape->axes[i];
        struct h5_use use = {.axis = i};
        if (H5Rcreate(&refs[i], scale->dataset, ".", H5R_OBJECT, H5I_INVALID_HID) < 0 ||
            H5Rcreate(&use.dataset, dataset, ".", H5R_OBJECT, H5I_INVALID_HID) < 0)
            return write_fault(fault, dataset, "DIMENSION_LIST");
        if (mem_vec_reserve((void **)&scale->uses, &scale->use_room, scale->use_count + 1,
                            sizeof use) != 0)
            return fault_set(fault, LOFT_ENOMEM, "out of memory while writing a result file");
        scale->uses[scale->use_count++] = use;
        lists[i] = (hvl_t){.len = 1, .p = &refs[i]};
    }
    hsize_t rank = (hsize_t)shape->rank;
    return write_attribute(dataset, "DIMENSION_LIST", H5Tvlen_create(H5T_STD_REF_OBJ),
                           H5Tvlen_create(H5T_STD_REF_OBJ), H5Screate_simple(1, &rank, NULL), lists,
                           fault);
}

hid_t h5_dataset(hid_t where, const char *name, const struct h5_shape *asked, struct fault *fault)
{
    struct h5_shape shape = *asked;
    if (fault->code != 0)
        return H5I_INVALID_HID;
    if (shape.rank == 1 && shape.length[0] == 0)
        shape.grows = true;
    if (shape.grows && shape.chunk[0] == 0)
        shape.chunk[0] = 64;
    hid_t dataset = make_dataset(where, name, &shape);
    if (dataset < 0) {
        write_fault(fault, where, name);
        return dataset;
    }
    if (shape.rank > 0 && shape.axes[0] != NULL)
        name_axes(dataset, &shape, fault);
    h5_attribute_text(dataset, "long_name", shape.text, fault);
    h5_attribute_text(dataset, "units", shape.unit, fault);
    return dataset;
}

int h5_done(hid_t object, struct fault *fault)
{
    if (object >= 0 && fault->code != 0)
        H5Oclose(object);
    else if (object >= 0 && H5Oclose(object) < 0)
        fault_set(fault, LOFT_EFILE, "result file: cannot finish a dataset");
    return fault->code;
}

/* Write a value or block; takes over both spaces. */
static int write_part(hid_t dataset, enum h5_type memory, hid_t space, hid_t part,
                      const void *values, struct fault *fault)
{
    hid_t type = memory == H5_TEXT ? h5_text_type() : H5Tcopy(h5_memory(memory));
    if (type < 0 || space < 0 || part < 0 ||
        H5Dwrite(dataset, type, space, part, H5P_DEFAULT, values) < 0)
        write_fault(fault, dataset, "");
    if (space != H5S_ALL)
        H5Sclose(space);
    if (part != H5S_ALL)
        H5Sclose(part);
    H5Tclose(type);
    return fault->code;
}

int h5_write(hid_t dataset, enum h5_type memory, const void *values, struct fault *fault)
{
    if (fault->code != 0)
        return fault->code;
    return write_part(dataset, memory, H5S_ALL, H5S_ALL, values, fault);
}

int h5_write_block(hid_t dataset, enum h5_type memory, const hsize_t *start, const hsize_t *length,
                   const void *values, struct fault *fault)
{
    if (fault->code != 0)
        return fault->code;
    hid_t part = H5Dget_space(dataset);
    int rank = H5Sget_simple_extent_ndims(part);
    if (rank < 1 || H5Sselect_hyperslab(part, H5S_SELECT_SET, start, NULL, length, NULL) < 0) {
        H5Sclose(part);
        return write_fault(fault, dataset, "");
    }
    return write_part(dataset, memory, H5Screate_simple(rank, length, NULL), part, values, fault);
}

int h5_append(hid_t dataset, enum h5_type memory, int64_t start, int64_t count, const void *values,
              struct fault *fault)
{
    hsize_t at = (hsize_t)start, length = (hsize_t)count, end = at + length;
    if (fault->code != 0 || count == 0)
        return fault->code;
    if (H5Dset_extent(dataset, &end) < 0)
        return write_fault(fault, dataset, "");
    return h5_write_block(dataset, memory, &at, &length, values, fault);
}

int h5_scale_of(struct h5_scale *scale, hid_t dataset, int64_t length, struct fault *fault)
{
    char path[160], *name = path;
    *scale = (struct h5_scale){.dataset = dataset, .length = length};
    if (fault->code != 0)
        return fault->code;
    if (H5Iget_name(dataset, path, sizeof path) <= 0)
        return write_fault(fault, dataset, "NAME");
    name = strrchr(path, '/');
    attribute_word(dataset, "CLASS", "DIMENSION_SCALE", fault);
    return attribute_word(dataset, "NAME", name != NULL ? name + 1 : path, fault);
}

int h5_scale_bare(struct h5_scale *scale, hid_t where, const char *name, int64_t length, bool grows,
                  struct fault *fault)
{
    struct h5_shape shape = {.type = H5_F32,
                             .rank = 1,
                             .length = {(hsize_t)length},
                             .grows = grows,
                             .text = "dimension without coordinates",
                             .unit = "1"};
    hid_t dataset = h5_dataset(where, name, &shape, fault);
    *scale = (struct h5_scale){.dataset = dataset, .bare = true, .grows = grows, .length = length};
    return attribute_word(dataset, "CLASS", "DIMENSION_SCALE", fault);
}

/* The type of REFERENCE_LIST: in the file without gaps, in memory as struct h5_use. */
static hid_t use_type(bool packed)
{
    hid_t type = H5Tcreate(H5T_COMPOUND, packed ? 12 : sizeof(struct h5_use));
    if (type < 0 ||
        H5Tinsert(type, "dataset", packed ? 0 : HOFFSET(struct h5_use, dataset), H5T_STD_REF_OBJ) <
            0 ||
        H5Tinsert(type, "dimension", packed ? 8 : HOFFSET(struct h5_use, axis),
                  packed ? H5T_STD_I32LE : H5T_NATIVE_INT) < 0) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

int h5_scale_finish(struct h5_scale *scale, struct fault *fault)
{
    if (fault->code == 0 && scale->bare) {
        char name[80]; /* netCDF's own words and width */
        hsize_t length = (hsize_t)scale->length;
        snprintf(name, sizeof name, "This is a netCDF dimension but not a netCDF variable.%10lld",
                 (long long)scale->length);
        attribute_word(scale->dataset, "NAME", name, fault);
        if (scale->grows && fault->code == 0 && H5Dset_extent(scale->dataset, &length) < 0)
            write_fault(fault, scale->dataset, "");
    }
    if (fault->code == 0 && scale->use_count > 0) {
        hsize_t uses = (hsize_t)scale->use_count;
        write_attribute(scale->dataset, "REFERENCE_LIST", use_type(true), use_type(false),
                        H5Screate_simple(1, &uses, NULL), scale->uses, fault);
    }
    h5_done(scale->dataset, fault);
    mem_free(scale->uses);
    *scale = (struct h5_scale){.dataset = H5I_INVALID_HID};
    return fault->code;
}
