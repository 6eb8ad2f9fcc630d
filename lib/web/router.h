/*
 * router.h - from a request to the route that answers it.
 *
 * Finds the route, checks role, origin and fields, runs the handler, and turns
 * what comes back into an answer with status, headers and a page.  Knows no
 * socket: a test of a page calls it with a message.
 *
 *   struct message m = message_get("/dashboard/journeys/missed-bin");
 *   router_answer(r, arena, &m, now_ms, &answer);
 */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "web/host.h"
#include "web/message.h"
#include "web/route.h"
#include "web/site.h"

struct router;
struct call;

/* Whether the program can do its work.  Anything but OK: /readyz is 503. */
typedef enum err readiness(void *context);

struct router_options {
    const struct routes *folders; /* ends with {0}; borrowed */
    const struct hosts *hosts;    /* borrowed; NULL: any name is good */
    const struct peers *proxies;  /* borrowed; NULL: none */
    readiness *ready;             /* NULL: always */
    void *context;                /* for ready */
};

/*
 * One router per worker: the contexts of its folders may be of one thread.
 * The routes of lib/web itself (/assets/…, /healthz, /readyz) come with it.
 * Routes that cannot be right (no leading slash, a segment and a field of one
 * name declared twice ...) are a bug of ours and stop the program.
 */
struct router *router_new(const struct site *site,
                          const struct router_options *options);
void router_free(struct router *r);

/* Whether some route answers a GET of that target, if only with 404. */
bool router_serves(const struct router *r, struct arena *a, const char *target);

/*
 * Always answers; release it with answer_release().  Where ret_answer->later
 * is set the answer has to wait: keep m, the arena and the answer, and call
 * router_finish() when it is done.  Without m->laters it waits here.
 */
void router_answer(const struct router *r, struct arena *a,
                   const struct message *m, int64_t now_ms,
                   struct answer *ret_answer);

/*
 * The same in two steps, for the server: find the route once the headers are
 * there, and run it with the body in m.  Lives in the arena; *ret_body_max is
 * how long a body may be.
 */
struct call *router_open(const struct router *r, struct arena *a,
                         const struct message *m, size_t *ret_body_max);
void router_run(struct call *c, int64_t now_ms, struct answer *ret_answer);

void router_finish(struct later *l, struct answer *ret_answer);

/* Whether everybody who asks the same now may be given that answer: a page of
 * a GET, which nothing of this request but its address went into, and which is
 * not "no-store". */
bool router_is_for_all(const struct call *c, const struct answer *answer);

/* The answer to what never reaches a route: a page with that sentence, and the
 * connection is closed. */
void router_refuse(const struct router *r, struct arena *a,
                   const struct message *m, int status, const char *sentence,
                   struct answer *ret_answer);

#endif
