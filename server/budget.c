#include "server/budget.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"

enum { WAYS = 8, SETS = 1024 }; /* a network has its place in one set */

struct bucket {
    uint64_t network; /* 0: nobody's */
    int64_t at_ms;
    double events; /* left at that instant */
};

struct budgets {
    pthread_mutex_t lock;
    struct bucket sets[SETS][WAYS];
};

struct budgets *budgets_new(void)
{
    struct budgets *b = mem_new(1, sizeof(*b));

    (void)pthread_mutex_init(&b->lock, NULL);
    return b;
}

void budgets_free(struct budgets *b)
{
    if (!b)
        return;
    (void)pthread_mutex_destroy(&b->lock);
    free(b);
}

/* The network's bucket: its own, or that of whoever was quiet longest. */
static struct bucket *find(struct budgets *b, uint64_t network, int64_t now_ms)
{
    struct bucket *set = b->sets[network % SETS], *oldest = set;
    size_t i;

    for (i = 0; i < WAYS; i++) {
        if (set[i].network == network)
            return &set[i];
        if (set[i].at_ms < oldest->at_ms)
            oldest = &set[i];
    }
    *oldest = (struct bucket){network, now_ms, BUDGET_EVENTS};
    return oldest;
}

static void refill(struct bucket *k, int64_t now_ms)
{
    if (now_ms > k->at_ms)
        k->events += (double)(now_ms - k->at_ms) * BUDGET_PER_S / 1000;
    if (k->events > BUDGET_EVENTS)
        k->events = BUDGET_EVENTS;
    k->at_ms = now_ms;
}

bool budgets_take(struct budgets *b, uint64_t network, size_t n, int64_t now_ms,
                  int *ret_wait_s)
{
    struct bucket *k;
    bool enough;

    (void)pthread_mutex_lock(&b->lock);
    k = find(b, network, now_ms);
    refill(k, now_ms);
    enough = k->events >= (double)n;
    if (enough)
        k->events -= (double)n;
    else
        *ret_wait_s = 1 + (int)(((double)n - k->events) / BUDGET_PER_S);
    (void)pthread_mutex_unlock(&b->lock);
    return enough;
}
