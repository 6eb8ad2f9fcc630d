/*
 * static_links.h - addresses of the site as files of a folder.
 *
 * A page is index.html in a folder of its address's name, so that a web server
 * finds it at the same address; what has an ending of its own ("radios.json")
 * is a file of that name.  One field of a query becomes a folder too:
 *
 *   /patterns/component/radios            patterns/component/radios/index.html
 *   /patterns/component/radios?at=1.0.0   ... radios/at-1.0.0/index.html
 *   /assets/waymark.css?v=2a29            assets/waymark.css
 *
 * Links between files are relative and name the file, so that they work from
 * any folder and without a server.
 */
#ifndef SERVER_STATIC_LINKS_H
#define SERVER_STATIC_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* The file an address of this site is in, in the arena; NULL: it can be none
 * (two fields, characters that are encoded).  Without a "#...". */
const char *static_file(struct arena *a, const char *address);

/* "../../assets/waymark.css", in the arena. */
const char *static_relative(struct arena *a, const char *from_file,
                            const char *to_file);

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
};

/* Add the page to out, its links pointing at files; a link to what will not be
 * in the folder loses its address and stays as words. */
void static_rewrite(struct arena *a, const struct static_page *page,
                    const struct static_links *links, struct buf *out);

#endif
