#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

enum { BLOCK_SIZE = 16 * 1024 };

struct block {
    struct block *next;
    size_t used, room;
    max_align_t bytes[];
};

struct owned {
    struct owned *next;
    void (*release)(void *);
    void *thing;
};

struct arena {
    struct block *first; /* the one we take from; older ones behind it */
    struct owned *owned;
    size_t holders; /* besides its owner */
};

struct arena *arena_new(void)
{
    return mem_new(1, sizeof(struct arena));
}

/* One block of the usual size stays, and is zero again. */
void arena_empty(struct arena *a)
{
    struct block *b, *next, *kept = NULL;
    struct owned *o;

    for (o = a->owned; o; o = o->next)
        o->release(o->thing);
    for (b = a->first; b; b = next) {
        next = b->next;
        if (!kept && b->room == BLOCK_SIZE)
            kept = b;
        else
            free(b);
    }
    if (kept) {
        memset(kept->bytes, 0, kept->used);
        kept->used = 0;
        kept->next = NULL;
    }
    *a = (struct arena){.first = kept};
}

void arena_free(struct arena *a)
{
    if (!a || a->holders) {
        if (a)
            a->holders--;
        return;
    }
    arena_empty(a);
    free(a->first);
    free(a);
}

static void free_held(void *arena)
{
    arena_free(arena);
}

void arena_hold(struct arena *a, struct arena *other)
{
    other->holders++;
    arena_own(a, free_held, other);
}

size_t arena_size(const struct arena *a)
{
    const struct block *b;
    size_t n = 0;

    for (b = a->first; b; b = b->next)
        n += b->room;
    return n;
}

static struct block *block_new(size_t room)
{
    struct block *b;

    if (room > SIZE_MAX - sizeof(*b))
        abort();
    b = mem_new(1, sizeof(*b) + room);
    b->room = room;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t unit = sizeof(max_align_t);
    struct block *b = a->first;
    char *p;

    if (size > SIZE_MAX - unit)
        abort();
    size = (size + unit - 1) / unit * unit;
    if (!b || b->room - b->used < size) {
        b = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
        b->next = a->first;
        a->first = b;
    }
    p = (char *)b->bytes + b->used;
    b->used += size;
    return p;
}

void arena_own(struct arena *a, void (*release)(void *), void *thing)
{
    struct owned *o = arena_alloc(a, sizeof(*o));

    *o = (struct owned){a->owned, release, thing};
    a->owned = o;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        abort();
    return arena_alloc(a, n * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *copy = arena_alloc(a, n + 1);

    memcpy(copy, s, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

/* NULL: it is not of texts alone. */
static char *print_texts(struct arena *a, const char *fmt, va_list args)
{
    char *text = NULL;
    va_list again;
    size_t n;

    va_copy(again, args);
    n = format_texts(NULL, fmt, again);
    va_end(again);
    if (n != SIZE_MAX) {
        text = arena_alloc(a, n + 1);
        (void)format_texts(text, fmt, args);
    }
    return text;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    char brief[256], *text;
    va_list args, again;
    int n;

    va_start(args, fmt);
    text = print_texts(a, fmt, args);
    va_end(args);
    if (text)
        return text;
    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(brief, sizeof(brief), fmt, args);
    va_end(args);
    if (n < 0)
        abort();
    text = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof(brief))
        memcpy(text, brief, (size_t)n);
    else
        (void)vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}
