#include "dashboard/step_model.h"

#include <string.h>

#include "base/text.h"
#include "dashboard/step_patterns.h"
#include "dashboard/words.h"

static json_t *count(struct arena *a, int64_t n)
{
    return json_string(text_count(a, n));
}

static const char *title_of(const struct figures *f, const char *id)
{
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].id, id) == 0)
            return f->steps[i].title;
    return id;
}

static void add_number(struct arena *a, json_t *list, const char *name,
                       int64_t n, const char *note)
{
    (void)json_array_append_new(list,
                                json_pack("{s:s s:o s:s}", "name", name,
                                          "count", count(a, n), "note", note));
}

static json_t *numbers(struct arena *a, const struct step_figures *s)
{
    json_t *list = json_array();

    add_number(a, list, "Reached", s->reached, "each attempt counted once");
    add_number(a, list, "Dropped", s->dropped, "gave up here");
    add_number(a, list, "After an error", s->error_attributed,
               "of the dropped: the last answer was refused");
    add_number(a, list, "Refusals", s->rejects, "answers that were refused");
    add_number(a, list, "Backs", s->backs, "moves back from this step");
    add_number(a, list, "Detours", s->detours, "help opened");
    return list;
}

static json_t *times(struct arena *a, const struct step_figures *s)
{
    const struct times *t = &s->time;

    if (t->n == 0)
        return json_pack("{s:b s:s}", "timed", 0, "says", "");
    return json_pack(
        "{s:b s:s}", "timed", 1, "says",
        arena_printf(a,
                     "Half of %s timed visits took no longer than %s, three in "
                     "four no longer than %s, nine in ten no longer than %s.",
                     text_count(a, t->n), words_duration(a, t->p50_ms),
                     words_duration(a, t->p75_ms),
                     words_duration(a, t->p90_ms)));
}

static json_t *refusals(struct arena *a, const struct step_figures *s)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_refusals; i++) {
        const struct refusals *r = &s->refusals[i];

        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:o}", "field",
                            r->field ? r->field : "not given", "rule",
                            r->rule ? r->rule : "not given", "count",
                            count(a, r->n)));
    }
    return list;
}

static json_t *left_by(struct arena *a, const struct step_figures *s)
{
    json_t *list = json_array();
    int by;

    for (by = TO_NONE + 1; by < TOS; by++)
        if (s->left_by[by])
            (void)json_array_append_new(
                list, json_pack("{s:s s:o}", "by", to_text((enum to)by),
                                "count", count(a, s->left_by[by])));
    return list;
}

static const char *path_words(struct arena *a, const struct figures *f,
                              const struct path *p)
{
    const char *text = "";
    size_t i;

    for (i = 0; i < p->n_steps; i++)
        text = arena_printf(a, "%s%s%s", text, i ? " → " : "",
                            title_of(f, p->steps[i]));
    return text;
}

static json_t *way(struct arena *a, const struct step_view *s,
                   enum paths_way which)
{
    static const struct {
        const char *heading, *none, *whole;
    } says[] = {
        [PATHS_BEFORE] = {"What led here", "Nobody came here in these days.",
                          "began with it"},
        [PATHS_AFTER] = {"Where they went next",
                         "Nobody came here in these days.", "went no further"},
        [PATHS_AFTER_LEAVING] = {"Where they went on, having left here",
                                 "Nobody left here and came back.",
                                 "went no further"},
    };
    const struct paths *p = &s->ways[which];
    json_t *rows = json_array();
    size_t i;

    for (i = 0; i < p->n; i++)
        (void)json_array_append_new(
            rows,
            json_pack("{s:s s:s s:o}", "path",
                      path_words(a, &s->journey.figures, &p->at[i]), "note",
                      p->at[i].n_steps < p->depth ? says[which].whole : "",
                      "share", words_share_model(a, &p->at[i].share)));
    return json_pack(
        "{s:s s:s s:b s:s s:o s:b s:s}", "id", paths_way_text(which), "heading",
        says[which].heading, "any", p->attempts > 0, "none", says[which].none,
        "paths", rows, "has_other", p->n_other > 0, "other",
        arena_printf(a, "On %zu other %s: %s.", p->n_other,
                     words_plural((int64_t)p->n_other, "path", "paths"),
                     words_of(a, &p->other)));
}

static json_t *ways(struct arena *a, const struct step_view *s)
{
    json_t *list = json_array();
    int which;

    for (which = 0; which < STEP_WAYS; which++)
        (void)json_array_append_new(list, way(a, s, (enum paths_way)which));
    return list;
}

json_t *step_model(struct arena *a, const struct step_view *s,
                   const char *address, const struct catalogue *c)
{
    const struct figures *f = &s->journey.figures;
    const char *query = choice_query(a, &s->journey.choice);
    json_t *refused = refusals(a, s->step), *left = left_by(a, s->step);

    return json_pack(
        "{s:o s:s s:s s:o s:s s:o s:o s:o s:b s:o s:b s:o s:b s:o s:o s:o s:o}",
        "title", json_sprintf("%s: %s", s->step->title, f->title), "heading",
        s->step->title, "journey", f->title, "journey_address",
        json_sprintf("/dashboard/journeys/%s%s", f->journey, query), "period",
        s->journey.ever ? view_words(a, &s->journey) : "no attempts yet",
        "drop_off", words_share_model(a, &s->step->drop_off), "numbers",
        numbers(a, s->step), "time", times(a, s->step), "has_refusals",
        json_array_size(refused) > 0, "refusals", refused, "has_left",
        json_array_size(left) > 0, "left", left, "has_patterns",
        s->step->n_patterns > 0, "patterns", step_patterns(a, s->step, c),
        "ways", ways(a, s), "csv", json_sprintf("%s.csv%s", address, query),
        "json", json_sprintf("%s.json%s", address, query));
}
