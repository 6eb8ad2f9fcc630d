/* Where people stop in one journey: the page, its JSON and its CSV. */
#include "base/problems.h"
#include "dashboard/dashboard.h"
#include "dashboard/data.h"
#include "dashboard/journey_model.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"

static enum err refuse_period(struct request *rq, struct reply *rp)
{
    struct problems problems;

    problems_init(&problems, rq->arena, 1);
    problems_add(&problems, "until", "must not be before from");
    return reply_problems(rp, &problems);
}

static struct period asked(const struct request *rq)
{
    return (struct period){
        .has_from = request_has(rq, "from"),
        .has_until = request_has(rq, "until"),
        .from = request_day(rq, "from"),
        .until = request_day(rq, "until"),
    };
}

enum err show_journey(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    const char *journey = request_text(rq, "journey");
    struct period p = asked(rq);
    struct view v;
    struct csv csv;
    enum err e;

    if (p.has_from && p.has_until && p.until < p.from)
        return refuse_period(rq, rp);
    e = view_load(d->tracker, rq, journey, p, &v);
    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data_journey(rq->arena, &v));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, journey);
        data_steps(rq->arena, &csv, &v);
        return OK;
    }
    return reply_page(rp, "dashboard/journey",
                      journey_model(rq->arena, &v, rq->path, d->catalogue));
}
