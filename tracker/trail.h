/*
 * trail.h - the events of one attempt, as they are stored.
 *
 * A trail keeps its events in the order they were stored ("arrival"); the
 * order in which they count is worked out when it is read.  Packed, an event
 * is a byte of kind and flags, its step, the time since the event before, and
 * what little else it has; a trail is their number, whether they begin with a
 * browser's, and the events.
 */
#ifndef TRACKER_TRAIL_H
#define TRACKER_TRAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "tracker/event.h"
#include "tracker/evidence.h"
#include "tracker/varint.h"

struct trail_error {
    uint16_t field, rule; /* names; 0: not given */
};

struct trail_event {
    int64_t at_ms;
    int32_t seq;     /* -1: none */
    uint32_t import; /* number of the import that brought it; 0: none did */
    uint16_t step;   /* name; 0: none given */
    uint16_t lang, release, variant; /* names */
    uint8_t kind, outcome, to, channel, device, rating;
    bool unstamped; /* came without seq and at: each counts */
    uint8_t n_errors;
    uint32_t errors_at; /* in the trail's errors */
    uint8_t evidence;   /* enum evidence_bit */
};

struct trail {
    struct trail_event *at;
    size_t n, room;
    struct trail_error *errors;
    size_t n_errors, errors_room;
};

enum { TRAIL_BYTES_MAX = 4 * 1024 * 1024 };

/* Instants an event may have: years 1 to 9999, with room for an hour or two
 * that trail_free_instant() may add. */
#define TRAIL_AT_MIN_MS INT64_C(-62135683200000)
#define TRAIL_AT_MAX_MS INT64_C(253402387199999)

void trail_init(struct trail *t);
void trail_release(struct trail *t);
void trail_empty(struct trail *t);

/* Append; e->errors_at is set to where errors went. */
void trail_add(struct trail *t, struct trail_event e,
               const struct trail_error *errors);

const struct trail_error *trail_errors(const struct trail *t,
                                       const struct trail_event *e);

/* Drop what that import brought.  How many events went. */
size_t trail_drop_import(struct trail *t, uint32_t import);

/* How e stands to what is stored: new, the same again, or in conflict. */
enum trail_standing { TRAIL_NEW, TRAIL_DUPLICATE, TRAIL_CONFLICT };
enum trail_standing trail_standing(const struct trail *t,
                                   const struct trail_event *e,
                                   const struct trail_error *errors);

/* The time to give to an event that came with neither seq nor time, so that
 * it stays behind those like it that came before, and is like none of them. */
int64_t trail_free_instant(const struct trail *t, const struct trail_event *e,
                           const struct trail_error *errors);

/* Indexes into a trail's events; zeroed at first, freed with free(at). */
struct trail_order {
    uint16_t *at; /* as many as the trail has events */
    size_t room;
};

/* The order that counts: by seq where every event has one, otherwise by time;
 * equals stay as they were stored. */
void trail_sort(const struct trail *t, struct trail_order *order);

void trail_write(const struct trail *t, struct buf *to);

/* What every event has, for questions that need no more of it. */
struct trail_glance {
    int64_t at_ms;
    uint16_t step;
    uint8_t kind;
};

/*
 * Read one trail as trail_read() would, but only that much of each event, in
 * stored order, into room for ATTEMPT_EVENTS_MAX.  Several times as fast.
 * *ret_plain: that is also the order that counts, and nothing in them can hold
 * the attempt apart.  ERR_INVALID.
 */
MUST_USE enum err trail_glance(struct varint_reader *r, struct trail_glance *to,
                               size_t *ret_n, bool *ret_plain);

/* Read one trail and move r behind it.  ERR_INVALID, t emptied, if the bytes
 * are damaged. */
MUST_USE enum err trail_read(struct trail *t, struct varint_reader *r);

/* Move r behind one trail. */
MUST_USE enum err trail_skip(struct varint_reader *r);

#endif
