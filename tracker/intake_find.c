/* The part of intake.h that finds attempts: in memory, live, or in a chunk. */
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/intake_inside.h"
#include "tracker/packed.h"

/* Its id without the journey's, which all here share. */
int64_t intake_live_place(int64_t id)
{
    return -(id & KEY_INDEX_PLACE_MAX);
}

static int64_t live_id(const struct intake *in, int64_t place)
{
    return (folder_live_first(in->journey) & ~KEY_INDEX_PLACE_MAX) | -place;
}

static enum err load_chunk_keys(struct intake *in)
{
    struct rows r = rows_open(in->tracker->store, Q_CHUNK_KEYS);

    rows_bind_int(&r, ":journey", in->journey->id);
    while (rows_next(&r)) {
        size_t n, i;
        const unsigned char *keys = rows_blob(&r, 1, &n);

        for (i = 0; i + HASH_SIZE <= n; i += HASH_SIZE)
            key_index_add(&in->keys, keys + i, rows_int(&r, 0));
    }
    return rows_close(&r);
}

static enum err load_live_keys(struct intake *in)
{
    struct rows r = rows_open(in->tracker->store, Q_LIVE_KEYS);

    rows_bind_int(&r, ":first", folder_live_first(in->journey));
    rows_bind_int(&r, ":last", folder_live_last(in->journey));
    while (rows_next(&r)) {
        size_t n;
        const unsigned char *key = rows_blob(&r, 1, &n);
        int64_t id = rows_int(&r, 0);

        if (n == HASH_SIZE)
            key_index_move(&in->keys, key, rows_int(&r, 2),
                           intake_live_place(id));
        if (id < folder_waiting_first(in->journey))
            in->last_live = id;
        else
            in->last_waiting = id;
    }
    return rows_close(&r);
}

static enum err last_id(struct intake *in, int64_t first, int64_t last,
                        int64_t *ret_id)
{
    struct rows r = rows_open(in->tracker->store, Q_LIVE_LAST);

    rows_bind_int(&r, ":first", first);
    rows_bind_int(&r, ":last", last);
    if (rows_next(&r))
        *ret_id = rows_int(&r, 0);
    return rows_close(&r);
}

/* Only which ids are given already. */
static enum err load_last_ids(struct intake *in)
{
    const struct journey *j = in->journey;
    int64_t waiting = folder_waiting_first(j);
    enum err e = last_id(in, folder_live_first(j), waiting - 1, &in->last_live);

    return e ? e : last_id(in, waiting, folder_live_last(j), &in->last_waiting);
}

enum err intake_load_keys(struct intake *in)
{
    enum err e;

    if (in->keyless)
        return load_last_ids(in);
    if (in->has_keys)
        return OK;
    in->last_live = folder_live_first(in->journey) - 1;
    in->last_waiting = folder_waiting_first(in->journey) - 1;
    e = load_chunk_keys(in);
    if (!e)
        e = load_live_keys(in);
    if (!e)
        e = folder_keys_read(in->tracker);
    in->has_keys = !e;
    return e;
}

/* NULL: it is not held. */
static struct hot *find_held(const struct intake *in, const unsigned char *key)
{
    size_t cursor = 0;
    int64_t place;

    while ((place = key_index_next(&in->hot_places, key, &cursor))) {
        struct hot *h = &in->hots[place - 1];

        if (memcmp(h->key, key, HASH_SIZE) == 0)
            return h;
    }
    return NULL;
}

static struct hot *hold(struct intake *in, const unsigned char *key)
{
    struct hot *h;

    key_index_add(&in->hot_places, key, (int64_t)in->n_hots + 1);
    in->hots =
        mem_grow(in->hots, in->n_hots, &in->hots_room, sizeof(*in->hots));
    h = &in->hots[in->n_hots++];
    if (in->n_hots > in->warm_hots) {
        in->warm_hots = in->n_hots;
        trail_init(&h->trail);
        bag_init(&h->before_figures);
    }
    memcpy(h->key, key, HASH_SIZE);
    h->live = h->chunk = 0;
    h->dirty = h->counted = false;
    trail_empty(&h->trail);
    bag_empty(&h->before_figures);
    return h;
}

static enum err damaged(const struct intake *in, int64_t place)
{
    log_line("journey %s: stored attempts at %lld are damaged: run `waymark "
             "verify`, and restore a backup",
             in->slug, (long long)place);
    return ERR_IO;
}

