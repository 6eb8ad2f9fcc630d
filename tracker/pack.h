/*
 * pack.h - put attempts at rest together, by version and start day.
 *
 * Packing changes where an attempt is kept, and nothing else: figures before
 * and after are the same.  It goes on in small transactions and can stop
 * after any of them.
 */
#ifndef TRACKER_PACK_H
#define TRACKER_PACK_H

#include "tracker/intake.h"

enum {
    CHUNK_ATTEMPTS = 1024,
    CHUNK_BYTES = 64 * 1024, /* of trails; a single long one may pass it */
    PACK_MOST = 4096,        /* attempts in one transaction */
};

/* Pack the attempts of a journey that were at rest before now_ms. */
MUST_USE enum err pack_journey(struct tracker *t, const char *slug,
                               int64_t now_ms);

/* The same, some at a time. */
struct packing {
    struct intake *intake; /* of the journey, with no transaction open: it is
                              told where attempts are now */
    size_t most;           /* in one step, up to PACK_MOST */
    int64_t after;         /* 0 at first and at last: where it goes on */
    size_t packed;         /* so far */
};

MUST_USE enum err pack_step(struct packing *p, int64_t now_ms);

#endif
