#include "server/static_stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"

/* Times of files move in steps of the kernel's clock, 10 ms at most. */
enum { MOMENT_NS = 50 * 1000 * 1000, LISTED_MAX = 512 * 1024 * 1024 };

static const int64_t ns_per_s = 1000000000;

static int64_t ns_of(struct timespec t)
{
    return (int64_t)t.tv_sec * ns_per_s + t.tv_nsec;
}

static bool add_program(struct buf *b)
{
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *bytes = MAP_FAILED;
    struct digest d;

    if (fd >= 0 && fstat(fd, &st) == 0)
        bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fd >= 0)
        (void)close(fd);
    if (bytes == MAP_FAILED)
        return false;
    d = digest_of(bytes, (size_t)st.st_size);
    (void)munmap(bytes, (size_t)st.st_size);
    buf_add(b, (const char *)d.bytes, sizeof(d.bytes));
    return true;
}

/* All that changes when a file is written, replaced or touched. */
static void add_entry(struct buf *b, const FTSENT *f)
{
    const struct stat *st = f->fts_statp;
    const int64_t about[] = {(int64_t)st->st_ino, st->st_size,
                             ns_of(st->st_mtim), ns_of(st->st_ctim)};

    buf_add(b, f->fts_path, f->fts_pathlen + 1U);
    buf_add(b, (const char *)about, sizeof(about));
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* *newest_ns: when a file of it changed last. */
static bool add_folder(struct buf *b, const char *dir, int64_t *newest_ns)
{
    char *copy = mem_strdup(dir), *const paths[] = {copy, NULL};
    FTS *walk;
    FTSENT *f;
    bool whole = true;

    walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    free(copy);
    if (!walk)
        return false;
    while ((f = fts_read(walk))) {
        if (f->fts_info == FTS_NS && f->fts_level == FTS_ROOTLEVEL &&
            f->fts_errno == ENOENT)
            break;
        if (f->fts_info == FTS_DNR || f->fts_info == FTS_ERR ||
            f->fts_info == FTS_NS)
            whole = false;
        else if (f->fts_info != FTS_DP)
            add_entry(b, f);
        if (whole && ns_of(f->fts_statp->st_ctim) > *newest_ns)
            *newest_ns = ns_of(f->fts_statp->st_ctim);
    }
    (void)fts_close(walk);
    return whole;
}

bool static_stamp(const char *const *folders, int32_t day,
                  struct digest *ret_stamp)
{
    int64_t newest_ns = 0;
    struct timespec now;
    struct buf b;
    bool known;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    buf_init(&b, LISTED_MAX);
    buf_add(&b, (const char *)&day, sizeof(day));
    known = add_program(&b);
    for (; known && *folders; folders++)
        known = add_folder(&b, *folders, &newest_ns);
    known = known && !buf_finish(&b) && newest_ns < ns_of(now) - MOMENT_NS;
    if (known)
        *ret_stamp = digest_of(b.text, b.len);
    buf_release(&b);
    return known;
}
