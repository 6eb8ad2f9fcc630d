/*
 * power_cut.h - what the power's going at an instant leaves on a disk.
 *
 * All that was synced is there.  Of what was not, anything may be: a write
 * whole, in part (by sectors of 512 or 4,096 bytes) or not at all, whatever
 * came before or after it; a file cut short or not; a name made or removed or
 * not.  Where a file grew past what was written, there is anything.
 */
#ifndef TESTS_CRASH_POWER_CUT_H
#define TESTS_CRASH_POWER_CUT_H

#include "tests/crash/disk.h"
#include "tests/oracle/dice.h"

/* What is on a disk for certain, at an instant that goes forward. */
struct on_disk;

/* of is borrowed, and changes no more. */
struct on_disk *on_disk_new(const struct disk *of);
void on_disk_free(struct on_disk *o);

/* Go forward to that instant. */
void on_disk_go(struct on_disk *o, size_t instant);

/* A disk as a power cut might leave it now; notes: whether it notes what is
 * done to it from then on. */
struct disk *power_cut(const struct on_disk *o, struct dice *dice, bool notes);

#endif
