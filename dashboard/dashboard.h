/*
 * dashboard.h - what service managers see: every journey with its key figures,
 * where people stop in one of them, and what happens at one step.
 *
 *   struct dashboard d = {tracker};
 *   struct routes folders[] = {{dashboard_routes, &d}, {NULL, NULL}};
 */
#ifndef DASHBOARD_DASHBOARD_H
#define DASHBOARD_DASHBOARD_H

#include "patterns/patterns.h"
#include "tracker/tracker.h"
#include "web/route.h"

/* The context of the routes: one for each worker, as its tracker is. */
struct dashboard {
    struct tracker *tracker; /* borrowed; TRACKER_READ is enough */

    /* Borrowed: where the names of patterns lead.  NULL: nowhere. */
    const struct catalogue *catalogue;
};

extern const struct route dashboard_routes[];

#endif
