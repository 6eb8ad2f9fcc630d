#include "base/seen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parts.h"

int64_t seen_ns(struct timespec t)
{
    static const uint64_t ns_per_s = 1000000000;

    /* A file may be of any year: past 2262 the number comes round. */
    return (int64_t)((uint64_t)t.tv_sec * ns_per_s + (uint64_t)t.tv_nsec);
}

void seen_release(struct seen *s)
{
    free(s->at);
    *s = (struct seen){0};
}

static struct seen_file file_of(const char *path, const struct stat *st)
{
    if (!st)
        return (struct seen_file){.path = path};
    return (struct seen_file){path, (int64_t)st->st_ino, st->st_size,
                              seen_ns(st->st_mtim), seen_ns(st->st_ctim)};
}

static void add(struct seen *s, struct seen_file file)
{
    if (s->n == SEEN_MAX) {
        s->torn = true;
        return;
    }
    s->at = mem_grow(s->at, s->n, &s->room, sizeof(*s->at));
    s->at[s->n++] = file;
}

void seen_add(struct seen *s, const char *path, const struct stat *st)
{
    add(s, file_of(path, st));
}

void seen_add_all(struct seen *s, const struct seen *other)
{
    size_t i;

    for (i = 0; i < other->n; i++)
        add(s, other->at[i]);
    s->torn = s->torn || other->torn;
}

struct looking {
    struct seen *seen;
    int dir; /* -1: it is not there */
};

static void look_at_part(void *looking, size_t part, size_t from, size_t until)
{
    const struct looking *l = looking;
    size_t i;

    (void)part;
    for (i = from; i < until; i++) {
        const char *path = l->seen->at[i].path;
        int flags = AT_SYMLINK_NOFOLLOW | (*path ? 0 : AT_EMPTY_PATH);
        struct stat st;
        bool there = l->dir >= 0 && fstatat(l->dir, path, &st, flags) == 0;

        l->seen->at[i] = file_of(path, there ? &st : NULL);
    }
}

void seen_again(struct seen *s, const char *dir)
{
    struct looking l = {s, open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};

    parts_run(parts_of(s->n), s->n, look_at_part, &l);
    if (l.dir >= 0)
        (void)close(l.dir);
}
