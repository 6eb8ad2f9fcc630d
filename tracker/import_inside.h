/*
 * import_inside.h - one import under way: what import.c and import_all.c share.
 *
 * Between import_begin() and import_end() a transaction is open, but where
 * import_pause() has ended it: then the next is begun by the intake.
 */
#ifndef TRACKER_IMPORT_INSIDE_H
#define TRACKER_IMPORT_INSIDE_H

#include "tracker/gather.h"

/* How far one has come, as it is stored. */
enum { IMPORT_UNDER_WAY, IMPORT_DONE, IMPORT_UNDONE };

struct import {
    struct tracker *tracker;
    const struct import_options *o;
    struct input *in;
    struct problems *problems;
    struct intake intake;
    struct gather gather;               /* read, and not kept yet */
    struct import_summary sum, durable; /* so far, and at the last commit */
    bool failed;  /* the store did: what is uncommitted is lost */
    bool waiting; /* for input, with no transaction open */
    int64_t conflicts;
    int32_t day; /* on which it is received */
    int64_t read, uncommitted;
    struct import_counts {
        int64_t duplicates, refused, conflicts;
    } counted; /* what is in `received` already */
};

/* Zeroed but for what is asked: its intake is made. */
void import_init(struct import *im);
void import_release(struct import *im);

/* ERR_NOT_FOUND: no such journey. */
MUST_USE enum err import_begin(struct import *im);

/* One event: it will be kept, or is told why not.  An error is the store's. */
MUST_USE enum err import_event(struct import *im, const struct event *e,
                               int64_t line);

/* Keep what has come, and make it durable. */
MUST_USE enum err import_pause(struct import *im);

/* Keep what was read, with the outcome of the reading; returns that, or what
 * failed here. */
MUST_USE enum err import_end(struct import *im, enum err read);

#endif
