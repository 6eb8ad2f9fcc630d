#include "tracker/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/chunk.h"

/* A live attempt on its way into a chunk. */
struct moving {
    int64_t id;
    unsigned char key[HASH_SIZE];
    int64_t chunk; /* with an older copy; 0: none */
    size_t at, n;  /* its packed trail in the batch's bytes; n 0: it is gone */
    int64_t version, day, settled_ms;
    int64_t to; /* the chunk it went into */
};

struct batch {
    struct tracker *tracker;
    const struct journey *journey;
    int64_t now_ms, after; /* ids up to here were looked at */
    size_t n, most;
    struct moving at[PACK_MOST];
    struct buf bytes;
    struct trail trail;
    struct bag bag;
    struct chunks chunks;
};

/* Fold a live attempt to learn where it belongs. */
static enum err take(struct batch *b, const struct rows *r)
{
    struct moving *m = &b->at[b->n];
    struct packed p;
    struct attempt a;

    *m = (struct moving){.id = rows_int(r, 0), .chunk = rows_int(r, 1)};
    if (packed_read(r, 2, &p) != OK || trail_read(&b->trail, &p.trails) != OK) {
        log_line("live attempt %lld is damaged: run `waymark verify`, and "
                 "restore a backup",
                 (long long)m->id);
        return ERR_IO;
    }
    memcpy(m->key, p.keys, HASH_SIZE);
    if (b->trail.n) {
        bag_empty(&b->bag);
        attempt_fold(b->journey, &b->trail, &b->tracker->scratch, &a, &b->bag);
        m->version = b->journey->versions[a.version].number;
        m->day = a.day;
        m->settled_ms = attempt_limit_ms(b->journey, &a);
        m->at = b->bytes.len;
        m->n = p.n_bytes;
        buf_add(&b->bytes, p.bytes, p.n_bytes);
    }
    b->after = m->id;
    b->n++;
    return OK;
}

static enum err take_batch(struct batch *b)
{
    struct rows r = rows_open(b->tracker->store, Q_LIVE_QUIET);
    enum err e = OK, closed;

    b->n = 0;
    buf_reset(&b->bytes);
    rows_bind_int(&r, ":after", b->after);
    rows_bind_int(&r, ":last", folder_live_last(b->journey));
    rows_bind_int(&r, ":now_ms", b->now_ms);
    rows_bind_int(&r, ":most", (int64_t)b->most);
    while (!e && rows_next(&r))
        e = take(b, &r);
    closed = rows_close(&r);
    if (!e)
        e = closed ? closed : buf_finish(&b->bytes);
    return e;
}

static int by_old_chunk(const void *a, const void *b)
{
    const struct moving *x = a, *y = b;

    return (x->chunk > y->chunk) - (x->chunk < y->chunk);
}

