/*
 * zipped.h - a zip file, written in memory (APPNOTE.TXT 6.3, without ZIP64).
 *
 * The same files in the same order make the same bytes: they bear no time and
 * are deflated as well as zlib can.
 */
#ifndef BASE_ZIPPED_H
#define BASE_ZIPPED_H

#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

enum { ZIPPED_FILES_MAX = 65535, ZIPPED_NAME_MAX = 1024 };

struct zipped {
    struct buf *out;   /* borrowed; it must be empty, and its max below 4 GiB */
    struct buf list;   /* of the files, which stands at the end */
    struct buf packed; /* the file at hand */
    size_t n;
};

void zipped_begin(struct zipped *z, struct buf *out);

/* name: UTF-8, "a/b.md".  ERR_INVALID: it is not, or is too long; ERR_TOO_BIG:
 * there are too many files, or what they make does not fit. */
MUST_USE enum err zipped_add(struct zipped *z, const char *name,
                             const char *bytes, size_t n);

/* The end of the file; without it there is none.  Releases z, not out. */
MUST_USE enum err zipped_end(struct zipped *z);

#endif
