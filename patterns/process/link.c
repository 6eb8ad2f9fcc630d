/* What the ids in a process's file mean: which lane, which end of a flow. */
#include "patterns/process/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/text.h"

/* What has an id; its place stands in the low bits of the map's number. */
enum thing { THING_NODE, THING_FLOW, THING_LANE, THING_POOL, THINGS };

struct linker {
    struct process_draft *d;
    struct process *p;
    const struct origin *origin;
    struct map ids;
    bool has_lanes[2 * PROCESS_POOLS_MAX]; /* beside that of loose steps */
};

static const char *shown(const struct linker *l, const char *id)
{
    return text_shown(l->origin->arena, id, strlen(id));
}

static enum err put(struct linker *l, const char *id, int line,
                    enum thing thing, size_t i)
{
    bool added;
    int64_t *at;

    if (!*id && thing >= THING_LANE)
        return OK;
    if (!*id)
        return origin_refuse(l->origin, line, "has no id");
    at = map_put(&l->ids, id, strlen(id), &added);
    if (!added)
        return origin_refuse(l->origin, line, "the id %s is there twice",
                             shown(l, id));
    *at = (int64_t)i * THINGS + thing;
    return OK;
}

static enum err put_all(struct linker *l)
{
    const struct process *p = l->p;
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < p->n_nodes; i++)
        e = put(l, p->nodes[i].id, p->nodes[i].line, THING_NODE, i);
    for (i = 0; !e && i < p->n_flows; i++)
        e = put(l, p->flows[i].id, p->flows[i].line, THING_FLOW, i);
    for (i = 0; !e && i < p->n_lanes; i++)
        e = put(l, p->lanes[i].id, p->lanes[i].line, THING_LANE, i);
    for (i = 0; !e && i < p->n_pools; i++)
        e = put(l, p->pools[i].id, p->pools[i].line, THING_POOL, i);
    return e;
}

/* The place of that thing of this id; PROCESS_NONE: there is none. */
static size_t find(const struct linker *l, const char *id, enum thing thing)
{
    const int64_t *at = map_find(&l->ids, id, strlen(id));

    if (!at || *at % THINGS != (int64_t)thing)
        return PROCESS_NONE;
    return (size_t)(*at / THINGS);
}

/* Each process gets the pool that names it, or one without a name. */
static void give_pools(struct linker *l, size_t *pool_of)
{
    struct process_draft *d = l->d;
    struct process *p = l->p;
    size_t named = p->n_pools, i, j;

    for (i = 0; i < d->n_processes; i++) {
        for (j = 0;
             j < named && (!p->pools[j].process ||
                           strcmp(p->pools[j].process, d->processes[i]) != 0);
             j++)
            ;
        pool_of[i] = j;
        if (j < named)
            continue;
        pool_of[i] = p->n_pools++;
        p->pools[pool_of[i]] =
            (struct process_pool){.id = "",
                                  .name = "",
                                  .process = d->processes[i],
                                  .line = d->process_lines[i]};
        if (named > 0)
            process_note(l->origin, p, d->process_lines[i],
                         "no pool names this process");
    }
}

static bool is_told(const struct linker *l, const struct process_pool *pool)
{
    size_t i;

    for (i = 0; pool->process && i < l->d->n_processes; i++)
        if (strcmp(l->d->processes[i], pool->process) == 0)
            return true;
    return false;
}

static void add_strangers(struct linker *l)
{
    struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_pools; i++)
        if (!is_told(l, &p->pools[i]))
            p->nodes[p->n_nodes++] =
                (struct process_node){.kind = NODE_POOL,
                                      .id = p->pools[i].id,
                                      .name = p->pools[i].name,
                                      .line = p->pools[i].line,
                                      .pool = i,
                                      .lane = PROCESS_NONE,
                                      .host = PROCESS_NONE};
}

