#include "tracker/derived.h"

#include <string.h>

#include "tracker/intake_inside.h"

enum { COUNTS_KEPT = 65536, ID_SIZE = HASH_SIZE + 4 };

/* The attempts of one sender under one salt. */
struct series {
    const struct hash *sender;
    int64_t n;       /* there are so many */
    struct hot *hot; /* the last one; NULL if n is 0 */
};

void derived_release(struct derived_counts *c)
{
    map_release(&c->counts);
}

/* What is stored is another's by now, or was rolled back. */
static void check_counts(struct derived_counts *c, const struct intake *in)
{
    if (c->generation == in->tracker->generation && c->counts.n < COUNTS_KEPT)
        return;
    map_release(&c->counts);
    map_init(&c->counts);
    c->generation = in->tracker->generation;
    c->lost_ms = 0;
}

/* The id of a sender's i-th attempt. */
static void make_id(const struct hash *sender, int64_t i,
                    unsigned char ret_id[ID_SIZE])
{
    size_t b;

    memcpy(ret_id, sender->bytes, HASH_SIZE);
    for (b = HASH_SIZE; b < ID_SIZE; b++, i >>= 8)
        ret_id[b] = (unsigned char)i;
}

static enum err find(struct intake *in, const struct hash *sender, int64_t i,
                     struct hot **ret_hot)
{
    unsigned char id[ID_SIZE];
    struct hash key;

    make_id(sender, i, id);
    key = hash_pair(&in->tracker->key, in->slug, strlen(in->slug),
                    (const char *)id, sizeof(id));
    return intake_find_stored(in, key.bytes, ret_hot);
}

static enum err last_loss(const struct intake *in, int64_t *ret_ms)
{
    struct rows r = rows_open(in->tracker->store, Q_SALT_LAST_LOST);

    rows_bind_int(&r, ":journey", in->journey->id);
    *ret_ms = rows_next(&r) && !rows_is_null(&r, 0) ? rows_int(&r, 0) : 0;
    return rows_close(&r);
}

/* Those under way at that time. */
static enum err count_open(const struct intake *in, int64_t at_ms,
                           int64_t *ret_n)
{
    const struct journey *j = in->journey;
    struct rows r = rows_open(in->tracker->store, Q_LIVE_OPEN_AT);

    rows_bind_int(&r, ":first", folder_live_first(j));
    rows_bind_int(&r, ":last", folder_live_last(j));
    rows_bind_int(&r, ":at", at_ms);
    rows_bind_int(&r, ":idle", j->versions[j->n_versions - 1].def->idle_ms);
    *ret_n = rows_next(&r) ? rows_int(&r, 0) : 0;
    return rows_close(&r);
}

/* A salt that follows none: what was under way was cut.  Not with a journey's
 * first, before which there was nothing of the kind. */
static enum err note_loss(struct derived_counts *c, const struct intake *in,
                          int64_t lost_ms)
{
    int64_t last_ms = 0, cut = 0;
    struct rows r;
    enum err e = OK;

    c->lost_ms = lost_ms;
    if (!lost_ms)
        return OK;
    e = last_loss(in, &last_ms);
    if (!e && last_ms && last_ms < lost_ms)
        e = count_open(in, lost_ms, &cut);
    if (e || last_ms == lost_ms)
        return e;
    r = rows_open(in->tracker->store, Q_SALT_LOST);
    rows_bind_int(&r, ":journey", in->journey->id);
    rows_bind_int(&r, ":made_ms", lost_ms);
    rows_bind_int(&r, ":day", zone_day(in->journey->zone, lost_ms));
    rows_bind_int(&r, ":cut", cut);
    return rows_run(&r);
}

/* They are numbered without a gap: look until one is not there. */
static enum err look_up(struct derived_counts *c, struct intake *in,
                        struct series *s)
{
    const int64_t *known = map_find(&c->counts, s->sender->bytes, HASH_SIZE);
    struct hot *hot = NULL;
    enum err e = OK;
    bool added;

    if (known) {
        s->n = *known;
        return s->n ? find(in, s->sender, s->n - 1, &s->hot) : OK;
    }
    while (!(e = find(in, s->sender, s->n, &hot)) && hot) {
        s->hot = hot;
        s->n++;
    }
    if (!e)
        *map_put(&c->counts, s->sender->bytes, HASH_SIZE, &added) = s->n;
    return e;
}

/* How an attempt stands: whether it came to an end, and to rest. */
static void judge(struct intake *in, const struct hot *h, int64_t now_ms,
                  bool *ret_ended, bool *ret_idle)
{
    const struct definition *def;
    struct attempt a;
    struct bag figures;

    bag_init(&figures);
    attempt_fold(in->journey, &h->trail, &in->tracker->scratch, &a, &figures);
    bag_release(&figures);
    def = in->journey->versions[a.version].def;
    *ret_ended = a.state == STATE_COMPLETED ||
                 (a.state == STATE_FAILED && def->steps[a.resting].is_end);
    *ret_idle = now_ms - a.newest_ms > def->idle_ms;
}

static bool views_start(const struct intake *in, const struct event *e,
                        int64_t now_ms)
{
    const struct journey *j = in->journey;
    size_t version = journey_version_at(j, e->has_at ? e->at_ms : now_ms);
    const struct definition *def = j->versions[version].def;
    const struct step *start = &def->steps[def->start];

    return e->kind == KIND_VIEW && e->step &&
           (strcmp(e->step, start->id) == 0 ||
            strcmp(e->step, start->title) == 0);
}

/* The attempt the event goes on with, or *ret_s->hot NULL: it begins one. */
static enum err choose(struct derived_counts *c, struct intake *in,
                       const struct derived *who, int64_t now_ms,
                       const struct event *e, struct series *ret_s)
{
    struct series today = {.sender = &who->today};
    struct series before = {.sender = &who->before};
    bool ended, idle;
    enum err err = look_up(c, in, &today);

    *ret_s = today;
    if (!err && !today.hot && who->has_before) {
        err = look_up(c, in, &before);
        if (!err && before.hot)
            *ret_s = before;
    }
    if (err || !ret_s->hot)
        return err;
    judge(in, ret_s->hot, now_ms, &ended, &idle);
    if ((views_start(in, e, now_ms) && (ended || idle)) ||
        (ret_s->sender == &who->before && idle)) {
        today.hot = NULL;
        *ret_s = today;
    }
    return OK;
}

enum err derived_settle(struct derived_counts *c, struct intake *in,
                        struct arena *a, const struct derived *who,
                        int64_t now_ms, struct event *e)
{
    unsigned char *id = arena_alloc(a, ID_SIZE);
    struct series s;
    bool added;
    enum err err;

    check_counts(c, in);
    err = choose(c, in, who, now_ms, e, &s);
    if (!err && who->lost_ms != c->lost_ms)
        err = note_loss(c, in, who->lost_ms);
    if (err)
        return err;
    if (!s.hot)
        *map_put(&c->counts, s.sender->bytes, HASH_SIZE, &added) = s.n + 1;
    make_id(s.sender, s.hot ? s.n - 1 : s.n, id);
    e->attempt = (const char *)id;
    e->attempt_size = ID_SIZE;
    return OK;
}
