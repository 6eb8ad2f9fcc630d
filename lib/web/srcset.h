/* srcset.h - the addresses in a srcset: pictures of which a browser takes one.
 */
#ifndef WEB_SRCSET_H
#define WEB_SRCSET_H

#include <stddef.h>

/*
 * The next address from *at on, *ret_n bytes, up to end; *at is moved behind
 * it and what is said of it ("600w"), so that what was passed over can be
 * copied as it is.  NULL: there is none (HTML, 4.8.4.2.2).
 */
const char *srcset_next(const char **at, const char *end, size_t *ret_n);

#endif
