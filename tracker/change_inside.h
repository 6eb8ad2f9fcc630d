/* change_inside.h - what one step of a change does (change.h). */
#ifndef TRACKER_CHANGE_INSIDE_H
#define TRACKER_CHANGE_INSIDE_H

#include "tracker/chunk.h"
#include "tracker/intake_inside.h"

/* The attempts that started from from_ms on, but before until_ms, go from what
 * they counted as to what they will. */
struct change_part {
    struct intake intake;
    int64_t from_ms, until_ms;
    int64_t done; /* as in struct change */
    size_t held;  /* attempts that lie elsewhere now */
    size_t unwritten;
    struct bag before, after;
    struct chunks chunks;
    struct change_moved { /* out of their chunk */
        int64_t chunk;
        unsigned char key[HASH_SIZE];
        /* Where they belong; version 0: nothing of them is left. */
        int64_t version, day, settled_ms;
    } * moved; /* in the order of their chunks */
    size_t n_moved, moved_room;
};

void change_part_init(struct change_part *p, struct tracker *t,
                      const char *slug);
void change_part_release(struct change_part *p);

/* change_chunks.c: the chunks that attempts were moved out of, and those they
 * go into. */
MUST_USE enum err change_write_chunks(struct change_part *p);

/* In the transaction that its intake has open, which is then to be committed.
 */
MUST_USE enum err change_part_walk(struct change_part *p);

#endif
