#include "server/static_stamp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/parts.h"

/* Times of files move in steps of the kernel's clock, 10 ms at most. */
enum {
    MOMENT_NS = 50 * 1000 * 1000,
    LISTED_MAX = 512 * 1024 * 1024,
    DEPTH_MAX = 16
};

/* All that changes when a file is written, replaced or touched. */
struct about {
    int64_t inode, size, written_ns, changed_ns;
};

/* What is looked at, and what was found of each source. */
struct looking {
    const struct static_stamped *of;
    const struct static_sources *sources;
    int at[STATIC_SOURCE_FOLDERS]; /* -1: it is not there */
    struct about *abouts;
};

int64_t static_stamp_ns(struct timespec t)
{
    static const int64_t ns_per_s = 1000000000;

    return (int64_t)t.tv_sec * ns_per_s + t.tv_nsec;
}

int64_t static_stamp_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return static_stamp_ns(now);
}

void static_sources_init(struct static_sources *s, struct arena *a)
{
    *s = (struct static_sources){.arena = a};
}

void static_sources_release(struct static_sources *s)
{
    free(s->at);
    static_sources_init(s, s->arena);
}

void static_sources_add(struct static_sources *s, size_t folder,
                        const char *path)
{
    s->at = mem_grow(s->at, s->n, &s->room, sizeof(*s->at));
    s->at[s->n++] = (struct static_source){folder, path};
}

/* Looking ---------------------------------------------------------------- */

static void open_folders(struct looking *l)
{
    size_t i;

    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++)
        l->at[i] = open(l->of->folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static void close_folders(const struct looking *l)
{
    size_t i;

    for (i = 0; i < STATIC_SOURCE_FOLDERS; i++)
        if (l->at[i] >= 0)
            (void)close(l->at[i]);
}

static struct about about_of(const struct stat *st)
{
    return (struct about){(int64_t)st->st_ino, st->st_size,
                          static_stamp_ns(st->st_mtim),
                          static_stamp_ns(st->st_ctim)};
}

/* Of what is not there, zeros. */
static struct about look_at(const struct looking *l,
                            const struct static_source *s)
{
    int flags = AT_SYMLINK_NOFOLLOW | (*s->path ? 0 : AT_EMPTY_PATH);
    struct stat st;

    if (l->at[s->folder] < 0 ||
        fstatat(l->at[s->folder], s->path, &st, flags) != 0)
        return (struct about){0};
    return about_of(&st);
}

static void look_at_part(void *looking, size_t part, size_t from, size_t until)
{
    const struct looking *l = looking;
    size_t i;

    (void)part;
    for (i = from; i < until; i++)
        l->abouts[i] = look_at(l, &l->sources->at[i]);
}

/* Which program this is, as sources are told apart. */
static bool add_program(struct buf *b)
{
    struct about about;
    struct stat st;

    if (stat("/proc/self/exe", &st) != 0)
        return false;
    about = about_of(&st);
    buf_add(b, (const char *)&about, sizeof(about));
    return true;
}

/* *newest_ns: when something of it changed last. */
static void add_sources(struct buf *b, const struct looking *l,
                        int64_t *newest_ns)
{
    size_t i;

    for (i = 0; i < l->sources->n; i++) {
        const struct static_source *s = &l->sources->at[i];
        const struct about *about = &l->abouts[i];

        buf_add(b, (const char *)&s->folder, sizeof(s->folder));
        buf_add(b, s->path, strlen(s->path) + 1);
        buf_add(b, (const char *)about, sizeof(*about));
        if (about->changed_ns > *newest_ns)
            *newest_ns = about->changed_ns;
    }
}

static bool stamp_of(struct looking *l, int64_t from_ns,
                     struct digest *ret_stamp)
{
    int64_t newest_ns = 0;
    struct buf b;
    bool known;

    l->abouts = mem_new(l->sources->n + 1, sizeof(*l->abouts));
    parts_run(parts_of(l->sources->n), l->sources->n, look_at_part, l);
    buf_init(&b, LISTED_MAX);
    buf_add(&b, (const char *)&l->of->day, sizeof(l->of->day));
    known = add_program(&b);
    add_sources(&b, l, &newest_ns);
    known = known && !buf_finish(&b) && newest_ns < from_ns - MOMENT_NS;
    if (known)
        *ret_stamp = digest_of(b.text, b.len);
    buf_release(&b);
    free(l->abouts);
    return known;
}

bool static_stamp_again(const struct static_stamped *of, int64_t from_ns,
                        const struct static_sources *s,
                        struct digest *ret_stamp)
{
    struct looking l = {.of = of, .sources = s};
    bool known;

    open_folders(&l);
    known = stamp_of(&l, from_ns, ret_stamp);
    close_folders(&l);
    return known;
}

/* Walking ---------------------------------------------------------------- */

static bool walk(struct static_sources *s, size_t folder, int fd,
                 const char *path, int depth);

/* A folder's own times come before what is in it. */
static bool walk_one(struct static_sources *s, size_t folder, int at,
                     const struct dirent *entry, const char *path, int depth)
{
    int fd = -1;

    if (s->n >= STATIC_SOURCES_MAX || depth > DEPTH_MAX ||
        strchr(entry->d_name, '\n'))
        return false;
    static_sources_add(s, folder, path);
    if (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN)
        fd = openat(at, entry->d_name,
                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        return walk(s, folder, fd, path, depth);
    return entry->d_type != DT_DIR;
}

/* Takes over fd. */
static bool walk(struct static_sources *s, size_t folder, int fd,
                 const char *path, int depth)
{
    DIR *dir = fdopendir(fd);
    struct dirent *entry;
    bool whole = dir != NULL;

    if (!dir)
        (void)close(fd);
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone */
    while (whole && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            whole = walk_one(s, folder, dirfd(dir), entry,
                             arena_printf(s->arena, "%s%s%s", path,
                                          *path ? "/" : "", entry->d_name),
                             depth + 1);
    if (dir)
        (void)closedir(dir);
    return whole;
}

bool static_stamp(const struct static_stamped *of, int64_t from_ns,
                  struct static_sources *s, struct digest *ret_stamp)
{
    struct looking l = {.of = of, .sources = s};
    bool known = true;
    size_t i;

    open_folders(&l);
    for (i = 0; known && i < STATIC_SOURCE_FOLDERS; i++) {
        static_sources_add(s, i, "");
        if (l.at[i] >= 0)
            known = walk(s, i, dup(l.at[i]), "", 0);
    }
    known = known && stamp_of(&l, from_ns, ret_stamp);
    close_folders(&l);
    return known;
}
