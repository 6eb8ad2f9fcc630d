/*
 * compress.h - bytes in fewer bytes, and back: Zstandard (RFC 8878), by
 * libzstd.
 *
 * For what is written once and read often: expanding is several times quicker
 * than compressing.  A checksum of the bytes goes with them.
 */
#ifndef BASE_COMPRESS_H
#define BASE_COMPRESS_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* Append the compressed bytes; n is not 0. */
void compress_add(struct buf *to, const void *bytes, size_t n);

/* Memory that is used again and again.  Zeroed at first. */
struct expander {
    void *context;
    char *at;
    size_t room;
};

void expander_release(struct expander *x);

/* Borrowed until the next one.  ERR_INVALID: the bytes are damaged, or are
 * more than `most` when expanded. */
MUST_USE enum err expand(struct expander *x, const void *bytes, size_t n,
                         size_t most, const void **ret_bytes, size_t *ret_n);

#endif
