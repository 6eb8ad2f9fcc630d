/*
 * public.h - a count as it may be told outside the council.
 *
 * So few could be known to somebody: 1 to 7 are hidden, 0 is told, and all
 * others to the nearest 5.  Whoever works anything out of a count for the
 * public, a share or a median, takes what this says and not the count, so that
 * nobody can work back.
 */
#ifndef BASE_PUBLIC_H
#define BASE_PUBLIC_H

#include <stdint.h>

#include "base/arena.h"

enum {
    PUBLIC_HIDDEN = -1,      /* stands for ... */
    PUBLIC_HIDDEN_LEAST = 1, /* ... one of these ... */
    PUBLIC_HIDDEN_MOST = 7,
    PUBLIC_HIDDEN_MIDDLE = 4, /* ... and what is worked out takes this */
    PUBLIC_STEP = 5
};

/* Of a count, 0 or more. */
int64_t public_count(int64_t n);

/* "1,205", or "[c]" for PUBLIC_HIDDEN.  In the arena. */
char *public_text(struct arena *a, int64_t count);

/* For a sum: the count, or the middle of those that are hidden. */
int64_t public_middle(int64_t count);

#endif
