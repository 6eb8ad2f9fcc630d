/* Content types for people: the part of an entry's page, and the list. */
#include <string.h>

#include "base/text.h"
#include "patterns/content.h"
#include "patterns/pages.h"

/* "a list, each item a day like 2026-03-02, at most 30 items" */
static const char *takes(struct arena *a, const struct content_field *f)
{
    bool is_list = f->type == CONTENT_LIST;
    enum content_type type = is_list ? f->items : f->type;
    const char *all =
        arena_printf(a, "%s%s", is_list ? "a list, each item " : "",
                     content_says(a, f, type, CONTENT_CHOICES_MAX));

    if (f->max && content_has_lid(f->type))
        all =
            arena_printf(a, "%s, at most %s %s%s%s", all, text_count(a, f->max),
                         is_list ? "item" : "character", f->max == 1 ? "" : "s",
                         type == CONTENT_PARAGRAPHS && !is_list ? " each" : "");
    return all;
}

static json_t *fields_model(struct arena *a, const struct content *c)
{
    json_t *list = json_array();
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct content_field *f = &c->fields[i];

        (void)json_array_append_new(
            list, json_pack("{s:s s:s s:b s:s s:s}", "name", f->name, "title",
                            f->title, "required", f->required, "takes",
                            takes(a, f), "text", f->text));
    }
    return list;
}

/* A value that is no list, in words. */
static const char *value_text(struct arena *a, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_boolean(value))
        return json_is_true(value) ? "yes" : "no";
    if (json_is_integer(value))
        return arena_printf(a, "%" JSON_INTEGER_FORMAT,
                            json_integer_value(value));
    if (json_is_real(value))
        return arena_printf(a, "%.10g", json_real_value(value));
    return arena_printf(a, "%s: “%s”",
                        value_text(a, json_object_get(value, "file")),
                        value_text(a, json_object_get(value, "alt")));
}

/* The fields that the example has. */
static json_t *values_model(struct arena *a, const struct content *c)
{
    json_t *list = json_array();
    size_t i, j;

    for (i = 0; i < c->n; i++) {
        const json_t *value = json_object_get(c->example, c->fields[i].name);
        const json_t *one;
        bool is_list = c->fields[i].type == CONTENT_LIST;
        json_t *items;

        if (!value)
            continue;
        items = json_array();
        json_array_foreach(value, j, one)
        {
            (void)json_array_append_new(items, json_string(value_text(a, one)));
        }
        (void)json_array_append_new(
            list, json_pack("{s:s s:b s:s s:o}", "title", c->fields[i].title,
                            "is_list", is_list, "text",
                            json_is_array(value) ? "" : value_text(a, value),
                            "items", items));
    }
    return list;
}

json_t *content_model(struct arena *a, const struct view *v)
{
    const struct pattern *p = v->pattern;
    const struct content *c = p->content;
    const char *at = view_version_query(a, v);

    if (!c)
        return json_null();
    return json_pack(
        "{s:s s:o s:o s:s s:s s:s}", "need", c->need, "fields",
        fields_model(a, c), "values", values_model(a, c), "example",
        c->example_text, "command",
        arena_printf(a, "waymark content %s %s.json", p->slug, p->slug),
        "schema",
        arena_printf(a, "%s/content.schema.json%s", pattern_address(a, p), at));
}

/* "Title, First sentences"; and how many others there are. */
static const char *required_titles(struct arena *a, const struct content *c,
                                   size_t *ret_optional)
{
    const char *all = "";
    size_t i;

    *ret_optional = 0;
    for (i = 0; i < c->n; i++)
        if (c->fields[i].required)
            all = text_join(a, all, ", ", c->fields[i].title);
        else
            (*ret_optional)++;
    return all;
}

static json_t *type_model(struct arena *a, const struct pattern *p)
{
    const char *address = pattern_address(a, p);
    size_t optional;
    const char *required = required_titles(a, p->content, &optional);

    return json_pack(
        "{s:s s:s s:s s:s s:s s:s s:s s:s}", "id",
        arena_printf(a, "%s-%s", pattern_kind_key(p->kind), p->slug), "type",
        p->slug, "title", p->title, "need", p->content->need, "address",
        address, "schema", arena_printf(a, "%s/content.schema.json", address),
        "required", required, "optional",
        optional ? arena_printf(a, "%zu optional %s", optional,
                                optional == 1 ? "field" : "fields")
                 : "");
}

json_t *content_types_model(struct arena *a, const struct catalogue *c)
{
    json_t *list = json_array();
    size_t i, n;

    for (i = 0; i < c->n; i++)
        if (c->at[i].content)
            (void)json_array_append_new(list, type_model(a, &c->at[i]));
    n = json_array_size(list);
    return json_pack(
        "{s:s s:s s:o}", "title", "Content types", "says",
        n ? arena_printf(a, "%zu content %s", n, n == 1 ? "type" : "types")
          : "No entry of this library has one yet.",
        "types", list);
}
