/*
 * evidence.h - how each pattern does in live journeys, for its page.
 *
 * The pattern library knows no tracker; this is what ties the two together.
 * Figures are of the last 90 full days, or of all attempts of a journey that
 * has none in those.
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
};

/* Borrows the evidence. */
struct pattern_evidence_source evidence_source(struct evidence *evidence);

#endif
