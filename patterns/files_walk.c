/* The files of a folder and of all folders in it (files.h). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parts.h"
#include "base/text.h"
#include "patterns/files.h"

/* What was read so far, by all threads. */
struct taken {
    atomic_size_t files, bytes;
};

/* A folder that is being walked, or a part of it. */
struct walk {
    struct files *files;
    struct arena *arena;
    struct problems *problems;
    const char *const *wanted; /* how names end; NULL: every file */
    struct taken *taken;
};

/* Of a catalogue the place is kept, as far as there is room. */
static void refuse(const struct walk *w, const char *path, const char *place,
                   const char *why)
{
    problems_add(w->problems, place, "%s", why);
    if (!w->wanted && w->files->n < 2 * FILES_MAX)
        files_add(w->files, path, NULL, 0);
}

/* Why a file is not even read; NULL: it is.  What is read counts, whether it
 * is of use or not. */
static const char *why_not_read(struct taken *taken, const struct stat *st)
{
    size_t size = (size_t)st->st_size;

    if (!S_ISREG(st->st_mode))
        return "is not a file";
    if (st->st_size > FILE_SIZE_MAX)
        return "is larger than 1 MiB: make it smaller, or link to it elsewhere";
    if (atomic_fetch_add(&taken->files, 1) >= FILES_MAX ||
        atomic_fetch_add(&taken->bytes, size) + size > FILES_TOTAL_MAX)
        return "is left out: the catalogue is full, with 200,000 files or 512 "
               "MiB; take out what is not needed";
    return NULL;
}

static const char cut_off[] = "cannot be read to its end: see to its disk";

/* What was seen is no proof that the same files are the same again. */
static void tear(const struct walk *w)
{
    if (w->files->seen)
        w->files->seen->torn = true;
}

