/* How much room shapes, names and lines of a process need. */
#include "patterns/process/layout.h"

void at_least(int *n, int least)
{
    if (*n < least)
        *n = least;
}

static bool is_used(const struct layout *l, size_t node, enum process_side side)
{
    return (l->used[node] >> side) & 1;
}

static void note_sides(struct layout *l)
{
    const struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_flows; i++) {
        const struct process_route *r = &l->grid.routes[i];

        l->used[p->flows[i].from] |= (unsigned char)(1 << r->from);
        l->used[p->flows[i].to] |= (unsigned char)(1 << r->to);
    }
}

/* Sizes of shapes, at no place yet; tasks are all as tall as the fullest. */
static void size_nodes(struct layout *l)
{
    const struct process *p = l->p;
    int tallest = TASK_HEIGHT;
    size_t i;

    for (i = 0; i < p->n_nodes; i++) {
        struct process_box *b = &l->d.nodes[i];
        struct process_label *label = &l->d.node_labels[i];

        switch (process_family(p->nodes[i].kind)) {
        case FAMILY_TASK:
            *b = (struct process_box){0, 0, TASK_WIDTH, 0};
            words_wrap(l->a, p->nodes[i].name, TASK_WIDTH - 16, label);
            at_least(&tallest, TASK_HEAD + label->box.height + 10);
            break;
        case FAMILY_GATEWAY:
            *b = (struct process_box){0, 0, GATEWAY_SIZE, GATEWAY_SIZE};
            break;
        case FAMILY_POOL:
            *b = (struct process_box){0, 0, 0, TASK_HEIGHT};
            break;
        case FAMILY_START:
        case FAMILY_END:
        case FAMILY_EVENT:
            *b = (struct process_box){0, 0, EVENT_SIZE, EVENT_SIZE};
            if (p->nodes[i].host != PROCESS_NONE)
                *b = (struct process_box){0, 0, GUEST_SIZE, GUEST_SIZE};
            break;
        }
    }
    for (i = 0; i < p->n_nodes; i++)
        if (process_family(p->nodes[i].kind) == FAMILY_TASK)
            l->d.nodes[i].height = tallest;
}

static size_t guests(const struct process *p, size_t node)
{
    size_t i, n = 0;

    for (i = 0; i < p->n_nodes; i++)
        n += p->nodes[i].host == node;
    return n;
}

static void widen_hosts(struct layout *l)
{
    size_t i;

    for (i = 0; i < l->p->n_nodes; i++) {
        int need = (int)guests(l->p, i) * GUEST_ROOM;

        if (need > l->d.nodes[i].width)
            l->d.nodes[i].width = need;
    }
}

/* Where the name of an event or gateway goes: relative to the middle of its
 * shape, on a side where no flow comes or goes. */
static void place_name(struct layout *l, size_t node)
{
    const struct process_node *n = &l->p->nodes[node];
    struct process_label *label = &l->d.node_labels[node];
    int half = l->d.nodes[node].height / 2;
    bool gateway = process_family(n->kind) == FAMILY_GATEWAY;
    bool up = is_used(l, node, SIDE_UP), down = is_used(l, node, SIDE_DOWN);
    bool above = gateway ? !up || down : down;

    words_wrap(l->a, n->name, up && down ? SIDE_LABEL : LABEL_WIDTH, label);
    label->align = up && down ? ALIGN_RIGHT : ALIGN_MIDDLE;
    label->box.x =
        up && down ? -label->box.width - 2 * LABEL_GAP : -label->box.width / 2;
    label->box.y =
        above ? -half - LABEL_GAP - label->box.height : half + LABEL_GAP;
}

static void place_names(struct layout *l)
{
    const struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_nodes; i++) {
        enum process_family family = process_family(p->nodes[i].kind);

        if (p->nodes[i].host == PROCESS_NONE && family != FAMILY_TASK &&
            family != FAMILY_POOL)
            place_name(l, i);
    }
    for (i = 0; i < p->n_flows; i++)
        words_wrap(l->a, p->flows[i].name, FLOW_LABEL, &l->d.flow_labels[i]);
}

