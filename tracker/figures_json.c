/* Figures as the JSON that scripts rely on. */
#include "tracker/figures.h"
#include "tracker/tracker.h"

static json_t *ms_json(int64_t ms)
{
    return ms < 0 ? json_null() : json_integer(ms);
}

json_t *share_json(const struct share *s)
{
    json_t *json = json_object();

    json_object_set_new(json, "n", json_integer(s->n));
    json_object_set_new(json, "m", json_integer(s->m));
    json_object_set_new(json, "rate",
                        s->known ? json_real(s->rate) : json_null());
    json_object_set_new(json, "low",
                        s->known ? json_real(s->low) : json_null());
    json_object_set_new(json, "high",
                        s->known ? json_real(s->high) : json_null());
    return json;
}

static json_t *step_json(const struct step_figures *s)
{
    return json_pack("{s:s s:I s:I s:I s:I s:I s:I s:I s:{s:o s:o s:o}}", "id",
                     s->id, "reached", (json_int_t)s->reached, "mature",
                     (json_int_t)s->mature, "resting", (json_int_t)s->resting,
                     "dropped", (json_int_t)s->dropped, "errorAttributed",
                     (json_int_t)s->error_attributed, "rejects",
                     (json_int_t)s->rejects, "backs", (json_int_t)s->backs,
                     "timeMs", "p50", ms_json(s->time.p50_ms), "p75",
                     ms_json(s->time.p75_ms), "p90", ms_json(s->time.p90_ms));
}

static json_t *apart_json(const struct figures *f)
{
    json_t *json = json_object();
    int why;

    for (why = APART_NO + 1; why < APARTS; why++)
        json_object_set_new(json, apart_text((enum apart)why),
                            json_integer(f->apart[why]));
    return json;
}

static json_t *outcomes_json(const struct figures *f)
{
    json_t *json = json_object();
    int o;

    for (o = OUTCOME_NONE + 1; o < OUTCOMES; o++)
        if (o != OUTCOME_ERROR)
            json_object_set_new(json, outcome_text((enum outcome)o),
                                json_integer(f->outcomes[o]));
    return json;
}

static void add_word(json_t *json, const char *key, const char *word)
{
    if (word)
        json_object_set_new(json, key, json_string(word));
}

/* Only where some were asked for. */
static void add_segments(json_t *json, const struct figures *f)
{
    json_t *words = json_object();

    add_word(words, "channel", f->segments.channel);
    add_word(words, "device", f->segments.device);
    add_word(words, "lang", f->segments.lang);
    add_word(words, "release", f->segments.release);
    add_word(words, "variant", f->segments.variant);
    if (json_object_size(words)) {
        json_object_set(json, "segments", words);
        json_object_set_new(json, "fromTrails", json_boolean(f->from_trails));
    }
    json_decref(words);
}

json_t *figures_json(const struct figures *f)
{
    json_t *steps = json_array(), *json;
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        json_array_append_new(steps, step_json(&f->steps[i]));
    json = json_pack(
        "{s:s s:o s:I s:I s:I s:I s:I s:I s:I s:o s:I s:I s:I s:o s:o s:o}",
        "journey", f->journey, "version",
        f->version ? json_integer(f->version) : json_string("all"), "started",
        (json_int_t)f->started, "completed", (json_int_t)f->completed, "failed",
        (json_int_t)f->failed, "abandoned", (json_int_t)f->abandoned, "saved",
        (json_int_t)f->saved, "open", (json_int_t)f->open, "joinedLater",
        (json_int_t)f->joined_later, "apart", apart_json(f), "duplicates",
        (json_int_t)f->duplicates, "refused", (json_int_t)f->refused, "cut",
        (json_int_t)f->cut, "outcomes", outcomes_json(f), "completionRate",
        share_json(&f->completion), "steps", steps);
    add_segments(json, f);
    add_word(json, "underWay", f->under_way); /* only while there is */
    return json;
}
