/*
 * stats.h - shares with their uncertainty.
 *
 * Arithmetic only.  Interval: E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", JASA 22 (1927), without continuity
 * correction (method 3 in R. G. Newcombe, Statistics in Medicine 17, 1998,
 * 857-872), at 95 % (z = 1.959964).
 */
#ifndef TRACKER_STATS_H
#define TRACKER_STATS_H

#include <stdbool.h>
#include <stdint.h>

#define STATS_Z95 1.959964

/* Below this many, a share is shown as "not enough data". */
enum { STATS_ENOUGH = 30 };

struct share {
    int64_t n, m;           /* n of m */
    bool known;             /* m > 0; otherwise the rest means nothing */
    double rate, low, high; /* fractions, 0 to 1 */
};

/* 0 <= n <= m. */
struct share share_make(int64_t n, int64_t m);

#endif
