/*
 * intake.h - events in, durably, with the figures moved in the same commit.
 *
 * One journey, one transaction at a time: intake_begin(), any number of
 * events, intake_commit().  What an attempt added to the figures before is
 * taken out and what it adds now is put in, so that the figures are the sum
 * over attempts at every commit, whatever came in whatever order.
 */
#ifndef TRACKER_INTAKE_H
#define TRACKER_INTAKE_H

#include "base/compress.h"
#include "tracker/bursts.h"
#include "tracker/folder.h"
#include "tracker/key_index.h"
#include "tracker/scan.h"

enum verdict {
    VERDICT_ACCEPTED,
    VERDICT_DUPLICATE,
    VERDICT_CONFLICT, /* the seq is stored with another kind or step */
    VERDICT_FULL,     /* the attempt holds as many events as it may */
};

/* One attempt, held in memory while it moves. */
struct hot;

/* A row of daily figures, held in memory. */
struct figures_row;

/* What goes into several of them. */
struct figures_sum;

/* Live rows that are new, to be written together. */
struct added_rows;

struct intake {
    struct tracker *tracker;
    const char *slug;
    struct journey *journey;  /* while a transaction is open */
    uint64_t generation;      /* of the folder, when it was last let go */
    uint64_t keys_generation; /* the same of the keys */
    bool keyless; /* finds none by its key, and does not learn where they are */
    bool has_keys;
    struct key_index keys; /* of every attempt of the journey */
    int64_t unknown_steps; /* events kept whose step no version knows */
    int64_t last_live, last_waiting; /* ids given last */
    struct key_index hot_places;     /* 1: that of the first */
    struct hot *hots;
    size_t n_hots, hots_room;
    size_t warm_hots; /* that have been held, and have memory of their own */
    size_t *touched;  /* the hots that are not as they are stored */
    size_t n_touched, touched_room;
    struct map row_places;
    struct figures_row *rows;
    size_t n_rows, rows_room;
    struct figures_sum *sums;
    size_t last_hot, last_rows[16];    /* found last: mostly asked for again */
    int64_t horizon_ms, horizon_of_ms; /* the horizon, and the now it is of */
    char id[ATTEMPT_ID_ROOM]; /* of the attempt whose event came last ... */
    size_t id_size;           /* (0: none did) */
    struct hash id_hash;      /* ... and what it is known by */
    struct bursts *bursts;    /* borrowed; NULL: nothing is held apart */
    struct place place;       /* where the next event comes from */
    char reason[256];
    struct buf bytes;         /* for packing */
    struct added_rows *added; /* rows to come; NULL: none so far */
    struct bag bag, moved, otherwise;
    struct expander expander;
};

/* slug is borrowed. */
void intake_init(struct intake *in, struct tracker *t, const char *slug);
void intake_release(struct intake *in);

/* Begin a transaction of its own.  ERR_NOT_FOUND: no such journey; ERR_BUSY;
 * ERR_IO. */
MUST_USE enum err intake_begin(struct intake *in);

/* Take part in the transaction that the folder has open: for several journeys
 * in one, each flushed before the folder's commit.  ERR_NOT_FOUND; ERR_IO. */
MUST_USE enum err intake_join(struct intake *in);

/* An event as a trail holds it: words are numbers, its attempt a hash. */
struct numbered {
    struct hash key;
    struct trail_event event;
    struct trail_error errors[EVENT_ERRORS_MAX];
};

/* Keep one event, or say why not.  import: the number of the import that
 * brought it, or 0.  now_ms stands in for a missing time. */
MUST_USE enum err intake_event(struct intake *in, const struct event *e,
                               uint32_t import, int64_t now_ms,
                               enum verdict *ret_verdict);

/* The same in two: what is numbered in one transaction may be kept in a later
 * one. */
MUST_USE enum err intake_number(struct intake *in, const struct event *e,
                                uint32_t import, int64_t now_ms,
                                struct numbered *ret_numbered);
MUST_USE enum err intake_keep(struct intake *in, const unsigned char *key,
                              struct trail_event *e,
                              const struct trail_error *errors, int64_t now_ms,
                              enum verdict *ret_verdict);

/* The part of it that needs neither words nor the journey. */
struct trail_event intake_plain_event(const struct event *e, uint32_t import,
                                      int64_t now_ms);

/* Between transactions: let go of the attempts held, when none of them is
 * likely to go on. */
void intake_let_go(struct intake *in);

/* What is said of an event from later than five minutes from now. */
extern const char intake_in_future[];

/*
 * Does the journey take an event of that time?  Not from the future (clocks
 * may differ by five minutes), nor from before it keeps trails.  false: why,
 * in *ret_fault; the text is the intake's, until the next one.
 */
bool intake_welcomes(struct intake *in, const struct event *e, int64_t now_ms,
                     struct event_fault *ret_fault);

/* The same of an event that has a time, without a word. */
bool intake_takes(struct intake *in, int64_t at_ms, int64_t now_ms);

/* Does the verdict refuse the event?  Then why. */
bool verdict_fault(enum verdict v, struct event_fault *ret_fault);

/* Count what was not kept, on the day it was received. */
MUST_USE enum err intake_received(struct intake *in, int32_t day,
                                  int64_t duplicates, int64_t refused,
                                  int64_t conflicts);

/* Write attempts and figures, in the transaction, but do not end it. */
MUST_USE enum err intake_flush(struct intake *in);

/* Flush, and make it durable. */
MUST_USE enum err intake_commit(struct intake *in);
void intake_rollback(struct intake *in);

/* For changes to attempts that are already stored: take hold of one that a
 * scan hands out (changes it as an event would), and change its trail. */
void intake_hold(struct intake *in, const struct scanned *s,
                 struct trail **ret_trail);

/* Packing has moved an attempt from its live row to a chunk.  Whatever is held
 * in memory is let go.  chunk 0: it has no events any more. */
void intake_moved(struct intake *in, const unsigned char *key, int64_t live,
                  int64_t chunk);

#endif
