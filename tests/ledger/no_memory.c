/*
 * no_memory.c - for LD_PRELOAD: memory that runs out.
 *
 * Of all that is asked of it, what comes as the FAIL_ATth is not there, and
 * what is behind it is again.  Without FAIL_AT nothing fails, and how often it
 * was asked goes into the file FAIL_COUNT when the program ends.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

/* glibc's own, under what these stand before. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static atomic_long asked, fails_at = -1; /* -1: not looked at yet */

static int is_out(void)
{
    long at = fails_at;

    if (at < 0) {
        const char *said = getenv("FAIL_AT");

        at = said ? strtol(said, NULL, 10) : 0;
        fails_at = at;
    }
    if (++asked != at)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return is_out() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return is_out() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return is_out() ? NULL : __libc_realloc(p, size);
}

void *reallocarray(void *p, size_t n, size_t size)
{
    size_t all;

    if (__builtin_mul_overflow(n, size, &all) || is_out()) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(p, all);
}

__attribute__((destructor)) static void tell(void)
{
    long n = asked;
    const char *path = getenv("FAIL_COUNT");
    FILE *f = path && fails_at == 0 ? fopen(path, "w") : NULL;

    if (!f)
        return;
    (void)fprintf(f, "%ld\n", n);
    (void)fclose(f);
}
