#include "base/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *or_die(void *p)
{
    if (!p)
        abort();
    return p;
}

void *mem_new(size_t n, size_t size)
{
    return or_die(calloc(n ? n : 1, size ? size : 1));
}

void *mem_resize(void *p, size_t n, size_t size)
{
    return or_die(reallocarray(p, n ? n : 1, size ? size : 1));
}

char *mem_strdup(const char *s)
{
    return or_die(strdup(s));
}

void *mem_grow(void *p, size_t n, size_t *room, size_t size)
{
    size_t want = *room ? *room : 8;

    if (p && n < *room)
        return p;
    while (want <= n)
        want *= 2;
    *room = want;
    return mem_resize(p, want, size);
}

void mem_rest(void)
{
    (void)malloc_trim(0);
}
