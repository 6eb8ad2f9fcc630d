/*
 * lane.h - one journey's part of what the collector keeps.
 *
 * A journey's intake, whether it takes part in the transaction that is open,
 * and what came of it that was not kept.
 */
#ifndef TRACKER_LANE_H
#define TRACKER_LANE_H

#include "tracker/brief.h"
#include "tracker/derived.h"

struct lane {
    char *slug;
    struct intake intake;
    struct derived_counts counts;
    bool joined;
    bool absent;     /* there is no such journey */
    int64_t events;  /* since its packing was begun last */
    bool packs;      /* it is under way */
    int64_t packed;  /* up to there */
    int64_t look_ms; /* not before, by time_steady_ms() */
    int64_t duplicates, refused, conflicts;
};

void lane_init(struct lane *l, struct tracker *t, struct bursts *bursts,
               const char *slug);
void lane_release(struct lane *l);

/* An event of the delivery is not kept. */
void delivery_refuse(struct delivery *d, struct collected *one,
                     const struct event_fault *fault);

/* Keep the i-th event of a delivery, or say in it why not. */
MUST_USE enum err lane_keep(struct lane *l, struct delivery *d, size_t i);

/* Do the delivery's briefs mean here what they meant to whoever made them?
 * Then they are about to be kept. */
bool lane_knows(const struct lane *l, const struct briefs *b, size_t n);

/* Has the i-th event a brief that says all there is to know? */
bool lane_takes_brief(struct lane *l, const struct delivery *d, size_t i);

/* Keep it by that. */
MUST_USE enum err lane_keep_brief(struct lane *l, struct delivery *d, size_t i);

MUST_USE enum err lane_flush(struct lane *l, int64_t received_ms);

#endif
