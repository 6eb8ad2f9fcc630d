/*
 * later.h - an answer that waits for another thread.
 *
 * A handler that hands work to another thread calls reply_later() first and
 * returns OK; the worker goes on with other requests.  When the work is done
 * the other thread calls later_done(), once; the worker then calls finish(),
 * which answers as a handler does.  The request and its arena live until
 * then, and are the other thread's in between.
 */
#ifndef WEB_LATER_H
#define WEB_LATER_H

#include "web/reply.h"

struct request;
struct later;

typedef enum err later_finish(struct request *rq, struct reply *rp, void *self);

struct later *reply_later(struct reply *rp, later_finish *finish, void *self);

/* From any thread. */
void later_done(struct later *l);

#endif
