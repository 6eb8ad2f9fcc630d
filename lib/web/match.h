/* match.h - which route an address is of; for the router alone. */
#ifndef WEB_MATCH_H
#define WEB_MATCH_H

#include "web/message.h"
#include "web/values.h"

struct match {
    const struct route *route;   /* NULL: none */
    const struct routes *folder; /* the route's table */
    enum format format;
    const char *path; /* without the format's end */
    unsigned methods; /* bit 1 << GET ...: what this address answers to; all of
                         them only if there is no route */
};

/* A route, the table it is in, and how many "/" its path has. */
struct entry {
    const struct route *route;
    const struct routes *folder;
    size_t slashes;
};

struct entry match_entry(const struct route *route,
                         const struct routes *folder);

struct entries {
    size_t n;
    struct entry *at;
};

/* Whether it ends in ".json" or as another format does. */
bool match_ends_as_format(const char *path);

/* The first route that fits path and method; the values of the segments go
 * into rq->values.  method -1 fits none, and only methods is told. */
struct match match_route(const struct request *rq,
                         const struct entries *entries, int method,
                         const char *path);

#endif
