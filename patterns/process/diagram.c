/* What the diagram in a process's file says of each thing. */
#include <string.h>

#include "patterns/process/read.h"

static void take_shape_of(struct process_shape *to,
                          const struct process_drawn *from)
{
    *to = (struct process_shape){.known = from->box.width > 0 &&
                                          from->box.height > 0,
                                 .label_known = from->label_known,
                                 .box = from->box,
                                 .label = from->label};
}

static void take_line_of(struct process_draft *d, struct process_flow *to,
                         const struct process_drawn *from)
{
    to->label_known = from->label_known;
    to->label = from->label;
    to->n_points = from->n_points;
    to->points =
        arena_array(d->origin->arena, from->n_points, sizeof(*from->points));
    if (from->n_points)
        memcpy(to->points, from->points,
               from->n_points * sizeof(*from->points));
}

/* What the diagram says of each thing; ids are looked for one by one, for
 * lanes and flows have moved. */
static void take_drawn(struct process_draft *d,
                       const struct process_drawn *drawn)
{
    struct process *p = d->process;
    size_t i;

    for (i = 0; i < p->n_pools; i++)
        if (strcmp(p->pools[i].id, drawn->element) == 0)
            take_shape_of(&p->pools[i].shape, drawn);
    for (i = 0; i < p->n_lanes; i++)
        if (strcmp(p->lanes[i].id, drawn->element) == 0)
            take_shape_of(&p->lanes[i].shape, drawn);
    for (i = 0; i < p->n_nodes; i++)
        if (strcmp(p->nodes[i].id, drawn->element) == 0)
            take_shape_of(&p->nodes[i].shape, drawn);
    for (i = 0; i < p->n_flows; i++)
        if (strcmp(p->flows[i].id, drawn->element) == 0)
            take_line_of(d, &p->flows[i], drawn);
}

/* Whether a drawing can be made of the file's diagram alone. */
static bool is_whole(const struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_nodes; i++)
        if (!p->nodes[i].shape.known)
            return false;
    for (i = 0; i < p->n_flows; i++)
        if (p->flows[i].n_points < 2)
            return false;
    for (i = 0; i < p->n_lanes; i++)
        if (*p->lanes[i].id && !p->lanes[i].shape.known)
            return false;
    for (i = 0; i < p->n_pools; i++)
        if (*p->pools[i].id && !p->pools[i].shape.known)
            return false;
    return true;
}

void process_take_diagram(struct process_draft *d)
{
    struct process *p = d->process;
    size_t i;

    for (i = 0; i < d->n_drawn; i++)
        take_drawn(d, &d->drawn[i]);
    p->has_diagram = is_whole(p);
    if (d->n_drawn > 0 && !p->has_diagram)
        process_note(d->origin, p, 1,
                     "the diagram does not show every step, lane and flow, so "
                     "it is drawn anew");
}
