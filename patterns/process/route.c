/* The way of each flow along the lines of the grid: the cheapest, by Dijkstra,
 * one flow after the other. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "patterns/process/grid.h"

/* What makes a way worse. */
enum {
    COST_X = 3,
    COST_Y = 2,
    COST_BEND = 7,
    COST_CROSSING = 5,
    COST_CELL = 1,        /* through an empty one */
    COST_SHARED = 2,      /* two ways out by one side ... */
    COST_SHARED_WAY = 40, /* ... with names, which need their own room */
    COST_AGAINST = 25,    /* in where another goes out */
    COST_OUT_ASIDE = 3,   /* out of a gateway up or down */
    COST_OUT_UP_DOWN = 7, /* out of anything else */
    COST_OUT_LEFT = 40,
    COST_IN_ASIDE = 5,
    COST_IN_RIGHT = 30
};

static const struct {
    int x, y;
} steps[SIDES] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

/* A point reached in a direction. */
struct state {
    int cost;
    int before; /* the state it was reached from; -1: the beginning */
};

struct heap {
    size_t n, room;
    struct heap_item {
        int cost, state;
    } * at;
};

struct router {
    struct process_grid *g;
    struct state *states; /* by point and direction */
    struct heap heap;
    bool *along[2];     /* by point: some flow goes through across, down */
    unsigned char *out; /* by node and side: flows that leave there */
    unsigned char *in;  /* by node and side: flows that arrive there */
    bool *has_guest;    /* by node: an event stands on its lower side */
    const struct process_flow *flow;
};

static enum process_side opposite(enum process_side s)
{
    return (enum process_side)((s + 2) % SIDES);
}

static void push(struct heap *h, int cost, int state)
{
    size_t i, up;

    h->at = mem_grow(h->at, h->n, &h->room, sizeof(*h->at));
    for (i = h->n++; i > 0; i = up) {
        up = (i - 1) / 2;
        if (h->at[up].cost < cost ||
            (h->at[up].cost == cost && h->at[up].state <= state))
            break;
        h->at[i] = h->at[up];
    }
    h->at[i] = (struct heap_item){cost, state};
}

static bool is_less(struct heap_item a, struct heap_item b)
{
    return a.cost < b.cost || (a.cost == b.cost && a.state < b.state);
}

static struct heap_item pop(struct heap *h)
{
    struct heap_item first = h->at[0], last = h->at[--h->n];
    size_t i = 0, down;

    while ((down = 2 * i + 1) < h->n) {
        if (down + 1 < h->n && is_less(h->at[down + 1], h->at[down]))
            down++;
        if (!is_less(h->at[down], last))
            break;
        h->at[i] = h->at[down];
        i = down;
    }
    h->at[i] = last;
    return first;
}

static int point_of(const struct process_grid *g, int x, int y)
{
    return y * g->nx + x;
}

/* A boundary event leaves and arrives by its task's cell. */
static size_t cell_of(const struct process *p, size_t node)
{
    size_t host = p->nodes[node].host;

    return host == PROCESS_NONE ? node : host;
}

/* What leaving by a side costs; -1: it cannot. */
static int leaving_cost(const struct router *r, enum process_side side)
{
    const struct process *p = r->g->p;
    size_t node = r->flow->from;
    enum process_family family = process_family(p->nodes[node].kind);
    const unsigned char *out = r->out + node * SIDES;
    int shared = *r->flow->name ? COST_SHARED_WAY : COST_SHARED;
    int cost =
        out[side] * shared + (r->in[node * SIDES + side] ? COST_AGAINST : 0);

    if (p->nodes[node].host != PROCESS_NONE)
        return side == SIDE_DOWN ? 0 : -1;
    if (r->has_guest[node] && side == SIDE_DOWN)
        return -1;
    if (family == FAMILY_POOL)
        return side == SIDE_DOWN || side == SIDE_UP ? out[side] : -1;
    if (side == SIDE_LEFT)
        return cost + COST_OUT_LEFT;
    if (side == SIDE_RIGHT)
        return cost + (r->flow->is_message ? COST_OUT_UP_DOWN : 0);
    return cost + (family == FAMILY_GATEWAY ? COST_OUT_ASIDE
                   : r->flow->is_message    ? 0
                                            : COST_OUT_UP_DOWN);
}

