/* SPDX-License-Identifier: MIT */
#include "loft/base/error.h"

#include <stdarg.h>
#include <stdio.h>

const char *error_text(int code)
{
    switch (code) {
    case 0:
        return "no error";
#define ERROR_CASE(name, value, status, text)                                                      \
    case name:                                                                                     \
        return text;
        ERROR_LIST(ERROR_CASE)
#undef ERROR_CASE
    default:
        return "unknown error";
    }
}

int error_exit_status(int code)
{
    switch (code) {
    case 0:
        return 0;
#define ERROR_CASE(name, value, status, text)                                                      \
    case name:                                                                                     \
        return status;
        ERROR_LIST(ERROR_CASE)
#undef ERROR_CASE
    default:
        return 3;
    }
}

int fault_set(struct fault *fault, int code, const char *format, ...)
{
    if (fault->code == 0) {
        va_list args;
        va_start(args, format);
        vsnprintf(fault->text, sizeof fault->text, format, args);
        va_end(args);
        fault->code = code;
    }
    return fault->code;
}
