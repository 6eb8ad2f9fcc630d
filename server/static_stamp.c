#include "server/static_stamp.h"

#include <string.h>

#include "base/buf.h"

/* Times of files move in steps of the kernel's clock, 10 ms at most. */
enum { MOMENT_NS = 50 * 1000 * 1000, LISTED_MAX = 512 * 1024 * 1024 };

int64_t static_stamp_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return seen_ns(now);
}

void static_sources_release(struct static_sources *s)
{
    size_t i;

    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++)
        seen_release(&s->folders[i]);
}

static void add_number(struct buf *b, int64_t n)
{
    buf_add(b, (const char *)&n, sizeof(n));
}

/* Which program this is, as sources are told apart. */
static bool add_program(struct buf *b)
{
    struct stat st;

    if (stat("/proc/self/exe", &st) != 0)
        return false;
    add_number(b, (int64_t)st.st_ino);
    add_number(b, st.st_size);
    add_number(b, seen_ns(st.st_mtim));
    add_number(b, seen_ns(st.st_ctim));
    return true;
}

/* *newest_ns: when something of it changed last. */
static void add_folder(struct buf *b, const struct seen *s, int64_t *newest_ns)
{
    size_t i;

    add_number(b, (int64_t)s->n);
    for (i = 0; i < s->n; i++) {
        const struct seen_file *f = &s->at[i];

        buf_add(b, f->path, strlen(f->path) + 1);
        add_number(b, f->inode);
        add_number(b, f->size);
        add_number(b, f->written_ns);
        add_number(b, f->changed_ns);
        if (f->changed_ns > *newest_ns)
            *newest_ns = f->changed_ns;
    }
}

bool static_stamp(const struct static_sources *s, int32_t day, int64_t from_ns,
                  struct digest *ret_stamp)
{
    int64_t newest_ns = 0;
    struct buf b;
    bool known;
    size_t i;

    buf_init(&b, LISTED_MAX);
    add_number(&b, day);
    known = add_program(&b);
    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++) {
        add_folder(&b, &s->folders[i], &newest_ns);
        known = known && !s->folders[i].torn;
    }
    known = known && !buf_finish(&b) && newest_ns < from_ns - MOMENT_NS;
    if (known)
        *ret_stamp = digest_of(b.text, b.len);
    buf_release(&b);
    return known;
}
