#include "server/static_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/parts.h"
#include "base/text.h"
#include "server/static_list.h"

static const char list_name[] = ".waymark-build";
static const char part_name[] = ".waymark-build.part";

struct static_folder {
    char *dir;
    int fd;
    struct static_list
        old; /* nothing is added; each file is put by one thread */
    struct static_list made; /* under the lock, and so are the counts */
    struct static_counts counts;
    pthread_mutex_t lock;
};

static enum err err_of_errno(void)
{
    switch (errno) {
    case EACCES:
    case EPERM:
    case EROFS:
        return ERR_FORBIDDEN;
    case EEXIST:
    case ELOOP:
        return ERR_CONFLICT;
    default:
        return ERR_IO;
    }
}

/* ERR_NOT_FOUND: there is none; ERR_CONFLICT: nobody of us wrote it. */
static enum err read_list(struct static_folder *f)
{
    int fd = openat(f->fd, list_name,
                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    struct buf b;
    char piece[64 * 1024];
    ssize_t n;
    enum err e;

    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : err_of_errno();
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        (void)close(fd);
        return ERR_CONFLICT;
    }
    buf_init(&b, STATIC_LIST_MAX);
    if (st.st_size < STATIC_LIST_MAX)
        buf_reserve(&b, (size_t)st.st_size);
    while ((n = read(fd, piece, sizeof(piece))) > 0)
        buf_add(&b, piece, (size_t)n);
    (void)close(fd);
    e = n < 0 || buf_finish(&b) ? ERR_IO : OK;
    if (!e && !static_list_read(&f->old, b.text, b.len))
        e = ERR_CONFLICT;
    buf_release(&b);
    return e;
}

/* A first build that was cut off, or had no room, left the list it began. */
static int is_theirs(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 &&
           strcmp(entry->d_name, "..") != 0 &&
           strcmp(entry->d_name, part_name) != 0;
}

static bool is_empty(const struct static_folder *f)
{
    struct dirent **entries;
    int i, n = scandir(f->dir, &entries, is_theirs, NULL);

    for (i = 0; i < n; i++)
        free(entries[i]);
    if (n >= 0)
        free(entries);
    return n == 0;
}

/* Two builds at once would remove what the other wrote.  The lock goes with
 * the process, however it ends; a file system may have none. */
static enum err lock(const struct static_folder *f)
{
    return flock(f->fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
               ? ERR_BUSY
               : OK;
}

enum err static_folder_open(const char *dir, struct static_folder **ret)
{
    struct static_folder *f = mem_new(1, sizeof(*f));
    enum err e = OK;

    f->dir = mem_strdup(dir);
    static_list_init(&f->old);
    static_list_init(&f->made);
    (void)pthread_mutex_init(&f->lock, NULL);
    if (!*dir)
        e = ERR_INVALID;
    else if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        e = err_of_errno();
    f->fd = e ? -1 : open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!e && f->fd < 0)
        e = errno == ENOTDIR ? ERR_INVALID : err_of_errno();
    if (!e)
        e = lock(f);
    if (!e)
        e = read_list(f);
    if (e == ERR_NOT_FOUND)
        e = is_empty(f) ? OK : ERR_CONFLICT;
    if (e)
        static_folder_close(f);
    else
        *ret = f;
    return e;
}

void static_folder_close(struct static_folder *f)
{
    if (!f)
        return;
    if (f->fd >= 0)
        (void)close(f->fd);
    (void)pthread_mutex_destroy(&f->lock);
    static_list_release(&f->old);
    static_list_release(&f->made);
    free(f->dir);
    free(f);
}

/* Whether the file is as we left it. */
static bool is_as_left(const struct static_folder *f,
                       const struct static_record *r)
{
    struct stat st;

    return fstatat(f->fd, r->path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(st.st_mode) && st.st_size == r->size &&
           seen_ns(st.st_mtim) == r->changed_ns;
}

/* Whether each part is as it was left. */
struct looks {
    const struct static_folder *folder;
    bool as_left[PARTS_MAX];
};

static void look_at_part(void *looks, size_t part, size_t from, size_t until)
{
    struct looks *l = looks;

    while (from < until && is_as_left(l->folder, &l->folder->old.at[from]))
        from++;
    l->as_left[part] = from == until;
}

struct static_sources *static_folder_sources(struct static_folder *f)
{
    return f->old.has_stamp ? &f->old.sources : NULL;
}

bool static_folder_is_made_of(const struct static_folder *f,
                              const struct digest *stamp, size_t *ret_files,
                              const struct problems **ret_told)
{
    struct looks looks = {.folder = f};
    size_t i, of = parts_of(f->old.n);

    if (!f->old.has_stamp || memcmp(&f->old.stamp, stamp, sizeof(*stamp)) != 0)
        return false;
    parts_run(of, f->old.n, look_at_part, &looks);
    for (i = 0; i < of; i++)
        if (!looks.as_left[i])
            return false;
    *ret_files = f->old.n;
    *ret_told = &f->old.told;
    return true;
}

/* Writing ---------------------------------------------------------------- */

static enum err write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t written = write(fd, bytes, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return err_of_errno();
        bytes += written;
        n -= (size_t)written;
    }
    return OK;
}

