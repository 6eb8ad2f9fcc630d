#include "tracker/scan.h"

#include "base/log.h"
#include "tracker/packed.h"

struct scan {
    struct tracker *tracker;
    const struct journey *journey;
    scan_each *each;
    const struct scan_packed *packed; /* instead */
    void *self;
    int32_t first, last; /* start days, of chunks */
    struct trail trail;
    struct expander expander;
    /* Keys whose copies in chunks do not count, and the ids of those chunks. */
    struct map outdated, chunks;
};

enum err scan_damaged(const struct journey *j, const struct scanned *s)
{
    log_line("journey %s: %s %lld is damaged: run `waymark verify`, and "
             "restore a backup",
             j->slug, s->live ? "live attempt" : "chunk",
             (long long)(s->live ? s->live : s->chunk));
    return ERR_IO;
}

/* One attempt, whose trail is the next of those bytes. */
static enum err hand_out(struct scan *s, struct scanned *item,
                         struct varint_reader *bytes)
{
    enum err e;

    if (s->packed) {
        e = s->packed->one(s->packed->self, item, bytes);
        return e == ERR_INVALID ? scan_damaged(s->journey, item) : e;
    }
    if (trail_read(&s->trail, bytes) != OK || s->trail.n == 0)
        return scan_damaged(s->journey, item);
    item->trail = &s->trail;
    return s->each(s->self, item);
}

static enum err scan_live_row(struct scan *s, const struct rows *r)
{
    struct scanned item = {.live = rows_int(r, 0),
                           .chunk = rows_int(r, 1),
                           .settled_ms = rows_int(r, 2)};
    struct packed p;

    if (packed_read(r, 3, &p) != OK || p.n_bytes == 0)
        return scan_damaged(s->journey, &item);
    item.key = p.keys;
    /* One without events only stands in the way of its copy in a chunk. */
    return *p.trails.at ? hand_out(s, &item, &p.trails) : OK;
}

static enum err scan_live_rows(struct scan *s, struct rows *r)
{
    enum err e = OK, closed;

    while (!e && rows_next(r))
        e = scan_live_row(s, r);
    closed = rows_close(r);
    return e ? e : closed;
}

static enum err scan_live(struct scan *s, int64_t last, int64_t now_ms)
{
    struct rows r = rows_open(s->tracker->store, Q_LIVE_SCAN);

    rows_bind_int(&r, ":first", folder_live_first(s->journey));
    rows_bind_int(&r, ":last", last);
    rows_bind_int(&r, ":now_ms", now_ms);
    return scan_live_rows(s, &r);
}

/* Those whose limit is between now and the end of its day. */
static enum err scan_waiting(struct scan *s, int64_t now_ms)
{
    struct rows r = rows_open(s->tracker->store, Q_LIVE_SCAN_WAITING);

    rows_bind_int(&r, ":journey", s->journey->id);
    rows_bind_int(&r, ":now_ms", now_ms);
    rows_bind_int(&r, ":until_ms", (day_utc(now_ms) + 1) * MS_PER_DAY - 1);
    return scan_live_rows(s, &r);
}

static enum err find_outdated(struct scan *s)
{
    struct rows r = rows_open(s->tracker->store, Q_LIVE_OUTDATES);

    rows_bind_int(&r, ":first", folder_live_first(s->journey));
    rows_bind_int(&r, ":last", folder_live_last(s->journey));
    while (rows_next(&r)) {
        int64_t chunk = rows_int(&r, 1);
        size_t n;
        bool added;
        const void *key = rows_blob(&r, 0, &n);

        (void)map_put(&s->outdated, key, n, &added);
        (void)map_put(&s->chunks, &chunk, sizeof(chunk), &added);
    }
    return rows_close(&r);
}

