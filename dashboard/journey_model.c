#include "dashboard/journey_model.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "dashboard/finding.h"
#include "dashboard/quality.h"
#include "dashboard/step_model.h"
#include "dashboard/step_patterns.h"
#include "dashboard/words.h"

/* What became of them ---------------------------------------------------- */

static struct model states(struct arena *a, const struct figures *f)
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
    struct model list = model_list();
    int64_t before = 0;
    size_t i;

    for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
        double x = words_percent(before, f->started);
        double width = words_percent(at[i].n, f->started);

        model_append(a, &list,
                     MODEL(a, {"key", model_text(at[i].key)},
                           {"name", model_text(at[i].name)},
                           {"count", words_count(a, at[i].n)},
                           {"x", model_real(x)}, {"width", model_real(width)}));
        before += at[i].n;
    }
    return list;
}

/* "790 completed, 21 ineligible"; empty if none completed. */
static struct model outcomes(struct arena *a, const struct figures *f)
{
    const char *text = "";
    int o;

    for (o = OUTCOME_NONE + 1; o < OUTCOMES; o++)
        if (f->outcomes[o] > 0)
            text = text_join(a, text, ", ",
                             TEXT_CONCAT(a, text_count(a, f->outcomes[o]), " ",
                                         outcome_text((enum outcome)o)));
    return MODEL(a, {"any", model_truth(*text != '\0')},
                 {"sentence", model_text(text)});
}

static struct model finding(struct arena *a, const struct finding *found)
{
    return MODEL(a, {"enough", model_truth(found->enough)},
                 {"claim", model_text(found->claim)},
                 {"figures", model_text(found->figures)},
                 {"note", model_text(found->note)});
}

/* Steps and ends --------------------------------------------------------- */

static struct model duration(struct arena *a, bool timed, int64_t ms)
{
    return model_text(timed ? words_duration(a, ms) : "");
}

static struct model visits(struct arena *a, int64_t n)
{
    return model_text(arena_printf(a, "%s" NBSP "%s", text_count(a, n),
                                   words_plural(n, "visit", "visits")));
}

/* What happened at a step, in the order in which the page asks. */
static struct model counts(struct arena *a, const struct figures *f,
                           const struct step_figures *s)
{
    double kept = words_percent(s->reached - s->dropped, f->started);
    double dropped = words_percent(s->dropped, f->started);
    bool timed = s->time.n > 0;

    return MODEL(a, {"reached", words_count(a, s->reached)},
                 {"kept_width", model_real(kept)},
                 {"dropped_width", model_real(dropped)},
                 {"dropped", words_count(a, s->dropped)},
                 {"drop_off", words_share_model(a, &s->drop_off)},
                 {"error_attributed", words_count(a, s->error_attributed)},
                 {"rejects", words_count(a, s->rejects)},
                 {"backs", words_count(a, s->backs)},
                 {"detours", words_count(a, s->detours)},
                 {"timed", model_truth(timed)},
                 {"visits", visits(a, s->time.n)},
                 {"p50", duration(a, timed, s->time.p50_ms)},
                 {"p75", duration(a, timed, s->time.p75_ms)},
                 {"p90", duration(a, timed, s->time.p90_ms)});
}

/* What all steps of a page share. */
struct steps_page {
    struct arena *arena;
    const struct view *view;
    const struct step_figures *most; /* the one that loses most; or NULL */
    const struct catalogue *catalogue;
    const char *query; /* of the same days and segments */
};

static struct model step(const struct steps_page *p,
                         const struct step_figures *s, int number)
{
    struct arena *a = p->arena;
    const char *address = step_address(a, &p->view->figures, s);
    struct model who =
        MODEL(a, {"most", model_truth(s == p->most)},
              {"none", model_truth(!s->dropped)}, {"number", model_int(number)},
              {"linked", model_truth(*address != '\0')},
              {"address", model_text(TEXT_CONCAT(a, address, p->query))},
              {"title", model_text(s->title)},
              {"has_patterns", model_truth(s->n_patterns > 0)},
              {"patterns", step_patterns(a, s, p->catalogue)});

    return model_join(a, who, counts(a, &p->view->figures, s));
}

static struct model steps(const struct steps_page *p)
{
    const struct figures *f = &p->view->figures;
    struct model list = model_list();
    int number = 0;
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (!f->steps[i].is_end)
            model_append(p->arena, &list, step(p, &f->steps[i], ++number));
    return list;
}

static struct model end(const struct steps_page *p,
                        const struct step_figures *s)
{
    struct arena *a = p->arena;
    const char *outcome = s->outcome == OUTCOME_NONE ? "as the event says"
                                                     : outcome_text(s->outcome);

    return MODEL(a, {"title", model_text(s->title)},
                 {"has_patterns", model_truth(s->n_patterns > 0)},
                 {"patterns", step_patterns(a, s, p->catalogue)},
                 {"outcome", model_text(outcome)},
                 {"reached", words_count(a, s->reached)},
                 {"resting", words_count(a, s->resting)},
                 {"dropped", words_count(a, s->dropped)});
}

static struct model ends(const struct steps_page *p)
{
    const struct figures *f = &p->view->figures;
    struct model list = model_list();
    size_t i;

    for (i = 0; i < f->n_steps; i++)
        if (f->steps[i].is_end)
            model_append(p->arena, &list, end(p, &f->steps[i]));
    return list;
}

/* The rest --------------------------------------------------------------- */

static const char *version(struct arena *a, const struct figures *f)
{
    if (f->version == 0)
        return "All versions";
    return arena_printf(a, "Version %lld", (long long)f->version);
}

static const char *settles(struct arena *a, const struct view *v)
{
    char day[TIME_TEXT];

    if (!v->settles)
        return "";
    day_format_long(v->settles_by, day);
    return TEXT_CONCAT(a, " All of these will have settled by ", day,
                       ", if nobody goes on.");
}

struct model journey_model(struct arena *a, const struct view *v,
                           const struct catalogue *c)
{
    const struct figures *f = &v->figures;
    struct finding found = finding_make(a, f);
    const struct steps_page p = {a, v, found.enough ? found.most : NULL, c,
                                 choice_query(a, &v->choice)};
    struct model end_list = ends(&p);

    return MODEL(
        a, {"heading", model_text(f->title)}, {"id", model_text(f->journey)},
        {"organisation", model_text(f->organisation)},
        {"version", model_text(version(a, f))}, {"ever", model_truth(v->ever)},
        {"any", model_truth(v->any)}, {"left_out", model_truth(quality_any(f))},
        {"has_quality", model_truth(v->ever || quality_any(f))},
        {"is_under_way", model_truth(f->under_way != NULL)},
        {"under_way", model_text(f->under_way ? f->under_way : "")},
        {"finding", finding(a, &found)}, {"settles", model_text(settles(a, v))},
        {"started", words_count(a, f->started)}, {"states", states(a, f)},
        {"outcomes", outcomes(a, f)},
        {"joined_later", words_count(a, f->joined_later)},
        {"completion", words_share_model(a, &f->completion)},
        {"steps", steps(&p)}, {"has_ends", model_truth(end_list.n > 0)},
        {"ends", end_list}, {"quality", quality_model(a, f)});
}
