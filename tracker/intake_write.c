/* The half of intake.h that writes: attempts, figures, what was not kept. */
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/cell.h"
#include "tracker/intake_inside.h"
#include "tracker/packed.h"

enum { FIGURES_BYTES_MAX = 4 * 1024 * 1024 };

static void bind_row(struct rows *r, const struct intake *in,
                     const struct row_key *key)
{
    rows_bind_int(r, ":journey", in->journey->id);
    rows_bind_int(r, ":dimension", key->dimension);
    rows_bind_int(r, ":value", key->value);
    rows_bind_int(r, ":until_day", key->until_day);
    rows_bind_int(r, ":day", key->day);
    rows_bind_int(r, ":version", key->version);
}

static enum err load_row(struct intake *in, struct figures_row *row)
{
    struct rows r = rows_open(in->tracker->store, Q_FIGURES_GET);
    enum err e = OK, closed;

    bind_row(&r, in, &row->key);
    if (rows_next(&r)) {
        size_t n;
        const void *bytes = rows_blob(&r, 0, &n);

        e = bag_read(&row->bag, bytes, n);
    }
    closed = rows_close(&r);
    return closed ? closed : e;
}

static enum err find_row(struct intake *in, const struct row_key *key,
                         struct figures_row **ret_row)
{
    const size_t kinds = sizeof(in->last_rows) / sizeof(in->last_rows[0]);
    size_t kind = (size_t)key->dimension * 2 + (key->until_day == FOR_GOOD);
    size_t *last = &in->last_rows[kind % kinds];
    int64_t *place;
    bool added;

    if (*last < in->n_rows &&
        memcmp(&in->rows[*last].key, key, sizeof(*key)) == 0) {
        *ret_row = &in->rows[*last];
        return OK;
    }
    place = map_put(&in->row_places, key, sizeof(*key), &added);
    if (added)
        *place = (int64_t)in->n_rows;
    *last = (size_t)*place;
    if (added) {
        in->rows =
            mem_grow(in->rows, in->n_rows, &in->rows_room, sizeof(*in->rows));
        *ret_row = &in->rows[in->n_rows++];
        **ret_row = (struct figures_row){.key = *key};
        return load_row(in, *ret_row);
    }
    *ret_row = &in->rows[*place];
    return OK;
}

static enum err count_row(struct intake *in, const struct row_key *key,
                          const struct bag *figures, int64_t sign)
{
    struct figures_row *row;
    enum err e = find_row(in, key, &row);

    if (e)
        return e;
    bag_add_all(&row->bag, figures, sign);
    row->dirty = true;
    return OK;
}

/* Longer sums are for pages, which ask for months. */
static enum err count_span(struct intake *in, struct row_key key,
                           const struct bag *figures, int64_t sign)
{
    key.dimension = DIMENSION_SPANS;
    key.value = 0;
    key.day = span_first(key.day);
    return count_row(in, &key, figures, sign);
}

/* Into the rows of all, and of each value the attempt has. */
static enum err count_until(struct intake *in, const struct attempt *a,
                            int64_t until_day, const struct bag *figures,
                            int64_t sign)
{
    struct row_key key = {
        .until_day = until_day,
        .day = a->day,
        .version = in->journey->versions[a->version].number,
    };
    enum err e = OK;
    int d;

    for (d = 0; !e && d < DIMENSIONS; d++) {
        key.dimension = d;
        key.value = a->values[d];
        if (d != DIMENSION_ALL && key.value == 0)
            continue;
        if (d == DIMENSION_CHANNEL && key.value == CHANNEL_SELF)
            continue; /* all less the other channels */
        e = count_row(in, &key, figures, sign);
    }
    if (!e && until_day == FOR_GOOD)
        e = count_span(in, key, figures, sign);
    return e;
}

/* The same for the cell it is in once its limit has passed, and until then. */
static enum err count_cells(struct intake *in, const struct attempt *a,
                            int64_t until_day, int64_t sign)
{
    const struct row_key key = {
        .dimension = DIMENSION_CELLS,
        .until_day = until_day,
        .day = a->day,
        .version = in->journey->versions[a->version].number,
    };
    uint64_t settled = cell_make(a, attempt_settled(a));
    struct figures_row *row;
    enum err e = find_row(in, &key, &row);

    if (e)
        return e;
    row->dirty = true;
    if (until_day == FOR_GOOD) {
        cells_add(&row->bag, settled, sign);
    } else {
        cells_add(&row->bag, settled, -sign);
        cells_add(&row->bag, cell_make(a, a->state), sign);
    }
    return OK;
}

/* What is otherwise until the day of its limit. */
static enum err count_waiting(struct intake *in, const struct attempt *a,
                              int64_t until_day, const struct bag *figures,
                              int64_t sign)
{
    enum err e = count_cells(in, a, until_day, sign);

    bag_empty(&in->otherwise);
    attempt_unsettle(a, figures, &in->otherwise);
    if (!e && in->otherwise.n)
        e = count_until(in, a, until_day, &in->otherwise, sign);
    return e;
}

