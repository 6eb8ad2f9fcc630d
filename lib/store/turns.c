#include "store/turns.h"

#include <errno.h>
#include <sys/file.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/files.h"
#include "base/time.h"

enum {
    GIVE_WAY_MS = 200,
    GIVE_WAY_EVERY_MS = 1000,
    SHORT_TRIES = 200, /* a millisecond each; then LONG_MS */
    LONG_MS = 10,
    WAIT_MS = 10000,
};

void turns_open(struct turns *t, const char *path)
{
    *t = (struct turns){.folder = path ? file_open_folder(path) : -1};
}

void turns_close(struct turns *t)
{
    if (t->folder >= 0)
        (void)close(t->folder);
    t->folder = -1;
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
    int64_t now = time_steady_ms();
    int ms;

    t->begins = true;
    if (t->folder < 0 ||
        (!t->always && now - t->gave_way_ms < GIVE_WAY_EVERY_MS) ||
        !is_waited_for(t))
        return;
    t->gave_way_ms = now;
    for (ms = 0; ms < GIVE_WAY_MS && is_waited_for(t); ms++)
        (void)sqlite3_sleep(1);
}

bool turns_wait(struct turns *t, int tries)
{
    if (t->folder >= 0 && t->begins && !t->waiting)
        t->waiting = flock(t->folder, LOCK_SH | LOCK_NB) == 0;
    (void)sqlite3_sleep(tries < SHORT_TRIES ? 1 : LONG_MS);
    return tries < SHORT_TRIES + (WAIT_MS - SHORT_TRIES) / LONG_MS;
}

void turns_taken(struct turns *t)
{
    if (t->waiting)
        (void)flock(t->folder, LOCK_UN);
    t->waiting = t->begins = false;
}
