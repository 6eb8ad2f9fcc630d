/* Ordered funnels over trails (tracker.h); definitions D3 to D8 of the logs'
 * reference figures: open, window with best or first start, strict, any. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "tracker/folder.h"
#include "tracker/scan.h"

enum { FUNNEL_STEPS_MAX = 64 };

/* A moving event of an attempt. */
struct stop {
    uint16_t step;
    int64_t at_ms;
};

/* How far one attempt came; gaps[i] is the time from step i - 1 to i along the
 * chain by which it came to step i first. */
struct depth {
    size_t n;
    int64_t gaps[FUNNEL_STEPS_MAX];
};

struct gaps {
    int64_t *at;
    size_t n, room;
};

struct funnelling {
    struct tracker *tracker;
    struct journey *journey;
    const struct funnel_query *q;
    uint16_t steps[FUNNEL_STEPS_MAX];
    struct stop *stops; /* of the attempt at hand */
    size_t n_stops, stops_room;
    int64_t reached[FUNNEL_STEPS_MAX];
    struct gaps gaps[FUNNEL_STEPS_MAX];
    struct bag figures; /* which nobody asks for here */
};

/* The attempt's moving events on known steps, in order. */
static void find_stops(struct funnelling *f, const struct trail *t)
{
    struct attempt a;
    uint16_t resting = 0;
    size_t i;

    bag_empty(&f->figures);
    attempt_fold(f->journey, t, &f->tracker->scratch, &a, &f->figures);
    f->n_stops = 0;
    for (i = 0; i < t->n; i++) {
        const struct trail_event *e = &t->at[f->tracker->scratch.order.at[i]];
        uint16_t step = e->step ? e->step : resting;

        if (!kind_moves(e->kind) || step == 0 ||
            journey_place(f->journey, a.version, step) < 0)
            continue;
        resting = step;
        f->stops =
            mem_grow(f->stops, f->n_stops, &f->stops_room, sizeof(*f->stops));
        f->stops[f->n_stops++] = (struct stop){step, e->at_ms};
    }
}

static bool in_window(const struct funnelling *f, int64_t from, int64_t at)
{
    return f->q->window_ms == 0 || at - from <= f->q->window_ms;
}

static void deepen(struct depth *d, size_t i, int64_t gap)
{
    if (i != d->n)
        return;
    d->gaps[i] = gap;
    d->n = i + 1;
}

/* Each step at its first occurrence behind the one before; the window, if
 * any, from the very first. */
static struct depth first_chain(const struct funnelling *f)
{
    struct depth d = {0};
    int64_t start = 0, before = 0;
    size_t i;

    for (i = 0; i < f->n_stops && d.n < f->q->n_steps; i++) {
        const struct stop *s = &f->stops[i];

        if (s->step != f->steps[d.n])
            continue;
        if (d.n == 0)
            start = s->at_ms;
        else if (!in_window(f, start, s->at_ms))
            continue;
        deepen(&d, d.n, s->at_ms - before);
        before = s->at_ms;
    }
    return d;
}

/* Any occurrence of the first step may start: for each step the chain that
 * started last is kept, because it has the most time left. */
static struct depth best_chain(const struct funnelling *f)
{
    struct chain {
        bool found;
        int64_t start_ms, at_ms;
    } chains[FUNNEL_STEPS_MAX] = {{false, 0, 0}};
    struct depth d = {0};
    size_t i, k;

    for (i = 0; i < f->n_stops; i++) {
        const struct stop *s = &f->stops[i];

        for (k = f->q->n_steps; k-- > 0;) {
            struct chain now = {true, s->at_ms, s->at_ms};
            const struct chain *from = k ? &chains[k - 1] : &now;

            if (s->step != f->steps[k] || !from->found ||
                !in_window(f, from->start_ms, s->at_ms))
                continue;
            deepen(&d, k, s->at_ms - from->at_ms);
            now.start_ms = from->start_ms;
            if (!chains[k].found || now.start_ms >= chains[k].start_ms)
                chains[k] = now;
        }
    }
    return d;
}

/* Neighbouring events only. */
static struct depth strict_chain(const struct funnelling *f)
{
    struct depth d = {0};
    size_t i, k;

    for (i = 0; i < f->n_stops; i++) {
        const struct stop *s = &f->stops[i];

        for (k = 0; k < f->q->n_steps && i + k < f->n_stops; k++) {
            if (s[k].step != f->steps[k] || !in_window(f, s->at_ms, s[k].at_ms))
                break;
            deepen(&d, k, k ? s[k].at_ms - s[k - 1].at_ms : 0);
        }
        if (f->q->first_start && s->step == f->steps[0])
            break;
    }
    return d;
}

