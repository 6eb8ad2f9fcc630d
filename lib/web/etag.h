/* etag.h - a strong validator made of the bytes themselves. */
#ifndef WEB_ETAG_H
#define WEB_ETAG_H

#include <stdbool.h>
#include <stddef.h>

enum { ETAG_SIZE = 36 }; /* two quotes, 32 hex digits, NUL, rounded up */

/* The same bytes give the same tag, on every machine and after a restart. */
void etag_make(const char *bytes, size_t n, char ret_tag[ETAG_SIZE]);

/* Whether an If-None-Match header (NULL: none) names the tag. */
bool etag_matches(const char *if_none_match, const char *tag);

#endif
