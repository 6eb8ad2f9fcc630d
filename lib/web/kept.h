/*
 * kept.h - pages made in this second, to be sent again.
 *
 * A page is sent again as long as nothing it is made of has changed (its
 * state, which the program says) and the second it was made in lasts: so
 * nobody reads a figure that is a second old.  Kept are answers to a GET that
 * are the same for everybody and that say of themselves that they may be; a
 * request with a condition, a body or "Cache-Control: no-cache" has its page
 * made.
 */
#ifndef WEB_KEPT_H
#define WEB_KEPT_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "web/kept_state.h"
#include "web/message.h"

enum {
    KEPT_PAGES = 64,
    KEPT_BYTES_MAX = 2 * 1024 * 1024, /* of all pages of a worker */
    KEPT_KEY_MAX = 1024               /* address and host */
};

/* Of one worker. */
struct kept_pages {
    struct kept_state state;
    uint64_t made_of; /* of all that is kept: the state ... */
    int64_t second;   /* ... and the second */
    size_t bytes;
    struct buf key; /* of the request at hand */
    struct kept_page {
        struct MHD_Response *response;
        char *key;
        size_t key_n, bytes;
    } at[KEPT_PAGES];
};

void kept_init(struct kept_pages *k, struct kept_state state);
void kept_release(struct kept_pages *k);

/*
 * NULL: there is none.  *ret_may_keep: the answer that is made now may be
 * kept with kept_add(), if it is the same for everybody; what it depends on
 * was looked at here, before it is made.
 */
struct MHD_Response *kept_find(struct kept_pages *k, const struct message *m,
                               int64_t now_ms, bool *ret_may_keep);

/* After kept_find() of the same request; of n bytes.  Takes over the caller's
 * reference. */
void kept_add(struct kept_pages *k, struct MHD_Response *response, size_t n);

#endif
