/*
 * view.h - a journey over the days somebody asked for.
 *
 * Asked for none, it is the last 28 full days if an attempt is among them, or
 * else all days: an archive is not shown as empty.
 */
#ifndef DASHBOARD_VIEW_H
#define DASHBOARD_VIEW_H

#include "tracker/tracker.h"
#include "web/request.h"

/* Inclusive days; either end may be open. */
struct period {
    bool has_from, has_until;
    int32_t from, until;
};

struct view {
    struct period period;
    bool ever;           /* there is an attempt on some day */
    bool any;            /* there is one in the period */
    int32_t first, last; /* of all days; only if ever */
    int32_t today;
    struct figures figures; /* of the period */
};

/* ERR_NOT_FOUND: no such journey. */
MUST_USE enum err view_load(struct tracker *t, const struct request *rq,
                            const char *journey, struct period asked,
                            struct view *ret_view);

/* The n days before today. */
struct period period_last(int32_t today, int n);

/* From the first day that has an attempt on.  No last day: what is refused
 * counts on the day it came in, which for an archive is long after. */
struct period period_all(bool ever, int32_t first);

bool period_is(struct period a, struct period b);

/* "?from=2026-10-04&until=2026-10-31"; empty for all days.  In the arena. */
char *period_query(struct arena *a, struct period p);

/* "4 to 31 October 2026 (28 days)", "up to 31 October 2026"; only if there is
 * an attempt on some day.  In the arena. */
char *view_words(struct arena *a, const struct view *v);

#endif
