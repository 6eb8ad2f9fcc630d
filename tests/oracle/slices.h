/* slices.h - whether attempts counted by their attributes are as many. */
#ifndef TESTS_ORACLE_SLICES_H
#define TESTS_ORACLE_SLICES_H

#include "tests/oracle/ask_tracker.h"

/* Each attribute alone, and within what one attempt is of another; `answer` is
 * the oracle's.  NULL, or the first difference, in the arena. */
const char *oracle_slices_differ(struct arena *a, struct asked *t,
                                 const json_t *history, const json_t *answer);

#endif
