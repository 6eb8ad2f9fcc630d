#include "tracker/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/change_inside.h"
#include "tracker/pack.h"
#include "tracker/remove.h"

void change_run_init(struct change_run *r, struct tracker *t, const char *slug)
{
    *r = (struct change_run){.tracker = t, .slug = slug};
}

void change_run_release(struct change_run *r)
{
    free(r->days);
}

/* ---- how much a step takes ---- */

static void plan_day(struct change_run *r, int32_t day, int64_t attempts)
{
    size_t i = r->n_days;

    while (i > 0 && r->days[i - 1].day > day)
        i--;
    if (i == 0 || r->days[i - 1].day != day) {
        r->days = mem_grow(r->days, r->n_days, &r->room, sizeof(*r->days));
        memmove(&r->days[i + 1], &r->days[i],
                (r->n_days++ - i) * sizeof(*r->days));
        r->days[i++] = (struct change_day){day, 0};
    }
    r->days[i - 1].attempts += attempts;
}

/* It need not be the very day. */
static enum err plan_live(void *self, const struct scanned *s)
{
    struct change_run *r = self;

    plan_day(r, day_utc(s->trail->at[0].at_ms), 1);
    r->live++;
    return OK;
}

static enum err plan_days(struct change_run *r, const struct journey *j)
{
    static const struct scan_days only_live = {.first = 1, .last = 0};
    struct rows rows = rows_open(r->tracker->store, Q_CHUNK_DAYS);
    enum err e;

    r->live = 0;
    r->n_days = 0;
    rows_bind_int(&rows, ":journey", j->id);
    while (rows_next(&rows))
        plan_day(r, (int32_t)rows_int(&rows, 0), rows_int(&rows, 1));
    e = rows_close(&rows);
    return e ? e : scan_days(r->tracker, j, only_live, plan_live, r);
}

/* Is anything under way?  Then plan it, if that is asked for. */
static enum err look(struct change_run *r, bool plans, bool *ret_is)
{
    struct journey *j;
    enum err e = folder_begin(r->tracker);

    if (e)
        return e;
    e = folder_journey(r->tracker, r->slug, &j);
    if (!e) {
        *ret_is = j->change.kind != CHANGE_NONE;
        e = *ret_is && plans ? plan_days(r, j) : OK;
    }
    folder_end(r->tracker);
    return e;
}

/* A day with more than a step takes is cut. */
static int64_t cut(const struct journey *j, const struct change_day *d,
                   int64_t most, int64_t until_ms)
{
    int64_t first_ms = zone_instant_ms(j->zone, d->day * MS_PER_DAY);
    int64_t last_ms = zone_instant_ms(j->zone, (d->day + 1) * MS_PER_DAY);
    int64_t parts = d->attempts / most + 1;
    int64_t from_ms = (until_ms < last_ms ? until_ms : last_ms) -
                      (last_ms - first_ms) / parts - 1;

    return from_ms > first_ms && until_ms > first_ms ? from_ms : first_ms;
}

static int64_t most_in_step(const struct change_run *r)
{
    int64_t part = r->live / CHANGE_LIVE_PARTS;

    if (r->tracker->watch.most)
        return r->tracker->watch.most;
    if (part > CHANGE_STEP_MOST)
        return CHANGE_STEP_MOST;
    return part > CHANGE_STEP_ATTEMPTS ? part : CHANGE_STEP_ATTEMPTS;
}

/* Where the next step ends.  What is planned may be some seconds old: it says
 * how long a step takes, and nothing else. */
static int64_t next_from_ms(const struct change_run *r, const struct journey *j)
{
    int64_t most = most_in_step(r), attempts = 0;
    int64_t until_ms = j->change.from_ms;
    size_t i = r->n_days;

    while (i > 0 && zone_instant_ms(j->zone, r->days[i - 1].day * MS_PER_DAY) >=
                        until_ms)
        i--;
    if (i > 0 && r->days[i - 1].attempts > most)
        return cut(j, &r->days[i - 1], most, until_ms);
    for (; i > 0; i--) {
        attempts += r->days[i - 1].attempts;
        if (attempts > most)
            return zone_instant_ms(j->zone, r->days[i].day * MS_PER_DAY);
    }
    return INT64_MIN;
}

/* ---- a step ---- */

static enum err put(const struct change_part *p)
{
    struct rows r = rows_open(p->intake.tracker->store, Q_CHANGE_PUT);

    rows_bind_int(&r, ":journey", p->intake.journey->id);
    rows_bind_int(&r, ":from_ms", p->from_ms);
    rows_bind_int(&r, ":done", p->done);
    return rows_run(&r);
}

