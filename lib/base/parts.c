#include "base/parts.h"

#include <unistd.h>

#include "base/aside.h"

/* For less, a thread is not worth its start. */
enum { PART_LEAST = 32 };

struct part {
    void (*work)(void *self, size_t part, size_t from, size_t until);
    void *self;
    size_t part, from, until;
    struct aside aside;
};

size_t parts_cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : (size_t)n;
}

size_t parts_of(size_t n)
{
    size_t cores = parts_cores(), parts = n / PART_LEAST;

    if (parts > PARTS_MAX)
        parts = PARTS_MAX;
    if (parts > cores)
        parts = cores;
    return parts ? parts : 1;
}

static void run(void *part)
{
    const struct part *p = part;

    p->work(p->self, p->part, p->from, p->until);
}

void parts_run(size_t of, size_t n,
               void (*work)(void *self, size_t part, size_t from, size_t until),
               void *self)
{
    struct part parts[PARTS_MAX]; /* the first is this thread's */
    size_t i;

    for (i = 1; i < of; i++) {
        parts[i] = (struct part){.work = work,
                                 .self = self,
                                 .part = i,
                                 .from = n * i / of,
                                 .until = n * (i + 1) / of};
        aside_begin(&parts[i].aside, run, &parts[i]);
    }
    work(self, 0, 0, n / of);
    for (i = 1; i < of; i++)
        aside_wait(&parts[i].aside);
}
