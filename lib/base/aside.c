#include "base/aside.h"

static void *run(void *aside)
{
    const struct aside *a = aside;

    a->work(a->self);
    return NULL;
}

void aside_begin(struct aside *a, void (*work)(void *self), void *self)
{
    a->work = work;
    a->self = self;
    a->has_thread = pthread_create(&a->thread, NULL, run, a) == 0;
    if (!a->has_thread)
        work(self);
}

void aside_wait(struct aside *a)
{
    if (a->has_thread)
        (void)pthread_join(a->thread, NULL);
    a->has_thread = false;
}
