#include "tests/oracle/answers.h"

static json_t *number(int64_t n)
{
    return json_integer((json_int_t)n);
}

static json_t *step_json(const struct step_figures *s)
{
    json_t *o = json_object(), *left_by = json_object(),
           *refusals = json_object();
    const struct {
        const char *key;
        int64_t n;
    } counts[] = {{"reached", s->reached},
                  {"mature", s->mature},
                  {"resting", s->resting},
                  {"dropped", s->dropped},
                  {"error_attributed", s->error_attributed},
                  {"rejects", s->rejects},
                  {"backs", s->backs},
                  {"detours", s->detours},
                  {"paused", s->paused}};

    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        json_object_set_new(o, counts[i].key, number(counts[i].n));
    for (int by = TO_NONE + 1; by < TOS; by++)
        json_object_set_new(left_by, to_text((enum to)by),
                            number(s->left_by[by]));
    json_object_set_new(o, "left_by", left_by);
    for (size_t i = 0; i < s->n_refusals; i++) {
        const struct refusals *r = &s->refusals[i];
        json_t *key = json_sprintf("%s %s", r->field ? r->field : "",
                                   r->rule ? r->rule : "");
        json_object_set_new(refusals, json_string_value(key), number(r->n));
        json_decref(key);
    }
    json_object_set_new(o, "refusals", refusals);
    json_object_set_new(o, "refusal_kinds",
                        json_integer((json_int_t)s->n_refusals));
    json_object_set_new(o, "times",
                        json_pack("{s:o,s:o,s:o,s:o}", "n", number(s->time.n),
                                  "p50", number(s->time.p50_ms), "p75",
                                  number(s->time.p75_ms), "p90",
                                  number(s->time.p90_ms)));
    return o;
}

static json_t *outcomes_json(const struct figures *f)
{
    json_t *o = json_object();

    for (enum outcome i = OUTCOME_COMPLETED; i < OUTCOME_ERROR; i++)
        json_object_set_new(o, outcome_text(i), number(f->outcomes[i]));
    return o;
}

static json_t *apart_json(const struct figures *f)
{
    return json_pack("{s:o,s:o,s:o}", "bot", number(f->apart[APART_BOT]),
                     "burst", number(f->apart[APART_BURST]), "quarantine",
                     number(f->apart[APART_QUARANTINE]));
}

json_t *answers_figures(const struct figures *f)
{
    json_t *o = json_object(), *steps = json_object();
    const struct {
        const char *key;
        int64_t n;
    } counts[] = {{"started", f->started},
                  {"completed", f->completed},
                  {"failed", f->failed},
                  {"abandoned", f->abandoned},
                  {"saved", f->saved},
                  {"open", f->open},
                  {"joined_later", f->joined_later},
                  {"duplicates", f->duplicates},
                  {"conflicts", f->conflicts},
                  {"unmapped", f->unmapped}};

    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        json_object_set_new(o, counts[i].key, number(counts[i].n));
    for (size_t i = 0; i < f->n_steps; i++)
        json_object_set_new(steps, f->steps[i].id, step_json(&f->steps[i]));
    json_object_set_new(o, "outcomes", outcomes_json(f));
    json_object_set_new(o, "apart", apart_json(f));
    json_object_set_new(o, "steps", steps);
    return o;
}

/* The keys of the command's lines are those of the golden cases, but for
 * capitals where these have underscores. */
static json_t *attempt_as_expected(const json_t *line)
{
    static const char *const renamed[][2] = {
        {"joinedLater", "joined_later"},
        {"errorAttributed", "error_attributed"},
        {"leftBy", "left_by"},
    };
    json_t *o = json_deep_copy(line);

    for (size_t i = 0; i < sizeof(renamed) / sizeof(renamed[0]); i++) {
        json_t *value = json_object_get(o, renamed[i][0]);
        json_object_set(o, renamed[i][1], value);
        json_object_del(o, renamed[i][0]);
    }
    return o;
}

json_t *answers_attempts(const char *text, size_t n)
{
    json_t *list = json_array();
    const char *end = text + n;

    while (text < end) {
        json_error_t error;
        json_t *line = json_loadb(text, (size_t)(end - text),
                                  JSON_DISABLE_EOF_CHECK, &error);
        if (!line)
            break;
        json_array_append_new(list, attempt_as_expected(line));
        json_decref(line);
        text += error.position;
        while (text < end && *text == '\n')
            text++;
    }
    return list;
}
