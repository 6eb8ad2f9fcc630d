/*
 * scan.h - every attempt of a journey, one after another.
 *
 * Live attempts first, then those in chunks, without the copies that a live
 * attempt has outdated.  In a transaction, so that all are of one moment.
 */
#ifndef TRACKER_SCAN_H
#define TRACKER_SCAN_H

#include "tracker/folder.h"
#include "tracker/packed.h"

struct scanned {
    const unsigned char *key;  /* HASH_SIZE bytes */
    const struct trail *trail; /* never empty */
    int64_t live;              /* its id, if it is live, or 0 */
    int64_t chunk;        /* it lies in, or that holds an older copy; 0: none */
    int64_t version, day; /* of the chunk it lies in */
    int64_t settled_ms;   /* of that chunk; of a live one, when it is quiet */
};

/* An error ends the scan and is handed back. */
typedef enum err scan_each(void *self, const struct scanned *s);

/* All attempts, in no particular order. */
MUST_USE enum err scan_all(struct tracker *t, const struct journey *j,
                           scan_each *each, void *self);

/* Live ones, and of those in chunks the ones that started on some days. */
struct scan_days {
    int32_t first, last;
};

MUST_USE enum err scan_days(struct tracker *t, const struct journey *j,
                            struct scan_days days, scan_each *each, void *self);

/*
 * Those that are open or saved at that instant, without those of which daily
 * figures say so because they wait for a later day (attempt_waits()); and some
 * more.  Where now is the present, only live ones.
 */
MUST_USE enum err scan_unsettled(struct tracker *t, const struct journey *j,
                                 int64_t now_ms, scan_each *each, void *self);

/*
 * The same without reading trails, for a question about many of them.  From
 * bytes exactly one trail is to be read, of at least one event; s->trail is
 * NULL.  ERR_INVALID: they are damaged.
 */
typedef enum err scan_packed_each(void *self, const struct scanned *s,
                                  struct varint_reader *bytes);
typedef enum err scan_packed_chunk(void *self, const struct scanned *s,
                                   const struct packed *p);

struct scan_packed {
    int32_t first, last; /* start days; of live attempts all come */
    scan_packed_each *one;
    scan_packed_chunk *chunk; /* for those none of whose copies is outdated,
                                 to be expanded */
    void *self;
};

MUST_USE enum err scan_packed(struct tracker *t, const struct journey *j,
                              const struct scan_packed *how);

/* Tell that the bytes of an attempt or a chunk are damaged: ERR_IO. */
enum err scan_damaged(const struct journey *j, const struct scanned *s);

#endif
