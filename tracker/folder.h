/*
 * folder.h - an open data folder, as the tracker's own files share it.
 *
 * Not for other folders: their face is tracker.h.
 */
#ifndef TRACKER_FOLDER_H
#define TRACKER_FOLDER_H

#include "base/hash.h"
#include "store/store.h"
#include "tracker/attempt.h"
#include "tracker/journey.h"
#include "tracker/tracker.h"

enum { GRANTS_MAX = 64 };

struct tracker {
    enum tracker_mode mode;
    struct store *store;
    struct hash_key key;
    int key_file;         /* open, of who writes; or -1 (change_hold()) */
    int64_t data_version; /* of the store when journeys were read */
    uint64_t generation;  /* another number: what was read no longer holds */
    uint64_t keys_generation;   /* the same of where attempts are */
    int64_t keys_seen;          /* how often others were told when it was ... */
    bool keys_moved, keys_told; /* ... read; attempts lie elsewhere, and since
                                   others wrote they have been told */
    int64_t looked_ms;          /* when admit() did last; 0: it has not yet */
    bool in_view;               /* for several questions ... */
    bool view_open;             /* ... a transaction is open */
    struct tracker_news news;
    bool is_told;  /* the news were there when data_version was read: */
    uint64_t told; /* what they said just before */
    size_t n_journeys, journeys_room;
    struct journey **journeys; /* those asked for so far */
    struct fold_scratch scratch;
    struct change_watch watch;
    struct figures_kept *figures; /* answers that may still hold; or NULL */
    struct grant { /* that was asked for (access.c), by its hash */
        struct hash of;
        char how;            /* its sender is known */
        uint64_t generation; /* it holds in this one; 0: none */
    } grants[GRANTS_MAX];
};

/* A copy of one that writes, of which nothing is left once tracker_close() is
 * called of it: what is tried on it keeps nobody from writing. */
MUST_USE enum err folder_copy(struct tracker *t, struct tracker **ret_copy);

/* Begin a transaction with journeys as they are now: if another connection
 * has written since the last one, everything read is forgotten. */
MUST_USE enum err folder_begin(struct tracker *t);
MUST_USE enum err folder_commit(struct tracker *t);

/* End one that was only to read; in tracker_view() there is one for all,
 * and both do nothing. */
void folder_end(struct tracker *t);

/* Roll back, and forget what was read: it may hold what is not stored. */
void folder_rollback(struct tracker *t);

/* Forget what was read so far, for it has changed: the generation is another
 * one then, and whoever keeps something of the store's lets go of it. */
void folder_forget(struct tracker *t);

/* The same but for where attempts are, which has not changed. */
void folder_forget_journeys(struct tracker *t);

/*
 * Where attempts are is read once and kept, for that takes long.  Whoever
 * moves one sets keys_moved, and the first commit after somebody else's tells
 * of it by a count in the database, which folder_begin() looks at.  To go by
 * that, whoever has read where attempts are writes too, by
 * folder_keys_read(): then everybody knows that somebody wrote, and tells of
 * the next move.  To take an attempt away moves none, for who looks for it
 * finds it nowhere.
 */
MUST_USE enum err folder_keys_read(struct tracker *t);

/* Whether what was read so far still holds, as the news say: then it may be
 * used without a transaction. */
bool folder_is_current(const struct tracker *t);

/* Whether folder_journey() needs the store for it. */
bool folder_holds(const struct tracker *t, const char *slug);

/* In a transaction.  Borrowed until the next transaction.  ERR_NOT_FOUND. */
MUST_USE enum err folder_journey(struct tracker *t, const char *slug,
                                 struct journey **ret_journey);

/* The ids of a journey's live attempts lie from first to last; of those that
 * wait (attempt_waits()), from folder_waiting_first() on. */
int64_t folder_live_first(const struct journey *j);
int64_t folder_waiting_first(const struct journey *j);
int64_t folder_live_last(const struct journey *j);

#endif
