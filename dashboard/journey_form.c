/* The journey page's form: days and segments (journey_model.h). */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "dashboard/journey_model.h"
#include "dashboard/segments_model.h"
#include "dashboard/words.h"

static void add_period(struct arena *a, struct model *list,
                       const struct view *v, const char *text,
                       const char *address, struct period p)
{
    struct choice c = v->choice;

    c.period = p;
    model_append(
        a, list,
        MODEL(a, {"text", model_text(text)},
              {"address",
               model_text(TEXT_CONCAT(a, address, choice_query(a, &c)))},
              {"current", model_truth(period_is(p, v->choice.period))}));
}

static struct model periods(struct arena *a, const struct view *v,
                            const char *address)
{
    struct model list = model_list();

    if (!v->ever)
        return list;
    add_period(a, &list, v, "Last 28 days", address, period_last(v->today, 28));
    add_period(a, &list, v, "Last 90 days", address, period_last(v->today, 90));
    add_period(a, &list, v, "All", address, period_all(true, v->first));
    return list;
}

static const char *wrong_with(const struct problems *p, const char *name)
{
    const char *wrong = "";
    size_t i;

    for (i = 0; i < p->n; i++)
        if (strcmp(p->at[i].place, name) == 0)
            wrong = p->at[i].message;
    return wrong;
}

/* A field as it was typed, if there is something wrong, and what. */
static struct model day_field(const struct request *rq,
                              const struct problems *p, const char *name,
                              bool has, int32_t day)
{
    const char *wrong = wrong_with(p, name);
    char *text = arena_alloc(rq->arena, TIME_TEXT);

    if (has)
        day_format(day, text);
    return MODEL(
        rq->arena,
        {"value", model_text(p->total ? request_text(rq, name) : text)},
        {"kind", model_text(p->total ? "text" : "date")},
        {"bad", model_truth(*wrong != '\0')}, {"wrong", model_text(wrong)});
}

static struct model problem_list(struct arena *a, const struct problems *p)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < p->n; i++) {
        const char *place = p->at[i].place;

        model_append(
            a, &list,
            MODEL(a, {"field", model_text(place)},
                  {"name",
                   model_text(strcmp(place, "from") == 0 ? "From" : "Until")},
                  {"text", model_text(p->at[i].message)}));
    }
    return list;
}

/* Where attempts are, if none is in the days asked for. */
static const char *elsewhere(struct arena *a, const struct view *v)
{
    if (!v->ever || v->any)
        return "";
    return TEXT_CONCAT(a, "There are attempts from ",
                       words_days(a, v->first, v->last), ".");
}

struct model journey_form(const struct request *rq, const struct view *v,
                          const struct segment_words *words,
                          const struct problems *p)
{
    struct arena *a = rq->arena;
    const struct period *days = &v->choice.period;
    const char *query = choice_query(a, &v->choice);
    const char *title = TEXT_CONCAT(a, p->total ? "Error: " : "",
                                    v->figures.title, ": where people stop");

    return MODEL(
        a, {"title", model_text(title)}, {"address", model_text(rq->path)},
        {"periods", periods(a, v, rq->path)},
        {"from", day_field(rq, p, "from", days->has_from, days->from)},
        {"until", day_field(rq, p, "until", days->has_until, days->until)},
        {"has_problems", model_truth(p->total > 0)},
        {"problems", problem_list(a, p)},
        {"segments", segments_model(a, &v->choice, words, rq->path)},
        {"from_trails", model_truth(v->figures.from_trails)},
        {"period", model_text(v->ever ? view_words(a, v) : "")},
        {"elsewhere", model_text(elsewhere(a, v))},
        {"csv", model_text(TEXT_CONCAT(a, rq->path, ".csv", query))},
        {"json", model_text(TEXT_CONCAT(a, rq->path, ".json", query))});
}
