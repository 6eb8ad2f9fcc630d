#include "base/time.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/histories.h"

struct step {
    const char *id, *title, *later_title;
    const char *outcome; /* of an end; "" for an end without */
};

enum { STEPS = 7 };

static const struct step pool[STEPS] = {
    {"a", "Apply", "Apply now", NULL},
    {"b", "Which bin?", "Which bins?", NULL},
    {"c", "Check", "Check", NULL},
    {"d", "Done", "All done", "completed"},
    {"e", "Not eligible", "Not eligible", "ineligible"},
    {"f", "Sorry", "Sorry, a problem", "error"},
    {"g", "Decided elsewhere", "Decided", ""},
};

static const char *const outcomes[] = {"",          "completed", "ineligible",
                                       "duplicate", "referred",  "error"};

const char *history_step_name(struct dice *d, bool no_titles)
{
    static const char *const unknown[] = {"zzz",        "other", "Some Page",
                                          "Other Page", "Done ", "A"};
    const struct step *s = &DICE_PICK(d, pool);
    size_t throw = dice_below(d, 100);

    if (throw < 80 || (throw < 90 && no_titles))
        return s->id;
    if (throw < 86)
        return s->title;
    if (throw < 90)
        return s->later_title;
    return DICE_PICK(d, unknown);
}

/* What the step is in this version: mostly what the pool says. */
static const char *outcome_in(struct dice *d, const struct step *s)
{
    if (dice_chance(d, 90))
        return s->outcome;
    return dice_chance(d, 40) ? NULL : DICE_PICK(d, outcomes);
}

static json_t *step_json(struct dice *d, const struct step *s, bool later)
{
    const char *outcome = outcome_in(d, s);
    const char *title = later && dice_chance(d, 40) ? s->later_title : s->title;
    json_t *o = json_pack("{s:s,s:s,s:s}", "id", s->id, "title", title, "kind",
                          outcome ? "end" : "question");

    if (outcome && *outcome)
        json_object_set_new(o, "outcome", json_string(outcome));
    return o;
}

/* Two to all of the pool, in the pool's order or in any. */
static json_t *steps_json(struct dice *d, bool later)
{
    const struct step *chosen[STEPS];
    size_t n = 2 + dice_below(d, STEPS - 1);
    size_t swaps = dice_chance(d, 50) ? STEPS : 0;
    json_t *steps = json_array();

    for (size_t i = 0; i < STEPS; i++)
        chosen[i] = &pool[i];
    for (size_t k = 0; k < swaps; k++) {
        size_t i = dice_below(d, STEPS), j = dice_below(d, STEPS);
        const struct step *s = chosen[i];
        chosen[i] = chosen[j];
        chosen[j] = s;
    }
    for (size_t i = 0; i < n; i++)
        json_array_append_new(steps, step_json(d, chosen[i], later));
    return steps;
}

/* Any step that is no end, often the first; an end where there is no other. */
static json_t *start_of(struct dice *d, const json_t *steps)
{
    json_t *start = json_array_get(steps, 0);

    for (size_t i = 0; i < json_array_size(steps); i++) {
        json_t *step = json_array_get(steps, i);
        if (json_object_get(step, "outcome"))
            continue;
        start = step;
        if (dice_chance(d, 70))
            break;
    }
    return start;
}

static json_t *version_json(struct dice *d, bool later)
{
    static const int idle_minutes[] = {1, 30, 30, 60};
    static const int save_days[] = {1, 28};
    json_t *steps = steps_json(d, later);
    json_t *start = start_of(d, steps);

    json_object_set_new(start, "kind", json_string("start"));
    json_object_del(start, "outcome");
    return json_pack(
        "{s:s,s:s,s:s,s:s,s:s,s:O,s:i,s:i,s:i,s:o}", "waymark", "journey/1",
        "id", "histories", "title", "Histories", "organisation", "exampleton",
        "service", "histories", "start", json_object_get(start, "id"),
        "idleMinutes", DICE_PICK(d, idle_minutes), "saveDays",
        DICE_PICK(d, save_days), "retentionMonths", 0, "steps", steps);
}

json_t *history_versions(struct dice *d, int64_t around_ms)
{
    static const int64_t after_ms[] = {
        1, 999, 1000, 30000, 600000, 30 * MS_PER_MINUTE, MS_PER_DAY};
    size_t n = dice_chance(d, 60) ? 1 : 2 + dice_below(d, 2);
    json_t *versions = json_array();
    int64_t from_ms = around_ms - 1;

    for (size_t i = 0; i < n; i++) {
        json_t *v = version_json(d, i > 0);
        char text[TIME_TEXT];
        time_format(from_ms, text);
        if (i > 0)
            json_object_set_new(v, "from", json_string(text));
        json_array_append_new(versions, v);
        from_ms += DICE_PICK(d, after_ms);
    }
    return versions;
}