static enum err finish(const struct change_part *p, const struct change *c)
{
    struct store *st = p->intake.tracker->store;
    struct rows r = rows_open(st, Q_CHANGE_DELETE);
    enum err e;

    rows_bind_int(&r, ":journey", p->intake.journey->id);
    e = rows_run(&r);
    if (e || c->kind != CHANGE_BACK)
        return e;
    r = rows_open(st, Q_QUARANTINE_DELETE);
    rows_bind_int(&r, ":number", c->number);
    return rows_run(&r);
}

/* In the transaction that the part's intake has open. */
static enum err change_some(struct change_run *r, struct change_part *p)
{
    struct change *c = &p->intake.journey->change;
    enum err e;

    p->until_ms = c->from_ms;
    p->from_ms = next_from_ms(r, p->intake.journey);
    p->done = c->done;
    e = change_part_walk(p);
    c->done = p->done;
    r->last = *c;
    if (e)
        return e;
    return p->from_ms == INT64_MIN ? finish(p, c) : put(p);
}

static enum err step(struct change_run *r, struct change_part *p,
                     bool *ret_done)
{
    bool moved;
    enum err e = intake_begin(&p->intake);

    if (e)
        return e;
    if (p->intake.journey->change.kind == CHANGE_NONE) {
        *ret_done = true;
        intake_rollback(&p->intake);
        return OK;
    }
    e = change_some(r, p);
    moved = r->tracker->keys_moved;
    if (e)
        intake_rollback(&p->intake);
    else
        e = intake_commit(&p->intake);
    if (moved)
        folder_forget(r->tracker);
    else
        folder_forget_journeys(r->tracker); /* the change has come further */
    *ret_done = !e && p->from_ms == INT64_MIN;
    return e;
}

/* What is at rest goes into chunks, which are looked at day by day. */
static enum err pack(const struct change_run *r)
{
    return pack_journey(r->tracker, r->slug, time_now_ms());
}

/* What is there is packed first, and looked at again. */
static enum err begin(struct change_run *r)
{
    bool is = false;
    enum err e = look(r, false, &is);

    if (!e && is)
        e = pack(r);
    if (!e && is)
        e = look(r, true, &is);
    r->began = !e && is;
    return e;
}

enum err change_step(struct change_run *r, bool *ret_done)
{
    struct change_part p;
    enum err e;

    if (removal_is_of(r->slug))
        return removal_step(r->tracker, r->slug, ret_done);
    e = r->began ? OK : begin(r);
    *ret_done = !e && !r->began;
    if (e || *ret_done)
        return e;
    change_part_init(&p, r->tracker, r->slug);
    e = step(r, &p, ret_done);
    if (!e && p.held)
        e = pack(r);
    change_part_release(&p);
    if (!e && r->tracker->watch.each)
        r->tracker->watch.each(r->tracker->watch.self);
    return e;
}

static enum err finish_all(struct tracker *t, const char *slug,
                           struct change *ret_last)
{
    struct change_run r;
    bool done = false;
    enum err e = OK;

    change_run_init(&r, t, slug);
    store_can_wait(t->store, true);
    while (!e && !done)
        e = change_step(&r, &done);
    store_can_wait(t->store, false);
    if (!e)
        *ret_last = r.last;
    change_run_release(&r);
    return e;
}

enum err change_finish(struct tracker *t, const char *slug,
                       struct change *ret_last)
{
    enum err e;

    change_hold(t);
    e = finish_all(t, slug, ret_last);
    change_let_go(t);
    return e;
}

/* *ret_began: nothing else was under way. */
static enum err start_one(struct intake *in, change_start *start, void *self,
                          bool *ret_began)
{
    enum err e = intake_begin(in);

    if (e)
        return e;
    *ret_began = in->journey->change.kind == CHANGE_NONE;
    e = *ret_began ? start(self, in) : OK;
    if (e || !*ret_began)
        intake_rollback(in);
    else
        e = intake_commit(in);
    folder_forget(in->tracker);
    return e;
}

enum err change_make(struct tracker *t, const char *slug, change_start *start,
                     void *self, struct change *ret_last)
{
    struct intake in;
    bool began = false;
    enum err e = OK;

    intake_init(&in, t, slug);
    in.keyless = true;
    change_hold(t);
    while (!e && !began) {
        e = finish_all(t, slug, ret_last);
        if (!e)
            e = start_one(&in, start, self, &began);
    }
    intake_release(&in);
    if (!e)
        e = finish_all(t, slug, ret_last);
    change_let_go(t);
    return e;
}
