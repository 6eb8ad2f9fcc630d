/* The order in which a process is told and drawn. */
#include "patterns/process/tell.h"

enum { RANKS = 4 };

struct walk {
    const struct process *p;
    bool *seen;
    size_t *done; /* nodes, the last one first */
    size_t n;
};

/* A node is done when all that follows it is: the way that the file names
 * first is walked last, so that it stands right behind. */
static void visit(struct walk *w, size_t node)
{
    const struct process *p = w->p;
    size_t i;

    if (w->seen[node])
        return;
    w->seen[node] = true;
    for (i = p->n_nodes; i > 0; i--)
        if (p->nodes[i - 1].host == node)
            visit(w, i - 1);
    for (i = p->n_flows; i > 0; i--)
        if (p->flows[i - 1].from == node && !p->flows[i - 1].is_message)
            visit(w, p->flows[i - 1].to);
    w->done[w->n++] = node;
}

static bool is_led_to(const struct process *p, size_t node)
{
    size_t i;

    for (i = 0; i < p->n_flows; i++)
        if (p->flows[i].to == node && !p->flows[i].is_message &&
            p->flows[i].from != node)
            return true;
    return p->nodes[node].host != PROCESS_NONE;
}

/* What begins comes first; what only a loop leads to, last. */
static int rank(const struct process *p, size_t node)
{
    if (p->nodes[node].kind == NODE_POOL)
        return 3;
    if (p->nodes[node].kind == NODE_START)
        return 0;
    return is_led_to(p, node) ? 2 : 1;
}

/* All that is reached from the nodes of a rank, the first one first. */
static void walk_rank(struct walk *w, int r)
{
    size_t first = w->n, i, last;

    for (i = w->p->n_nodes; i > 0; i--)
        if (rank(w->p, i - 1) == r)
            visit(w, i - 1);
    for (i = first, last = w->n; i < last; i++) {
        size_t swap = w->done[i];

        w->done[i] = w->done[--last];
        w->done[last] = swap;
    }
}

struct process_order process_order(struct arena *a, const struct process *p)
{
    struct process_order order = {
        .nodes = arena_array(a, p->n_nodes, sizeof(size_t)),
        .place = arena_array(a, p->n_nodes, sizeof(size_t))};
    struct walk w = {.p = p,
                     .seen = arena_array(a, p->n_nodes, sizeof(bool)),
                     .done = arena_array(a, p->n_nodes, sizeof(size_t))};
    size_t i, pool;
    int r;

    for (r = 0; r < RANKS; r++)
        walk_rank(&w, r);
    for (pool = 0; pool < p->n_pools; pool++)
        for (i = 0; i < w.n; i++)
            if (p->nodes[w.done[i]].pool == pool)
                order.nodes[order.n++] = w.done[i];
    for (i = 0; i < order.n; i++)
        order.place[order.nodes[i]] = i;
    return order;
}
