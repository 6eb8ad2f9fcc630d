/* One step of a journey: the page, its JSON and its CSV. */
#include <string.h>

#include "dashboard/dashboard.h"
#include "dashboard/pages.h"
#include "dashboard/step_model.h"

enum { PROBLEMS_MAX = 4, DEPTH = 3, MOST = 8 };

static const struct step_figures *find_step(const struct figures *f,
                                            const char *id)
{
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].id, id) == 0)
            return &f->steps[i];
    return NULL;
}

static enum err load_ways(struct tracker *t, struct request *rq,
                          struct problems *p, struct step_view *s)
{
    const struct choice *c = &s->journey.choice;
    struct paths_query q = {
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

    for (way = 0; !e && way < STEP_WAYS; way++) {
        q.way = (enum paths_way)way;
        e = tracker_paths(t, rq->arena, &q, p, &s->ways[way]);
    }
    return e;
}

enum err show_step(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    struct step_view s = {0};
    struct problems problems;
    struct choice c;
    struct csv csv;
    enum err e;

    problems_init(&problems, rq->arena, PROBLEMS_MAX);
    c = choice_read(rq, &problems);
    if (problems.total)
        return reply_problems(rp, &problems);
    e = view_load(d->tracker, rq, request_text(rq, "journey"), &c, &s.journey);
    if (e)
        return e;
    s.step = find_step(&s.journey.figures, request_text(rq, "step"));
    if (!s.step)
        return ERR_NOT_FOUND;
    e = load_ways(d->tracker, rq, &problems, &s);
    if (e == ERR_TOO_BIG)
        return reply_problems(rp, &problems);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, step_data(&s));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, request_text(rq, "step"));
        step_rows(rq->arena, &csv, &s);
        return OK;
    }
    return reply_model(rp, "dashboard/step",
                       step_model(rq->arena, &s, rq->path, d->catalogue));
}
