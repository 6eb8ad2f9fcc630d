/* The flows of a process, as pixels along their lines. */
#include <math.h>
#include <stdlib.h>

#include "patterns/process/layout.h"

enum { ASIDE = 9, ASIDE_MAX = 4 }; /* steps off the middle of a band */

/* The point where a straight line to a side of a shape meets its border: at
 * is its x, if it comes from above or below, or its y. */
static struct process_point shape_border(const struct process_node *node,
                                         const struct process_box *b, int side,
                                         int at)
{
    enum process_family family = process_family(node->kind);
    bool down = side == SIDE_DOWN || side == SIDE_UP;
    int cx = b->x + b->width / 2, cy = b->y + b->height / 2;
    int half = (down ? b->height : b->width) / 2;
    int off = abs(at - (down ? cx : cy)), reach = half;

    if (family == FAMILY_GATEWAY)
        reach = half - off;
    else if (family == FAMILY_START || family == FAMILY_END ||
             family == FAMILY_EVENT)
        reach = (int)lround(sqrt((double)(half * half - off * off)));
    if (side == SIDE_UP || side == SIDE_LEFT)
        reach = -reach;
    return down ? (struct process_point){at, cy + reach}
                : (struct process_point){cx + reach, at};
}

/* How far from the middle of a side a flow may meet the shape. */
static int border_room(const struct layout *l, size_t node, bool is_down)
{
    const struct process_box *b = &l->d.nodes[node];
    int half = (is_down ? b->width : b->height) / 2;

    switch (process_family(l->p->nodes[node].kind)) {
    case FAMILY_TASK:
    case FAMILY_POOL:
        return half - 10;
    case FAMILY_GATEWAY:
        return half - 7;
    case FAMILY_START:
    case FAMILY_END:
    case FAMILY_EVENT:
        break;
    }
    return half - 6;
}

static bool is_first(const struct layout *l, const struct process_segment *s)
{
    return s == &l->tracks.segments[l->tracks.first[s->flow]];
}

static bool is_last(const struct layout *l, const struct process_segment *s)
{
    return s + 1 == &l->tracks.segments[l->tracks.first[s->flow + 1]];
}

/* The middle of the band it is in; for a boundary event that of the event. */
static int band_at(const struct layout *l, const struct process_segment *s)
{
    const struct process_flow *f = &l->p->flows[s->flow];
    size_t guest = PROCESS_NONE;

    if (is_last(l, s) && l->p->nodes[f->to].host != PROCESS_NONE)
        guest = f->to;
    if (is_first(l, s) && l->p->nodes[f->from].host != PROCESS_NONE)
        guest = f->from;
    if (guest != PROCESS_NONE && s->is_down)
        return l->d.nodes[guest].x + l->d.nodes[guest].width / 2;
    return s->is_down ? l->x[s->line] : l->y[s->line];
}

static bool is_band(const struct layout *l, const struct process_segment *s)
{
    return s->is_down ? grid_is_column(s->line)
                      : l->grid.row_at[s->line] != PROCESS_NONE;
}

static void put_segment(const struct layout *l, struct process_segment *s)
{
    int edge = s->is_down ? GUTTER_X : GUTTER_Y;

    if (is_band(l, s))
        s->at = band_at(l, s);
    else if (s->is_down) /* arrows need more room behind than before */
        s->at = l->x[s->line] + l->x_names[s->line] + edge / 2 - 5 +
                l->room / 2 + TRACK * s->track + TRACK / 2;
    else
        s->at = l->y[s->line] + edge / 2 + l->room / 2 + TRACK * s->track +
                TRACK / 2;
}

/* Where a segment ends: at the flow's next one, or at a shape. */
static int end_of(const struct layout *l, const struct process_segment *s,
                  bool last)
{
    const struct process_flow *f = &l->p->flows[s->flow];
    const struct process_route *r = &l->grid.routes[s->flow];
    size_t node = last ? f->to : f->from;
    struct process_point p;

    if (last ? !is_last(l, s) : !is_first(l, s))
        return s[last ? 1 : -1].at;
    p = shape_border(&l->p->nodes[node], &l->d.nodes[node],
                     (int)(last ? r->to : r->from), s->at);
    return s->is_down ? p.y : p.x;
}

