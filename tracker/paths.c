#include "tracker/paths.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "tracker/pass.h"
#include "tracker/stops.h"

struct route {
    uint16_t n, steps[PATHS_DEPTH_MAX]; /* names; the rest is 0 */
};

struct found {
    struct route route;
    int64_t attempts;
};

/* What one thread found. */
struct pathing {
    const struct journey *journey;
    const struct paths_query *q;
    uint16_t step;
    int32_t first, last; /* start days asked for */
    struct stops stops;
    struct map places; /* of routes in at */
    struct found *at;
    size_t n, room;
};

static enum err count(struct pathing *f, const struct route *route,
                      int64_t attempts)
{
    bool added;
    int64_t *place = map_put(&f->places, route, sizeof(*route), &added);

    if (added) {
        if (f->n == PATHS_DIFFERENT_MAX)
            return ERR_TOO_BIG;
        *place = (int64_t)f->n;
        f->at = mem_grow(f->at, f->n, &f->room, sizeof(*f->at));
        f->at[f->n++] = (struct found){*route, 0};
    }
    f->at[*place].attempts += attempts;
    return OK;
}

/* The first stop at the step; n: it never came there. */
static size_t find_step(const struct pathing *f)
{
    size_t i;

    for (i = 0; i < f->stops.n; i++)
        if (f->stops.at[i].step == f->step)
            break;
    return i;
}

static struct route route_before(const struct pathing *f, size_t i)
{
    uint16_t last = f->step, backwards[PATHS_DEPTH_MAX] = {0};
    struct route r = {0};
    size_t k;

    while (i-- > 0 && r.n < f->q->depth)
        if (f->stops.at[i].step != last)
            last = backwards[r.n++] = f->stops.at[i].step;
    for (k = 0; k < r.n; k++)
        r.steps[k] = backwards[r.n - 1 - k];
    return r;
}

/* From the i-th stop on, without those that only stay at `last`. */
static struct route route_from(const struct pathing *f, size_t i, uint16_t last)
{
    struct route r = {0};

    for (; i < f->stops.n && r.n < f->q->depth; i++)
        if (f->stops.at[i].step != last)
            last = r.steps[r.n++] = f->stops.at[i].step;
    return r;
}

/* Was the attempt saved at the i-th stop, or quiet for longer than the idle
 * limit between it and the next? */
static bool is_left(const struct pathing *f, size_t i)
{
    const struct stops *s = &f->stops;
    int64_t idle_ms = f->journey->versions[s->version].def->idle_ms;
    size_t e;

    if (s->glances[s->at[i].event].kind == KIND_SAVE)
        return true;
    for (e = s->at[i].event; e < s->at[i + 1].event; e++)
        if (s->glances[e + 1].at_ms - s->glances[e].at_ms > idle_ms)
            return true;
    return false;
}

/* The stop with which it came back, having left at the step; n: none. */
static size_t find_return(const struct pathing *f)
{
    size_t i;

    for (i = 0; i + 1 < f->stops.n; i++)
        if (f->stops.at[i].step == f->step && is_left(f, i))
            return i + 1;
    return f->stops.n;
}

static bool is_asked(const struct pathing *f)
{
    const struct stops *s = &f->stops;

    return s->day >= f->first && s->day <= f->last &&
           journey_asked(f->journey, s->version, f->q->version);
}

static enum err follow(void *self, const struct scanned *s,
                       struct varint_reader *bytes)
{
    struct pathing *f = self;
    struct route r;
    size_t i;
    enum err e = stops_read(&f->stops, f->journey, s, bytes);

    if (e || !is_asked(f))
        return e;
    i = f->q->way == PATHS_AFTER_LEAVING ? find_return(f) : find_step(f);
    if (i == f->stops.n)
        return OK;
    if (f->q->way == PATHS_BEFORE)
        r = route_before(f, i);
    else
        r = route_from(f, i, f->q->way == PATHS_AFTER ? f->step : 0);
    return count(f, &r, 1);
}

static enum err merge(struct pathing *f, const struct pathing *other)
{
    enum err e = OK;
    size_t i;

    for (i = 0; !e && i < other->n; i++)
        e = count(f, &other->at[i].route, other->at[i].attempts);
    return e;
}

static const char *id_of(const struct pathing *f, uint16_t step)
{
    return names_text(&f->journey->names[NAME_STEP], step);
}

static int by_ids(const struct pathing *f, const struct route *a,
                  const struct route *b)
{
    size_t i;

    for (i = 0; i < a->n && i < b->n; i++)
        if (a->steps[i] != b->steps[i])
            return strcmp(id_of(f, a->steps[i]), id_of(f, b->steps[i]));
    return (a->n > b->n) - (a->n < b->n);
}