/* Take an attempt out of its live row; *ret_hot is NULL if it is another's. */
static enum err load_live(struct intake *in, int64_t id,
                          const unsigned char *key, struct hot **ret_hot)
{
    struct rows r = rows_open(in->tracker->store, Q_LIVE_GET);
    enum err e = OK, closed;

    *ret_hot = NULL;
    rows_bind_int(&r, ":id", id);
    if (rows_next(&r)) {
        struct packed p;

        if (packed_read(&r, 1, &p) != OK) {
            e = damaged(in, id);
        } else if (memcmp(p.keys, key, HASH_SIZE) == 0) {
            *ret_hot = hold(in, key);
            (*ret_hot)->live = id;
            (*ret_hot)->chunk = rows_int(&r, 0);
            if (trail_read(&(*ret_hot)->trail, &p.trails) != OK)
                e = damaged(in, id);
        }
    }
    closed = rows_close(&r);
    return closed ? closed : e;
}

/* Find the key among a chunk's, and read the trail that is its. */
static enum err read_from_chunk(struct intake *in, const struct rows *r,
                                const unsigned char *key, struct hot **ret_hot)
{
    struct packed p;
    size_t i;
    enum err e = packed_read(r, 3, &p);

    if (!e)
        e = packed_expand(&p, &in->expander);

    for (i = 0; !e && i < p.n; i++) {
        if (memcmp(p.keys + i * HASH_SIZE, key, HASH_SIZE) == 0) {
            *ret_hot = hold(in, key);
            return trail_read(&(*ret_hot)->trail, &p.trails);
        }
        e = trail_skip(&p.trails);
    }
    return e;
}

static enum err load_packed(struct intake *in, int64_t chunk,
                            const unsigned char *key, struct hot **ret_hot)
{
    struct rows r = rows_open(in->tracker->store, Q_CHUNK_GET);
    enum err e = OK, closed;

    *ret_hot = NULL;
    rows_bind_int(&r, ":id", chunk);
    if (rows_next(&r) && read_from_chunk(in, &r, key, ret_hot) != OK)
        e = damaged(in, chunk);
    if (*ret_hot)
        (*ret_hot)->chunk = chunk;
    closed = rows_close(&r);
    return closed ? closed : e;
}

/* One that is not held; NULL: it is not stored either. */
static enum err load(struct intake *in, const unsigned char *key,
                     struct hot **ret_hot)
{
    struct hot *h = NULL;
    size_t cursor = 0;
    int64_t place;
    enum err e = OK;

    while (!e && !h && (place = key_index_next(&in->keys, key, &cursor)))
        e = place < 0 ? load_live(in, live_id(in, place), key, &h)
                      : load_packed(in, place, key, &h);
    if (!e)
        *ret_hot = h;
    return e;
}

/* One without events only stands in the way of its copy in a chunk. */
enum err intake_find_stored(struct intake *in, const unsigned char *key,
                            struct hot **ret_hot)
{
    struct hot *h = find_held(in, key);
    enum err e = h ? OK : load(in, key, &h);

    if (!e)
        *ret_hot = h && h->trail.n ? h : NULL;
    return e;
}

enum err intake_find(struct intake *in, const unsigned char *key,
                     struct hot **ret_hot)
{
    struct hot *h;
    enum err e = OK;

    if (in->last_hot < in->n_hots &&
        memcmp(in->hots[in->last_hot].key, key, HASH_SIZE) == 0) {
        *ret_hot = &in->hots[in->last_hot];
        return OK;
    }
    h = find_held(in, key);
    if (!h)
        e = load(in, key, &h);
    if (e)
        return e;
    if (!h)
        h = hold(in, key);
    in->last_hot = (size_t)(h - in->hots);
    *ret_hot = h;
    return OK;
}

void intake_hold(struct intake *in, const struct scanned *s,
                 struct trail **ret_trail)
{
    struct hot *h = find_held(in, s->key);
    size_t i;

    if (!h) {
        h = hold(in, s->key);
        h->live = s->live;
        h->chunk = s->chunk;
        for (i = 0; i < s->trail->n; i++)
            trail_add(&h->trail, s->trail->at[i],
                      trail_errors(s->trail, &s->trail->at[i]));
    }
    intake_touch(in, h);
    *ret_trail = &h->trail;
}

void intake_take_undone(struct intake *in, struct hot *h)
{
    const struct change *c = &in->journey->change;
    size_t i = 0;

    if (c->kind != CHANGE_UNDO)
        return;
    while (i < h->trail.n && h->trail.at[i].import != c->number)
        i++;
    if (i == h->trail.n)
        return;
    intake_touch(in, h);
    (void)trail_drop_import(&h->trail, (uint32_t)c->number);
}