static void give_lanes(struct linker *l)
{
    const struct process_draft *d = l->d;
    struct process *p = l->p;
    size_t i, at;

    for (i = 0; i < d->n_lane_refs; i++) {
        const struct process_lane_ref *ref = &d->lane_refs[i];

        at = find(l, ref->node.id, THING_NODE);
        if (at == PROCESS_NONE || p->nodes[at].pool != p->lanes[ref->lane].pool)
            process_note(l->origin, p, ref->node.line,
                         "the lane holds %s, which is no step of its process",
                         shown(l, ref->node.id));
        else if (!d->is_outer[ref->lane])
            p->nodes[at].lane = ref->lane;
    }
}

static enum err give_hosts(struct linker *l)
{
    struct process *p = l->p;
    size_t i;

    for (i = 0; i < p->n_nodes; i++) {
        struct process_node *n = &p->nodes[i];

        if (n->kind != NODE_BOUNDARY)
            continue;
        n->host = find(l, l->d->hosts[i].id, THING_NODE);
        if (n->host == PROCESS_NONE || p->nodes[n->host].pool != n->pool ||
            process_family(p->nodes[n->host].kind) != FAMILY_TASK)
            return origin_refuse(l->origin, n->line,
                                 "attachedToRef must name a task of this "
                                 "process");
        n->lane = p->nodes[n->host].lane;
    }
    return OK;
}

/* Whether a pool has steps that are in none of its lanes. */
static bool has_loose(const struct process *p, size_t pool)
{
    size_t i;

    for (i = 0; i < p->n_nodes; i++)
        if (p->nodes[i].pool == pool && p->nodes[i].kind != NODE_POOL &&
            p->nodes[i].lane == PROCESS_NONE)
            return true;
    return false;
}

/* The lanes in order of their pools, without those of lanes; one more for the
 * steps of a pool that are in none.  to: where each lane goes, and behind
 * them the loose steps of each pool. */
static void order_lanes(struct linker *l, size_t *to)
{
    struct process *p = l->p;
    struct process_lane *old = p->lanes;
    size_t n_old = p->n_lanes, pool, before, i;

    p->lanes = arena_array(l->origin->arena, n_old + p->n_pools, sizeof(*old));
    p->n_lanes = 0;
    for (pool = 0; pool < p->n_pools; pool++) {
        before = p->n_lanes;
        for (i = 0; i < n_old; i++) {
            if (old[i].pool != pool || l->d->is_outer[i])
                continue;
            to[i] = p->n_lanes;
            p->lanes[p->n_lanes++] = old[i];
        }
        if (!has_loose(p, pool))
            continue;
        l->has_lanes[pool] = p->n_lanes > before;
        to[n_old + pool] = p->n_lanes;
        p->lanes[p->n_lanes++] =
            (struct process_lane){.id = "", .name = "", .pool = pool};
    }
}

static void move_into_lanes(struct linker *l)
{
    struct process *p = l->p;
    size_t n_old = p->n_lanes, i;
    size_t to[PROCESS_LANES_MAX + 2 * PROCESS_POOLS_MAX];

    order_lanes(l, to);
    for (i = 0; i < p->n_nodes; i++) {
        struct process_node *n = &p->nodes[i];

        if (n->kind == NODE_POOL)
            continue;
        if (n->lane == PROCESS_NONE && l->has_lanes[n->pool])
            process_note(l->origin, p, n->line, "\"%s\" is in no lane",
                         n->name);
        n->lane = to[n->lane == PROCESS_NONE ? n_old + n->pool : n->lane];
    }
}

/* A node, or somebody else's pool. */
static size_t find_end(const struct linker *l, const char *id)
{
    size_t at = find(l, id, THING_NODE), pool, i;

    if (at != PROCESS_NONE)
        return at;
    pool = find(l, id, THING_POOL);
    for (i = 0; pool != PROCESS_NONE && i < l->p->n_nodes; i++)
        if (l->p->nodes[i].kind == NODE_POOL && l->p->nodes[i].pool == pool)
            return i;
    return PROCESS_NONE;
}

