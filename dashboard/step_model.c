#include "dashboard/step_model.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "dashboard/compared.h"
#include "dashboard/segments_model.h"
#include "dashboard/step_patterns.h"
#include "dashboard/words.h"
#include "web/address.h"

const struct step_figures *step_find(const struct figures *f, const char *id)
{
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].id, id) == 0)
            return &f->steps[i];
    return NULL;
}

const char *step_address(struct arena *a, const struct figures *f,
                         const struct step_figures *s)
{
    const char *segment = address_segment(a, s->id);

    return *segment ? TEXT_CONCAT(a, "/dashboard/journeys/", f->journey,
                                  "/steps/", segment)
                    : "";
}

/* A step that no version in question knows is called by its id. */
static const char *title_of(const struct figures *f, const char *id)
{
    const struct step_figures *s = step_find(f, id);

    return s ? s->title : id;
}

static struct model numbers(struct arena *a, const struct step_figures *s)
{
    struct model list = model_list();

    words_add_count(a, &list, "Reached", s->reached,
                    "each attempt counted once");
    words_add_count(a, &list, "Dropped", s->dropped, "gave up here");
    words_add_count(a, &list, "After an error", s->error_attributed,
                    "of the dropped: the last answer was refused");
    words_add_count(a, &list, "Refusals", s->rejects,
                    "answers that were refused");
    words_add_count(a, &list, "Backs", s->backs, "moves back from this step");
    words_add_count(a, &list, "Detours", s->detours, "help opened");
    return list;
}

static struct model times(struct arena *a, const struct step_figures *s)
{
    const struct times *t = &s->time;
    const char *says;

    if (t->n == 0)
        return MODEL(a, {"timed", model_truth(false)},
                     {"says", model_text("")});
    says = arena_printf(
        a,
        "Half of %s timed visits took no longer than %s, three in four no "
        "longer than %s, nine in ten no longer than %s.",
        text_count(a, t->n), words_duration(a, t->p50_ms),
        words_duration(a, t->p75_ms), words_duration(a, t->p90_ms));
    return MODEL(a, {"timed", model_truth(true)}, {"says", model_text(says)});
}

static struct model refusals(struct arena *a, const struct step_figures *s)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < s->n_refusals; i++) {
        const struct refusals *r = &s->refusals[i];

        model_append(
            a, &list,
            MODEL(a, {"field", model_text(r->field ? r->field : "not given")},
                  {"rule", model_text(r->rule ? r->rule : "not given")},
                  {"count", words_count(a, r->n)}));
    }
    return list;
}

static struct model left_by(struct arena *a, const struct step_figures *s)
{
    struct model list = model_list();
    int by;

    for (by = TO_NONE + 1; by < TOS; by++)
        if (s->left_by[by])
            model_append(a, &list,
                         MODEL(a, {"by", model_text(to_text((enum to)by))},
                               {"count", words_count(a, s->left_by[by])}));
    return list;
}

static const char *path_words(struct arena *a, const struct figures *f,
                              const struct path *p)
{
    const char *text = "";
    size_t i;

    for (i = 0; i < p->n_steps; i++)
        text = text_join(a, text, " → ", title_of(f, p->steps[i]));
    return text;
}

static const char *others(struct arena *a, const struct paths *p)
{
    return arena_printf(a, "On %zu other %s: %s.", p->n_other,
                        words_plural((int64_t)p->n_other, "path", "paths"),
                        words_of(a, &p->other));
}

static struct model way(struct arena *a, const struct step_view *s,
                        enum paths_way which)
{
    static const struct {
        const char *heading, *none, *whole, *empty;
    } says[] = {
        [PATHS_BEFORE] = {"What led here", "Nobody came here in these days.",
                          "began with it", "No step before this one"},
        [PATHS_AFTER] = {"Where they went next",
                         "Nobody came here in these days.", "went no further",
                         "No other step"},
        [PATHS_AFTER_LEAVING] = {"Where they went on, having left here",
                                 "Nobody left here and came back.",
                                 "went no further", "No other step"},
    };
    const struct paths *p = &s->ways[which];
    struct model rows = model_list();
    size_t i;

    for (i = 0; i < p->n; i++) {
        const struct path *at = &p->at[i];
        const char *steps = path_words(a, &s->journey.figures, at);
        const char *note = at->n_steps < p->depth ? says[which].whole : "";

        model_append(
            a, &rows,
            MODEL(a,
                  {"path", model_text(at->n_steps ? steps : says[which].empty)},
                  {"note", model_text(at->n_steps ? note : "")},
                  {"share", words_share_model(a, &at->share)}));
    }
    return MODEL(a, {"id", model_text(paths_way_text(which))},
                 {"heading", model_text(says[which].heading)},
                 {"any", model_truth(p->attempts > 0)},
                 {"none", model_text(says[which].none)}, {"paths", rows},
                 {"has_other", model_truth(p->n_other > 0)},
                 {"other", model_text(others(a, p))});
}

