/*
 * derived.h - attempts of pages that keep nothing, and so send no id.
 *
 * Whoever sends is known by a hash under the salt of the day, which the server
 * makes.  This says which of their attempts an event is of: the one under way,
 * unless it views the start step after an end or after the idle limit, as a
 * page that keeps an id would have it.  One that began before midnight goes on
 * under the salt of the day before as long as that is kept.  The id made here
 * is stored as every other is, as a keyed hash only.
 *
 * Two people at one address with one kind of browser are one to it.
 */
#ifndef TRACKER_DERIVED_H
#define TRACKER_DERIVED_H

#include "base/map.h"
#include "tracker/collector.h"
#include "tracker/intake.h"

/* How many attempts each of them has, as far as it was looked up.  Zeroed at
 * first. */
struct derived_counts {
    uint64_t generation; /* of the intake's folder; another: all is void */
    struct map counts;
    int64_t lost_ms; /* the loss that is noted */
};

void derived_release(struct derived_counts *c);

/* Give e, which has no attempt, its attempt's id, in the arena. */
MUST_USE enum err derived_settle(struct derived_counts *c, struct intake *in,
                                 struct arena *a, const struct derived *who,
                                 int64_t now_ms, struct event *e);

#endif