static void size_columns(struct layout *l)
{
    const struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_nodes; i++) {
        const struct process_label *label = &l->d.node_labels[i];
        int x = 2 * (int)l->grid.col[i] + 1, wide = l->d.nodes[i].width;

        if (p->nodes[i].kind == NODE_POOL || p->nodes[i].host != PROCESS_NONE)
            continue;
        at_least(&wide, label->align == ALIGN_RIGHT
                            ? 2 * (label->box.width + 2 * LABEL_GAP)
                            : label->box.width);
        at_least(&l->x_size[x], wide);
    }
    for (i = 0; (int)i < l->grid.nx; i += 2)
        l->x_size[i] = GUTTER_X + TRACK * l->tracks.x_tracks[i] + l->room;
}

/* A name beside the way out of a gateway to the right stands in the gutter,
 * left of what goes up and down there. */
static void size_names(struct layout *l)
{
    const struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_flows; i++) {
        const struct process_route *r = &l->grid.routes[i];
        const struct process_box *b = &l->d.flow_labels[i].box;
        size_t from = p->flows[i].from;
        int spare;

        if (l->d.flow_labels[i].n == 0 || r->from != SIDE_RIGHT)
            continue;
        spare = (l->x_size[r->at[0].x] - l->d.nodes[from].width) / 2;
        at_least(&l->x_names[r->at[0].x + 1], b->width + 10 - spare);
    }
    for (i = 0; (int)i < l->grid.nx; i += 2)
        l->x_size[i] += l->x_names[i];
}

static void size_row_of_node(struct layout *l, size_t i)
{
    const struct process_node *n = &l->p->nodes[i];
    const struct process_label *label = &l->d.node_labels[i];
    size_t row = l->grid.row[i];
    int half = l->d.nodes[i].height / 2;

    if (n->host != PROCESS_NONE) {
        struct process_label *own = &l->d.node_labels[i];

        words_wrap(l->a, n->name, GUEST_ROOM - GUEST_SIZE - 22, own);
        half = l->d.nodes[n->host].height / 2;
        at_least(&l->below[row], half + GUEST_SIZE / 2 + LABEL_GAP);
        at_least(&l->below[row], half + LABEL_GAP + own->box.height);
        return;
    }
    at_least(&l->above[row], half + LABEL_GAP);
    at_least(&l->below[row], half + LABEL_GAP);
    if (process_family(n->kind) == FAMILY_TASK || label->n == 0)
        return;
    at_least(&l->above[row], LABEL_GAP - label->box.y);
    at_least(&l->below[row], label->box.y + label->box.height + LABEL_GAP);
}

static void size_rows(struct layout *l)
{
    const struct process *p = l->p;
    size_t i;
    int y;

    for (i = 0; i < p->n_nodes; i++)
        size_row_of_node(l, i);
    for (i = 0; i < p->n_flows; i++) {
        const struct process_route *r = &l->grid.routes[i];
        size_t from = p->flows[i].from;
        int need = l->d.nodes[from].height / 2 + LABEL_GAP +
                   l->d.flow_labels[i].box.height;

        if (l->d.flow_labels[i].n && r->from == SIDE_DOWN &&
            p->nodes[from].kind != NODE_POOL)
            at_least(&l->below[l->grid.row[from]], need);
        if (l->d.flow_labels[i].n && r->from == SIDE_UP &&
            p->nodes[from].kind != NODE_POOL)
            at_least(&l->above[l->grid.row[from]], need);
    }
    for (y = 0; y < l->grid.ny; y++) {
        size_t row = l->grid.row_at[y];

        l->y_size[y] = row == PROCESS_NONE
                           ? GUTTER_Y + TRACK * l->tracks.y_tracks[y] + l->room
                           : l->above[row] + l->below[row];
    }
}

void layout_size_shapes(struct layout *l)
{
    note_sides(l);
    size_nodes(l);
    widen_hosts(l);
    place_names(l);
}

void layout_size_lines(struct layout *l)
{
    size_columns(l);
    size_names(l);
    size_rows(l);
}
