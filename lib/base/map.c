#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

struct map_slot {
    uint64_t hash; /* 0: empty */
    size_t key, size;
    int64_t value;
};

void map_init(struct map *m)
{
    *m = (struct map){0};
}

void map_release(struct map *m)
{
    free(m->slots);
    free(m->keys);
    map_init(m);
}

void map_empty(struct map *m)
{
    if (m->n)
        memset(m->slots, 0, m->room * sizeof(*m->slots));
    m->n = m->keys_size = 0;
}

static uint64_t hash_of(const void *key, size_t n)
{
    uint64_t h = hash_short(hash_key_of_process(), key, n);

    return h ? h : 1;
}

/* The slot of that key, or the empty one where it belongs. */
static struct map_slot *slot_of(const struct map *m, const void *key, size_t n,
                                uint64_t h)
{
    size_t i = h & (m->room - 1);

    for (;; i = (i + 1) & (m->room - 1)) {
        struct map_slot *s = &m->slots[i];

        if (s->hash == 0)
            return s;
        if (s->hash == h && s->size == n &&
            memcmp(m->keys + s->key, key, n) == 0)
            return s;
    }
}

static void grow(struct map *m)
{
    struct map_slot *old = m->slots;
    size_t room = m->room, i;

    m->room = room ? 2 * room : 16;
    m->slots = mem_new(m->room, sizeof(*m->slots));
    for (i = 0; i < room; i++) {
        const struct map_slot *s = &old[i];

        if (s->hash)
            *slot_of(m, m->keys + s->key, s->size, s->hash) = *s;
    }
    free(old);
}

int64_t *map_find(const struct map *m, const void *key, size_t n)
{
    struct map_slot *s;

    if (m->room == 0)
        return NULL;
    s = slot_of(m, key, n, hash_of(key, n));
    return s->hash ? &s->value : NULL;
}

int64_t *map_put(struct map *m, const void *key, size_t n, bool *ret_added)
{
    uint64_t h = hash_of(key, n);
    struct map_slot *s;

    if (2 * (m->n + 1) > m->room)
        grow(m);
    s = slot_of(m, key, n, h);
    *ret_added = s->hash == 0;
    if (s->hash == 0) {
        while (m->keys_room < m->keys_size + n + 1) {
            m->keys_room = m->keys_room ? 2 * m->keys_room : 256;
            m->keys = mem_resize(m->keys, m->keys_room, 1);
        }
        memcpy(m->keys + m->keys_size, key, n);
        *s = (struct map_slot){h, m->keys_size, n, 0};
        m->keys_size += n;
        m->n++;
    }
    return &s->value;
}
