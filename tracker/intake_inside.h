/* intake_inside.h - what intake.c, intake_find.c and intake_write.c share. */
#ifndef TRACKER_INTAKE_INSIDE_H
#define TRACKER_INTAKE_INSIDE_H

#include "tracker/intake.h"

struct hot {
    unsigned char key[HASH_SIZE];
    int64_t live;  /* id of its row; 0: not given yet */
    int64_t chunk; /* that holds an older state of it; 0: none */
    bool dirty;    /* its trail is not what is stored */
    struct trail trail;
    /* While dirty: what is in the figures of it as stored. */
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

/* The place of a live attempt in in->keys; that of a chunk is its id. */
int64_t intake_live_place(int64_t id);

/* Learn where every attempt of the journey is, unless it is known. */
MUST_USE enum err intake_load_keys(struct intake *in);

/* Take hold of the attempt with that key: in memory, stored, or new. */
MUST_USE enum err intake_find(struct intake *in, const unsigned char *key,
                              struct hot **ret_hot);

/* The same, or NULL if it would be new. */
MUST_USE enum err intake_find_stored(struct intake *in,
                                     const unsigned char *key,
                                     struct hot **ret_hot);

/* The trail is about to change: note what it adds to the figures now. */
void intake_touch(struct intake *in, struct hot *h);

/* Put the figures of an attempt into (sign 1) or out of (-1) their rows. */
MUST_USE enum err intake_count(struct intake *in, const struct attempt *a,
                               const struct bag *figures, int64_t sign);

#endif
