/* The options of a component, as rows of one table. */
#include <string.h>

#include "patterns/pages.h"
#include "web/markdown.h"

static const char *text_of(const json_t *option, const char *key)
{
    const char *text = json_string_value(json_object_get(option, key));

    return text ? text : "";
}

/* What is written there in Markdown; nothing where that cannot be read. */
static const char *description(struct arena *a, const json_t *option)
{
    const char *text = text_of(option, "description"), *html;

    if (markdown_html(a, text, strlen(text), 0, &html))
        return "";
    return html;
}

/* "items.label.text": the options inside an option follow it. */
static void add_rows(struct arena *a, json_t *rows, const json_t *list,
                     const char *within)
{
    const json_t *option;
    size_t i;

    json_array_foreach(list, i, option)
    {
        const char *name = text_of(option, "name");
        const char *deprecated = text_of(option, "deprecated");

        (void)json_array_append_new(
            rows,
            json_pack("{s:s s:s s:s s:b s:b s:s s:b s:s}", "within", within,
                      "name", name, "type", text_of(option, "type"), "required",
                      json_is_true(json_object_get(option, "required")),
                      "is_component",
                      json_is_true(json_object_get(option, "isComponent")),
                      "description_html", description(a, option),
                      "is_deprecated", *deprecated != '\0', "deprecated",
                      deprecated));
        add_rows(a, rows, json_object_get(option, "params"),
                 arena_printf(a, "%s%s.", within, name));
    }
}

json_t *options_model(struct arena *a, const struct pattern *p)
{
    json_t *rows = json_array();

    if (p->options)
        add_rows(a, rows, p->options, "");
    return rows;
}
