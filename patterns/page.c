/* One entry: the page people read, its JSON, and its text as it was written. */
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "patterns/pages.h"
#include "web/markdown.h"

static const char *joined(struct arena *a, const struct pattern_texts *texts)
{
    const char *all = "";
    size_t i;

    for (i = 0; i < texts->n; i++)
        all = arena_printf(a, "%s%s%s", all, i ? ", " : "", texts->at[i]);
    return all;
}

static const char *long_day(struct arena *a, const char *text)
{
    char words[TIME_TEXT];
    int32_t day;

    if (day_parse(text, &day))
        return text;
    day_format_long(day, words);
    return arena_strdup(a, words);
}

static void add_fact(json_t *list, const char *name, const char *value)
{
    if (*value)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s}", "name", name, "value", value));
}

static json_t *facts(struct arena *a, const struct pattern *p)
{
    json_t *list = json_array();

    add_fact(list, "Also known as", joined(a, &p->aliases));
    add_fact(list, "Version", p->version);
    add_fact(list, "Looked after by", p->owner);
    add_fact(list, "Licence", p->licence);
    add_fact(list, "What people do", p->verb);
    add_fact(list, "LGSL service", joined(a, &p->lgsl));
    add_fact(list, "LGIL interaction", joined(a, &p->lgil));
    add_fact(list, "Life events", joined(a, &p->life_events));
    add_fact(list, "To be reviewed by", long_day(a, p->review_due));
    return list;
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

/* The code of the first is open; that of the others would be a long way. */
static json_t *examples(struct arena *a, const struct pattern *p, size_t from,
                        size_t until)
{
    json_t *list = json_array();
    size_t i;

    for (i = from; i < until; i++) {
        const struct pattern_example *x = &p->examples[i];

        (void)json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:s s:b s:s s:b s:s s:b}", "id",
                      arena_printf(a, "example-%s", x->name), "title", x->title,
                      "lang", x->lang, "size", x->size, "address",
                      arena_printf(a, "%s/%s/", pattern_address(a, p), x->name),
                      "other_language", strcmp(x->lang, "en") != 0, "html",
                      x->html, "has_njk", x->njk != NULL, "njk",
                      x->njk ? x->njk : "", "open", i == 0));
    }
    return list;
}

static json_t *changes(struct arena *a, const struct pattern *p)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < p->n_changes; i++)
        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:s s:s}", "date", p->changes[i].date,
                            "day", long_day(a, p->changes[i].date), "version",
                            p->changes[i].version, "text", p->changes[i].text));
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

static json_t *related(struct arena *a, const struct pattern *const *list,
                       size_t n)
{
    json_t *all = json_array();
    size_t i;

    for (i = 0; i < n; i++)
        (void)json_array_append_new(
            all, json_pack("{s:s s:s s:s}", "title", list[i]->title, "kind",
                           pattern_kind_key(list[i]->kind), "address",
                           pattern_address(a, list[i])));
    return all;
}

static void set_list(json_t *model, const char *key, const char *has,
                     json_t *list)
{
    (void)json_object_set_new(model, has,
                              json_boolean(json_array_size(list) > 0));
    (void)json_object_set_new(model, key, list);
}

static json_t *page_model(struct arena *a, const struct pattern *p,
                          const char *guidance,
                          const struct pattern_evidence *evidence)
{
    size_t first = p->n_examples > 0;
    json_t *model = json_pack(
        "{s:s s:s s:s s:s s:s s:s s:o s:o s:o s:s s:o s:o s:s}", "title",
        arena_printf(a, "%s (%s)", p->title, pattern_kind_key(p->kind)),
        "heading", p->title, "description", p->description, "kind",
        pattern_kind_key(p->kind), "kinds", pattern_kind_plural(p->kind),
        "kind_address",
        arena_printf(a, "/patterns/%s/", pattern_kind_key(p->kind)), "status",
        status_model(p), "facts", facts(a, p), "first",
        examples(a, p, 0, first), "guidance_html", guidance, "evidence",
        evidence_model(a, evidence), "links", links(p), "here",
        pattern_address(a, p));

    set_list(model, "more", "has_more", examples(a, p, first, p->n_examples));
    set_list(model, "options", "has_options", options_model(a, p));
    set_list(model, "checks", "has_checks", checks(p));
    set_list(model, "changes", "has_changes", changes(a, p));
    set_list(model, "uses", "has_uses", related(a, p->uses, p->n_uses));
    set_list(model, "used_in", "has_used_in",
             related(a, p->used_in, p->n_used_in));
    return model;
}

enum err show_pattern(struct request *rq, struct reply *rp)
{
    const struct pattern *p;
    struct pattern_evidence evidence;
    const char *guidance;
    enum err e = find_asked(rq, &p);

    if (e)
        return reply_left_out(rq, rp);
    if (rq->format == FORMAT_MD)
        return reply_text(rp, "text/markdown", p->source);
    if (rq->format == FORMAT_TXT)
        return reply_text(rp, "text/plain", p->source);
    e = find_evidence(rq, p, &evidence);
    if (e && rq->format != FORMAT_HTML)
        return e;
    if (e) /* the guidance is worth reading all the same */
        evidence = (struct pattern_evidence){.unavailable = true};
    if (rq->format == FORMAT_JSON)
        return reply_json(rp, pattern_data(rq->arena, p, &evidence));
    e = markdown_html(rq->arena, p->markdown, p->markdown_size, 0, &guidance);
    if (e)
        return e;
    return reply_page(rp, "patterns/page",
                      page_model(rq->arena, p, guidance, &evidence));
}
