/*
 * disk.h - a disk in memory that notes what is done to it, so that any power
 * cut can be made out of it afterwards.
 *
 * A file is a node; names lead to nodes.  What is written lies in the node at
 * once, as in a machine's memory, and in the list of operations; what a power
 * cut leaves of it is worked out from the list (power_cut.h).  vfs.h lets
 * SQLite use such a disk.  Threads share a disk under its lock.
 */
#ifndef TESTS_CRASH_DISK_H
#define TESTS_CRASH_DISK_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISK_NAME_MAX = 256, SHM_SLOTS = 8 };

struct disk_node {
    unsigned char *bytes;
    size_t size, room;
    /* Locks and shared memory of those who have it open: never on the disk. */
    int shared, shm_shared[SHM_SLOTS];
    const void *reserved, *pending, *exclusive, *shm_exclusive[SHM_SLOTS];
    void **regions;
    size_t n_regions, regions_room;
};

struct disk_name {
    char text[DISK_NAME_MAX];
    size_t node;
};

enum disk_op_kind {
    OP_MAKE, /* a name for a new node */
    OP_WRITE,
    OP_CUT_SHORT, /* to `offset` bytes */
    OP_SYNC,      /* the node is on the disk, not its name */
    OP_REMOVE,    /* a name */
    OP_SYNC_NAMES,
};

struct disk_op {
    enum disk_op_kind kind;
    size_t node, offset, n;
    unsigned char *bytes;     /* of OP_WRITE */
    char name[DISK_NAME_MAX]; /* of OP_MAKE, OP_REMOVE */
};

struct disk {
    pthread_mutex_t lock;
    size_t n_nodes, nodes_room;
    struct disk_node **nodes;
    size_t n_names, names_room;
    struct disk_name *names;
    bool notes; /* are operations noted? */
    size_t n_ops, ops_room;
    struct disk_op *ops;
};

/* An empty disk. */
struct disk *disk_new(bool notes);
void disk_free(struct disk *d);

/* How many operations there were: an instant, as power cuts know it. */
size_t disk_instant(struct disk *d);

/* The rest is for vfs.c and power_cut.c, under the lock. */

/* SIZE_MAX: there is no such name. */
size_t disk_find(const struct disk *d, const char *name);

/* A new node, with a name or (NULL) without. */
size_t disk_make(struct disk *d, const char *name);

void disk_write(struct disk *d, size_t node, size_t offset, const void *bytes,
                size_t n);
void disk_cut_short(struct disk *d, size_t node, size_t size);
void disk_sync(struct disk *d, size_t node);
void disk_remove(struct disk *d, const char *name);
void disk_sync_names(struct disk *d);

#endif
