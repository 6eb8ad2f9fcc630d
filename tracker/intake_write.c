/* The part of intake.h that writes: attempts, and what was not kept. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/intake_inside.h"
#include "tracker/packed.h"

enum { LIVE_COLUMNS = 6, ADDED_MOST = 128, ADDED_BYTES = 256 * 1024 };

struct added_rows {
    size_t n;
    struct value values[ADDED_MOST][LIVE_COLUMNS];
    size_t trails[ADDED_MOST]; /* where each begins in ... */
    struct buf bytes;
};

void intake_release_added(struct intake *in)
{
    if (in->added)
        buf_release(&in->added->bytes);
    free(in->added);
    in->added = NULL;
}

/* Empty. */
static struct added_rows *begin_added(struct intake *in)
{
    if (!in->added) {
        in->added = mem_new(1, sizeof(*in->added));
        buf_init(&in->added->bytes, ADDED_BYTES + TRAIL_BYTES_MAX);
    }
    in->added->n = 0;
    buf_reset(&in->added->bytes);
    return in->added;
}

static enum err write_added(struct intake *in)
{
    struct added_rows *to = in->added;
    struct rows r;
    enum err e;
    size_t i;

    if (!to || to->n == 0)
        return OK;
    for (i = 0; i < to->n; i++)
        to->values[i][LIVE_COLUMNS - 1].bytes = to->bytes.text + to->trails[i];
    r = rows_open(in->tracker->store, Q_LIVE_ADD);
    rows_hand(&r, to->values[0], to->n, LIVE_COLUMNS);
    e = rows_run(&r);
    (void)begin_added(in);
    return e;
}

/* There is no row of its id yet.  Its key stays where it is until then. */
static enum err add_live(struct intake *in, const struct hot *h, int64_t quiet)
{
    struct added_rows *to = in->added ? in->added : begin_added(in);
    size_t from = to->bytes.len, n;
    enum err e;

    trail_write(&h->trail, &to->bytes);
    e = buf_finish(&to->bytes);
    if (e)
        return e;
    n = to->bytes.len - from;
    to->trails[to->n] = from;
    memcpy(to->values[to->n++],
           (struct value[LIVE_COLUMNS]){
               {.n = h->live},
               {.bytes = h->key, .n = HASH_SIZE},
               {.n = h->chunk, .is_null = !h->chunk},
               {.n = quiet},
               {.n = packed_sum(h->key, HASH_SIZE, to->bytes.text + from, n)},
               {.n = (int64_t)n}},
           sizeof(to->values[0]));
    return to->n == ADDED_MOST || to->bytes.len > ADDED_BYTES ? write_added(in)
                                                              : OK;
}

static enum err put_live(struct intake *in, const struct hot *h, int64_t quiet)
{
    struct rows r;
    enum err e;

    buf_reset(&in->bytes);
    trail_write(&h->trail, &in->bytes);
    e = buf_finish(&in->bytes);
    if (e)
        return e;
    r = rows_open(in->tracker->store, Q_LIVE_PUT);
    rows_bind_int(&r, ":quiet_ms", quiet);
    rows_bind_int(&r, ":sum",
                  packed_sum(h->key, HASH_SIZE, in->bytes.text, in->bytes.len));
    rows_bind_blob(&r, ":trail", in->bytes.text, in->bytes.len);
    rows_bind_int(&r, ":id", h->live);
    e = rows_run(&r);
    if (e || store_changed(in->tracker->store) == 1)
        return e;
    log_line("journey %s: live attempt %lld is not where it was: nothing of "
             "this transaction is kept",
             in->slug, (long long)h->live);
    return ERR_IO;
}

static enum err delete_live(struct intake *in, int64_t id)
{
    struct rows r = rows_open(in->tracker->store, Q_LIVE_DELETE);

    rows_bind_int(&r, ":id", id);
    return rows_run(&r);
}

/* Give it an id among those that wait, or those that do not. */
static enum err place_hot(struct intake *in, struct hot *h, bool waits)
{
    int64_t before = h->live;
    bool waited = before >= folder_waiting_first(in->journey);

    if (before && waited == waits)
        return OK;
    h->live = waits ? ++in->last_waiting : ++in->last_live;
    in->tracker->keys_moved = true;
    if (in->keyless)
        return before ? delete_live(in, before) : OK;
    if (before || h->chunk)
        key_index_move(&in->keys, h->key,
                       before ? intake_live_place(before) : h->chunk,
                       intake_live_place(h->live));
    else
        key_index_add(&in->keys, h->key, intake_live_place(h->live));
    return before ? delete_live(in, before) : OK;
}

/* Store a changed attempt.  One without events goes; if a chunk still holds a
 * copy, an empty live row stands in its way until it is packed away. */
static enum err write_hot(struct intake *in, struct hot *h, int64_t quiet,
                          bool waits)
{
    int64_t before = h->live;
    enum err e;

    if (h->trail.n == 0 && !h->chunk) {
        h->live = 0; /* should it go on, it has a row of its own again */
        return before ? delete_live(in, before) : OK;
    }
    e = place_hot(in, h, waits);
    if (e)
        return e;
    return h->live == before ? put_live(in, h, quiet) : add_live(in, h, quiet);
}

/* What it adds now is what is stored of it from here on. */
static void count_as_stored(struct intake *in, struct hot *h,
                            const struct attempt *now)
{
    struct bag figures = h->before_figures;

    h->before = *now;
    h->before_figures = in->bag;
    in->bag = figures;
    h->dirty = false;
}

static enum err flush_hot(struct intake *in, struct hot *h)
{
    struct attempt now = {0};
    int64_t quiet = INT64_MIN;
    int32_t day;
    bool waits = false;
    enum err e;

    bag_empty(&in->bag);
    if (h->trail.n) {
        attempt_fold(in->journey, &h->trail, &in->tracker->scratch, &now,
                     &in->bag);
        quiet = attempt_quiet_ms(in->journey, &now);
        waits = attempt_waits(in->journey, &now, &day);
    }
    e = intake_count_again(in, h, h->trail.n ? &now : NULL);
    if (!e)
        e = write_hot(in, h, quiet, waits);
    count_as_stored(in, h, &now);
    return e;
}

enum err intake_flush(struct intake *in)
{
    enum err e = OK;
    size_t i;

    if (in->added)
        (void)begin_added(in); /* what was not written was rolled back */
    for (i = 0; !e && i < in->n_touched; i++)
        e = flush_hot(in, &in->hots[in->touched[i]]);
    in->n_touched = 0;
    if (!e)
        e = write_added(in);
    return e ? e : intake_write_rows(in);
}

enum err intake_received(struct intake *in, int32_t day, int64_t duplicates,
                         int64_t refused, int64_t conflicts)
{
    struct rows r;

    if (duplicates == 0 && refused == 0 && conflicts == 0)
        return OK;
    r = rows_open(in->tracker->store, Q_RECEIVED_ADD);
    rows_bind_int(&r, ":journey", in->journey->id);
    rows_bind_int(&r, ":day", day);
    rows_bind_int(&r, ":duplicates", duplicates);
    rows_bind_int(&r, ":refused", refused);
    rows_bind_int(&r, ":conflicts", conflicts);
    return rows_run(&r);
}
