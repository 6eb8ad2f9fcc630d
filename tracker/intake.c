#include "tracker/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/personal.h"

/* What is held between transactions; past it everything is let go. */
enum { HOTS_KEPT = 32768, ROWS_KEPT = 8192 };

void intake_init(struct intake *in, struct tracker *t, const char *slug)
{
    *in = (struct intake){.tracker = t, .slug = slug};
    map_init(&in->hot_places);
    map_init(&in->row_places);
    key_index_init(&in->keys);
    buf_init(&in->bytes, TRAIL_BYTES_MAX);
    bag_init(&in->bag);
}

void intake_forget(struct intake *in)
{
    size_t i;

    for (i = 0; i < in->n_hots; i++) {
        trail_release(&in->hots[i].trail);
        bag_release(&in->hots[i].before_figures);
    }
    for (i = 0; i < in->n_rows; i++)
        bag_release(&in->rows[i].bag);
    in->n_hots = in->n_rows = 0;
    map_release(&in->hot_places);
    map_release(&in->row_places);
}

static void forget_keys(struct intake *in)
{
    key_index_release(&in->keys);
    in->has_keys = false;
}

void intake_release(struct intake *in)
{
    intake_forget(in);
    forget_keys(in);
    free(in->hots);
    free(in->rows);
    buf_release(&in->bytes);
    bag_release(&in->bag);
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
            key_index_move(&in->keys, key, rows_int(&r, 2), -id);
        in->last_live = id > in->last_live ? id : in->last_live;
    }
    return rows_close(&r);
}

static enum err load_keys(struct intake *in)
{
    enum err e;

    if (in->has_keys)
        return OK;
    in->last_live = folder_live_first(in->journey) - 1;
    e = load_chunk_keys(in);
    if (!e)
        e = load_live_keys(in);
    in->has_keys = !e;
    return e;
}

enum err intake_join(struct intake *in)
{
    bool changed = in->generation != in->tracker->generation;
    enum err e;

    if (changed || in->n_hots > HOTS_KEPT || in->n_rows > ROWS_KEPT)
        intake_forget(in);
    if (changed)
        forget_keys(in);
    in->generation = in->tracker->generation;
    e = folder_journey(in->tracker, in->slug, &in->journey);
    return e ? e : load_keys(in);
}

enum err intake_begin(struct intake *in)
{
    enum err e = folder_begin(in->tracker);

    if (e)
        return e;
    e = intake_join(in);
    if (e)
        intake_rollback(in);
    return e;
}

void intake_rollback(struct intake *in)
{
    folder_rollback(in->tracker);
    intake_forget(in);
    forget_keys(in);
    in->journey = NULL;
}

enum err intake_commit(struct intake *in)
{
    enum err e = intake_flush(in);

    if (!e)
        e = folder_commit(in->tracker);
    if (e)
        intake_rollback(in);
    return e;
}

static struct hot *hold(struct intake *in, const unsigned char *key)
{
    struct hot *h;
    bool added;

    *map_put(&in->hot_places, key, HASH_SIZE, &added) = (int64_t)in->n_hots;
    in->hots =
        mem_grow(in->hots, in->n_hots, &in->hots_room, sizeof(*in->hots));
    h = &in->hots[in->n_hots++];
    *h = (struct hot){0};
    memcpy(h->key, key, HASH_SIZE);
    trail_init(&h->trail);
    bag_init(&h->before_figures);
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
        size_t n_key, n;
        const void *stored = rows_blob(&r, 0, &n_key);
        const void *bytes = rows_blob(&r, 2, &n);
        struct varint_reader reader = varint_reader_make(bytes, n);

