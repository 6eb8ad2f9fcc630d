/* A drawing of a process: by the file's own diagram, or by ours. */
#include "patterns/process/drawing.h"

#include <pthread.h>
#include <string.h>

enum { MARGIN = 12, LABEL_WIDTH = 116, FLOW_LABEL = 100, GAP = 4 };

struct process_drawing drawing_new(struct arena *a, const struct process *p)
{
    return (struct process_drawing){
        .process = p,
        .pools = arena_array(a, p->n_pools, sizeof(struct process_box)),
        .lanes = arena_array(a, p->n_lanes, sizeof(struct process_box)),
        .nodes = arena_array(a, p->n_nodes, sizeof(struct process_box)),
        .flows = arena_array(a, p->n_flows, sizeof(struct process_line)),
        .pool_labels = arena_array(a, p->n_pools, sizeof(struct process_label)),
        .lane_labels = arena_array(a, p->n_lanes, sizeof(struct process_label)),
        .node_labels = arena_array(a, p->n_nodes, sizeof(struct process_label)),
        .flow_labels =
            arena_array(a, p->n_flows, sizeof(struct process_label))};
}

/* What all that is drawn takes up. */
struct extent {
    int left, top, right, bottom;
};

static void include(struct extent *e, const struct process_box *b)
{
    if (b->width == 0)
        return;
    if (b->x < e->left)
        e->left = b->x;
    if (b->y < e->top)
        e->top = b->y;
    if (b->x + b->width > e->right)
        e->right = b->x + b->width;
    if (b->y + b->height > e->bottom)
        e->bottom = b->y + b->height;
}

static struct extent extent_of(const struct process_drawing *d)
{
    const struct process *p = d->process;
    struct extent e = {d->nodes[0].x, d->nodes[0].y, 0, 0};
    size_t i, j;

    for (i = 0; i < p->n_pools; i++)
        include(&e, &d->pools[i]);
    for (i = 0; i < p->n_lanes; i++)
        include(&e, &d->lanes[i]);
    for (i = 0; i < p->n_nodes; i++) {
        include(&e, &d->nodes[i]);
        include(&e, &d->node_labels[i].box);
    }
    for (i = 0; i < p->n_flows; i++) {
        include(&e, &d->flow_labels[i].box);
        for (j = 0; j < d->flows[i].n; j++)
            include(&e, &(struct process_box){d->flows[i].points[j].x,
                                              d->flows[i].points[j].y, 1, 1});
    }
    return e;
}

static void move(struct process_box *b, int x, int y)
{
    b->x += x;
    b->y += y;
}

/* So that nothing lies outside the paper. */
static void fit(struct process_drawing *d)
{
    const struct process *p = d->process;
    struct extent e = extent_of(d);
    int x = MARGIN - e.left, y = MARGIN - e.top;
    size_t i, j;

    for (i = 0; i < p->n_pools; i++)
        move(&d->pools[i], x, y);
    for (i = 0; i < p->n_lanes; i++)
        move(&d->lanes[i], x, y);
    for (i = 0; i < p->n_nodes; i++) {
        move(&d->nodes[i], x, y);
        move(&d->node_labels[i].box, x, y);
    }
    for (i = 0; i < p->n_flows; i++) {
        move(&d->flow_labels[i].box, x, y);
        for (j = 0; j < d->flows[i].n; j++) {
            d->flows[i].points[j].x += x;
            d->flows[i].points[j].y += y;
        }
    }
    d->width = e.right + x + MARGIN;
    d->height = e.bottom + y + MARGIN;
}

/* In the middle of the box that the file gives, or of ours. */
static void centre(struct process_label *l, const struct process_box *b)
{
    l->box.x = b->x + (b->width - l->box.width) / 2;
    l->box.y = b->y + (b->height - l->box.height) / 2;
}

/* Below the sign in the corner, if there is room. */
void put_inside(struct process_label *l, const struct process_box *b)
{
    int lowest = b->y + b->height - l->box.height - 2;

    centre(l, b);
    if (l->box.y < b->y + TASK_HEAD)
        l->box.y = b->y + TASK_HEAD < lowest ? b->y + TASK_HEAD : lowest;
    if (l->box.y < b->y)
        centre(l, b);
}

