/* From the cells and tracks of a process to pixels. */
#include "patterns/process/layout.h"

#include <string.h>

static struct process_box middle(int x, int y, int width, int height)
{
    return (struct process_box){x - width / 2, y - height / 2, width, height};
}

/* The name of a lane is turned, and must fit beside its rows. */
static int strip_height(const struct layout *l, int first_y, int n_y)
{
    int sum = 0, y;

    for (y = first_y; y < first_y + n_y; y++)
        sum += l->y_size[y];
    return sum;
}

/* What its longest word takes, in bold. */
static int name_height(const struct layout *l, const struct process_strip *s)
{
    int longest;

    if (s->lane == PROCESS_NONE)
        return 0;
    longest = words_longest(l->p->lanes[s->lane].name) * 11 / 10 + 16;
    return longest > LANE_HEIGHT ? longest : LANE_HEIGHT;
}

static void name_strip(struct layout *l, const struct process_strip *s,
                       struct process_box box)
{
    const struct process *p = l->p;
    struct process_label *label;

    if (s->lane == PROCESS_NONE)
        return;
    l->d.lanes[s->lane] = box;
    label = &l->d.lane_labels[s->lane];
    words_wrap(l->a, p->lanes[s->lane].name, box.height - 8, label);
}

static bool any_pool_is_named(const struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        if (*p->pools[p->lanes[i].pool].id)
            return true;
    return false;
}

static bool any_lane_is_named(const struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        if (*p->lanes[i].id)
            return true;
    return false;
}

/* How wide the names of lanes are, at least a line. */
static int lane_header(const struct layout *l)
{
    int most = HEADER_WIDTH;
    size_t i;

    if (!any_lane_is_named(l->p))
        return 0;
    for (i = 0; i < l->p->n_lanes; i++)
        at_least(&most,
                 l->d.lane_labels[i].box.height + HEADER_WIDTH - LINE_HEIGHT);
    return most;
}

/* From top to bottom: lines, strips, pools. */
static void stack(struct layout *l)
{
    struct process_grid *g = &l->grid;
    int y = MARGIN, line = 0;
    size_t s;

    for (s = 0; s < g->n_strips; s++) {
        const struct process_strip *strip = &g->strips[s];
        int n_lines = 2 * (int)strip->n_rows + 1, top, height, spare;

        if (s > 0 && strip->pool != g->strips[s - 1].pool)
            y += POOL_GAP;
        top = y;
        height = strip_height(l, line, n_lines);
        spare = name_height(l, strip) - height;
        if (spare < 0)
            spare = 0;
        y += spare / 2;
        for (; n_lines > 0; n_lines--, line++) {
            size_t row = g->row_at[line];

            l->y[line] = row == PROCESS_NONE ? y : y + l->above[row];
            y += l->y_size[line];
        }
        y += spare - spare / 2;
        name_strip(l, strip, (struct process_box){0, top, 0, y - top});
    }
    l->d.height = y + MARGIN;
}

static void stretch(struct layout *l)
{
    struct process_grid *g = &l->grid;
    const struct process *p = l->p;
    int pool = any_pool_is_named(p) ? HEADER_WIDTH : 0;
    int lane = lane_header(l), x = MARGIN + pool + lane, i;
    size_t s;

    for (i = 0; i < g->nx; i++) {
        l->x[i] = grid_is_column(i) ? x + l->x_size[i] / 2 : x;
        x += l->x_size[i];
    }
    l->d.width = x + MARGIN;
    l->d.lane_header = lane;
    for (s = 0; s < g->n_strips; s++) {
        const struct process_strip *strip = &g->strips[s];
        struct process_box *b, *of = &l->d.pools[strip->pool];

        if (strip->lane == PROCESS_NONE)
            continue;
        b = &l->d.lanes[strip->lane];
        b->x = MARGIN + pool;
        b->width = x - b->x;
        if (of->width == 0)
            *of = (struct process_box){MARGIN, b->y, x - MARGIN, 0};
        of->height = b->y + b->height - of->y;
    }
    for (s = 0; s < p->n_pools; s++)
        words_wrap(l->a, p->pools[s].name, l->d.pools[s].height - 8,
                   &l->d.pool_labels[s]);
}

static void move_label(struct process_label *label, int x, int y)
{
    label->box.x += x;
    label->box.y += y;
}

