/* address.h - texts as parts of an address, in the arena. */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include "base/arena.h"

/* "a%20b%26c" of "a b&c": as it stands in a query. */
const char *address_value(struct arena *a, const char *text);

/* The same between two slashes of a path, or at its end; "": no segment is
 * that text, for what is in it, or because it ends as a format does. */
const char *address_segment(struct arena *a, const char *text);

#endif
