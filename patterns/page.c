/* One entry: the page people read, its JSON, and its text as it was written. */
#include <string.h>

#include "base/text.h"
#include "patterns/pages.h"

/* Whether there is anything in a list, of either kind. */
static struct model has(const struct model *list)
{
    return model_truth(model_is_true(list));
}

/* The parts of the page: each is there if the model has something for it. */
static const struct {
    const char *key, *id, *title;
} panels[] = {
    {"guidance_html", "guidance", "Guidance"},
    {"has_examples", "examples", "Examples"},
    {"has_examples", "code", "Code"},
    {"service", "journey", "Journey"},
    {"process", "process", "Process"},
    {"content", "content", "Content"},
    {"has_options", "options", "Options"},
    {"has_accessibility", "accessibility", "Accessibility"},
    {"has_changes", "history", "History"},
    {"evidence", "evidence", "Evidence"},
};

static struct model tabs(struct arena *a, const struct model *model)
{
    struct model list = model_list();
    size_t i;

    for (i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
        struct model part = model_get(model, panels[i].key);

        if (part.kind == MODEL_TEXT || model_is_true(&part))
            model_append(a, &list,
                         MODEL(a, {"id", model_text(panels[i].id)},
                               {"title", model_text(panels[i].title)}));
    }
    return list;
}

/* Null: it is the current one that is read. */
static struct model old_model(struct arena *a, const struct view *v,
                              const struct pattern *current)
{
    const char *day = "";
    size_t i;

    if (v->pattern == current)
        return model_text(NULL);
    for (i = 0; i < current->n_changes; i++)
        if (strcmp(current->changes[i].version, v->version) == 0)
            day = long_day(a, current->changes[i].date);
    return MODEL(a, {"version", model_text(v->version)},
                 {"day", model_text(day)}, {"name", model_text(current->title)},
                 {"address", model_text(pattern_address(a, current))},
                 {"current", model_text(current->version)});
}

static struct model head_model(struct arena *a, const struct view *v,
                               const struct pattern *current)
{
    const struct pattern *p = v->pattern;
    const char *kind = pattern_kind_key(p->kind);
    const char *title =
        p == current
            ? arena_printf(a, "%s (%s)", p->title, kind)
            : arena_printf(a, "%s %s (%s)", p->title, v->version, kind);

    return MODEL(
        a, {"title", model_text(title)},
        {"head_html", model_text(service_linked_data(a, p))},
        {"kind_address", model_text(arena_printf(a, "/patterns/%s/", kind))},
        {"kinds", model_text(pattern_kind_plural(p->kind))},
        {"old", old_model(a, v, current)}, {"heading", model_text(p->title)},
        {"description", model_text(p->description)},
        {"status", status_model(a, p)}, {"links", links_data(a, p)});
}

/* What the guidance stands beside, and what people try. */
static struct model guide_model(const struct request *rq, const struct view *v)
{
    const struct patterns *ps = rq->context;
    struct arena *a = rq->arena;
    const struct pattern *p = v->pattern;
    struct model examples = examples_model(a, v), classes = classes_model(a, p),
                 known = issues_data(a, p);

    return MODEL(a, {"preview", preview_model(a, v, &examples)},
                 {"guidance_html", model_text(guidance_html(a, p, ps->words))},
                 {"has_issues", has(&known)}, {"issues", known},
                 {"facts", facts_model(a, p)}, {"parts", parts_model(a, p)},
                 {"here", model_text(pattern_address(a, p))},
                 {"at_query", model_text(view_version_query(a, v))},
                 {"has_examples", has(&examples)}, {"examples", examples},
                 {"has_classes", has(&classes)}, {"classes", classes});
}

static struct model rest_model(struct arena *a, const struct view *v,
                               const struct catalogue *c)
{
    const struct pattern *p = v->pattern;
    struct model options = model_own(a, options_model(a, p)),
                 changes = model_own(a, changes_model(a, p)),
                 tested = checks_data(a, p), notes = texts_model(a, &p->notes);

    return MODEL(
        a, {"service", model_own(a, service_model(a, c, v))},
        {"process", model_own(a, process_model(a, v))},
        {"content", model_own(a, content_model(a, v))},
        {"has_options", has(&options)}, {"options", options},
        {"has_accessibility", model_truth(p->n_checks + p->notes.n > 0)},
        {"has_notes", has(&notes)}, {"notes", notes},
        {"has_checks", has(&tested)}, {"checks", tested},
        {"has_changes", has(&changes)}, {"changes", changes});
}

static struct model page_model(const struct request *rq, const struct view *v,
                               const struct pattern *current,
                               const struct pattern_evidence *evidence)
{
    const struct patterns *ps = rq->context;
    struct arena *a = rq->arena;
    struct model model = head_model(a, v, current);

    model = model_join(a, model, guide_model(rq, v));
    model = model_join(a, model, rest_model(a, v, ps->catalogue));
    model = model_join(a, model,
                       MODEL(a, {"evidence", evidence_model(a, evidence)}));
    return model_join(a, model, MODEL(a, {"tabs", tabs(a, &model)}));
}

/* As it was written, and its process in words. */
static const char *source(struct arena *a, const struct pattern *p)
{
    return arena_printf(a, "%s%s", p->source, process_words(a, p, true));
}

static enum err show_text(const struct request *rq, struct reply *rp,
                          const struct pattern *p)
{
    const struct patterns *ps = rq->context;
    const char *text;
    enum err e = pattern_text(rq->arena, p, ps->words, &text);

    return e ? e : reply_text(rp, "text/plain", text);
}

enum err show_pattern(struct request *rq, struct reply *rp)
{
    const struct pattern *current;
    struct view v;
    struct pattern_evidence evidence;
    enum err e = view_read(rq, &v);

    if (!e)
        e = find_asked(rq, &current);
    if (e)
        return e == ERR_NOT_FOUND ? reply_absent(rq, rp) : e;
    if (rq->format == FORMAT_MD)
        return reply_text(rp, "text/markdown", source(rq->arena, v.pattern));
    if (rq->format == FORMAT_TXT)
        return show_text(rq, rp, v.pattern);
    if (rq->format == FORMAT_ZIP)
        return show_zip(rq, rp, v.pattern);
    e = find_evidence(rq, current, &evidence);
    if (e && rq->format != FORMAT_HTML)
        return e;
    if (e) /* the guidance is worth reading all the same */
        evidence = (struct pattern_evidence){.unavailable = true};
    if (rq->format == FORMAT_JSON)
        return reply_json_model(rp,
                                pattern_data(rq->arena, v.pattern, &evidence));
    return reply_model(rp, "patterns/page",
                       page_model(rq, &v, current, &evidence));
}
