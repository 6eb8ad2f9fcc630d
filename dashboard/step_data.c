/* One step of a journey, as JSON and as rows (step_model.h). */
#include "dashboard/step_model.h"

#include "base/text.h"

static json_t *refusals(const struct step_figures *s)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_refusals; i++)
        (void)json_array_append_new(
            list,
            json_pack("{s:s? s:s? s:I}", "field", s->refusals[i].field, "rule",
                      s->refusals[i].rule, "n", (json_int_t)s->refusals[i].n));
    return list;
}

static json_t *left_by(const struct step_figures *s)
{
    json_t *o = json_object();
    int by;

    for (by = TO_NONE + 1; by < TOS; by++)
        json_object_set_new(o, to_text((enum to)by),
                            json_integer(s->left_by[by]));
    return o;
}

json_t *step_data(const struct step_view *s)
{
    json_t *journey = figures_json(&s->journey.figures), *step, *paths;
    size_t i, place = (size_t)(s->step - s->journey.figures.steps);

    step =
        json_incref(json_array_get(json_object_get(journey, "steps"), place));
    json_object_set_new(step, "title", json_string(s->step->title));
    json_object_set_new(step, "dropOff", share_json(&s->step->drop_off));
    json_object_set_new(step, "detours", json_integer(s->step->detours));
    json_object_set_new(step, "refusals", refusals(s->step));
    json_object_set_new(step, "leftBy", left_by(s->step));
    paths = json_object();
    for (i = 0; i < STEP_WAYS; i++)
        json_object_set_new(paths, paths_way_text((enum paths_way)i),
                            paths_json(&s->ways[i], (enum paths_way)i));
    (void)json_object_del(journey, "steps");
    return json_pack("{s:o s:o s:o}", "journey", journey, "step", step, "paths",
                     paths);
}

static void row(struct csv *c, const char *what, const char *name,
                const char *detail, int64_t n)
{
    csv_text(c, what);
    csv_text(c, name);
    csv_text(c, detail);
    csv_count(c, n);
    csv_text(c, NULL);
    csv_end_row(c);
}

static void share_row(struct csv *c, const char *what, const char *name,
                      const struct share *s)
{
    csv_text(c, what);
    csv_text(c, name);
    csv_text(c, NULL);
    csv_count(c, s->n);
    csv_count(c, s->m);
    csv_end_row(c);
}

static void path_rows(struct arena *a, struct csv *c, const struct paths *p,
                      const char *way)
{
    size_t i, k;

    for (i = 0; i < p->n; i++) {
        const char *text = "";

        for (k = 0; k < p->at[i].n_steps; k++)
            text = text_join(a, text, " ", p->at[i].steps[k]);
        share_row(c, way, text, &p->at[i].share);
    }
    if (p->n_other)
        share_row(c, way, "other paths", &p->other);
}

void step_rows(struct arena *a, struct csv *c, const struct step_view *s)
{
    const struct step_figures *step = s->step;
    size_t i;
    int by;

    csv_text(c, "what");
    csv_text(c, "name");
    csv_text(c, "rule");
    csv_text(c, "n");
    csv_text(c, "of");
    csv_end_row(c);
    row(c, "reached", step->id, NULL, step->reached);
    share_row(c, "dropped", step->id, &step->drop_off);
    row(c, "errorAttributed", step->id, NULL, step->error_attributed);
    row(c, "rejects", step->id, NULL, step->rejects);
    row(c, "backs", step->id, NULL, step->backs);
    row(c, "detours", step->id, NULL, step->detours);
    for (i = 0; i < step->n_refusals; i++)
        row(c, "refusal", step->refusals[i].field, step->refusals[i].rule,
            step->refusals[i].n);
    for (by = TO_NONE + 1; by < TOS; by++)
        row(c, "leftBy", to_text((enum to)by), NULL, step->left_by[by]);
    for (i = 0; i < STEP_WAYS; i++)
        path_rows(a, c, &s->ways[i], paths_way_text((enum paths_way)i));
}
