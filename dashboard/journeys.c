/* Every journey with its key figures: the page, its JSON and its CSV. */
#include "base/text.h"
#include "dashboard/dashboard.h"
#include "dashboard/data.h"
#include "dashboard/finding.h"
#include "dashboard/pages.h"
#include "dashboard/view.h"
#include "dashboard/words.h"

struct views {
    const struct request *rq;
    size_t n;
    struct view *at;
};

static enum err load(void *self)
{
    struct views *views = self;
    const struct request *rq = views->rq;
    const struct dashboard *d = rq->context;
    const struct choice any = {0};
    struct journey_list list;
    enum err e = tracker_journeys(d->tracker, rq->arena, &list);

    if (e)
        return e;
    views->at = arena_array(rq->arena, list.n, sizeof(*views->at));
    for (views->n = 0; views->n < list.n && !e; views->n++)
        e = view_load(d->tracker, rq, list.at[views->n].id, &any,
                      &views->at[views->n]);
    return e;
}

static struct model row(struct arena *a, const struct view *v)
{
    const struct figures *f = &v->figures;
    const char *days = v->ever ? view_words(a, v) : "No attempts yet";
    struct finding found = finding_make(a, f);

    return MODEL(
        a, {"title", model_text(f->title)},
        {"address",
         model_text(TEXT_CONCAT(a, "/dashboard/journeys/", f->journey))},
        {"organisation", model_text(f->organisation)},
        {"started", words_count(a, f->started)}, {"period", model_text(days)},
        {"is_under_way", model_truth(f->under_way != NULL)},
        {"completion", words_share_model(a, &f->completion)},
        {"finding", model_text(v->any ? found.brief : "")});
}

static struct model page_model(struct arena *a, const struct views *views)
{
    struct model rows = model_list();
    size_t i;

    for (i = 0; i < views->n; i++)
        model_append(a, &rows, row(a, &views->at[i]));
    return MODEL(a, {"title", model_text("Dashboards")},
                 {"heading", model_text("Dashboards")},
                 {"any", model_truth(views->n > 0)}, {"journeys", rows});
}

static json_t *data(struct arena *a, const struct views *views)
{
    json_t *rows = json_array();
    size_t i;

    for (i = 0; i < views->n; i++)
        (void)json_array_append_new(rows, data_summary(a, &views->at[i]));
    return json_pack("{s:o}", "journeys", rows);
}

enum err show_journeys(struct request *rq, struct reply *rp)
{
    const struct dashboard *d = rq->context;
    struct views views = {.rq = rq};
    struct csv csv;
    size_t i;
    enum err e = tracker_view(d->tracker, load, &views);

    if (e)
        return e;
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, data(rq->arena, &views));
    if (rq->format == FORMAT_CSV) {
        csv = reply_csv(rp, "journeys");
        data_summary_header(&csv);
        for (i = 0; i < views.n; i++)
            data_summary_row(rq->arena, &csv, &views.at[i]);
        return OK;
    }
    return reply_model(rp, "dashboard/journeys", page_model(rq->arena, &views));
}
