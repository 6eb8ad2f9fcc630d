#include "web/json_text.h"

#include <string.h>

#include "web/number.h"

/* What stands for a character that cannot stand itself; "": its number does. */
static const char *escape_of(char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    default:
        return "";
    }
}

static void add_text(struct buf *out, const char *text, size_t n)
{
    size_t i, from = 0;

    buf_add(out, "\"", 1);
    for (i = 0; i < n; i++) {
        const char *escape;

        if ((unsigned char)text[i] >= ' ' && text[i] != '"' && text[i] != '\\')
            continue;
        escape = escape_of(text[i]);
        buf_add(out, text + from, i - from);
        if (*escape)
            buf_adds(out, escape);
        else
            buf_addf(out, "\\u%04X", (unsigned)text[i]);
        from = i + 1;
    }
    buf_add(out, text + from, n - from);
    buf_add(out, "\"", 1);
}

static void add_scalar(struct buf *out, const json_t *value)
{
    if (json_is_string(value))
        add_text(out, json_string_value(value), json_string_length(value));
    else if (json_is_integer(value))
        buf_add_int(out, json_integer_value(value));
    else if (json_is_boolean(value))
        buf_adds(out, json_is_true(value) ? "true" : "false");
    else
        buf_adds(out, "null");
}

static void add_object(struct buf *out, json_t *object)
{
    const char *key, *before = "{";
    json_t *value;

    if (json_object_size(object) == 0)
        buf_adds(out, before);
    json_object_foreach(object, key, value)
    {
        buf_adds(out, before);
        add_text(out, key, strlen(key));
        buf_adds(out, ":");
        json_text_add(out, value);
        before = ",";
    }
    buf_adds(out, "}");
}

static void add_array(struct buf *out, json_t *array)
{
    size_t i;

    buf_adds(out, "[");
    for (i = 0; i < json_array_size(array); i++) {
        if (i)
            buf_adds(out, ",");
        json_text_add(out, json_array_get(array, i));
    }
    buf_adds(out, "]");
}

void json_text_add(struct buf *out, json_t *value)
{
    if (json_is_object(value))
        add_object(out, value);
    else if (json_is_array(value))
        add_array(out, value);
    else if (json_is_real(value))
        number_add(out, json_real_value(value));
    else
        add_scalar(out, value);
}
