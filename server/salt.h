/*
 * salt.h - the secret under which attempts of pages that keep nothing are told
 * apart, for one day.
 *
 * Whoever has the salt could try every address there is and see which one made
 * an attempt, so it is nowhere but in memory: in a file of memory (/dev/shm, or
 * what systemd gives as RuntimeDirectory), for its owner only, named by the
 * data folder and shared by all its collectors on this machine, locked against
 * swapping where the system lets us.  It is another one each day (UTC); that of
 * the day before is kept two hours more, so that midnight cuts nobody's attempt
 * in two, and is then overwritten.  What restarts does not lose it; a reboot
 * does.  Where there is no such file it is in this process alone, and the log
 * says why.
 */
#ifndef SERVER_SALT_H
#define SERVER_SALT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

enum { SALT_KEPT_MS = 2 * 60 * 60 * 1000 }; /* behind midnight */

struct salt {
    struct hash_key today, before;
    bool has_before;
    int64_t lost_ms; /* when it was made, if there was none before to follow:
                        what was under way then was cut; else 0 */
};

struct salts;

/* For that data folder, which is there; the file is made when somebody asks.
 * folder: of memory; NULL: what the system has. */
struct salts *salts_open(const char *data, const char *folder);

/* From now on overwrite what is due also when nobody asks, by the clock. */
void salts_keep(struct salts *s);

void salts_close(struct salts *s);

/* From any thread. */
struct salt salts_at(struct salts *s, int64_t now_ms);

#endif
