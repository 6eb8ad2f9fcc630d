/*
 * view.h - a journey over the days somebody asked for.
 *
 * Asked for none, it is the last 28 full days if an attempt is among them, or
 * else all days: an archive is not shown as empty.
 */
#ifndef DASHBOARD_VIEW_H
#define DASHBOARD_VIEW_H

#include "dashboard/choice.h"

struct view {
    struct choice choice; /* its period as it is shown */
    bool ever;            /* there is an attempt on some day */
    bool any;             /* there is one in the period */
    int32_t first, last;  /* of all days; only if ever */
    int32_t today;
    bool settles; /* some are open or saved, and all will have settled ... */
    int32_t settles_by;     /* ... by that day, if nobody goes on */
    struct figures figures; /* of the period */
};

/* ERR_NOT_FOUND: no such journey, or no such version. */
MUST_USE enum err view_load(struct tracker *t, const struct request *rq,
                            const char *journey, const struct choice *asked,
                            struct view *ret_view);

/* "4 to 31 October 2026 (28 days)", "up to 31 October 2026"; only if there is
 * an attempt on some day.  In the arena. */
char *view_words(struct arena *a, const struct view *v);

#endif
