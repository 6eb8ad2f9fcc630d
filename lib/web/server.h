/*
 * server.h - the site on a socket.
 *
 * A worker is a thread with a libmicrohttpd daemon, a loop and a router of its
 * own; nothing is shared between workers but the site.  The library's own
 * polling threads are not used: with exactly 128 busy connections they stop.
 */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/kept_state.h"
#include "web/router.h"

struct server;

/* What is to be done on a worker's thread each time it has been through all
 * the requests that were ready: work that is better done once for them all. */
struct server_turn {
    void (*over)(void *self); /* NULL: nothing */
    void *self;
};

struct server_options {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080"; port 0 picks one */
    const char *port_file;           /* the port is written here, or NULL */
    struct router *const *routers;   /* one per worker; borrowed */
    const struct server_turn *turns; /* likewise, or NULL */
    const struct kept_state *states; /* likewise, or NULL: no page is kept */
    size_t workers;                  /* 1 to 64 */
    unsigned request_s;              /* longest request, whole; 0: 30 */
    unsigned idle_s;                 /* longest wait for one; 0: 60 */
};

/* One worker per core is the rule. */
size_t server_cores(void);

/*
 * Keep SIGTERM, SIGINT and SIGPIPE from this thread and from those it starts.
 * Call it before any thread is started; then server_wait() returns when one
 * of the first two comes.
 */
void server_block_signals(void);
int server_wait(void);

/*
 * ERR_INVALID: listen is no address; ERR_CONFLICT: somebody listens there;
 * ERR_NOT_FOUND: this machine has not that one; ERR_FORBIDDEN; ERR_IO: sockets,
 * threads or the port file fail.  Logged.
 */
MUST_USE enum err server_start(const struct server_options *options,
                               struct server **ret_server);

int server_port(const struct server *s);

/* Take no more, finish what is under way (at most request_s), free it all. */
void server_stop(struct server *s);

#endif
