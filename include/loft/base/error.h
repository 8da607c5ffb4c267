/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_ERROR_H
#define LOFT_BASE_ERROR_H

/* Errors are codes with a context, handed up to `app`, the only floor that exits or prints for
 * people.
 *
 * A function that can fail returns an `int`: 0 is success, a negative number one of `enum error`.
 * Programmer errors are `assert`s. A broken law of the model (a probability above its cap, a lost
 * dwelling) is LOFT_ELAW: it is checked in all builds and is always fatal, never mended silently.
 */

#define ERROR_LIST(E)                                                                              \
    E(LOFT_ENOMEM, -1, 3, "out of memory")                                                         \
    E(LOFT_EFILE, -2, 3, "file error")                                                             \
    E(LOFT_EFORMAT, -3, 3, "not a file that loft wrote, or damaged")                               \
    E(LOFT_ESCENARIO, -4, 2, "scenario error")                                                     \
    E(LOFT_EUSAGE, -5, 2, "usage error")                                                           \
    E(LOFT_ELAW, -6, 3, "a law of the model was broken: this is a bug in loft")                    \
    E(LOFT_ESTOPPED, -7, 4, "stopped early; --resume continues")                                   \
    E(LOFT_EDIFFERENT, -8, 1, "a check found differences")

enum error {
#define ERROR_ENUM(name, value, status, text) name = value,
    ERROR_LIST(ERROR_ENUM)
#undef ERROR_ENUM
};

/* Text of a code, for people. Never NULL; unknown codes give "unknown error". */
const char *error_text(int code);

/* Exit status of the program for a code (INTERFACE.md): 0 for 0, 3 for an unknown one. */
int error_exit_status(int code);

/* First error of a task with its context. Zero-initialise. Not thread-safe: one per task. */
struct fault {
    int code;       /* 0 = none */
    char text[400]; /* what, where, what was expected */
};

/* Record an error unless one is recorded already (the first is the cause). Returns fault->code. */
int fault_set(struct fault *fault, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
