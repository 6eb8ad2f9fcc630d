#include "tracker/scan.h"

#include "base/log.h"
#include "tracker/packed.h"

struct scan {
    struct tracker *tracker;
    const struct journey *journey;
    scan_each *each;
    void *self;
    struct trail trail;
    struct map outdated; /* keys whose copies in chunks do not count */
};

static enum err damaged(const struct scan *s, const char *where, int64_t id)
{
    log_line("journey %s: %s %lld is damaged: run `waymark verify`, and "
             "restore a backup",
             s->journey->slug, where, (long long)id);
    return ERR_IO;
}

static enum err scan_live_row(struct scan *s, const struct rows *r)
{
    struct scanned item = {.trail = &s->trail,
                           .live = rows_int(r, 0),
                           .chunk = rows_int(r, 1),
                           .settled_ms = rows_int(r, 2)};
    struct packed p;

    if (packed_read(r, 3, &p) != OK || trail_read(&s->trail, &p.trails) != OK)
        return damaged(s, "live attempt", item.live);
    item.key = p.keys;
    return s->trail.n ? s->each(s->self, &item) : OK;
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
        size_t n;
        bool added;
        const void *key = rows_blob(&r, 0, &n);

        (void)map_put(&s->outdated, key, n, &added);
    }
    return rows_close(&r);
}

static enum err scan_chunk_row(struct scan *s, const struct rows *r)
{
    struct scanned item = {.trail = &s->trail,
                           .chunk = rows_int(r, 0),
                           .version = rows_int(r, 1),
                           .day = rows_int(r, 2),
                           .settled_ms = rows_int(r, 3)};
    struct packed p;
    enum err e = OK;
    size_t i;

    if (packed_read(r, 4, &p) != OK)
        return damaged(s, "chunk", item.chunk);
    for (i = 0; !e && i < p.n; i++) {
        item.key = p.keys + i * HASH_SIZE;
        if (trail_read(&s->trail, &p.trails) != OK || s->trail.n == 0)
            return damaged(s, "chunk", item.chunk);
        if (!map_find(&s->outdated, item.key, HASH_SIZE))
            e = s->each(s->self, &item);
    }
    if (!e && p.trails.at != p.trails.end)
        e = damaged(s, "chunk", item.chunk);
    return e;
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
    e = find_outdated(s);
    if (!e)
        e = now_ms ? scan_some(s, *now_ms) : scan_every_one(s);
    map_release(&s->outdated);
    trail_release(&s->trail);
    return e;
}

enum err scan_all(struct tracker *t, const struct journey *j, scan_each *each,
                  void *self)
{
    struct scan s = {.tracker = t, .journey = j, .each = each, .self = self};

    return scan(&s, NULL);
}

enum err scan_unsettled(struct tracker *t, const struct journey *j,
                        int64_t now_ms, scan_each *each, void *self)
{
    struct scan s = {.tracker = t, .journey = j, .each = each, .self = self};

    return scan(&s, &now_ms);
}
