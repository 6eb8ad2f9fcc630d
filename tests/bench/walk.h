/*
 * walk.h - one made-up attempt at one made-up journey.
 *
 * Everything follows from the dice.  Gaps between events are a second or
 * longer, so that engines which know whole seconds only keep them in order.
 */
#ifndef TESTS_BENCH_WALK_H
#define TESTS_BENCH_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "tests/oracle/dice.h"

enum {
    JOURNEYS = 20,
    STEPS_MAX = 9,
    WALK_MAX = 48, /* events of an attempt */
    DAYS = 90,
    FUNNEL_STEPS = 7
};

#define WINDOW_MS (7 * MS_PER_DAY) /* of the funnel */

enum walk_kind { VIEW, ACCEPT, REJECT, BACK, SAVE, RESUME, HELP, CONTACT, END };

struct walk_event {
    int64_t at_ms;
    uint32_t attempt;
    uint8_t step; /* from 1 */
    uint8_t kind;
    uint8_t seq;
};

struct walker {
    uint8_t journey, device, lang, channel, variant;
};

struct walk {
    struct walker who;
    size_t n;
    struct walk_event at[WALK_MAX];
};

/* 5 to 9; the last is the end. */
uint8_t journey_steps(uint8_t journey);

void walk_make(struct dice *d, uint32_t number, struct walk *ret_walk);

/*
 * How many of the funnel's first steps it went through in order within the
 * window, from whichever visit of the first step gets furthest: found by
 * trying each of them.
 */
size_t walk_depth(const struct walk *w);

#endif
