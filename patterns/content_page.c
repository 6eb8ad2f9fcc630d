/* Content types for programs: their list, their schemas, and a check. */
#include <string.h>

#include "base/json.h"
#include "patterns/content.h"
#include "patterns/pages.h"
#include "web/request.h"

enum { PROBLEMS_MAX = 200 };

/* The type that an address names: a page's, or of another kind. */
const struct pattern *content_type_named(const struct catalogue *c,
                                         const char *name)
{
    const struct pattern *p = catalogue_find(c, KIND_PAGE, name);

    if (!p || !p->content)
        p = catalogue_named(c, name);
    return p && p->content ? p : NULL;
}

/* As content.yml has it: what means nothing for its type is not there. */
static json_t *field_json(const struct content_field *f)
{
    bool is_list = f->type == CONTENT_LIST;
    bool has_choices = (is_list ? f->items : f->type) == CONTENT_CHOICE;
    bool has_lid = f->max && content_has_lid(f->type);

    return json_pack("{s:s s:s s:s s:s* s:b s:o* s:o* s:s}", "name", f->name,
                     "title", f->title, "type", content_type_key(f->type),
                     "items", is_list ? content_type_key(f->items) : NULL,
                     "required", f->required, "max",
                     has_lid ? json_integer(f->max) : NULL, "choices",
                     has_choices ? pattern_texts_json(&f->choices) : NULL,
                     "description", f->text);
}

static json_t *fields_json(const struct content *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++)
        (void)json_array_append_new(list, field_json(&c->fields[i]));
    return list;
}

static json_t *types_json(struct arena *a, const struct catalogue *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct pattern *p = &c->at[i];
        const char *address;

        if (!p->content)
            continue;
        address = pattern_address(a, p);
        (void)json_array_append_new(
            list,
            json_pack(
                "{s:s s:s s:s s:s s:s s:s s:o s:o}", "type", p->slug, "title",
                p->title, "need", p->content->need, "address", address,
                "schema", arena_printf(a, "%s/content.schema.json", address),
                "check", arena_printf(a, "/v1/content-types/%s/check", p->slug),
                "fields", fields_json(p->content), "example",
                json_deep_copy(p->content->example)));
    }
    return list;
}

enum err answer_content_types(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;

    if (rq->format == FORMAT_HTML)
        return reply_page(rp, "patterns/content-types",
                          content_types_model(rq->arena, ps->catalogue));
    return reply_json(rp, json_pack("{s:o}", "contentTypes",
                                    types_json(rq->arena, ps->catalogue)));
}

enum err show_content_schema(struct request *rq, struct reply *rp)
{
    struct view v;
    enum err e = view_read(rq, &v);

    if (e)
        return e;
    if (!v.pattern->content)
        return ERR_NOT_FOUND;
    return reply_json(rp, content_schema(v.pattern->content, v.pattern->title));
}

static json_t *problems_json(const struct problems *told)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < told->n; i++)
        (void)json_array_append_new(list, json_pack("{s:s s:s}", "path",
                                                    told->at[i].place, "what",
                                                    told->at[i].message));
    return json_pack("{s:b s:i s:o}", "holds", told->total == 0, "found",
                     (int)told->total, "problems", list);
}

/* Nothing of what is sent is kept. */
enum err check_content(struct request *rq, struct reply *rp)
{
    const struct patterns *ps = rq->context;
    const struct pattern *p =
        content_type_named(ps->catalogue, request_text(rq, "type"));
    struct problems told;
    const char *body, *reason;
    json_t *value;
    size_t n;

    if (!p)
        return ERR_NOT_FOUND;
    body = request_body(rq, &n);
    problems_init(&told, rq->arena, PROBLEMS_MAX);
    if (json_read(rq->arena, body, n, CONTENT_DEPTH_MAX, &value, &reason))
        problems_add(&told, "$", "%s", reason);
    else
        content_check(p->content, rq->arena, value, &told);
    return reply_json(rp, problems_json(&told));
}
