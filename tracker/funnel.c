/* Ordered funnels over trails (tracker.h). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tracker/folder.h"
#include "tracker/funnel_depth.h"
#include "tracker/median.h"
#include "tracker/pass.h"

/* What one thread found. */
struct funnelling {
    const struct journey *journey;
    const struct funnel_asked *asked;
    int32_t first, last;                   /* start days asked for */
    struct stops stops;                    /* of the attempt at hand */
    int64_t came_to[FUNNEL_STEPS_MAX + 1]; /* so many steps, and no further */
    struct numbers gaps[FUNNEL_STEPS_MAX];
};

static enum err follow(void *self, const struct scanned *s,
                       struct varint_reader *bytes)
{
    struct funnelling *f = self;
    struct funnel_depth d;
    size_t i;
    enum err e = stops_read(&f->stops, f->journey, s, bytes);

    if (e || f->stops.day < f->first || f->stops.day > f->last)
        return e;
    funnel_depth(f->asked, &f->stops, &d);
    f->came_to[d.n]++;
    if (f->asked->order == FUNNEL_ANY)
        return OK;
    for (i = 1; i < d.n; i++) {
        struct numbers *g = &f->gaps[i];

        if (g->n == g->room)
            g->at = mem_grow(g->at, g->n, &g->room, sizeof(*g->at));
        g->at[g->n++] = d.gaps[i];
    }
    return OK;
}

static void funnelling_release(struct funnelling *f)
{
    size_t i;

    for (i = 0; i < FUNNEL_STEPS_MAX; i++)
        free(f->gaps[i].at);
    stops_release(&f->stops);
    free(f);
}

static enum err find_steps(const struct journey *j,
                           const struct funnel_query *q, struct problems *p,
                           struct funnel_asked *asked)
{
    size_t i;

    if (q->n_steps < 1 || q->n_steps > FUNNEL_STEPS_MAX) {
        problems_add(p, "step", "a funnel has 1 to %d steps", FUNNEL_STEPS_MAX);
        return ERR_INVALID;
    }
    for (i = 0; i < q->n_steps; i++)
        funnel_ask_step(asked, journey_step_asked(j, q->steps[i], p));
    return p->total ? ERR_INVALID : OK;
}

/* What the threads found of one step, together. */
static struct funnel_step step_answer(struct arena *a, const struct pass *pass,
                                      size_t i)
{
    const struct funnelling *first = pass->parts[0];
    struct numbers gaps[PASS_PARTS_MAX];
    struct funnel_step step = {
        .id = arena_strdup(a, names_text(&first->journey->names[NAME_STEP],
                                         first->asked->steps[i]))};
    size_t k, n;

    for (k = 0; k < pass->n_parts; k++) {
        const struct funnelling *f = pass->parts[k];

        gaps[k] = f->gaps[i];
        for (n = i + 1; n <= f->asked->n; n++)
            step.reached += f->came_to[n];
        step.n_gaps += (int64_t)f->gaps[i].n;
    }
    step.gap_median_ms = median(gaps, pass->n_parts);
    return step;
}

static struct funnel answer(struct arena *a, const struct pass *pass)
{
    const struct funnelling *first = pass->parts[0];
    struct funnel funnel = {.n = first->asked->n};
    size_t i;

    funnel.at = arena_array(a, funnel.n, sizeof(*funnel.at));
    for (i = 0; i < funnel.n; i++)
        funnel.at[i] = step_answer(a, pass, i);
    return funnel;
}

static enum err run(struct tracker *t, struct arena *a, const struct journey *j,
                    const struct funnel_query *q,
                    const struct funnel_asked *asked, struct funnel *ret_funnel)
{
    struct pass pass = {
        .tracker = t,
        .journey = j,
        .first = period_first_day(&q->period),
        .last = period_last_day(&q->period),
        .each = follow,
        .n_parts = pass_parts(),
    };
    size_t i;
    enum err e;

    for (i = 0; i < pass.n_parts; i++) {
        struct funnelling *f = pass.parts[i] = mem_new(1, sizeof(*f));

        f->journey = j;
        f->asked = asked;
        f->first = pass.first;
        f->last = pass.last;
        stops_init(&f->stops);
        f->stops.filter = filter_make(j, &q->segments);
    }
    e = pass_run(&pass);
    if (!e)
        *ret_funnel = answer(a, &pass);
    for (i = 0; i < pass.n_parts; i++)
        funnelling_release(pass.parts[i]);
    return e;
}

enum err tracker_funnel(struct tracker *t, struct arena *a,
                        const struct funnel_query *q, struct problems *p,
                        struct funnel *ret_funnel)
{
    struct funnel_asked asked = {.window_ms = q->window_ms,
                                 .first_start = q->first_start,
                                 .order = q->order};
    struct journey *j;
    enum err e = folder_begin(t);

    if (e)
        return e;
    e = folder_journey(t, q->journey, &j);
    if (!e)
        e = find_steps(j, q, p, &asked);
    if (!e)
        e = run(t, a, j, q, &asked, ret_funnel);
    folder_end(t);
    return e;
}
