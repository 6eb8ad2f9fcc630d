/*
 * funnel_depth.h - how far one attempt came through a funnel, and how fast.
 *
 * Definitions D3 to D8 of the logs' reference figures: open; a window with
 * best or first start; strict; any order.
 */
#ifndef TRACKER_FUNNEL_DEPTH_H
#define TRACKER_FUNNEL_DEPTH_H

#include "tracker/stops.h"

enum { FUNNEL_STEPS_MAX = 64 };

/* What is asked: steps by number, added one by one. */
struct funnel_asked {
    size_t n;
    uint16_t steps[FUNNEL_STEPS_MAX];
    uint64_t places[64]; /* by the low bits of a step's number, where it is */
    int64_t window_ms;   /* 0: none */
    bool first_start;
    enum funnel_order order;
};

/* It came to the first n steps.  gaps[i], from 1 on, is the time from step
 * i - 1 to i along the chain by which it came to step i first; in any order
 * there are no gaps. */
struct funnel_depth {
    size_t n;
    int64_t gaps[FUNNEL_STEPS_MAX];
};

void funnel_ask_step(struct funnel_asked *f, uint16_t step);

void funnel_depth(const struct funnel_asked *f, const struct stops *s,
                  struct funnel_depth *ret_depth);

#endif
