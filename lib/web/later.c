#include "web/later_inside.h"

#include <unistd.h>

#include "web/message.h"
#include "web/reply_inside.h"

void laters_init(struct laters *ls, int wake_fd)
{
    (void)pthread_mutex_init(&ls->lock, NULL);
    ls->first = NULL;
    ls->wake_fd = wake_fd;
}

void laters_release(struct laters *ls)
{
    (void)pthread_mutex_destroy(&ls->lock);
}

struct later *reply_later(struct reply *rp, later_finish *finish, void *self)
{
    struct later *l = arena_alloc(rp->rq->arena, sizeof(*l));

    l->laters = rp->rq->message->laters;
    l->finish = finish;
    l->self = self;
    if (!l->laters)
        (void)sem_init(&l->done, 0, 0);
    rp->answer->later = l;
    return l;
}

void reply_now(struct reply *rp, struct later *l)
{
    if (!l->laters)
        (void)sem_destroy(&l->done);
    rp->answer->later = NULL;
}

void later_done(struct later *l)
{
    struct laters *ls = l->laters;
    uint64_t one = 1;
    bool first;

    if (!ls) {
        (void)sem_post(&l->done);
        return;
    }
    (void)pthread_mutex_lock(&ls->lock);
    first = !ls->first;
    l->next = ls->first;
    ls->first = l;
    (void)pthread_mutex_unlock(&ls->lock);
    if (first) /* the worker takes them all at one look */
        (void)!write(ls->wake_fd, &one, sizeof(one));
}

struct later *laters_take(struct laters *ls)
{
    struct later *first;

    (void)pthread_mutex_lock(&ls->lock);
    first = ls->first;
    ls->first = NULL;
    (void)pthread_mutex_unlock(&ls->lock);
    return first;
}

void later_wait(struct later *l)
{
    while (sem_wait(&l->done) != 0)
        ; /* a signal */
    (void)sem_destroy(&l->done);
}
