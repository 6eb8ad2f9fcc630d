/* median.h - the middle of many numbers, exactly, without sorting them. */
#ifndef TRACKER_MEDIAN_H
#define TRACKER_MEDIAN_H

#include <stddef.h>
#include <stdint.h>

/* Some of the numbers. */
struct numbers {
    int64_t *at;
    size_t n, room;
};

/*
 * Of all in those lists: the mean of the two middle ones, where their number
 * is even; NAN for none.  The numbers do not survive it.  By radix: they are
 * counted into buckets, and only the bucket that holds the middle is looked at
 * again, so that it takes a few passes whatever the numbers are.
 */
double median(struct numbers *lists, size_t n_lists);

#endif
