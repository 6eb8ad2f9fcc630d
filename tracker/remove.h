/*
 * remove.h - a journey goes, with everything that is stored of it.
 *
 * In one transaction its row takes a name that nobody can ask for, and its
 * versions, imports and quarantines go: from then on there is no such journey,
 * and another may have its id.  Its attempts and figures follow in short
 * transactions, as a change (change.h) of a journey that is no more; whoever
 * goes on with changes goes on with this one.  The row stays, without its
 * name, so that its number never becomes another journey's.
 */
#ifndef TRACKER_REMOVE_H
#define TRACKER_REMOVE_H

#include <stdbool.h>

#include "base/error.h"

struct change_watch;
struct tracker;

/* Deleted in one step, at most, of the one or the other. */
enum { REMOVE_CHUNKS = 64, REMOVE_ROWS = 8192 };

/* Is it such a name? */
bool removal_is_of(const char *slug);

/* Of a journey that was listed a moment ago: it may be gone since. */
static inline enum err unless_removed(enum err e)
{
    return e == ERR_NOT_FOUND ? OK : e;
}

/* The same as change_step(). */
MUST_USE enum err removal_step(struct tracker *t, const char *slug,
                               bool *ret_done);

#endif
