/*
 * packed.h - keys and packed trails, as a row of live or of chunk holds them.
 */
#ifndef TRACKER_PACKED_H
#define TRACKER_PACKED_H

#include "base/compress.h"
#include "store/store.h"
#include "tracker/varint.h"

enum { PACKED_BYTES_MAX = 64 * 1024 * 1024 }; /* of trails in one row */

/* Borrowed from the row, and from the expander. */
struct packed {
    const unsigned char *keys;
    size_t n; /* attempts: keys of HASH_SIZE bytes, one behind the other */
    struct varint_reader trails; /* as many, in the same order */
    const void *bytes;           /* of the trails */
    size_t n_bytes;
};

/* Of three columns, keys, trails and their sum, the first at that place.  The
 * trails of a chunk are to be expanded.  ERR_INVALID: they are not what was
 * written. */
MUST_USE enum err packed_read(const struct rows *r, int column,
                              struct packed *ret_packed);

/* The same without looking at the keys, whose number is n.  Whether the trails
 * are what was written is then known when they are expanded. */
void packed_read_trails(const struct rows *r, int column, size_t n,
                        struct packed *ret_packed);

MUST_USE enum err packed_expand(struct packed *p, struct expander *x);

/* What the column `sum` is to hold. */
int64_t packed_sum(const void *keys, size_t n_keys, const void *trails,
                   size_t n_trails);

#endif
