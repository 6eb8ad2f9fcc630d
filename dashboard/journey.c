/* Where people stop in one journey: the page, its JSON and its CSV. */
#include "dashboard/dashboard.h"
#include "dashboard/data.h"
#include "dashboard/journey_model.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"

enum { PROBLEMS_MAX = 4 };

/* All that a page shows, of one moment. */
static enum err load(struct request *rq, const struct choice *c, struct view *v,
                     struct segment_words *words)
{
    const struct dashboard *d = rq->context;
    const char *journey = request_text(rq, "journey");
    enum err e = tracker_view_begin(d->tracker);

    if (e)
        return e;
    e = view_load(d->tracker, rq, journey, c, v);
    if (!e && rq->format == FORMAT_HTML)
        e = tracker_segment_words(d->tracker, rq->arena, journey, words);
    tracker_view_end(d->tracker);
    return e;
}

static enum err show_page(struct request *rq, struct reply *rp,
                          const struct view *v,
                          const struct segment_words *words,
                          const struct problems *p)
{
    const struct dashboard *d = rq->context;
    enum err e =
        reply_model(rp, "dashboard/journey",
                    model_join(rq->arena, journey_form(rq, v, words, p),
                               journey_model(rq->arena, v, d->catalogue)));

    if (!e && p->total)
        reply_status(rp, 400);
    return e;
}

enum err show_journey(struct request *rq, struct reply *rp)
{
    struct segment_words words = {.versions = 0};
    struct problems problems;
    struct choice c;
    struct view v;
    struct csv csv;
    enum err e;

    problems_init(&problems, rq->arena, PROBLEMS_MAX);
    c = choice_read(rq, &problems);
    if (problems.total && rq->format != FORMAT_HTML)
        return reply_problems(rp, &problems);
    e = load(rq, &c, &v, &words);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data_journey(rq->arena, &v));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, v.figures.journey);
        data_steps(rq->arena, &csv, &v);
        return OK;
    }
    return show_page(rq, rp, &v, &words, &problems);
}
