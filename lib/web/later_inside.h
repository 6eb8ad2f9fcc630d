/* later_inside.h - how a worker learns of answers that are ready. */
#ifndef WEB_LATER_INSIDE_H
#define WEB_LATER_INSIDE_H

#include <semaphore.h>
#include <stdatomic.h>

#include "web/later.h"

struct call;

struct later {
    struct later *next;
    struct laters *laters; /* NULL: somebody waits for done */
    sem_t done;
    later_finish *finish;
    void *self;
    struct call *call; /* the router's */
    void *owner;       /* the server's */
};

/* A worker's list of those that are done. */
struct laters {
    _Atomic(struct later *) first; /* put there by any thread */
    int wake_fd;                   /* an eventfd the worker's loop looks at */
};

void laters_init(struct laters *ls, int wake_fd);

/* All that are done, linked by next. */
struct later *laters_take(struct laters *ls);

/* Without a worker: wait until it is done. */
void later_wait(struct later *l);

#endif
