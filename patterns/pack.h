/*
 * pack.h - entries in a zip file, as they lie in a catalogue.
 *
 * A pack holds "kind/slug/index.md" and so on, with the older versions, and
 * nothing else.  The same entries always make the same bytes: files stand in
 * order of path and bear no time.  The zip of one entry is a pack of one.
 */
#ifndef PATTERNS_PACK_H
#define PATTERNS_PACK_H

#include "base/buf.h"
#include "patterns/pattern.h"

enum {
    PACK_MAX = 64 * 1024 * 1024, /* bytes of a pack that is read */
    PACK_FILES_MAX = 50 * 1000,  /* files in it */
    PACK_UNPACKED_MAX = 256 * 1024 * 1024,
    PACK_MADE_MAX = 320 * 1024 * 1024 /* of one we make */
};

/* The entries, and behind them those whose stylesheets their examples are shown
 * in: with them they look elsewhere as they do here.  In the arena. */
const struct pattern **pack_with_sheets(struct arena *a,
                                        const struct pattern *const *entries,
                                        size_t n, size_t *ret_n);

/* Added to out, which is empty.  ERR_TOO_BIG: more than PACK_FILES_MAX files or
 * PACK_UNPACKED_MAX bytes, or out has not the room. */
MUST_USE enum err pack_make(const struct pattern *const *entries, size_t n,
                            struct buf *out);

#endif
