/* Which cell each node of a process stands in. */
#include <string.h>

#include "patterns/process/grid.h"
#include "patterns/process/tell.h"

/* What makes a row worse for a node, in steps of a row's height. */
enum {
    COST_ROW = 4,     /* a row away from what leads here */
    COST_BLOCKED = 9, /* something stands in the straight way */
    COST_NEW_ROW = 5,
    COST_AWAY = 1 /* a row further from the other lane it goes to */
};

struct placing {
    struct process_grid *g;
    struct process_order order;
    size_t *last;  /* by node and strip: the column of what led there, plus 1 */
    bool *dropped; /* by node and (below, above): a flow goes straight there */
};

size_t grid_node_at(const struct process_grid *g, int x, int y)
{
    if (!grid_is_column(x) || g->row_at[y] == PROCESS_NONE)
        return PROCESS_NONE;
    return g->cells[g->row_at[y] * g->n_cols + (size_t)(x / 2)];
}

static void make_strips(struct process_grid *g)
{
    const struct process *p = g->p;
    size_t pool, i;

    g->strips = arena_array(g->a, p->n_lanes + p->n_nodes, sizeof(*g->strips));
    for (pool = 0; pool < p->n_pools; pool++) {
        for (i = 0; i < p->n_lanes; i++)
            if (p->lanes[i].pool == pool)
                g->strips[g->n_strips++] = (struct process_strip){
                    .lane = i, .stranger = PROCESS_NONE, .pool = pool};
        for (i = 0; i < p->n_nodes; i++)
            if (p->nodes[i].pool == pool && p->nodes[i].kind == NODE_POOL)
                g->strips[g->n_strips++] = (struct process_strip){
                    .lane = PROCESS_NONE, .stranger = i, .pool = pool};
    }
    for (i = 0; i < p->n_nodes; i++)
        for (pool = 0; pool < g->n_strips; pool++)
            if (g->strips[pool].stranger == i ||
                (g->strips[pool].lane != PROCESS_NONE &&
                 g->strips[pool].lane == p->nodes[i].lane))
                g->strip[i] = pool;
}

/* What stands in the grid for a node: a boundary event is on its task. */
static size_t stand_in(const struct process *p, size_t node)
{
    size_t host = p->nodes[node].host;

    return host == PROCESS_NONE ? node : host;
}

/* Ways that begin together into one lane, or come together out of one, are
 * shown alike. */
static bool is_one_of_many(const struct placing *pl,
                           const struct process_flow *f)
{
    const struct process_grid *g = pl->g;
    size_t i, out = 0, in = 0;

    for (i = 0; i < g->p->n_flows; i++) {
        const struct process_flow *o = &g->p->flows[i];

        if (pl->order.place[o->from] >= pl->order.place[o->to])
            continue; /* a loop */
        out += o->from == f->from && g->strip[o->to] == g->strip[f->to];
        in += o->to == f->to && g->strip[o->from] == g->strip[f->from];
    }
    return out > 1 || in > 1;
}

/* Whether a flow may go straight up or down into the next lane, so that the
 * column need not change. */
static bool may_drop(const struct placing *pl, const struct process_flow *f)
{
    const struct process_grid *g = pl->g;
    size_t from = g->strip[f->from], to = g->strip[f->to];
    enum process_family family = process_family(g->p->nodes[f->from].kind);

    if (from + 1 != to && to + 1 != from)
        return false;
    if (family != FAMILY_TASK && family != FAMILY_GATEWAY)
        return false;
    if (!*f->name && is_one_of_many(pl, f))
        return false;
    return !pl->dropped[2 * f->from + (to < from)] &&
           !pl->dropped[2 * f->to + (from < to)];
}

static void note_last(struct placing *pl, size_t node, size_t before)
{
    size_t n = pl->g->n_strips, s;
    size_t *to = pl->last + node * n, *from = pl->last + before * n;

    for (s = 0; s < n; s++)
        if (from[s] > to[s])
            to[s] = from[s];
}

static bool leads_on(const struct placing *pl, const struct process_flow *f,
                     size_t node)
{
    const struct process *p = pl->g->p;

    return f->to == node && f->from != node &&
           p->nodes[f->from].kind != NODE_POOL &&
           pl->order.place[f->from] < pl->order.place[node];
}

