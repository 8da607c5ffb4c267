/* SPDX-License-Identifier: MIT */
#include "h5.h"

#include <stdio.h>
#include <string.h>

hid_t h5_memory(enum h5_type type)
{
    switch (type) {
    case H5_I8:
        return H5T_NATIVE_INT8;
    case H5_I16:
        return H5T_NATIVE_INT16;
    case H5_I32:
        return H5T_NATIVE_INT32;
    case H5_I64:
        return H5T_NATIVE_INT64;
    case H5_U8:
        return H5T_NATIVE_UINT8;
    case H5_U64:
        return H5T_NATIVE_UINT64;
    case H5_F32:
        return H5T_NATIVE_FLOAT;
    case H5_F64:
        return H5T_NATIVE_DOUBLE;
    case H5_TEXT:
        break;
    }
    return H5I_INVALID_HID;
}

size_t h5_size(enum h5_type type)
{
    static const size_t sizes[] = {1, 2, 4, 8, 1, 8, 4, 8, sizeof(char *)};
    return sizes[type];
}

hid_t h5_stored(enum h5_type type)
{
    switch (type) {
    case H5_I8:
        return H5T_STD_I8LE;
    case H5_I16:
        return H5T_STD_I16LE;
    case H5_I32:
        return H5T_STD_I32LE;
    case H5_I64:
        return H5T_STD_I64LE;
    case H5_U8:
        return H5T_STD_U8LE;
    case H5_U64:
        return H5T_STD_U64LE;
    case H5_F32:
        return H5T_IEEE_F32LE;
    case H5_F64:
        return H5T_IEEE_F64LE;
    case H5_TEXT:
        break;
    }
    return H5I_INVALID_HID;
}

/* A new type, to be closed: text of any length. */
hid_t h5_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (type >= 0 &&
        (H5Tset_size(type, H5T_VARIABLE) < 0 || H5Tset_cset(type, H5T_CSET_UTF8) < 0)) {
        H5Tclose(type);
        return H5I_INVALID_HID;
    }
    return type;
}

/* HDF5's cleaning up at exit crashes when a dataset could not be written (a full disk); we close
 * every file ourselves. */
void h5_quiet(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* The innermost entry of HDF5's error stack holds the system's own words, if any. */
static herr_t take_reason(unsigned depth, const H5E_error2_t *entry, void *reason)
{
    static const char mark[] = "error message = '";
    const char *words = depth == 0 && entry->desc != NULL ? strstr(entry->desc, mark) : NULL;
    if (words != NULL) {
        words += sizeof mark - 1;
        snprintf(reason, 80, ": %.*s", (int)strcspn(words, "'"), words);
    }
    return 0;
}

char *h5_reason(char buffer[80])
{
    buffer[0] = '\0';
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_reason, buffer);
    return buffer;
}

int h5_fault(struct fault *fault, int code, hid_t where, const char *name, const char *verb)
{
    char reason[80], path[200] = "", folder[160] = "";
    h5_reason(reason);
    if (H5Fget_name(where, path, sizeof path) < 0)
        snprintf(path, sizeof path, "result file");
    if (H5Iget_name(where, folder, sizeof folder) < 0)
        folder[0] = '\0';
    const char *slash = name[0] == '\0' || strcmp(folder, "/") == 0 ? "" : "/";
    return fault_set(fault, code, "'%s': cannot %s '%s%s%s'%s", path, verb, folder, slash, name,
                     reason);
}

void h5_close(hid_t object)
{
    if (object >= 0)
        H5Oclose(object);
}

/* File access for both directions: no locks (they fail on some network disks and a finished file
 * is never written again), and closing the file closes what is open in it. */
hid_t h5_access(void)
{
    hid_t list = H5Pcreate(H5P_FILE_ACCESS);
    if (list >= 0 && (H5Pset_libver_bounds(list, H5F_LIBVER_V18, H5F_LIBVER_V18) < 0 ||
                      H5Pset_fclose_degree(list, H5F_CLOSE_STRONG) < 0 ||
                      H5Pset_file_locking(list, false, true) < 0)) {
        H5Pclose(list);
        return H5I_INVALID_HID;
    }
    return list;
}
