/*
 * queue.h - deliveries that wait for the collector, with a lid on their events.
 *
 * Many threads put them in; one takes out all there are.
 */
#ifndef TRACKER_QUEUE_H
#define TRACKER_QUEUE_H

#include <pthread.h>

#include "tracker/collector.h"

struct queue {
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wake;
    struct delivery *first, **last;
    size_t waiting; /* events */
    bool closed;
};

void queue_init(struct queue *q);
void queue_release(struct queue *q);

/* Those of the list for which there is no room; NULL: none. */
struct delivery *queue_add(struct queue *q, struct delivery *first);

/* No more will come. */
void queue_close(struct queue *q);

/* All that has come; NULL when nothing does for so long, or with *ret_closed
 * when nothing will. */
struct delivery *queue_take(struct queue *q, int64_t wait_ms, bool *ret_closed);

#endif
