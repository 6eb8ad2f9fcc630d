#include "tests/oracle/funnels.h"

#include <math.h>
#include <stdlib.h>

static bool in_window(const struct oracle_funnel *q, int64_t start_ms,
                      int64_t at_ms)
{
    return q->window_ms == 0 || at_ms - start_ms <= q->window_ms;
}

/* Whether the steps k to n - 1 can be found from place i on, for a start. */
static bool goes_on(const struct oracle_walk *a, const struct oracle_funnel *q,
                    size_t k, size_t n, size_t i, int64_t start_ms)
{
    if (k == n)
        return true;
    for (; i < a->n; i++)
        if (a->at[i].step == q->steps[k] &&
            in_window(q, start_ms, a->at[i].at_ms) &&
            goes_on(a, q, k + 1, n, i + 1, start_ms))
            return true;
    return false;
}

/* D3, D4, D5. */
static bool reaches_open(const struct oracle_walk *a,
                         const struct oracle_funnel *q, size_t n)
{
    size_t i;

    for (i = 0; i < a->n; i++) {
        if (a->at[i].step != q->steps[0])
            continue;
        if (goes_on(a, q, 1, n, i + 1, a->at[i].at_ms))
            return true;
        if (q->first_start)
            break;
    }
    return false;
}

/* D6. */
static bool reaches_strict(const struct oracle_walk *a,
                           const struct oracle_funnel *q, size_t n)
{
    size_t i, k;

    for (i = 0; i + n <= a->n; i++) {
        for (k = 0; k < n; k++)
            if (a->at[i + k].step != q->steps[k])
                break;
        if (k == n)
            return true;
    }
    return false;
}

/* D7. */
static bool reaches_any(const struct oracle_walk *a,
                        const struct oracle_funnel *q, size_t n)
{
    size_t i, k;

    for (k = 0; k < n; k++) {
        for (i = 0; i < a->n; i++)
            if (a->at[i].step == q->steps[k])
                break;
        if (i == a->n)
            return false;
    }
    return true;
}

bool oracle_reaches(const struct oracle_walk *a, const struct oracle_funnel *q,
                    size_t n)
{
    if (q->order == ORACLE_STRICT)
        return reaches_strict(a, q, n);
    if (q->order == ORACLE_ANY)
        return reaches_any(a, q, n);
    return reaches_open(a, q, n);
}

/* D8: the time from step n - 2 to step n - 1, each at its first place behind
 * the one before.  false: it does not come so far. */
bool oracle_gap(const struct oracle_walk *a, const struct oracle_funnel *q,
                size_t n, int64_t *ret_gap)
{
    int64_t before = 0, now = 0;
    size_t i = 0, k;

    for (k = 0; k < n; k++, i++) {
        while (i < a->n && a->at[i].step != q->steps[k])
            i++;
        if (i == a->n)
            return false;
        before = now;
        now = a->at[i].at_ms;
    }
    *ret_gap = now - before;
    return true;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

double oracle_median(int64_t *at, size_t n)
{
    if (n == 0)
        return NAN;
    qsort(at, n, sizeof(*at), by_value);
    return ((double)at[(n - 1) / 2] + (double)at[n / 2]) / 2;
}
