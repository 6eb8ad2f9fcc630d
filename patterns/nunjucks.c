#include "patterns/nunjucks.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "web/json_text.h"

enum { CALL_MAX = 1024 * 1024 };

static void add_indent(struct buf *b, int depth)
{
    while (depth-- > 0)
        buf_adds(b, "  ");
}

static bool is_name(const char *key)
{
    const char *c;

    for (c = key; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return false;
    return *key && !isdigit((unsigned char)*key);
}

static void add_text(struct buf *b, const char *text)
{
    buf_adds(b, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_addf(b, "\\%c", *text);
        else if (*text == '\n')
            buf_adds(b, "\\n");
        else
            buf_add(b, text, 1);
    }
    buf_adds(b, "\"");
}

static void add_value(struct buf *b, json_t *value, int depth);

static void add_object(struct buf *b, json_t *object, int depth)
{
    size_t left = json_object_size(object);
    const char *key;
    json_t *value;
    void *at = json_object_iter(object);

    buf_adds(b, left ? "{\n" : "{}");
    for (; at; at = json_object_iter_next(object, at)) {
        key = json_object_iter_key(at);
        value = json_object_iter_value(at);
        add_indent(b, depth + 1);
        if (is_name(key))
            buf_adds(b, key);
        else
            add_text(b, key);
        buf_adds(b, ": ");
        add_value(b, value, depth + 1);
        buf_adds(b, --left ? ",\n" : "\n");
    }
    if (json_object_size(object)) {
        add_indent(b, depth);
        buf_adds(b, "}");
    }
}

static void add_array(struct buf *b, json_t *array, int depth)
{
    size_t i, n = json_array_size(array);

    buf_adds(b, n ? "[\n" : "[]");
    for (i = 0; i < n; i++) {
        add_indent(b, depth + 1);
        add_value(b, json_array_get(array, i), depth + 1);
        buf_adds(b, i + 1 < n ? ",\n" : "\n");
    }
    if (n) {
        add_indent(b, depth);
        buf_adds(b, "]");
    }
}

static void add_value(struct buf *b, json_t *value, int depth)
{
    if (json_is_object(value))
        add_object(b, value, depth);
    else if (json_is_array(value))
        add_array(b, value, depth);
    else if (json_is_string(value))
        add_text(b, json_string_value(value));
    else
        json_text_add(b, value);
}

/* "date-input" as "DateInput". */
static void add_camel(struct buf *b, const char *component)
{
    bool capital = true;

    for (; *component; component++) {
        char c = *component;

        if (c == '-') {
            capital = true;
            continue;
        }
        if (capital)
            c = (char)toupper((unsigned char)c);
        buf_add(b, &c, 1);
        capital = false;
    }
}

const char *nunjucks_call(struct arena *a, const char *library,
                          const char *component, json_t *options)
{
    const char *text;
    struct buf b;

    buf_init(&b, CALL_MAX);
    buf_addf(&b, "{%% from \"%s/components/%s/macro.njk\" import %s", library,
             component, library);
    add_camel(&b, component);
    buf_addf(&b, " %%}\n\n{{ %s", library);
    add_camel(&b, component);
    buf_adds(&b, "(");
    add_value(&b, options, 0);
    buf_adds(&b, ") }}\n");
    text = arena_strndup(a, b.text, b.len);
    buf_release(&b);
    return text;
}
