#include "base/memory.h"

#include <link.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unistd.h>

/* Written without a lock or a byte of memory. */
void mem_none(void)
{
    static const char text[] =
        "waymark: there is no memory left: give it more, and run it again\n";

    (void)!write(STDERR_FILENO, text, sizeof(text) - 1);
    _exit(EX_OSERR);
}

static void *or_die(void *p)
{
    if (!p)
        mem_none();
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

/* Where nobody may write, memory is what the file says (elf(5)). */
static int let_go(struct dl_phdr_info *file, size_t size, void *page_size)
{
    uintptr_t page = *(size_t *)page_size;
    size_t i;

    (void)size;
    for (i = 0; i < file->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &file->dlpi_phdr[i];
        uintptr_t from = file->dlpi_addr + part->p_vaddr;
        uintptr_t to = (from + part->p_filesz) / page * page;

        from = (from + page - 1) / page * page;
        if (part->p_type == PT_LOAD && !(part->p_flags & PF_W) && from < to)
            /* NOLINTNEXTLINE(performance-no-int-to-ptr): as it is told */
            (void)madvise((void *)from, to - from, MADV_DONTNEED);
    }
    return 0;
}

static void rest(void)
{
    size_t page_size = (size_t)sysconf(_SC_PAGESIZE);

    (void)malloc_trim(0);
    (void)dl_iterate_phdr(let_go, &page_size);
}

void mem_rest(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, rest);
}
