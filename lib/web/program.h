/*
 * program.h - what a PROGRAM sends (route.h); for the parts of lib/web.
 */
#ifndef WEB_PROGRAM_H
#define WEB_PROGRAM_H

#include "base/error.h"
#include "web/route.h"

/*
 * Runs the route.  Of a POST, the query is read first: it says how all that
 * was sent is to be taken, so a name in it that the route does not declare
 * refuses the request, as does one without a value, or given twice.  Only "_",
 * which some libraries put there against caches, is passed over.  refuse: of
 * the route's folder.
 */
MUST_USE enum err program_run(struct request *rq, struct reply *rp,
                              const struct route *route, refuser *refuse);

#endif
