/* One entry: the page people read, its JSON, and its text as it was written. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/pages.h"

const char *long_day(struct arena *a, const char *text)
{
    char words[TIME_TEXT];
    int32_t day;

    if (day_parse(text, &day))
        return text;
    day_format_long(day, words);
    return arena_strdup(a, words);
}

static json_t *links(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_links; i++)
        (void)json_array_append_new(list, json_pack("{s:s s:s}", "address",
                                                    p->links[i].href, "text",
                                                    p->links[i].text));
    return list;
}

static json_t *checks(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_checks; i++) {
        const struct pattern_check *c = &p->checks[i];

        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s s:s s:s}", "summary", c->summary,
                            "status", c->status, "type", c->type, "criterion",
                            c->criterion, "details", c->details));
    }
    return list;
}

static void set_list(json_t *model, const char *key, const char *has,
                     json_t *list)
{
    (void)json_object_set_new(model, has,
                              json_boolean(json_array_size(list) > 0));
    (void)json_object_set_new(model, key, list);
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

static json_t *tabs(const json_t *model)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < sizeof(panels) / sizeof(panels[0]); i++) {
        const json_t *part = json_object_get(model, panels[i].key);

        if (part && !json_is_null(part) && !json_is_false(part))
            (void)json_array_append_new(list, json_pack("{s:s s:s}", "id",
                                                        panels[i].id, "title",
                                                        panels[i].title));
    }
    return list;
}

/* Null: it is the current one that is read. */
static json_t *old_model(struct arena *a, const struct view *v,
                         const struct pattern *current)
{
    const char *day = "";
    size_t i;

    if (v->pattern == current)
        return json_null();
    for (i = 0; i < current->n_changes; i++)
        if (strcmp(current->changes[i].version, v->version) == 0)
            day = long_day(a, current->changes[i].date);
    return json_pack("{s:s s:s s:s s:s}", "version", v->version, "day", day,
                     "current", current->version, "address",
                     pattern_address(a, current));
}

static json_t *head_model(struct arena *a, const struct pattern *p)
{
    const char *kind = pattern_kind_key(p->kind);

    return json_pack("{s:s s:s s:s s:s s:s s:s s:o s:o s:o s:s}", "title",
                     arena_printf(a, "%s (%s)", p->title, kind), "heading",
                     p->title, "description", p->description, "kind", kind,
                     "kinds", pattern_kind_plural(p->kind), "kind_address",
                     arena_printf(a, "/patterns/%s/", kind), "status",
                     status_model(p), "facts", facts_model(a, p), "links",
                     links(p), "here", pattern_address(a, p));
}

static json_t *issues(const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_issues; i++)
        (void)json_array_append_new(list, json_pack("{s:s s:s s:s}", "title",
                                                    p->issues[i].title, "text",
                                                    p->issues[i].text, "link",
                                                    p->issues[i].link));
    return list;
}

static json_t *page_model(const struct request *rq, const struct view *v,
                          const struct pattern *current,
                          const struct pattern_evidence *evidence)
{
    const struct patterns *ps = rq->context;
    struct arena *a = rq->arena;
    const struct pattern *p = v->pattern;
    json_t *model = head_model(a, p), *list = examples_model(a, v);
    const char *at = view_version_query(a, v);

    (void)json_object_set_new(
        model, "guidance_html",
        json_string_nocheck(guidance_html(a, p, ps->words)));
    (void)json_object_set_new(model, "at_query", json_string(at));
    (void)json_object_set_new(model, "preview", preview_model(a, v, list));
    (void)json_object_set_new(model, "evidence", evidence_model(a, evidence));
    (void)json_object_set_new(model, "parts", parts_model(a, p));
    (void)json_object_set_new(model, "service",
                              service_model(a, ps->catalogue, v));
    (void)json_object_set_new(model, "process", process_model(a, v));
    (void)json_object_set_new(model, "head_html",
                              json_string(service_linked_data(a, p)));
    (void)json_object_set_new(model, "content", content_model(a, v));
    set_list(model, "examples", "has_examples", list);
    set_list(model, "classes", "has_classes", classes_model(a, p));
    set_list(model, "options", "has_options", options_model(a, p));
    set_list(model, "checks", "has_checks", checks(p));
    set_list(model, "notes", "has_notes", pattern_texts_json(&p->notes));
    set_list(model, "issues", "has_issues", issues(p));
    set_list(model, "changes", "has_changes", changes_model(a, p));
    (void)json_object_set_new(model, "has_accessibility",
                              json_boolean(p->n_checks + p->notes.n > 0));
    (void)json_object_set_new(model, "old", old_model(a, v, current));
    if (p != current)
        (void)json_object_set_new(model, "title",
                                  json_sprintf("%s %s (%s)", p->title,
                                               v->version,
                                               pattern_kind_key(p->kind)));
    (void)json_object_set_new(model, "tabs", tabs(model));
    return model;
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
        return e == ERR_NOT_FOUND ? reply_left_out(rq, rp) : e;
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
        return reply_json(rp, pattern_data(rq->arena, v.pattern, &evidence));
    return reply_page(rp, "patterns/page",
                      page_model(rq, &v, current, &evidence));
}
