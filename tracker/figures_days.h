/* figures_days.h - a journey's bags, from the rows of its days. */
#ifndef TRACKER_FIGURES_DAYS_H
#define TRACKER_FIGURES_DAYS_H

#include "tracker/filter.h"
#include "tracker/folder.h"

/*
 * As figures_from_trails(), for a filter of one value or none: the sum of the
 * days, in longer spans where there are some, made exact for q->now_ms.
 */
MUST_USE enum err figures_from_days(struct tracker *t, const struct journey *j,
                                    const struct figures_query *q,
                                    const struct filter *filter,
                                    struct bag *bags, struct figures *f);

/* The first and last day of all that has an attempt (f->ever). */
MUST_USE enum err figures_see_ever(struct tracker *t, const struct journey *j,
                                   struct figures *f);

#endif
