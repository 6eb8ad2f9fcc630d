/* aside.h - work beside other work: in a thread, or here if none can be had. */
#ifndef BASE_ASIDE_H
#define BASE_ASIDE_H

#include <pthread.h>
#include <stdbool.h>

/* {0}: nothing was begun.  It stays where it is until it was waited for. */
struct aside {
    void (*work)(void *self);
    void *self;
    pthread_t thread;
    bool has_thread;
};

/* Begin work(self), once; without a thread to be had, all of it is done on
 * return. */
void aside_begin(struct aside *a, void (*work)(void *self), void *self);

/* Returns when it is done; at once if nothing was begun, or it was waited for
 * before. */
void aside_wait(struct aside *a);

#endif
