/* near.h - whether one word or name may have been written for another. */
#ifndef PATTERNS_NEAR_H
#define PATTERNS_NEAR_H

#include <stdbool.h>

#include "base/arena.h"

/* Its letters and digits alone, small, "&" as "and", in the arena:
 * "lifeevents" of "life-events" and of "lifeEvents". */
const char *near_bare(struct arena *a, const char *text);

/* Of two such: they are the same, one is the beginning of the other, or what
 * is between them is a slip of the keys (slip.h). */
bool near_is(const char *written, const char *meant);

#endif
