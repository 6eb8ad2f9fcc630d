/*
 * static_rewrite.h - a page of the site as a file: its links lead to files.
 */
#ifndef SERVER_STATIC_REWRITE_H
#define SERVER_STATIC_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* What a page links to, for the rewriting of it. */
struct static_links {
    /* The file of that address of this site, n bytes and without a "#...",
     * which lives as long as the call; NULL: the folder will have none.
     * needed: without it the page is not whole (a picture, a frame). */
    const char *(*file_of)(void *self, const char *address, size_t n,
                           bool needed);
    void *self;
};

/* One page's HTML: where it is, and what is put behind <head>. */
struct static_page {
    const char *address, *file;
    const char *html;
    size_t n;
    const char *in_head; /* or "" */
    bool is_example;     /* its links only show what links look like */
};

/* Add the page to out, its links pointing at files; a link to what will not be
 * in the folder loses its address and stays as words, or leads to the top of
 * an example. */
void static_rewrite(struct arena *a, const struct static_page *page,
                    const struct static_links *links, struct buf *out);

#endif
