#include "base/json_scratch.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <jansson.h>

#include "base/memory.h"

/* Reserved for a thread; only what is used of it is memory, and of that so much
 * stays.  What has no room left comes from the heap. */
enum { ROOM = 64 * 1024 * 1024, KEPT = 1024 * 1024, UNIT = 16 };

static bool is_set_up;

/* One thread's. */
struct scratch {
    char *from; /* NULL: not asked for yet */
    size_t used;
    bool on;
};

static _Thread_local struct scratch scratch;

static void *take(size_t size)
{
    size_t n = (size + UNIT - 1) / UNIT * UNIT;

    if (!scratch.on || size > ROOM || n > ROOM - scratch.used)
        return mem_resize(NULL, size, 1);
    scratch.used += n;
    return scratch.from + scratch.used - n;
}

/* An address says by itself whether it is one of ours. */
bool json_scratch_holds(const void *json)
{
    return scratch.from && (uintptr_t)json - (uintptr_t)scratch.from < ROOM;
}

static void give_back(void *p)
{
    if (!json_scratch_holds(p))
        free(p);
}

void json_scratch_set_up(void)
{
    json_set_alloc_funcs(take, give_back);
    is_set_up = true;
}

void json_scratch_begin(void)
{
    void *p = MAP_FAILED;

    if (is_set_up && !scratch.from)
        p = mmap(NULL, ROOM, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p != MAP_FAILED)
        scratch.from = p;
    scratch.on = scratch.from != NULL;
    scratch.used = 0;
}

void json_scratch_end(void)
{
    scratch.on = false;
    if (scratch.used > KEPT)
        (void)madvise(scratch.from + KEPT, ROOM - KEPT, MADV_DONTNEED);
    scratch.used = 0;
}

bool json_scratch_pause(void)
{
    bool was_on = scratch.on;

    scratch.on = false;
    return was_on;
}

void json_scratch_resume(bool was_on)
{
    scratch.on = was_on;
}
