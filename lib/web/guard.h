/*
 * guard.h - requests that two servers could read in two ways.
 *
 * libmicrohttpd 0.9.75, strict as it can be, still lets through what a proxy
 * in front may understand otherwise.  The guard looks at the request before
 * anything else does.  What it cannot see, because the library has already
 * read it away, is a proxy's to refuse: bare LF as a line end, folded header
 * lines, a NUL that cuts a header's value short.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/arena.h"
#include "web/message.h"

/* NULL if the request may pass; else a sentence for the 400 that it gets,
 * after which the connection is closed. */
const char *guard_refusal(struct arena *a, const struct message *m);

#endif
