/*
 * event_scan.h - events straight out of JSON text, without a tree of it.
 *
 * Several times as fast as event_read(), for what nearly every sender sends: an
 * object of the protocol's keys, or a list of them.  It is never the one that
 * refuses.  Whatever it does not know for certain (an escape, a key or a value
 * that breaks a rule, a key twice, text that is not JSON) is not its own, and
 * whoever asked reads the whole text again as a tree, which says what is wrong.
 */
#ifndef TRACKER_EVENT_SCAN_H
#define TRACKER_EVENT_SCAN_H

#include "tracker/event.h"

struct event_scan {
    struct arena *arena;
    char *at, *end;
    bool imported; /* as for event_read() */
    bool is_list, begun;
};

enum event_scan_step {
    SCAN_EVENT,
    SCAN_END,     /* of the whole text, and all of it was in order */
    SCAN_NOT_OURS /* forget the events it gave too */
};

/* text is n bytes; a copy in the arena is what the events borrow from. */
void event_scan_begin(struct event_scan *s, struct arena *a, const char *text,
                      size_t n, bool imported);

enum event_scan_step event_scan_next(struct event_scan *s,
                                     struct event *ret_event);

/* The one event of a text; false: not ours. */
bool event_scan_one(struct arena *a, const char *text, size_t n, bool imported,
                    struct event *ret_event);

#endif
