#include "tracker/funnel_depth.h"

void funnel_ask_step(struct funnel_asked *f, uint16_t step)
{
    f->places[step % 64] |= UINT64_C(1) << f->n;
    f->steps[f->n++] = step;
}

/* The last of those places, which is taken out; false: there is none left. */
static bool take_last(uint64_t *places, size_t *k)
{
    if (*places == 0)
        return false;
    *k = 63 - (size_t)__builtin_clzll(*places);
    *places ^= UINT64_C(1) << *k;
    return true;
}

static bool in_window(const struct funnel_asked *f, int64_t from, int64_t at)
{
    return f->window_ms == 0 || at - from <= f->window_ms;
}

static void deepen(struct funnel_depth *d, size_t i, int64_t gap)
{
    if (i != d->n)
        return;
    d->gaps[i] = gap;
    d->n = i + 1;
}

/* Each step at its first occurrence behind the one before; the window, if
 * any, from the very first. */
static void first_chain(const struct funnel_asked *f, const struct stops *s,
                        struct funnel_depth *d)
{
    int64_t start = 0, before = 0;
    size_t i;

    for (i = 0; i < s->n && d->n < f->n; i++) {
        const struct stop *at = &s->at[i];

        if (at->step != f->steps[d->n])
            continue;
        if (d->n == 0)
            start = at->at_ms;
        else if (!in_window(f, start, at->at_ms))
            continue;
        deepen(d, d->n, at->at_ms - before);
        before = at->at_ms;
    }
}

/* Any occurrence of the first step may start: for each step the chain that
 * started last is kept, because it has the most time left. */
static void best_chain(const struct funnel_asked *f, const struct stops *s,
                       struct funnel_depth *d)
{
    const int64_t window_ms = f->window_ms;
    const struct stop *at = s->at, *end = s->at + s->n;
    int64_t starts[FUNNEL_STEPS_MAX], lasts[FUNNEL_STEPS_MAX];
    size_t k, depth = 0;

    for (; at < end && depth < f->n; at++) {
        uint64_t places = f->places[at->step % 64];

        while (take_last(&places, &k)) {
            int64_t start;

            /* A chain goes to each step up to the depth, and to no other. */
            if (k > depth || at->step != f->steps[k])
                continue;
            start = k ? starts[k - 1] : at->at_ms;
            if (at->at_ms - start > window_ms)
                continue;
            if (k == depth)
                d->gaps[depth++] = k ? at->at_ms - lasts[k - 1] : 0;
            else if (start < starts[k])
                continue;
            starts[k] = start;
            lasts[k] = at->at_ms;
        }
    }
    d->n = depth;
}

/* Neighbouring events only. */
static void strict_chain(const struct funnel_asked *f, const struct stops *s,
                         struct funnel_depth *d)
{
    size_t i, k;

    for (i = 0; i < s->n; i++) {
        const struct stop *at = &s->at[i];

        for (k = 0; k < f->n && i + k < s->n; k++) {
            if (at[k].step != f->steps[k] ||
                !in_window(f, at->at_ms, at[k].at_ms))
                break;
            deepen(d, k, k ? at[k].at_ms - at[k - 1].at_ms : 0);
        }
        if (f->first_start && at->step == f->steps[0])
            break;
    }
}

static bool holds(const struct stops *s, uint16_t step)
{
    size_t i;

    for (i = 0; i < s->n; i++)
        if (s->at[i].step == step)
            return true;
    return false;
}

/* All of the first i steps somewhere. */
static void any_order(const struct funnel_asked *f, const struct stops *s,
                      struct funnel_depth *d)
{
    while (d->n < f->n && holds(s, f->steps[d->n]))
        d->n++;
}

void funnel_depth(const struct funnel_asked *f, const struct stops *s,
                  struct funnel_depth *ret_depth)
{
    ret_depth->n = 0; /* gaps are set as far as n goes */
    if (f->order == FUNNEL_ANY)
        any_order(f, s, ret_depth);
    else if (f->order == FUNNEL_STRICT)
        strict_chain(f, s, ret_depth);
    else if (f->window_ms == 0 || f->first_start)
        first_chain(f, s, ret_depth);
    else
        best_chain(f, s, ret_depth);
}