static void choose_column(struct placing *pl, size_t node)
{
    struct process_grid *g = pl->g;
    const struct process *p = g->p;
    size_t need = 0, i, *last = pl->last + node * g->n_strips;

    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];
        size_t from = stand_in(p, f->from), at = g->col[from];

        if (!leads_on(pl, f, node))
            continue;
        note_last(pl, node, from);
        if (!f->is_message && !may_drop(pl, f))
            at++;
        if (at > need)
            need = at;
    }
    if (last[g->strip[node]] > need)
        need = last[g->strip[node]];
    g->col[node] = need;
    last[g->strip[node]] = need + 1;
    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];
        bool up = g->strip[f->to] < g->strip[f->from];

        if (leads_on(pl, f, node) && !f->is_message && may_drop(pl, f) &&
            g->col[stand_in(p, f->from)] == need)
            pl->dropped[2 * f->from + up] = pl->dropped[2 * f->to + !up] = true;
    }
}

/* The rows of a strip while they are being filled. */
struct rows {
    struct placing *pl;
    size_t strip, n;
    size_t *cells; /* by row and column */
};

static size_t blocked(const struct rows *r, size_t row, size_t a, size_t b)
{
    size_t from = a < b ? a : b, to = a < b ? b : a, n = 0;

    for (from++; from < to; from++)
        n += r->cells[row * r->pl->g->n_cols + from] != PROCESS_NONE;
    return n;
}

/* What it costs that this flow's ends stand in these rows. */
static size_t flow_cost(const struct rows *r, size_t other, size_t node,
                        size_t row)
{
    const struct process_grid *g = r->pl->g;
    size_t there = g->row[other];
    size_t away = there > row ? there - row : row - there;

    if (away == 0)
        return COST_BLOCKED * blocked(r, row, g->col[other], g->col[node]);
    return COST_ROW * away;
}

/* Whether the node would stand in a straight way between two others. */
static size_t stands_between(const struct rows *r, size_t node, size_t row)
{
    const struct process_grid *g = r->pl->g;
    const struct process *p = g->p;
    size_t i, n = 0;

    for (i = 0; i < p->n_flows; i++) {
        size_t a = stand_in(p, p->flows[i].from);
        size_t b = stand_in(p, p->flows[i].to);

        if (a == node || b == node || g->strip[a] != r->strip ||
            g->strip[b] != r->strip || g->row[a] != row || g->row[b] != row)
            continue;
        n += (g->col[a] < g->col[node]) != (g->col[b] < g->col[node]);
    }
    return n;
}

static size_t row_cost(const struct rows *r, size_t node, size_t row)
{
    const struct process_grid *g = r->pl->g;
    const struct process *p = g->p;
    size_t cost = row >= r->n ? COST_NEW_ROW : 0, i;

    for (i = 0; i < p->n_flows; i++) {
        size_t a = stand_in(p, p->flows[i].from);
        size_t b = stand_in(p, p->flows[i].to), other = a == node ? b : a;

        if ((a != node && b != node) || g->col[a] >= g->col[b])
            continue; /* a loop goes round in any case */
        if (g->strip[other] == r->strip && g->row[other] != PROCESS_NONE)
            cost += flow_cost(r, other, node, row);
        else if (g->strip[other] < r->strip)
            cost += COST_AWAY * row;
        else if (g->strip[other] > r->strip && row < r->n)
            cost += COST_AWAY * (r->n - 1 - row);
    }
    return cost + COST_BLOCKED * stands_between(r, node, row);
}

static void choose_row(struct rows *r, size_t node)
{
    struct process_grid *g = r->pl->g;
    size_t best = PROCESS_NONE, least = PROCESS_NONE, row, cost;

    for (row = 0; row <= r->n; row++) {
        if (r->cells[row * g->n_cols + g->col[node]] != PROCESS_NONE)
            continue;
        cost = row_cost(r, node, row);
        if (cost < least) {
            least = cost;
            best = row;
        }
    }
    g->row[node] = best;
    r->cells[best * g->n_cols + g->col[node]] = node;
    if (best == r->n)
        r->n++;
}

