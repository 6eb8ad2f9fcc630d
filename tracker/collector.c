#include "tracker/collector.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/lane.h"
#include "tracker/pack.h"
#include "tracker/queue.h"
#include "tracker/retain.h"

enum {
    JOURNEYS_MAX = 1024,   /* with an intake of their own at one time */
    PACK_AFTER = 20000,    /* events since the last packing */
    PACK_AT_ONCE = 500000, /* so many, and it is done between commits */
    PACK_AT_A_TIME = 512,  /* attempts, while others wait */
    PACK_NONE_MS = 60000,  /* none was at rest: look again after so long */
    REST_MS = 2000,        /* with nothing to do, before other work */
};

struct collector {
    struct tracker *tracker;
    pthread_t thread;
    struct queue queue;
    struct lane *lanes;
    size_t n_lanes, lanes_room;
    struct bursts *bursts;
    struct upkeep upkeep;
};

void collector_brief(const struct collector *c, struct tracker *t,
                     struct delivery *d)
{
    d->briefs = briefs_make(t, &c->tracker->key, d);
}

static void answer_all(struct delivery *first, enum err e)
{
    struct delivery *d, *next;

    for (d = first; d; d = next) {
        next = d->next; /* done() may free it */
        d->err = e;
        d->done(d);
    }
}

struct delivery *collector_submit(struct collector *c, struct delivery *first)
{
    return queue_add(&c->queue, first);
}

static void forget_lanes(struct collector *c)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        lane_release(&c->lanes[i]);
    c->n_lanes = 0;
}

static struct lane *find_lane(struct collector *c, const char *slug)
{
    struct lane *l;
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        if (strcmp(c->lanes[i].slug, slug) == 0)
            return &c->lanes[i];
    c->lanes =
        mem_grow(c->lanes, c->n_lanes, &c->lanes_room, sizeof(*c->lanes));
    l = &c->lanes[c->n_lanes++];
    lane_init(l, c->tracker, c->bursts, slug);
    return l;
}

/* The lane of an event's journey, joined to the transaction; *ret_lane is NULL
 * where there is no such journey. */
static enum err join(struct collector *c, const char *slug,
                     struct lane **ret_lane)
{
    struct lane *l = find_lane(c, slug);
    enum err e = OK;

    if (!l->joined) {
        e = intake_join(&l->intake);
        l->absent = e == ERR_NOT_FOUND;
        l->joined = true;
    }
    if (l->absent && l == &c->lanes[c->n_lanes - 1]) { /* nobody's: let go */
        lane_release(l);
        c->n_lanes--;
        *ret_lane = NULL;
        return OK;
    }
    *ret_lane = l->absent ? NULL : l;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err keep(struct collector *c, struct delivery *d, size_t i)
{
    static const struct event_fault no_journey = {
        "journey", "is no journey of this installation: add its definition "
                   "first"};
    struct collected *one = &d->at[i];
    struct lane *l = NULL;
    enum err e = one->event.journey ? join(c, one->event.journey, &l) : OK;

    if (e)
        return e;
    if (one->fault.reason) {
        if (l)
            l->refused++;
        return OK;
    }
    if (l)
        return lane_keep(l, d, i);
    delivery_refuse(d, one, &no_journey);
    return OK;
}

/* The lane for a delivery's briefs; NULL: they are not to be used. */
static enum err find_briefed(struct collector *c, const struct delivery *d,
                             struct lane **ret_lane)
{
    enum err e = OK;

    *ret_lane = NULL;
    if (d->briefs)
        e = join(c, d->briefs->journey, ret_lane);
    if (*ret_lane && !lane_knows(*ret_lane, d->briefs, d->n))
        *ret_lane = NULL;
    return e;
}

static enum err keep_delivery(struct collector *c, struct delivery *d)
{
    struct lane *briefed;
    enum err e = find_briefed(c, d, &briefed);
    size_t i, place = briefed ? (size_t)(briefed - c->lanes) : 0;

    for (i = 0; !e && i < d->n; i++) {
        if (briefed && lane_takes_brief(briefed, d, i)) {
            e = lane_keep_brief(briefed, d, i);
            continue;
        }
        e = keep(c, d, i);
        briefed = briefed ? &c->lanes[place] : NULL; /* they may have moved */
    }
    return e;
}

static enum err flush(struct collector *c, int64_t received_ms)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < c->n_lanes; i++)
        if (c->lanes[i].joined && !c->lanes[i].absent)
            e = lane_flush(&c->lanes[i], received_ms);
    return e;
}