/* Arriving by a side; -1: it cannot. */
static int arriving_cost(const struct router *r, enum process_side side)
{
    const struct process *p = r->g->p;
    size_t node = r->flow->to;
    int cost = r->in[node * SIDES + side] +
               (r->out[node * SIDES + side] ? COST_AGAINST : 0);

    if (p->nodes[node].host != PROCESS_NONE)
        return side == SIDE_DOWN ? cost : -1;
    if (r->has_guest[node] && side == SIDE_DOWN)
        return -1;
    if (p->nodes[node].kind == NODE_POOL)
        return side == SIDE_DOWN || side == SIDE_UP ? cost : -1;
    if (side == SIDE_LEFT)
        return cost + (r->flow->is_message ? COST_IN_ASIDE : 0);
    if (side == SIDE_RIGHT)
        return cost + COST_IN_RIGHT;
    return cost + (r->flow->is_message ? 0 : COST_IN_ASIDE);
}

/* Nobody goes through a pool whose work is not told, but past its end. */
static bool is_walled(const struct process_grid *g, int x, int y)
{
    size_t row = g->row_at[y], first;

    if (row == PROCESS_NONE || x == g->nx - 1 || grid_is_column(x))
        return false;
    first = g->cells[row * g->n_cols];
    return first != PROCESS_NONE && g->p->nodes[first].kind == NODE_POOL;
}

/* What a step to that point costs; -1: it cannot be taken. */
static int step_cost(const struct router *r, int x, int y, enum process_side to,
                     bool bends)
{
    const struct process_grid *g = r->g;
    int point = point_of(g, x, y), across = steps[to].x == 0;
    int cost = across ? COST_Y : COST_X;
    bool is_cell = grid_is_column(x) && g->row_at[y] != PROCESS_NONE;

    if (is_walled(g, x, y))
        return -1;
    if (is_cell && r->along[across][point])
        return -1; /* one flow each way through an empty cell */
    if (r->along[!across][point])
        cost += COST_CROSSING;
    return cost + (is_cell ? COST_CELL : 0) + (bends ? COST_BEND : 0);
}

static void reach(struct router *r, int state, int before, int cost)
{
    if (r->states[state].cost >= 0 && r->states[state].cost <= cost)
        return;
    r->states[state] = (struct state){cost, before};
    push(&r->heap, cost, state);
}

/* One step from a point in a direction; bend: it was another before. */
static void step(struct router *r, int from, enum process_side to, int before,
                 int cost)
{
    const struct process_grid *g = r->g;
    int x = from % g->nx + steps[to].x, y = from / g->nx + steps[to].y, more;
    bool bends = before >= 0 && before % SIDES != (int)to;
    size_t node;

    if (x < 0 || y < 0 || x >= g->nx || y >= g->ny)
        return;
    node = grid_node_at(g, x, y);
    if (node != PROCESS_NONE) {
        if (node != cell_of(g->p, r->flow->to))
            return;
        more = arriving_cost(r, opposite(to));
        more = more < 0 ? -1 : more + (bends ? COST_BEND : 0);
    } else {
        more = step_cost(r, x, y, to, bends);
    }
    if (more >= 0)
        reach(r, point_of(g, x, y) * SIDES + (int)to, before, cost + more);
}

static void leave(struct router *r)
{
    const struct process_grid *g = r->g;
    size_t node = cell_of(g->p, r->flow->from);
    int side, x, y = g->y_of_row[g->row[node]];

    for (x = 1; x < g->nx; x += 2)
        for (side = 0; side < SIDES; side++) {
            int cost = leaving_cost(r, (enum process_side)side);

            if (cost >= 0 && grid_node_at(g, x, y) == node)
                step(r, point_of(g, x, y), (enum process_side)side, -1, cost);
        }
}

/* An empty cell that another flow goes through is no place to turn. */
static bool may_turn(const struct router *r, int point)
{
    const struct process_grid *g = r->g;
    bool is_cell = grid_is_column(point % g->nx) &&
                   g->row_at[point / g->nx] != PROCESS_NONE;

    return !is_cell || (!r->along[0][point] && !r->along[1][point]);
}