static void put_guest(struct layout *l, size_t node, size_t nth)
{
    const struct process_node *n = &l->p->nodes[node];
    const struct process_box *host = &l->d.nodes[n->host];
    struct process_label *label = &l->d.node_labels[node];
    int x = host->x + (int)nth * GUEST_ROOM + GUEST_SIZE;

    l->d.nodes[node] =
        middle(x, host->y + host->height, GUEST_SIZE, GUEST_SIZE);
    label->align = ALIGN_LEFT;
    label->box.x = x + GUEST_SIZE / 2 + 2;
    label->box.y = host->y + host->height + LABEL_GAP;
}

static void put_stranger(struct layout *l, size_t node)
{
    const struct process_grid *g = &l->grid;
    int y = l->y[g->y_of_row[g->row[node]]];
    struct process_box *b = &l->d.nodes[node];
    bool passed = l->tracks.x_tracks[g->nx - 1] > 0;
    int right = passed ? l->x[g->nx - 1] : l->d.width - MARGIN;

    *b = (struct process_box){MARGIN, y - b->height / 2, right - MARGIN,
                              b->height};
    words_wrap(l->a, l->p->nodes[node].name, b->width - 20,
               &l->d.node_labels[node]);
    l->d.node_labels[node].box.x =
        b->x + (b->width - l->d.node_labels[node].box.width) / 2;
    l->d.node_labels[node].box.y = y - l->d.node_labels[node].box.height / 2;
}

static void put_nodes(struct layout *l)
{
    const struct process *p = l->p;
    const struct process_grid *g = &l->grid;
    size_t i, j, nth;

    for (i = 0; i < p->n_nodes; i++) {
        struct process_box *b = &l->d.nodes[i];
        struct process_label *label = &l->d.node_labels[i];
        int x = l->x[2 * (int)g->col[i] + 1];
        int y = l->y[g->y_of_row[g->row[i]]];

        if (p->nodes[i].host != PROCESS_NONE)
            continue;
        if (p->nodes[i].kind == NODE_POOL) {
            put_stranger(l, i);
            continue;
        }
        *b = middle(x, y, b->width, b->height);
        if (process_family(p->nodes[i].kind) == FAMILY_TASK)
            put_inside(label, b);
        else
            move_label(label, x, y);
        for (j = 0, nth = 0; j < p->n_nodes; j++)
            if (p->nodes[j].host == i)
                put_guest(l, j, nth++);
    }
}

static void clear_sizes(struct layout *l)
{
    const struct process_grid *g = &l->grid;

    memset(l->x_size, 0, (size_t)g->nx * sizeof(int));
    memset(l->x_names, 0, (size_t)g->nx * sizeof(int));
    memset(l->y_size, 0, (size_t)g->ny * sizeof(int));
    memset(l->above, 0, g->n_rows * sizeof(int));
    memset(l->below, 0, g->n_rows * sizeof(int));
}

static void put_all(struct layout *l)
{
    l->d = drawing_new(l->a, l->p);
    clear_sizes(l);
    layout_size_shapes(l);
    layout_size_lines(l);
    stack(l);
    stretch(l);
    put_nodes(l);
    layout_bend(l);
}

struct process_drawing process_lay_out(struct arena *a, const struct process *p)
{
    struct layout l = {.a = a, .p = p, .grid = {.a = a, .p = p}};
    struct process_grid *g = &l.grid;
    int round;

    grid_place(g);
    grid_route(g);
    l.x = arena_array(a, (size_t)g->nx, sizeof(int));
    l.x_size = arena_array(a, (size_t)g->nx, sizeof(int));
    l.x_names = arena_array(a, (size_t)g->nx, sizeof(int));
    l.y = arena_array(a, (size_t)g->ny, sizeof(int));
    l.y_size = arena_array(a, (size_t)g->ny, sizeof(int));
    l.above = arena_array(a, g->n_rows, sizeof(int));
    l.below = arena_array(a, g->n_rows, sizeof(int));
    l.used = arena_array(a, p->n_nodes, 1);
    l.tracks = tracks_make(g);
    tracks_order(g, &l.tracks, false);
    put_all(&l);
    tracks_order(g, &l.tracks, true);
    for (round = 0; round < ROUNDS; round++) {
        put_all(&l);
        if (labels_place(a, &l.d))
            break;
        l.room += GROW;
    }
    return l.d;
}
