/*
 * stops.h - where an attempt went: its moving events on known steps, in order.
 *
 * Funnels and paths are asked of them: of all attempts that are not held
 * apart, joined later and after completion included.  A packed trail that lies
 * as it counts, as nearly all do, is only glanced at; another is read whole,
 * sorted and judged.
 */
#ifndef TRACKER_STOPS_H
#define TRACKER_STOPS_H

#include "tracker/filter.h"
#include "tracker/scan.h"

struct stop {
    int64_t at_ms;
    uint16_t step;  /* a name; where the event gave none, the resting step */
    uint16_t event; /* its place among the glances */
};

/* Of the attempt read last; its memory is used again and again. */
struct stops {
    size_t n; /* 0 for one that is held apart, or does not fit the filter */
    struct stop *at;
    size_t version;               /* index in the journey's versions */
    int32_t day;                  /* it started */
    unsigned moving;              /* kinds that move, as bits */
    struct filter filter;         /* of nothing at first */
    struct trail_glance *glances; /* of all events, as they count */
    struct trail trail;
    struct fold_scratch scratch;
    struct bag figures; /* which nobody asks for here */
};

void stops_init(struct stops *s);
void stops_release(struct stops *s);

/* Read what scan_packed() hands out.  ERR_INVALID: the bytes are damaged. */
MUST_USE enum err stops_read(struct stops *s, const struct journey *j,
                             const struct scanned *item,
                             struct varint_reader *bytes);

#endif