enum err intake_count(struct intake *in, const struct attempt *a,
                      const struct bag *figures, int64_t sign)
{
    int32_t day;
    enum err e = count_until(in, a, FOR_GOOD, figures, sign);

    if (!e)
        e = count_cells(in, a, FOR_GOOD, sign);
    if (!e && attempt_waits(in->journey, a, &day))
        e = count_waiting(in, a, day, figures, sign);
    return e;
}

/* added: there is no row of that id yet. */
static enum err write_live(struct intake *in, const struct hot *h,
                           int64_t quiet, bool added)
{
    struct rows r;
    enum err e;

    buf_reset(&in->bytes);
    trail_write(&h->trail, &in->bytes);
    e = buf_finish(&in->bytes);
    if (e)
        return e;
    r = rows_open(in->tracker->store, added ? Q_LIVE_ADD : Q_LIVE_PUT);
    if (added) {
        rows_bind_blob(&r, ":key", h->key, HASH_SIZE);
        if (h->chunk)
            rows_bind_int(&r, ":chunk", h->chunk);
    }
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
    key_index_move(&in->keys, h->key,
                   before ? intake_live_place(before) : h->chunk,
                   intake_live_place(h->live));
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
    return e ? e : write_live(in, h, quiet, h->live != before);
}

/* Does it count in the rows it counted in before, and for good? */
static bool stays_in_its_rows(const struct intake *in,
                              const struct attempt *before,
                              const struct attempt *now)
{
    int32_t day;

    return before->version == now->version && before->day == now->day &&
           memcmp(before->values, now->values, sizeof(now->values)) == 0 &&
           !attempt_waits(in->journey, before, &day) &&
           !attempt_waits(in->journey, now, &day);
}

/* Only what is different then moves: a few counters of each row. */
static enum err count_difference(struct intake *in, const struct hot *h,
                                 const struct attempt *now)
{
    enum err e;

    bag_add_all(&in->bag, &h->before_figures, -1);
    e = count_until(in, now, FOR_GOOD, &in->bag, 1);
    if (!e)
        e = count_cells(in, &h->before, FOR_GOOD, -1);
    return e ? e : count_cells(in, now, FOR_GOOD, 1);
}

/* Move the figures from what it added before to what it adds now. */
static enum err count_again(struct intake *in, const struct hot *h,
                            const struct attempt *now)
{
    enum err e = OK;

    if (h->before_figures.n && now && stays_in_its_rows(in, &h->before, now))
        return count_difference(in, h, now);
    if (h->before_figures.n)
        e = intake_count(in, &h->before, &h->before_figures, -1);
    return e || !now ? e : intake_count(in, now, &in->bag, 1);
}

static enum err flush_hot(struct intake *in, struct hot *h)
{
    struct attempt now;
    int64_t quiet = INT64_MIN;
    int32_t day;
    bool waits = false;
    enum err e;

    if (h->trail.n) {
        bag_empty(&in->bag);
        attempt_fold(in->journey, &h->trail, &in->tracker->scratch, &now,
                     &in->bag);
        quiet = attempt_quiet_ms(in->journey, &now);
        waits = attempt_waits(in->journey, &now, &day);
    }
    e = count_again(in, h, h->trail.n ? &now : NULL);
    if (!e)
        e = write_hot(in, h, quiet, waits);
    h->dirty = false;
    return e;
}

static enum err flush_row(struct intake *in, struct figures_row *row)
{
    struct buf bytes;
    struct rows r;
    enum err e;

    row->dirty = false;
    if (row->bag.n == 0) {
        r = rows_open(in->tracker->store, Q_FIGURES_DELETE);
        bind_row(&r, in, &row->key);
        return rows_run(&r);
    }
    buf_init(&bytes, FIGURES_BYTES_MAX);
    bag_write(&row->bag, &bytes);
    e = buf_finish(&bytes);
    if (!e) {
        r = rows_open(in->tracker->store, Q_FIGURES_PUT);
        bind_row(&r, in, &row->key);
        rows_bind_blob(&r, ":counters", bytes.text, bytes.len);
        e = rows_run(&r);
    }
    buf_release(&bytes);
    return e;
}

enum err intake_flush(struct intake *in)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < in->n_touched; i++)
        e = flush_hot(in, &in->hots[in->touched[i]]);
    in->n_touched = 0;
    for (i = 0; !e && i < in->n_rows; i++)
        if (in->rows[i].dirty)
            e = flush_row(in, &in->rows[i]);
    return e;
}

enum err intake_refold(struct intake *in)
{
    folder_forget(in->tracker);
    in->generation = in->tracker->generation; /* attempts held are kept */
    return folder_journey(in->tracker, in->slug, &in->journey);
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
