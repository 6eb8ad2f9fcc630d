/* Attempts leave chunks, and go into others (change_inside.h). */
#include <stdlib.h>

#include "tracker/change_inside.h"

/* Those from..until, of one chunk. */
struct leaving {
    struct change_part *part;
    int64_t chunk;
    struct change_moved *from, *until;
};

static int by_place(const void *a, const void *b)
{
    const struct change_moved *x = a, *y = b;

    if (x->version != y->version)
        return x->version < y->version ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

static void keys_of(const struct change_moved *from,
                    const struct change_moved *until, struct map *keys)
{
    bool added;

    map_init(keys);
    for (; from < until; from++)
        (void)map_put(keys, from->key, HASH_SIZE, &added);
}

static void label(struct chunk *c, const struct change_moved *from,
                  const struct change_moved *until)
{
    c->version = from->version;
    c->day = from->day;
    for (c->settled_ms = INT64_MIN; from < until; from++)
        if (from->settled_ms > c->settled_ms)
            c->settled_ms = from->settled_ms;
}

/* Some that belong to the same version and day, into a chunk of their own. */
static enum err put_together(const struct leaving *l,
                             const struct change_moved *from,
                             const struct change_moved *until)
{
    struct chunks *s = &l->part->chunks;
    struct chunk c;
    struct map keys;
    enum err e;

    if (from->version == 0)
        return OK; /* nothing is left of them */
    keys_of(from, until, &keys);
    chunk_init(&c, 0, 0);
    e = chunk_read_some(s, l->chunk, &keys, &c);
    label(&c, from, until);
    if (!e)
        e = chunk_write(s, &c);
    chunk_release(&c);
    map_release(&keys);
    l->part->intake.tracker->keys_moved = true;
    return e;
}

static enum err split(const struct leaving *l)
{
    const struct change_moved *from, *until;
    struct map keys;
    enum err e = OK;

    for (from = l->from; !e && from < l->until; from = until) {
        for (until = from; until < l->until && by_place(until, from) == 0;)
            until++;
        e = put_together(l, from, until);
    }
    keys_of(l->from, l->until, &keys);
    if (!e)
        e = chunk_thin(&l->part->chunks, l->chunk, &keys);
    map_release(&keys);
    return e;
}

/* Where all of a chunk go to the same version and day, it stays as it is. */
static enum err leave(const struct leaving *l)
{
    struct chunk c;
    bool all;
    enum err e;

    qsort(l->from, (size_t)(l->until - l->from), sizeof(*l->from), by_place);
    if (l->from->version == 0)
        return split(l); /* of an undo nothing is put elsewhere */
    chunk_init(&c, 0, 0);
    e = chunk_read(&l->part->chunks, l->chunk, NULL, &c);
    all = c.attempts == l->until - l->from &&
          by_place(l->from, l->until - 1) == 0;
    if (all)
        label(&c, l->from, l->until);
    if (!e)
        e = all ? chunk_relabel(&l->part->chunks, &c) : split(l);
    chunk_release(&c);
    return e;
}

enum err change_write_chunks(struct change_part *p)
{
    struct change_moved *end = p->moved + p->n_moved;
    struct leaving l = {.part = p, .until = p->moved};
    enum err e = OK;

    p->chunks.journey = p->intake.journey->id;
    while (!e && l.until < end) {
        l.from = l.until;
        l.chunk = l.from->chunk;
        while (l.until < end && l.until->chunk == l.chunk)
            l.until++;
        e = leave(&l);
    }
    return e;
}
