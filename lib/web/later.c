#include "web/later_inside.h"

#include <unistd.h>

#include "web/message.h"
#include "web/reply_inside.h"

void laters_init(struct laters *ls, int wake_fd)
{
    atomic_init(&ls->first, NULL);
    ls->wake_fd = wake_fd;
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

void later_done(struct later *l)
{
    struct laters *ls = l->laters;
    uint64_t one = 1;
    struct later *before;

    if (!ls) {
        (void)sem_post(&l->done);
        return;
    }
    before = atomic_load(&ls->first);
    do
        l->next = before;
    while (!atomic_compare_exchange_weak(&ls->first, &before, l));
    /* l may be gone by now.  The worker takes them all at one look. */
    if (!before)
        (void)!write(ls->wake_fd, &one, sizeof(one));
}

struct later *laters_take(struct laters *ls)
{
    return atomic_exchange(&ls->first, NULL);
}

void later_wait(struct later *l)
{
    while (sem_wait(&l->done) != 0)
        ; /* a signal */
    (void)sem_destroy(&l->done);
}
