/*
 * static_links.h - addresses of the site as files of a folder.
 *
 * A page is index.html in a folder of its address's name, so that a web server
 * finds it at the same address; what has an ending of its own ("radios.json")
 * is a file of that name.  One field of a query becomes a folder too:
 *
 *   /patterns/component/radios            patterns/component/radios/index.html
 *   /patterns/component/radios?at=1.0.0   ... radios/at-1.0.0/index.html
 *   .../component/radios.json?at=1.0.0    ... radios/at-1.0.0.json
 *   /assets/waymark.css?v=2a29            assets/waymark.css
 *
 * Links between files are relative and name the file, so that they work from
 * any folder and without a server.
 */
#ifndef SERVER_STATIC_LINKS_H
#define SERVER_STATIC_LINKS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* The file an address of this site is in, in the arena; NULL: it can be none
 * (two fields, characters that are encoded, what has an ending and is asked for
 * anything but a version).  Without a "#...". */
const char *static_file(struct arena *a, const char *address);

/* "../../assets/waymark.css", in the arena. */
const char *static_relative(struct arena *a, const char *from_file,
                            const char *to_file);

/* How many folders a file is in. */
size_t static_depth(const char *file);

/* The same link, added to out; depth is from_file's. */
void static_add_relative(struct buf *out, const char *from_file, size_t depth,
                         const char *to_file);

#endif
