/*
 * intake_inside.h - attempts and rows as an intake holds them, for intake*.c
 * and those who change attempts otherwise than by an event.
 */
#ifndef TRACKER_INTAKE_INSIDE_H
#define TRACKER_INTAKE_INSIDE_H

#include "tracker/intake.h"

struct hot {
    unsigned char key[HASH_SIZE];
    int64_t live;  /* id of its row; 0: not given yet */
    int64_t chunk; /* that holds an older state of it; 0: none */
    bool dirty;    /* its trail is not what is stored */
    bool counted;  /* the next two hold; they do while it is dirty */
    struct trail trail;
    /* What is in the figures of it, as stored. */
    struct attempt before;
    struct bag before_figures; /* empty: nothing */
};

/* until_day of figures that hold for good, every limit passed. */
#define FOR_GOOD INT64_C(2147483647)

struct row_key {
    int64_t dimension, value, until_day, day, version;
};

struct figures_row {
    struct row_key key;
    bool dirty;
    struct bag bag;
};

enum { FIGURES_SUMS = 16 };

/* What attempts of one day and version and of the same values move, which goes
 * into the same rows: once for all of them. */
struct figures_sum {
    int64_t until_day, day, version;
    uint16_t values[DIMENSIONS];
    struct bag figures; /* empty: none */
};

/* The place of a live attempt in in->keys; that of a chunk is its id. */
int64_t intake_live_place(int64_t id);

/* Learn where every attempt of the journey is, unless it is known. */
MUST_USE enum err intake_load_keys(struct intake *in);

/* Take hold of the attempt with that key: in memory, stored, or new. */
MUST_USE enum err intake_find(struct intake *in, const unsigned char *key,
                              struct hot **ret_hot);

/* The same, or NULL if it would be new, or has no events any more. */
MUST_USE enum err intake_find_stored(struct intake *in,
                                     const unsigned char *key,
                                     struct hot **ret_hot);

/* The trail is about to change: note what it adds to the figures now. */
void intake_touch(struct intake *in, struct hot *h);

void intake_release_added(struct intake *in);

/* An undo that has not come to the attempt yet comes to it now, for what is
 * sent again is to stay (change.h). */
void intake_take_undone(struct intake *in, struct hot *h);

/* Put the figures of an attempt into (sign 1) or out of (-1) their rows, or
 * into a sum that intake_count_sums() puts there; so does a flush. */
MUST_USE enum err intake_count(struct intake *in, const struct attempt *a,
                               const struct bag *figures, int64_t sign);
MUST_USE enum err intake_count_sums(struct intake *in);

/* From what it added before to what it adds now, in->bag; now NULL: nothing. */
MUST_USE enum err intake_count_again(struct intake *in, const struct hot *h,
                                     const struct attempt *now);

/* The rows that moved, sums and all. */
MUST_USE enum err intake_write_rows(struct intake *in);

#endif
