/* Which of the flows in a gutter goes left, which right: so that they cross
 * little, and never lie on each other. */
#include "patterns/process/tracks.h"

#include <string.h>

enum { COST_CROSS = 4, COST_TOUCH = 1, COST_COVER = 30, COARSE = 1000 };

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

/* Which way the flow goes at an end of a segment, to the bend behind it. */
static int arm(const struct process_segment *s, struct process_point end,
               struct process_point next)
{
    return s->is_down ? sign(next.x - end.x) : sign(next.y - end.y);
}

static void add_route(struct process_tracks *t, const struct process_route *r,
                      size_t flow)
{
    size_t i;

    for (i = 0; i + 1 < r->n; i++) {
        struct process_segment *s = &t->segments[t->n++];
        struct process_point a = r->at[i], b = r->at[i + 1];
        int from = a.x == b.x ? a.y : a.x, to = a.x == b.x ? b.y : b.x;

        *s = (struct process_segment){.flow = flow,
                                      .is_down = a.x == b.x,
                                      .line = a.x == b.x ? a.x : a.y,
                                      .low = from < to ? from : to,
                                      .high = from < to ? to : from};
        if (i > 0)
            *(from < to ? &s->low_arm : &s->high_arm) = arm(s, a, r->at[i - 1]);
        if (i + 2 < r->n)
            *(from < to ? &s->high_arm : &s->low_arm) = arm(s, b, r->at[i + 2]);
    }
}

struct process_tracks tracks_make(const struct process_grid *g)
{
    size_t n_flows = g->p->n_flows, i, n = 0;
    struct process_tracks t = {
        .first = arena_array(g->a, n_flows + 1, sizeof(size_t)),
        .x_tracks = arena_array(g->a, (size_t)g->nx, sizeof(int)),
        .y_tracks = arena_array(g->a, (size_t)g->ny, sizeof(int))};

    for (i = 0; i < n_flows; i++)
        n += g->routes[i].n;
    t.segments = arena_array(g->a, n, sizeof(*t.segments));
    for (i = 0; i < n_flows; i++) {
        t.first[i] = t.n;
        add_route(&t, &g->routes[i], i);
    }
    t.first[n_flows] = t.n;
    return t;
}

static bool is_band(const struct process_grid *g, bool is_down, int line)
{
    return is_down ? grid_is_column(line) : g->row_at[line] != PROCESS_NONE;
}

/* Whether they could cover each other on one track. */
static bool overlap(const struct process_segment *a,
                    const struct process_segment *b)
{
    return a->low <= b->high && b->low <= a->high;
}

struct ordering {
    const struct process_grid *g;
    bool by_pixels;
    size_t n;
    struct process_segment **at;
};

/* An arm of s, at its low or high end, that goes towards the other segment:
 * what it costs there.  toward: that way, -1 or 1. */
static int arm_cost(const struct ordering *o, const struct process_segment *s,
                    bool low, const struct process_segment *other, int toward)
{
    int line = low ? s->low : s->high, reach = low ? s->low_arm : s->high_arm;
    int c = o->by_pixels ? (low ? s->low_at : s->high_at) : line * COARSE;
    int from = o->by_pixels ? other->low_at : other->low * COARSE;
    int to = o->by_pixels ? other->high_at : other->high * COARSE;
    int meets = 0;

    if (reach != toward)
        return 0;
    if (line == other->low && other->low_arm)
        meets = other->low_arm;
    else if (line == other->high && other->high_arm)
        meets = other->high_arm;
    if (meets == -toward && is_band(o->g, !s->is_down, line) && c >= from &&
        c <= to)
        return COST_COVER;
    if (c > from && c < to)
        return COST_CROSS;
    return c == from || c == to ? COST_TOUCH : 0;
}

/* What it costs that a comes before b. */
static int pair_cost(const struct ordering *o, const struct process_segment *a,
                     const struct process_segment *b)
{
    return arm_cost(o, a, true, b, 1) + arm_cost(o, a, false, b, 1) +
           arm_cost(o, b, true, a, -1) + arm_cost(o, b, false, a, -1);
}

/* Where the segment at i costs least, of its place and those before it. */
static size_t best_place(const struct ordering *o, size_t i)
{
    const struct process_segment *s = o->at[i];
    int saved = 0, most = 0;
    size_t j, best = i;

    for (j = i; j > 0; j--) {
        saved += pair_cost(o, o->at[j - 1], s) - pair_cost(o, s, o->at[j - 1]);
        if (saved <= most)
            continue;
        most = saved;
        best = j - 1;
    }
    return best;
}

/* Move each to where it costs least, until nothing moves. */
static void improve(const struct ordering *o)
{
    bool moved = true;
    size_t i, best, rounds;

    for (rounds = 0; moved && rounds < o->n + 2; rounds++) {
        moved = false;
        for (i = 1; i < o->n; i++) {
            struct process_segment *s = o->at[i];

            best = best_place(o, i);
            if (best == i)
                continue;
            memmove(o->at + best + 1, o->at + best,
                    (i - best) * sizeof(struct process_segment *));
            o->at[best] = s;
            moved = true;
        }
    }
}

/* As few tracks as keep the order; how many. */
static int give_tracks(const struct ordering *o)
{
    int tracks = 0;
    size_t i, j;

    for (i = 0; i < o->n; i++) {
        struct process_segment *s = o->at[i];

        s->track = 0;
        for (j = 0; j < i; j++)
            if (overlap(s, o->at[j]) && o->at[j]->track >= s->track)
                s->track = o->at[j]->track + 1;
        if (s->track >= tracks)
            tracks = s->track + 1;
    }
    return tracks;
}

static void order_line(struct ordering *o, struct process_tracks *t,
                       bool is_down, int line)
{
    size_t i;

    o->n = 0;
    for (i = 0; i < t->n; i++)
        if (t->segments[i].is_down == is_down && t->segments[i].line == line)
            o->at[o->n++] = &t->segments[i];
    improve(o);
    (is_down ? t->x_tracks : t->y_tracks)[line] = give_tracks(o);
}

void tracks_order(const struct process_grid *g, struct process_tracks *t,
                  bool by_pixels)
{
    struct ordering o = {
        .g = g,
        .by_pixels = by_pixels,
        .at = arena_array(g->a, t->n, sizeof(struct process_segment *))};
    int i;

    for (i = 0; i < g->nx; i++)
        if (!is_band(g, true, i))
            order_line(&o, t, true, i);
    for (i = 0; i < g->ny; i++)
        if (!is_band(g, false, i))
            order_line(&o, t, false, i);
}
