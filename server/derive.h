/*
 * derive.h - who sends events without an attempt's id.
 *
 * A page that keeps nothing has no id to send.  From a browser (no key) such
 * an event gets a hash of network, User-Agent and journey under the day's salt
 * (salt.h); neither of the two is kept.  From a server it is refused.
 */
#ifndef SERVER_DERIVE_H
#define SERVER_DERIVE_H

#include "server/salt.h"
#include "tracker/tracker.h"
#include "web/request.h"

/* For each event of the delivery without an attempt; salts NULL: refuse. */
void derive_attempts(const struct request *rq, struct salts *salts,
                     struct delivery *d);

#endif