static bool holds(const struct funnelling *f, uint16_t step)
{
    size_t i;

    for (i = 0; i < f->n_stops; i++)
        if (f->stops[i].step == step)
            return true;
    return false;
}

/* All of the first i steps somewhere. */
static struct depth any_order(const struct funnelling *f)
{
    struct depth d = {0};

    while (d.n < f->q->n_steps && holds(f, f->steps[d.n]))
        d.n++;
    return d;
}

static struct depth depth_of(const struct funnelling *f)
{
    if (f->q->order == FUNNEL_ANY)
        return any_order(f);
    if (f->q->order == FUNNEL_STRICT)
        return strict_chain(f);
    if (f->q->window_ms == 0 || f->q->first_start)
        return first_chain(f);
    return best_chain(f);
}

static enum err follow(void *self, const struct scanned *s)
{
    struct funnelling *f = self;
    struct depth d;
    size_t i;

    find_stops(f, s->trail);
    d = depth_of(f);
    for (i = 0; i < d.n; i++) {
        struct gaps *g = &f->gaps[i];

        f->reached[i]++;
        if (i == 0 || f->q->order == FUNNEL_ANY)
            continue;
        g->at = mem_grow(g->at, g->n, &g->room, sizeof(*g->at));
        g->at[g->n++] = d.gaps[i];
    }
    return OK;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* The mean of the two middle ones, where their number is even. */
static double median(struct gaps *g)
{
    size_t half = g->n / 2;

    if (g->n == 0)
        return NAN;
    qsort(g->at, g->n, sizeof(*g->at), by_value);
    if (g->n % 2)
        return (double)g->at[half];
    return ((double)g->at[half - 1] + (double)g->at[half]) / 2;
}

static enum err find_steps(struct funnelling *f, struct problems *p)
{
    size_t i;

    if (f->q->n_steps < 1 || f->q->n_steps > FUNNEL_STEPS_MAX) {
        problems_add(p, "step", "a funnel has 1 to %d steps", FUNNEL_STEPS_MAX);
        return ERR_INVALID;
    }
    for (i = 0; i < f->q->n_steps; i++) {
        const char *step = f->q->steps[i];
        const int64_t *number =
            map_find(&f->journey->steps, step, strlen(step));

        if (!number)
            problems_add(p, "step",
                         "\"%s\" is neither the id nor the exact title of a "
                         "step of this journey",
                         text_shown(p->arena, step, strlen(step)));
        else
            f->steps[i] = (uint16_t)*number;
    }
    return p->total ? ERR_INVALID : OK;
}

static const char *id_of(const struct funnelling *f, size_t i)
{
    return names_text(&f->journey->names[NAME_STEP], f->steps[i]);
}

static enum err run(struct funnelling *f, struct arena *a, struct problems *p,
                    struct funnel *ret_funnel)
{
    enum err e = find_steps(f, p);
    size_t i;

    if (!e)
        e = scan_all(f->tracker, f->journey, follow, f);
    if (e)
        return e;
    ret_funnel->n = f->q->n_steps;
    ret_funnel->at = arena_array(a, ret_funnel->n, sizeof(*ret_funnel->at));
    for (i = 0; i < ret_funnel->n; i++)
        ret_funnel->at[i] = (struct funnel_step){
            .id = arena_strdup(a, id_of(f, i)),
            .reached = f->reached[i],
            .n_gaps = (int64_t)f->gaps[i].n,
            .gap_median_ms = median(&f->gaps[i]),
        };
    return OK;
}

enum err tracker_funnel(struct tracker *t, struct arena *a,
                        const struct funnel_query *q, struct problems *p,
                        struct funnel *ret_funnel)
{
    struct funnelling *f = mem_new(1, sizeof(*f));
    size_t i;
    enum err e = folder_begin(t);

    f->tracker = t;
    f->q = q;
    if (!e) {
        e = folder_journey(t, q->journey, &f->journey);
        if (!e)
            e = run(f, a, p, ret_funnel);
        store_rollback(t->store);
    }
    for (i = 0; i < FUNNEL_STEPS_MAX; i++)
        free(f->gaps[i].at);
    free(f->stops);
    bag_release(&f->figures);
    free(f);
    return e;
}