static struct model ways(struct arena *a, const struct step_view *s)
{
    struct model list = model_list();
    int which;

    for (which = 0; which < STEP_WAYS; which++)
        model_append(a, &list, way(a, s, (enum paths_way)which));
    return list;
}

/* Of days their words, of others what they have in common. */
static struct model parts(struct arena *a, const struct step_parts *list,
                          const char *address)
{
    struct model rows = model_list();
    size_t i;

    for (i = 0; i < list->n; i++) {
        const struct step_part *p = &list->at[i];
        const struct period *days = &p->choice.period;
        const char *name =
            p->attribute ? TEXT_CONCAT(a, segments_name(p->attribute), ": ",
                                       segments_value(p->attribute, p->value))
                         : words_days(a, days->from, days->until);
        const char *to = TEXT_CONCAT(a, address, choice_query(a, &p->choice));

        model_append(a, &rows,
                     MODEL(a, {"name", model_text(name)},
                           {"address", model_text(to)},
                           {"reached", words_count(a, p->reached)},
                           {"share", words_share_model(a, &p->drop_off)},
                           {"differs", model_truth(p->differs)},
                           {"against", model_text(compared_word(p))},
                           {"points", model_text(compared_points(a, p))}));
    }
    return rows;
}

/* "From 11 October 2026 on fewer give up: ..." */
static const char *change(struct arena *a, const struct step_part *c)
{
    char day[TIME_TEXT];

    if (!c->is_compared)
        return "Not enough data to say whether anything changed.";
    if (!c->differs)
        return "No clear change in these days.";
    day_format_long(c->choice.period.from, day);
    return TEXT_CONCAT(a, "From ", day, " on ", compared_word(c), ": ",
                       words_of(a, &c->drop_off), " (",
                       words_rate(a, &c->drop_off), ") against ",
                       words_of(a, &c->others), " (", words_rate(a, &c->others),
                       ") before, ", compared_points(a, c), ".");
}

static const char *left_out(struct arena *a, size_t n)
{
    if (!n)
        return "";
    return arena_printf(a,
                        "Of languages, releases and variants the last %d by "
                        "name are looked at; %s more %s not.",
                        STEP_VALUES_MAX, text_count(a, (int64_t)n),
                        words_plural((int64_t)n, "is", "are"));
}

/* What it takes to see a difference; empty where there is nothing to see. */
static const char *needs(struct arena *a, const struct share *whole)
{
    int64_t n = compared_needs(whole);

    if (!n)
        return "";
    return TEXT_CONCAT(a,
                       "To show a difference of 5 points here, both sides need "
                       "at least ",
                       text_count(a, n), " settled attempts.");
}

struct model step_model(struct arena *a, const struct step_view *s,
                        const struct catalogue *c)
{
    const struct figures *f = &s->journey.figures;
    const struct step_figures *at = s->step;
    const char *address = step_address(a, f, at);
    const char *query = choice_query(a, &s->journey.choice);
    const char *title = TEXT_CONCAT(a, at->title, ": ", f->title);
    const char *period =
        s->journey.ever ? view_words(a, &s->journey) : "no attempts yet";
    const char *journey =
        TEXT_CONCAT(a, "/dashboard/journeys/", f->journey, query);
    const char *only = segments_says(a, &s->journey.choice);
    struct model refused = refusals(a, at), left = left_by(a, at);

    return MODEL(
        a, {"title", model_text(title)}, {"heading", model_text(at->title)},
        {"journey", model_text(f->title)},
        {"journey_address", model_text(journey)},
        {"period", model_text(period)}, {"chosen", model_truth(*only != '\0')},
        {"only", model_text(only)},
        {"clear", model_text(segments_clear(a, &s->journey.choice, address))},
        {"from_trails", model_truth(f->from_trails)},
        {"is_under_way", model_truth(f->under_way != NULL)},
        {"under_way", model_text(f->under_way ? f->under_way : "")},
        {"drop_off", words_share_model(a, &at->drop_off)},
        {"has_days", model_truth(s->days.n > 0)},
        {"days", parts(a, &s->days, address)},
        {"change", model_text(change(a, &s->change))},
        {"changed", model_truth(s->change.differs)},
        {"has_groups", model_truth(s->groups.n > 0)},
        {"groups", parts(a, &s->groups, address)},
        {"left_out", model_text(left_out(a, s->groups.left_out))},
        {"has_parts", model_truth(s->days.n + s->groups.n > 0)},
        {"needs", model_text(needs(a, &at->drop_off))},
        {"numbers", numbers(a, at)}, {"time", times(a, at)},
        {"has_refusals", model_truth(refused.n > 0)}, {"refusals", refused},
        {"has_left", model_truth(left.n > 0)}, {"left", left},
        {"has_patterns", model_truth(at->n_patterns > 0)},
        {"patterns", step_patterns(a, at, c)}, {"ways", ways(a, s)},
        {"csv", model_text(TEXT_CONCAT(a, address, ".csv", query))},
        {"json", model_text(TEXT_CONCAT(a, address, ".json", query))});
}