/* Fill one strip, its nodes in order; rows count from 0 in it. */
static size_t place_rows(struct placing *pl, size_t strip)
{
    struct process_grid *g = pl->g;
    const struct process *p = g->p;
    size_t room = (p->n_nodes + 1) * g->n_cols, i;
    struct rows r = {pl, strip, 0, arena_array(g->a, room, sizeof(size_t))};

    for (i = 0; i < room; i++)
        r.cells[i] = PROCESS_NONE;
    for (i = 0; i < pl->order.n; i++) {
        size_t node = pl->order.nodes[i];

        if (g->strip[node] == strip && p->nodes[node].host == PROCESS_NONE)
            choose_row(&r, node);
    }
    return r.n ? r.n : 1;
}

static void fill_cells(struct process_grid *g)
{
    const struct process *p = g->p;
    size_t i, c;

    g->cells = arena_array(g->a, g->n_rows * g->n_cols, sizeof(size_t));
    for (i = 0; i < g->n_rows * g->n_cols; i++)
        g->cells[i] = PROCESS_NONE;
    for (i = 0; i < p->n_nodes; i++) {
        size_t at = g->row[i] * g->n_cols;

        if (p->nodes[i].kind == NODE_POOL)
            for (c = 0; c < g->n_cols; c++)
                g->cells[at + c] = i;
        else if (p->nodes[i].host == PROCESS_NONE)
            g->cells[at + g->col[i]] = i;
    }
}

static void make_lines(struct process_grid *g)
{
    size_t s, r, n = g->n_rows + g->n_strips + g->n_rows;

    g->nx = 2 * (int)g->n_cols + 1;
    g->row_at = arena_array(g->a, n, sizeof(size_t));
    g->y_of_row = arena_array(g->a, g->n_rows, sizeof(int));
    for (s = 0; s < g->n_strips; s++) {
        for (r = 0; r < g->strips[s].n_rows; r++) {
            g->row_at[g->ny++] = PROCESS_NONE;
            g->y_of_row[g->strips[s].first_row + r] = g->ny;
            g->row_at[g->ny++] = g->strips[s].first_row + r;
        }
        g->row_at[g->ny++] = PROCESS_NONE;
    }
}

static void place_all_rows(struct placing *pl)
{
    struct process_grid *g = pl->g;
    const struct process *p = g->p;
    size_t s, i;

    for (i = 0; i < p->n_nodes; i++)
        g->row[i] = PROCESS_NONE;
    for (s = 0; s < g->n_strips; s++) {
        g->strips[s].n_rows = place_rows(pl, s);
        g->strips[s].first_row = g->n_rows;
        g->n_rows += g->strips[s].n_rows;
    }
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].host == PROCESS_NONE)
            g->row[i] += g->strips[g->strip[i]].first_row;
    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].host != PROCESS_NONE)
            g->row[i] = g->row[p->nodes[i].host];
}

void grid_place(struct process_grid *g)
{
    const struct process *p = g->p;
    struct placing pl = {.g = g, .order = process_order(g->a, p)};
    size_t i;

    g->strip = arena_array(g->a, p->n_nodes, sizeof(size_t));
    g->col = arena_array(g->a, p->n_nodes, sizeof(size_t));
    g->row = arena_array(g->a, p->n_nodes, sizeof(size_t));
    make_strips(g);
    pl.last = arena_array(g->a, p->n_nodes * g->n_strips, sizeof(size_t));
    pl.dropped = arena_array(g->a, 2 * p->n_nodes, sizeof(bool));
    for (i = 0; i < pl.order.n; i++) {
        size_t node = pl.order.nodes[i];

        if (p->nodes[node].host == PROCESS_NONE &&
            p->nodes[node].kind != NODE_POOL)
            choose_column(&pl, node);
    }
    for (i = 0; i < p->n_nodes; i++) {
        if (p->nodes[i].host != PROCESS_NONE)
            g->col[i] = g->col[p->nodes[i].host];
        if (g->col[i] + 1 > g->n_cols)
            g->n_cols = g->col[i] + 1;
    }
    place_all_rows(&pl);
    fill_cells(g);
    make_lines(g);
}
