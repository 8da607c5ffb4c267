/* SPDX-License-Identifier: MIT */
#ifndef LOFT_BASE_CLOCK_H
#define LOFT_BASE_CLOCK_H

/* Wall-clock time for people: never read by the model. */

/* Seconds since an arbitrary moment, monotonic. */
double clock_seconds(void);

/* Now as `YYYY-MM-DDTHH:MM:SSZ` into a buffer of at least 21 bytes. Returns the buffer. */
char *clock_now(char *buffer);

/* Largest resident memory of this process so far, in bytes. */
long long clock_peak_memory(void);

#endif
