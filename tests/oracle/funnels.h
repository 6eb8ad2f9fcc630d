/*
 * funnels.h - funnels a second time, by trying every choice there is.
 *
 * Written from definitions D3 to D8 of the logs' reference figures, with no
 * file of the tracker.
 */
#ifndef TESTS_ORACLE_FUNNELS_H
#define TESTS_ORACLE_FUNNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A moving event of one attempt at a step, which is any number. */
struct oracle_stop {
    size_t step;
    int64_t at_ms;
    bool left; /* before the next one the attempt had been left */
};

/* All of one attempt, in order. */
struct oracle_walk {
    size_t n;
    struct oracle_stop *at;
};

enum { ORACLE_ASKED_MAX = 4 };

enum oracle_order { ORACLE_OPEN, ORACLE_STRICT, ORACLE_ANY };

struct oracle_funnel {
    size_t n;
    size_t steps[ORACLE_ASKED_MAX];
    int64_t window_ms; /* 0: none */
    bool first_start;
    enum oracle_order order;
};

/* Whether the attempt came to the first n of the steps. */
bool oracle_reaches(const struct oracle_walk *w, const struct oracle_funnel *q,
                    size_t n);

/* D8: the time from step n - 2 to step n - 1, each at its first place behind
 * the one before.  false: it does not come so far. */
bool oracle_gap(const struct oracle_walk *w, const struct oracle_funnel *q,
                size_t n, int64_t *ret_gap);

/* The mean of the two middle ones; changes their order.  NAN for none. */
double oracle_median(int64_t *at, size_t n);

#endif
