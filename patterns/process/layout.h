/* layout.h - what the parts of the layout share: sizes
 * (sizes.c), places (layout.c), lines (bends.c). */
#ifndef PATTERNS_PROCESS_LAYOUT_H
#define PATTERNS_PROCESS_LAYOUT_H

#include "patterns/process/drawing.h"
#include "patterns/process/tracks.h"

enum {
    TRACK = 14,       /* between two flows side by side */
    GUTTER_X = 26,    /* a gutter between columns, beside its flows */
    GUTTER_Y = 12,    /* likewise between rows */
    MARGIN = 12,      /* round the drawing */
    LANE_HEIGHT = 84, /* at least */
    POOL_GAP = 30,    /* between pools */
    LABEL_WIDTH = 116,
    SIDE_LABEL = 70, /* a label that must leave the middle free */
    FLOW_LABEL = 100,
    LABEL_GAP = 4,
    GUEST_SIZE = 30,  /* a boundary event */
    GUEST_ROOM = 116, /* of its task's width */
    GROW = 14,        /* more room for names that found none */
    ROUNDS = 8
};

struct layout {
    struct arena *a;
    const struct process *p;
    struct process_grid grid;
    struct process_tracks tracks;
    struct process_drawing d;
    int room;   /* for names, more in every round */
    int *x, *y; /* lines: the middle of a band, where a gutter begins */
    int *x_size, *y_size;
    int *x_names;        /* of each gutter: left of its flows, for names */
    int *above, *below;  /* of each row: from its middle */
    unsigned char *used; /* of each node: sides that flows come or go by */
};

/* Raise n to at least that. */
void at_least(int *n, int least);

/* Shapes and names, at no place yet; then the lines that hold them. */
void layout_size_shapes(struct layout *l);
void layout_size_lines(struct layout *l);

/* The pixels of every segment, and the flows drawn along them; lines and
 * nodes have their places. */
void layout_bend(struct layout *l);

#endif
