#include "tracker/chunk.h"

#include "base/log.h"
#include "tracker/packed.h"
#include "tracker/trail.h"

void chunk_init(struct chunk *c, int64_t version, int64_t day)
{
    *c =
        (struct chunk){.version = version, .day = day, .settled_ms = INT64_MIN};
    buf_init(&c->keys, PACKED_BYTES_MAX);
    buf_init(&c->trails, PACKED_BYTES_MAX);
}

void chunk_release(struct chunk *c)
{
    buf_release(&c->keys);
    buf_release(&c->trails);
}

void chunk_append(struct chunk *c, const void *key, const char *trail, size_t n)
{
    buf_add(&c->keys, key, HASH_SIZE);
    buf_add(&c->trails, trail, n);
    c->attempts++;
}

static enum err chunk_delete(struct chunks *s, int64_t id)
{
    struct rows r = rows_open(s->store, Q_CHUNK_DELETE);

    rows_bind_int(&r, ":id", id);
    return rows_run(&r);
}

static enum err chunk_put(struct chunks *s, struct chunk *c,
                          const struct buf *trails)
{
    struct rows r = rows_open(s->store, c->id ? Q_CHUNK_PUT : Q_CHUNK_ADD);
    enum err e;

    if (c->id) {
        rows_bind_int(&r, ":id", c->id);
    } else {
        rows_bind_int(&r, ":journey", s->journey);
        rows_bind_int(&r, ":version", c->version);
        rows_bind_int(&r, ":day", c->day);
    }
    rows_bind_int(&r, ":attempts", c->attempts);
    rows_bind_int(&r, ":settled_ms", c->settled_ms);
    rows_bind_int(
        &r, ":sum",
        packed_sum(c->keys.text, c->keys.len, trails->text, trails->len));
    rows_bind_blob(&r, ":keys", c->keys.text, c->keys.len);
    rows_bind_blob(&r, ":trails", trails->text, trails->len);
    e = rows_run(&r);
    if (!e && !c->id)
        c->id = store_last_id(s->store);
    return e;
}

enum err chunk_write(struct chunks *s, struct chunk *c)
{
    struct buf trails;
    enum err e = buf_finish(&c->keys);

    if (!e)
        e = buf_finish(&c->trails);
    if (e)
        return e;
    if (c->attempts == 0)
        return c->id ? chunk_delete(s, c->id) : OK;
    buf_init(&trails, PACKED_BYTES_MAX);
    compress_add(&trails, c->trails.text, c->trails.len);
    e = buf_finish(&trails);
    if (!e)
        e = chunk_put(s, c, &trails);
    buf_release(&trails);
    return e;
}

/* Which keys of a chunk are read. */
struct choice {
    const struct map *keys; /* NULL: all */
    bool only;              /* these; or all but these */
};

static bool is_chosen(const struct choice *which, const unsigned char *key)
{
    return !which->keys ||
           (map_find(which->keys, key, HASH_SIZE) != NULL) == which->only;
}

static enum err copy_chunk(struct chunk *c, const struct rows *r,
                           const struct choice *which, struct expander *x)
{
    struct packed p;
    size_t i;
    enum err e = packed_read(r, 3, &p);

    if (!e)
        e = packed_expand(&p, x);
    for (i = 0; !e && i < p.n; i++) {
        const unsigned char *key = p.keys + i * HASH_SIZE;
        const unsigned char *from = p.trails.at;

        e = trail_skip(&p.trails);
        if (!e && is_chosen(which, key))
            chunk_append(c, key, (const char *)from,
                         (size_t)(p.trails.at - from));
    }
    return e;
}

static enum err read_chosen(struct chunks *s, int64_t id,
                            const struct choice *which, struct chunk *c)
{
    struct rows r = rows_open(s->store, Q_CHUNK_GET);
    enum err e = OK, closed;

    rows_bind_int(&r, ":id", id);
    if (rows_next(&r)) {
        c->id = id;
        c->settled_ms = rows_int(&r, 0);
        c->version = rows_int(&r, 1);
        c->day = rows_int(&r, 2);
        if (copy_chunk(c, &r, which, &s->expander) != OK) {
            log_line("chunk %lld is damaged: run `waymark verify`, and "
                     "restore a backup",
                     (long long)id);
            e = ERR_IO;
        }
    }
    closed = rows_close(&r);
    return closed ? closed : e;
}

enum err chunk_read(struct chunks *s, int64_t id, const struct map *without,
                    struct chunk *c)
{
    const struct choice which = {without, false};

    return read_chosen(s, id, &which, c);
}

enum err chunk_read_some(struct chunks *s, int64_t id, const struct map *only,
                         struct chunk *c)
{
    const struct choice which = {only, true};
    enum err e = read_chosen(s, id, &which, c);

    c->id = 0;
    return e;
}

enum err chunk_relabel(struct chunks *s, const struct chunk *c)
{
    struct rows r = rows_open(s->store, Q_CHUNK_RELABEL);

    rows_bind_int(&r, ":version", c->version);
    rows_bind_int(&r, ":day", c->day);
    rows_bind_int(&r, ":settled_ms", c->settled_ms);
    rows_bind_int(&r, ":id", c->id);
    return rows_run(&r);
}

enum err chunk_thin(struct chunks *s, int64_t id, const struct map *without)
{
    struct chunk c;
    enum err e;

    chunk_init(&c, 0, 0);
    e = chunk_read(s, id, without, &c);
    if (!e && c.id)
        e = chunk_write(s, &c);
    chunk_release(&c);
    return e;
}
