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

/* Another text, which is safe if the value was. */
static json_t *in_place_of(struct view_run *r, const json_t *value,
                           const char *text)
{
    return value_is_safe(r, value) ? value_make_safe(r, text)
                                   : value_own(r, json_string(text));
}

static json_t *cased(struct view_run *r, const json_t *value, const char *how)
{
    char *copy = arena_strdup(r->arena, text_of(r, value)), *c;

    for (c = copy; *c; c++)
        if ((unsigned char)*c < 0x80)
            *c = (char)(*how == 'u' || (*how == 'c' && c == copy)
                            ? toupper((unsigned char)*c)
                            : tolower((unsigned char)*c));
    return *how == 'c' ? in_place_of(r, value, copy)
                       : value_own(r, json_string(copy)); /* as Nunjucks */
}

static json_t *trimmed(struct view_run *r, const json_t *value)
{
    const char *text = text_of(r, value), *end = text + strlen(text);

    text = view_skip(text, end);
    end = view_back(text, end);
    return in_place_of(r, value,
                       arena_strndup(r->arena, text, (size_t)(end - text)));
}

/* Lists of n each, the last one of what is left. */
static json_t *batched(struct view_run *r, const json_t *list, json_int_t n)
{
    json_t *all = value_own(r, json_array()), *some = NULL, *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        if (i % (size_t)n == 0) {
            some = json_array();
            (void)json_array_append_new(all, some);
        }
        (void)json_array_append(some, one);
    }
    return all;
}

/* Every one, wherever it stands. */
static json_t *replaced(struct view_run *r, const json_t *value,
                        json_t *const *with)
{
    const char *at = text_of(r, value), *old = text_of(r, with[0]);
    const char *found, *text;
    struct buf b;

    buf_init(&b, r->out->max);
    for (; *old && (found = strstr(at, old)); at = found + strlen(old)) {
        buf_add(&b, at, (size_t)(found - at));
        buf_adds(&b, text_of(r, with[1]));
    }
    buf_adds(&b, at);
    text = arena_strndup(r->arena, b.text, b.len);
    buf_release(&b);
    return in_place_of(r, value, text);
}

static json_t *escaped(struct view_run *r, json_t *value)
{
    const char *text = text_of(r, value);
    struct buf b;

    if (value_is_safe(r, value))
        return value;
    buf_init(&b, r->out->max);
    buf_add_html(&b, text, strlen(text));
    value = value_make_safe(r, b.text);
    buf_release(&b);
    return value;
}

static bool is_one_of(const char *name, const char *one, const char *other)
{
    return strcmp(name, one) == 0 || (other && strcmp(name, other) == 0);
}

bool filter_value(struct view_run *r, const char *name, json_t *const *with,
                  json_t **value)
{
    json_t *v = *value;
    size_t n = json_array_size(v);
    bool is_list = json_is_array(v), is_text = !is_list && !json_is_object(v);
    const char *all;

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
    else if (is_one_of(name, "batch", NULL) && is_list && !with[1] &&
             json_integer_value(with[0]) > 0)
        v = batched(r, v, json_integer_value(with[0]));
    else if (is_one_of(name, "first", "last") && is_list)
        v = json_array_get(v, *name == 'f' || n == 0 ? 0 : n - 1);
    else if (is_one_of(name, "safe", "raw") && value_text(r, v, &all))
        v = value_make_safe(r, all);
    else if (is_one_of(name, "escape", "e") && value_text(r, v, &all))
        v = escaped(r, v);
    else if (is_text && (is_one_of(name, "upper", "lower") ||
                         is_one_of(name, "capitalize", NULL)))
        v = cased(r, v, name);
    else if (is_text && is_one_of(name, "replace", NULL) &&
             json_is_string(with[0]) && with[1])
        v = replaced(r, v, with);
    else if (is_text && is_one_of(name, "trim", NULL))
        v = trimmed(r, v);
    else
        return false;
    *value = v;
    return true;
}
