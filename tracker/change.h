/*
 * change.h - what changes many attempts of a journey at once, a little at a
 * time.
 *
 * An import is taken back, attempts are set aside or given back, a version
 * takes over attempts of its time.  Each goes from the newest attempts to the
 * oldest, some at a time, in short transactions between which others write.
 * How far it has come is stored in the same transaction, so that it may stop
 * after any of them, and whoever comes next goes on.
 *
 * While it is under way, an attempt that started at from_ms or later counts as
 * it will, and one that started before counts as it did: each wholly, the
 * figures of each day but the one it is in too, and the figures are the sum
 * over attempts after every step.  What becomes of an attempt meanwhile is
 * still a pure function of trail and journey, for the change is part of the
 * journey.  Only an undo changes trails: whoever touches an attempt that it
 * has not come to takes its part of the undo along (intake.c), so that an
 * event sent again is kept for good, and not taken for one that goes.
 *
 * A journey has one change under way at a time.
 */
#ifndef TRACKER_CHANGE_H
#define TRACKER_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

struct intake;
struct journey;
struct store;
struct tracker;

/* Stored: new ones go to the end. */
enum change_kind {
    CHANGE_NONE,
    CHANGE_UNDO,    /* of an import */
    CHANGE_ASIDE,   /* a quarantine that is new */
    CHANGE_BACK,    /* a quarantine that goes */
    CHANGE_VERSION, /* the newest version takes over attempts */
    CHANGE_REMOVE,  /* the journey is no more (remove.h) */
};

struct change {
    enum change_kind kind;
    int64_t number;  /* of the import, quarantine or version */
    int64_t from_ms; /* attempts that started then or later are done */
    int64_t done;    /* events taken back, or attempts changed, so far */
};

/* Has it come to an attempt that started at that instant?  Not while there is
 * none. */
static inline bool change_has_come_to(const struct change *c, int64_t start_ms)
{
    return c->kind != CHANGE_NONE && start_ms >= c->from_ms;
}

/* What people are told while one is under way: a sentence or two, in the arena;
 * NULL while none is. */
const char *change_text(struct arena *a, const struct journey *j);

/* Of the tracker's own files: */

/* In a transaction.  kind is CHANGE_NONE where there is none. */
MUST_USE enum err change_load(struct store *st, struct journey *j);

/* In a transaction, of a journey that has none under way. */
MUST_USE enum err change_begin(struct store *st, int64_t journey,
                               enum change_kind kind, int64_t number);

/* Changed in one step, about; a tenth of a second.  Days with more are cut, and
 * so are the chunks of attempts that go over to another version.  Live attempts
 * are all looked at in each step: where there are many, it takes a part of as
 * many, but no more than there is memory for. */
enum {
    CHANGE_STEP_ATTEMPTS = 32768,
    CHANGE_STEP_MOST = 131072,
    CHANGE_LIVE_PARTS = 8,
};

/* Who is told of each step, between transactions; zeroed: nobody. */
struct change_watch {
    void (*each)(void *self);
    void *self;
    int64_t most; /* attempts in a step, instead of so many; or 0 */
};

/* One at a time goes on with what is under way, and says so by a lock that goes
 * with its process: who means to go on to the end waits for it, and who would
 * only help leaves it to whoever has it.  For who writes.  Where the file
 * system knows no such locks, two at the same change still do each step once.
 */
void change_hold(struct tracker *t);
bool change_try_hold(struct tracker *t); /* false: somebody else has it */
void change_let_go(struct tracker *t);

/* A run through one change. */
struct change_run {
    struct tracker *tracker;
    const char *slug; /* borrowed */
    bool began;       /* what is planned holds */
    int64_t live;     /* attempts */
    size_t n_days, room;
    struct change_day {
        int32_t day;
        int64_t attempts; /* about as many */
    } * days;
    struct change last; /* that was done, or is under way */
};

void change_run_init(struct change_run *r, struct tracker *t, const char *slug);
void change_run_release(struct change_run *r);

/* One step, of what is under way in the journey.  *ret_done: there was nothing
 * left to do.  ERR_NOT_FOUND: no such journey. */
MUST_USE enum err change_step(struct change_run *r, bool *ret_done);

/* All of it, held.  *ret_last: what was under way, and is done; or CHANGE_NONE.
 */
MUST_USE enum err change_finish(struct tracker *t, const char *slug,
                                struct change *ret_last);

/* Begins a change, or finds that none is needed, in the transaction that the
 * intake has open.  None is under way then. */
typedef enum err change_start(void *self, struct intake *in);

/* What is under way is finished; then one is begun, and finished too, all of
 * it held.
 * *ret_last is that, or CHANGE_NONE. */
MUST_USE enum err change_make(struct tracker *t, const char *slug,
                              change_start *start, void *self,
                              struct change *ret_last);

#endif
