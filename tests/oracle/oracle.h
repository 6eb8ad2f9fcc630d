/*
 * oracle.h - the attempt rules a second time, slow and plain.
 *
 * Written from the contract and docs-site/figures.md alone, with no file of
 * the tracker, so that the two can be compared.  One rule is one short
 * function; nothing is kept that could be worked out again.
 *
 *   definition.c   what a journey's versions say about steps and limits
 *   intake.c       which events are stored, which are duplicates or conflicts
 *   trail.c        the order, and the moves under one version
 *   rules.c        what one attempt's moves mean
 *   visits.c       time at a step
 *   oracle.c       versions, days and figures over all attempts
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include <stdint.h>

#include <jansson.h>

/*
 * versions: definitions of one journey in the order of their "from" (RFC
 * 3339), the first reaching back for ever.  events: as the protocol has them,
 * in the order they arrived, all at received_ms.  The answer, owned by the
 * caller, has the shape of "expect" in the golden cases, and more:
 *
 *   attempts.ID: "version" (from 1), "rating", "lang", "device", "release",
 *                "variant", "channel"
 *   attempts.ID: "apart" (why it is held apart, or null)
 *   figures: "unmapped" (events, of all attempts not held apart), "apart"
 *            (attempts by why)
 *   figures.steps.ID: "times" (every timed visit in ms, sorted), "paused",
 *                "detours"
 *
 * With more than one version the steps are those of all of them, by id.
 */
json_t *oracle_expect(const json_t *versions, const json_t *events,
                      int64_t received_ms, int64_t now_ms);

/*
 * The same while some attempts are set aside: those of {"release"}, those that
 * started {"from", "until"} two days, inclusive, or those of which {"batch"}
 * brought something, as events say with "batch".  Or a list of such.
 */
json_t *oracle_expect_aside(const json_t *versions, const json_t *events,
                            int64_t received_ms, int64_t now_ms,
                            const json_t *quarantine);

/* Which of the events are stored: true or false for each. */
json_t *oracle_stored(const json_t *versions, const json_t *events,
                      int64_t received_ms);

/*
 * NULL if the conservation law holds: started = completed + failed +
 * abandoned + saved + open; resting over steps = started; dropped over steps
 * = abandoned.  Otherwise the part that does not.
 */
const char *oracle_law_broken(const json_t *figures);

#endif
