/* What a person should mend in a process, though it can be shown. */
#include "patterns/process/read.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"

#define X(kind, element, family, word) [kind] = {element, word, family},
static const struct {
    const char *element, *word;
    enum process_family family;
} kinds[] = {PROCESS_KIND_MAP(X)};
#undef X

const char *process_kind_element(enum process_kind kind)
{
    return kinds[kind].element;
}

const char *process_kind_word(enum process_kind kind)
{
    return kinds[kind].word;
}

enum process_family process_family(enum process_kind kind)
{
    return kinds[kind].family;
}

const char *process_who(const struct process *p, const struct process_node *n)
{
    const char *name = n->lane == PROCESS_NONE ? "" : p->lanes[n->lane].name;

    return *name ? name : p->pools[n->pool].name;
}

void process_note(const struct origin *o, struct process *p, int line,
                  const char *fmt, ...)
{
    char message[400];
    va_list args;

    va_start(args, fmt);
    text_format(message, sizeof(message), fmt, args);
    va_end(args);
    problems_add(&p->notes, arena_printf(o->arena, "%s:%d", o->file, line),
                 "%s", message);
}

static size_t ways(const struct process *p, size_t node, bool out)
{
    size_t i, n = 0;

    for (i = 0; i < p->n_flows; i++)
        n += !p->flows[i].is_message &&
             (out ? p->flows[i].from : p->flows[i].to) == node;
    return n;
}

/* A gateway that only joins, or lets all go on, asks nothing. */
static bool is_question(const struct process *p, size_t i)
{
    enum process_kind kind = p->nodes[i].kind;

    return (kind == NODE_EXCLUSIVE || kind == NODE_INCLUSIVE ||
            kind == NODE_COMPLEX) &&
           ways(p, i, true) > 1;
}

/* As a person finds it: by its name, or by its line. */
static const char *called(const struct origin *o, const struct process_node *n)
{
    return *n->name ? arena_printf(o->arena, "\"%s\"", n->name)
                    : arena_printf(o->arena, "the %s in line %d",
                                   process_kind_word(n->kind), n->line);
}

static void check_names(const struct origin *o, struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_lanes; i++)
        if (*p->lanes[i].id && !*p->lanes[i].name)
            process_note(o, p, p->lanes[i].line,
                         "the lane has no name: write who works in it");
    for (i = 0; i < p->n_nodes; i++) {
        const struct process_node *n = &p->nodes[i];

        if (!*n->name &&
            (process_family(n->kind) != FAMILY_GATEWAY || is_question(p, i)))
            process_note(o, p, n->line, "the %s has no name: write %s",
                         process_kind_word(n->kind),
                         process_family(n->kind) == FAMILY_GATEWAY
                             ? "what is asked"
                             : "what happens");
    }
    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];

        if (!f->is_message && !*f->name && !f->is_default &&
            is_question(p, f->from))
            process_note(o, p, f->line,
                         "a way out of %s does not say when it is taken: name "
                         "it after the answer",
                         called(o, &p->nodes[f->from]));
    }
}

/* Steps that a token gets to from some start. */
static void find_reached(const struct process *p, bool *reached)
{
    bool more = true;
    size_t i;

    for (i = 0; i < p->n_nodes; i++)
        reached[i] = p->nodes[i].kind == NODE_START;
    while (more) {
        more = false;
        for (i = 0; i < p->n_flows; i++) {
            const struct process_flow *f = &p->flows[i];

            if (f->is_message || !reached[f->from] || reached[f->to])
                continue;
            reached[f->to] = more = true;
        }
        for (i = 0; i < p->n_nodes; i++) {
            size_t host = p->nodes[i].host;

            if (host == PROCESS_NONE || !reached[host] || reached[i])
                continue;
            reached[i] = more = true;
        }
    }
}

static bool has_kind(const struct process *p, size_t pool,
                     enum process_kind kind)
{
    size_t i;

    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].pool == pool && p->nodes[i].kind == kind)
            return true;
    return false;
}

static void check_pools(const struct origin *o, struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_pools; i++) {
        const struct process_pool *pool = &p->pools[i];

        if (has_kind(p, i, NODE_POOL))
            continue;
        if (!has_kind(p, i, NODE_START))
            process_note(o, p, pool->line, "the process has no start");
        if (!has_kind(p, i, NODE_END))
            process_note(o, p, pool->line, "the process has no end");
    }
}

static void check_ways(const struct origin *o, struct process *p)
{
    bool reached[PROCESS_NODES_MAX + PROCESS_POOLS_MAX] = {false};
    size_t i;

    find_reached(p, reached);
    for (i = 0; i < p->n_nodes; i++) {
        const struct process_node *n = &p->nodes[i];

        if (n->kind == NODE_POOL)
            continue;
        if (!reached[i] && has_kind(p, n->pool, NODE_START))
            process_note(o, p, n->line,
                         "%s is never reached from a start: let a flow lead "
                         "to it, or take it out",
                         called(o, n));
        if (n->kind != NODE_END && ways(p, i, true) == 0)
            process_note(o, p, n->line,
                         "nothing follows %s, which is no end: let a flow "
                         "lead on from it, to an end at last",
                         called(o, n));
        if (n->kind == NODE_END && ways(p, i, true) > 0)
            process_note(o, p, n->line, "something follows %s, which is an end",
                         called(o, n));
        if (n->kind == NODE_START && ways(p, i, false) > 0)
            process_note(o, p, n->line, "a flow leads to %s, which is a start",
                         called(o, n));
    }
}

static void check_borders(const struct origin *o, struct process *p)
{
    size_t i;

    for (i = 0; i < p->n_flows; i++) {
        const struct process_flow *f = &p->flows[i];
        const struct process_node *from = &p->nodes[f->from];
        const struct process_node *to = &p->nodes[f->to];

        if (!f->is_message && from->pool != to->pool)
            process_note(o, p, f->line,
                         "a flow leads from \"%s\" to \"%s\" of another "
                         "process: make it a message",
                         from->name, to->name);
    }
}

void process_check(const struct origin *o, struct process *p)
{
    check_pools(o, p);
    check_borders(o, p);
    check_names(o, p);
    check_ways(o, p);
}
