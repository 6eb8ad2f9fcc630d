#include "tracker/figures_trails.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tracker/pass.h"

/* What one thread found. */
struct counting {
    const struct journey *journey;
    const struct figures_query *q;
    const struct filter *filter;
    int32_t first, last; /* start days asked for */
    struct trail trail;
    struct fold_scratch scratch;
    struct bag own;      /* of the attempt at hand */
    struct bag *bags;    /* by index of version */
    struct figures days; /* only which have an attempt */
};

static void see(struct figures *days, int32_t from, int32_t until)
{
    bool any = days->has_days;

    days->from = any && days->from < from ? days->from : from;
    days->until = any && days->until > until ? days->until : until;
    days->has_days = true;
}

static bool is_asked(const struct counting *c, const struct attempt *a)
{
    return a->day >= c->first && a->day <= c->last &&
           journey_asked(c->journey, a->version, c->q->version) &&
           filter_fits(c->filter, a);
}

static enum err count(void *self, const struct scanned *s,
                      struct varint_reader *bytes)
{
    struct counting *c = self;
    struct attempt a;

    (void)s;
    if (trail_read(&c->trail, bytes) != OK || c->trail.n == 0)
        return ERR_INVALID;
    bag_empty(&c->own);
    attempt_fold(c->journey, &c->trail, &c->scratch, &a, &c->own);
    if (!is_asked(c, &a))
        return OK;
    see(&c->days, a.day, a.day);
    bag_add_all(&c->bags[a.version], &c->own, 1);
    if (c->q->now_ms <= attempt_limit_ms(c->journey, &a))
        attempt_unsettle(&a, &c->own, &c->bags[a.version]);
    return OK;
}

static struct counting *counting_new(const struct counting *like)
{
    struct counting *c = mem_new(1, sizeof(*c));

    *c = *like;
    c->bags = mem_new(like->journey->n_versions, sizeof(*c->bags));
    return c;
}

static void counting_free(struct counting *c)
{
    size_t v;

    for (v = 0; v < c->journey->n_versions; v++)
        bag_release(&c->bags[v]);
    free(c->bags);
    bag_release(&c->own);
    fold_scratch_release(&c->scratch);
    trail_release(&c->trail);
    free(c);
}

static void add_up(const struct counting *c, struct bag *bags,
                   struct figures *f)
{
    size_t v;

    for (v = 0; v < c->journey->n_versions; v++)
        bag_add_all(&bags[v], &c->bags[v], 1);
    if (c->days.has_days)
        see(f, c->days.from, c->days.until);
}

enum err figures_from_trails(struct tracker *t, const struct journey *j,
                             const struct figures_query *q,
                             const struct filter *filter, struct bag *bags,
                             struct figures *f)
{
    const struct counting like = {
        .journey = j,
        .q = q,
        .filter = filter,
        .first = period_first_day(&q->period),
        .last = period_last_day(&q->period),
    };
    struct pass pass = {.tracker = t,
                        .journey = j,
                        .first = like.first,
                        .last = like.last,
                        .each = count,
                        .n_parts = pass_parts()};
    size_t i;
    enum err e;

    f->from_trails = true;
    f->until_ms = q->now_ms; /* nobody looks when it changes */
    for (i = 0; i < pass.n_parts; i++)
        pass.parts[i] = counting_new(&like);
    e = pass_run(&pass);
    for (i = 0; i < pass.n_parts; i++) {
        if (!e)
            add_up(pass.parts[i], bags, f);
        counting_free(pass.parts[i]);
    }
    return e;
}
