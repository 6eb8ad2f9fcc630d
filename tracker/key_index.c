#include "tracker/key_index.h"

#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { PART_SIZE = 4, PLACE_SIZE = 5 };

/* Nine bytes, with no room between one and the next. */
struct key_slot {
    unsigned char part[PART_SIZE];
    unsigned char place[PLACE_SIZE]; /* the low byte first; 0: empty */
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

size_t key_index_bytes(const struct key_index *ix)
{
    return ix->room * sizeof(*ix->slots);
}

void key_index_empty(struct key_index *ix)
{
    if (ix->n)
        memset(ix->slots, 0, ix->room * sizeof(*ix->slots));
    ix->n = 0;
}

/* All of a slot but its first byte are the bytes of one number: the place is
 * its upper part, and its sign is the highest of the bits there are. */
static int64_t place_of(const struct key_slot *s)
{
    uint64_t bits;

    memcpy(&bits, (const unsigned char *)s + sizeof(*s) - sizeof(bits),
           sizeof(bits));
    return (int64_t)le64toh(bits) >> (64 - 8 * PLACE_SIZE);
}

static void set_place(struct key_slot *s, int64_t place)
{
    size_t i;

    assert(place && place >= -KEY_INDEX_PLACE_MAX &&
           place <= KEY_INDEX_PLACE_MAX);
    for (i = 0; i < PLACE_SIZE; i++)
        s->place[i] = (unsigned char)((uint64_t)place >> 8 * i);
}

/* Where to look first.  Keys are keyed hashes already: any part of one is as
 * good as a hash. */
static size_t start_of(const struct key_index *ix, const unsigned char *part)
{
    uint32_t bits;

    memcpy(&bits, part, sizeof(bits));
    return bits & (ix->room - 1);
}

static void put(struct key_index *ix, const unsigned char *part, int64_t place)
{
    size_t i = start_of(ix, part);

    while (place_of(&ix->slots[i]))
        i = (i + 1) & (ix->room - 1);
    memcpy(ix->slots[i].part, part, PART_SIZE);
    set_place(&ix->slots[i], place);
}

/*
 * To twice the room where it lies, for a second table would be the most memory
 * an import takes.  Each slot is put anew, from behind an empty one on: what
 * lands further on, because a slot before it was not free yet, is put once
 * more when its turn comes, and the gaps close.
 */
static void grow(struct key_index *ix)
{
    size_t room = ix->room, first = 0, i;

    ix->room = room ? 2 * room : 1024;
    ix->slots = mem_resize(ix->slots, ix->room, sizeof(*ix->slots));
    memset(ix->slots + room, 0, (ix->room - room) * sizeof(*ix->slots));
    while (first < room && place_of(&ix->slots[first]))
        first++;
    for (i = 0; i < room; i++) {
        struct key_slot *from = &ix->slots[(first + i) & (room - 1)];
        const struct key_slot old = *from;

        *from = (struct key_slot){0};
        if (place_of(&old))
            put(ix, old.part, place_of(&old));
    }
}

void key_index_add(struct key_index *ix, const unsigned char *key,
                   int64_t place)
{
    if (4 * (ix->n + 1) > 3 * ix->room)
        grow(ix);
    put(ix, key, place);
    ix->n++;
}

/* The slot behind the cursor that may be the key's; NULL: none. */
static struct key_slot *next(const struct key_index *ix,
                             const unsigned char *key, size_t *cursor)
{
    size_t start = ix->room ? start_of(ix, key) : 0;

    for (; *cursor < ix->room; (*cursor)++) {
        struct key_slot *s = &ix->slots[(start + *cursor) & (ix->room - 1)];

        if (place_of(s) == 0)
            return NULL;
        if (memcmp(s->part, key, PART_SIZE) == 0) {
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

    while ((s = next(ix, key, &cursor)))
        if (place_of(s) == from) {
            set_place(s, to);
            return;
        }
    key_index_add(ix, key, to);
}

void key_index_expect(const struct key_index *ix, const unsigned char *key)
{
    if (ix->room)
        __builtin_prefetch(&ix->slots[start_of(ix, key)]);
}

int64_t key_index_next(const struct key_index *ix, const unsigned char *key,
                       size_t *cursor)
{
    const struct key_slot *s = next(ix, key, cursor);

    return s ? place_of(s) : 0;
}
