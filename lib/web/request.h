/*
 * request.h - what a handler may know of the request it answers.
 *
 * Everything here is already checked: the role, the kind and size of each
 * field, UTF-8.  What the route does not declare never arrives.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "web/peer.h"
#include "web/route.h"

struct message;
struct values;
struct zone;

struct request {
    struct arena *arena; /* gone when the reply is sent */
    enum format format;  /* one the route serves, or FORMAT_HTML */
    const char *path;    /* decoded, without the query and the format's end */
    int64_t now_ms;
    const struct zone *zone;       /* days are days in this zone */
    void *context;                 /* the one this route's table came with */
    struct values *values;         /* behind the functions below */
    const struct message *message; /* likewise */
    struct peer peer;              /* likewise: who sent it ... */
    bool told_of_proxies;          /* ... as they say, if we were told of any */
};

/*
 * A segment of the path or a declared field; the name must be one of them.
 * Never NULL; lives in the arena.  An absent field has the value declared as
 * missing.
 */
const char *request_text(const struct request *rq, const char *name);

/* The same of a FIELD_COUNT or FIELD_ORDINAL: 0 where absent and missing is "".
 */
int64_t request_count(const struct request *rq, const char *name);

/* Whether the client sent it, with something in it. */
bool request_has(const struct request *rq, const char *name);

/*
 * For a PROGRAM: what was sent, as it came.  A header is NULL if it was
 * not sent; the query is "" where there is none, and else may stand in a
 * Location as it is (guard.h); bodies are n bytes and may hold NUL.
 */
const char *request_header(const struct request *rq, const char *name);
const char *request_query(const struct request *rq);
const char *request_body(const struct request *rq, size_t *ret_n);

/* Whether only the headers of an answer are wanted (HEAD). */
bool request_is_head(const struct request *rq);

/* Whether it came from a loopback address, and nobody's proxy there sent it. */
bool request_is_local(const struct request *rq);

/* A number for the network it came from (an IPv4 address, an IPv6 /64), hashed
 * under a key of this process, to count by and never to keep; 0: this machine.
 */
uint64_t request_network(const struct request *rq);

/* Whether it was forwarded by a proxy on this machine that we were not told
 * of: then nobody can say who sent it. */
bool request_hides_sender(const struct request *rq);

/* Whoever sent it, as far as its network and its User-Agent tell, hashed
 * under that key together with about.  Without the key nothing can be told
 * from it. */
struct hash request_sender(const struct request *rq, const struct hash_key *key,
                           const char *about);

#endif
