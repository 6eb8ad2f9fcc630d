/* Where the names of flows stand: beside their lines, and on nothing else. */
#include <stdlib.h>

#include "patterns/process/drawing.h"

enum { BESIDE = 5, FROM_SHAPE = 4, SLIDE = 6 };

bool boxes_meet(const struct process_box *a, const struct process_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width &&
           a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Whether a straight part of a line goes through a box. */
static bool goes_through(struct process_point a, struct process_point b,
                         const struct process_box *box)
{
    struct process_box part = {a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y,
                               abs(a.x - b.x) + 1, abs(a.y - b.y) + 1};

    return boxes_meet(&part, box);
}

struct placing {
    struct process_drawing *d;
    bool strict; /* no line may go through a name */
    size_t flow;
};

static bool is_on_line(const struct placing *pl, const struct process_box *box)
{
    size_t i, j;

    for (i = 0; i < pl->d->process->n_flows; i++)
        for (j = 0; j + 1 < pl->d->flows[i].n; j++)
            if (goes_through(pl->d->flows[i].points[j],
                             pl->d->flows[i].points[j + 1], box))
                return true;
    return false;
}

/* The border of a pool or lane may not go through a name either. */
static bool is_on_border(const struct process_box *of, int header,
                         const struct process_box *box)
{
    struct process_box inside = {of->x + header, of->y + 1,
                                 of->width - header - 1, of->height - 2};

    return boxes_meet(of, box) &&
           (box->x < inside.x || box->y < inside.y ||
            box->x + box->width > inside.x + inside.width ||
            box->y + box->height > inside.y + inside.height);
}

static bool is_free(const struct placing *pl, const struct process_box *box)
{
    const struct process_drawing *d = pl->d;
    const struct process *p = d->process;
    size_t i;

    if (box->x < 0 || box->y < 0 || box->x + box->width > d->width ||
        box->y + box->height > d->height)
        return false;
    for (i = 0; i < p->n_nodes; i++)
        if (boxes_meet(&d->nodes[i], box) ||
            (d->node_labels[i].n && boxes_meet(&d->node_labels[i].box, box)))
            return false;
    for (i = 0; i < pl->flow; i++)
        if (d->flow_labels[i].n && boxes_meet(&d->flow_labels[i].box, box))
            return false;
    for (i = 0; i < p->n_lanes; i++)
        if (d->lanes[i].width && is_on_border(&d->lanes[i], 0, box))
            return false;
    for (i = 0; i < p->n_pools; i++)
        if (d->pools[i].width && is_on_border(&d->pools[i], HEADER_WIDTH, box))
            return false;
    return !pl->strict || !is_on_line(pl, box);
}

/* The box of the name beside a straight part, so far along it; side: above or
 * right of it, or else below or left. */
static struct process_box beside(const struct process_label *label,
                                 struct process_point a, struct process_point b,
                                 int along, bool side)
{
    struct process_box box = label->box;
    bool down = a.x == b.x;

    if (down) {
        box.x = side ? a.x + BESIDE : a.x - BESIDE - box.width;
        box.y = a.y < b.y ? a.y + along : a.y - along - box.height;
    } else {
        box.x = a.x < b.x ? a.x + along : a.x - along - box.width;
        box.y = side ? a.y - 3 - box.height : a.y + 4;
    }
    return box;
}

/* Whether another way out of the same step has this point too: a name there
 * would be that of both. */
static bool is_shared(const struct placing *pl, struct process_point at)
{
    const struct process_flow *flows = pl->d->process->flows;
    const struct process_box spot = {at.x - 1, at.y - 1, 3, 3};
    size_t i, j;

    for (i = 0; i < pl->d->process->n_flows; i++) {
        const struct process_line *l = &pl->d->flows[i];

        if (i == pl->flow || flows[i].from != flows[pl->flow].from)
            continue;
        for (j = 0; j + 1 < l->n; j++)
            if (goes_through(l->points[j], l->points[j + 1], &spot))
                return true;
    }
    return false;
}

static struct process_point along_part(struct process_point a,
                                       struct process_point b, int along)
{
    if (a.x == b.x)
        a.y += a.y < b.y ? along : -along;
    else
        a.x += a.x < b.x ? along : -along;
    return a;
}

static bool try_part(struct placing *pl, struct process_point a,
                     struct process_point b)
{
    struct process_label *label = &pl->d->flow_labels[pl->flow];
    int length = abs(a.x - b.x) + abs(a.y - b.y), along;
    bool down = a.x == b.x;
    int size = down ? label->box.height : label->box.width;

    for (along = FROM_SHAPE; along + size <= length + (down ? 4 : 0);
         along += SLIDE) {
        struct process_box right = beside(label, a, b, along, true);
        struct process_box left = beside(label, a, b, along, false);

        if (!is_free(pl, &right) && !is_free(pl, &left))
            continue;
        if (pl->strict && is_shared(pl, along_part(a, b, along)))
            continue;
        label->box = is_free(pl, &right) ? right : left;
        label->align = !down                    ? ALIGN_MIDDLE
                       : label->box.x == left.x ? ALIGN_RIGHT
                                                : ALIGN_LEFT;
        return true;
    }
    return false;
}

static bool place(struct placing *pl)
{
    const struct process_line *line = &pl->d->flows[pl->flow];
    size_t i;

    for (i = 0; i + 1 < line->n; i++)
        if (try_part(pl, line->points[i], line->points[i + 1]))
            return true;
    return false;
}

bool labels_place(struct arena *a, struct process_drawing *d)
{
    struct placing pl = {.d = d};
    bool all = true;

    (void)a;
    for (pl.flow = 0; pl.flow < d->process->n_flows; pl.flow++) {
        if (d->flow_labels[pl.flow].n == 0)
            continue;
        pl.strict = true;
        if (place(&pl))
            continue;
        pl.strict = false;
        all &= place(&pl);
    }
    return all;
}
