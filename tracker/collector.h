/*
 * collector.h - events from many threads, durably, by one that writes.
 *
 * A thread hands over a delivery (the events of one request) and goes on with
 * other work.  The collector's thread takes all that has come, keeps it in
 * one transaction, commits it (synchronous=FULL), and only then calls each
 * delivery's done().  There is no timer: while it commits, the next group
 * gathers (natural group commit).  When the queue is full a delivery is not
 * taken at all, so that all of it may be sent again.
 */
#ifndef TRACKER_COLLECTOR_H
#define TRACKER_COLLECTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "tracker/bursts.h"
#include "tracker/event.h"

struct briefs;
struct collector;
struct tracker;

enum outcome_of_event {
    EVENT_REFUSED, /* with its fault */
    EVENT_ACCEPTED,
    EVENT_DUPLICATE,
};

/* Who sends without an id, known by a hash under the day's salt and, while
 * that is kept, under the salt of the day before (derived.h). */
struct derived {
    struct hash today, before;
    bool has_before;
    int64_t lost_ms; /* when the salt was made, if it follows none; or 0 */
};

/* One event of a delivery. */
struct collected {
    const struct derived *who; /* for an event without an attempt */
    /* Comes in as EVENT_REFUSED with a fault where the event could not be
     * read: then it is only counted, for event.journey if that is known. */
    enum outcome_of_event outcome;
    struct event_fault fault; /* reason NULL: none */
    bool unmapped; /* in a dry run: no version of its journey has its step */
    struct event event;
};

/* Everything in it is the caller's, and the collector's until done(). */
struct delivery {
    struct delivery *next; /* the collector's */
    struct arena *arena;   /* for reasons */
    size_t n;
    struct collected *at;
    struct briefs *briefs; /* by collector_brief(); or NULL */
    int64_t received_ms;
    struct place place; /* of a browser: bursts from there are held apart */
    enum err err;       /* comes back: OK, or nothing of it was taken */
    void (*done)(struct delivery *d); /* on the collector's thread */
    void *self;
};

enum { COLLECTOR_QUEUE_MAX = 4096 }; /* events waiting */

/* Opens the folder for itself.  Errors as tracker_open(). */
MUST_USE enum err collector_start(const char *dir,
                                  struct collector **ret_collector);

/* Keep what has been handed over, then end. */
void collector_stop(struct collector *c);

/* Once its events are as they are to be kept, and t has admitted them: work out
 * with t what would otherwise be left to do while others wait. */
void collector_brief(const struct collector *c, struct tracker *t,
                     struct delivery *d);

/* From any thread: one, or several that are linked by next, the last by NULL.
 * Gives back those for which there is no room, and does not call their done();
 * NULL: all were taken. */
MUST_USE struct delivery *collector_submit(struct collector *c,
                                           struct delivery *first);

#endif
