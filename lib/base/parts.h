/*
 * parts.h - a long list, looked at by a thread a core, each with its own part.
 */
#ifndef BASE_PARTS_H
#define BASE_PARTS_H

#include <stddef.h>

enum { PARTS_MAX = 16 };

/* How many threads can run at once, 1 at least. */
size_t parts_cores(void);

/* How many parts a list of n is best worked on in, 1 to PARTS_MAX.  It may
 * differ from one time to the next: ask once. */
size_t parts_of(size_t n);

/* work(self, part, from, until) for each of so many parts, 1 to
 * PARTS_MAX, all at once; returns when all have.  They are in the order of the
 * list, and part counts from 0. */
void parts_run(size_t of, size_t n,
               void (*work)(void *self, size_t part, size_t from, size_t until),
               void *self);

#endif
