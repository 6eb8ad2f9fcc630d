/* Filters of Nunjucks and Twig that need no script. */
#include <ctype.h>
#include <string.h>

#include "patterns/views_run.h"

static const char *text_of(const struct view_run *r, const json_t *value)
{
    const char *text;

    (void)value_text(r, value, &text);
    return text;
}

static json_t *cased(struct view_run *r, const char *text, const char *how)
{
    char *copy = arena_strdup(r->arena, text), *c;

    for (c = copy; *c; c++)
        if ((unsigned char)*c < 0x80)
            *c = (char)(*how == 'u' || (*how == 'c' && c == copy)
                            ? toupper((unsigned char)*c)
                            : tolower((unsigned char)*c));
    return value_own(r, json_string(copy));
}

static json_t *trimmed(struct view_run *r, const char *text)
{
    const char *end = text + strlen(text);

    text = view_skip(text, end);
    return value_own(r,
                     json_stringn(text, (size_t)(view_back(text, end) - text)));
}

static json_t *escaped(struct view_run *r, const char *text)
{
    json_t *value;
    struct buf b;

    buf_init(&b, r->out->max);
    buf_add_html(&b, text, strlen(text));
    value = value_own(r, json_string(b.text));
    buf_release(&b);
    return value;
}

static bool is_one_of(const char *name, const char *one, const char *other)
{
    return strcmp(name, one) == 0 || (other && strcmp(name, other) == 0);
}

bool filter_value(struct view_run *r, const char *name, json_t *const *with,
                  json_t **value, bool *ret_safe)
{
    json_t *v = *value;
    size_t n = json_array_size(v);
    bool is_list = json_is_array(v), is_text = !is_list && !json_is_object(v);
    const char *all;

    if (is_one_of(name, "safe", "raw") || is_one_of(name, "escape", "e"))
        *ret_safe = true;
    if (is_one_of(name, "safe", "raw"))
        return true;
    if (is_one_of(name, "default", "d"))
        v = !v || json_is_null(v) ||
                    (json_is_true(with[1]) && !value_is_true(v))
                ? with[0]
                : v;
    else if (is_one_of(name, "length", "count"))
        v = json_is_object(v)
                ? value_own(r, json_integer((json_int_t)json_object_size(v)))
                : value_at(r, v, "length");
    else if (is_one_of(name, "join", NULL) && is_list &&
             value_joined(r, v, with[0] ? text_of(r, with[0]) : "", &all))
        v = value_own(r, json_string(all));
    else if (is_one_of(name, "first", "last") && is_list)
        v = json_array_get(v, *name == 'f' || n == 0 ? 0 : n - 1);
    else if (is_text && is_one_of(name, "escape", "e"))
        v = escaped(r, text_of(r, v));
    else if (is_text && (is_one_of(name, "upper", "lower") ||
                         is_one_of(name, "capitalize", NULL)))
        v = cased(r, text_of(r, v), name);
    else if (is_text && is_one_of(name, "trim", NULL))
        v = trimmed(r, text_of(r, v));
    else
        return false;
    *value = v;
    return true;
}
