/*
 * grid.h - how a process without a diagram is laid out.
 *
 * In four passes, each its own file.  place.c gives every node a cell:
 * a column for how far along it is, a row in its lane.  route.c finds
 * each flow a way along the lines between and through empty cells.
 * tracks.c puts flows that share a line beside each other, and
 * layout.c turns it all into pixels.
 *
 * Lines: from left to right gutter, column, gutter, column, ... gutter; from
 * top to bottom the same with rows, each strip (a lane, or a pool whose work
 * is not told) beginning and ending with a gutter of its own.  Columns and
 * rows are bands, which hold shapes; a point is where two lines cross.
 */
#ifndef PATTERNS_PROCESS_GRID_H
#define PATTERNS_PROCESS_GRID_H

#include "patterns/process/process.h"

enum process_side { SIDE_RIGHT, SIDE_DOWN, SIDE_LEFT, SIDE_UP, SIDES };

struct process_strip {
    size_t lane;     /* PROCESS_NONE: a pool whose work is not told ... */
    size_t stranger; /* ... which is this node */
    size_t pool, first_row, n_rows;
};

/* The bends of a flow, as lines; the first and last are its nodes' cells. */
struct process_route {
    size_t n;
    struct process_point *at;
    enum process_side from, to; /* the sides where it leaves and arrives */
};

struct process_grid {
    struct arena *a;
    const struct process *p;
    size_t n_strips, n_cols, n_rows;
    struct process_strip *strips;
    size_t *strip, *col, *row; /* of each node */
    size_t *cells;             /* by row and column: a node, or PROCESS_NONE */

    /* Lines. */
    int nx, ny;
    size_t *row_at; /* of each y line: its row; PROCESS_NONE: a gutter */
    int *y_of_row;  /* of each row: its line */
    struct process_route *routes; /* of each flow */
};

/* Whether a vertical line is a column, not a gutter. */
static inline bool grid_is_column(int x)
{
    return x % 2 == 1;
}

/* The node in the cell where two lines cross; PROCESS_NONE: there is none, or
 * it is no cell. */
size_t grid_node_at(const struct process_grid *g, int x, int y);

/* Cells for all nodes, and the lines. */
void grid_place(struct process_grid *g);

/* A way for every flow. */
void grid_route(struct process_grid *g);

#endif
