/*
 * ledger.h - what was sent to a tracker and what it acknowledged, and when;
 * and whether what is stored after a power cut may be so.
 *
 * Event n has the time LEDGER_START_MS + n minutes: an export tells each.
 * Instants are the disk's (disk_instant); SIZE_MAX: never.
 */
#ifndef TESTS_CRASH_LEDGER_H
#define TESTS_CRASH_LEDGER_H

#include "tests/crash/disk.h"
#include "tests/oracle/dice.h"
#include "tests/unit.h"
#include "tracker/tracker.h"

/* 2026-03-02T10:00:00Z; and when all is sent. */
#define LEDGER_START_MS INT64_C(1772445600000)
#define LEDGER_LATER_MS (LEDGER_START_MS + 30 * MS_PER_DAY)

/* Attempts of the journey "old", of one event each: long before, and dropped
 * in the middle of the run.  Their figures are for good. */
enum { LEDGER_OLD = 300 };

struct posted {
    int attempt, seq;
    enum kind kind;
    const char *step;
    size_t sent, acknowledged;
    size_t taken_from, taken_by; /* the undo began; the undo was told done */
    bool stored;                 /* in the image looked at last */
};

/* From one instant until another something was done beside the events. */
struct beside {
    size_t from, until;
};

enum { BESIDES_MAX = 64 };

struct ledger {
    char dir[200], file[220]; /* the folder; an import's file beside it */
    size_t n, room;
    struct posted *at;
    int attempts;
    size_t journey_added, old_added; /* told */
    size_t n_besides;
    struct beside besides[BESIDES_MAX];
};

/* run.c: a folder at work.  Events by the collector in groups, imports, an
 * undo, packing, restarts; all of it follows from the seed. */
void ledger_run(struct ledger *l, struct disk *d, uint64_t seed);

/* Send all of it again; what is told then is noted in the ledger. */
void ledger_send_all(struct ledger *l, struct disk *d);

/* check.c: hold what is stored against what was told until that instant.
 * NULL: all is well; else what is not, in the arena. */
const char *ledger_check(struct ledger *l, struct arena *a, size_t instant);

/* All attempts in their states, in any order. */
char *ledger_answers(const struct ledger *l, struct arena *a);

void ledger_release(struct ledger *l);

#endif
