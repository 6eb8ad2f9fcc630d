#include "tracker/key_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct key_slot {
    uint64_t half;
    int64_t place; /* 0: empty */
};

void key_index_init(struct key_index *ix)
{
    *ix = (struct key_index){0};
}

void key_index_release(struct key_index *ix)
{
    free(ix->slots);
    key_index_init(ix);
}

/* Keys are keyed hashes already: any half of one is as good as a hash. */
static uint64_t half_of(const unsigned char *key)
{
    uint64_t half;

    memcpy(&half, key, sizeof(half));
    return half;
}

static void put(struct key_index *ix, uint64_t half, int64_t place)
{
    size_t i = half & (ix->room - 1);

    while (ix->slots[i].place)
        i = (i + 1) & (ix->room - 1);
    ix->slots[i] = (struct key_slot){half, place};
}

static void grow(struct key_index *ix)
{
    struct key_slot *old = ix->slots;
    size_t room = ix->room, i;

    ix->room = room ? 2 * room : 1024;
    ix->slots = mem_new(ix->room, sizeof(*ix->slots));
    for (i = 0; i < room; i++)
        if (old[i].place)
            put(ix, old[i].half, old[i].place);
    free(old);
}

void key_index_add(struct key_index *ix, const unsigned char *key,
                   int64_t place)
{
    if (4 * (ix->n + 1) > 3 * ix->room)
        grow(ix);
    put(ix, half_of(key), place);
    ix->n++;
}

/* The slot behind the cursor that may be the key's; NULL: none. */
static struct key_slot *next(const struct key_index *ix, uint64_t half,
                             size_t *cursor)
{
    for (; *cursor < ix->room; (*cursor)++) {
        struct key_slot *s = &ix->slots[(half + *cursor) & (ix->room - 1)];

        if (s->place == 0)
            return NULL;
        if (s->half == half) {
            (*cursor)++;
            return s;
        }
    }
    return NULL;
}

void key_index_move(struct key_index *ix, const unsigned char *key,
                    int64_t from, int64_t to)
{
    size_t cursor = 0;
    struct key_slot *s;

    while ((s = next(ix, half_of(key), &cursor)))
        if (s->place == from) {
            s->place = to;
            return;
        }
    key_index_add(ix, key, to);
}

int64_t key_index_next(const struct key_index *ix, const unsigned char *key,
                       size_t *cursor)
{
    const struct key_slot *s = next(ix, half_of(key), cursor);

    return s ? s->place : 0;
}