/* The state in which the flow arrives; -1: there is no way. */
static int search(struct router *r)
{
    const struct process_grid *g = r->g;
    int i, side;

    for (i = 0; i < g->nx * g->ny * SIDES; i++)
        r->states[i] = (struct state){-1, -1};
    r->heap.n = 0;
    leave(r);
    while (r->heap.n) {
        struct heap_item next = pop(&r->heap);
        int point = next.state / SIDES;

        if (next.cost > r->states[next.state].cost)
            continue;
        if (grid_node_at(g, point % g->nx, point / g->nx) != PROCESS_NONE)
            return next.state; /* of all nodes only the right one is entered */
        for (side = 0; side < SIDES; side++)
            if (side == next.state % SIDES ||
                (side != (next.state + 2) % SIDES && may_turn(r, point)))
                step(r, point, (enum process_side)side, next.state, next.cost);
    }
    return -1;
}

static struct process_point coarse(const struct process_grid *g, int point)
{
    return (struct process_point){point % g->nx, point / g->nx};
}

/* Note the way, its bends alone, from its end back to its beginning. */
static void keep(struct router *r, struct process_route *route, int state)
{
    const struct process_grid *g = r->g;
    int first = state, n = 2, i, point;

    route->to = opposite((enum process_side)(state % SIDES));
    for (; r->states[first].before >= 0; first = r->states[first].before)
        n += r->states[first].before % SIDES != first % SIDES;
    route->from = (enum process_side)(first % SIDES);
    route->n = (size_t)n;
    route->at = arena_array(g->a, route->n, sizeof(*route->at));
    route->at[--n] = coarse(g, state / SIDES);
    for (i = state; i >= 0; i = r->states[i].before) {
        int before = r->states[i].before;

        point = i / SIDES;
        if (i != state)
            r->along[steps[i % SIDES].x == 0][point] = true;
        if (before >= 0 && before % SIDES != i % SIDES) {
            route->at[--n] = coarse(g, before / SIDES);
            r->along[steps[i % SIDES].x == 0][before / SIDES] = true;
        }
    }
    point = first / SIDES;
    route->at[0] = (struct process_point){point % g->nx - steps[route->from].x,
                                          point / g->nx - steps[route->from].y};
    r->out[r->flow->from * SIDES + route->from]++;
    r->in[r->flow->to * SIDES + route->to]++;
}

/* Short ways first, loops last. */
static long difficulty(const struct process_grid *g,
                       const struct process_flow *f)
{
    long cols = (long)g->col[f->to] - (long)g->col[f->from];
    long rows = labs((long)g->row[f->to] - (long)g->row[f->from]);

    if (f->is_message)
        return 1000000 + rows;
    return cols < 0 || f->to == f->from ? 10000 - cols * 100 + rows
                                        : cols * 100 + rows;
}

static size_t *in_order(const struct process_grid *g)
{
    size_t n = g->p->n_flows, i, j;
    size_t *order = arena_array(g->a, n, sizeof(*order));

    for (i = 0; i < n; i++) {
        long d = difficulty(g, &g->p->flows[i]);

        for (j = i; j > 0 && difficulty(g, &g->p->flows[order[j - 1]]) > d; j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
    return order;
}

void grid_route(struct process_grid *g)
{
    const struct process *p = g->p;
    size_t points = (size_t)g->nx * (size_t)g->ny, i, *order = in_order(g);
    struct router r = {
        .g = g,
        .states = arena_array(g->a, points * SIDES, sizeof(*r.states)),
        .along = {arena_array(g->a, points, sizeof(bool)),
                  arena_array(g->a, points, sizeof(bool))},
        .out = arena_array(g->a, p->n_nodes * SIDES, 1),
        .in = arena_array(g->a, p->n_nodes * SIDES, 1),
        .has_guest = arena_array(g->a, p->n_nodes, sizeof(bool))};

    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].host != PROCESS_NONE)
            r.has_guest[p->nodes[i].host] = true;
    g->routes = arena_array(g->a, p->n_flows, sizeof(*g->routes));
    for (i = 0; i < p->n_flows; i++) {
        int state;

        r.flow = &p->flows[order[i]];
        state = search(&r);
        if (state >= 0)
            keep(&r, &g->routes[order[i]], state);
    }
    free(r.heap.at);
}
