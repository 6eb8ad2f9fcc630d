#include "tracker/sketch.h"

#include <math.h>

static double growth(void)
{
    return (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
}

uint32_t sketch_bucket(int64_t ms)
{
    if (ms <= 0)
        return 0;
    return 1 + (uint32_t)ceil(log((double)ms) / log(growth()) - 1e-9);
}

int64_t sketch_value_ms(uint32_t bucket)
{
    if (bucket == 0)
        return 0;
    return llround(2 * pow(growth(), (double)bucket - 1) / (growth() + 1));
}

/* The part of the bag that holds the step's durations. */
static size_t from_of(const struct bag *b, size_t step)
{
    return bag_from(b, bag_key(METRIC_TIME, step, 0));
}

static size_t until_of(const struct bag *b, size_t step)
{
    return bag_from(b, bag_key(METRIC_TIME, step + 1, 0));
}

int64_t sketch_count(const struct bag *b, size_t step)
{
    size_t i, until = until_of(b, step);
    int64_t n = 0;

    for (i = from_of(b, step); i < until; i++)
        n += b->at[i].n;
    return n;
}

int64_t sketch_quantile_ms(const struct bag *b, size_t step, double q)
{
    int64_t n = sketch_count(b, step), seen = 0;
    int64_t rank = (int64_t)ceil(q * (double)n - 1e-9);
    size_t i, until = until_of(b, step);

    for (i = from_of(b, step); i < until; i++) {
        seen += b->at[i].n;
        if (seen >= rank)
            return sketch_value_ms(bag_key_sub(b->at[i].key));
    }
    return -1;
}