/* Some of its attempts may have moved since. */
static enum err scan_thinned(struct scan *s, struct scanned *item,
                             struct packed *p)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < p->n; i++) {
        item->key = p->keys + i * HASH_SIZE;
        if (!map_find(&s->outdated, item->key, HASH_SIZE))
            e = hand_out(s, item, &p->trails);
        else if (trail_skip(&p->trails) != OK)
            e = scan_damaged(s->journey, item);
    }
    if (!e && p->trails.at != p->trails.end)
        e = scan_damaged(s->journey, item);
    return e;
}

static enum err scan_chunk_row(struct scan *s, const struct rows *r)
{
    struct scanned item = {.chunk = rows_int(r, 0),
                           .version = rows_int(r, 1),
                           .day = rows_int(r, 2),
                           .settled_ms = rows_int(r, 3)};
    struct packed p;

    if (s->packed && !map_find(&s->chunks, &item.chunk, sizeof(item.chunk))) {
        packed_read_trails(r, 4, (size_t)rows_int(r, 7), &p);
        return s->packed->chunk(s->packed->self, &item, &p);
    }
    if (packed_read(r, 4, &p) != OK)
        return scan_damaged(s->journey, &item);
    if (packed_expand(&p, &s->expander) != OK)
        return scan_damaged(s->journey, &item);
    return scan_thinned(s, &item, &p);
}

static enum err scan_chunks(struct scan *s, struct rows *r)
{
    enum err e = OK, closed;

    rows_bind_int(r, ":journey", s->journey->id);
    while (!e && rows_next(r))
        e = scan_chunk_row(s, r);
    closed = rows_close(r);
    return e ? e : closed;
}

static enum err scan_every_one(struct scan *s)
{
    struct rows r;
    enum err e = scan_live(s, folder_live_last(s->journey), INT64_MIN);

    if (e)
        return e;
    r = rows_open(s->tracker->store, Q_CHUNK_SCAN);
    rows_bind_int(&r, ":first", s->first);
    rows_bind_int(&r, ":last", s->last);
    return scan_chunks(s, &r);
}

static enum err scan_some(struct scan *s, int64_t now_ms)
{
    struct rows r;
    enum err e = scan_live(s, folder_waiting_first(s->journey) - 1, now_ms);

    if (!e)
        e = scan_waiting(s, now_ms);
    if (e)
        return e;
    r = rows_open(s->tracker->store, Q_CHUNK_SCAN_UNSETTLED);
    rows_bind_int(&r, ":now_ms", now_ms);
    return scan_chunks(s, &r);
}

static enum err scan(struct scan *s, const int64_t *now_ms)
{
    enum err e;

    trail_init(&s->trail);
    map_init(&s->outdated);
    map_init(&s->chunks);
    e = find_outdated(s);
    if (!e)
        e = now_ms ? scan_some(s, *now_ms) : scan_every_one(s);
    map_release(&s->chunks);
    map_release(&s->outdated);
    trail_release(&s->trail);
    expander_release(&s->expander);
    return e;
}

enum err scan_days(struct tracker *t, const struct journey *j,
                   struct scan_days days, scan_each *each, void *self)
{
    struct scan s = {.tracker = t,
                     .journey = j,
                     .each = each,
                     .self = self,
                     .first = days.first,
                     .last = days.last};

    return scan(&s, NULL);
}

enum err scan_all(struct tracker *t, const struct journey *j, scan_each *each,
                  void *self)
{
    return scan_days(t, j, (struct scan_days){INT32_MIN, INT32_MAX}, each,
                     self);
}

enum err scan_packed(struct tracker *t, const struct journey *j,
                     const struct scan_packed *how)
{
    struct scan s = {.tracker = t,
                     .journey = j,
                     .packed = how,
                     .first = how->first,
                     .last = how->last};

    return scan(&s, NULL);
}

enum err scan_unsettled(struct tracker *t, const struct journey *j,
                        int64_t now_ms, scan_each *each, void *self)
{
    struct scan s = {.tracker = t, .journey = j, .each = each, .self = self};

    return scan(&s, &now_ms);
}
