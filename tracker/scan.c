#include "tracker/scan.h"

#include "base/log.h"

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
    struct scanned item = {
        .trail = &s->trail, .live = rows_int(r, 0), .chunk = rows_int(r, 2)};
    struct varint_reader reader;
    const void *bytes;
    size_t n;

    item.key = rows_blob(r, 1, &n);
    bytes = rows_blob(r, 3, &n);
    reader = varint_reader_make(bytes, n);
    if (!item.key || trail_read(&s->trail, &reader) != OK)
        return damaged(s, "live attempt", item.live);
    return s->trail.n ? s->each(s->self, &item) : OK;
}

static enum err scan_live(struct scan *s, int64_t now_ms)
{
    struct rows r = rows_open(s->tracker->store, Q_LIVE_SCAN);
    enum err e = OK, closed;

    rows_bind_int(&r, ":first", folder_live_first(s->journey));
    rows_bind_int(&r, ":last", folder_live_last(s->journey));
    rows_bind_int(&r, ":now_ms", now_ms);
    while (!e && rows_next(&r))
        e = scan_live_row(s, &r);
    closed = rows_close(&r);
    return e ? e : closed;
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
    size_t n_keys, n_trails, i;
    const unsigned char *keys = rows_blob(r, 4, &n_keys);
    const void *trails = rows_blob(r, 5, &n_trails);
    struct varint_reader reader = varint_reader_make(trails, n_trails);
    enum err e = OK;

    for (i = 0; !e && i + HASH_SIZE <= n_keys; i += HASH_SIZE) {
        item.key = keys + i;
        if (trail_read(&s->trail, &reader) != OK || s->trail.n == 0)
            return damaged(s, "chunk", item.chunk);
        if (!map_find(&s->outdated, item.key, HASH_SIZE))
            e = s->each(s->self, &item);
    }
    if (!e && (n_keys % HASH_SIZE || reader.at != reader.end))
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

static enum err scan(struct scan *s, bool all, int64_t now_ms)
{
    struct rows r;
    enum err e;

    trail_init(&s->trail);
    map_init(&s->outdated);
    e = find_outdated(s);
    if (!e)
        e = scan_live(s, all ? INT64_MIN : now_ms);
    if (!e) {
        r = rows_open(s->tracker->store,
                      all ? Q_CHUNK_SCAN : Q_CHUNK_SCAN_UNSETTLED);
        if (!all)
            rows_bind_int(&r, ":now_ms", now_ms);
        e = scan_chunks(s, &r);
    }
    map_release(&s->outdated);
    trail_release(&s->trail);
    return e;
}

enum err scan_all(struct tracker *t, const struct journey *j, scan_each *each,
                  void *self)
{
    struct scan s = {.tracker = t, .journey = j, .each = each, .self = self};

    return scan(&s, true, 0);
}

enum err scan_unsettled(struct tracker *t, const struct journey *j,
                        int64_t now_ms, scan_each *each, void *self)
{
    struct scan s = {.tracker = t, .journey = j, .each = each, .self = self};

    return scan(&s, false, now_ms);
}
