/* tracks.h - the straight parts of the flows, beside each other where
 * they share a gutter, so that none covers another. */
#ifndef PATTERNS_PROCESS_TRACKS_H
#define PATTERNS_PROCESS_TRACKS_H

#include "patterns/process/grid.h"

struct process_segment {
    size_t flow;
    bool is_down;  /* else across */
    int line;      /* it lies in: an x line if it is down, else a y line */
    int low, high; /* the lines across it where it begins and ends */
    /* Where the flow goes on from there: -1 left or up, 1 right or down, 0: to
     * a shape. */
    int low_arm, high_arm;
    int track; /* in a gutter: from 0, left to right or top to bottom */
    /* Pixels, when they are known: of its line, and of its ends. */
    int at, low_at, high_at;
};

struct process_tracks {
    size_t n;
    struct process_segment *segments;
    size_t *first;            /* of each flow; and n behind the last */
    int *x_tracks, *y_tracks; /* of each line */
};

/* In the grid's arena; no pixels yet. */
struct process_tracks tracks_make(const struct process_grid *g);

/* Give each segment in a gutter its track: by lines alone, or by the pixels
 * that they came to, which tells better what crosses what. */
void tracks_order(const struct process_grid *g, struct process_tracks *t,
                  bool by_pixels);

#endif
