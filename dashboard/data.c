#include "dashboard/data.h"

#include "base/text.h"
#include "base/time.h"
#include "dashboard/finding.h"
#include "dashboard/quality.h"

static json_t *day_or_null(bool has, int32_t day)
{
    char text[TIME_TEXT];

    if (!has)
        return json_null();
    day_format(day, text);
    return json_string(text);
}

static json_t *finding(struct arena *a, const struct figures *f)
{
    struct finding found = finding_make(a, f);

    return json_pack(
        "{s:s s:b s:s? s:s s:s}", "rule", found.rule, "enough", found.enough,
        "step", found.most ? found.most->id : NULL, "text",
        *found.figures ? arena_printf(a, "%s %s", found.claim, found.figures)
                       : found.claim,
        "note", found.note);
}

static json_t *patterns(const struct step_figures *s)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_patterns; i++)
        (void)json_array_append_new(list, json_string(s->patterns[i]));
    return list;
}

void data_add_days(json_t *model, const struct view *v)
{
    const struct period *p = &v->choice.period;

    (void)json_object_set_new(model, "from", day_or_null(p->has_from, p->from));
    (void)json_object_set_new(model, "until",
                              day_or_null(p->has_until, p->until));
}

void data_add_times(json_t *step, const struct step_figures *s)
{
    (void)json_object_set_new(step, "timed", json_integer(s->time.n));
    (void)json_object_set_new(step, "paused", json_integer(s->paused));
}

static void add_to_step(json_t *step, const struct step_figures *s)
{
    (void)json_object_set_new(step, "title", json_string(s->title));
    (void)json_object_set_new(step, "end", json_boolean(s->is_end));
    (void)json_object_set_new(step, "dropOff", share_json(&s->drop_off));
    (void)json_object_set_new(step, "detours", json_integer(s->detours));
    data_add_times(step, s);
    (void)json_object_set_new(step, "patterns", patterns(s));
}

static json_t *quarantines(struct arena *a, const struct figures *f)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < f->n_quarantines; i++) {
        const struct quarantine_figures *q = &f->quarantines[i];

        (void)json_array_append_new(
            list, json_pack("{s:I s:s s:s s:I}", "number",
                            (json_int_t)q->quarantine.number, "of",
                            quality_of(a, &q->quarantine), "reason",
                            q->quarantine.reason, "attempts",
                            (json_int_t)q->attempts));
    }
    return list;
}

static json_t *guesses(const struct figures *f)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (f->steps[i].is_guess)
            (void)json_array_append_new(list, json_string(f->steps[i].id));
    return list;
}

static void add_to_journey(struct arena *a, json_t *model, const struct view *v)
{
    const struct figures *f = &v->figures;

    (void)json_object_set_new(model, "title", json_string(f->title));
    (void)json_object_set_new(model, "organisation",
                              json_string(f->organisation));
    data_add_days(model, v);
    (void)json_object_set_new(model, "settlesBy",
                              day_or_null(v->settles, v->settles_by));
    (void)json_object_set_new(model, "conflicts", json_integer(f->conflicts));
    (void)json_object_set_new(model, "unmapped", json_integer(f->unmapped));
    (void)json_object_set_new(model, "quarantines", quarantines(a, f));
    (void)json_object_set_new(model, "toConfirm", guesses(f));
    (void)json_object_set_new(model, "finding", finding(a, f));
}

json_t *data_journey(struct arena *a, const struct view *v)
{
    json_t *model = figures_json(&v->figures);
    json_t *steps = json_object_get(model, "steps");
    size_t i;

    for (i = 0; i < v->figures.n_steps; i++)
        add_to_step(json_array_get(steps, i), &v->figures.steps[i]);
    add_to_journey(a, model, v);
    return model;
}

json_t *data_summary(struct arena *a, const struct view *v)
{
    json_t *model = figures_json(&v->figures);

    (void)json_object_del(model, "steps");
    add_to_journey(a, model, v);
    return model;
}
