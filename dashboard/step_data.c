/* One step of a journey, as JSON and as rows (step_model.h). */
#include "dashboard/step_model.h"

#include "base/text.h"
#include "base/time.h"
#include "dashboard/data.h"

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

/* From all other attempts of the step; null where there are too few. */
static void add_difference(json_t *row, const struct step_part *p)
{
    const struct difference *d = &p->difference;

    json_object_set_new(row, "others", share_json(&p->others));
    json_object_set_new(row, "differs",
                        p->is_compared ? json_boolean(p->differs)
                                       : json_null());
    json_object_set_new(row, "difference",
                        !p->is_compared
                            ? json_null()
                            : json_pack("{s:f s:f s:f s:f}", "value", d->value,
                                        "low", d->low, "high", d->high,
                                        "pAdjusted", p->p));
}

static json_t *parts(const struct step_parts *list)
{
    json_t *rows = json_array();
    char from[TIME_TEXT], until[TIME_TEXT];
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct step_part *p = &list->at[i];
        json_t *one = json_pack("{s:I s:o}", "reached", (json_int_t)p->reached,
                                "dropOff", share_json(&p->drop_off));

        day_format(p->choice.period.from, from);
        day_format(p->choice.period.until, until);
        json_object_set_new(one, p->attribute ? "attribute" : "from",
                            json_string(p->attribute ? p->attribute : from));
        json_object_set_new(one, p->attribute ? "value" : "until",
                            json_string(p->attribute ? p->value : until));
        if (p->attribute)
            add_difference(one, p);
        (void)json_array_append_new(rows, one);
    }
    return rows;
}

/* Null where it cannot be said. */
static json_t *change(const struct step_part *c)
{
    char from[TIME_TEXT];
    json_t *json;

    if (!c->is_compared)
        return json_null();
    day_format(c->choice.period.from, from);
    json = json_pack("{s:s s:o}", "from", from, "dropOff",
                     share_json(&c->drop_off));
    add_difference(json, c);
    return json;
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
    data_add_times(step, s->step);
    json_object_set_new(step, "refusals", refusals(s->step));
    json_object_set_new(step, "leftBy", left_by(s->step));
    paths = json_object();
    for (i = 0; i < STEP_WAYS; i++)
        json_object_set_new(paths, paths_way_text((enum paths_way)i),
                            paths_json(&s->ways[i], (enum paths_way)i));
    (void)json_object_del(journey, "steps");
    data_add_days(journey, &s->journey);
    return json_pack("{s:o s:o s:o s:o s:o s:I s:o}", "journey", journey,
                     "step", step, "since", parts(&s->days), "change",
                     change(&s->change), "forWhom", parts(&s->groups),
                     "forWhomLeftOut", (json_int_t)s->groups.left_out, "paths",
                     paths);
}

/* Rows under way: all of one view. */
struct rows_of {
    struct arena *arena;
    struct csv *csv;
    const struct view *view;
};

static void begin_row(const struct rows_of *r, const char *what,
                      const char *name, const char *detail, int64_t n)
{
    csv_text(r->csv, what);
    csv_text(r->csv, name);
    csv_text(r->csv, detail);
    csv_count(r->csv, n);
}

/* NULL: the row is no part. */
static void difference_cells(struct csv *c, const struct step_part *p)
{
    const double of[] = {p ? p->difference.value : 0, p ? p->difference.low : 0,
                         p ? p->difference.high : 0, p ? p->p : 1};
    size_t i;

    for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
        if (p && p->is_compared)
            csv_real(c, of[i]);
        else
            csv_text(c, NULL);
}

static void end_row(const struct rows_of *r, const char *ends,
                    const struct step_part *part)
{
    csv_text(r->csv, ends);
    data_choice_cells(r->arena, r->csv, r->view);
    difference_cells(r->csv, part);
    csv_end_row(r->csv);
}

static void row(const struct rows_of *r, const char *what, const char *name,
                const char *detail, int64_t n)
{
    int i;

    begin_row(r, what, name, detail, n);
    for (i = 0; i < 4; i++) /* of nothing, so no share */
        csv_text(r->csv, NULL);
    end_row(r, NULL, NULL);
}

