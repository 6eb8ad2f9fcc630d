/*
 * retain.h - trails past their time go, a little at a time.
 *
 * A retention goes through all journeys in small transactions.  It may stop
 * after any of them, and the next one goes on where it was.
 */
#ifndef TRACKER_RETAIN_H
#define TRACKER_RETAIN_H

#include "tracker/folder.h"
#include "tracker/leftover.h"

/* Before that day, trails are not kept any more at that instant; false: all
 * are kept. */
bool retention_first_day(const struct journey *j, int64_t now_ms,
                         int32_t *ret_day);

struct retention {
    struct tracker *tracker;
    int64_t now_ms;
    struct arena *arena;
    struct journey_list journeys;
    size_t at;        /* the journey it is at */
    bool packed;      /* whose attempts at rest are in chunks */
    int64_t attempts; /* whose trails went */
};

/* t is borrowed. */
MUST_USE enum err retention_begin(struct retention *r, struct tracker *t,
                                  int64_t now_ms);
void retention_end(struct retention *r);

/* One step.  *ret_done: there was nothing left to do. */
MUST_USE enum err retention_step(struct retention *r, bool *ret_done);

/* What is done besides by whoever keeps the folder, when there is nothing else
 * to do: what somebody left goes on (leftover.h), and once a day there is a
 * retention.  What cannot wait for that is done between other work.  What
 * fails is logged, and tried again later. */
struct upkeep {
    struct leftover left;
    struct retention retention;
    bool began;     /* the retention */
    int64_t due_ms; /* the next */
};

void upkeep_start(struct upkeep *u, struct tracker *t, int64_t now_ms);
bool upkeep_is_due(struct upkeep *u, int64_t now_ms);
bool upkeep_is_overdue(struct upkeep *u, int64_t now_ms);

/* There was a step, and it is to be followed by another. */
bool upkeep_goes_on(const struct upkeep *u);
void upkeep_step(struct upkeep *u, int64_t now_ms);
void upkeep_end(struct upkeep *u);

#endif
