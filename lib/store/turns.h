/*
 * turns.h - writers of one database take turns.
 *
 * SQLite keeps no queue of those who want to write: who begins again at once,
 * as an import of many commits does, keeps everybody else out for as long as
 * it likes.  Here a writer that has to wait says so, by a shared lock on the
 * folder of the database, which nobody else locks, and who wants to begin lets
 * those go first who say it, now and then.  A lock goes with its process. Where
 * the file system knows no such locks, there are no turns.
 */
#ifndef STORE_TURNS_H
#define STORE_TURNS_H

#include <stdbool.h>
#include <stdint.h>

struct turns {
    int folder;   /* -1: none */
    bool begins;  /* is about to begin */
    bool waiting; /* to begin, and it was said */
    bool always;  /* lets others go first each time */
    int64_t gave_way_ms;
};

/* Of the database at path; NULL: no turns, for who only reads. */
void turns_open(struct turns *t, const char *path);
void turns_close(struct turns *t);

/* Ours is about to begin: wait until those who waited before have begun theirs,
 * a fifth of a second at most.  Once a second, for whoever comes after another
 * writer has to read again what it knew of the data; or always, as is set for
 * work that can wait. */
void turns_give_way(struct turns *t);

/* The database is locked: if ours is about to begin, say that we wait; sleep
 * for a moment.  tries: how often that was before.  false: ten seconds are
 * over. */
bool turns_wait(struct turns *t, int tries);

/* Ours has begun, or was given up. */
void turns_taken(struct turns *t);

#endif
