/* Where people stop in one journey: the page, its JSON and its CSV. */
#include "dashboard/dashboard.h"
#include "dashboard/data.h"
#include "dashboard/journey_model.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"

enum { PROBLEMS_MAX = 4 };

static enum err show_page(struct request *rq, struct reply *rp,
                          const struct view *v, const struct problems *p)
{
    const struct dashboard *d = rq->context;
    struct segment_words words;
    enum err e = tracker_segment_words(d->tracker, rq->arena,
                                       v->figures.journey, &words);

    if (e)
        return e;
    e = reply_model(rp, "dashboard/journey",
                    model_join(rq->arena, journey_form(rq, v, &words, p),
                               journey_model(rq->arena, v, d->catalogue)));
    if (!e && p->total)
        reply_status(rp, 400);
    return e;
}

enum err show_journey(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    const char *journey = request_text(rq, "journey");
    struct problems problems;
    struct choice c;
    struct view v;
    struct csv csv;
    enum err e;

    problems_init(&problems, rq->arena, PROBLEMS_MAX);
    c = choice_read(rq, &problems);
    if (problems.total && rq->format != FORMAT_HTML)
        return reply_problems(rp, &problems);
    e = view_load(d->tracker, rq, journey, &c, &v);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data_journey(rq->arena, &v));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, journey);
        data_steps(rq->arena, &csv, &v);
        return OK;
    }
    return show_page(rq, rp, &v, &problems);
}
