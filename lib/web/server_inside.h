/*
 * server_inside.h - workers, connections and exchanges; for server parts only.
 *
 * Everything here belongs to one worker's thread, but for wake_fd, laters and
 * the flag stopping.  A request that has to wait for another thread (events
 * for their commit) is an exchange between its run and its send: the worker
 * suspends its connection, the other thread puts its later on the worker's
 * list and writes wake_fd once, and the worker's loop, which reads wake_fd,
 * resumes it.  Resuming from the other thread loses wake-ups.
 */
#ifndef WEB_SERVER_INSIDE_H
#define WEB_SERVER_INSIDE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include "web/kept.h"
#include "web/later_inside.h"
#include "web/responses.h"
#include "web/server.h"

/* An open connection.  since_ms: when its request began or, between requests,
 * when the last one ended. */
struct connection {
    int fd;
    int64_t since_ms;          /* by time_steady_ms() */
    int64_t shut_ms;           /* when we shut it; 0: open */
    struct exchange *exchange; /* the request under way; NULL: none */
    struct peer peer;
    struct connection *before, *after;
};

struct worker {
    const struct router *router;
    struct server_turn turn;
    struct MHD_Daemon *daemon;
    pthread_t thread;
    int wake_fd;           /* an eventfd: look up from the sockets */
    atomic_bool *stopping; /* the server's */
    bool draining;         /* answers close their connections */
    int64_t request_ms, idle_ms;
    struct connection *first;
    bool had_callers;     /* connections, before the last run */
    struct laters laters; /* answers that are ready; wakes wake_fd */
    size_t waiting;       /* connections suspended for an answer */
    struct responses responses;
    struct kept_state state;
    struct kept_pages kept;
    struct exchange *spare; /* used before, for requests to come */
    size_t n_spare;
};

/* One request and its answer. */
struct exchange {
    struct exchange *next; /* of those that are spare */
    struct worker *worker;
    struct connection *connection;
    struct arena *arena;
    struct message m;
    struct call *call;      /* the router's; NULL: not needed so far */
    struct header *headers; /* what m shows */
    struct buf body;
    size_t thrown_away; /* bytes of the body past its lid */
    bool begun;
    struct MHD_Connection *mhd;
    struct answer answer;
    bool may_keep; /* it, for others who ask the same */
    bool ready;    /* the answer that had to wait */
};

/* libmicrohttpd's callbacks (exchange.c). */
void *exchange_open(void *worker, const char *target,
                    struct MHD_Connection *mhd);
enum MHD_Result exchange_step(void *worker, struct MHD_Connection *mhd,
                              const char *url, const char *method,
                              const char *version, const char *data,
                              size_t *data_size, void **exchange);
void exchange_close(void *worker, struct MHD_Connection *mhd, void **exchange,
                    enum MHD_RequestTerminationCode why);

/* That connection is gone: the library does not tell of every request that it
 * ended (one with more fields in its query than its memory holds). */
void exchange_drop(struct connection *c);

/* Let go of those that are spare. */
void exchanges_release(struct worker *w);

/* Takes over the listening socket. */
MUST_USE enum err worker_open(struct worker *w, int fd, unsigned connections);
void *worker_run(void *worker); /* the thread, until the server is stopping */
void worker_wake(const struct worker *w);

/* Its answer is ready: let libmicrohttpd go on with it. */
void exchange_resume(struct later *l);

#endif
