#include "server/salt.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/memory.h"
#include "base/time.h"

enum { LOOK_S = 60 };

/* The whole file.  day: since 1970; 0: it is new. */
struct page {
    int64_t day;
    int64_t lost_ms;
    uint64_t has_before;
    struct hash_key today, before;
};

struct salts {
    char path[PATH_MAX]; /* of the file; "": there can be none ... */
    const char *why;     /* ... because of this */
    int fd;              /* -1: in this process alone */
    struct page *page;   /* shared with other processes, under the file's lock;
                            NULL: nobody has asked yet */
    pthread_mutex_t lock;
    struct page seen;          /* a copy, under lock ... */
    int64_t from_ms, until_ms; /* ... which is as it is between these */
    pthread_t keeper;
    pthread_cond_t end;
    bool keeping, ending;
};

/* What is due at that time: another salt, or none from before. */
static void renew(struct page *p, int64_t now_ms)
{
    int64_t day = day_utc(now_ms);

    /* A clock may step back over midnight; one that was days ahead was wrong.
     */
    if (p->day < day || p->day > day + 1) {
        bool follows = p->day > 0 && p->day < day;

        p->has_before = p->day == day - 1;
        p->before = p->today;
        hash_key_make(&p->today);
        p->lost_ms = follows ? 0 : now_ms;
        p->day = day;
    }
    if (now_ms >= p->day * MS_PER_DAY + SALT_KEPT_MS)
        p->has_before = 0;
    if (!p->has_before)
        p->before = (struct hash_key){{0}};
}

/* The first time at which more is due. */
static int64_t due_ms(const struct page *p)
{
    int64_t midnight = p->day * MS_PER_DAY;

    return p->has_before ? midnight + SALT_KEPT_MS : midnight + MS_PER_DAY;
}

static bool is_memory(const char *folder)
{
    struct statfs fs;

    return statfs(folder, &fs) == 0 &&
           (fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC);
}

static const char *folder_of_memory(void)
{
    /* By systemd.  NOLINTNEXTLINE(concurrency-mt-unsafe): nobody sets it. */
    const char *given = getenv("RUNTIME_DIRECTORY");

    if (given && is_memory(given))
        return given;
    return is_memory("/dev/shm") ? "/dev/shm" : NULL;
}

/* Anybody may make a file of that name before we do: it has to be ours, and
 * nobody else's to read. */
static const char *refuse_file(int fd)
{
    struct stat st;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return "it is no file";
    if (st.st_uid != geteuid() || (st.st_mode & 07777) != 0600)
        return "others may read it";
    if (st.st_size != 0 && st.st_size != (off_t)sizeof(struct page))
        return "it is not a salt";
    /* Room that is only promised would kill whoever writes there first. */
    return posix_fallocate(fd, 0, sizeof(struct page)) ? "there is no room"
                                                       : NULL;
}

/* Where the file is to be; or why there can be none. */
static const char *name_file(struct salts *s, const char *data,
                             const char *folder)
{
    struct stat st;
    int n;

    if (!folder)
        return "there is no file system of memory here";
    if (stat(data, &st) != 0)
        return "the data folder is not there";
    n = snprintf(s->path, sizeof(s->path), "%s/waymark-%llx-%llx.salt", folder,
                 (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
    if (n >= 0 && (size_t)n < sizeof(s->path))
        return NULL;
    s->path[0] = '\0';
    return "its name is too long";
}

/* Why it cannot be opened; NULL: it is. */
static const char *open_file(struct salts *s)
{
    const char *refusal;
    int fd = open(s->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

    if (fd < 0)
        return strerrordesc_np(errno);
    refusal = refuse_file(fd);
    if (refusal)
        (void)close(fd);
    else
        s->fd = fd;
    return refusal;
}

/* Memory that is never swapped out and in no core file, where the system lets
 * us; of the file, or of this process if fd is -1. */
static void *map_hidden(size_t size, int fd)
{
    int flags = fd < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, 0);

    if (memory == MAP_FAILED)
        mem_none();
    (void)mlock(memory, size);
    (void)madvise(memory, size, MADV_DONTDUMP);
    return memory;
}

static void open_page(struct salts *s)
{
    const char *why = *s->path ? open_file(s) : s->why;

    if (why)
        log_line("attempts of pages that keep nothing are cut in two by a "
                 "restart: their salt is in this process alone, because %s",
                 why);
    s->page = map_hidden(sizeof(*s->page), s->fd);
}

/* Look at the page, if the copy is not as it is at that time. */
static void look(struct salts *s, int64_t now_ms)
{
    if (now_ms >= s->from_ms && now_ms < s->until_ms)
        return;
    if (!s->page)
        open_page(s);
    while (s->fd >= 0 && flock(s->fd, LOCK_EX) != 0 && errno == EINTR)
        ;
    renew(s->page, now_ms);
    s->seen = *s->page;
    s->from_ms = (s->page->day - 1) * MS_PER_DAY;
    s->until_ms = due_ms(s->page);
    if (s->fd >= 0)
        (void)flock(s->fd, LOCK_UN);
}

struct salt salts_at(struct salts *s, int64_t now_ms)
{
    struct salt salt;

    (void)pthread_mutex_lock(&s->lock);
    look(s, now_ms);
    salt = (struct salt){s->seen.today, s->seen.before, s->seen.has_before != 0,
                         s->seen.lost_ms};
    (void)pthread_mutex_unlock(&s->lock);
    return salt;
}

static void *keep(void *self)
{
    struct salts *s = self;
    struct timespec end;

    (void)pthread_mutex_lock(&s->lock);
    while (!s->ending) {
        if (s->page)
            look(s, time_now_ms());
        (void)clock_gettime(CLOCK_REALTIME, &end);
        end.tv_sec += LOOK_S;
        (void)pthread_cond_timedwait(&s->end, &s->lock, &end);
    }
    (void)pthread_mutex_unlock(&s->lock);
    return NULL;
}

struct salts *salts_open(const char *data, const char *folder)
{
    struct salts *s = map_hidden(sizeof(*s), -1);

    s->fd = -1;
    s->from_ms = s->until_ms = INT64_MIN;
    s->why = name_file(s, data, folder ? folder : folder_of_memory());
    (void)pthread_mutex_init(&s->lock, NULL);
    (void)pthread_cond_init(&s->end, NULL);
    if (*s->path && access(s->path, F_OK) == 0)
        open_page(s); /* what is in it may be due */
    return s;
}

void salts_keep(struct salts *s)
{
    s->keeping = pthread_create(&s->keeper, NULL, keep, s) == 0;
    if (!s->keeping)
        log_line("a salt that is due is overwritten when the next event comes");
}

void salts_close(struct salts *s)
{
    if (!s)
        return;
    if (s->keeping) {
        (void)pthread_mutex_lock(&s->lock);
        s->ending = true;
        (void)pthread_cond_signal(&s->end);
        (void)pthread_mutex_unlock(&s->lock);
        (void)pthread_join(s->keeper, NULL);
    }
    if (s->page)
        (void)munmap(s->page, sizeof(struct page));
    if (s->fd >= 0)
        (void)close(s->fd);
    (void)pthread_mutex_destroy(&s->lock);
    (void)pthread_cond_destroy(&s->end);
    (void)munmap(s, sizeof(*s)); /* the kernel clears what it gives out */
}
