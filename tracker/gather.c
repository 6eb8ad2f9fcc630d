#include "tracker/gather.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { NONE = UINT32_MAX };

/* An attempt and its events: places in g->events. */
struct gathered {
    unsigned char key[HASH_SIZE];
    int64_t order; /* the least time of an event; then, what it is sorted by */
    uint32_t first, last;
};

void gather_init(struct gather *g, size_t most)
{
    *g = (struct gather){.most = most ? most : GATHER_BYTES_MAX};
    key_index_init(&g->places);
    buf_init(&g->events, 2 * (size_t)GATHER_BYTES_MAX);
}

void gather_release(struct gather *g)
{
    free(g->attempts);
    free(g->order);
    key_index_release(&g->places);
    buf_release(&g->events);
    trail_release(&g->one);
    gather_init(g, g->most);
}

static struct gathered *find(struct gather *g, const unsigned char *key)
{
    size_t cursor = 0;
    int64_t place;

    while ((place = key_index_next(&g->places, key, &cursor)))
        if (memcmp(g->attempts[place - 1].key, key, HASH_SIZE) == 0)
            return &g->attempts[place - 1];
    return NULL;
}

static struct gathered *add_attempt(struct gather *g, const struct numbered *e)
{
    struct gathered *a;

    g->attempts = mem_grow(g->attempts, g->n, &g->room, sizeof(*a));
    a = &g->attempts[g->n++];
    *a = (struct gathered){.order = e->event.at_ms, .first = NONE};
    memcpy(a->key, e->key.bytes, HASH_SIZE);
    key_index_add(&g->places, a->key, (int64_t)g->n);
    return a;
}

/* An event lies as the place of the attempt's next, its line, and a trail. */
void gather_add(struct gather *g, struct numbered *e, int64_t line)
{
    struct gathered *a = find(g, e->key.bytes);
    struct trail_event event = e->event;
    const struct trail one = {.at = &event, .n = 1, .errors = e->errors};
    uint32_t at = (uint32_t)g->events.len, next = NONE;

    if (!a)
        a = add_attempt(g, e);
    if (event.at_ms < a->order)
        a->order = event.at_ms;
    if (a->first == NONE)
        a->first = at;
    else
        memcpy(g->events.text + a->last, &at, sizeof(at));
    a->last = at;
    if (at == 0)
        g->first_line = line;
    event.errors_at = 0;
    buf_add(&g->events, (const char *)&next, sizeof(next));
    varint_write_signed(&g->events, line - g->first_line);
    trail_write(&one, &g->events);
}

bool gather_is_full(const struct gather *g)
{
    return g->events.len + g->n * sizeof(*g->attempts) +
               key_index_bytes(&g->places) >=
           g->most;
}

/* Those in chunks first, then live ones, then new ones. */
static int64_t order_of(const struct gathered *a, const struct key_index *where)
{
    const int64_t kind = INT64_C(1) << 52; /* more than any time or place */
    size_t cursor = 0;
    int64_t place = key_index_next(where, a->key, &cursor);

    if (place > 0)
        return place;
    return place ? kind - place : 2 * kind + a->order - TRAIL_AT_MIN_MS;
}

static int by_order(const void *a, const void *b, void *of)
{
    const struct gathered *attempts = of;
    int64_t x = attempts[*(const uint32_t *)a].order;
    int64_t y = attempts[*(const uint32_t *)b].order;

    return (x > y) - (x < y);
}

/* The attempts stay where they are: sorting takes as much memory again. */
void gather_sort(struct gather *g, const struct key_index *where)
{
    bool sorted = true;
    uint32_t i;

    key_index_release(&g->places);
    g->order = mem_new(g->n, sizeof(*g->order));
    for (i = 0; i < g->n; i++) {
        g->order[i] = i;
        g->attempts[i].order = order_of(&g->attempts[i], where);
        sorted &= i == 0 || g->attempts[i - 1].order <= g->attempts[i].order;
    }
    if (!sorted)
        qsort_r(g->order, g->n, sizeof(*g->order), by_order, g->attempts);
    g->attempt = 0;
    g->event = g->n ? g->attempts[g->order[0]].first : NONE;
}

bool gather_next(struct gather *g, struct numbered *ret_event,
                 int64_t *ret_line)
{
    const struct gathered *a;
    struct varint_reader r;
    const char *at;
    enum err e;

    if (g->attempt == g->n) {
        gather_release(g);
        return false;
    }
    a = &g->attempts[g->order[g->attempt]];
    at = g->events.text + g->event;
    r = varint_reader_make(at + sizeof(g->event),
                           g->events.len - g->event - sizeof(g->event));
    *ret_line = g->first_line + varint_read_signed(&r);
    e = trail_read(&g->one, &r);
    assert(!e && g->one.n == 1); /* as it was written */
    (void)e;
    memcpy(ret_event->key.bytes, a->key, HASH_SIZE);
    ret_event->event = g->one.at[0];
    if (g->one.n_errors)
        memcpy(ret_event->errors, g->one.errors,
               g->one.n_errors * sizeof(*g->one.errors));
    memcpy(&g->event, at, sizeof(g->event));
    if (g->event == NONE && ++g->attempt < g->n)
        g->event = g->attempts[g->order[g->attempt]].first;
    return true;
}
