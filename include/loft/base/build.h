/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_BUILD_H
#define LOFT_BASE_BUILD_H

/* What made this program; goes into every result file. */
const char *build_version(void);  /* "0.1.0" */
const char *build_revision(void); /* git revision, "-dirty" when the tree had changes */
const char *build_compiler(void); /* "gcc 12.2.0", "clang 14.0.6" */
const char *build_type(void);     /* "Release", "Debug", ... */

/* The folder `scenarios/` that belongs to this program: LOFT_SCENARIOS when set, else the nearest
 * one found by walking up from the executable, else share/loft/scenarios beside its bin folder,
 * else the source tree's. Into a buffer; returns the buffer. */
char *build_scenarios(char *buffer, unsigned long size);

#endif
