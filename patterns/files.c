#include "patterns/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/memory.h"
#include "base/text.h"

/* A folder that is being walked. */
struct walk {
    struct files *files;
    struct arena *arena;
    struct problems *problems;
    const char *const *wanted; /* how names end; NULL: every file */
};

void files_release(struct files *fs)
{
    free(fs->at);
    *fs = (struct files){0};
}

void files_add(struct files *fs, const char *path, const char *text,
               size_t size)
{
    fs->at = mem_grow(fs->at, fs->n, &fs->room, sizeof(*fs->at));
    fs->at[fs->n++] = (struct file){path, text, size};
    fs->total += size;
}

static const char root[] = "patterns/catalogue/";

void files_embedded(struct files *fs)
{
    const struct embedded_file *f;

    for (f = embedded_all(); f->name; f++)
        if (text_starts(f->name, root))
            files_add(fs, f->name + sizeof(root) - 1, f->text, f->size);
}

void files_generated(struct files *fs)
{
    const struct embedded_file *f;

    for (f = embedded_all(); f->name; f++)
        if (text_starts(f->name, root) && !text_starts(f->path, root))
            files_add(fs, f->name + sizeof(root) - 1, f->text, f->size);
}

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
static const char *why_not_read(const struct files *fs, const struct stat *st)
{
    if (!S_ISREG(st->st_mode))
        return "is not a file";
    if (st->st_size > FILE_SIZE_MAX)
        return "is larger than 1 MiB: make it smaller, or link to it elsewhere";
    if (fs->n >= FILES_MAX || fs->total + (size_t)st->st_size > FILES_TOTAL_MAX)
        return "is left out: the catalogue is full, with 200,000 files or 512 "
               "MiB; take out what is not needed";
    return NULL;
}

bool files_is_picture(const char *path)
{
    static const char versions[] = "versions/";
    const char *below = path + files_entry_size(path);

    if (below > path && text_starts(below, versions)) {
        below += strlen(versions);
        below += strcspn(below, "/");
        below += *below == '/';
    }
    return below > path && text_starts(below, FILES_PICTURES);
}

static const char *tidy(struct arena *a, char *text, size_t n, size_t *ret_size,
                        int *ret_line)
{
    *ret_size = text_tidy(text, n);
    return text_file_fault(a, text, *ret_size, ret_line);
}

const char *files_tidy(struct arena *a, const char *path, char *text, size_t n,
                       size_t *ret_size, int *ret_line)
{
    if (!files_is_picture(path))
        return tidy(a, text, n, ret_size, ret_line);
    *ret_size = n;
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
    struct files *fs = w->files;
    const char *fault = why_not_read(fs, st);
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
    fault = w->wanted ? tidy(w->arena, text, size, &size, &line)
                      : files_tidy(w->arena, path, text, size, &size, &line);
    if (!fault) {
        files_add(fs, path, text, size);
        return;
    }
    fs->total += size;
    refuse(w, path, arena_printf(w->arena, "%s:%d", path, line), fault);
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

/* Takes over fd. */
static void walk_folder(const struct walk *w, int fd, const char *path,
                        int depth)
{
    DIR *dir = fdopendir(fd);
    const struct dirent *entry;
    const char *name, *below;
    bool good;
    size_t n;

    if (!dir) {
        refuse_folder(w, path);
        (void)close(fd);
        return;
    }
    while ((entry = next_entry(dir))) {
        if (entry->d_name[0] == '.' ||
            (w->wanted && strcmp(entry->d_name, "node_modules") == 0))
            continue;
        n = strlen(entry->d_name);
        good = text_is_line(entry->d_name, n);
        name = good ? entry->d_name : text_shown(w->arena, entry->d_name, n);
        below = arena_printf(w->arena, "%s%s%s", path, *path ? "/" : "", name);
        if (good)
            walk_one(w, dirfd(dir), name, below, depth + 1);
        else
            refuse(w, below, below,
                   "has a name that cannot be shown: give it one of letters, "
                   "digits and -");
    }
    if (errno)
        refuse_folder(w, path);
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

void files_folder(struct files *fs, struct arena *a, const char *dir,
                  struct problems *problems)
{
    walk_from(&(struct walk){fs, a, problems, NULL}, dir, "", 0);
}

void files_part(struct files *fs, struct arena *a, const char *dir,
                const char *at, struct problems *problems)
{
    walk_from(&(struct walk){fs, a, problems, NULL}, dir, at,
              1 + (int)text_times(at, strlen(at), '/'));
}

void files_some(struct files *fs, struct arena *a, const char *dir,
                const char *folder, const char *const *wanted,
                struct problems *problems)
{
    walk_from(&(struct walk){fs, a, problems, wanted},
              arena_printf(a, "%s/%s", dir, folder), folder, 0);
}

static int compare(const void *a, const void *b)
{
    const struct file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

void files_sort(struct files *fs)
{
    if (fs->n)
        qsort(fs->at, fs->n, sizeof(*fs->at), compare);
}

const struct file *files_find(const struct files *fs, const char *path)
{
    const struct file wanted = {.path = path};

    return fs->n ? bsearch(&wanted, fs->at, fs->n, sizeof(*fs->at), compare)
                 : NULL;
}

const struct file *files_named(const struct file *files, size_t n,
                               size_t folder, const char *name)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strcmp(files[i].path + folder, name) == 0)
            return &files[i];
    return NULL;
}

size_t files_together(const struct file *first, size_t n, size_t bytes)
{
    size_t i;

    for (i = 0; i < n && strncmp(first[i].path, first->path, bytes) == 0; i++)
        ;
    return i;
}

size_t files_entry_size(const char *path)
{
    const char *slash = strchr(path, '/');

    slash = slash ? strchr(slash + 1, '/') : NULL;
    return slash ? (size_t)(slash + 1 - path) : 0;
}
