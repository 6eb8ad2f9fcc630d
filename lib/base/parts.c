#include "base/parts.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

/* For less, a thread is not worth its start. */
enum { PART_LEAST = 32 };

struct part {
    void (*work)(void *self, size_t part, size_t from, size_t until);
    void *self;
    size_t part, from, until;
    pthread_t thread;
    bool has_thread;
};

size_t parts_of(size_t n)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t parts = n / PART_LEAST;

    if (parts > PARTS_MAX)
        parts = PARTS_MAX;
    if (cores > 0 && parts > (size_t)cores)
        parts = (size_t)cores;
    return parts ? parts : 1;
}

static void *run(void *part)
{
    const struct part *p = part;

    p->work(p->self, p->part, p->from, p->until);
    return NULL;
}

void parts_run(size_t n,
               void (*work)(void *self, size_t part, size_t from, size_t until),
               void *self)
{
    struct part parts[PARTS_MAX];
    size_t i, of = parts_of(n);

    for (i = 0; i < of; i++)
        parts[i] = (struct part){.work = work,
                                 .self = self,
                                 .part = i,
                                 .from = n * i / of,
                                 .until = n * (i + 1) / of};
    for (i = 1; i < of; i++)
        parts[i].has_thread =
            pthread_create(&parts[i].thread, NULL, run, &parts[i]) == 0;
    (void)run(&parts[0]);
    for (i = 1; i < of; i++)
        if (parts[i].has_thread)
            (void)pthread_join(parts[i].thread, NULL);
        else
            (void)run(&parts[i]);
}
