#include "tests/crash/power_cut.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Operations not yet synced, by their numbers. */
struct waiting {
    size_t n, room;
    size_t *at;
};

struct on_disk {
    const struct disk *of;
    size_t instant;
    struct disk *certain;
    size_t n_nodes;
    struct waiting *nodes; /* of each node */
    struct waiting names;
};

struct on_disk *on_disk_new(const struct disk *of)
{
    struct on_disk *o = mem_new(1, sizeof(*o));
    size_t i;

    o->of = of;
    o->certain = disk_new(false);
    o->n_nodes = of->n_nodes;
    o->nodes = mem_new(of->n_nodes + 1, sizeof(*o->nodes));
    for (i = 0; i < of->n_nodes; i++)
        (void)disk_make(o->certain, NULL);
    return o;
}

void on_disk_free(struct on_disk *o)
{
    size_t i;

    for (i = 0; i < o->n_nodes; i++)
        free(o->nodes[i].at);
    free(o->nodes);
    free(o->names.at);
    disk_free(o->certain);
    free(o);
}

static void wait_for_sync(struct waiting *w, size_t op)
{
    w->at = mem_grow(w->at, w->n, &w->room, sizeof(*w->at));
    w->at[w->n++] = op;
}

static void give_name(struct disk *d, const char *name, size_t node)
{
    disk_remove(d, name);
    d->names =
        mem_grow(d->names, d->n_names, &d->names_room, sizeof(*d->names));
    d->names[d->n_names].node = node;
    memcpy(d->names[d->n_names++].text, name, strlen(name) + 1);
}

static void apply(struct disk *to, const struct disk_op *op)
{
    if (op->kind == OP_MAKE)
        give_name(to, op->name, op->node);
    else if (op->kind == OP_REMOVE)
        disk_remove(to, op->name);
    else if (op->kind == OP_WRITE)
        disk_write(to, op->node, op->offset, op->bytes, op->n);
    else if (op->kind == OP_CUT_SHORT)
        disk_cut_short(to, op->node, op->offset);
}

static void settle(struct on_disk *o, struct waiting *w)
{
    size_t i;

    for (i = 0; i < w->n; i++)
        apply(o->certain, &o->of->ops[w->at[i]]);
    w->n = 0;
}

void on_disk_go(struct on_disk *o, size_t instant)
{
    for (; o->instant < instant; o->instant++) {
        const struct disk_op *op = &o->of->ops[o->instant];

        switch (op->kind) {
        case OP_MAKE:
        case OP_REMOVE:
            wait_for_sync(&o->names, o->instant);
            break;
        case OP_WRITE:
        case OP_CUT_SHORT:
            wait_for_sync(&o->nodes[op->node], o->instant);
            break;
        case OP_SYNC:
            settle(o, &o->nodes[op->node]);
            break;
        case OP_SYNC_NAMES:
            settle(o, &o->names);
            break;
        }
    }
}

static struct disk *copy(const struct disk *of)
{
    struct disk *d = disk_new(false);
    size_t i;

    for (i = 0; i < of->n_nodes; i++) {
        (void)disk_make(d, NULL);
        if (of->nodes[i]->size)
            disk_write(d, i, 0, of->nodes[i]->bytes, of->nodes[i]->size);
    }
    for (i = 0; i < of->n_names; i++)
        give_name(d, of->names[i].text, of->names[i].node);
    return d;
}

/* Where a file grows past its end, the sectors between hold zeros or what lay
 * there before. */
static void fill_gap(struct disk *d, size_t node, size_t until,
                     struct dice *dice)
{
    size_t from = d->nodes[node]->size, i;
    unsigned char garbage[512];

    if (dice_chance(dice, 50))
        return;
    for (i = 0; i < sizeof(garbage); i++)
        garbage[i] = (unsigned char)dice_throw(dice);
    for (; from < until; from += sizeof(garbage))
        disk_write(d, node, from, garbage,
                   until - from < sizeof(garbage) ? until - from
                                                  : sizeof(garbage));
}

/* Some of the sectors of a write. */
static void tear(struct disk *d, const struct disk_op *op, struct dice *dice)
{
    size_t sector = dice_chance(dice, 50) ? 512 : 4096;
    size_t keep = dice_below(dice, 101), from = op->offset;
    size_t end = op->offset + op->n;

    while (from < end) {
        size_t next = (from / sector + 1) * sector;

        next = next < end ? next : end;
        if (dice_chance(dice, keep)) {
            if (from > d->nodes[op->node]->size)
                fill_gap(d, op->node, from, dice);
            disk_write(d, op->node, from, op->bytes + (from - op->offset),
                       next - from);
        }
        from = next;
    }
}

static void shuffle(size_t *at, size_t n, struct dice *dice)
{
    size_t i;

    for (i = n; i > 1; i--) {
        size_t j = dice_below(dice, i), held = at[i - 1];

        at[i - 1] = at[j];
        at[j] = held;
    }
}

/* Some of what waits for a node's sync, in any order. */
static void keep_some(const struct on_disk *o, const struct waiting *w,
                      struct disk *d, struct dice *dice)
{
    size_t percent = dice_below(dice, 101), i;
    size_t *order = mem_new(w->n + 1, sizeof(*order));

    for (i = 0; i < w->n; i++)
        order[i] = w->at[i];
    if (dice_chance(dice, 50))
        shuffle(order, w->n, dice);
    for (i = 0; i < w->n; i++) {
        const struct disk_op *op = &o->of->ops[order[i]];

        if (!dice_chance(dice, percent))
            continue;
        if (op->kind == OP_WRITE && dice_chance(dice, 50))
            tear(d, op, dice);
        else
            apply(d, op);
    }
    free(order);
}

/* Names go onto the disk in their order, up to any point. */
static void keep_names(const struct on_disk *o, struct disk *d,
                       struct dice *dice)
{
    size_t n = dice_below(dice, o->names.n + 1), i;

    for (i = 0; i < n; i++)
        apply(d, &o->of->ops[o->names.at[i]]);
}

/* The same, and how it came to be is noted and synced. */
static struct disk *noted(struct disk *of)
{
    struct disk *d = disk_new(true);
    size_t i;

    for (i = 0; i < of->n_names; i++) {
        const struct disk_node *from = of->nodes[of->names[i].node];
        size_t node = disk_make(d, of->names[i].text);

        if (from->size)
            disk_write(d, node, 0, from->bytes, from->size);
        disk_sync(d, node);
    }
    disk_sync_names(d);
    disk_free(of);
    return d;
}

struct disk *power_cut(const struct on_disk *o, struct dice *dice, bool notes)
{
    struct disk *d = copy(o->certain);
    size_t i;

    for (i = 0; i < o->n_nodes; i++) {
        size_t way = dice_below(dice, 8);

        if (way == 0) /* all of it */
            for (way = 0; way < o->nodes[i].n; way++)
                apply(d, &o->of->ops[o->nodes[i].at[way]]);
        else if (way > 1) /* 1: none of it */
            keep_some(o, &o->nodes[i], d, dice);
    }
    keep_names(o, d, dice);
    return notes ? noted(d) : d;
}
