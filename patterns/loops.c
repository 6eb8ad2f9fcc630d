#include "patterns/loops.h"

#include <string.h>

#include "base/buf.h"
#include "patterns/uses.h"

enum { NAMES_MAX = 2000 };

/* Tarjan's walk: entries that lead to one another come off the stack
 * together.  Places are those in the catalogue; "none" is its size. */
struct walk {
    struct catalogue *catalogue;
    bool *lost, any;
    size_t *number, numbers; /* in the order they were seen, from 1 */
    size_t *low;             /* the first number each leads back to */
    size_t *stack, depth;
    bool *settled;        /* off the stack */
    size_t *from, *queue; /* of one search for the way back */
};

static size_t used_by(const struct walk *w, size_t i, size_t nth)
{
    const struct catalogue *c = w->catalogue;
    const struct pattern *p = &c->at[i];
    const struct pattern *used = uses_declared(c, p, p->declared_uses.at[nth]);

    return used ? (size_t)(used - c->at) : c->n;
}

/* The shortest way from an entry back to it, among those on the stack from
 * that depth: from[] then leads from its last entry to its first. */
static size_t find_way_back(const struct walk *w, size_t start, size_t depth)
{
    size_t none = w->catalogue->n, head = 0, tail = 0, i, j;

    for (i = 0; i < none; i++)
        w->from[i] = i;
    for (i = depth; i < w->depth; i++)
        w->from[w->stack[i]] = none;
    w->queue[tail++] = start;
    while (head < tail) {
        size_t at = w->queue[head++];

        for (j = 0; j < w->catalogue->at[at].declared_uses.n; j++) {
            size_t next = used_by(w, at, j);

            if (next == start)
                return at;
            if (next == none || w->from[next] != none)
                continue;
            w->from[next] = at;
            w->queue[tail++] = next;
        }
    }
    return none; /* none of a loop gets here */
}

/* "a uses b uses a" */
static const char *way_back(const struct walk *w, size_t start, size_t depth)
{
    const struct catalogue *c = w->catalogue;
    size_t at = find_way_back(w, start, depth), n = 0;
    const char *told;
    struct buf names;

    for (; at != start && at != c->n; at = w->from[at])
        w->queue[n++] = at;
    buf_init(&names, NAMES_MAX);
    buf_adds(&names, c->at[start].slug);
    while (n > 0)
        buf_addf(&names, " uses %s", c->at[w->queue[--n]].slug);
    buf_addf(&names, " uses %s", c->at[start].slug);
    told =
        buf_finish(&names) ? "a long one" : arena_strdup(c->arena, names.text);
    buf_release(&names);
    return told;
}

static void lose(struct walk *w, size_t i, size_t depth)
{
    struct problems *told = &w->catalogue->problems;
    const struct pattern *p = &w->catalogue->at[i];

    w->lost[i] = w->any = true;
    problems_add(told,
                 arena_printf(w->catalogue->arena, "%s:%d", p->source_path,
                              p->uses_line),
                 "uses go round in a circle: %s",
                 told->n < told->max ? way_back(w, i, depth) : "");
}

static bool uses_itself(const struct walk *w, size_t i)
{
    size_t j;

    for (j = 0; j < w->catalogue->at[i].declared_uses.n; j++)
        if (used_by(w, i, j) == i)
            return true;
    return false;
}

/* Those on the stack from that depth lead to one another, and to no others
 * that are left. */
static void settle(struct walk *w, size_t depth)
{
    const struct pattern *at = w->catalogue->at;
    bool is_loop = w->depth - depth > 1 || uses_itself(w, w->stack[depth]);
    bool of_folder = false;
    size_t i;

    for (i = depth; i < w->depth; i++) {
        w->settled[w->stack[i]] = true;
        of_folder = of_folder || at[w->stack[i]].from_folder;
    }
    for (i = depth; is_loop && i < w->depth; i++)
        if (at[w->stack[i]].from_folder == of_folder)
            lose(w, w->stack[i], depth);
    w->depth = depth;
}

static void visit(struct walk *w, size_t i)
{
    size_t depth = w->depth, j;

    w->number[i] = w->low[i] = ++w->numbers;
    w->stack[w->depth++] = i;
    for (j = 0; j < w->catalogue->at[i].declared_uses.n; j++) {
        size_t next = used_by(w, i, j), back;

        if (next == w->catalogue->n || w->settled[next])
            continue;
        back = w->number[next];
        if (!back) {
            visit(w, next);
            back = w->low[next];
        }
        if (!w->settled[next] && back < w->low[i])
            w->low[i] = back;
    }
    if (w->low[i] == w->number[i])
        settle(w, depth);
}

bool loops_find(struct catalogue *c, bool *lost)
{
    struct walk w = {.catalogue = c, .lost = lost};
    size_t **lists[] = {&w.number, &w.low, &w.stack, &w.from, &w.queue}, i;
    struct arena *scratch = arena_new();

    memset(lost, 0, c->n * sizeof(*lost));
    for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        *lists[i] = arena_array(scratch, c->n, sizeof(**lists[i]));
    w.settled = arena_array(scratch, c->n, sizeof(*w.settled));
    for (i = 0; i < c->n; i++)
        if (!w.number[i] && c->at[i].declared_uses.n)
            visit(&w, i);
    arena_free(scratch);
    return w.any;
}
