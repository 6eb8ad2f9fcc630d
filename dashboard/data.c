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
        "{s:s s:b s:s? s:s}", "rule", found.rule, "enough", found.enough,
        "step", found.most ? found.most->id : NULL, "text",
        *found.figures ? arena_printf(a, "%s %s", found.claim, found.figures)
                       : found.claim);
}

static json_t *patterns(const struct step_figures *s)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < s->n_patterns; i++)
        (void)json_array_append_new(list, json_string(s->patterns[i]));
    return list;
}

static void add_to_step(json_t *step, const struct step_figures *s)
{
    (void)json_object_set_new(step, "title", json_string(s->title));
    (void)json_object_set_new(step, "end", json_boolean(s->is_end));
    (void)json_object_set_new(step, "dropOff", share_json(&s->drop_off));
    (void)json_object_set_new(step, "detours", json_integer(s->detours));
    (void)json_object_set_new(step, "paused", json_integer(s->paused));
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
    const struct period *p = &v->choice.period;

    (void)json_object_set_new(model, "title", json_string(f->title));
    (void)json_object_set_new(model, "organisation",
                              json_string(f->organisation));
    (void)json_object_set_new(model, "from", day_or_null(p->has_from, p->from));
    (void)json_object_set_new(model, "until",
                              day_or_null(p->has_until, p->until));
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

static void header(struct csv *c, const char *const *names)
{
    for (; *names; names++)
        csv_text(c, *names);
    csv_end_row(c);
}

static void share_cells(struct csv *c, const struct share *s)
{
    int i;

    csv_count(c, s->m);
    for (i = 0; i < 3 && !s->known; i++)
        csv_text(c, NULL);
    if (!s->known)
        return;
    csv_real(c, s->rate);
    csv_real(c, s->low);
    csv_real(c, s->high);
}

static void ms_cell(struct csv *c, int64_t ms)
{
    if (ms < 0)
        csv_text(c, NULL);
    else
        csv_count(c, ms);
}

static void day_cell(struct csv *c, bool has, int32_t day)
{
    char text[TIME_TEXT];

    day_format(day, text);
    csv_text(c, has ? text : NULL);
}

static const char *outcome_of(const struct step_figures *s)
{
    if (!s->is_end)
        return NULL;
    return s->outcome == OUTCOME_NONE ? "" : outcome_text(s->outcome);
}

static const char *joined(struct arena *a, const struct step_figures *s)
{
    const char *text = "";
    size_t i;

    for (i = 0; i < s->n_patterns; i++)
        text = text_join(a, text, " ", s->patterns[i]);
    return text;
}

static void empty_cells(struct csv *c, int n)
{
    while (n-- > 0)
        csv_text(c, NULL);
}

/* The journey as a whole: what all attempts came to stands in the columns
 * behind those of a step. */
static void journey_row(struct csv *c, const struct figures *f)
{
    const int64_t states[] = {f->started,
                              f->completed,
                              f->failed,
                              f->abandoned,
                              f->saved,
                              f->open,
                              f->joined_later,
                              f->apart[APART_BOT],
                              f->apart[APART_BURST],
                              f->apart[APART_QUARANTINE]};
    struct share dropped = share_make(f->abandoned, f->completion.m);
    size_t i;

    csv_text(c, f->journey);
    csv_text(c, f->title);
    csv_text(c, "journey");
    csv_text(c, NULL);
    csv_count(c, f->started);
    csv_count(c, f->started);
    csv_count(c, f->abandoned);
    share_cells(c, &dropped);
    empty_cells(c, 10);
    for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
        csv_count(c, states[i]);
    csv_end_row(c);
}

static void step_row(struct arena *a, struct csv *c,
                     const struct step_figures *s)
{
    csv_text(c, s->id);
    csv_text(c, s->title);
    csv_text(c, s->is_end ? "end" : "step");
    csv_text(c, outcome_of(s));
    csv_count(c, s->reached);
    csv_count(c, s->resting);
    csv_count(c, s->dropped);
    share_cells(c, &s->drop_off);
    csv_count(c, s->error_attributed);
    csv_count(c, s->rejects);
    csv_count(c, s->backs);
    csv_count(c, s->detours);
    csv_count(c, s->time.n);
    csv_count(c, s->paused);
    ms_cell(c, s->time.p50_ms);
    ms_cell(c, s->time.p75_ms);
    ms_cell(c, s->time.p90_ms);
    csv_text(c, joined(a, s));
    empty_cells(c, 10);
    csv_end_row(c);
}

void data_steps(struct arena *a, struct csv *c, const struct view *v)
{
    static const char *const names[] = {
        "step",      "title",   "is",         "outcome",
        "reached",   "resting", "dropped",    "mature",
        "rate",      "low",     "high",       "errorAttributed",
        "rejects",   "backs",   "detours",    "timed",
        "paused",    "p50Ms",   "p75Ms",      "p90Ms",
        "patterns",  "started", "completed",  "failed",
        "abandoned", "saved",   "open",       "joinedLater",
        "bot",       "burst",   "quarantine", NULL};
    size_t i;

    header(c, names);
    journey_row(c, &v->figures);
    for (i = 0; i < v->figures.n_steps; i++)
        step_row(a, c, &v->figures.steps[i]);
}

void data_summary_header(struct csv *c)
{
    static const char *const names[] = {
        "journey", "title",       "organisation", "from",       "until",
        "started", "completed",   "failed",       "abandoned",  "saved",
        "open",    "joinedLater", "mature",       "rate",       "low",
        "high",    "bot",         "burst",        "quarantine", "losesMost",
        "finding", NULL};

    header(c, names);
}

void data_summary_row(struct arena *a, struct csv *c, const struct view *v)
{
    const struct figures *f = &v->figures;
    struct finding found = finding_make(a, f);

    csv_text(c, f->journey);
    csv_text(c, f->title);
    csv_text(c, f->organisation);
    day_cell(c, v->choice.period.has_from, v->choice.period.from);
    day_cell(c, v->choice.period.has_until, v->choice.period.until);
    csv_count(c, f->started);
    csv_count(c, f->completed);
    csv_count(c, f->failed);
    csv_count(c, f->abandoned);
    csv_count(c, f->saved);
    csv_count(c, f->open);
    csv_count(c, f->joined_later);
    share_cells(c, &f->completion);
    csv_count(c, f->apart[APART_BOT]);
    csv_count(c, f->apart[APART_BURST]);
    csv_count(c, f->apart[APART_QUARANTINE]);
    csv_text(c, found.most ? found.most->id : NULL);
    csv_text(c, found.brief);
    csv_end_row(c);
}
