/* The journey page's form: days and segments (journey_model.h). */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "dashboard/journey_model.h"
#include "dashboard/segments_model.h"
#include "dashboard/words.h"

static void add_period(struct arena *a, json_t *list, const struct view *v,
                       const char *text, const char *address, struct period p)
{
    struct choice c = v->choice;

    c.period = p;
    (void)json_array_append_new(
        list, json_pack("{s:s s:s s:b}", "text", text, "address",
                        arena_printf(a, "%s%s", address, choice_query(a, &c)),
                        "current", period_is(p, v->choice.period)));
}

static json_t *periods(struct arena *a, const struct view *v,
                       const char *address)
{
    json_t *list = json_array();

    if (!v->ever)
        return list;
    add_period(a, list, v, "Last 28 days", address, period_last(v->today, 28));
    add_period(a, list, v, "Last 90 days", address, period_last(v->today, 90));
    add_period(a, list, v, "All", address, period_all(true, v->first));
    return list;
}

/* A field as it was typed, if there is something wrong, and what. */
static json_t *day_field(const struct request *rq, const struct problems *p,
                         const char *name, bool has, int32_t day)
{
    const char *wrong = "";
    char text[TIME_TEXT];
    size_t i;

    for (i = 0; i < p->n; i++)
        if (strcmp(p->at[i].place, name) == 0)
            wrong = p->at[i].message;
    day_format(day, text);
    return json_pack("{s:s s:s s:b s:s}", "value",
                     p->total ? request_text(rq, name)
                     : has    ? text
                              : "",
                     "kind", p->total ? "text" : "date", "bad", *wrong != '\0',
                     "wrong", wrong);
}

static json_t *problem_list(const struct problems *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n; i++)
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s}", "field", p->at[i].place, "name",
                      strcmp(p->at[i].place, "from") == 0 ? "From" : "Until",
                      "text", p->at[i].message));
    return list;
}

void journey_add_form(const struct request *rq, json_t *model,
                      const struct view *v, const struct segment_words *words,
                      const struct problems *p)
{
    struct arena *a = rq->arena;
    const struct period *days = &v->choice.period;
    const char *query = choice_query(a, &v->choice), *none = "";

    if (v->ever && !v->any)
        none = arena_printf(a, "There are attempts from %s.",
                            words_days(a, v->first, v->last));
    json_object_set_new(model, "address", json_string(rq->path));
    json_object_set_new(model, "periods", periods(a, v, rq->path));
    json_object_set_new(model, "from",
                        day_field(rq, p, "from", days->has_from, days->from));
    json_object_set_new(
        model, "until",
        day_field(rq, p, "until", days->has_until, days->until));
    json_object_set_new(model, "has_problems", json_boolean(p->total > 0));
    json_object_set_new(model, "problems", problem_list(p));
    json_object_set_new(model, "segments",
                        segments_model(a, &v->choice, words, rq->path));
    json_object_set_new(model, "from_trails",
                        json_boolean(v->figures.from_trails));
    json_object_set_new(model, "period",
                        json_string(v->ever ? view_words(a, v) : ""));
    json_object_set_new(model, "elsewhere", json_string(none));
    json_object_set_new(model, "csv",
                        json_sprintf("%s.csv%s", rq->path, query));
    json_object_set_new(model, "json",
                        json_sprintf("%s.json%s", rq->path, query));
    if (p->total)
        json_object_set_new(
            model, "title",
            json_sprintf("Error: %s",
                         json_string_value(json_object_get(model, "title"))));
}
