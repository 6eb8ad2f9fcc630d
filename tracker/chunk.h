/*
 * chunk.h - attempts at rest, as packing puts them into a row and out of it.
 */
#ifndef TRACKER_CHUNK_H
#define TRACKER_CHUNK_H

#include "base/buf.h"
#include "base/compress.h"
#include "base/map.h"
#include "store/store.h"
#include "tracker/packed.h"

/* Where a journey's chunks are.  In a transaction. */
struct chunks {
    struct store *store;
    int64_t journey;
    struct expander expander;
};

/* A chunk in memory. */
struct chunk {
    int64_t id; /* 0: new */
    int64_t version, day, attempts, settled_ms;
    struct buf keys, trails;
};

void chunk_init(struct chunk *c, int64_t version, int64_t day);
void chunk_release(struct chunk *c);

/* Add an attempt, its trail packed. */
void chunk_append(struct chunk *c, const void *key, const char *trail,
                  size_t n);

/* Read a stored chunk, without the keys in `without` (NULL: with all); c is
 * new, and stays so if there is none.  ERR_IO, told: it is damaged. */
MUST_USE enum err chunk_read(struct chunks *s, int64_t id,
                             const struct map *without, struct chunk *c);

/* The same with those keys only, as a new chunk. */
MUST_USE enum err chunk_read_some(struct chunks *s, int64_t id,
                                  const struct map *only, struct chunk *c);

/* Write a stored chunk again without those keys; one that is left with none
 * is deleted. */
MUST_USE enum err chunk_thin(struct chunks *s, int64_t id,
                             const struct map *without);

/* Its attempts are of another version or day, or have another limit now. */
MUST_USE enum err chunk_relabel(struct chunks *s, const struct chunk *c);

/* Store it: c->id is then set.  One without attempts is deleted. */
MUST_USE enum err chunk_write(struct chunks *s, struct chunk *c);

#endif
