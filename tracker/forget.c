/* Removing one attempt (tracker.h). */
#include <string.h>

#include "base/text.h"
#include "tracker/intake_inside.h"
#include "tracker/pack.h"

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
    if (h->trail.n == 0 && !h->chunk)
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

/* The chunk that still holds a copy is written again without it. */
static enum err clean(struct tracker *t, const char *journey)
{
    enum err e = pack_journey(t, journey, time_now_ms());

    return e ? e : store_empty_log(t->store);
}

/* An earlier try may have come no further than the first commit, or the last:
 * so the files are cleaned of what is there no more, too. */
enum err tracker_forget(struct tracker *t, const char *journey, const char *id,
                        int64_t *ret_events)
{
    struct hash key = key_of(t, journey, id);
    struct intake in;
    int64_t events = 0;
    enum err e, cleaned = OK;

    intake_init(&in, t, journey);
    e = forget(t, &in, &key, &events);
    intake_release(&in);
    if (!e || e == ERR_NOT_FOUND)
        cleaned = clean(t, journey);
    if (cleaned)
        return cleaned;
    if (!e)
        *ret_events = events;
    return e;
}
