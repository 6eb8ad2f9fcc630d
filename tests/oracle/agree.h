/* agree.h - whether tracker and oracle say the same of a history. */
#ifndef TESTS_ORACLE_AGREE_H
#define TESTS_ORACLE_AGREE_H

#include "tests/oracle/ask_tracker.h"

/*
 * Give the history (see histories.h) to both.  NULL, or the first difference,
 * in the arena ("want" is the oracle's): every attempt; every figure, of all,
 * of each version, of the days around each attempt; the conservation law; all
 * of it again with something set aside, after one of the batches was undone,
 * and after it was imported again.
 */
const char *oracle_and_tracker_differ(struct arena *a, struct asked *t,
                                      const json_t *history);

/*
 * The same for attempts and figures alone, where every import is killed and
 * repeated.  No event of the history may be without both seq and at.
 */
const char *oracle_and_killed_tracker_differ(struct arena *a, struct asked *t,
                                             const json_t *history,
                                             int after_us);

/* aside.c: the same while something is set aside, and after it was given
 * back. */
const char *oracle_setting_aside_differs(struct arena *a, struct asked *t,
                                         const json_t *history, json_t *answer);

/* Attempts and figures of all, held against an answer of the oracle's. */
const char *oracle_answers_differ(struct arena *a, struct asked *t,
                                  const json_t *history, json_t *answer);

/* Attempts alone; and the figures of a part. */
const char *oracle_attempts_differ(struct arena *a, struct asked *t,
                                   const json_t *history, const json_t *answer);
const char *oracle_part_differs(struct arena *a, struct asked *t,
                                const json_t *history, struct asked_part part,
                                json_t *want);

/* Has it events with neither seq nor at?  When they are said to have happened
 * depends on what was there before, and so on what was undone since. */
bool oracle_has_timeless_events(const json_t *history);

#endif
