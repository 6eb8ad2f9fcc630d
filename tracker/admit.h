/*
 * admit.h - which events of a request may go on to the collector.
 *
 * Told by whoever took the request, from a tracker of its own that reads, so
 * that the one thread that writes has no work with those that may not.  Who
 * may is remembered; whether somebody has changed it since is looked up when
 * ACCESS_HOLDS_MS have passed, since every commit of events would be a reason.
 */
#ifndef TRACKER_ADMIT_H
#define TRACKER_ADMIT_H

#include "tracker/access.h"
#include "tracker/collector.h"

/*
 * Refuse the events that this sender may not send, and take their journey
 * away: they count with nobody.  *ret_access is the first reason that is not
 * ACCESS_NO_JOURNEY, or ACCESS_GRANTED.  Errors of the store only.
 */
MUST_USE enum err admit(struct tracker *t, const struct sender *s,
                        struct delivery *d, enum access *ret_access);

/* The same for events that are only to be checked: of those that may come in,
 * refuse too what the collector would, and mark those whose step is unknown. */
MUST_USE enum err admit_dry(struct tracker *t, const struct sender *s,
                            struct delivery *d, enum access *ret_access);

#endif