/* The whole of an open file; NULL: the system cannot read it. */
static char *read_all(struct arena *a, int fd, const struct stat *st,
                      size_t *ret_size)
{
    char *text = arena_alloc(a, (size_t)st->st_size + 1);
    size_t n = 0;

    while (n < (size_t)st->st_size) {
        ssize_t got = read(fd, text + n, (size_t)st->st_size - n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return NULL;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    *ret_size = n; /* the arena has a NUL behind them */
    return text;
}

static void take_file(const struct walk *w, int fd, const struct stat *st,
                      const char *path)
{
    const char *fault = why_not_read(w->taken, st);
    char *text;
    size_t size;
    int line;

    if (fault) {
        refuse(w, path, path, fault);
        return;
    }
    text = read_all(w->arena, fd, st, &size);
    if (!text) {
        tear(w);
        refuse(w, path, path, cut_off);
        return;
    }
    fault =
        files_tidy(w->arena, w->wanted ? NULL : path, text, size, &size, &line);
    if (fault)
        refuse(w, path, arena_printf(w->arena, "%s:%d", path, line), fault);
    else
        files_add(w->files, path, text, size);
}

static bool is_wanted(const struct walk *w, const char *name)
{
    size_t i;

    for (i = 0; w->wanted && w->wanted[i]; i++)
        if (text_ends(name, w->wanted[i]))
            return true;
    return !w->wanted;
}

/* NULL: it went while the folder was read. */
static const char *why_not_open(const struct walk *w, int fault)
{
    switch (fault) {
    case ENOENT:
        return NULL;
    case ENXIO: /* a socket */
        return "is not a file";
    case ELOOP:
        return "is a link, and links are not followed";
    case ENOTDIR:
        return "is no folder";
    case EACCES:
        return "cannot be read: change who may read it";
    default:
        tear(w); /* it may be another time */
        return arena_printf(w->arena, "cannot be opened: %s",
                            strerrordesc_np(fault));
    }
}

static void walk_folder(const struct walk *w, int fd, const char *path,
                        int depth);

/* st NULL: it could not be opened. */
static void note(const struct walk *w, int at, const char *name,
                 const char *path, const struct stat *st)
{
    struct stat closed;

    if (!w->files->seen)
        return;
    if (!st && fstatat(at, name, &closed, AT_SYMLINK_NOFOLLOW) == 0)
        st = &closed;
    seen_add(w->files->seen, path, st);
}

static void walk_one(const struct walk *w, int at, const char *name,
                     const char *path, int depth)
{
    int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    int fd = openat(at, name, flags), fault = errno;
    const char *why = fd < 0 ? why_not_open(w, fault) : NULL;
    struct stat st;
    bool known = fd >= 0 && fstat(fd, &st) == 0;

    note(w, at, name, path, known ? &st : NULL);
    if (!known) {
        if (why)
            refuse(w, path, path, why);
    } else if (S_ISDIR(st.st_mode)) {
        if (depth < (w->wanted ? FILES_THEIR_DEPTH_MAX : FILES_DEPTH_MAX)) {
            walk_folder(w, fd, path, depth);
            return;
        }
        refuse(w, path, path,
               "is a folder too deep: move what is in it up, or take it out");
    } else if (is_wanted(w, name)) {
        take_file(w, fd, &st, path);
    }
    if (fd >= 0)
        (void)close(fd);
}

static const char *below_of(const struct walk *w, const char *path,
                            const char *name)
{
    return *path ? arena_printf(w->arena, "%s/%s", path, name)
                 : arena_strdup(w->arena, name);
}

/* NULL and an errno of 0: there is none. */
static const struct dirent *next_entry(DIR *dir)
{
    errno = 0;
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone */
    return readdir(dir);
}

/* Nobody knows what else is in it. */
static void refuse_folder(const struct walk *w, const char *path)
{
    tear(w);
    refuse(w, *path ? arena_printf(w->arena, "%s/", path) : path, path,
           cut_off);
}

/* The names in a folder, and of those that cannot be shown the fault. */
static const char **names_of(const struct walk *w, DIR *dir, const char *path,
                             size_t *ret_n)
{
    const struct dirent *entry;
    const char **names = NULL;
    size_t room = 0;

    *ret_n = 0;
    while ((entry = next_entry(dir))) {
        const char *name = entry->d_name;
        size_t n = strlen(name);

        if (*name == '.' || (w->wanted && strcmp(name, "node_modules") == 0))
            continue;
        if (!text_is_line(name, n)) {
            const char *below =
                below_of(w, path, text_shown(w->arena, name, n));

            refuse(w, below, below,
                   "has a name that cannot be shown: give it one of letters, "
                   "digits and -");
            continue;
        }
        names = arena_grow(w->arena, names, *ret_n, &room, sizeof(*names));
        names[(*ret_n)++] = arena_strndup(w->arena, name, n);
    }
    if (errno)
        refuse_folder(w, path);
    return names;
}

/* What one thread finds, with its own arena. */
struct part {
    struct arena *arena;
    struct problems problems;
    struct files files;
    struct seen seen;
};

/* What is in a folder, of which each thread has a part. */
struct inside {
    const struct walk *walk;
    int fd;
    const char *path;
    const char *const *names;
    int depth;
    struct part parts[PARTS_MAX];
};

static void walk_names(const struct walk *w, const struct inside *in,
                       size_t from, size_t until)
{
    for (; from < until; from++)
        walk_one(w, in->fd, in->names[from],
                 below_of(w, in->path, in->names[from]), in->depth + 1);
}

static void walk_part(void *inside, size_t number, size_t from, size_t until)
{
    struct inside *in = inside;
    struct part *part = &in->parts[number];
    struct walk w = *in->walk;

    w.arena = part->arena;
    w.problems = &part->problems;
    w.files = &part->files;
    walk_names(&w, in, from, until);
}

static void part_begin(struct part *part, const struct walk *w)
{
    part->arena = arena_new();
    problems_init(&part->problems, part->arena, w->problems->max);
    part->files = (struct files){.seen = w->files->seen ? &part->seen : NULL};
}

static void part_take(struct part *part, const struct walk *w)
{
    size_t i;

    problems_add_all(w->problems, &part->problems);
    for (i = 0; i < part->files.n; i++) {
        const struct file *f = &part->files.at[i];

        files_add(w->files, f->path, f->text, f->size);
    }
    if (w->files->seen)
        seen_add_all(w->files->seen, &part->seen);
    files_release(&part->files);
    seen_release(&part->seen);
    arena_hold(w->arena, part->arena);
    arena_free(part->arena);
}

/* A folder of many is walked by a thread a core. */
static void walk_inside(const struct walk *w, int fd, const char *path,
                        const char *const *names, size_t n, int depth)
{
    struct inside in = {
        .walk = w, .fd = fd, .path = path, .names = names, .depth = depth};
    size_t i, of = parts_of(n);

    if (of == 1) {
        walk_names(w, &in, 0, n);
        return;
    }
    for (i = 0; i < of; i++)
        part_begin(&in.parts[i], w);
    parts_run(of, n, walk_part, &in);
    for (i = 0; i < of; i++)
        part_take(&in.parts[i], w);
}

/* Takes over fd. */
static void walk_folder(const struct walk *w, int fd, const char *path,
                        int depth)
{
    DIR *dir = fdopendir(fd);
    const char *const *names;
    size_t n;

    if (!dir) {
        refuse_folder(w, path);
        (void)close(fd);
        return;
    }
    names = (const char *const *)names_of(w, dir, path, &n);
    walk_inside(w, dirfd(dir), path, names, n, depth);
    (void)closedir(dir);
}

/* at: where in a catalogue or a library dir is, "" or "page/news". */
static void walk_from(const struct walk *w, const char *dir, const char *at,
                      int depth)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), fault = errno;
    struct stat st;
    bool known = fd >= 0 && fstat(fd, &st) == 0;

    if (w->files->seen)
        seen_add(w->files->seen, at, known ? &st : NULL);
    if (fd >= 0)
        walk_folder(w, fd, at, depth);
    else if (fault != ENOENT)
        problems_add(w->problems, *at ? arena_printf(w->arena, "%s/", at) : dir,
                     "%s", why_not_open(w, fault));
}

static void walk_all(struct files *fs, struct arena *a, const char *dir,
                     const char *at, struct problems *problems,
                     const char *const *wanted)
{
    struct taken taken;
    const struct walk w = {fs, a, problems, wanted, &taken};
    size_t depth = *at && !wanted ? 1 + text_times(at, strlen(at), '/') : 0;

    atomic_init(&taken.files, fs->n);
    atomic_init(&taken.bytes, fs->total);
    walk_from(&w, dir, at, (int)depth);
}

void files_folder(struct files *fs, struct arena *a, const char *dir,
                  struct problems *problems)
{
    walk_all(fs, a, dir, "", problems, NULL);
}

void files_part(struct files *fs, struct arena *a, const char *dir,
                const char *at, struct problems *problems)
{
    walk_all(fs, a, dir, at, problems, NULL);
}

void files_some(struct files *fs, struct arena *a, const char *dir,
                const char *folder, const char *const *wanted,
                struct problems *problems)
{
    walk_all(fs, a, arena_printf(a, "%s/%s", dir, folder), folder, problems,
             wanted);
}
