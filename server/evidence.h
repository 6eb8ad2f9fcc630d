/*
 * evidence.h - how each pattern does in live journeys, for its page.
 *
 * The pattern library knows no tracker; this is what ties the two together.
 * Figures are of the last 90 full days, or of all attempts where nobody met the
 * pattern in those.  All leave here as they may be told to anybody
 * (base/public.h).  What was read is kept for the second it was read in, as
 * long as nobody writes: an entry's page costs no more with data than without.
 */
#ifndef SERVER_EVIDENCE_H
#define SERVER_EVIDENCE_H

#include "base/time.h"
#include "patterns/patterns.h"
#include "tracker/tracker.h"

/* One for each worker, as its tracker is. */
struct evidence {
    struct tracker *tracker;
    const struct zone *zone;
    struct evidence_kept {   /* of every journey */
        struct arena *arena; /* NULL: nothing is kept */
        uint64_t state;
        int64_t second;
        size_t n;
        struct journey_told *journeys;
    } kept;
};

/* Borrows the evidence. */
struct pattern_evidence_source evidence_source(struct evidence *evidence);

void evidence_release(struct evidence *evidence);

#endif