/* One transaction for all of them: kept and durable, or as if none had come. */
static enum err keep_all(struct collector *c, struct delivery *first)
{
    struct delivery *d;
    size_t i;
    enum err e = folder_begin(c->tracker);

    if (e)
        return e;
    for (i = 0; i < c->n_lanes; i++) {
        struct lane *l = &c->lanes[i];

        l->joined = false;
        l->duplicates = l->refused = l->conflicts = 0;
    }
    for (d = first; !e && d; d = d->next)
        e = keep_delivery(c, d);
    if (!e)
        e = flush(c, first->received_ms);
    if (!e)
        return folder_commit(c->tracker);
    folder_rollback(c->tracker);
    return e;
}

static void begin_packing(struct collector *c, int64_t after)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        if (c->lanes[i].events >= after &&
            time_steady_ms() >= c->lanes[i].look_ms) {
            c->lanes[i].events = 0;
            c->lanes[i].packs = true;
        }
}

/* The first journey whose packing is under way, or NULL. */
static struct lane *packing_lane(const struct collector *c)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        if (c->lanes[i].packs)
            return &c->lanes[i];
    return NULL;
}

/* Not so much that anybody waits for long. */
static void pack_some(struct collector *c)
{
    struct lane *l = packing_lane(c);
    struct packing p;

    if (!l)
        return;
    p = (struct packing){
        .intake = &l->intake, .most = PACK_AT_A_TIME, .after = l->packed};
    if (pack_step(&p, time_now_ms()) != OK)
        log_line("journey %s could not be packed; it will be tried again",
                 l->slug);
    if (!l->packed && !p.packed) /* to look takes as long as there are many */
        l->look_ms = time_steady_ms() + PACK_NONE_MS;
    l->packed = p.after;
    l->packs = p.after != 0;
}

/* How long to wait for deliveries before other work is looked for. */
static int64_t rest_ms(const struct collector *c)
{
    return upkeep_goes_on(&c->upkeep) || packing_lane(c) ? 0 : REST_MS;
}

/* Nothing came for a while. */
static void rest(struct collector *c)
{
    int64_t now_ms = time_now_ms();

    if (upkeep_is_due(&c->upkeep, now_ms)) {
        upkeep_step(&c->upkeep, now_ms);
        return;
    }
    begin_packing(c, PACK_AFTER);
    pack_some(c);
}

/* What cannot wait for a rest any longer. */
static void catch_up(struct collector *c)
{
    int64_t now_ms = time_now_ms();

    begin_packing(c, PACK_AT_ONCE);
    pack_some(c);
    if (upkeep_is_overdue(&c->upkeep, now_ms))
        upkeep_step(&c->upkeep, now_ms);
    if (c->n_lanes > JOURNEYS_MAX)
        forget_lanes(c);
}

static void *collect(void *self)
{
    struct collector *c = self;
    bool stopping = false;

    while (!stopping) {
        struct delivery *first = queue_take(&c->queue, rest_ms(c), &stopping);

        if (first) {
            answer_all(first, keep_all(c, first));
            catch_up(c);
        } else if (!stopping) {
            rest(c);
        }
    }
    upkeep_end(&c->upkeep);
    return NULL;
}

static void release(struct collector *c)
{
    forget_lanes(c);
    free(c->lanes);
    bursts_free(c->bursts);
    tracker_close(c->tracker);
    queue_release(&c->queue);
    free(c);
}

enum err collector_start(const char *dir, struct collector **ret_collector)
{
    struct collector *c = mem_new(1, sizeof(*c));
    enum err e = tracker_open(dir, TRACKER_WRITE, &c->tracker);

    queue_init(&c->queue);
    c->bursts = bursts_new();
    if (!e)
        upkeep_start(&c->upkeep, c->tracker, time_now_ms());
    if (!e && pthread_create(&c->thread, NULL, collect, c) != 0)
        e = ERR_IO;
    if (e)
        release(c);
    else
        *ret_collector = c;
    return e;
}

void collector_stop(struct collector *c)
{
    if (!c)
        return;
    queue_close(&c->queue);
    (void)pthread_join(c->thread, NULL);
    release(c);
}
