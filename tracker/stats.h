/*
 * stats.h - shares with their uncertainty, and differences between them.
 *
 * Arithmetic only, at 95 % (z = 1.959964) throughout.
 */
#ifndef TRACKER_STATS_H
#define TRACKER_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STATS_Z95 1.959964

/* Below this many, a share is shown as "not enough data". */
enum { STATS_ENOUGH = 30 };

struct share {
    int64_t n, m;           /* n of m */
    bool known;             /* m > 0; otherwise the rest means nothing */
    double rate, low, high; /* fractions, 0 to 1 */
};

/*
 * 0 <= n <= m.  The interval is E. B. Wilson's ("Probable inference, the law
 * of succession, and statistical inference", JASA 22, 1927), without
 * continuity correction: method 3 in R. G. Newcombe, "Two-sided confidence
 * intervals for the single proportion", Statistics in Medicine 17 (1998),
 * 857-872.
 */
struct share share_make(int64_t n, int64_t m);

struct difference {
    bool known;              /* both shares are */
    double value, low, high; /* of a's rate less b's, -1 to 1 */
};

/* By Wilson's intervals of both: method 10 in R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics
 * in Medicine 17 (1998), 873-890. */
struct difference difference_make(const struct share *a, const struct share *b);

/*
 * Are both of enough, and is the normal test good for them?  That is where at
 * least 5 of each kind would be expected on each side, were they of one rate:
 * W. G. Cochran, "Some methods for strengthening the common chi-squared
 * tests", Biometrics 10 (1954), 417-451.
 */
bool difference_is_testable(const struct share *a, const struct share *b);

/* The two-sided p value that two shares are of one rate: the z test with the
 * pooled rate.  1 where it cannot be said. */
double difference_p(const struct share *a, const struct share *b);

/* Turn n p values of one family into adjusted ones, in place: S. Holm, "A
 * simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6 (1979), 65-70.  n at most STATS_FAMILY_MAX. */
enum { STATS_FAMILY_MAX = 512 };
void holm_adjust(double *p, size_t n);

/*
 * How many attempts each of two periods needs for a difference between rates
 * p and p + change to be found with 80 % power at 5 %: J. L. Fleiss,
 * "Statistical Methods for Rates and Proportions", 2nd ed. (1981), formula
 * 3.14, without continuity correction.  0 where no number would do.
 */
int64_t sample_needed(double p, double change);

#endif
