/*
 * parts.h - a long list, looked at by a thread a core, each with its own part.
 */
#ifndef BASE_PARTS_H
#define BASE_PARTS_H

#include <stddef.h>

enum { PARTS_MAX = 16 };

/* How many parts a list of n is worked on in, 1 to PARTS_MAX. */
size_t parts_of(size_t n);

/* work(self, part, from, until) for each, all at once; returns when all have.
 * Parts are in the order of the list, part counts from 0. */
void parts_run(size_t n,
               void (*work)(void *self, size_t part, size_t from, size_t until),
               void *self);

#endif
