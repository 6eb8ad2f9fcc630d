/*
 * bursts.h - whether far more attempts begin in one place than usual.
 *
 * A loop in a page, or somebody's program, is not to become a council's
 * figures.  A place is an origin, or one network at an origin.  It may begin
 * so many attempts in a minute, or BURST_TIMES what it usually begins in one
 * (a mean over about an hour, of its calm minutes); past that a burst lasts
 * until a whole minute was calm again.  In memory only, as keyed hashes, and
 * forgotten with the process; a full table lets the place go that was quiet
 * longest.  For one thread.
 */
#ifndef TRACKER_BURSTS_H
#define TRACKER_BURSTS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    BURST_ORIGIN = 600, /* attempts a minute that are never too many */
    BURST_NETWORK = 60,
    BURST_TIMES = 10,
    BURST_USUAL_MIN = 60, /* minutes the mean is over */
};

/* Where events come from, as keyed hashes; origin 0: nowhere that counts. */
struct place {
    uint64_t origin;
    uint64_t network; /* 0: none is known */
};

struct bursts;

struct bursts *bursts_new(void);
void bursts_free(struct bursts *b);

/* An attempt begins there: does it during a burst?  A network that is held
 * does not count for its origin. */
bool bursts_begin(struct bursts *b, struct place place, int64_t now_ms);

#endif
