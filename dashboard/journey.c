/* Where people stop in one journey: the page, its JSON and its CSV. */
#include "dashboard/dashboard.h"
#include "dashboard/data.h"
#include "dashboard/journey_model.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"

enum { PROBLEMS_MAX = 4 };

/* What is asked, and all that its page shows. */
struct asked {
    const struct request *rq;
    struct choice choice;
    struct view view;
    struct segment_words words;
};

static enum err load(void *self)
{
    struct asked *q = self;
    const struct dashboard *d = q->rq->context;
    const char *journey = request_text(q->rq, "journey");
    enum err e = view_load(d->tracker, q->rq, journey, &q->choice, &q->view);

    if (!e && q->rq->format == FORMAT_HTML)
        e = tracker_segment_words(d->tracker, q->rq->arena, journey, &q->words);
    return e;
}

static enum err show_page(const struct asked *q, struct reply *rp,
                          const struct problems *p)
{
    const struct request *rq = q->rq;
    const struct dashboard *d = rq->context;
    enum err e = reply_model(
        rp, "dashboard/journey",
        model_join(rq->arena, journey_form(rq, &q->view, &q->words, p),
                   journey_model(rq->arena, &q->view, d->catalogue)));

    if (!e && p->total)
        reply_status(rp, 400);
    return e;
}

enum err show_journey(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    struct asked q = {.rq = rq};
    struct problems problems;
    struct csv csv;
    enum err e;

    problems_init(&problems, rq->arena, PROBLEMS_MAX);
    q.choice = choice_read(rq, &problems);
    if (problems.total && rq->format != FORMAT_HTML)
        return reply_problems(rp, &problems);
    e = tracker_view(d->tracker, load, &q);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data_journey(rq->arena, &q.view));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, q.view.figures.journey);
        data_steps(rq->arena, &csv, &q.view);
        return OK;
    }
    return show_page(&q, rp, &problems);
}
