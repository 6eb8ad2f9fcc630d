/* One step of a journey: the page, its JSON and its CSV. */
#include "base/text.h"
#include "dashboard/compared.h"
#include "dashboard/dashboard.h"
#include "dashboard/pages.h"
#include "dashboard/step_model.h"

enum { PROBLEMS_MAX = 4, DEPTH = 3, MOST = 8 };

/* What is asked, and all that its page shows. */
struct asked {
    const struct request *rq;
    struct choice choice;
    struct step_view step;
    struct problems problems;
};

static enum err load_ways(struct asked *q)
{
    const struct dashboard *d = q->rq->context;
    struct step_view *s = &q->step;
    const struct choice *c = &s->journey.choice;
    struct paths_query paths = {
        .journey = s->journey.figures.journey,
        .step = s->step->id,
        .depth = DEPTH,
        .most = MOST,
        .period = c->period,
        .segments = c->segments,
        .version = c->version,
    };
    enum err e = OK;
    int way;

    problems_init(&q->problems, q->rq->arena, PROBLEMS_MAX);
    for (way = 0; !e && way < STEP_WAYS; way++) {
        paths.way = (enum paths_way)way;
        e = tracker_paths(d->tracker, q->rq->arena, &paths, &q->problems,
                          &s->ways[way]);
    }
    return e;
}

static enum err load_parts(struct asked *q)
{
    const struct dashboard *d = q->rq->context;
    struct step_view *s = &q->step;
    struct arena *a = q->rq->arena;
    enum err e = step_parts_of_days(d->tracker, a, &s->journey, s->step->id,
                                    q->rq->now_ms, &s->days);

    if (!e)
        e = step_parts_of_groups(d->tracker, a, &s->journey, s->step->id,
                                 q->rq->now_ms, &s->groups);
    if (e)
        return e;
    compare_days(a, &s->days, &s->change);
    compare_parts(a, &s->groups, s->step);
    return OK;
}

static enum err load(void *self)
{
    struct asked *q = self;
    const struct dashboard *d = q->rq->context;
    struct step_view *s = &q->step;
    enum err e = view_load(d->tracker, q->rq, request_text(q->rq, "journey"),
                           &q->choice, &s->journey);

    if (e)
        return e;
    s->step = step_find(&s->journey.figures, request_text(q->rq, "step"));
    if (!s->step)
        return ERR_NOT_FOUND;
    e = load_parts(q);
    return e ? e : load_ways(q);
}

enum err show_step(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    struct asked q = {.rq = rq};
    struct csv csv;
    enum err e;

    problems_init(&q.problems, rq->arena, PROBLEMS_MAX);
    q.choice = choice_read(rq, &q.problems);
    if (q.problems.total)
        return reply_problems(rp, &q.problems);
    e = tracker_view(d->tracker, load, &q);
    if (e == ERR_TOO_BIG)
        return reply_problems(rp, &q.problems);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, step_data(&q.step));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, text_slug(rq->arena, q.step.step->id));
        step_rows(rq->arena, &csv, &q.step);
        return OK;
    }
    return reply_model(rp, "dashboard/step",
                       step_model(rq->arena, &q.step, d->catalogue));
}
