#include "tests/bench/walk.h"

#include <math.h>
#include <stdbool.h>

#define FIRST_DAY INT64_C(20332) /* 1 September 2025 */

/* In per cent, of those who are shown a step. */
enum {
    STARTS_LATER = 3,
    LEAVES = 17,
    IS_REFUSED = 7,
    LEAVES_REFUSED = 25,
    CONTACTS = 1,
    ASKS_HELP = 4,
    SAVES = 2,
    COMES_BACK = 55,
    GOES_BACK = 4
};

uint8_t journey_steps(uint8_t journey)
{
    return (uint8_t)(5 + journey % 5);
}

/* Services that tell of submits, too. */
static bool sends_accept(uint8_t journey)
{
    return journey % 10 == 7;
}

/* 0 up to 1. */
static double fraction(struct dice *d)
{
    return (double)(dice_throw(d) >> 11) * 0x1p-53;
}

static uint8_t by_weight(struct dice *d, const uint8_t *percents)
{
    size_t at = dice_below(d, 100);
    uint8_t i = 0;

    for (; at >= percents[i]; i++)
        at -= percents[i];
    return i;
}

/* The first journey is the most used, the second half as much … */
static uint8_t pick_journey(struct dice *d)
{
    double whole = 0, at;
    uint8_t i;

    for (i = 1; i <= JOURNEYS; i++)
        whole += 1.0 / i;
    at = fraction(d) * whole;
    for (i = 1; i < JOURNEYS && at >= 1.0 / i; i++)
        at -= 1.0 / i;
    return (uint8_t)(i - 1);
}

static struct walker pick_who(struct dice *d)
{
    static const uint8_t devices[] = {55, 38, 6, 1}, langs[] = {92, 5, 3},
                         channels[] = {91, 6, 3}, variants[] = {50, 50};

    return (struct walker){
        .journey = pick_journey(d),
        .device = by_weight(d, devices),
        .lang = by_weight(d, langs),
        .channel = by_weight(d, channels),
        .variant = by_weight(d, variants),
    };
}

/* More in the daytime than at night. */
static int64_t pick_start(struct dice *d)
{
    static const uint8_t quarters[] = {4, 30, 41, 25};
    int64_t day = FIRST_DAY + (int64_t)dice_below(d, DAYS);
    int64_t quarter = by_weight(d, quarters);

    return day * MS_PER_DAY + quarter * (MS_PER_DAY / 4) +
           (int64_t)dice_below(d, (size_t)(MS_PER_DAY / 4));
}

/* Mostly under a minute. */
static int64_t pick_gap(struct dice *d)
{
    return MS_PER_SECOND + (int64_t)(-log(1 - fraction(d)) * 40000);
}

/* Not near the funnel's window, which engines may cut by whole seconds. */
static int64_t pick_pause(struct dice *d)
{
    int64_t days = (int64_t)(dice_chance(d, 75) ? dice_below(d, 5)
                                                : 8 + dice_below(d, 12));

    return days * MS_PER_DAY + MS_PER_DAY / 24;
}

struct walking {
    struct dice *dice;
    struct walk *walk;
    uint32_t number;
    int64_t at_ms;
};

static void happen(struct walking *g, enum walk_kind kind, uint8_t step)
{
    struct walk *w = g->walk;

    w->at[w->n] = (struct walk_event){.at_ms = g->at_ms,
                                      .attempt = g->number,
                                      .step = step,
                                      .kind = (uint8_t)kind,
                                      .seq = (uint8_t)w->n};
    w->n++;
    g->at_ms += pick_gap(g->dice);
}

/* After a step is shown.  Returns the next one, or 0 where it ends. */
static uint8_t go_on(struct walking *g, uint8_t step)
{
    struct dice *d = g->dice;

    if (dice_chance(d, ASKS_HELP))
        happen(g, HELP, step);
    if (dice_chance(d, LEAVES))
        return 0;
    if (dice_chance(d, CONTACTS)) {
        happen(g, CONTACT, step);
        return 0;
    }
    if (dice_chance(d, IS_REFUSED)) {
        happen(g, REJECT, step);
        if (dice_chance(d, LEAVES_REFUSED))
            return 0;
    }
    if (dice_chance(d, SAVES)) {
        happen(g, SAVE, step);
        if (!dice_chance(d, COMES_BACK))
            return 0;
        g->at_ms += pick_pause(d);
        happen(g, RESUME, step);
    }
    if (step > 1 && dice_chance(d, GOES_BACK)) {
        happen(g, BACK, (uint8_t)(step - 1));
        return (uint8_t)(step - 1);
    }
    if (sends_accept(g->walk->who.journey))
        happen(g, ACCEPT, step);
    return (uint8_t)(step + 1);
}

void walk_make(struct dice *d, uint32_t number, struct walk *ret_walk)
{
    enum { MOST_AT_A_STEP = 7 };
    struct walking g = {.dice = d, .walk = ret_walk, .number = number};
    uint8_t last, step = 1;

    ret_walk->n = 0;
    ret_walk->who = pick_who(d);
    g.at_ms = pick_start(d);
    last = journey_steps(ret_walk->who.journey);
    if (dice_chance(d, STARTS_LATER))
        step = 2;
    while (step && step < last && ret_walk->n + MOST_AT_A_STEP < WALK_MAX) {
        happen(&g, VIEW, step);
        step = go_on(&g, step);
    }
    if (step == last)
        happen(&g, END, last);
}

static size_t depth_from(const struct walk *w, size_t first)
{
    int64_t until_ms = w->at[first].at_ms + WINDOW_MS;
    size_t depth = 1, i;

    for (i = first + 1; i < w->n && w->at[i].at_ms <= until_ms; i++) {
        const struct walk_event *e = &w->at[i];

        if (e->kind != HELP && e->kind != CONTACT && e->step == depth + 1)
            depth++;
    }
    return depth < FUNNEL_STEPS ? depth : FUNNEL_STEPS;
}

size_t walk_depth(const struct walk *w)
{
    size_t best = 0, i;

    for (i = 0; i < w->n; i++) {
        const struct walk_event *e = &w->at[i];
        bool starts = e->step == 1 && e->kind != HELP && e->kind != CONTACT;
        size_t depth = starts ? depth_from(w, i) : 0;

        if (depth > best)
            best = depth;
    }
    return best;
}
