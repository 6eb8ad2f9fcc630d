/*
 * pack.h - put attempts at rest together, by version and start day.
 *
 * Packing changes where an attempt is kept, and nothing else: figures before
 * and after are the same.  It goes on in small transactions and can stop
 * after any of them.
 */
#ifndef TRACKER_PACK_H
#define TRACKER_PACK_H

#include "tracker/folder.h"

enum {
    CHUNK_ATTEMPTS = 1024,
    CHUNK_BYTES = 64 * 1024, /* of trails; a single long one may pass it */
};

/* Pack the attempts of a journey that were at rest before now_ms. */
MUST_USE enum err pack_journey(struct tracker *t, const char *slug,
                               int64_t now_ms);

#endif