static enum err give_ends(struct linker *l)
{
    struct process *p = l->p;
    size_t i, kept = 0;

    for (i = 0; i < p->n_flows; i++) {
        struct process_flow f = p->flows[i];
        const struct process_ref *ends = &l->d->ends[2 * i];

        f.from = find_end(l, ends[0].id);
        f.to = find_end(l, ends[1].id);
        if (!f.is_message && f.to != PROCESS_NONE &&
            p->nodes[f.to].kind == NODE_BOUNDARY)
            return origin_refuse(l->origin, f.line,
                                 "the flow leads to \"%s\", which happens on "
                                 "a task: nothing may lead there",
                                 p->nodes[f.to].name);
        if (f.from != PROCESS_NONE && f.to != PROCESS_NONE) {
            f.is_default = !f.is_message &&
                           p->nodes[f.from].kind != NODE_POOL &&
                           strcmp(l->d->usual[f.from].id, f.id) == 0;
            p->flows[kept++] = f;
        } else if (!f.is_message) {
            return origin_refuse(
                l->origin, f.line, "the flow %s \"%s\", which is no step",
                f.from == PROCESS_NONE ? "comes from" : "leads to",
                shown(l, ends[f.from == PROCESS_NONE ? 0 : 1].id));
        } else {
            process_note(l->origin, p, f.line,
                         "the message flow does not join two steps, or a step "
                         "and a pool that has none: it is not shown");
        }
    }
    p->n_flows = kept;
    return OK;
}

static void *copied(struct arena *a, const void *from, size_t n, size_t size)
{
    void *to = arena_array(a, n, size);

    if (n)
        memcpy(to, from, n * size);
    return to;
}

/* Out of the draft's memory into the origin's. */
static void keep(struct linker *l)
{
    struct arena *a = l->origin->arena;
    struct process *p = l->p;

    p->pools = copied(a, p->pools, p->n_pools, sizeof(*p->pools));
    p->nodes = copied(a, p->nodes, p->n_nodes, sizeof(*p->nodes));
    p->flows = copied(a, p->flows, p->n_flows, sizeof(*p->flows));
    if (!*p->name && p->n_pools > 0)
        p->name = p->pools[0].name;
    if (p->n_pools > 0 && *p->pools[0].name)
        p->name = p->pools[0].name;
}

/* Nodes and lanes know their process until now, and then their pool. */
static void move_into_pools(struct linker *l)
{
    struct process *p = l->p;
    size_t pool_of[PROCESS_POOLS_MAX] = {0}, i;

    give_pools(l, pool_of);
    for (i = 0; i < p->n_nodes; i++)
        p->nodes[i].pool = pool_of[p->nodes[i].pool];
    for (i = 0; i < p->n_lanes; i++)
        p->lanes[i].pool = pool_of[p->lanes[i].pool];
}

static enum err link_all(struct linker *l)
{
    struct process *p = l->p;
    enum err e;

    if (l->d->n_processes == 0)
        return origin_refuse(l->origin, 1, "has no <process>");
    e = put_all(l);
    if (e)
        return e;
    move_into_pools(l);
    give_lanes(l);
    e = give_hosts(l);
    if (e)
        return e;
    move_into_lanes(l);
    if (p->n_nodes == 0)
        return origin_refuse(l->origin, l->d->process_lines[0],
                             "the process has no step");
    add_strangers(l);
    e = give_ends(l);
    if (e)
        return e;
    keep(l);
    process_take_diagram(l->d);
    return OK;
}

enum err process_link(struct process_draft *d)
{
    struct linker l = {.d = d, .p = d->process, .origin = d->origin};
    enum err e;

    map_init(&l.ids);
    e = link_all(&l);
    map_release(&l.ids);
    return e;
}
