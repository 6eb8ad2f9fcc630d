/* figures_trails.h - a journey's bags, counted from every trail. */
#ifndef TRACKER_FIGURES_TRAILS_H
#define TRACKER_FIGURES_TRAILS_H

#include "tracker/filter.h"
#include "tracker/scan.h"

/*
 * Add what the attempts that fit come to at q->now_ms to bags, one for each
 * version by its index, and set the days of f that have one.  Attempts of days
 * whose trails are gone are not there.  In a transaction.
 */
MUST_USE enum err figures_from_trails(struct tracker *t,
                                      const struct journey *j,
                                      const struct figures_query *q,
                                      const struct filter *filter,
                                      struct bag *bags, struct figures *f);

#endif