static int by_place(const void *a, const void *b)
{
    const struct moving *x = a, *y = b;

    if (x->version != y->version)
        return x->version < y->version ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Write a chunk again without the attempts from..until, which have moved. */
static enum err thin_chunk(struct batch *b, size_t from, size_t until)
{
    struct map gone;
    size_t i;
    bool added;
    enum err e;

    map_init(&gone);
    for (i = from; i < until; i++)
        (void)map_put(&gone, b->at[i].key, HASH_SIZE, &added);
    e = chunk_thin(&b->chunks, b->at[from].chunk, &gone);
    map_release(&gone);
    return e;
}

static enum err thin_chunks(struct batch *b)
{
    size_t from, until;
    enum err e = OK;

    qsort(b->at, b->n, sizeof(b->at[0]), by_old_chunk);
    for (from = 0; !e && from < b->n; from = until) {
        for (until = from + 1; until < b->n; until++)
            if (b->at[until].chunk != b->at[from].chunk)
                break;
        if (b->at[from].chunk)
            e = thin_chunk(b, from, until);
    }
    return e;
}

static bool has_room(const struct chunk *c, size_t n)
{
    return c->attempts == 0 ||
           (c->attempts < CHUNK_ATTEMPTS && c->trails.len + n <= CHUNK_BYTES);
}

/* Go on with the chunk of that version and day that was begun last. */
static enum err chunk_open_last(struct batch *b, struct chunk *c)
{
    struct rows r = rows_open(b->tracker->store, Q_CHUNK_LAST);
    int64_t id = 0;
    enum err e;

    rows_bind_int(&r, ":journey", b->journey->id);
    rows_bind_int(&r, ":day", c->day);
    rows_bind_int(&r, ":version", c->version);
    if (rows_next(&r) && rows_int(&r, 1) < CHUNK_ATTEMPTS &&
        rows_int(&r, 2) < CHUNK_BYTES)
        id = rows_int(&r, 0);
    e = rows_close(&r);
    return e || !id ? e : chunk_read(&b->chunks, id, NULL, c);
}

/* Write a chunk that the attempts from..until are now in. */
static enum err chunk_close(struct batch *b, struct chunk *c, size_t from,
                            size_t until)
{
    enum err e = chunk_write(&b->chunks, c);
    size_t i;

    for (i = from; i < until; i++)
        b->at[i].to = c->id;
    chunk_release(c);
    return e;
}

/* Put the attempts from..until, all of one version and day, into chunks. */
static enum err fill_chunks(struct batch *b, size_t from, size_t until)
{
    struct chunk c;
    enum err e;
    size_t i;

    chunk_init(&c, b->at[from].version, b->at[from].day);
    e = chunk_open_last(b, &c);
    for (i = from; !e && i < until; i++) {
        const struct moving *m = &b->at[i];

        if (m->n == 0)
            continue;
        if (!has_room(&c, m->n)) {
            e = chunk_close(b, &c, from, i);
            from = i;
            chunk_init(&c, m->version, m->day);
        }
        chunk_append(&c, m->key, b->bytes.text + m->at, m->n);
        if (m->settled_ms > c.settled_ms)
            c.settled_ms = m->settled_ms;
    }
    if (!e)
        return chunk_close(b, &c, from, i);
    chunk_release(&c); /* nothing more: the transaction may be gone */
    return e;
}

static enum err fill_all(struct batch *b)
{
    size_t from, until;
    enum err e = OK;

    qsort(b->at, b->n, sizeof(b->at[0]), by_place);
    for (from = 0; !e && from < b->n; from = until) {
        for (until = from + 1; until < b->n; until++)
            if (b->at[until].version != b->at[from].version ||
                b->at[until].day != b->at[from].day)
                break;
        e = fill_chunks(b, from, until);
    }
    return e;
}

static enum err drop_live(struct batch *b)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < b->n; i++) {
        struct rows r = rows_open(b->tracker->store, Q_LIVE_DELETE);

        rows_bind_int(&r, ":id", b->at[i].id);
        e = rows_run(&r);
    }
    return e;
}

static enum err pack_batch(struct batch *b, const char *slug)
{
    struct journey *j;
    enum err e = folder_begin(b->tracker);

    if (e)
        return e;
    e = folder_journey(b->tracker, slug, &j);
    if (!e) {
        b->journey = j;
        b->chunks.journey = j->id;
        b->after = b->after ? b->after : folder_live_first(j) - 1;
        e = take_batch(b);
    }
    if (!e)
        e = thin_chunks(b);
    if (!e)
        e = fill_all(b);
    if (!e)
        e = drop_live(b);
    b->tracker->keys_moved |= b->n > 0;
    if (!e)
        e = folder_commit(b->tracker);
    if (e)
        folder_rollback(b->tracker);
    return e;
}

static struct batch *batch_new(struct tracker *t, size_t most, int64_t now_ms)
{
    struct batch *b = mem_new(1, sizeof(*b));

    b->tracker = t;
    b->chunks.store = t->store;
    b->most = most;
    b->now_ms = now_ms;
    buf_init(&b->bytes, PACKED_BYTES_MAX);
    return b;
}

static void batch_free(struct batch *b)
{
    buf_release(&b->bytes);
    trail_release(&b->trail);
    bag_release(&b->bag);
    expander_release(&b->chunks.expander);
    free(b);
}

enum err pack_journey(struct tracker *t, const char *slug, int64_t now_ms)
{
    struct batch *b = batch_new(t, PACK_MOST, now_ms);
    bool any = false;
    enum err e;

    do {
        e = pack_batch(b, slug);
        any |= b->n > 0;
    } while (!e && b->n == b->most);
    if (any)
        folder_forget(t); /* keys are elsewhere now */
    batch_free(b);
    return e;
}

enum err pack_step(struct packing *p, int64_t now_ms)
{
    struct intake *in = p->intake;
    struct batch *b = batch_new(in->tracker, p->most, now_ms);
    enum err e;
    size_t i;

    b->after = p->after;
    e = pack_batch(b, in->slug);
    for (i = 0; !e && i < b->n; i++)
        intake_moved(in, b->at[i].key, b->at[i].id,
                     b->at[i].n ? b->at[i].to : 0);
    p->after = !e && b->n == b->most ? b->after : 0;
    p->packed += e ? 0 : b->n;
    batch_free(b);
    return e;
}

enum err tracker_pack(struct tracker *t, const char *journey, int64_t now_ms)
{
    return pack_journey(t, journey, now_ms);
}