static int by_attempts(const void *a, const void *b, void *self)
{
    const struct found *x = a, *y = b;

    if (x->attempts != y->attempts)
        return x->attempts > y->attempts ? -1 : 1;
    return by_ids(self, &x->route, &y->route);
}

static struct path path_of(const struct pathing *f, struct arena *a,
                           const struct found *found, int64_t all)
{
    struct path p = {.n_steps = found->route.n,
                     .share = share_make(found->attempts, all)};
    size_t i;

    p.steps = arena_array(a, p.n_steps, sizeof(*p.steps));
    for (i = 0; i < p.n_steps; i++)
        p.steps[i] = arena_strdup(a, id_of(f, found->route.steps[i]));
    return p;
}

static struct paths answer(struct arena *a, struct pathing *f)
{
    struct paths p = {.step = arena_strdup(a, id_of(f, f->step)),
                      .depth = f->q->depth};
    int64_t told = 0;
    size_t i;

    for (i = 0; i < f->n; i++)
        p.attempts += f->at[i].attempts;
    if (f->n)
        qsort_r(f->at, f->n, sizeof(*f->at), by_attempts, f);
    p.n = f->n < f->q->most ? f->n : f->q->most;
    p.n_other = f->n - p.n;
    p.at = arena_array(a, p.n, sizeof(*p.at));
    for (i = 0; i < p.n; i++) {
        p.at[i] = path_of(f, a, &f->at[i], p.attempts);
        told += f->at[i].attempts;
    }
    p.other = share_make(p.attempts - told, p.attempts);
    return p;
}

static void pathing_init(struct pathing *f, const struct journey *j,
                         const struct paths_query *q, uint16_t step)
{
    *f = (struct pathing){.journey = j, .q = q, .step = step};
    f->first = period_first_day(&q->period);
    f->last = period_last_day(&q->period);
    stops_init(&f->stops);
    f->stops.filter = filter_make(j, &q->segments);
    map_init(&f->places);
}

static void pathing_release(struct pathing *f)
{
    stops_release(&f->stops);
    map_release(&f->places);
    free(f->at);
}

static enum err run(struct tracker *t, struct arena *a, const struct journey *j,
                    const struct paths_query *q, uint16_t step,
                    struct paths *ret_paths)
{
    struct pathing parts[PASS_PARTS_MAX] = {0};
    struct pass pass = {.tracker = t,
                        .journey = j,
                        .first = period_first_day(&q->period),
                        .last = period_last_day(&q->period),
                        .each = follow,
                        .n_parts = pass_parts()};
    size_t i;
    enum err e;

    assert(pass.n_parts > 0);
    for (i = 0; i < pass.n_parts; i++) {
        pathing_init(&parts[i], j, q, step);
        pass.parts[i] = &parts[i];
    }
    e = pass_run(&pass);
    for (i = 1; !e && i < pass.n_parts; i++)
        e = merge(&parts[0], &parts[i]);
    if (!e)
        *ret_paths = answer(a, &parts[0]);
    for (i = 0; i < pass.n_parts; i++)
        pathing_release(&parts[i]);
    return e;
}

static enum err check(const struct journey *j, const struct paths_query *q,
                      struct problems *p, uint16_t *ret_step)
{
    if (q->depth < 1 || q->depth > PATHS_DEPTH_MAX)
        problems_add(p, "depth", "a path has 1 to %d steps", PATHS_DEPTH_MAX);
    if (q->most < 1 || q->most > PATHS_MOST_MAX)
        problems_add(p, "most", "1 to %d paths can be told", PATHS_MOST_MAX);
    *ret_step = journey_step_asked(j, q->step, p);
    return p->total ? ERR_INVALID : OK;
}

enum err tracker_paths(struct tracker *t, struct arena *a,
                       const struct paths_query *q, struct problems *p,
                       struct paths *ret_paths)
{
    struct journey *j;
    uint16_t step = 0;
    enum err e = folder_begin(t);

    if (e)
        return e;
    e = folder_journey(t, q->journey, &j);
    if (!e)
        e = check(j, q, p, &step);
    if (!e)
        e = run(t, a, j, q, step, ret_paths);
    if (e == ERR_TOO_BIG)
        problems_add(p, "depth",
                     "these attempts took more than %d different paths: ask "
                     "for fewer steps or days",
                     PATHS_DIFFERENT_MAX);
    folder_end(t);
    return e;
}
