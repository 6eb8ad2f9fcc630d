/* asks.h - whether funnels and paths are what trying everything finds. */
#ifndef TESTS_ORACLE_ASKS_H
#define TESTS_ORACLE_ASKS_H

#include "tests/oracle/ask_tracker.h"

/* Some random questions of each kind, by the history's seed; `answer` is the
 * oracle's.  NULL, or the first difference, in the arena. */
const char *oracle_asks_differ(struct arena *a, struct asked *t,
                               const json_t *history, const json_t *answer);

#endif
