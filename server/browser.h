/*
 * browser.h - what a browser's request tells besides its events.
 *
 * The kind of machine, whether it is a person's browser at all, and where it
 * sends from.  Headers are looked at while the request is under way; of them
 * only the words and bits of an event are kept (tracker/evidence.h).
 */
#ifndef SERVER_BROWSER_H
#define SERVER_BROWSER_H

#include "tracker/tracker.h"
#include "web/request.h"

/* Note it in the events of a sender without a key: evidence only where the
 * sender is a page's browser, which has an origin. */
void browser_note(const struct request *rq, const struct sender *s,
                  struct delivery *d);

#endif
