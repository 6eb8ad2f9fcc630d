/*
 * gather.h - events of a file, each with those of its attempt, before they
 * are kept.
 *
 * In a file of no order the events of an attempt lie far apart, and an import
 * that kept one after the other would take each attempt out of the store, and
 * write it back, once for each of its events.  Gathered, all that came of an
 * attempt is kept at once, in the order it came; and attempts that are stored
 * already come in the order they are stored in, the new ones by their time.
 *
 * In memory only, some twenty bytes an event: it lies packed as a trail does.
 */
#ifndef TRACKER_GATHER_H
#define TRACKER_GATHER_H

#include "base/buf.h"
#include "tracker/intake.h"
#include "tracker/trail.h"

enum { GATHER_BYTES_MAX = 64 * 1024 * 1024 };

struct gather {
    size_t most; /* bytes, past which it is full */
    struct gathered *attempts;
    size_t n, room;
    struct key_index places; /* of attempts, from 1 on */
    struct buf events;
    int64_t first_line;
    uint32_t *order; /* of attempts, once sorted */
    /* What gather_next() gives next. */
    size_t attempt;
    uint32_t event;
    struct trail one;
};

/* most: up to GATHER_BYTES_MAX; 0: that. */
void gather_init(struct gather *g, size_t most);
void gather_release(struct gather *g);

/* Copied. */
void gather_add(struct gather *g, struct numbered *e, int64_t line);

bool gather_is_full(const struct gather *g);

/* From now on they are handed out.  where: attempts that are stored. */
void gather_sort(struct gather *g, const struct key_index *where);

/* The next event and its line; errors are borrowed until the one after it.
 * false: that was all, and g is empty again. */
bool gather_next(struct gather *g, struct numbered *ret_event,
                 int64_t *ret_line);

#endif
