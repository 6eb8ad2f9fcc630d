/*
 * static_site.h - every page of a site, as the server would answer it, put
 * into a folder.
 *
 * Pages are asked for as a browser does: from the first addresses on, each
 * link that is found in a page is asked for too.  Routers are one a thread.
 */
#ifndef SERVER_STATIC_SITE_H
#define SERVER_STATIC_SITE_H

#include <stdint.h>

#include "server/static_folder.h"
#include "web/router.h"

enum { STATIC_THREADS_MAX = 64 };

struct static_plan {
    struct router *const *routers; /* one a thread; borrowed */
    size_t threads;                /* 1 to STATIC_THREADS_MAX */
    /* What is asked for first, and NULL; one that is optional may answer 404.
     */
    const char *const *addresses, *const *optional;
    size_t forms; /* so many optional ones in a row are of one entry */
    int64_t now_ms;
};

struct static_made {
    size_t pages, files; /* HTML, and all */
};

/* What leads nowhere or cannot be written is in p, by file.  The first error
 * of the folder, which ends it. */
MUST_USE enum err static_site_make(const struct static_plan *plan,
                                   struct static_folder *folder,
                                   struct problems *p, struct static_made *ret);

#endif