/* The folder of a path, which are n bytes of it, and those it lies in. */
static void make_folders(const struct static_folder *f, const char *path,
                         size_t n)
{
    char part[STATIC_PATH_MAX];

    while (n && path[n - 1] != '/')
        n--;
    if (n)
        n--; /* without the slash */
    if (!n || n >= sizeof(part))
        return;
    memcpy(part, path, n);
    part[n] = '\0';
    if (mkdirat(f->fd, part, 0777) == 0 || errno != ENOENT)
        return; /* what fails fails at openat() */
    make_folders(f, part, n);
    (void)mkdirat(f->fd, part, 0777);
}

static int create(const struct static_folder *f, const char *path)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int fd;

    /* A page is mostly the first file of its folder. */
    if (!text_ends(path, "/index.html")) {
        fd = openat(f->fd, path, flags, 0666);
        if (fd >= 0 || errno != ENOENT)
            return fd;
    }
    make_folders(f, path, strlen(path));
    return openat(f->fd, path, flags, 0666);
}

static enum err write_file(const struct static_folder *f, const char *path,
                           const char *bytes, size_t n, struct static_record *r)
{
    int fd = create(f, path);
    struct stat st;
    enum err e;

    if (fd < 0)
        return err_of_errno();
    e = write_all(fd, bytes, n);
    if (!e && fstat(fd, &st) != 0)
        e = ERR_IO;
    if (close(fd) != 0 && !e)
        e = ERR_IO;
    if (e)
        return e;
    r->size = st.st_size;
    r->changed_ns = seen_ns(st.st_mtim);
    return OK;
}

static void keep(struct static_folder *f, const struct static_record *like,
                 const char *path, bool written)
{
    (void)pthread_mutex_lock(&f->lock);
    static_list_add(&f->made, like, path);
    f->counts.written += written;
    f->counts.unchanged += !written;
    (void)pthread_mutex_unlock(&f->lock);
}

enum err static_folder_put(struct static_folder *f, const char *path,
                           const char *bytes, size_t n)
{
    struct static_record *old = static_list_find(&f->old, path);
    struct static_record r = {.digest = digest_of(bytes, n)};
    enum err e;

    if (old) {
        old->put = true;
        if (old->size == (int64_t)n &&
            memcmp(&old->digest, &r.digest, sizeof(r.digest)) == 0 &&
            is_as_left(f, old)) {
            keep(f, old, path, false);
            return OK;
        }
    }
    /* A new file is written quicker than an old one over. */
    if (old || f->old.unfinished)
        (void)unlinkat(f->fd, path, 0);
    e = write_file(f, path, bytes, n, &r);
    if (!e)
        keep(f, &r, path, true);
    return e;
}

/* The list --------------------------------------------------------------- */

/* Beside, and then renamed: there is always a whole list. */
static enum err write_list(const struct static_folder *f, const char *of,
                           const struct static_list *list,
                           const struct static_sources *sources)
{
    struct static_record unused;
    struct buf b;
    enum err e;

    buf_init(&b, STATIC_LIST_MAX);
    static_list_write(list, of, sources, &b);
    e = buf_finish(&b);
    (void)unlinkat(f->fd, part_name, 0);
    if (!e)
        e = write_file(f, part_name, b.text, b.len, &unused);
    if (!e && renameat(f->fd, part_name, f->fd, list_name) != 0)
        e = err_of_errno();
    buf_release(&b);
    return e;
}

enum err static_folder_begin(struct static_folder *f)
{
    static_list_index(&f->old);
    return write_list(f, "unfinished", &f->old, NULL);
}

/* Folders that nothing is in any more go with what was in them. */
static void remove_file(struct static_folder *f, const char *path,
                        struct problems *p)
{
    char part[STATIC_PATH_MAX];
    char *slash;

    if (unlinkat(f->fd, path, 0) != 0) {
        problems_add(p, path,
                     "is no longer part of the site, and cannot be removed "
                     "(%s): remove it yourself",
                     strerrordesc_np(errno));
        return;
    }
    f->counts.removed++;
    (void)snprintf(part, sizeof(part), "%s", path);
    while ((slash = strrchr(part, '/'))) {
        *slash = '\0';
        if (unlinkat(f->fd, part, AT_REMOVEDIR) != 0)
            return;
    }
}

static void remove_stale(struct static_folder *f, struct problems *p)
{
    size_t i;

    for (i = 0; i < f->old.n; i++) {
        const struct static_record *r = &f->old.at[i];

        if (r->put)
            continue;
        if (is_as_left(f, r))
            remove_file(f, r->path, p);
        else if (faccessat(f->fd, r->path, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
            problems_add(p, r->path,
                         "is no longer part of the site, but somebody changed "
                         "it: it is left; remove it if nobody needs it");
    }
}

enum err static_folder_finish(struct static_folder *f,
                              const struct digest *stamp,
                              const struct static_sources *sources,
                              struct problems *p, struct static_counts *ret)
{
    char of[4 + 2 * DIGEST_SIZE] = "of ";
    enum err e;

    remove_stale(f, p);
    static_list_tell(&f->made, p);
    if (stamp)
        text_hex(stamp->bytes, DIGEST_SIZE, of + 3);
    e = write_list(f, stamp ? of : "of this moment", &f->made,
                   stamp ? sources : NULL);
    if (!e)
        *ret = f->counts;
    return e;
}
