/*
 * pass.h - one pass over the trails of a journey, by several threads.
 *
 * The calling thread alone reads the store, so that everything is of one
 * moment.  It copies what it reads for the other threads, and works through
 * itself what they have no time for.  A small journey never leaves it.
 */
#ifndef TRACKER_PASS_H
#define TRACKER_PASS_H

#include "tracker/scan.h"

enum { PASS_PARTS_MAX = 4 };

/* A part is what one thread works with, handed to `each` as its self.  Which
 * part an attempt goes to is chance: it must not matter. */
struct pass {
    struct tracker *tracker;
    const struct journey *journey;
    int32_t first, last;    /* start days; of live attempts all come */
    scan_packed_each *each; /* keys are not told: s->key is NULL */
    size_t n_parts;
    void *parts[PASS_PARTS_MAX];
};

/* How many parts are worth making on this machine. */
size_t pass_parts(void);

/* In a transaction.  An error of `each` ends the pass and is handed back. */
MUST_USE enum err pass_run(const struct pass *p);

#endif
