/*
 * demo.h - the made-up attempts of the demonstration council.
 *
 * Ninety days that end the day before `today`, the same attempts every time
 * (a seeded generator; only the days move), drawn from demo_tables.h.
 */
#ifndef SERVER_DEMO_H
#define SERVER_DEMO_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/time.h"
#include "server/demo_tables.h"

/* Where they go.  An error ends the making and is handed back. */
struct demo_sink {
    void *self;
    /* One event of the protocol as a line of JSON, its newline included. */
    enum err (*event)(void *self, const char *line, size_t n);
    /* So many of DEMO_DAYS are made. */
    void (*day)(void *self, int days);
};

/* An attempt's events follow each other in order of time, attempts in order of
 * their days. */
MUST_USE enum err demo_make(const struct zone *zone, int32_t today,
                            const struct demo_sink *to, int64_t *ret_attempts);

#endif
