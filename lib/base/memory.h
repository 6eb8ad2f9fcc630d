/*
 * memory.h - heap memory that is never NULL.
 *
 * For what outlives a request: caches, stores, servers.  Everything that dies
 * with one request or one command belongs in an arena (arena.h).  When the
 * system has no memory left the process ends; its supervisor restarts it.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/*
 * There is no memory left: says so on standard error and ends the process with
 * status 71 (EX_OSERR).  Nothing is written any more, as if it were killed. For
 * what a library could not allocate.
 */
_Noreturn void mem_none(void);

/* Zeroed; freed with free().  n * size is checked against overflow. */
void *mem_new(size_t n, size_t size);

/* Room for n elements of that size, the old ones kept; the new not zeroed. */
void *mem_resize(void *p, size_t n, size_t size);

char *mem_strdup(const char *s);

/*
 * Grow the array p (with *room elements of that size) until it has room for
 * one more than n: p = mem_grow(p, n, &room, sizeof(*p)).
 */
void *mem_grow(void *p, size_t n, size_t *room, size_t size);

/*
 * Give back what only beginning needed: memory that was freed, and the parts of
 * the program's and its libraries' files that were read.  What is needed again
 * of those is read again, so only the first call does it, when all is ready.
 */
void mem_rest(void);

#endif
