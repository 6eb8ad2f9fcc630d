#include "tracker/queue.h"

#include <errno.h>
#include <time.h>

#include "base/time.h"

void queue_init(struct queue *q)
{
    pthread_condattr_t attributes;

    *q = (struct queue){.first = NULL};
    q->last = &q->first;
    (void)pthread_mutex_init(&q->lock, NULL);
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&q->wake, &attributes);
    (void)pthread_condattr_destroy(&attributes);
}

void queue_release(struct queue *q)
{
    (void)pthread_cond_destroy(&q->wake);
    (void)pthread_mutex_destroy(&q->lock);
}

/* A delivery alone is always taken, however large. */
static bool add(struct queue *q, struct delivery *d)
{
    if (q->first && q->waiting + d->n > COLLECTOR_QUEUE_MAX)
        return false;
    d->next = NULL;
    *q->last = d;
    q->last = &d->next;
    q->waiting += d->n;
    return true;
}

struct delivery *queue_add(struct queue *q, struct delivery *first)
{
    struct delivery *d, *next, *refused = NULL;

    (void)pthread_mutex_lock(&q->lock);
    for (d = first; d; d = next) {
        next = d->next;
        if (add(q, d))
            continue;
        d->next = refused;
        refused = d;
    }
    (void)pthread_mutex_unlock(&q->lock);
    (void)pthread_cond_signal(&q->wake);
    return refused;
}

void queue_close(struct queue *q)
{
    (void)pthread_mutex_lock(&q->lock);
    q->closed = true;
    (void)pthread_cond_signal(&q->wake);
    (void)pthread_mutex_unlock(&q->lock);
}

/* By the clock that the queue waits by. */
static struct timespec instant_in(int64_t ms)
{
    int64_t at_ms = time_steady_ms() + ms;

    return (struct timespec){.tv_sec = at_ms / 1000,
                             .tv_nsec = at_ms % 1000 * 1000000};
}

struct delivery *queue_take(struct queue *q, int64_t wait_ms, bool *ret_closed)
{
    struct timespec end = instant_in(wait_ms);
    struct delivery *first;
    int waited = 0;

    (void)pthread_mutex_lock(&q->lock);
    while (!q->first && !q->closed && waited != ETIMEDOUT)
        waited = pthread_cond_timedwait(&q->wake, &q->lock, &end);
    first = q->first;
    *ret_closed = !first && q->closed;
    q->first = NULL;
    q->last = &q->first;
    q->waiting = 0;
    (void)pthread_mutex_unlock(&q->lock);
    return first;
}
