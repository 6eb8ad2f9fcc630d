/*
 * map.h - from bytes to a number, in memory.
 *
 * Open addressing, linear probing, keys hashed under a key of the process, so
 * that nobody outside can choose keys that collide.  The bytes of a key are
 * copied in.  No key goes alone: a map is built, used, and emptied or released.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map {
    struct map_slot *slots;
    size_t n, room;
    char *keys; /* all keys, one behind the other */
    size_t keys_size, keys_room;
};

void map_init(struct map *m);
void map_release(struct map *m);

/* No key is in it any more; its memory is kept for those to come. */
void map_empty(struct map *m);

/* Where the number of that key is kept; NULL if it has none.  Valid until the
 * next map_put(). */
int64_t *map_find(const struct map *m, const void *key, size_t n);

/* The same, the key added with the number 0 if it was absent. */
int64_t *map_put(struct map *m, const void *key, size_t n, bool *ret_added);

#endif
