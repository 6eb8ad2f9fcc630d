/* visit.h - a stay at one step, from the event that came to it to the one
 * that left: what a fold notes on its way. */
#ifndef TRACKER_VISIT_H
#define TRACKER_VISIT_H

#include <stdbool.h>
#include <stdint.h>

struct visit {
    int step; /* its place */
    bool has_view, has_save;
    bool accepted; /* its last accept or reject was an accept after a view */
    bool refused;  /* ... or a reject */
    int64_t view_ms, accept_ms, leave_ms;
    /* Longest time between neighbouring events since the view, up to now and
     * up to the accept. */
    int64_t gap_ms, accept_gap_ms;
};

#endif
