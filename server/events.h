/*
 * events.h - where events come in: POST /v1/events and GET /v1/p.gif.
 *
 * The event protocol, version 1: docs-site/events.md.  A worker reads a
 * request, says what is wrong with its form and who may send it, hands the
 * rest to the collector and goes on; the answer is given after the commit.
 */
#ifndef SERVER_EVENTS_H
#define SERVER_EVENTS_H

#include "server/budget.h"
#include "server/salt.h"
#include "tracker/tracker.h"
#include "web/route.h"

enum {
    EVENTS_BODY_MAX = 1024 * 1024,
    EVENTS_MAX = 1000, /* of one request */
    EVENTS_DEPTH_MAX = 8,
};

/* What the routes need; one for each worker. */
struct events {
    struct tracker *tracker;     /* this worker's, to read */
    struct collector *collector; /* everybody's */
    struct budgets *budgets;     /* likewise; NULL: nobody is held back */
    struct salts *salts; /* likewise; NULL: every event needs its attempt */
    bool in_turns; /* events_turn_over() is called, and so hand over then */
    struct delivery *gathered, *gathered_last;
};

extern const struct route events_routes[];
struct routes events_folder(struct events *ev);

/* For server.h: the worker has been through the requests that were ready. */
void events_turn_over(void *events);

/*
 * The events of a body, in the arena, with EVENT_REFUSED and a fault for those
 * that cannot be read.  type is the Content-Type, or NULL.  ERR_INVALID: the
 * body is no events at all, with a reason; ERR_TOO_BIG: more than EVENTS_MAX;
 * ERR_NOT_FOUND: a type that is not taken.
 */
MUST_USE enum err events_read(struct arena *a, const char *type,
                              const char *body, size_t n,
                              struct delivery *ret_delivery,
                              const char **ret_reason);

/* The same of a form, or of a picture's query: one event.  The query says as
 * well whether it is only to be checked; ret_dry_run is NULL for a form. */
MUST_USE enum err events_read_form(struct arena *a, const char *form, size_t n,
                                   struct delivery *ret_delivery,
                                   bool *ret_dry_run, const char **ret_reason);

#endif
