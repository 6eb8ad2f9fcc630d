/* Removing trails (tracker.h): of one attempt, or of days long past. */
#include <string.h>

#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/pack.h"

enum { RETAIN_BATCH = 64 }; /* chunks in one transaction */

static struct hash key_of(const struct tracker *t, const char *journey,
                          const char *id)
{
    struct hash key = {{0}};
    size_t n = strlen(id);

    if (n == 2 + 2 * HASH_SIZE && text_starts(id, "h:") &&
        text_unhex(id + 2, HASH_SIZE, key.bytes) == OK)
        return key;
    return hash_pair(&t->key, journey, strlen(journey), id, n);
}

static enum err forget_one(struct intake *in, const struct hash *key,
                           int64_t *ret_events)
{
    struct hot *h;
    enum err e = intake_find(in, key->bytes, &h);

    if (e)
        return e;
    if (h->trail.n == 0)
        return ERR_NOT_FOUND;
    *ret_events = (int64_t)h->trail.n;
    intake_touch(in, h);
    trail_empty(&h->trail);
    return OK;
}

static enum err forget(struct tracker *t, struct intake *in,
                       const struct hash *key, int64_t *ret_events)
{
    enum err e = store_erase_deleted(t->store);

    if (!e)
        e = intake_begin(in);
    if (e)
        return e;
    e = forget_one(in, key, ret_events);
    if (!e)
        return intake_commit(in);
    intake_rollback(in);
    return e;
}

enum err tracker_forget(struct tracker *t, const char *journey, const char *id,
                        int64_t *ret_events)
{
    struct hash key = key_of(t, journey, id);
    struct intake in;
    int64_t events = 0;
    enum err e;

    intake_init(&in, t, journey);
    e = forget(t, &in, &key, &events);
    intake_release(&in);
    /* The chunk that still holds a copy is written again without it. */
    if (!e)
        e = pack_journey(t, journey, time_now_ms());
    if (!e)
        e = store_empty_log(t->store);
    if (!e)
        *ret_events = events;
    return e;
}

/* Before that day, trails are not kept; false: all are. */
static bool first_kept_day(const struct journey *j, int64_t now_ms,
                           int32_t *ret_day)
{
    int months = j->versions[j->n_versions - 1].def->retention_months;

    *ret_day = day_add_months(zone_day(j->zone, now_ms), -months);
    return months > 0;
}

static enum err drop_chunks(struct tracker *t, const struct journey *j,
                            int32_t before, int64_t *attempts, bool *ret_more)
{
    struct rows r = rows_open(t->store, Q_CHUNK_RETAIN);
    int64_t n = 0;

    rows_bind_int(&r, ":journey", j->id);
    rows_bind_int(&r, ":before", before);
    rows_bind_int(&r, ":most", RETAIN_BATCH);
    for (; rows_next(&r); n++)
        *attempts += rows_int(&r, 0);
    *ret_more = n == RETAIN_BATCH;
    return rows_close(&r);
}

/* The days before are no longer recounted: their figures stand alone. */
static enum err mark_retained(struct tracker *t, const struct journey *j,
                              int32_t before)
{
    struct rows r = rows_open(t->store, Q_JOURNEY_RETAIN);

    rows_bind_int(&r, ":journey", j->id);
    rows_bind_int(&r, ":day", before);
    return rows_run(&r);
}

static enum err retain_batch(struct tracker *t, const char *slug,
                             int64_t now_ms, int64_t *attempts, bool *ret_more)
{
    struct journey *j;
    int32_t before;
    enum err e = folder_begin(t);

    *ret_more = false;
    if (e)
        return e;
    e = folder_journey(t, slug, &j);
    if (!e && first_kept_day(j, now_ms, &before)) {
        e = mark_retained(t, j, before);
        if (!e)
            e = drop_chunks(t, j, before, attempts, ret_more);
    }
    if (e)
        folder_rollback(t);
    else
        e = folder_commit(t);
    if (!e)
        folder_forget(t); /* keys are gone */
    return e;
}

static enum err retain_journey(struct tracker *t, const char *slug,
                               int64_t now_ms, int64_t *attempts)
{
    bool more = true;
    /* Whatever is at rest goes into chunks first. */
    enum err e = pack_journey(t, slug, now_ms);

    while (!e && more)
        e = retain_batch(t, slug, now_ms, attempts, &more);
    return e;
}

enum err tracker_retain(struct tracker *t, int64_t now_ms,
                        int64_t *ret_attempts)
{
    struct arena *a = arena_new();
    struct journey_list list;
    int64_t attempts = 0;
    size_t i;
    enum err e = tracker_journeys(t, a, &list);

    for (i = 0; !e && i < list.n; i++)
        e = retain_journey(t, list.at[i].id, now_ms, &attempts);
    arena_free(a);
    if (!e)
        *ret_attempts = attempts;
    return e;
}
