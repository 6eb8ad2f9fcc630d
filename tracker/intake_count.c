/* The part of intake.h that keeps figures: what attempts add goes into rows. */
#include <string.h>

#include "base/memory.h"
#include "tracker/cell.h"
#include "tracker/intake_inside.h"

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
                          const struct bag *figures)
{
    struct figures_row *row;
    enum err e = find_row(in, key, &row);

    if (e)
        return e;
    bag_add_all(&row->bag, figures, 1);
    row->dirty = true;
    return OK;
}

/* Longer sums are for pages, which ask for months. */
static enum err count_span(struct intake *in, struct row_key key,
                           const struct bag *figures)
{
    key.dimension = DIMENSION_SPANS;
    key.value = 0;
    key.day = span_first(key.day);
    return count_row(in, &key, figures);
}

/* Into the rows of all, and of each value the attempts have. */
static enum err count_sum(struct intake *in, struct figures_sum *s)
{
    struct row_key key = {
        .until_day = s->until_day, .day = s->day, .version = s->version};
    enum err e = OK;
    int d;

    if (s->figures.n == 0)
        return OK;
    for (d = 0; !e && d < DIMENSIONS; d++) {
        key.dimension = d;
        key.value = s->values[d];
        if (d != DIMENSION_ALL && key.value == 0)
            continue;
        if (d == DIMENSION_CHANNEL && key.value == CHANNEL_SELF)
            continue; /* all less the other channels */
        e = count_row(in, &key, &s->figures);
    }
    if (!e && s->until_day == FOR_GOOD)
        e = count_span(in, key, &s->figures);
    bag_empty(&s->figures);
    return e;
}

enum err intake_count_sums(struct intake *in)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < FIGURES_SUMS; i++)
        e = count_sum(in, &in->sums[i]);
    return e;
}

/* The sum for attempts like it. */
static struct figures_sum *sum_of(const struct intake *in,
                                  const struct figures_sum *like)
{
    uint64_t mixed = (uint64_t)like->day * 7 + (uint64_t)like->version * 3 +
                     (uint64_t)like->until_day;
    size_t d;

    for (d = 0; d < DIMENSIONS; d++)
        mixed = mixed * 5 + like->values[d];
    return &in->sums[mixed % FIGURES_SUMS];
}

static bool is_like(const struct figures_sum *a, const struct figures_sum *b)
{
    return a->until_day == b->until_day && a->day == b->day &&
           a->version == b->version &&
           memcmp(a->values, b->values, sizeof(a->values)) == 0;
}

static enum err count_until(struct intake *in, const struct attempt *a,
                            int64_t until_day, const struct bag *figures,
                            int64_t sign)
{
    struct figures_sum like = {
        .until_day = until_day,
        .day = a->day,
        .version = in->journey->versions[a->version].number,
    };
    struct figures_sum *s;
    enum err e = OK;

    memcpy(like.values, a->values, sizeof(like.values));
    s = sum_of(in, &like);
    if (!is_like(s, &like)) {
        e = count_sum(in, s);
        like.figures = s->figures;
        *s = like;
    }
    bag_add_all(&s->figures, figures, sign);
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

    bag_empty(&in->moved);
    bag_add_all(&in->moved, &in->bag, 1);
    bag_add_all(&in->moved, &h->before_figures, -1);
    e = count_until(in, now, FOR_GOOD, &in->moved, 1);
    if (!e)
        e = count_cells(in, &h->before, FOR_GOOD, -1);
    return e ? e : count_cells(in, now, FOR_GOOD, 1);
}

enum err intake_count_again(struct intake *in, const struct hot *h,
                            const struct attempt *now)
{
    enum err e = OK;

    if (h->before_figures.n && now && stays_in_its_rows(in, &h->before, now))
        return count_difference(in, h, now);
    if (h->before_figures.n)
        e = intake_count(in, &h->before, &h->before_figures, -1);
    return e || !now ? e : intake_count(in, now, &in->bag, 1);
}

static enum err write_row(struct intake *in, struct figures_row *row)
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

enum err intake_write_rows(struct intake *in)
{
    enum err e = intake_count_sums(in);
    size_t i;

    for (i = 0; !e && i < in->n_rows; i++)
        if (in->rows[i].dirty)
            e = write_row(in, &in->rows[i]);
    return e;
}

void intake_touch(struct intake *in, struct hot *h)
{
    if (h->dirty)
        return;
    h->dirty = true;
    in->touched = mem_grow(in->touched, in->n_touched, &in->touched_room,
                           sizeof(*in->touched));
    in->touched[in->n_touched++] = (size_t)(h - in->hots);
    if (h->counted)
        return;
    h->counted = true;
    bag_empty(&h->before_figures);
    if (h->trail.n)
        attempt_fold(in->journey, &h->trail, &in->tracker->scratch, &h->before,
                     &h->before_figures);
}
