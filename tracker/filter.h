/*
 * filter.h - which attempts a question is about, by their segments.
 *
 * Daily figures are kept of all attempts and of each single value.  So a
 * question of none or of one value is answered from them, and one of several
 * from the trails.
 */
#ifndef TRACKER_FILTER_H
#define TRACKER_FILTER_H

#include "tracker/attempt.h"
#include "tracker/figures.h"

struct filter {
    size_t n;                    /* values asked for */
    uint16_t values[DIMENSIONS]; /* 0: any */
};

/* A word that no attempt has fits none. */
struct filter filter_make(const struct journey *j, const struct segments *s);

/* In the arena. */
struct segments segments_copy(struct arena *a, const struct segments *s);

bool filter_fits(const struct filter *f, const struct attempt *a);

/* The dimension of a filter of one value; DIMENSION_ALL of one of none. */
enum dimension filter_dimension(const struct filter *f);

#endif
