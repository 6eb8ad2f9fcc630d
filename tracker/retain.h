/*
 * retain.h - trails past their time go, a little at a time.
 *
 * A retention goes through all journeys in small transactions: what somebody
 * has begun (change.h) is finished first.  It may stop after any of them, and
 * the next one goes on where it was.
 */
#ifndef TRACKER_RETAIN_H
#define TRACKER_RETAIN_H

#include "tracker/change.h"
#include "tracker/folder.h"

struct retention {
    struct tracker *tracker;
    int64_t now_ms;
    struct arena *arena;
    struct journey_list journeys;
    size_t at; /* the journey it is at */
    struct change_run change;
    enum { RETAIN_BEGIN, RETAIN_CHANGE, RETAIN_PACK, RETAIN_DROP } next;
    int64_t attempts; /* whose trails went */
};

/* t is borrowed. */
MUST_USE enum err retention_begin(struct retention *r, struct tracker *t,
                                  int64_t now_ms);
void retention_end(struct retention *r);

/* One step.  *ret_done: there was nothing left to do. */
MUST_USE enum err retention_step(struct retention *r, bool *ret_done);

/* A retention once a day, by whoever rests now and then, or by the time it is
 * overdue between other work: so it is at once where something was begun and
 * not finished.  What fails is logged, and tried again later. */
struct upkeep {
    struct retention retention;
    bool began;
    int64_t due_ms; /* the next */
};

void upkeep_start(struct upkeep *u, struct tracker *t, int64_t now_ms);
bool upkeep_is_due(const struct upkeep *u, int64_t now_ms);
bool upkeep_is_overdue(const struct upkeep *u, int64_t now_ms);
void upkeep_step(struct upkeep *u, struct tracker *t, int64_t now_ms);
void upkeep_end(struct upkeep *u);

#endif
