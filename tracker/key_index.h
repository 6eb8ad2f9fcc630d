/*
 * key_index.h - where an attempt is, by its key, in memory.
 *
 * Nine bytes a slot: four of the key, and a place.  Keys may share those four;
 * then all are there, and whoever asks looks at each place given until the
 * whole key fits.  Of ten million attempts, one look in 430 is for nothing.
 */
#ifndef TRACKER_KEY_INDEX_H
#define TRACKER_KEY_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"

struct key_index {
    struct key_slot *slots;
    size_t n, room;
};

void key_index_init(struct key_index *ix);
void key_index_release(struct key_index *ix);

/* The memory it takes. */
size_t key_index_bytes(const struct key_index *ix);

/* No key is in it any more; its memory is kept for those to come. */
void key_index_empty(struct key_index *ix);

#define KEY_INDEX_PLACE_MAX ((INT64_C(1) << 39) - 1)

/* place: not 0, and within KEY_INDEX_PLACE_MAX of it. */
void key_index_add(struct key_index *ix, const unsigned char *key,
                   int64_t place);

/* Change the place of a key; add it if it was not there. */
void key_index_move(struct key_index *ix, const unsigned char *key,
                    int64_t from, int64_t to);

/* It is about to be asked for. */
void key_index_expect(const struct key_index *ix, const unsigned char *key);

/* The next place where it may be; 0: nowhere else.  *cursor is 0 at first. */
int64_t key_index_next(const struct key_index *ix, const unsigned char *key,
                       size_t *cursor);

#endif
