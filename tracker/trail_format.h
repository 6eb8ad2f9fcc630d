/*
 * trail_format.h - how a trail is packed, for those who read and write it.
 *
 * A trail begins with the number of its events << 1, plus 1 if the first is a
 * browser's.  Each is one byte of kind and flags; its step; the time since the
 * one before, with a sign; then what the flags say: seq, import, extras.  The
 * set of extras is followed by their values, the lowest bit's first: of errors
 * their number and the pairs, of "unstamped" none, of the others one.  All
 * but the first byte are varints.
 */
#ifndef TRACKER_TRAIL_FORMAT_H
#define TRACKER_TRAIL_FORMAT_H

#include "tracker/trail.h"

/* The first byte of a packed event: its kind, and which of these follow. */
enum {
    KIND_BITS = 0x0F,
    SEQ_NEXT = 0x10,   /* seq is one more than the event's before */
    SEQ_GIVEN = 0x20,  /* seq follows */
    EXTRAS = 0x40,     /* a set of extras follows */
    IMPORT_NEW = 0x80, /* another import than the event's before follows */
};

/* Which extras an event has.  The upper six are only written where they
 * differ from the event's before. */
enum {
    EXTRA_UNSTAMPED = 1 << 0,
    EXTRA_ERRORS = 1 << 1,
    EXTRA_OUTCOME = 1 << 2,
    EXTRA_TO = 1 << 3,
    EXTRA_RATING = 1 << 4,
    EXTRA_CHANNEL = 1 << 5,
    EXTRA_DEVICE = 1 << 6,
    EXTRA_LANG = 1 << 7,
    EXTRA_RELEASE = 1 << 8,
    EXTRA_VARIANT = 1 << 9,
    EXTRA_EVIDENCE = 1 << 10,
    EXTRAS_ALL = (1 << 11) - 1,
};

/* What the first event is compared with: so that what browsers send, and
 * they send most, needs no extra for it. */
struct trail_event trail_nothing(bool browser);

/* e comes in as the event before, and goes out as the one read; its errors go
 * to errors, which has room for EVENT_ERRORS_MAX. */
void trail_read_event(struct varint_reader *r, struct trail_event *e,
                      struct trail_error *errors);

#endif
