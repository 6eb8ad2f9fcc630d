#include "tests/crash/disk.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct disk *disk_new(bool notes)
{
    struct disk *d = mem_new(1, sizeof(*d));

    (void)pthread_mutex_init(&d->lock, NULL);
    d->notes = notes;
    return d;
}

static void node_free(struct disk_node *node)
{
    size_t i;

    for (i = 0; i < node->n_regions; i++)
        free(node->regions[i]);
    free(node->regions);
    free(node->bytes);
    free(node);
}

void disk_free(struct disk *d)
{
    size_t i;

    if (!d)
        return;
    for (i = 0; i < d->n_nodes; i++)
        node_free(d->nodes[i]);
    for (i = 0; i < d->n_ops; i++)
        free(d->ops[i].bytes);
    free(d->nodes);
    free(d->names);
    free(d->ops);
    (void)pthread_mutex_destroy(&d->lock);
    free(d);
}

size_t disk_instant(struct disk *d)
{
    size_t n;

    (void)pthread_mutex_lock(&d->lock);
    n = d->n_ops;
    (void)pthread_mutex_unlock(&d->lock);
    return n;
}

/* NULL: nothing is noted. */
static struct disk_op *note(struct disk *d, enum disk_op_kind kind, size_t node)
{
    struct disk_op *op;

    if (!d->notes)
        return NULL;
    d->ops = mem_grow(d->ops, d->n_ops, &d->ops_room, sizeof(*d->ops));
    op = &d->ops[d->n_ops++];
    *op = (struct disk_op){.kind = kind, .node = node};
    return op;
}

static void name_copy(char to[DISK_NAME_MAX], const char *name)
{
    if (strlen(name) >= DISK_NAME_MAX)
        abort();
    memcpy(to, name, strlen(name) + 1);
}

static size_t place_of(const struct disk *d, const char *name)
{
    size_t i;

    for (i = 0; i < d->n_names; i++)
        if (strcmp(d->names[i].text, name) == 0)
            return i;
    return SIZE_MAX;
}

size_t disk_find(const struct disk *d, const char *name)
{
    size_t place = place_of(d, name);

    return place == SIZE_MAX ? SIZE_MAX : d->names[place].node;
}

size_t disk_make(struct disk *d, const char *name)
{
    size_t node = d->n_nodes;
    struct disk_op *op;

    d->nodes = mem_grow(d->nodes, d->n_nodes, &d->nodes_room,
                        sizeof(struct disk_node *));
    d->nodes[d->n_nodes++] = mem_new(1, sizeof(struct disk_node));
    if (!name)
        return node;
    d->names =
        mem_grow(d->names, d->n_names, &d->names_room, sizeof(*d->names));
    d->names[d->n_names].node = node;
    name_copy(d->names[d->n_names++].text, name);
    op = note(d, OP_MAKE, node);
    if (op)
        name_copy(op->name, name);
    return node;
}

static void grow(struct disk_node *node, size_t size)
{
    if (size <= node->size)
        return;
    if (size > node->room) {
        node->room = size + size / 2 + 4096;
        node->bytes = mem_resize(node->bytes, node->room, 1);
    }
    memset(node->bytes + node->size, 0, size - node->size);
    node->size = size;
}

void disk_write(struct disk *d, size_t node, size_t offset, const void *bytes,
                size_t n)
{
    struct disk_op *op = note(d, OP_WRITE, node);

    grow(d->nodes[node], offset + n);
    memcpy(d->nodes[node]->bytes + offset, bytes, n);
    if (!op)
        return;
    op->offset = offset;
    op->n = n;
    op->bytes = mem_new(n, 1);
    memcpy(op->bytes, bytes, n);
}

void disk_cut_short(struct disk *d, size_t node, size_t size)
{
    struct disk_op *op = note(d, OP_CUT_SHORT, node);

    if (op)
        op->offset = size;
    if (size < d->nodes[node]->size)
        d->nodes[node]->size = size;
}

void disk_sync(struct disk *d, size_t node)
{
    (void)note(d, OP_SYNC, node);
}

void disk_remove(struct disk *d, const char *name)
{
    size_t place = place_of(d, name);
    struct disk_op *op;

    if (place == SIZE_MAX)
        return;
    op = note(d, OP_REMOVE, d->names[place].node);
    if (op)
        name_copy(op->name, name);
    d->names[place] = d->names[--d->n_names];
}

void disk_sync_names(struct disk *d)
{
    (void)note(d, OP_SYNC_NAMES, 0);
}
