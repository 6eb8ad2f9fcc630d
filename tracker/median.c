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

static void count(struct buckets *b, const struct numbers *of)
{
    size_t i;

    for (i = 0; i < of->n; i++)
        b->counts[bucket_of(b, of->at[i])]++;
}

/* There are some. */
static void fill(struct buckets *b, const struct numbers *lists, size_t n)
{
    int64_t min = INT64_MAX, max = INT64_MIN;
    size_t l, i;

    for (l = 0; l < n; l++)
        for (i = 0; i < lists[l].n; i++) {
            int64_t v = lists[l].at[i];

            min = v < min ? v : min;
            max = v > max ? v : max;
        }
    *b = (struct buckets){.min = min};
    while (bucket_of(b, max) >= BUCKETS)
        b->shift++;
    for (l = 0; l < n; l++)
        count(b, &lists[l]);
}

/* The mean of the greatest number in a bucket and the smallest behind it. */
static double across(const struct buckets *b, size_t bucket,
                     const struct numbers *lists, size_t n)
{
    int64_t low = INT64_MIN, high = INT64_MAX;
    size_t l, i;

    for (l = 0; l < n; l++)
        for (i = 0; i < lists[l].n; i++) {
            int64_t v = lists[l].at[i];
            size_t in = bucket_of(b, v);

            if (in == bucket && v > low)
                low = v;
            else if (in > bucket && v < high)
                high = v;
        }
    return ((double)low + (double)high) / 2;
}

/* Keep the numbers of one bucket. */
static void keep(const struct buckets *b, size_t bucket, struct numbers *of)
{
    size_t i, kept = 0;

    for (i = 0; i < of->n; i++)
        if (bucket_of(b, of->at[i]) == bucket)
            of->at[kept++] = of->at[i];
    of->n = kept;
}

static size_t how_many(const struct numbers *lists, size_t n)
{
    size_t l, sum = 0;

    for (l = 0; l < n; l++)
        sum += lists[l].n;
    return sum;
}

double median(struct numbers *lists, size_t n_lists)
{
    size_t n = how_many(lists, n_lists), l;
    size_t low = n ? (n - 1) / 2 : 0, high = n / 2;

    while (n) {
        struct buckets b;
        size_t bucket = 0, before = 0;

        fill(&b, lists, n_lists);
        while (before + b.counts[bucket] <= low)
            before += b.counts[bucket++];
        if (before + b.counts[bucket] <= high)
            return across(&b, bucket, lists, n_lists);
        if (b.shift == 0)
            return (double)b.min + (double)bucket;
        for (l = 0; l < n_lists; l++)
            keep(&b, bucket, &lists[l]);
        low -= before;
        high -= before;
    }
    return NAN;
}
