/*
 * bag.h - counters by key: what a row of daily figures is made of.
 *
 * A bag is a sorted list of (key, count) without zeros.  One attempt's part in
 * the figures is a bag; a day's figures are the sum of such bags, and an
 * attempt that changes takes its old bag out and puts its new one in.  A key
 * says what is counted, at which step, and a finer distinction:
 * metric (8 bits) | step (16) | sub (32).  Stored as pairs of varints, keys as
 * differences.
 */
#ifndef TRACKER_BAG_H
#define TRACKER_BAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* Stored: a number is never given another meaning; new ones go to the end.
 * `step` is the step's place in its version's definition. */
enum metric {
    METRIC_NONE,
    METRIC_STARTED,
    METRIC_JOINED_LATER,
    METRIC_COMPLETED, /* sub: enum outcome */
    METRIC_FAILED,
    METRIC_ABANDONED,        /* resting or saved, its limit passed or not */
    METRIC_REACHED,          /* step */
    METRIC_RESTING,          /* step */
    METRIC_DROPPED,          /* step; as METRIC_ABANDONED */
    METRIC_ERROR_ATTRIBUTED, /* step; as METRIC_ABANDONED */
    METRIC_REJECTS,          /* step */
    METRIC_REFUSAL,          /* step; sub: field << 16 | rule, as names */
    METRIC_BACKS,            /* step */
    METRIC_DETOURS,          /* step */
    METRIC_LEFT_BY,          /* step; sub: enum to */
    METRIC_TIME,             /* step; sub: bucket of sketch.h */
    METRIC_PAUSED,           /* step */
    METRIC_RATING,           /* sub: 1 to 5 */
    METRIC_UNMAPPED,         /* events, of attempts started or joined later */
    /* Only until a day, and in answers: */
    METRIC_OPEN,
    METRIC_SAVED,
    METRIC_IMMATURE, /* step: reached by attempts that are open or saved */
    /* Stored again: */
    METRIC_APART, /* sub: number of a quarantine << 8 | enum apart */
};

struct count {
    uint64_t key;
    int64_t n;
};

struct bag {
    struct count *at;
    size_t n, room;
};

uint64_t bag_key(enum metric m, size_t step, uint32_t sub);
enum metric bag_key_metric(uint64_t key);
size_t bag_key_step(uint64_t key);
uint32_t bag_key_sub(uint64_t key);

void bag_init(struct bag *b);
void bag_release(struct bag *b);
void bag_empty(struct bag *b);

void bag_add(struct bag *b, uint64_t key, int64_t n);

/* b += sign * other. */
void bag_add_all(struct bag *b, const struct bag *other, int64_t sign);

int64_t bag_get(const struct bag *b, uint64_t key);

/* The index of the first key that is not smaller. */
size_t bag_from(const struct bag *b, uint64_t key);

void bag_write(const struct bag *b, struct buf *to);

/* Add what bag_write() wrote.  ERR_INVALID for bytes it did not write; what
 * came before them is added. */
MUST_USE enum err bag_read(struct bag *b, const void *bytes, size_t n);

#endif
