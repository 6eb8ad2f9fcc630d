#include "store/turns.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum {
    GIVE_WAY_MS = 200,
    GIVE_WAY_EVERY_MS = 1000,
    SHORT_TRIES = 200, /* a millisecond each; then LONG_MS */
    LONG_MS = 10,
    WAIT_MS = 10000,
};

static void sleep_ms(long ms)
{
    const struct timespec pause = {.tv_nsec = ms * 1000000};

    (void)nanosleep(&pause, NULL);
}

void turns_open(struct turns *t, const char *path)
{
    const char *name = path ? strrchr(path, '/') : NULL;
    char folder[PATH_MAX] = ".";

    *t = (struct turns){.folder = -1};
    if (!path)
        return;
    if (name)
        (void)snprintf(folder, sizeof(folder), "%.*s",
                       name == path ? 1 : (int)(name - path), path);
    t->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void turns_close(struct turns *t)
{
    if (t->folder >= 0)
        (void)close(t->folder);
    t->folder = -1;
}

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

static bool is_waited_for(const struct turns *t)
{
    if (flock(t->folder, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK;
    (void)flock(t->folder, LOCK_UN);
    return false;
}

void turns_give_way(struct turns *t)
{
    int64_t now = now_ms();
    int ms;

    t->begins = true;
    if (t->folder < 0 || now - t->gave_way_ms < GIVE_WAY_EVERY_MS ||
        !is_waited_for(t))
        return;
    t->gave_way_ms = now;
    for (ms = 0; ms < GIVE_WAY_MS && is_waited_for(t); ms++)
        sleep_ms(1);
}

bool turns_wait(struct turns *t, int tries)
{
    if (t->folder >= 0 && t->begins && !t->waiting)
        t->waiting = flock(t->folder, LOCK_SH | LOCK_NB) == 0;
    sleep_ms(tries < SHORT_TRIES ? 1 : LONG_MS);
    return tries < SHORT_TRIES + (WAIT_MS - SHORT_TRIES) / LONG_MS;
}

void turns_taken(struct turns *t)
{
    if (t->waiting)
        (void)flock(t->folder, LOCK_UN);
    t->waiting = t->begins = false;
}
