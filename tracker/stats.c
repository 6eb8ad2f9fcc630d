#include "tracker/stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

struct share share_make(int64_t n, int64_t m)
{
    const double z2 = STATS_Z95 * STATS_Z95;
    double p, size, centre, half;

    if (m <= 0)
        return (struct share){.n = n, .m = m};
    size = (double)m;
    p = (double)n / size;
    centre = p + z2 / (2 * size);
    half = STATS_Z95 * sqrt(p * (1 - p) / size + z2 / (4 * size * size));
    return (struct share){
        .n = n,
        .m = m,
        .known = true,
        .rate = p,
        .low = n == 0 ? 0 : fmax(0, (centre - half) / (1 + z2 / size)),
        .high = n == m ? 1 : fmin(1, (centre + half) / (1 + z2 / size)),
    };
}

struct difference difference_make(const struct share *a, const struct share *b)
{
    double value = a->rate - b->rate;

    if (!a->known || !b->known)
        return (struct difference){.known = false};
    return (struct difference){
        .known = true,
        .value = value,
        .low = value - hypot(a->rate - a->low, b->high - b->rate),
        .high = value + hypot(a->high - a->rate, b->rate - b->low),
    };
}

bool difference_is_testable(const struct share *a, const struct share *b)
{
    const double least = 5;
    int64_t smaller = a->m < b->m ? a->m : b->m;
    double pooled;

    if (smaller < STATS_ENOUGH)
        return false;
    pooled = (double)(a->n + b->n) / (double)(a->m + b->m);
    return (double)smaller * fmin(pooled, 1 - pooled) >= least;
}

double difference_p(const struct share *a, const struct share *b)
{
    double pooled, error;

    if (!a->known || !b->known)
        return 1;
    pooled = (double)(a->n + b->n) / (double)(a->m + b->m);
    error = sqrt(pooled * (1 - pooled) * (1 / (double)a->m + 1 / (double)b->m));
    if (error <= 0)
        return 1;
    return erfc(fabs(a->rate - b->rate) / error / sqrt(2));
}

struct ranked {
    double p;
    size_t place;
};

static int by_p(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->p, y = ((const struct ranked *)b)->p;

    return (x > y) - (x < y);
}

void holm_adjust(double *p, size_t n)
{
    struct ranked ranked[STATS_FAMILY_MAX];
    double floor = 0;
    size_t i;

    assert(n <= STATS_FAMILY_MAX);
    for (i = 0; i < n; i++)
        ranked[i] = (struct ranked){p[i], i};
    qsort(ranked, n, sizeof(ranked[0]), by_p);
    for (i = 0; i < n; i++) {
        double adjusted = fmin(1, (double)(n - i) * ranked[i].p);

        floor = fmax(floor, adjusted); /* never below a smaller one's */
        p[ranked[i].place] = floor;
    }
}

int64_t sample_needed(double p, double change)
{
    const double z80 = 0.841621; /* the power */
    double other = p + change, mean = (p + other) / 2, root;

    if (change == 0 || p < 0 || p > 1 || other < 0 || other > 1)
        return 0;
    root = STATS_Z95 * sqrt(2 * mean * (1 - mean)) +
           z80 * sqrt(p * (1 - p) + other * (1 - other));
    return (int64_t)ceil(root * root / (change * change));
}