static void name_node(struct arena *a, struct process_drawing *d, size_t i)
{
    const struct process_node *n = &d->process->nodes[i];
    struct process_label *l = &d->node_labels[i];
    struct process_box b = n->shape.box;

    if (process_family(n->kind) == FAMILY_TASK || n->kind == NODE_POOL) {
        words_wrap(a, n->name, b.width - 12, l);
        put_inside(l, &b);
        return;
    }
    words_wrap(a, n->name,
               n->shape.label_known ? n->shape.label.width + GAP : LABEL_WIDTH,
               l);
    if (n->shape.label_known) {
        centre(l, &n->shape.label);
        return;
    }
    centre(l, &b);
    l->box.y = process_family(n->kind) == FAMILY_GATEWAY
                   ? b.y - l->box.height - GAP
                   : b.y + b.height + GAP;
}

static void take_flow(struct arena *a, struct process_drawing *d, size_t i)
{
    const struct process_flow *f = &d->process->flows[i];
    struct process_line *line = &d->flows[i];

    line->n = f->n_points;
    line->points = arena_array(a, f->n_points, sizeof(*line->points));
    memcpy(line->points, f->points, f->n_points * sizeof(*line->points));
    words_wrap(a, f->name, f->label_known ? f->label.width + GAP : FLOW_LABEL,
               &d->flow_labels[i]);
    if (f->label_known)
        centre(&d->flow_labels[i], &f->label);
}

/* A name that the file gives no place goes beside the middle of its line. */
static void place_name(struct process_drawing *d, size_t i)
{
    const struct process_line *line = &d->flows[i];
    struct process_point a = line->points[(line->n - 1) / 2];
    struct process_point b = line->points[(line->n - 1) / 2 + 1];
    struct process_box *box = &d->flow_labels[i].box;

    if (d->process->flows[i].label_known)
        return;
    box->x = (a.x + b.x) / 2 + GAP;
    box->y = (a.y + b.y) / 2 - box->height;
}

static struct process_drawing draw_as_told(struct arena *a,
                                           const struct process *p)
{
    struct process_drawing d = drawing_new(a, p);
    size_t i;

    d.lane_header = HEADER_WIDTH;
    for (i = 0; i < p->n_pools; i++) {
        d.pools[i] = p->pools[i].shape.box;
        words_wrap(a, p->pools[i].name, d.pools[i].height - 8,
                   &d.pool_labels[i]);
    }
    for (i = 0; i < p->n_lanes; i++) {
        d.lanes[i] = p->lanes[i].shape.box;
        words_wrap(a, p->lanes[i].name, d.lanes[i].height - 8,
                   &d.lane_labels[i]);
    }
    for (i = 0; i < p->n_nodes; i++) {
        d.nodes[i] = p->nodes[i].shape.box;
        name_node(a, &d, i);
        if (p->nodes[i].kind == NODE_POOL)
            d.pools[p->nodes[i].pool].width = 0; /* drawn as a node */
    }
    for (i = 0; i < p->n_flows; i++) {
        take_flow(a, &d, i);
        place_name(&d, i);
    }
    fit(&d);
    return d;
}

struct process_drawing process_draw(struct arena *a, const struct process *p)
{
    return p->has_diagram ? draw_as_told(a, p) : process_lay_out(a, p);
}

struct process_kept {
    pthread_mutex_t lock; /* on what follows, until it was drawn */
    struct arena *arena;  /* NULL: it was not */
    struct process_drawing drawing;
};

static void let_go(void *kept)
{
    struct process_kept *k = kept;

    arena_free(k->arena);
    (void)pthread_mutex_destroy(&k->lock);
}

struct process_kept *process_keep(struct arena *a)
{
    struct process_kept *k = arena_alloc(a, sizeof(*k));

    (void)pthread_mutex_init(&k->lock, NULL);
    arena_own(a, let_go, k);
    return k;
}

const struct process_drawing *process_drawn(const struct process *p)
{
    struct process_kept *k = p->kept;

    (void)pthread_mutex_lock(&k->lock);
    if (!k->arena) {
        k->arena = arena_new();
        k->drawing = process_draw(k->arena, p);
    }
    (void)pthread_mutex_unlock(&k->lock);
    return &k->drawing;
}

void process_size(const struct process *p, int *ret_width, int *ret_height)
{
    const struct process_drawing *d = process_drawn(p);

    *ret_width = d->width;
    *ret_height = d->height;
}