static void end_segments(const struct layout *l)
{
    size_t i;

    for (i = 0; i < l->tracks.n; i++) {
        struct process_segment *s = &l->tracks.segments[i];
        int from = end_of(l, s, false), to = end_of(l, s, true);

        s->low_at = from < to ? from : to;
        s->high_at = from < to ? to : from;
    }
}

/* Two flows may share the line by which both leave a gateway, or reach a
 * shape. */
static bool may_share(const struct layout *l, const struct process_segment *a,
                      const struct process_segment *b)
{
    const struct process_flow *f = &l->p->flows[a->flow];
    const struct process_flow *g = &l->p->flows[b->flow];
    const struct process_route *r = &l->grid.routes[a->flow];
    const struct process_route *q = &l->grid.routes[b->flow];

    if (f->is_message != g->is_message)
        return false;
    return (is_first(l, a) && is_first(l, b) && f->from == g->from &&
            r->from == q->from &&
            process_family(l->p->nodes[f->from].kind) != FAMILY_POOL) ||
           (is_last(l, a) && is_last(l, b) && f->to == g->to &&
            r->to == q->to &&
            process_family(l->p->nodes[f->to].kind) != FAMILY_POOL);
}

static bool covers(const struct layout *l, const struct process_segment *s,
                   int at)
{
    size_t i;

    for (i = 0; i < l->tracks.n; i++) {
        const struct process_segment *b = &l->tracks.segments[i];

        if (b == s || b->is_down != s->is_down || b->line != s->line ||
            abs(b->at - at) >= ASIDE - 3 || b->low_at > s->high_at ||
            b->high_at < s->low_at)
            continue;
        if (!may_share(l, s, b))
            return true;
    }
    return false;
}

/* How far off the middle of its band a segment may be. */
static int room_aside(const struct layout *l, const struct process_segment *s)
{
    const struct process_flow *f = &l->p->flows[s->flow];
    int room = s->is_down ? l->x_size[s->line] / 2 - 4
                          : l->above[l->grid.row_at[s->line]] - 4;
    int first = border_room(l, f->from, s->is_down);
    int last = border_room(l, f->to, s->is_down);

    if (is_first(l, s) && first < room)
        room = first;
    if (is_last(l, s) && last < room)
        room = last;
    return room;
}

/* Step aside, one side or the other, as far as needed and possible. */
static void step_aside(const struct layout *l, struct process_segment *s)
{
    int room = room_aside(l, s), middle = s->at, i;

    for (i = 1; i <= 2 * ASIDE_MAX; i++) {
        int off = (i + 1) / 2 * ASIDE * (i % 2 ? 1 : -1);

        if (!covers(l, s, s->at))
            return;
        if (abs(off) <= room && !covers(l, s, middle + off))
            s->at = middle + off;
    }
}

static void add_point(struct process_line *line, int x, int y)
{
    struct process_point *at = line->points, p = {x, y};
    size_t n = line->n;

    if (n && at[n - 1].x == x && at[n - 1].y == y)
        return;
    if (n > 1 && ((at[n - 1].x == x && at[n - 2].x == x) ||
                  (at[n - 1].y == y && at[n - 2].y == y)))
        at[n - 1] = p; /* straight on */
    else
        at[line->n++] = p;
}

static void draw_flow(struct layout *l, size_t i)
{
    const struct process_segment *s = &l->tracks.segments[l->tracks.first[i]];
    const struct process_segment *end =
        &l->tracks.segments[l->tracks.first[i + 1]];
    struct process_line *line = &l->d.flows[i];

    line->points =
        arena_array(l->a, (size_t)(end - s) + 1, sizeof(*line->points));
    for (; s < end; s++) {
        int from = end_of(l, s, false), to = end_of(l, s, true);

        add_point(line, s->is_down ? s->at : from, s->is_down ? from : s->at);
        add_point(line, s->is_down ? s->at : to, s->is_down ? to : s->at);
    }
}

void layout_bend(struct layout *l)
{
    size_t i;

    for (i = 0; i < l->tracks.n; i++)
        put_segment(l, &l->tracks.segments[i]);
    end_segments(l);
    for (i = 0; i < l->tracks.n; i++) {
        if (!is_band(l, &l->tracks.segments[i]))
            continue;
        step_aside(l, &l->tracks.segments[i]);
        end_segments(l);
    }
    for (i = 0; i < l->p->n_flows; i++)
        draw_flow(l, i);
}
