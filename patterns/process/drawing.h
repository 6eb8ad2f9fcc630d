/*
 * drawing.h - where everything of a process stands on the paper.
 *
 * Made of the file's own diagram where it has one, or laid out by us; then
 * written as SVG (svg.c) or as the diagram of BPMN (bpmn.c).
 * Pixels, from the left upper corner.  A box of no width is not drawn.
 */
#ifndef PATTERNS_PROCESS_DRAWING_H
#define PATTERNS_PROCESS_DRAWING_H

#include "patterns/process/process.h"

enum {
    FONT_SIZE = 13,
    LINE_HEIGHT = 16,
    HEADER_WIDTH = 30, /* where the name of a pool or lane stands */
    TASK_WIDTH = 136,
    TASK_HEIGHT = 64,
    TASK_HEAD = 22, /* beside the sign in its corner */
    EVENT_SIZE = 36,
    GATEWAY_SIZE = 50
};

/* Lines of text in a box: in its middle, or from one of its sides. */
struct process_label {
    struct process_box box;
    enum { ALIGN_MIDDLE, ALIGN_LEFT, ALIGN_RIGHT } align;
    size_t n; /* 0: there is none */
    const char **lines;
};

struct process_line {
    size_t n;
    struct process_point *points;
};

struct process_drawing {
    const struct process *process;
    int width, height;
    int lane_header; /* how wide the names of lanes are */
    struct process_box *pools, *lanes, *nodes;
    struct process_line *flows;
    struct process_label *pool_labels, *lane_labels; /* to be turned */
    struct process_label *node_labels, *flow_labels;
};

/* In the arena, for any process that could be read. */
struct process_drawing process_draw(struct arena *a, const struct process *p);

/* The same, made when it is first asked for and then kept as long as the
 * process; for any thread. */
const struct process_drawing *process_drawn(const struct process *p);

/* Room for that, which is let go of with the arena; of process_read(). */
struct process_kept *process_keep(struct arena *a);

/* With all its lists, but empty. */
struct process_drawing drawing_new(struct arena *a, const struct process *p);

/* By our own layout (layout.c). */
struct process_drawing process_lay_out(struct arena *a,
                                       const struct process *p);

/* Pixels that its longest word takes. */
int words_longest(const char *text);

/* Break a text into lines of at most that width; the label's box gets the size
 * they take, and keeps its corner. */
void words_wrap(struct arena *a, const char *text, int width,
                struct process_label *ret_label);

/* Where the flows' names can stand so that they cover nothing; nodes, their
 * labels and lines stand already.  false: some name found no place. */
bool labels_place(struct arena *a, struct process_drawing *d);

/* A task's name in its box. */
void put_inside(struct process_label *l, const struct process_box *b);

bool boxes_meet(const struct process_box *a, const struct process_box *b);

#endif
