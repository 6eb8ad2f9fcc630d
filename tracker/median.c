#include "tracker/median.h"

#include <math.h>

enum { BUCKET_BITS = 11, BUCKETS = 1 << BUCKET_BITS };

/* Numbers from min on are in the bucket (number - min) >> shift. */
struct buckets {
    int64_t min;
    unsigned shift;
    size_t counts[BUCKETS];
};

static size_t bucket_of(const struct buckets *b, int64_t v)
{
    return (size_t)(((uint64_t)v - (uint64_t)b->min) >> b->shift);
}

static void fill(struct buckets *b, const int64_t *at, size_t n)
{
    int64_t max = at[0];
    size_t i;

    *b = (struct buckets){.min = at[0]};
    for (i = 1; i < n; i++) {
        b->min = at[i] < b->min ? at[i] : b->min;
        max = at[i] > max ? at[i] : max;
    }
    while (bucket_of(b, max) >= BUCKETS)
        b->shift++;
    for (i = 0; i < n; i++)
        b->counts[bucket_of(b, at[i])]++;
}

/* The mean of the greatest number in a bucket and the smallest behind it. */
static double across(const struct buckets *b, size_t bucket, const int64_t *at,
                     size_t n)
{
    int64_t low = INT64_MIN, high = INT64_MAX;
    size_t i;

    for (i = 0; i < n; i++) {
        size_t in = bucket_of(b, at[i]);

        if (in == bucket && at[i] > low)
            low = at[i];
        else if (in > bucket && at[i] < high)
            high = at[i];
    }
    return ((double)low + (double)high) / 2;
}

/* Keep the numbers of one bucket.  How many there are. */
static size_t keep(const struct buckets *b, size_t bucket, int64_t *at,
                   size_t n)
{
    size_t i, kept = 0;

    for (i = 0; i < n; i++)
        if (bucket_of(b, at[i]) == bucket)
            at[kept++] = at[i];
    return kept;
}

double median(int64_t *at, size_t n)
{
    size_t low = n ? (n - 1) / 2 : 0, high = n / 2;

    while (n) {
        struct buckets b;
        size_t bucket = 0, before = 0;

        fill(&b, at, n);
        while (before + b.counts[bucket] <= low)
            before += b.counts[bucket++];
        if (before + b.counts[bucket] <= high)
            return across(&b, bucket, at, n);
        if (b.shift == 0)
            return (double)b.min + (double)bucket;
        n = keep(&b, bucket, at, n);
        low -= before;
        high -= before;
    }
    return NAN;
}
