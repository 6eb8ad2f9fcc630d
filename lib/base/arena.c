#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/memory.h"

/* Of the usual size, and how many of that an emptied arena keeps. */
enum { BLOCK_SIZE = 16 * 1024, KEPT = 4 };

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
    struct block *kept;  /* empty ones of the usual size, all zero */
    struct owned *owned;
    size_t holders; /* besides its owner */
};

struct arena *arena_new(void)
{
    return mem_new(1, sizeof(struct arena));
}

static void free_blocks(struct block *b)
{
    struct block *next;

    for (; b; b = next) {
        next = b->next;
        free(b);
    }
}

static void release_owned(const struct arena *a)
{
    const struct owned *o;

    for (o = a->owned; o; o = o->next)
        o->release(o->thing);
}

/* Some blocks of the usual size stay, and are zero again. */
void arena_empty(struct arena *a)
{
    struct block *b, *next, *kept = a->kept;
    size_t n = 0;

    release_owned(a);
    for (b = kept; b; b = b->next)
        n++;
    for (b = a->first; b; b = next) {
        next = b->next;
        if (n == KEPT || b->room != BLOCK_SIZE) {
            free(b);
            continue;
        }
        memset(b->bytes, 0, b->used);
        b->used = 0;
        b->next = kept;
        kept = b;
        n++;
    }
    *a = (struct arena){.kept = kept};
}

void arena_free(struct arena *a)
{
    if (!a || a->holders) {
        if (a)
            a->holders--;
        return;
    }
    release_owned(a);
    free_blocks(a->first);
    free_blocks(a->kept);
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

/* One of the usual size that was kept, if there is one. */
static struct block *block_take(struct arena *a)
{
    struct block *b = a->kept;

    if (!b)
        return block_new(BLOCK_SIZE);
    a->kept = b->next;
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
        b = size > BLOCK_SIZE ? block_new(size) : block_take(a);
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

void *arena_grow(struct arena *a, void *p, size_t n, size_t *room, size_t size)
{
    size_t want = *room ? *room : 8;
    void *more;

    if (p && n < *room)
        return p;
    while (want <= n)
        want *= 2;
    more = arena_array(a, want, size);
    if (p)
        memcpy(more, p, n * size);
    *room = want;
    return more;
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
    char brief[256], *text;
    va_list again;
    size_t n;

    va_copy(again, args);
    n = format_texts(brief, sizeof(brief), fmt, again);
    va_end(again);
    if (n == SIZE_MAX)
        return NULL;
    if (n <= sizeof(brief))
        return arena_strndup(a, brief, n);
    text = arena_alloc(a, n + 1);
    (void)format_texts(text, n, fmt, args);
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
