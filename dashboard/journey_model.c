#include "dashboard/journey_model.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "dashboard/finding.h"
#include "dashboard/quality.h"
#include "dashboard/step_patterns.h"
#include "dashboard/words.h"

static json_t *count(struct arena *a, int64_t n)
{
    return json_string(text_count(a, n));
}

/* What became of them ---------------------------------------------------- */

static json_t *states(struct arena *a, const struct figures *f)
{
    const struct {
        const char *key, *name;
        int64_t n;
    } at[] = {
        {"completed", "Completed", f->completed},
        {"failed", "Failed", f->failed},
        {"abandoned", "Abandoned", f->abandoned},
        {"saved", "Saved", f->saved},
        {"open", "Open", f->open},
    };
    json_t *list = json_array();
    int64_t before = 0;
    size_t i;

    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:o s:f s:f}", "key", at[i].key, "name",
                            at[i].name, "count", count(a, at[i].n), "x",
                            words_percent(before, f->started), "width",
                            words_percent(at[i].n, f->started)));
        before += at[i].n;
    }
    return list;
}

/* "790 completed, 21 ineligible"; empty if none completed. */
static json_t *outcomes(struct arena *a, const struct figures *f)
{
    const char *text = "";
    int o;

    for (o = OUTCOME_NONE + 1; o < OUTCOMES; o++) {
        if (f->outcomes[o] > 0)
            text = arena_printf(a, "%s%s%s %s", text, *text ? ", " : "",
                                text_count(a, f->outcomes[o]),
                                outcome_text((enum outcome)o));
    }
    return json_pack("{s:b s:s}", "any", *text != '\0', "sentence", text);
}

static json_t *finding(const struct finding *found)
{
    return json_pack("{s:b s:s s:s s:s}", "enough", found->enough, "claim",
                     found->claim, "figures", found->figures, "note",
                     found->note);
}

/* Steps and ends --------------------------------------------------------- */

static void set_times(struct arena *a, json_t *model, const struct times *t)
{
    bool timed = t->n > 0;

    (void)json_object_set_new(model, "timed", json_boolean(timed));
    (void)json_object_set_new(
        model, "p50", json_string(timed ? words_duration(a, t->p50_ms) : ""));
    (void)json_object_set_new(
        model, "p75", json_string(timed ? words_duration(a, t->p75_ms) : ""));
    (void)json_object_set_new(
        model, "p90", json_string(timed ? words_duration(a, t->p90_ms) : ""));
}

static json_t *step(struct arena *a, const struct figures *f,
                    const struct step_figures *s, int number)
{
    json_t *model = json_pack(
        "{s:i s:s s:o s:f s:f s:o s:o s:o s:o s:o s:o}", "number", number,
        "title", s->title, "reached", count(a, s->reached), "kept_width",
        words_percent(s->reached - s->dropped, f->started), "dropped_width",
        words_percent(s->dropped, f->started), "dropped", count(a, s->dropped),
        "drop_off", words_share_model(a, &s->drop_off), "error_attributed",
        count(a, s->error_attributed), "rejects", count(a, s->rejects), "backs",
        count(a, s->backs), "detours", count(a, s->detours));

    set_times(a, model, &s->time);
    return model;
}

/* Each step has a page of its own, of the same days and segments. */
static void add_address(struct arena *a, json_t *model, const struct view *v,
                        const struct step_figures *s)
{
    bool linked = text_is_key(s->id, strlen(s->id));

    (void)json_object_set_new(model, "linked", json_boolean(linked));
    (void)json_object_set_new(
        model, "address",
        json_sprintf("/dashboard/journeys/%s/steps/%s%s", v->figures.journey,
                     linked ? s->id : "", choice_query(a, &v->choice)));
}

static json_t *steps(struct arena *a, const struct view *v,
                     const struct step_figures *most)
{
    const struct figures *f = &v->figures;
    json_t *list = json_array();
    int number = 0;
    size_t i;

    for (i = 0; i < f->n_steps; i++) {
        const struct step_figures *s = &f->steps[i];
        json_t *model;

        if (s->is_end)
            continue;
        model = step(a, f, s, ++number);
        (void)json_object_set_new(model, "most", json_boolean(s == most));
        (void)json_object_set_new(model, "none", json_boolean(!s->dropped));
        add_address(a, model, v, s);
        (void)json_array_append_new(list, model);
    }
    return list;
}

static json_t *ends(struct arena *a, const struct figures *f)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < f->n_steps; i++) {
        const struct step_figures *s = &f->steps[i];

        if (!s->is_end)
            continue;
        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:o s:o s:o}", "title", s->title, "outcome",
                      s->outcome == OUTCOME_NONE ? "as the event says"
                                                 : outcome_text(s->outcome),
                      "reached", count(a, s->reached), "resting",
                      count(a, s->resting), "dropped", count(a, s->dropped)));
    }
    return list;
}

/* Of the steps, or of the ends, in their order. */
static void add_patterns(struct arena *a, json_t *list, const struct figures *f,
                         bool ends, const struct catalogue *c)
{
    size_t i, n = 0;

    for (i = 0; i < f->n_steps; i++) {
        const struct step_figures *s = &f->steps[i];
        json_t *model;

        if (s->is_end != ends)
            continue;
        model = json_array_get(list, n++);
        (void)json_object_set_new(model, "has_patterns",
                                  json_boolean(s->n_patterns > 0));
        (void)json_object_set_new(model, "patterns", step_patterns(a, s, c));
    }
}

/* The rest --------------------------------------------------------------- */

static const char *version(struct arena *a, const struct figures *f)
{
    if (f->version == 0)
        return "All versions";
    return arena_printf(a, "Version %lld", (long long)f->version);
}

json_t *journey_model(struct arena *a, const struct view *v,
                      const struct catalogue *c)
{
    const struct figures *f = &v->figures;
    struct finding found = finding_make(a, f);
    json_t *end_list = ends(a, f);
    json_t *model = json_pack(
        "{s:o s:s s:s s:s s:s s:b s:b s:o s:o s:o s:o s:o s:o s:o s:b s:o "
        "s:o}",
        "title", json_sprintf("%s: where people stop", f->title), "heading",
        f->title, "id", f->journey, "organisation", f->organisation, "version",
        version(a, f), "ever", v->ever, "any", v->any, "finding",
        finding(&found), "started", count(a, f->started), "states",
        states(a, f), "outcomes", outcomes(a, f), "joined_later",
        count(a, f->joined_later), "completion",
        words_share_model(a, &f->completion), "steps",
        steps(a, v, found.enough ? found.most : NULL), "has_ends",
        json_array_size(end_list) > 0, "ends", end_list, "quality",
        quality_model(a, f));

    add_patterns(a, json_object_get(model, "steps"), f, false, c);
    add_patterns(a, end_list, f, true, c);
    return model;
}
