#include "tracker/collector.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/memory.h"
#include "tracker/derived.h"
#include "tracker/intake.h"
#include "tracker/pack.h"
#include "tracker/queue.h"
#include "tracker/retain.h"

enum {
    JOURNEYS_MAX = 1024,   /* with an intake of their own at one time */
    PACK_AFTER = 20000,    /* events since the last packing */
    PACK_AT_ONCE = 500000, /* so many, and it is done between commits */
    PACK_AT_A_TIME = 512,  /* attempts, while others wait */
    REST_MS = 2000,        /* with nothing to do, before other work */
    LOOK_MS = 3600000,     /* after so long, is there anything to do? */
};

/* A journey's intake, and whether it takes part in the present transaction. */
struct lane {
    char *slug;
    struct intake intake;
    struct derived_counts counts;
    bool joined;
    bool absent;    /* there is no such journey */
    int64_t events; /* since its packing was begun last */
    bool packs;     /* it is under way */
    int64_t packed; /* up to there */
    int64_t duplicates, refused, conflicts;
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

static void answer_all(struct delivery *first, enum err e)
{
    struct delivery *d, *next;

    for (d = first; d; d = next) {
        next = d->next; /* done() may free it */
        d->err = e;
        d->done(d);
    }
}

enum err collector_submit(struct collector *c, struct delivery *d)
{
    d->next = NULL;
    return queue_add(&c->queue, d) ? ERR_BUSY : OK;
}

void collector_submit_all(struct collector *c, struct delivery *first)
{
    answer_all(queue_add(&c->queue, first), ERR_BUSY);
}

static void lane_free(struct lane *l)
{
    intake_release(&l->intake);
    derived_release(&l->counts);
    free(l->slug);
}

static void forget_lanes(struct collector *c)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        lane_free(&c->lanes[i]);
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
    *l = (struct lane){.slug = mem_strdup(slug)};
    intake_init(&l->intake, c->tracker, l->slug);
    l->intake.bursts = c->bursts;
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
        lane_free(l);
        c->n_lanes--;
        *ret_lane = NULL;
        return OK;
    }
    *ret_lane = l->absent ? NULL : l;
    return e == ERR_NOT_FOUND ? OK : e;
}

static void refuse(struct delivery *d, struct collected *one,
                   const struct event_fault *fault)
{
    one->outcome = EVENT_REFUSED;
    one->fault.field = arena_strdup(d->arena, fault->field);
    one->fault.reason = arena_strdup(d->arena, fault->reason);
}

static enum err keep(struct delivery *d, struct lane *l, struct collected *one)
{
    struct event_fault fault;
    enum verdict v;
    enum err e = OK;

    if (!intake_welcomes(&l->intake, &one->event, d->received_ms, &fault)) {
        refuse(d, one, &fault);
        l->refused++;
        return OK;
    }
    if (one->event.test) {
        one->outcome = EVENT_ACCEPTED;
        return OK;
    }
    if (one->who)
        e = derived_settle(&l->counts, &l->intake, d->arena, one->who,
                           d->received_ms, &one->event);
    l->intake.place = d->place;
    if (!e)
        e = intake_event(&l->intake, &one->event, 0, d->received_ms, &v);
    if (e)
        return e;
    one->outcome = v == VERDICT_DUPLICATE ? EVENT_DUPLICATE : EVENT_ACCEPTED;
    if (verdict_fault(v, &fault))
        refuse(d, one, &fault);
    l->events += v == VERDICT_ACCEPTED;
    l->duplicates += v == VERDICT_DUPLICATE;
    l->conflicts += v == VERDICT_CONFLICT;
    l->refused += one->outcome == EVENT_REFUSED;
    return OK;
}

static enum err keep_delivery(struct collector *c, struct delivery *d)
{
    static const struct event_fault no_journey = {
        "journey", "is no journey of this installation: add its definition "
                   "first"};
    size_t i;

    for (i = 0; i < d->n; i++) {
        struct collected *one = &d->at[i];
        struct lane *l = NULL;
        enum err e = one->event.journey ? join(c, one->event.journey, &l) : OK;

        if (!e && one->fault.reason) {
            if (l)
                l->refused++;
        } else if (!e && !l) {
            refuse(d, one, &no_journey);
        } else if (!e) {
            e = keep(d, l, one);
        }
        if (e)
            return e;
    }
    return OK;
}

static enum err flush_lane(struct lane *l, int64_t received_ms)
{
    enum err e = intake_flush(&l->intake);

    if (!e)
        e = intake_received(&l->intake,
                            zone_day(l->intake.journey->zone, received_ms),
                            l->duplicates, l->refused, l->conflicts);
    return e;
}

static enum err flush(struct collector *c, int64_t received_ms)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < c->n_lanes; i++)
        if (c->lanes[i].joined && !c->lanes[i].absent)
            e = flush_lane(&c->lanes[i], received_ms);
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

static bool wants_packing(const struct collector *c, int64_t after)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        if (c->lanes[i].events >= after)
            return true;
    return false;
}

static void begin_packing(struct collector *c, int64_t after)
{
    size_t i;

    for (i = 0; i < c->n_lanes; i++)
        if (c->lanes[i].events >= after) {
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
    p = (struct packing){&l->intake, PACK_AT_A_TIME, l->packed};
    if (pack_step(&p, time_now_ms()) != OK)
        log_line("journey %s could not be packed; it will be tried again",
                 l->slug);
    l->packed = p.after;
    l->packs = p.after != 0;
}

/* How long to wait for deliveries before there is other work. */
static int64_t rest_ms(const struct collector *c)
{
    if (c->upkeep.began || packing_lane(c)) /* and more of it */
        return 0;
    return upkeep_is_due(&c->upkeep, time_now_ms()) ||
                   wants_packing(c, PACK_AFTER)
               ? REST_MS
               : LOOK_MS;
}

/* Nothing came for a while. */
static void rest(struct collector *c)
{
    int64_t now_ms = time_now_ms();

    if (upkeep_is_due(&c->upkeep, now_ms)) {
        upkeep_step(&c->upkeep, c->tracker, now_ms);
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
        upkeep_step(&c->upkeep, c->tracker, now_ms);
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
    c->upkeep.due_ms = time_now_ms();
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