static void share_row(const struct rows_of *r, const char *what,
                      const char *name, const struct share *s, const char *ends)
{
    begin_row(r, what, name, NULL, s->n);
    data_share_cells(r->csv, s);
    end_row(r, ends, NULL);
}

static void path_rows(const struct rows_of *r, const struct paths *p,
                      enum paths_way which)
{
    const char *way = paths_way_text(which);
    const char *whole = which == PATHS_BEFORE ? "began" : "went no further";
    size_t i;

    for (i = 0; i < p->n; i++) {
        const char *text =
            text_list(r->arena, " ", p->at[i].steps, p->at[i].n_steps);

        share_row(r, way, text, &p->at[i].share,
                  p->at[i].n_steps < p->depth ? whole : NULL);
    }
    if (p->n_other)
        share_row(r, way, "other paths", &p->other, NULL);
}

/* "since,2026-10-25 to 2026-10-31", "device,mobile" */
static void part_row(const struct rows_of *r, const char *what,
                     const struct step_part *p)
{
    char from[TIME_TEXT], until[TIME_TEXT];

    day_format(p->choice.period.from, from);
    day_format(p->choice.period.until, until);
    begin_row(r, what,
              p->attribute ? p->value
                           : TEXT_CONCAT(r->arena, from, " to ", until),
              NULL, p->drop_off.n);
    data_share_cells(r->csv, &p->drop_off);
    end_row(r, NULL, p);
}

/* A change is of all attempts from its first day on, against all before. */
static void part_rows(const struct rows_of *r, const struct step_view *s)
{
    size_t i;

    for (i = 0; i < s->days.n; i++)
        part_row(r, "since", &s->days.at[i]);
    if (s->change.is_compared)
        part_row(r, "change", &s->change);
    for (i = 0; i < s->groups.n; i++)
        part_row(r, s->groups.at[i].attribute, &s->groups.at[i]);
}

static void time_rows(const struct rows_of *r, const struct step_figures *s)
{
    row(r, "timed", s->id, NULL, s->time.n);
    row(r, "paused", s->id, NULL, s->paused);
    if (s->time.n == 0)
        return;
    row(r, "p50Ms", s->id, NULL, s->time.p50_ms);
    row(r, "p75Ms", s->id, NULL, s->time.p75_ms);
    row(r, "p90Ms", s->id, NULL, s->time.p90_ms);
}

static void header(struct csv *c)
{
    static const char *const names[] = {"what",
                                        "name",
                                        "rule",
                                        "n",
                                        "of",
                                        "rate",
                                        "low",
                                        "high",
                                        "ends",
                                        "from",
                                        "until",
                                        "only",
                                        "fromTrails",
                                        "underWay",
                                        "difference",
                                        "differenceLow",
                                        "differenceHigh",
                                        "pAdjusted"};
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        csv_text(c, names[i]);
    csv_end_row(c);
}

void step_rows(struct arena *a, struct csv *c, const struct step_view *s)
{
    const struct rows_of r = {a, c, &s->journey};
    const struct step_figures *step = s->step;
    size_t i;
    int by;

    header(c);
    row(&r, "reached", step->id, NULL, step->reached);
    share_row(&r, "dropped", step->id, &step->drop_off, NULL);
    part_rows(&r, s);
    row(&r, "errorAttributed", step->id, NULL, step->error_attributed);
    row(&r, "rejects", step->id, NULL, step->rejects);
    row(&r, "backs", step->id, NULL, step->backs);
    row(&r, "detours", step->id, NULL, step->detours);
    time_rows(&r, step);
    for (i = 0; i < step->n_refusals; i++)
        row(&r, "refusal", step->refusals[i].field, step->refusals[i].rule,
            step->refusals[i].n);
    for (by = TO_NONE + 1; by < TOS; by++)
        row(&r, "leftBy", to_text((enum to)by), NULL, step->left_by[by]);
    for (i = 0; i < STEP_WAYS; i++)
        path_rows(&r, &s->ways[i], (enum paths_way)i);
}