        if (n_key == HASH_SIZE && memcmp(stored, key, HASH_SIZE) == 0) {
            *ret_hot = hold(in, key);
            (*ret_hot)->live = id;
            (*ret_hot)->chunk = rows_int(&r, 1);
            if (trail_read(&(*ret_hot)->trail, &reader) != OK)
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
    size_t n_keys, n_trails, i;
    const unsigned char *keys = rows_blob(r, 1, &n_keys);
    const void *trails = rows_blob(r, 2, &n_trails);
    struct varint_reader reader = varint_reader_make(trails, n_trails);

    for (i = 0; i + HASH_SIZE <= n_keys; i += HASH_SIZE) {
        if (memcmp(keys + i, key, HASH_SIZE) == 0) {
            *ret_hot = hold(in, key);
            return trail_read(&(*ret_hot)->trail, &reader);
        }
        if (trail_skip(&reader) != OK)
            return ERR_INVALID;
    }
    return OK;
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

enum err intake_find(struct intake *in, const unsigned char *key,
                     struct hot **ret_hot)
{
    const int64_t *held = map_find(&in->hot_places, key, HASH_SIZE);
    struct hot *h = NULL;
    size_t cursor = 0;
    int64_t place;
    enum err e = OK;

    if (held) {
        *ret_hot = &in->hots[*held];
        return OK;
    }
    while (!e && !h && (place = key_index_next(&in->keys, key, &cursor)))
        e = place < 0 ? load_live(in, -place, key, &h)
                      : load_packed(in, place, key, &h);
    if (e)
        return e;
    *ret_hot = h ? h : hold(in, key);
    return OK;
}

void intake_hold(struct intake *in, const struct scanned *s,
                 struct trail **ret_trail)
{
    const int64_t *held = map_find(&in->hot_places, s->key, HASH_SIZE);
    struct hot *h = held ? &in->hots[*held] : hold(in, s->key);
    size_t i;

    if (!held) {
        h->live = s->live;
        h->chunk = s->chunk;
        for (i = 0; i < s->trail->n; i++)
            trail_add(&h->trail, s->trail->at[i],
                      trail_errors(s->trail, &s->trail->at[i]));
    }
    intake_touch(in, h);
    *ret_trail = &h->trail;
}

void intake_touch(struct intake *in, struct hot *h)
{
    if (h->dirty)
        return;
    h->dirty = true;
    bag_empty(&h->before_figures);
    if (h->trail.n)
        attempt_fold(in->journey, &h->trail, &in->tracker->scratch, &h->before,
                     &h->before_figures);
}

/* Words become numbers. */
static enum err number_words(struct intake *in, const struct event *e,
                             struct trail_event *te, struct trail_error *errors)
{
    const struct {
        enum name_kind kind;
        const char *word;
        uint16_t *to;
    } words[] = {{NAME_LANG, e->lang, &te->lang},
                 {NAME_RELEASE, e->release, &te->release},
                 {NAME_VARIANT, e->variant, &te->variant}};
    struct store *st = in->tracker->store;
    enum err err = OK;
    size_t i;

    for (i = 0; !err && i < sizeof(words) / sizeof(words[0]); i++)
        if (words[i].word)
            err = journey_word_number(st, in->journey, words[i].kind,
                                      words[i].word, words[i].to);
    for (i = 0; !err && i < e->n_errors; i++) {
        if (e->errors[i].field)
            err = journey_word_number(st, in->journey, NAME_FIELD,
                                      e->errors[i].field, &errors[i].field);
        if (!err && e->errors[i].rule)
            err = journey_word_number(st, in->journey, NAME_RULE,
                                      e->errors[i].rule, &errors[i].rule);
    }
    return err;
}

static enum err number_step(struct intake *in, const struct event *e,
                            struct trail_event *te)
{
    if (!e->step)
        return OK;
    return journey_step_number(in->tracker->store, in->journey, e->step,
                               &te->step);
}

static struct trail_event plain_event(const struct event *e, uint32_t import,
                                      int64_t now_ms)
{
    return (struct trail_event){
        .at_ms = e->has_at ? e->at_ms : now_ms,
        .seq = e->seq,
        .import = import,
        .kind = (uint8_t)e->kind,
        .outcome = (uint8_t)e->outcome,
        .to = (uint8_t)e->to,
        .channel = (uint8_t)e->channel,
        .device = (uint8_t)e->device,
        .rating = (uint8_t)e->rating,
        .n_errors = (uint8_t)e->n_errors,
        .unstamped = e->seq < 0 && !e->has_at,
    };
}

static enum verdict keep(struct intake *in, struct hot *h,
                         struct trail_event *te,
                         const struct trail_error *errors)
{
    enum trail_standing standing;

    if (te->unstamped)
        te->at_ms = trail_free_instant(&h->trail, te, errors);
    standing = trail_standing(&h->trail, te, errors);
    if (standing == TRAIL_DUPLICATE)
        return VERDICT_DUPLICATE;
    if (standing == TRAIL_CONFLICT)
        return VERDICT_CONFLICT;
    if (h->trail.n >= ATTEMPT_EVENTS_MAX)
        return VERDICT_FULL;
    intake_touch(in, h);
    trail_add(&h->trail, *te, errors);
    return VERDICT_ACCEPTED;
}

enum err intake_event(struct intake *in, const struct event *e, uint32_t import,
                      int64_t now_ms, enum verdict *ret_verdict)
{
    struct trail_error errors[EVENT_ERRORS_MAX] = {{0, 0}};
    struct trail_event te = plain_event(e, import, now_ms);
    struct hash key = e->hash;
    struct hot *h;
    enum err err;

    if (!e->hashed)
        key = hash_pair(&in->tracker->key, in->slug, strlen(in->slug),
                        e->attempt, e->attempt_size);
    err = number_step(in, e, &te);
    if (!err)
        err = number_words(in, e, &te, errors);
    if (!err)
        err = intake_find(in, key.bytes, &h);
    if (err)
        return err;
    *ret_verdict = keep(in, h, &te, errors);
    return OK;
}
