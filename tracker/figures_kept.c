#include "tracker/figures_kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/memory.h"

enum { KEY_MAX = 1024 };

struct kept_answer {
    int64_t from_ms; /* it is right from then on, to figures.until_ms */
    struct figures figures;
};

/* All of one generation. */
struct figures_kept {
    uint64_t generation;
    struct arena *arena; /* of all answers; whoever was given one holds it */
    struct map places;   /* in at, by what was asked */
    struct kept_answer *at;
    size_t n, room;
    struct buf key; /* of the question asked last */
};

static struct figures_kept *kept_new(uint64_t generation)
{
    struct figures_kept *k = mem_new(1, sizeof(*k));

    k->generation = generation;
    k->arena = arena_new();
    map_init(&k->places);
    buf_init(&k->key, KEY_MAX);
    return k;
}

void figures_kept_release(struct tracker *t)
{
    struct figures_kept *k = t->figures;

    if (!k)
        return;
    buf_release(&k->key);
    free(k->at);
    map_release(&k->places);
    arena_free(k->arena);
    free(k);
    t->figures = NULL;
}

/* As of now, and with room. */
static struct figures_kept *kept_of(struct tracker *t)
{
    const struct figures_kept *k = t->figures;

    if (k && (k->generation != t->generation ||
              arena_size(k->arena) > FIGURES_KEPT_BYTES))
        figures_kept_release(t);
    if (!t->figures)
        t->figures = kept_new(t->generation);
    return t->figures;
}

static void add_int(struct buf *key, int64_t n)
{
    buf_add(key, (const char *)&n, sizeof(n));
}

/* A word may be absent, which is not the empty one. */
static void add_word(struct buf *key, const char *word)
{
    buf_add(key, word ? "+" : "-", 1);
    if (word)
        buf_add(key, word, strlen(word) + 1);
}

/* All that is asked but the instant; false: too long to be kept. */
static bool write_key(struct buf *key, const struct figures_query *q)
{
    const struct segments *s = &q->segments;

    buf_reset(key);
    add_int(key, period_first_day(&q->period));
    add_int(key, period_last_day(&q->period));
    add_int(key, q->version);
    add_word(key, s->channel);
    add_word(key, s->device);
    add_word(key, s->lang);
    add_word(key, s->release);
    add_word(key, s->variant);
    add_word(key, q->journey);
    return buf_finish(key) == OK;
}

bool figures_kept_find(struct tracker *t, struct arena *a,
                       const struct figures_query *q,
                       struct figures *ret_figures, struct arena **ret_arena)
{
    struct figures_kept *k;
    const struct kept_answer *answer;
    const int64_t *place;

    *ret_arena = a;
    if (t->mode != TRACKER_READ || segments_asked(&q->segments) > 1)
        return false;
    k = kept_of(t);
    if (!write_key(&k->key, q))
        return false;
    *ret_arena = k->arena;
    arena_hold(a, k->arena);
    place = map_find(&k->places, k->key.text, k->key.len);
    if (!place)
        return false;
    answer = &k->at[*place];
    if (q->now_ms < answer->from_ms || q->now_ms > answer->figures.until_ms)
        return false;
    *ret_figures = answer->figures;
    return true;
}

void figures_kept_add(struct tracker *t, int64_t now_ms,
                      const struct figures *f)
{
    struct figures_kept *k = t->figures;
    bool added;
    int64_t *place = map_put(&k->places, k->key.text, k->key.len, &added);

    if (added) {
        *place = (int64_t)k->n;
        k->at = mem_grow(k->at, k->n, &k->room, sizeof(*k->at));
        k->n++;
    }
    k->at[*place] = (struct kept_answer){now_ms, *f};
}
