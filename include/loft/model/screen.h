/* SPDX-License-Identifier: MIT */
#ifndef LOFT_MODEL_SCREEN_H
#define LOFT_MODEL_SCREEN_H

/* The phases *screen* and *act*. Work is cut into blocks of persons, households and outside
 * addresses; what the blocks produce is put together in block order and later sorted by key, so
 * neither the block size nor the threads can be seen in any result. */

struct week;

/* Dense and vectorised: one uniform per person against the bound of his or her class; the due
 * column; the list of those who may search. 0 or a code. */
int screen_run(struct week *week);

/* Goes through the short list and files events and claims. Pure: writes to its own block only. */
int act_run(struct week *week);

/* Make the blocks for this many threads and persons in a block. 0 or LOFT_ENOMEM. */
int screen_prepare(struct week *week);
void screen_release(struct week *week);

#endif
