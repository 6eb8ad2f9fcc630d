#include "tracker/retain.h"

#include "base/log.h"
#include "tracker/pack.h"
#include "tracker/remove.h"

enum {
    RETAIN_CHUNKS = 64,            /* in one transaction */
    AGAIN_MS = 60 * MS_PER_MINUTE, /* after a failure, or if nobody rests */
};

bool retention_first_day(const struct journey *j, int64_t now_ms,
                         int32_t *ret_day)
{
    int months = j->versions[j->n_versions - 1].def->retention_months;

    *ret_day = day_add_months(zone_day(j->zone, now_ms), -months);
    return months > 0;
}

static enum err drop_chunks(struct retention *rt, const struct journey *j,
                            int32_t before, int64_t *ret_chunks)
{
    struct rows r = rows_open(rt->tracker->store, Q_CHUNK_RETAIN);

    rows_bind_int(&r, ":journey", j->id);
    rows_bind_int(&r, ":before", before);
    rows_bind_int(&r, ":most", RETAIN_CHUNKS);
    for (*ret_chunks = 0; rows_next(&r); ++*ret_chunks)
        rt->attempts += rows_int(&r, 0);
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

/* In a transaction.  *ret_changed: what was read before no longer holds. */
static enum err drop_some(struct retention *rt, const struct journey *j,
                          bool *ret_changed, bool *ret_more)
{
    int64_t chunks;
    int32_t before;
    enum err e;

    *ret_changed = *ret_more = false;
    if (!retention_first_day(j, rt->now_ms, &before))
        return OK;
    e = drop_chunks(rt, j, before, &chunks);
    if (!e && chunks > 0)
        e = mark_retained(rt->tracker, j, before);
    *ret_changed = !e && chunks > 0;
    *ret_more = !e && chunks == RETAIN_CHUNKS;
    return e;
}

static enum err retain_batch(struct retention *rt, const char *slug,
                             bool *ret_more)
{
    bool changed = false;
    struct journey *j;
    enum err e = folder_begin(rt->tracker);

    if (e)
        return e;
    e = folder_journey(rt->tracker, slug, &j);
    if (!e)
        e = drop_some(rt, j, &changed, ret_more);
    if (e)
        folder_rollback(rt->tracker);
    else
        e = folder_commit(rt->tracker);
    if (!e && changed)
        folder_forget(rt->tracker);
    return e;
}

enum err retention_begin(struct retention *r, struct tracker *t, int64_t now_ms)
{
    enum err e;

    *r = (struct retention){
        .tracker = t, .now_ms = now_ms, .arena = arena_new()};
    e = tracker_journeys(t, r->arena, &r->journeys);
    if (e)
        retention_end(r);
    return e;
}

void retention_end(struct retention *r)
{
    arena_free(r->arena);
}

/* *ret_more: the journey is not done. */
static enum err step_in(struct retention *r, const char *slug, bool *ret_more)
{
    *ret_more = !r->packed;
    if (r->packed)
        return retain_batch(r, slug, ret_more);
    r->packed = true;
    return pack_journey(r->tracker, slug, r->now_ms); /* whatever is at rest */
}

enum err retention_step(struct retention *r, bool *ret_done)
{
    bool more = true;
    enum err e;

    *ret_done = r->at == r->journeys.n;
    if (*ret_done)
        return OK;
    e = step_in(r, r->journeys.at[r->at].id, &more);
    more = more && e != ERR_NOT_FOUND;
    e = unless_removed(e);
    if (!more) {
        r->at++;
        r->packed = false;
    }
    return e;
}

void upkeep_start(struct upkeep *u, struct tracker *t, int64_t now_ms)
{
    *u = (struct upkeep){.left = {.tracker = t}, .due_ms = now_ms};
}

bool upkeep_is_due(struct upkeep *u, int64_t now_ms)
{
    /* After a clock that was set back, too. */
    return leftover_look(&u->left) || u->began || now_ms >= u->due_ms ||
           now_ms < u->due_ms - 2 * MS_PER_DAY;
}

bool upkeep_is_overdue(struct upkeep *u, int64_t now_ms)
{
    return leftover_look(&u->left) || now_ms >= u->due_ms + AGAIN_MS;
}

bool upkeep_goes_on(const struct upkeep *u)
{
    return u->left.is_left || u->began;
}

static void retain_step(struct upkeep *u, int64_t now_ms)
{
    bool done = false;
    enum err e = OK;

    if (!u->began)
        e = retention_begin(&u->retention, u->left.tracker, now_ms);
    u->began = !e;
    if (!e)
        e = retention_step(&u->retention, &done);
    if (e)
        log_line("trails past their time could not be dropped (%s); it will "
                 "be tried again in an hour",
                 err_text(e));
    if (!e && !done)
        return;
    u->due_ms = now_ms + (e ? AGAIN_MS : MS_PER_DAY);
    if (u->began)
        retention_end(&u->retention);
    u->began = false;
}

void upkeep_step(struct upkeep *u, int64_t now_ms)
{
    if (leftover_look(&u->left))
        leftover_step(&u->left);
    else
        retain_step(u, now_ms);
}

void upkeep_end(struct upkeep *u)
{
    leftover_release(&u->left);
    if (u->began)
        retention_end(&u->retention);
    u->began = false;
}

/* What is under way, in any journey. */
static enum err finish_changes(const struct retention *r)
{
    struct change last;
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < r->journeys.n; i++)
        e = unless_removed(
            change_finish(r->tracker, r->journeys.at[i].id, &last));
    return e;
}

enum err tracker_retain(struct tracker *t, int64_t now_ms,
                        int64_t *ret_attempts)
{
    struct retention r;
    bool done = false;
    enum err e = retention_begin(&r, t, now_ms);

    if (e)
        return e;
    e = finish_changes(&r);
    while (!e && !done)
        e = retention_step(&r, &done);
    if (!e)
        *ret_attempts = r.attempts;
    retention_end(&r);
    return e;
}
