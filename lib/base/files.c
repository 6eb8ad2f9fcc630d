#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/log.h"

enum { PIECE = 64 * 1024 };

struct walk {
    const char *dir;
    files_each *each;
    void *self;
    int depth;
    char path[FILE_PATH_MAX]; /* relative to dir; "" at first */
};

static enum err walk_folder(struct walk *w);

/* What the system said, and of which file, is known only here. */
static enum err cannot(const char *what, const char *path)
{
    log_line("cannot %s %s: %s", what, path, strerrordesc_np(errno));
    return ERR_IO;
}

static int is_shown(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* What lies at w->path: a file to tell, or a folder to go into. */
static enum err walk_one(struct walk *w)
{
    char full[2 * FILE_PATH_MAX];
    struct stat st;

    (void)snprintf(full, sizeof(full), "%s/%s", w->dir, w->path);
    if (lstat(full, &st) < 0)
        return cannot("look at", full);
    if (S_ISREG(st.st_mode))
        return w->each(w->self, w->path);
    return S_ISDIR(st.st_mode) ? walk_folder(w) : OK;
}

static enum err add_name(struct walk *w, size_t end, const char *name)
{
    size_t room = sizeof(w->path) - end;
    int size = snprintf(w->path + end, room, "%s%s", end ? "/" : "", name);

    if (size >= 0 && (size_t)size < room)
        return OK;
    w->path[end] = '\0';
    log_line("a path of more than %zu bytes, of what lies in %s/%s",
             sizeof(w->path) - 1, w->dir, w->path);
    return ERR_TOO_BIG;
}

static enum err walk_entries(struct walk *w, struct dirent **entries, int n)
{
    size_t end = strlen(w->path);
    enum err e = OK;
    int i;

    for (i = 0; !e && i < n; i++) {
        e = add_name(w, end, entries[i]->d_name);
        if (!e)
            e = walk_one(w);
        w->path[end] = '\0';
    }
    return e;
}

static void free_entries(struct dirent **entries, int n)
{
    while (n-- > 0)
        free(entries[n]);
    free(entries);
}

static enum err walk_folder(struct walk *w)
{
    char full[2 * FILE_PATH_MAX];
    struct dirent **entries;
    enum err e;
    int n;

    (void)snprintf(full, sizeof(full), "%s/%s", w->dir, w->path);
    if (w->depth == FILES_DEPTH_MAX) {
        log_line("more than %d folders deep: %s", FILES_DEPTH_MAX - 1, full);
        return ERR_TOO_BIG;
    }
    n = scandir(full, &entries, is_shown, alphasort);
    if (n < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : cannot("read", full);
    w->depth++;
    e = walk_entries(w, entries, n);
    w->depth--;
    free_entries(entries, n);
    return e;
}

enum err files_walk(const char *dir, files_each *each, void *self)
{
    struct walk w = {.dir = dir, .each = each, .self = self};

    return walk_folder(&w);
}

enum err files_none(const char *dir)
{
    struct dirent **entries;
    int n = scandir(dir, &entries, is_shown, NULL);

    if (n < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : cannot("read", dir);
    free_entries(entries, n);
    return n ? ERR_CONFLICT : OK;
}

int file_open_folder(const char *path)
{
    char folder[2 * FILE_PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;

    if (n >= sizeof(folder))
        return -1;
    memcpy(folder, path, n);
    folder[n] = '\0';
    return open(n       ? folder
                : slash ? "/"
                        : ".",
                O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

enum err file_keep_name(const char *path)
{
    int fd = file_open_folder(path);
    bool kept;

    if (fd < 0)
        return cannot("open the folder of", path);
    kept = fsync(fd) == 0 || errno == EINVAL; /* some systems need none */
    (void)close(fd);
    return kept ? OK : cannot("keep the name of", path);
}

static enum err make_folders(const char *path)
{
    char part[2 * FILE_PATH_MAX];
    enum err e = OK;
    char *slash;

    (void)snprintf(part, sizeof(part), "%s", path);
    for (slash = strchr(part + 1, '/'); !e && slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(part, 0700) == 0) /* what fails here fails at open() */
            e = file_keep_name(part);
        *slash = '/';
    }
    return e;
}

static enum err create(const char *path, int *ret_fd)
{
    enum err e = make_folders(path);

    if (e)
        return e;
    *ret_fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (*ret_fd < 0)
        return errno == EEXIST ? ERR_CONFLICT : cannot("make", path);
    return OK;
}

static enum err write_all(int fd, const char *path, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return cannot("write", path);
        bytes += done;
        n -= (size_t)done;
    }
    return OK;
}

/* Durable, or gone. */
static enum err finish(int fd, const char *path, enum err e)
{
    if (!e && fsync(fd) < 0)
        e = cannot("write", path);
    if (close(fd) < 0 && !e)
        e = cannot("write", path);
    if (!e)
        e = file_keep_name(path);
    if (e)
        (void)unlink(path);
    return e;
}

enum err file_write(const char *path, const char *text, size_t n)
{
    int fd;
    enum err e = create(path, &fd);

    return e ? e : finish(fd, path, write_all(fd, path, text, n));
}

static enum err copy_bytes(int in, const char *from, int out, const char *to)
{
    char piece[PIECE];
    ssize_t n;

    while ((n = read(in, piece, sizeof(piece))) > 0) {
        enum err e = write_all(out, to, piece, (size_t)n);

        if (e)
            return e;
    }
    return n < 0 ? cannot("read", from) : OK;
}

enum err file_copy(const char *from, const char *to)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), out;
    enum err e;

    if (in < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : cannot("read", from);
    e = create(to, &out);
    if (!e)
        e = finish(out, to, copy_bytes(in, from, out, to));
    (void)close(in);
    return e;
}

enum err file_digest(const char *path, unsigned char ret_digest[SECRET_SIZE])
{
    crypto_generichash_state state;
    unsigned char piece[PIECE];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : cannot("read", path);
    (void)hash_key_of_process(); /* the library is set up there */
    (void)crypto_generichash_init(&state, NULL, 0, SECRET_SIZE);
    while ((n = read(fd, piece, sizeof(piece))) > 0)
        (void)crypto_generichash_update(&state, piece, (unsigned long long)n);
    (void)close(fd);
    if (n < 0)
        return cannot("read", path);
    (void)crypto_generichash_final(&state, ret_digest, SECRET_SIZE);
    return OK;
}
